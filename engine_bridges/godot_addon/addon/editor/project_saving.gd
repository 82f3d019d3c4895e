@tool
extends RefCounted
## A drawn creature -> its files in the project: sheet, normals, SpriteFrames, scene. Knows no dock.

# No pixel changed on import; the engine completes the file.
const SIDECAR := """[remap]

importer="texture"
type="CompressedTexture2D"

[params]

compress/mode=0
mipmaps/generate=false
process/fix_alpha_border=false
detect_3d/compress_to=0
"""
## How long the editor may take to import them.
const PATIENCE_MS := 60_000
const NORMAL_MAP := "compress/normal_map=2\n"


## A folder of that name beneath [param parent], with everything in it; the scene's path, or "" and
## the reason in [param trouble]. A folder that is there already is not touched. To be awaited.
static func save(
	title: String, frames: SpriteFrames, parent: String, trouble: Array[String]
) -> String:
	var folder := parent.path_join(title)
	if not _is_name(title):
		trouble.append("a name has small letters, digits and _; got %s" % title)
		return ""
	if DirAccess.dir_exists_absolute(folder):
		trouble.append("%s is there already; choose another name" % folder)
		return ""
	if DirAccess.make_dir_recursive_absolute(folder) != OK:
		trouble.append("%s cannot be made" % folder)
		return ""
	var saved := SpriteFrames.new()
	saved.remove_animation(&"default")
	var pictures := _pictures(frames)
	var paths: PackedStringArray = []
	for ending: String in pictures:
		var path := folder.path_join(title + ending)
		var picture: Image = pictures[ending]
		picture.save_png(path)
		_write(path + ".import", SIDECAR + (NORMAL_MAP if ending.ends_with("normals.png") else ""))
		paths.append(path)
	if not await _are_imported(paths):
		trouble.append("the editor does not import %s" % folder)
		return ""
	var filesystem := EditorInterface.get_resource_filesystem()
	for animation in frames.get_animation_names():
		_copy(animation, frames, saved, folder.path_join(title))
	var frames_path := folder.path_join(title + "_frames.tres")
	saved.take_over_path(frames_path)
	var scene_path := folder.path_join(title + ".tscn")
	if ResourceSaver.save(saved, frames_path) != OK or _save_scene(title, saved, scene_path) != OK:
		trouble.append("%s cannot be written" % folder)
		return ""
	filesystem.update_file(frames_path)
	filesystem.update_file(scene_path)
	return scene_path


# The editor finds the new folder and imports it, on a thread of its own.
static func _are_imported(paths: PackedStringArray) -> bool:
	var filesystem := EditorInterface.get_resource_filesystem()
	var tree := Engine.get_main_loop() as SceneTree
	var end := Time.get_ticks_msec() + PATIENCE_MS
	while Time.get_ticks_msec() < end:
		if not filesystem.is_scanning():
			if filesystem.get_filesystem_path(paths[0].get_base_dir()) != null:
				filesystem.reimport_files(paths)
				return true
			filesystem.scan()
		await tree.process_frame
	return false


# Sheets by the end of their file's name: frames side by side, an animation a sheet.
static func _pictures(frames: SpriteFrames) -> Dictionary[String, Image]:
	var found: Dictionary[String, Image] = {}
	for animation in frames.get_animation_names():
		var region: AtlasTexture = frames.get_frame_texture(animation, 0)
		var lit := region.atlas as CanvasTexture
		var sheet := region.atlas if lit == null else lit.diffuse_texture
		found["_%s_sheet.png" % animation] = sheet.get_image()
		if lit != null and lit.normal_texture != null:
			found["_%s_normals.png" % animation] = lit.normal_texture.get_image()
	return found


static func _copy(
	animation: StringName, frames: SpriteFrames, saved: SpriteFrames, base: String
) -> void:
	var sheet: Texture2D = load("%s_%s_sheet.png" % [base, animation])
	var normals := "%s_%s_normals.png" % [base, animation]
	if ResourceLoader.exists(normals):
		var lit := CanvasTexture.new()
		lit.diffuse_texture = sheet
		lit.normal_texture = load(normals)
		sheet = lit
	saved.add_animation(animation)
	saved.set_animation_loop(animation, frames.get_animation_loop(animation))
	saved.set_animation_speed(animation, frames.get_animation_speed(animation))
	for number in frames.get_frame_count(animation):
		var drawn: AtlasTexture = frames.get_frame_texture(animation, number)
		var region := AtlasTexture.new()
		region.atlas = sheet
		region.region = drawn.region
		region.filter_clip = true
		saved.add_frame(animation, region, frames.get_frame_duration(animation, number))


static func _save_scene(title: String, frames: SpriteFrames, path: String) -> Error:
	var sprite := AnimatedSprite2D.new()
	sprite.name = title.to_pascal_case()
	sprite.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	sprite.sprite_frames = frames
	sprite.animation = frames.get_animation_names()[0]
	sprite.autoplay = frames.get_animation_names()[0]
	var scene := PackedScene.new()
	var status := scene.pack(sprite)
	sprite.free()
	return ResourceSaver.save(scene, path) if status == OK else status


static func _write(path: String, text: String) -> void:
	var file := FileAccess.open(path, FileAccess.WRITE)
	if file != null:
		file.store_string(text)
		file.close()


# `to_snake_case` would part the letters and digits of a hash as well.
static func _is_name(title: String) -> bool:
	return title.is_valid_ascii_identifier() and title == title.to_lower()
