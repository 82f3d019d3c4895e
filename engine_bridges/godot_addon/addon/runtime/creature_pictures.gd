@tool
extends RefCounted
## A drawn creature -> its pictures, and of those SpriteFrames. Knows nothing of requests, threads.
##
## Pictures are made on any thread, SpriteFrames on the main one.

const NativeCore := preload("native_core.gd")
## What an answer has beside its pictures.
const FACTS: Array[String] = ["dna", "zone", "category", "species", "traits", "indices", "parts"]


## The creature with `frame_size` and, under `animations`, by name: durations_ms, loops, anchors (by
## name a PackedVector2Array, a place a frame, from its middle) and the Images sheet, normals and
## emission (those that it has), frames side by side. Or `error`.
static func answered(core: NativeCore, creature: Dictionary, options: Dictionary) -> Dictionary:
	var look := core.look(creature, options)
	if look.has("error"):
		return look
	var side: int = look.side
	var answer := {"frame_size": Vector2i(side, side), "animations": {}}
	for fact in FACTS:
		answer[fact] = creature[fact]
	var clips: Dictionary = look.animations
	for title: String in clips:
		var raw: Dictionary = clips[title]
		var count: int = raw.frames
		var sheet: PackedByteArray = raw.sheet
		var durations: PackedByteArray = raw.durations_ms
		var clip := {"loops": raw.loops, "durations_ms": _floats(durations.to_int32_array())}
		var anchors: Dictionary = raw.anchors
		clip.anchors = _places(anchors, Vector2(side, side) / 2.0)
		clip.sheet = _image(count, side, core.coloured(sheet), Image.FORMAT_RGBA8)
		if raw.has("normals"):
			var normals: PackedByteArray = raw.normals
			clip.normals = _image(count, side, normals, Image.FORMAT_RGBA8)
		if raw.has("emission"):
			var emission: PackedByteArray = raw.emission
			clip.emission = _image(count, side, emission, Image.FORMAT_L8)
		answer.animations[title] = clip
	return answer


## SpriteFrames of an answer's animations.
static func frames_of(answer: Dictionary) -> SpriteFrames:
	var frames := SpriteFrames.new()
	frames.remove_animation(&"default")
	var clips: Dictionary = answer.animations
	for title: String in clips:
		var clip: Dictionary = clips[title]
		var colours: Image = clip.sheet
		var normals: Image = clip.get("normals")
		var sheet := _texture(colours, normals)
		var size: Vector2i = answer.frame_size
		PixelgenClient.Pictures.add_animation(frames, title, clip, sheet, size)
	return frames


## The sheets of what glows, by animation.
static func emission_of(answer: Dictionary) -> Dictionary[StringName, Texture2D]:
	var found: Dictionary[StringName, Texture2D] = {}
	var clips: Dictionary = answer.animations
	for title: String in clips:
		var clip: Dictionary = clips[title]
		var emission: Image = clip.get("emission")
		if emission != null:
			found[StringName(title)] = ImageTexture.create_from_image(emission)
	return found


## The anchors, by animation.
static func anchors_of(answer: Dictionary) -> Dictionary:
	var found := {}
	var clips: Dictionary = answer.animations
	for title: String in clips:
		found[title] = clips[title].anchors
	return found


# As JSON of the server has them.
static func _floats(numbers: PackedInt32Array) -> Array[float]:
	var found: Array[float] = []
	for number in numbers:
		found.append(float(number))
	return found


static func _places(raw: Dictionary, middle: Vector2) -> Dictionary:
	var found := {}
	for title: String in raw:
		var bytes: PackedByteArray = raw[title]
		var numbers := bytes.to_float64_array()
		var track := PackedVector2Array()
		for number in range(0, numbers.size(), 2):
			track.append(Vector2(numbers[number], numbers[number + 1]) - middle)
		found[title] = track
	return found


static func _image(count: int, side: int, pixels: PackedByteArray, format: Image.Format) -> Image:
	return Image.create_from_data(count * side, side, false, format, pixels)


static func _texture(sheet: Image, normals: Image) -> Texture2D:
	var colours := ImageTexture.create_from_image(sheet)
	if normals == null:
		return colours
	var lit := CanvasTexture.new()
	lit.diffuse_texture = colours
	lit.normal_texture = ImageTexture.create_from_image(normals)
	return lit
