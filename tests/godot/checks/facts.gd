extends "check.gd"
## Everything the engine knows of the pack in the folder that is the first argument, as JSON in
## res://told.json. What it means is the test's business.

const LAYERS := ["sheet", "indices", "normals", "emission"]


func _initialize() -> void:
	var folder := OS.get_cmdline_user_args()[0]
	var catalogue: Resource = load(folder.path_join("creature_catalogue.tres"))
	told = {"resources": {}, "pictures": {}, "animations": {}, "spawned": {}, "resaved": {}}
	_walk(folder, folder)
	for zone: StringName in catalogue.zones():
		told.spawned[zone] = range(20).map(
			func(number: int) -> String: return _name_of(catalogue.spawn(zone, number))
		)
	told.zones = catalogue.zones()
	told.names = catalogue.names()
	told.cards = catalogue.creatures
	for creature: StringName in catalogue.names():
		told.animations[creature] = _animations(catalogue.frames_of(creature))
	end("res://facts.json")


func _walk(folder: String, root: String) -> void:
	if FileAccess.file_exists(folder.path_join(".gdignore")):
		return
	for file in DirAccess.get_files_at(folder):
		var path := folder.path_join(file)
		var inside := path.trim_prefix(root + "/")
		if file.get_extension() in ["import", "uid", "json"]:
			continue
		var resource := ResourceLoader.load(path, "", ResourceLoader.CACHE_MODE_REUSE)
		if resource == null:
			told.resources[inside] = null
			continue
		var uid := ResourceUID.id_to_text(ResourceLoader.get_resource_uid(path))
		told.resources[inside] = {"kind": resource.get_class(), "uid": uid}
		if resource is Texture2D:
			var image: Image = resource.get_image()
			image.decompress()
			told.pictures[inside] = {
				"size": [image.get_width(), image.get_height()],
				"format": image.get_format(),
				"pixels": image.get_data().hex_encode(),
			}
		if file.get_extension() in ["tres", "tscn"]:
			ResourceSaver.save(resource, "res://resaved." + file.get_extension())
			told.resaved[inside] = FileAccess.get_file_as_string(
				"res://resaved." + file.get_extension()
			)
			DirAccess.remove_absolute("res://resaved." + file.get_extension())
	for inner in DirAccess.get_directories_at(folder):
		_walk(folder.path_join(inner), root)


func _animations(frames: SpriteFrames) -> Dictionary:
	var found := {}
	for animation in frames.get_animation_names():
		var shown := []
		for number in frames.get_frame_count(animation):
			var texture: AtlasTexture = frames.get_frame_texture(animation, number)
			var canvas: CanvasTexture = texture.atlas
			var seconds := (
				frames.get_frame_duration(animation, number) / frames.get_animation_speed(animation)
			)
			(
				shown
				. append(
					{
						"ms": seconds * 1000.0,
						"region":
						[
							texture.region.position.x,
							texture.region.position.y,
							texture.region.size.x,
							texture.region.size.y,
						],
						"sheet": canvas.diffuse_texture.resource_path,
						"normals":
						canvas.normal_texture.resource_path if canvas.normal_texture else "",
					}
				)
			)
		found[animation] = {"frames": shown, "loops": frames.get_animation_loop(animation)}
	return found


func _name_of(node: Node) -> String:
	var found := str(node.name) + " " + str(node.get("swim_seed"))
	node.free()
	return found
