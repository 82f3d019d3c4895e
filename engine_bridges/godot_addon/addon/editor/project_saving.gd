@tool
extends RefCounted
## A drawn creature -> its files in the project: sheets, normals, frames, scenes. Knows no dock.
##
## NAME.tscn is an AnimatedSprite2D in the light of its zone and needs nothing of the addon;
## NAME_lit.tscn is a PixelgenSprite for a game with lights: flat, with normal maps, glow,
## anchors and a lure's light.

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
const LIT := "_lit"


## A folder of that name beneath [param parent], with everything in it; the scene's path, or "" and
## the reason in [param trouble]. A folder that is there already is not touched. [param shown],
## [param flat]: frames and info as `creature_ready` gave them, with and without the zone's
## light. To be awaited.
static func save(
	title: String, shown: Dictionary, flat: Dictionary, parent: String, trouble: Array[String]
) -> String:
	var folder := parent.path_join(title)
	var fault := _fault_in(title, folder)
	if fault != "":
		trouble.append(fault)
		return ""
	var base := folder.path_join(title)
	var pictures := _pictures(shown, base)
	pictures.merge(_pictures(flat, base + LIT))
	for path in pictures:
		if pictures[path].save_png(path) != OK:
			trouble.append("%s cannot be written" % path)
			return ""
		_write(path + ".import", SIDECAR + (NORMAL_MAP if path.ends_with("normals.png") else ""))
	if not await _are_imported(PackedStringArray(pictures.keys())):
		trouble.append("the editor does not import %s" % folder)
		return ""
	var frames := _saved_frames(shown, base)
	var lit_frames := _saved_frames(flat, base + LIT)
	if (
		frames == null
		or lit_frames == null
		or not _are_scenes_saved(base, frames, lit_frames, flat)
	):
		trouble.append("%s cannot be written" % folder)
		return ""
	var filesystem := EditorInterface.get_resource_filesystem()
	for ending: String in ["_frames.tres", LIT + "_frames.tres", ".tscn", LIT + ".tscn"]:
		filesystem.update_file(base + ending)
	return base + ".tscn"


static func _fault_in(title: String, folder: String) -> String:
	# `to_snake_case` would part the letters and digits of a hash as well.
	if not title.is_valid_ascii_identifier() or title != title.to_lower():
		return "a name has small letters, digits and _; got %s" % title
	if not folder.begins_with("res://"):
		return "the folder must be one of the project, res://...; got %s" % folder.get_base_dir()
	if DirAccess.dir_exists_absolute(folder):
		return "%s is there already; choose another name" % folder
	if DirAccess.make_dir_recursive_absolute(folder) != OK:
		return "%s cannot be made" % folder
	return ""


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


# Sheets by their path: frames side by side, an animation a sheet.
static func _pictures(creature: Dictionary, base: String) -> Dictionary[String, Image]:
	var frames: SpriteFrames = creature.frames
	var info: Dictionary = creature.info
	var emission: Dictionary = info.emission
	var found: Dictionary[String, Image] = {}
	for animation in frames.get_animation_names():
		var start := "%s_%s_" % [base, animation]
		var region: AtlasTexture = frames.get_frame_texture(animation, 0)
		var lit := region.atlas as CanvasTexture
		var sheet := region.atlas if lit == null else lit.diffuse_texture
		found[start + "sheet.png"] = sheet.get_image()
		if lit != null and lit.normal_texture != null:
			found[start + "normals.png"] = lit.normal_texture.get_image()
			if emission.has(animation):
				var glow: Texture2D = emission[animation]
				found[start + "emission.png"] = glow.get_image()
	return found


# The same animations over the files; null when they cannot be written.
static func _saved_frames(creature: Dictionary, base: String) -> SpriteFrames:
	var frames: SpriteFrames = creature.frames
	var saved := SpriteFrames.new()
	saved.remove_animation(&"default")
	for animation in frames.get_animation_names():
		_copy(animation, frames, saved, base)
	var path := base + "_frames.tres"
	saved.take_over_path(path)
	return saved if ResourceSaver.save(saved, path) == OK else null


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


static func _are_scenes_saved(
	base: String, frames: SpriteFrames, lit_frames: SpriteFrames, flat: Dictionary
) -> bool:
	var sprite := AnimatedSprite2D.new()
	sprite.name = base.get_file().to_pascal_case()
	sprite.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	sprite.sprite_frames = frames
	sprite.animation = PixelgenSprite.first_of(frames)
	sprite.autoplay = sprite.animation
	var scene := PackedScene.new()
	var is_saved := scene.pack(sprite) == OK and ResourceSaver.save(scene, base + ".tscn") == OK
	sprite.free()
	var info: Dictionary = flat.info
	var facts := info.duplicate()
	facts.emission = {}
	for animation: StringName in info.emission:
		facts.emission[animation] = load("%s%s_%s_emission.png" % [base, LIT, animation])
	var lit := PixelgenSprite.of(lit_frames, facts)
	lit.name = base.get_file().to_pascal_case()
	is_saved = lit.save_scene(base + LIT + ".tscn") == OK and is_saved
	lit.free()
	return is_saved


static func _write(path: String, text: String) -> void:
	var file := FileAccess.open(path, FileAccess.WRITE)
	if file != null:
		file.store_string(text)
		file.close()
