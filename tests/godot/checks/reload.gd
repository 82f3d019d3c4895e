extends "check.gd"
## What creatures of the pack in the folder that is the first argument show after the files of
## res://next/ were baked over it while they were in the tree; as JSON in res://reload.json.

var folder := OS.get_cmdline_user_args()[0]
var names: Array[StringName] = []


func _initialize() -> void:
	_live()


func _live() -> void:
	await process_frame
	var catalogue: Resource = load(folder.path_join("creature_catalogue.tres"))
	var plain: AnimatedSprite2D = catalogue.creature(&"tang", 0)
	var lit: AnimatedSprite2D = catalogue.creature(&"tang", 1)
	for sprite: AnimatedSprite2D in [plain, lit]:
		root.add_child(sprite)
	var reload: Node = load(folder.path_join("shared/pack_reload.gd")).new()
	root.add_child(reload)
	reload.reloaded.connect(func(changed: Array[StringName]) -> void: names.append_array(changed))
	told.before = _facts(plain, lit)
	await _frames(60)
	told.unasked = names.size()
	_copy("res://next", folder)
	await _frames(60)
	told.after = _facts(plain, lit)
	told.names = names
	end("res://reload.json")


func _frames(count: int) -> void:
	for number in count:
		await process_frame


# As a bake does: the manifest last.
func _copy(from: String, to: String) -> void:
	for inner in DirAccess.get_directories_at(from):
		_copy(from.path_join(inner), to.path_join(inner))
	var files := Array(DirAccess.get_files_at(from))
	files.sort_custom(
		func(one: String, other: String) -> bool:
			return other == "pack_manifest.json" and one != other
	)
	for file: String in files:
		if file != ".gdignore":
			DirAccess.copy_absolute(from.path_join(file), to.path_join(file))


func _facts(plain: AnimatedSprite2D, lit: AnimatedSprite2D) -> Dictionary:
	var glow: AnimatedSprite2D = lit.get_node("Glow")
	var emission: Texture2D = glow.material.get_shader_parameter(&"emission")
	return {
		"sheet": _shown(plain),
		"indices": _shown(lit),
		"emission": emission.get_image().get_data().hex_encode(),
		"palette": _pixels(lit.material.get_shader_parameter(&"palette")),
		"glow_palette": _pixels(glow.material.get_shader_parameter(&"palette")),
	}


func _shown(sprite: AnimatedSprite2D) -> Dictionary:
	var frames := sprite.sprite_frames
	var found := {}
	for animation in frames.get_animation_names():
		var shown := []
		for number in frames.get_frame_count(animation):
			var texture: AtlasTexture = frames.get_frame_texture(animation, number)
			var canvas: CanvasTexture = texture.atlas
			var seconds := (
				frames.get_frame_duration(animation, number) / frames.get_animation_speed(animation)
			)
			var picture := canvas.diffuse_texture.get_image().get_region(texture.region)
			var normals := canvas.normal_texture.get_image().get_region(texture.region)
			(
				shown
				. append(
					{
						"ms": seconds * 1000.0,
						"pixels": _rgba(picture),
						"normals": _rgba(normals),
					}
				)
			)
		found[animation] = {"frames": shown, "loops": frames.get_animation_loop(animation)}
	return found


func _pixels(texture: Texture2D) -> String:
	return _rgba(texture.get_image())


func _rgba(image: Image) -> String:
	image.convert(Image.FORMAT_RGBA8)
	return image.get_data().hex_encode()
