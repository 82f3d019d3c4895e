extends Node
## Shows what is baked into this pack while the game runs, for work on a pack beside
## `pixelgen watch`. Does nothing in an exported game.
##
## [codeblock]
## add_child(preload("res://addons/reef/shared/pack_reload.gd").new())
## [/codeblock]
## Creatures in the tree change where they are. One that is new to the pack, or that glows for the
## first time, comes when the editor has imported it and the game is started again.

## These creatures look different from now on.
signal reloaded(names: Array[StringName])

const MANIFEST := "pack_manifest.json"
const PART := "creature "
const PALETTE := "shared/palette.png"
const SWAP := "shared/palette_swap.tres"
## SpriteFrames of a creature, and the picture that each cuts its frames from.
const PICTURES: Dictionary[String, String] = {
	"frames.tres": "sheet",
	"index_frames.tres": "indices",
}
const LOOK_EVERY := 0.5
## Frames are shown for duration / speed seconds, and the manifest has milliseconds.
const SPEED := 1000.0

var _waited := 0.0
# Of the manifest, and of each of its files as it was last shown.
var _manifest_digest := ""
var _digests: Dictionary[String, String] = {}


func _ready() -> void:
	if OS.has_feature("template"):
		queue_free()
		return
	_look(false)


func _process(delta: float) -> void:
	_waited += delta
	if _waited >= LOOK_EVERY:
		_waited = 0.0
		_look(true)


func _look(shows: bool) -> void:
	var path := _path(MANIFEST)
	var digest := FileAccess.get_md5(path)
	if digest == _manifest_digest or digest == "":
		return
	var text := FileAccess.get_file_as_string(path)
	if not JSON.parse_string(text) is Dictionary:
		return
	var manifest: Dictionary = JSON.parse_string(text)
	_manifest_digest = digest
	var before := _digests
	_digests = {}
	var changed: Array[StringName] = []
	var parts: Dictionary = manifest.get("parts", {})
	for part_name: String in parts:
		var part: Dictionary = parts[part_name]
		var files: Dictionary = part.get("files", {})
		var differs := false
		for file: String in files:
			_digests[file] = files[file]
			differs = differs or before.get(file, "") != files[file]
		if shows and differs and part_name.begins_with(PART):
			var creature := part_name.trim_prefix(PART)
			var notes: Dictionary = part.get("notes", {})
			if _reload(creature, notes):
				changed.append(StringName(creature))
	if shows and before.get(PALETTE, "") != _digests.get(PALETTE, ""):
		_reload_palette(_path(PALETTE), _path(SWAP))
	if not changed.is_empty():
		reloaded.emit(changed)


# False when nothing in the game shows the creature.
func _reload(creature: String, notes: Dictionary) -> bool:
	var base := _path("creatures/%s/%s_" % [creature, creature])
	var animations: Dictionary = notes.get("animations", {})
	var is_shown := false
	for file in PICTURES:
		if not ResourceLoader.has_cached(base + file):
			continue
		is_shown = true
		var canvas := CanvasTexture.new()
		canvas.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
		canvas.diffuse_texture = _picture(base + PICTURES[file] + ".png")
		if notes.get("normals") != null:
			canvas.normal_texture = _picture(base + "normals.png")
		var frames: SpriteFrames = load(base + file)
		_fill(frames, animations, canvas)
		if file == "index_frames.tres" and notes.get("emission") != null:
			_set_glow(frames, &"emission", _picture(base + "emission.png"))
	# A picture may have colours of its own.
	var swap := base + "palette_swap.tres"
	var has_own := FileAccess.file_exists(base + "palette.png") and ResourceLoader.has_cached(swap)
	if is_shown and has_own:
		_reload_palette(base + "palette.png", swap)
	return is_shown


# An animation that the creature has no more stays as it was, as a sprite may be playing it.
func _fill(frames: SpriteFrames, animations: Dictionary, canvas: CanvasTexture) -> void:
	for animation: String in animations:
		var clip: Dictionary = animations[animation]
		var rectangles: Array = clip.rectangles
		var durations: Array = clip.durations_ms
		if not frames.has_animation(animation):
			frames.add_animation(animation)
		while frames.get_frame_count(animation) > rectangles.size():
			frames.remove_frame(animation, rectangles.size())
		for number in rectangles.size():
			var sides: Array = rectangles[number]
			var texture := AtlasTexture.new()
			texture.atlas = canvas
			texture.region.position = Vector2(_number(sides, 0), _number(sides, 1))
			texture.region.size = Vector2(_number(sides, 2), _number(sides, 3))
			texture.filter_clip = true
			var duration := _number(durations, number)
			if number < frames.get_frame_count(animation):
				frames.set_frame(animation, number, texture, duration)
			else:
				frames.add_frame(animation, texture, duration)
		frames.set_animation_speed(animation, SPEED)
		var loops: bool = clip.loops
		frames.set_animation_loop(animation, loops)


# Creatures that were recoloured keep their colours.
func _reload_palette(strip: String, material_path: String) -> void:
	var swap: ShaderMaterial = load(material_path)
	var before: Texture2D = swap.get_shader_parameter(&"palette")
	var after := _picture(strip)
	swap.set_shader_parameter(&"palette", after)
	for glow in _glows():
		var material: ShaderMaterial = glow.material
		if material.get_shader_parameter(&"palette") == before:
			material.set_shader_parameter(&"palette", after)


func _set_glow(frames: SpriteFrames, parameter: StringName, texture: Texture2D) -> void:
	for glow in _glows():
		if glow.sprite_frames == frames:
			var material: ShaderMaterial = glow.material
			material.set_shader_parameter(parameter, texture)


func _glows() -> Array[AnimatedSprite2D]:
	var found: Array[AnimatedSprite2D] = []
	for node in get_tree().root.find_children("Glow", "AnimatedSprite2D", true, false):
		var sprite: AnimatedSprite2D = node
		if sprite.material is ShaderMaterial:
			found.append(sprite)
	return found


static func _number(numbers: Array, at: int) -> float:
	return numbers[at]


# From the disk, as the imported one is that of the last import.
func _picture(path: String) -> Texture2D:
	var image := Image.load_from_file(ProjectSettings.globalize_path(path))
	return null if image == null else ImageTexture.create_from_image(image)


func _path(inside: String) -> String:
	var script: Script = get_script()
	return script.resource_path.get_base_dir().get_base_dir().path_join(inside)
