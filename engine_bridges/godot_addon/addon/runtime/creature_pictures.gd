@tool
extends RefCounted
## A drawn creature -> its pictures, as Images, on any thread. Knows nothing of requests and
## textures.

const NativeCore := preload("native_core.gd")
## What an answer has beside its pictures.
const FACTS: Array[String] = ["dna", "zone", "category", "species", "traits", "indices", "parts"]


## The creature with `frame_size` and, under `animations`, by name: durations_ms, loops, anchors (by
## name a PackedVector2Array, a place a frame, from its middle) and the Images sheet, normals and
## emission (those that it has), frames side by side; and lure_colour. Or `error`.
static func answered(core: NativeCore, creature: Dictionary, options: Dictionary) -> Dictionary:
	var look := core.look(creature, options)
	if look.has("error"):
		return look
	var side: int = look.side
	var middle := Vector2(side, side) / 2.0
	var answer := {"frame_size": Vector2i(side, side), "animations": {}}
	var lure_colour := Color.WHITE
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
		var places := _places(anchors, middle)
		var colours := _image(count, side, core.coloured(sheet), Image.FORMAT_RGBA8)
		clip.anchors = places
		clip.sheet = colours
		lure_colour = PixelgenClient.Pictures.lure_colour_of(places, colours, middle, lure_colour)
		if raw.has("normals"):
			var normals: PackedByteArray = raw.normals
			clip.normals = _image(count, side, normals, Image.FORMAT_RGBA8)
		if raw.has("emission"):
			var emission: PackedByteArray = raw.emission
			clip.emission = _image(count, side, emission, Image.FORMAT_L8)
		answer.animations[title] = clip
	answer.lure_colour = lure_colour
	return answer


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
