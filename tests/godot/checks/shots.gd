extends "check.gd"
## Pictures of the pack in the folder that is the first argument, as res://NAME.png: five sprites in
## a row, 4 screen pixels a pixel, under each light. From the left: plain, lit, recoloured, half
## transparent, mirrored.

const SCALE := 4
const STEP := 10

var folder := OS.get_cmdline_user_args()[0]


func _initialize() -> void:
	_shoot()


func _shoot() -> void:
	var catalogue: Resource = load(folder.path_join("creature_catalogue.tres"))
	var world := Node2D.new()
	world.scale = Vector2(SCALE, SCALE)
	root.add_child(world)
	for number in 5:
		var kind := 0 if number == 0 else 1
		var sprite: AnimatedSprite2D = catalogue.creature(&"tang", kind)
		sprite.autoplay = ""
		sprite.stop()
		sprite.centered = false
		sprite.position = Vector2(number * STEP, 0)
		world.add_child(sprite)
		if number == 2:
			sprite.recolour(load("res://other_colours.png"))
		elif number == 3:
			sprite.modulate = Color(1, 1, 1, 0.5)
		elif number == 4:
			sprite.flip_h = true
	await shoot("res://plain.png")
	var darkness := CanvasModulate.new()
	darkness.color = Color.BLACK
	root.add_child(darkness)
	await shoot("res://dark.png")
	var light := PointLight2D.new()
	var white := Image.create(64, 64, false, Image.FORMAT_RGBA8)
	white.fill(Color.WHITE)
	light.texture = ImageTexture.create_from_image(white)
	light.texture_scale = 100.0
	light.height = 40.0
	light.position = Vector2(-400, 0)
	root.add_child(light)
	await shoot("res://light_from_the_left.png")
	light.position = Vector2(400 + STEP * 5 * SCALE, 0)
	await shoot("res://light_from_the_right.png")
	quit()
