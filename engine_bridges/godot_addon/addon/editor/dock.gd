@tool
extends VBoxContainer
## The dock: choose what an animal is like, look at a wall of them, breed two, keep some, save one.
##
## Choices and favourites can be undone. Creatures are drawn on threads; the editor never waits.

const Choices := preload("choices.gd")
const CreatureTile := preload("creature_tile.gd")
const Favourites := preload("favourites.gd")
const PackEntry := preload("pack_entry.gd")
const ProjectSaving := preload("project_saving.gd")
const ON_THE_WALL := 12
const MOST_SEED := 9007199254740991
const HINT := "Click one to keep it, two to breed."
const DEFAULT_FOLDER := "res://creatures"
## What is saved: in the light of its zone, and flat for a game's lights.
const ALL := ["idle", "dart", "turn"]
const SHOWN := {"animations": ALL, "normals": false, "priority": 1}
const FLAT := {"animations": ALL, "shaded": false, "priority": 1}

## Of the plugin.
var undo_redo: EditorUndoRedoManager

var _node := PixelgenCreatures.new()
var _choices := Choices.new()
var _seed := SpinBox.new()
var _wall := HFlowContainer.new()
var _kept := HFlowContainer.new()
# Above those that are kept.
var _line := HSeparator.new()
var _status := Label.new()
var _title := LineEdit.new()
var _folder := LineEdit.new()
var _buttons: Dictionary[String, Button] = {}
# What the lists and the seed show, for undoing.
var _shown: Dictionary = {}
var _tiles: Dictionary[int, CreatureTile] = {}
# The last of them first, at most two.
var _chosen: Array[CreatureTile] = []
# Of what is saved, by request: frames and info, or the message of a failure.
var _to_save: Dictionary[int, Dictionary] = {}
var _files: EditorFileDialog


# Everything is put in its place at once: in an editor that only imports, the dock never gets ready,
# and what has no parent then is freed by nobody.
func _init() -> void:
	name = "Pixelgen"
	_node.use_server = false
	_node.opened.connect(_on_opened)
	_node.unavailable.connect(_say)
	_node.creature_ready.connect(_on_creature_ready)
	_node.creature_failed.connect(_on_creature_failed)
	add_child(_node)
	var scroll := ScrollContainer.new()
	scroll.size_flags_vertical = Control.SIZE_EXPAND_FILL
	scroll.horizontal_scroll_mode = ScrollContainer.SCROLL_MODE_DISABLED
	scroll.follow_focus = true
	add_child(scroll)
	var column := VBoxContainer.new()
	column.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	scroll.add_child(column)
	column.add_child(_choices)
	column.add_child(_seed_row())
	column.add_child(_wall)
	column.add_child(_line)
	column.add_child(_kept)
	# What is done with the chosen one is in sight, however far the wall is scrolled.
	var breed := _button("breed", "Breed", "Instance", KEY_B, _on_breed)
	var keep := _button("keep", "Keep", "Favorites", KEY_F, _on_keep)
	add_child(_row([breed, keep, _button("copy", "Copy DNA", "ActionCopy", KEY_C, _on_copy)]))
	add_child(_saving_grid())
	var save := _button("save", "Save into Project", "Save", KEY_S, _on_save)
	add_child(_row([save, _button("pack", "Add to pack.toml...", "Add", KEY_P, _on_pack)]))
	_status.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	_status.text = "Opening the weights..."
	add_child(_status)
	_choices.changed.connect(_on_changed)
	_seed.value_changed.connect(func(_value: float) -> void: _on_changed())
	_update_buttons()


func _ready() -> void:
	_node.open()


# Before the controls get the key; the buttons' own shortcuts are told by their tooltips alone.
func _input(event: InputEvent) -> void:
	var focused := get_viewport().gui_get_focus_owner()
	if not event.is_pressed() or event.is_echo() or focused == null or not is_ancestor_of(focused):
		return
	for key in _buttons:
		var button := _buttons[key]
		if button.shortcut.matches_event(event) and not button.disabled:
			get_viewport().set_input_as_handled()
			button.pressed.emit()
			return


## True when everything that was asked for is drawn. For tests.
func is_at_rest() -> bool:
	return _node.is_open() and _node.open_requests() == 0


## Shows choices and their wall, or with `parents` their children; what undo and redo call.
func show_choices(wanted: Dictionary) -> void:
	_shown = wanted
	_seed.set_value_no_signal(float(str(wanted.seed)))
	var spawn_seed: int = wanted.seed
	if wanted.has("parents"):
		var parents: PackedStringArray = wanted.parents
		_fill(_wall, _node.litter(parents[0], parents[1], spawn_seed, ON_THE_WALL))
		_say("%d children; undo shows their parents." % ON_THE_WALL)
		return
	_say(HINT)
	_choices.show_request(wanted)
	var options := {}
	for key: String in ["species", "traits"]:
		if wanted.has(key):
			options[key] = wanted[key]
	var ids: Array[int] = []
	for number in ON_THE_WALL:
		var zone := StringName(str(wanted.zone))
		var category := StringName(str(wanted.category))
		ids.append(_node.request_creature(zone, category, spawn_seed + number, options))
	_fill(_wall, ids)


## Shows these favourites and remembers them; what undo and redo call.
func show_favourites(dnas: PackedStringArray) -> void:
	Favourites.write(dnas)
	var ids: Array[int] = []
	for dna in dnas:
		ids.append(_node.request_dna(dna))
	_fill(_kept, ids)
	_line.visible = not ids.is_empty()


func _seed_row() -> Control:
	_seed.max_value = MOST_SEED
	_seed.rounded = true
	_seed.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	_seed.prefix = "Seed"
	return _row([_seed, _button("others", "Others", "Reload", KEY_N, _on_others)])


func _saving_grid() -> Control:
	var grid := GridContainer.new()
	grid.columns = 2
	_folder.text = DEFAULT_FOLDER
	_title.placeholder_text = "choose a creature"
	for pair: Array in [["Name", _title], ["Folder", _folder]]:
		var label := Label.new()
		label.text = pair[0]
		grid.add_child(label)
		var edit: LineEdit = pair[1]
		edit.size_flags_horizontal = Control.SIZE_EXPAND_FILL
		grid.add_child(edit)
	return grid


func _row(controls: Array[Control]) -> Control:
	var row := HBoxContainer.new()
	for control in controls:
		row.add_child(control)
	return row


# With an icon of the editor's, and a key that works while the focus is in the dock.
func _button(key: String, shown: String, icon: String, keycode: Key, pressed: Callable) -> Button:
	var button := Button.new()
	button.text = shown
	button.icon = EditorInterface.get_editor_theme().get_icon(icon, &"EditorIcons")
	var event := InputEventKey.new()
	event.alt_pressed = true
	event.keycode = keycode
	button.shortcut = Shortcut.new()
	button.shortcut.events = [event]
	button.shortcut_context = self
	button.pressed.connect(pressed)
	_buttons[key] = button
	return button


func _on_opened() -> void:
	_choices.fill(_node)
	show_favourites(Favourites.read())
	show_choices(_wanted())
	_update_buttons()


func _wanted() -> Dictionary:
	var found := _choices.request()
	found.seed = int(_seed.value)
	return found


func _on_changed() -> void:
	var before := _shown
	_do("Choose a creature", show_choices.bind(_wanted()), show_choices.bind(before))


func _on_others() -> void:
	var wanted := _shown.duplicate()
	wanted.seed = (int(_seed.value) + ON_THE_WALL) % MOST_SEED
	_do("Look at other creatures", show_choices.bind(wanted), show_choices.bind(_shown))


func _on_keep() -> void:
	var before := Favourites.read()
	var after := before.duplicate()
	var dna := _chosen[0].dna()
	if after.has(dna):
		after.remove_at(after.find(dna))
	else:
		after.append(dna)
	_do("Keep a creature", show_favourites.bind(after), show_favourites.bind(before))


func _on_breed() -> void:
	var parents := PackedStringArray([_chosen[1].dna(), _chosen[0].dna()])
	var wanted := {"parents": parents, "seed": int(_seed.value)}
	_do("Breed two creatures", show_choices.bind(wanted), show_choices.bind(_shown))


func _do(title: String, done: Callable, undone: Callable) -> void:
	undo_redo.create_action(title, UndoRedo.MERGE_DISABLE, self)
	undo_redo.add_do_method(self, done.get_method(), done.get_bound_arguments()[0])
	undo_redo.add_undo_method(self, undone.get_method(), undone.get_bound_arguments()[0])
	undo_redo.commit_action()


func _fill(wall: Control, ids: Array[int]) -> void:
	for id: int in _tiles.keys():
		if _tiles[id].get_parent() == wall:
			_node.cancel(id)
			_tiles.erase(id)
	for tile: CreatureTile in wall.get_children():
		wall.remove_child(tile)
		tile.queue_free()
		_chosen.erase(tile)
	for id in ids:
		var tile := CreatureTile.new()
		wall.add_child(tile)
		tile.pressed.connect(_choose.bind(tile))
		_tiles[id] = tile
	_show_chosen()


# A tile that is chosen already is let go; of three the first is.
func _choose(tile: CreatureTile) -> void:
	if _chosen.has(tile):
		_chosen.erase(tile)
	else:
		_chosen.push_front(tile)
		_chosen = _chosen.slice(0, 2)
		if tile.is_drawn():
			_title.text = "%s_%s" % [tile.info.species, tile.dna().sha256_text().left(6)]
	_show_chosen()


func _show_chosen() -> void:
	if _chosen.is_empty():
		_title.text = ""
	for wall: Control in [_wall, _kept]:
		for tile: CreatureTile in wall.get_children():
			# The one that was chosen first is the mother.
			var letter := "" if _chosen.size() < 2 else "A" if tile == _chosen[-1] else "B"
			tile.show_choice(_chosen.has(tile), letter)
	_update_buttons()


func _update_buttons() -> void:
	var drawn := _chosen.filter(func(tile: CreatureTile) -> bool: return tile.is_drawn())
	var is_drawn := not _chosen.is_empty() and drawn.has(_chosen[0])
	_buttons.breed.disabled = drawn.size() < 2
	for key: String in ["keep", "copy", "save", "pack"]:
		_buttons[key].disabled = not is_drawn
	_buttons.others.disabled = not _node.is_open()
	var is_kept := is_drawn and Favourites.read().has(_chosen[0].dna())
	_buttons.keep.text = "Forget" if is_kept else "Keep"


func _on_creature_ready(id: int, frames: SpriteFrames, info: Dictionary) -> void:
	if _to_save.has(id):
		_to_save[id] = {"frames": frames, "info": info}
	if _tiles.has(id):
		_tiles[id].show_creature(frames, info)
		_tiles.erase(id)
		_update_buttons()


func _on_creature_failed(id: int, message: String) -> void:
	if _to_save.has(id):
		_to_save[id] = {"error": message}
	if _tiles.has(id):
		_tiles[id].show_failure(message)
		_tiles.erase(id)


func _on_copy() -> void:
	DisplayServer.clipboard_set(_chosen[0].dna())
	_say("the DNA is in the clipboard, for request_dna() and packs")


func _on_save() -> void:
	if not _to_save.is_empty():
		return
	_say("saving ...")
	var title := _title.text
	var folder := _folder.text
	var dna := _chosen[0].dna()
	var shown := _node.request_dna(dna, SHOWN)
	var flat := _node.request_dna(dna, FLAT)
	_to_save = {shown: {}, flat: {}}
	while _to_save[shown].is_empty() or _to_save[flat].is_empty():
		await get_tree().process_frame
	var drawn := _to_save
	var trouble: Array[String] = []
	var path := ""
	if drawn[shown].has("error"):
		trouble.append(str(drawn[shown].error))
	else:
		path = await ProjectSaving.save(title, drawn[shown], drawn[flat], folder, trouble)
	_to_save = {}
	_say("saved %s" % path if path != "" else trouble[0])


func _on_pack() -> void:
	if _files == null:
		_files = EditorFileDialog.new()
		_files.file_mode = EditorFileDialog.FILE_MODE_OPEN_FILE
		_files.access = EditorFileDialog.ACCESS_FILESYSTEM
		_files.add_filter("*.toml", "Pack")
		_files.file_selected.connect(add_to_pack)
		add_child(_files)
	_files.popup_file_dialog()


## Adds the chosen creature to a pack's file.
func add_to_pack(path: String) -> void:
	if _chosen.is_empty():
		return
	var before := FileAccess.get_file_as_string(path)
	if not "[pack]" in before:
		_say("%s is no pack: it has no line [pack]" % path)
		return
	var after := PackEntry.added(before, PackEntry.lines_of(_title.text, _chosen[0].dna()))
	undo_redo.create_action("Add a creature to a pack", UndoRedo.MERGE_DISABLE, self)
	undo_redo.add_do_method(self, "write_pack", path, after, before)
	undo_redo.add_undo_method(self, "write_pack", path, before, after)
	undo_redo.commit_action()


## Writes a pack's file, unless somebody has edited it since.
func write_pack(path: String, text: String, expected: String) -> void:
	if FileAccess.get_file_as_string(path) != expected:
		_say("%s was edited meanwhile; nothing was changed" % path)
		return
	var file := FileAccess.open(path, FileAccess.WRITE)
	if file == null:
		_say("%s cannot be written" % path)
		return
	file.store_string(text)
	file.close()
	_say("changed %s" % path)


func _say(message: String) -> void:
	_status.text = message
