@tool
extends EditorPlugin
## Uses the dock as somebody would, takes pictures of the editor, writes what it saw, and quits.

const Check := preload("check.gd")
const PATIENCE_MS := 400_000

var found := {"pictures": []}

var _dock: Control


func _enter_tree() -> void:
	_drive.call_deferred()


func _drive() -> void:
	_dock = await _find_dock()
	if _dock == null:
		_end("there is no dock")
		return
	# One that is made and never shown leaves nothing behind.
	_dock.get_script().new().free()
	await _settle()
	# The editor wraps the dock into one of its own.
	var tab: Control = _dock
	while tab.get_parent() is Control and not tab.get_parent() is TabContainer:
		tab = tab.get_parent()
	var tabs := tab.get_parent() as TabContainer
	tabs.current_tab = tabs.get_tab_idx_from_control(tab)
	found.tab = tabs.get_tab_title(tabs.current_tab)
	await _rest()
	found.zones = _items("zone")
	found.first = _wall()
	await _picture("opened")
	_select("zone", "abyss")
	await _rest()
	_select("category", "jellyfish")
	await _rest()
	found.species_offered = _items("species")
	_select("species", "crown_jelly")
	await _rest()
	_select("family", "violet")
	await _rest()
	found.fold = [_dock._choices._fold.text, _dock._choices._traits.visible]
	found.chosen = _wall()
	await _picture("chosen")
	var undo: UndoRedo = _dock.undo_redo.get_history_undo_redo(EditorUndoRedoManager.GLOBAL_HISTORY)
	undo.undo()
	await _rest()
	found.undone = _wall()
	undo.redo()
	await _rest()
	found.redone = _wall()
	await _key(KEY_N)
	await _rest()
	found.others = _wall()
	_tile(1).grab_focus()
	await Check.press(KEY_SPACE)
	found.focused = _tile(1).button_pressed
	found.is_visible = _dock.is_visible_in_tree()
	await _key(KEY_F)
	await _rest()
	found.kept = _dock.Favourites.read()
	await _key(KEY_S)
	await _rest()
	while _dock._status.text.begins_with("saving"):
		await get_tree().process_frame
	found.said = _dock._status.text
	found.title = _dock._title.text
	var folder: String = "res://creatures/" + found.title
	if DirAccess.dir_exists_absolute(folder):
		found.saved = Array(DirAccess.get_files_at(folder))
		found.scenes = _told_of_scenes(folder.path_join(found.title))
	await _key(KEY_C)
	found.copied = _dock._status.text
	_dock.add_to_pack("res://pack.toml")
	found.pack = FileAccess.get_file_as_string("res://pack.toml")
	undo.undo()
	found.pack_undone = FileAccess.get_file_as_string("res://pack.toml")
	found.dna = _tile(1).dna()
	await _picture("saved")
	# While the editor looks at new files it takes no keys.
	await _settle()
	_tile(4).grab_focus()
	await Check.press(KEY_SPACE)
	found.parents = [_tile(1).dna(), _tile(4).dna()]
	found.letters = [_tile(1)._mark.text, _tile(4)._mark.text]
	await _picture("parents")
	_dock._choices._on_fold()
	await _picture("traits")
	_dock._choices._on_fold()
	await _key(KEY_B)
	await _rest()
	found.litter = _wall()
	await _picture("bred")
	_end("")


# What the editor finds when it opens them.
func _told_of_scenes(base: String) -> Dictionary:
	var plain: AnimatedSprite2D = (load(base + ".tscn") as PackedScene).instantiate()
	var lit: AnimatedSprite2D = (load(base + "_lit.tscn") as PackedScene).instantiate()
	var told := {
		"plain": {"script": plain.get_script() != null, "sheet": _sheet_of(plain).resource_path},
		"lit": {"is_sprite": lit is PixelgenSprite, "dna": lit.get(&"dna")},
		"animations": Array(lit.sprite_frames.get_animation_names()),
		"children": lit.get_children().map(func(each: Node) -> String: return each.name),
		"emission":
		lit.get(&"emission").values().map(
			func(each: Texture2D) -> String: return each.resource_path.get_file()
		),
	}
	var texture := _sheet_of(lit) as CanvasTexture
	told.lit.sheet = texture.diffuse_texture.resource_path
	told.lit.normals = texture.normal_texture.resource_path
	plain.free()
	lit.free()
	return told


func _sheet_of(sprite: AnimatedSprite2D) -> Texture2D:
	var frame: AtlasTexture = sprite.sprite_frames.get_frame_texture(sprite.animation, 0)
	return frame.atlas


func _end(trouble: String) -> void:
	found.trouble = trouble
	Check.write("res://dock.json", found)
	get_tree().quit()


func _find_dock() -> Control:
	var end := Time.get_ticks_msec() + PATIENCE_MS
	while Time.get_ticks_msec() < end:
		var all := EditorInterface.get_base_control().find_children("Pixelgen", "", true, false)
		if not all.is_empty():
			return all[0]
		await get_tree().process_frame
	return null


# The editor sets its docks up, and looks at all files, before anybody can use it.
func _settle() -> void:
	# The empty view of a 3D scene takes most of the time where there is no graphics card.
	EditorInterface.set_main_screen_editor("Script")
	var filesystem := EditorInterface.get_resource_filesystem()
	var calm := 0
	while calm < 10:
		await get_tree().process_frame
		calm = 0 if filesystem.is_scanning() else calm + 1


func _rest() -> void:
	var end := Time.get_ticks_msec() + PATIENCE_MS
	await get_tree().process_frame
	while not _dock.is_at_rest() and Time.get_ticks_msec() < end:
		await get_tree().process_frame
	await get_tree().process_frame


func _picture(title: String) -> void:
	if DisplayServer.get_name() == "headless":
		return
	for number in 2:
		# The editor draws what has changed alone.
		_dock.queue_redraw()
		await RenderingServer.frame_post_draw
	# In a folder that the editor does not see: while it imports them it takes no keys.
	DirAccess.make_dir_recursive_absolute("res://.pictures")
	var path := "res://.pictures/%s.png" % title
	get_viewport().get_texture().get_image().save_png(path)
	found.pictures.append(path)


func _tile(number: int) -> Button:
	return _dock._wall.get_child(number)


func _wall() -> Array:
	var seen := []
	for tile in _dock._wall.get_children():
		seen.append({"dna": tile.dna(), "species": tile.info.get("species", "")})
	return seen


func _items(key: String) -> Array:
	var list: OptionButton = _dock._choices.list_of(key)
	var values := []
	for place in list.item_count:
		if not list.is_item_disabled(place):
			values.append(str(list.get_item_metadata(place)))
	return values


func _select(key: String, value: String) -> void:
	var list: OptionButton = _dock._choices.list_of(key)
	for place in list.item_count:
		if str(list.get_item_metadata(place)) == value:
			list.select(place)
			list.item_selected.emit(place)


# With Alt, as the dock's buttons have it.
func _key(code: Key) -> void:
	var focused := _dock.get_viewport().gui_get_focus_owner()
	if focused == null or not _dock.is_ancestor_of(focused):
		_tile(0).grab_focus()
	await Check.press(code, true)
