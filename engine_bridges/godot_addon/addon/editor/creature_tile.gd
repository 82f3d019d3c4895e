@tool
extends Button
## A square with a creature in it, which can be pressed, focused and, where it may be, chosen.

const SIDE := 64

## What is known of it; empty until it is drawn.
var info: Dictionary
var frames: SpriteFrames

var _picture := TextureRect.new()
var _mark := Label.new()


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
	var chosen := StyleBoxFlat.new()
	var accent := EditorInterface.get_editor_theme().get_color(&"accent_color", &"Editor")
	chosen.bg_color = Color(accent, 0.3)
	chosen.border_color = accent
	chosen.set_border_width_all(roundi(2.0 * EditorInterface.get_editor_scale()))
	chosen.set_corner_radius_all(roundi(3.0 * EditorInterface.get_editor_scale()))
	for style: StringName in [&"pressed", &"hover_pressed"]:
		add_theme_stylebox_override(style, chosen)
	_mark.position = Vector2(5.0, 1.0) * EditorInterface.get_editor_scale()
	_mark.mouse_filter = Control.MOUSE_FILTER_IGNORE
	add_child(_mark)


## Shows the creature that was drawn.
func show_creature(of: SpriteFrames, facts: Dictionary) -> void:
	frames = of
	info = facts
	_picture.texture = of.get_frame_texture(of.get_animation_names()[0], 0)
	var traits: PackedStringArray = []
	for title: String in facts.get("traits", {}):
		traits.append("%s: %s" % [title, facts.traits[title]])
	tooltip_text = "%s\n%s" % [facts.species, "\n".join(traits)]


## Chosen or not; [param letter]: which parent it is, where there are two.
func show_choice(is_chosen: bool, letter: String) -> void:
	set_pressed_no_signal(is_chosen)
	_mark.text = letter if is_chosen else ""


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
