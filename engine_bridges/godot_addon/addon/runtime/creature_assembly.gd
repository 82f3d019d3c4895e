@tool
extends RefCounted
## An answer of the threads -> SpriteFrames and the info of `creature_ready`, a texture a step.
##
## On the main thread. Between two steps a frame may end, so none costs more than one texture.

const FACTS: Array[String] = ["traits", "frame_size", "indices", "parts", "lure_colour"]

## Of the request that is answered.
var id: int
## Whole when `step` has returned false.
var frames := SpriteFrames.new()
var info: Dictionary

var _clips: Dictionary
# Animation and layer of each texture that is still to be made, the last one first.
var _left: Array[PackedStringArray] = []
# Textures of the animation that is being made, by layer.
var _made: Dictionary[String, ImageTexture] = {}
var _emission: Dictionary[StringName, Texture2D] = {}


## [param answer]: of creature_pictures.gd, with `id`.
func _init(answer: Dictionary) -> void:
	id = answer.id
	_clips = answer.animations
	info = {"dna": str(answer.dna), "from_fallback": false, "reason": "", "emission": _emission}
	for key: String in ["zone", "category", "species"]:
		info[key] = StringName(str(answer[key]))
	for key in FACTS:
		info[key] = answer[key]
	info.anchors = {}
	frames.remove_animation(&"default")
	for title: String in _clips:
		var clip: Dictionary = _clips[title]
		info.anchors[title] = clip.anchors
		for layer: String in ["sheet", "normals", "emission"]:
			if clip.has(layer):
				_left.push_front(PackedStringArray([title, layer]))


## Makes the next texture, and the animation that it completes; false when there is none left.
func step() -> bool:
	if _left.is_empty():
		return false
	var next: PackedStringArray = _left.pop_back()
	var title := next[0]
	var clip: Dictionary = _clips[title]
	var image: Image = clip[next[1]]
	_made[next[1]] = ImageTexture.create_from_image(image)
	if _left.is_empty() or _left[-1][0] != title:
		_add(title, clip)
		_made.clear()
	return true


func _add(title: String, clip: Dictionary) -> void:
	var sheet: Texture2D = _made.sheet
	if _made.has("normals"):
		var lit := CanvasTexture.new()
		lit.diffuse_texture = sheet
		lit.normal_texture = _made.normals
		sheet = lit
	if _made.has("emission"):
		_emission[StringName(title)] = _made.emission
	var size: Vector2i = info.frame_size
	PixelgenClient.Pictures.add_animation(frames, title, clip, sheet, size)
