extends "check.gd"
## The example project is played for some seconds: what came of it, as JSON in res://play.json.

const FRAMES_A_SECOND := 60

var dive: Node2D


func _initialize() -> void:
	_play()


func _play() -> void:
	var scene: PackedScene = load(ProjectSettings.get_setting("application/run/main_scene"))
	dive = scene.instantiate()
	root.add_child(dive)
	await process_frame
	told.zones = dive.Zones.NAMES
	told.creatures = []
	for creature: Node2D in dive.creatures.get_children():
		told.creatures.append(_told_of(creature))
	told.names = {}
	for zone: StringName in dive.Zones.NAMES:
		told.names[zone] = dive.catalogue.names(zone)
	told.bottom = dive.Zones.BOTTOM
	told.depths = {"start": dive.diver.depth}
	await _seconds(2.0)
	told.depths.idle = dive.diver.depth
	await _held(KEY_DOWN, 3.0)
	told.depths.sunk = dive.diver.depth
	await _held(KEY_W, 1.0)
	told.depths.risen = dive.diver.depth
	await _seconds(1.0)
	told.depths.patient = dive.diver.depth
	_click(MOUSE_BUTTON_WHEEL_DOWN)
	await _seconds(0.1)
	told.depths.wheeled = dive.diver.depth
	told.strips = [_strips()]
	for number in 3:
		_key(KEY_C, true)
		_key(KEY_C, false)
		await _seconds(0.1)
		told.strips.append(_strips())
	told.darting = [_darting()]
	_click(MOUSE_BUTTON_LEFT)
	await _seconds(0.1)
	told.darting.append(_darting())
	dive.diver.depth = told.bottom
	await process_frame
	told.depths.bottom = dive.diver.depth
	await _seconds(5.0)
	told.depths.coming_up = dive.diver.depth
	end("res://play.json")


func _told_of(creature: Node2D) -> Dictionary:
	var frames: SpriteFrames = creature.body.sprite_frames
	var name_in_pack := frames.resource_path.get_file().trim_suffix("_index_frames.tres")
	var image: Image = dive.rocks.texture.get_image()
	var below := Vector2i(creature.position) + Vector2i(0, int(dive._foot_of(creature)))
	return {
		"name": name_in_pack,
		"stands": creature.cruise_speed == 0.0,
		"on_rock": image.get_pixelv(below).r > 0.0,
		"depth": creature.position.y,
	}


# Everything that has colours of a palette, by the strip that it shows.
func _strips() -> Array:
	var found := {}
	for item: CanvasItem in [dive.get_node("Water"), dive.rocks]:
		found[item.material.get_shader_parameter(&"palette").resource_path] = true
	for creature: Node2D in dive.creatures.get_children():
		var body: CanvasItem = creature.body
		found[body.material.get_shader_parameter(&"palette").resource_path] = true
		var glow: CanvasItem = body.get_node_or_null(^"Glow")
		if glow != null:
			found[glow.material.get_shader_parameter(&"palette").resource_path] = true
	return found.keys()


# How fast the fastest near the lamp is.
func _darting() -> float:
	var fastest := 0.0
	for creature: Node2D in dive.creatures.get_children():
		fastest = maxf(fastest, creature.velocity.length())
	return fastest


func _key(code: Key, pressed: bool) -> void:
	var event := InputEventKey.new()
	event.keycode = code
	event.physical_keycode = code
	event.pressed = pressed
	Input.parse_input_event(event)


func _click(button: MouseButton) -> void:
	for pressed: bool in [true, false]:
		var event := InputEventMouseButton.new()
		event.button_index = button
		event.pressed = pressed
		Input.parse_input_event(event)


func _held(code: Key, seconds: float) -> void:
	_key(code, true)
	await _seconds(seconds)
	_key(code, false)


func _seconds(seconds: float) -> void:
	for number in int(seconds * FRAMES_A_SECOND):
		await process_frame
