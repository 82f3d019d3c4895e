@tool
extends VBoxContainer
## Zone, category, species and traits, each from a list of what the weights can draw. Knows nothing
## of walls and files. Traits are folded away until somebody wants them: the wall needs the room.

## Somebody chose something else.
signal changed

const SEED := "by the seed"
const ANY := "any"
const TOP := ["zone", "category", "species"]

var _node: PixelgenCreatures
var _lists: Dictionary[String, OptionButton] = {}
var _top := GridContainer.new()
var _fold := Button.new()
var _traits := GridContainer.new()


# At once: an editor that only imports quits before the weights are open.
func _init() -> void:
	_top.columns = 2
	_traits.columns = 2
	_traits.visible = false
	_fold.visible = false
	_fold.flat = true
	_fold.alignment = HORIZONTAL_ALIGNMENT_LEFT
	_fold.tooltip_text = "Shows or hides the traits."
	_fold.pressed.connect(_on_fold)
	for part: Control in [_top, _fold, _traits]:
		add_child(part)


## Fills the lists; the node's weights are open.
func fill(node: PixelgenCreatures) -> void:
	_node = node
	for key: String in TOP:
		_add(_top, key, node.names(key), ANY if key == "species" else "")
	_fold.visible = true
	for key in node.trait_names():
		_add(_traits, key, node.names(key), SEED)
	_narrow()
	_show_fold()


## What is chosen: zone and category; species and traits where they are named.
func request() -> Dictionary:
	var found := {"zone": _chosen("zone"), "category": _chosen("category")}
	if _chosen("species") != "":
		found.species = _chosen("species")
	var traits := {}
	for key in _lists:
		if not TOP.has(key) and _chosen(key) != "":
			traits[key] = _chosen(key)
	if not traits.is_empty():
		found.traits = traits
	return found


## Shows another choice, without `changed`.
func show_request(wanted: Dictionary) -> void:
	var traits: Dictionary = wanted.get("traits", {})
	for key in _lists:
		var value := str(wanted.get(key, "") if TOP.has(key) else traits.get(key, ""))
		var list := _lists[key]
		for place in list.item_count:
			if str(list.get_item_metadata(place)) == value:
				list.select(place)
	_narrow()
	_show_fold()


func list_of(key: String) -> OptionButton:
	return _lists[key]


# How many traits are chosen is seen while they are folded away.
func _show_fold() -> void:
	var traits: Dictionary = request().get("traits", {})
	_fold.text = "Traits" if traits.is_empty() else "Traits (%d chosen)" % traits.size()
	var arrow := &"GuiTreeArrowDown" if _traits.visible else &"GuiTreeArrowRight"
	_fold.icon = EditorInterface.get_editor_theme().get_icon(arrow, &"EditorIcons")


func _on_fold() -> void:
	_traits.visible = not _traits.visible
	_show_fold()


func _add(grid: Container, key: String, values: PackedStringArray, open_word: String) -> void:
	var label := Label.new()
	label.text = key.capitalize()
	grid.add_child(label)
	var list := OptionButton.new()
	list.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	list.tooltip_text = key.capitalize()
	if open_word != "":
		_add_item(list, open_word, "")
	for value in values:
		_add_item(list, value.replace("_", " "), value)
	list.item_selected.connect(_on_selected)
	grid.add_child(list)
	_lists[key] = list


func _add_item(list: OptionButton, shown: String, value: String) -> void:
	list.add_item(shown)
	list.set_item_metadata(list.item_count - 1, value)


func _chosen(key: String) -> String:
	var list := _lists[key]
	return "" if list.selected < 0 else str(list.get_item_metadata(list.selected))


func _on_selected(_place: int) -> void:
	_narrow()
	_show_fold()
	changed.emit()


# Species of another category, and values that the species does not have, cannot be chosen.
func _narrow() -> void:
	var plain := {"zone": _chosen("zone"), "category": _chosen("category"), "seed": 0}
	_keep(
		_lists.species, func(value: String) -> Dictionary: return _with(plain, {"species": value})
	)
	var named := plain.duplicate()
	if _chosen("species") != "":
		named.species = _chosen("species")
	for key in _lists:
		if not TOP.has(key):
			_keep(
				_lists[key],
				func(value: String) -> Dictionary: return _with(named, {"traits": {key: value}})
			)


func _keep(list: OptionButton, wish: Callable) -> void:
	for place in list.item_count:
		var value := str(list.get_item_metadata(place))
		if value == "":
			continue
		var wished: Dictionary = wish.call(value)
		var fits := not _node.individual_of(wished).has("error")
		list.set_item_disabled(place, not fits)
		if not fits and list.selected == place:
			list.select(0)


static func _with(wish: Dictionary, more: Dictionary) -> Dictionary:
	var found := wish.duplicate()
	found.merge(more, true)
	return found
