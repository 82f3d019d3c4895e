extends "check.gd"
## A swimmer of the pack in the folder that is the first argument lives for some seconds: what it
## did, as JSON in res://swim.json.

const SECONDS := 12.0

var folder := OS.get_cmdline_user_args()[0]
var arrived := 0


func _initialize() -> void:
	Engine.max_fps = 0
	_live()


func _live() -> void:
	await process_frame
	var catalogue: Resource = load(folder.path_join("creature_catalogue.tres"))
	var first: Node2D = catalogue.creature(&"tang")
	var twin: Node2D = catalogue.creature(&"tang")
	var coral: Node2D = catalogue.creature(&"rock")
	for node: Node2D in [first, twin, coral]:
		node.position = Vector2(100, 100)
		node.swim_seed = 5
		root.add_child(node)
	first.arrived.connect(func() -> void: arrived += 1)
	told = {"animations": {}, "in_step": true, "whole_pixels": true, "same_way": true, "way": []}
	var sprite: AnimatedSprite2D = first.body
	var step := 1.0 / Engine.physics_ticks_per_second
	for number in int(SECONDS / step):
		if number == 60:
			told.darting_from = first.position.x
			first.startle(first.position + Vector2(5, 0))
		if number == 90:
			told.darting_to = first.position.x
		if number == 300:
			first.swim_to(Vector2(160, 90))
		await physics_frame
		await process_frame
		told.animations[sprite.animation] = true
		told.in_step = told.in_step and _in_step(sprite)
		told.whole_pixels = (
			told.whole_pixels
			and sprite.global_position.distance_to(sprite.global_position.round()) < 0.001
		)
		if number < 60:
			told.same_way = told.same_way and first.position == twin.position
		if number % 60 == 0:
			told.way.append([first.position.x, first.position.y])
	told.animations = told.animations.keys()
	told.arrived = arrived
	told.end = [first.position.x, first.position.y]
	told.faces = sprite.scale.x
	told.coral = [coral.position.x, coral.position.y]
	end("res://swim.json")


func _in_step(sprite: AnimatedSprite2D) -> bool:
	var glow: AnimatedSprite2D = sprite.get_node("Glow")
	return glow.animation == sprite.animation and glow.frame == sprite.frame
