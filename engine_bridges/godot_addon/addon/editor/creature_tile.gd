@tool
extends Button
## A square with a creature in it, which can be pressed, focused and, where it may be, chosen.

const SIDE := 64

## What is known of it; empty until it is drawn.
var info: Dictionary
var frames: SpriteFrames

var _picture := TextureRect.new()


func _init() -> void:
	toggle_mode = true
	custom_minimum_size = Vector2.ONE * SIDE * EditorInterface.get_editor_scale()
	tooltip_text = "..."
	_picture.set_anchors_and_offsets_preset(Control.PRESET_FULL_RECT)
	_picture.expand_mode = TextureRect.EXPAND_IGNORE_SIZE
	_picture.stretch_mode = TextureRect.STRETCH_KEEP_ASPECT_CENTERED
	_picture.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	_picture.mouse_filter = Control.MOUSE_FILTER_IGNORE
	add_child(_picture)


## Shows the creature that was drawn.
func show_creature(of: SpriteFrames, facts: Dictionary) -> void:
	frames = of
	info = facts
	_picture.texture = of.get_frame_texture(of.get_animation_names()[0], 0)
	var traits: PackedStringArray = []
	for title: String in facts.get("traits", {}):
		traits.append("%s: %s" % [title, facts.traits[title]])
	tooltip_text = "%s\n%s" % [facts.species, "\n".join(traits)]


## Says why there is no creature.
func show_failure(message: String) -> void:
	text = "x"
	tooltip_text = message
	disabled = true


func is_drawn() -> bool:
	return frames != null


## Its DNA; "" until it is drawn.
func dna() -> String:
	return str(info.get("dna", ""))
