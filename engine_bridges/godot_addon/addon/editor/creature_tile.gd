@tool
extends Button
## A square with a creature in it, which can be pressed, focused and, where it may be, chosen.

## Of a creature's frame, and around it.
const SIDE := 36
const BORDER := 4
## Pixels of a screen without scaling, for one of the creature.
const ZOOM := 2

## What is known of it; empty until it is drawn.
var info: Dictionary
var frames: SpriteFrames

var _picture := TextureRect.new()
var _mark := Label.new()


func _init() -> void:
	toggle_mode = true
	var scaling := EditorInterface.get_editor_scale()
	# A whole number, or some pixels would be wider than others.
	var zoom := maxi(1, roundi(ZOOM * scaling))
	custom_minimum_size = Vector2.ONE * (SIDE * zoom + 2 * roundi(BORDER * scaling))
	tooltip_text = "..."
	_picture.position = Vector2.ONE * roundi(BORDER * scaling)
	_picture.size = Vector2.ONE * SIDE * zoom
	_picture.expand_mode = TextureRect.EXPAND_IGNORE_SIZE
	_picture.stretch_mode = TextureRect.STRETCH_SCALE
	_picture.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	_picture.mouse_filter = Control.MOUSE_FILTER_IGNORE
	add_child(_picture)
	var chosen := StyleBoxFlat.new()
	var accent := EditorInterface.get_editor_theme().get_color(&"accent_color", &"Editor")
	chosen.bg_color = Color(accent, 0.3)
	chosen.border_color = accent
	chosen.set_border_width_all(roundi(2.0 * scaling))
	chosen.set_corner_radius_all(roundi(3.0 * scaling))
	for style: StringName in [&"pressed", &"hover_pressed"]:
		add_theme_stylebox_override(style, chosen)
	_mark.position = Vector2(5.0, 1.0) * scaling
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
