extends PanelContainer
## Two parents, a litter of theirs that is drawn meanwhile, and one of it that is kept.
##
## Keys: arrows and Enter choose, N asks for another litter, Escape closes. Or by mouse.

## Somebody keeps a child.
signal kept(frames: SpriteFrames, info: Dictionary)
## It is closed, with a child or without.
signal closed

const LITTER := 6
## Of a tile, in pixels of a creature.
const SIDE := 40
## Flat, as the game's lights shade them by their normal maps.
const LOOK := {"shaded": false, "priority": 2}
const WORDS := "ENTER KEEPS - N OTHERS - ESC CLOSES"

## How many pixels of the screen a pixel of a creature has.
var unit := 2

var _creatures: PixelgenCreatures
var _mother := ""
var _father := ""
var _seed := 0
# Of the litter, in order; 0 for one that came or failed.
var _ids: Array[int] = []
var _answers: Array[Dictionary] = []
var _tiles: Array[Button] = []
var _column := VBoxContainer.new()
var _parents := HBoxContainer.new()
var _row := HBoxContainer.new()
var _words := Label.new()


# A table that nobody sets up leaves nothing behind.
func _init() -> void:
	for line: HBoxContainer in [_parents, _row]:
		line.alignment = BoxContainer.ALIGNMENT_CENTER
		_column.add_child(line)
	_words.text = WORDS
	_words.horizontal_alignment = HORIZONTAL_ALIGNMENT_CENTER
	_column.add_child(_words)
	add_child(_column)
	hide()


## Builds the table; the node draws for it. [param pixels]: of the screen, for one of a creature.
func set_up(creatures: PixelgenCreatures, pixels: int) -> void:
	unit = pixels
	_creatures = creatures
	_creatures.creature_ready.connect(_on_creature_ready)
	_creatures.creature_failed.connect(_on_creature_failed)
	for box: BoxContainer in [_column, _parents, _row]:
		box.add_theme_constant_override(&"separation", 2 * unit)
	var ground := StyleBoxFlat.new()
	ground.bg_color = Color(0.03, 0.04, 0.09, 0.94)
	ground.set_content_margin_all(3.0 * unit)
	add_theme_stylebox_override(&"panel", ground)
	for number in LITTER:
		var tile := Button.new()
		tile.custom_minimum_size = Vector2.ONE * SIDE * unit
		tile.pressed.connect(_choose.bind(number))
		tile.add_child(_picture(null))
		_row.add_child(tile)
		_tiles.append(tile)


## Shows two parents and asks for their first litter.
func open(mother: PixelgenSprite, father: PixelgenSprite) -> void:
	_mother = mother.dna
	_father = father.dna
	_seed = 0
	for child in _parents.get_children():
		_parents.remove_child(child)
		child.queue_free()
	for parent: PixelgenSprite in [mother, father]:
		var frame := parent.sprite_frames.get_frame_texture(parent.animation, 0)
		_parents.add_child(_picture(frame))
		if _parents.get_child_count() == 1:
			var cross := Label.new()
			cross.text = "X"
			_parents.add_child(cross)
	show()
	_tiles[0].grab_focus()
	_ask()


## Closes it; what was not drawn yet is cancelled.
func close() -> void:
	_cancel()
	hide()
	closed.emit()


func _unhandled_key_input(event: InputEvent) -> void:
	if not visible or not event.is_pressed() or event.is_echo():
		return
	var key := event as InputEventKey
	if event.is_action_pressed(&"ui_cancel"):
		get_viewport().set_input_as_handled()
		close()
	elif key != null and key.keycode == KEY_N:
		get_viewport().set_input_as_handled()
		_seed += 1
		_ask()


func _ask() -> void:
	_cancel()
	_answers.clear()
	for tile in _tiles:
		_show(tile, null, "")
		_answers.append({})
	_ids = _creatures.litter(_mother, _father, _seed, LITTER, LOOK)


func _cancel() -> void:
	for id in _ids:
		if id != 0:
			_creatures.cancel(id)
	_ids.clear()


func _choose(number: int) -> void:
	var answer := _answers[number]
	if answer.is_empty():
		return
	var frames: SpriteFrames = answer.frames
	var info: Dictionary = answer.info
	kept.emit(frames, info)
	close()


func _on_creature_ready(id: int, frames: SpriteFrames, info: Dictionary) -> void:
	var number := _ids.find(id)
	if number < 0:
		return
	_ids[number] = 0
	_answers[number] = {"frames": frames, "info": info}
	var tile := _tiles[number]
	var first := frames.get_frame_texture(PixelgenSprite.first_of(frames), 0)
	_show(tile, first, str(info.species))


func _on_creature_failed(id: int, message: String) -> void:
	var number := _ids.find(id)
	if number >= 0:
		_ids[number] = 0
		_tiles[number].tooltip_text = message


func _show(tile: Button, picture: Texture2D, words: String) -> void:
	var shown: TextureRect = tile.get_child(0)
	shown.texture = picture
	if picture != null:
		shown.size = picture.get_size() * unit
		shown.position = (tile.size - shown.size) / 2.0
	tile.tooltip_text = words.replace("_", " ")
	tile.disabled = picture == null


# A whole number of screen pixels for each of the creature's.
func _picture(frame: Texture2D) -> TextureRect:
	var made := TextureRect.new()
	made.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	made.expand_mode = TextureRect.EXPAND_IGNORE_SIZE
	made.mouse_filter = Control.MOUSE_FILTER_IGNORE
	if frame != null:
		made.texture = frame
		made.custom_minimum_size = frame.get_size() * unit
		made.size_flags_vertical = Control.SIZE_SHRINK_CENTER
	return made
