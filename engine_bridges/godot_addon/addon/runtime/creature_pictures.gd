@tool
extends RefCounted
## A drawn creature -> its pictures, and of those SpriteFrames. Knows nothing of requests, threads.
##
## Pictures are made on any thread, SpriteFrames on the main one.

const NativeCore := preload("native_core.gd")
const SIDE := 32
## The name of a still, and how long it is shown.
const STILL := "default"
const STILL_MS := 1000
const MOST_MARGIN := 16
## What an answer has beside its pictures.
const FACTS: Array[String] = ["zone", "category", "species", "traits", "indices", "parts"]


## The creature with `frame_size` and, under `animations`, by name: durations_ms, loops and the
## Images sheet, normals and emission (null for those that it lacks), frames side by side.
static func answered(core: NativeCore, creature: Dictionary, options: Dictionary) -> Dictionary:
	var margin: int = options.get("margin", 2)
	var side := SIDE + 2 * margin
	var indices: PackedByteArray = creature.indices
	var drawn := Image.create_from_data(
		SIDE, SIDE, false, Image.FORMAT_RGBA8, core.coloured(indices)
	)
	var sheet := Image.create_empty(side, side, false, Image.FORMAT_RGBA8)
	sheet.blit_rect(drawn, Rect2i(0, 0, SIDE, SIDE), Vector2i(margin, margin))
	var answer := {"frame_size": Vector2i(side, side)}
	for fact in FACTS:
		answer[fact] = creature[fact]
	answer.animations = {STILL: {"durations_ms": [STILL_MS], "loops": false, "sheet": sheet}}
	return answer


## SpriteFrames of an answer's animations.
static func frames_of(answer: Dictionary) -> SpriteFrames:
	var frames := SpriteFrames.new()
	frames.remove_animation(&"default")
	var clips: Dictionary = answer.animations
	for title: String in clips:
		var clip: Dictionary = clips[title]
		var sheet := _texture(clip.sheet, clip.get("normals"))
		var size: Vector2i = answer.frame_size
		PixelgenClient.Pictures.add_animation(frames, title, clip, sheet, size)
	return frames


## The sheets of what glows, by animation.
static func emission_of(answer: Dictionary) -> Dictionary[StringName, Texture2D]:
	var found: Dictionary[StringName, Texture2D] = {}
	var clips: Dictionary = answer.animations
	for title: String in clips:
		var clip: Dictionary = clips[title]
		if clip.get("emission") is Image:
			found[StringName(title)] = ImageTexture.create_from_image(clip.emission as Image)
	return found


static func _texture(sheet: Image, normals: Variant) -> Texture2D:
	var colours := ImageTexture.create_from_image(sheet)
	if not normals is Image:
		return colours
	var lit := CanvasTexture.new()
	lit.diffuse_texture = colours
	lit.normal_texture = ImageTexture.create_from_image(normals as Image)
	return lit
