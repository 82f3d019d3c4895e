extends Node2D
## A tank of the deep: creatures that are drawn while it runs, lit by a lamp and by what glows on
## them. Click two, and they have a litter; the one that you keep is here again at the next start.
##
## Keys: the mouse carries the lamp, click or Enter chooses the creature at the lamp, space
## startles, N fills the tank anew.

const Wanderer := preload("wanderer.gd")
const BreedingTable := preload("breeding_table.gd")
const KeptCreatures := preload("kept_creatures.gd")
const KEPT := "user://pixelgen_demo"
const WORDS := "CLICK TWO TO BREED THEM - SPACE STARTLES - N OTHERS"
## Pixels of the tank from top to bottom, each several of the screen.
const HEIGHT := 180
const SIDE := 32.0
## Flat, as lamp and lures shade them by their normal maps.
const LOOK := {"shaded": false, "animations": ["idle"]}
const WISHES: Array[Dictionary] = [
	{"zone": &"midnight", "category": &"abyssal", "species": "anglerfish"},
	{"zone": &"midnight", "category": &"abyssal", "species": "viperfish"},
	{"zone": &"midnight", "category": &"jellyfish"},
	{"zone": &"abyss", "category": &"abyssal", "species": "anglerfish"},
	{"zone": &"abyss", "category": &"cephalopod"},
	{"zone": &"abyss", "category": &"jellyfish"},
	{"zone": &"midnight", "category": &"reef_fish"},
	{"zone": &"midnight", "category": &"grazer"},
]

## 0: other ones at each start.
@export var first_seed := 0
## Where kept ones are.
@export var folder := KEPT

var _unit := 1
var _places: Dictionary[int, Vector2] = {}
var _chosen: Array[Wanderer] = []
var _table: BreedingTable
var _rings: Array[Line2D] = []

@onready var creatures: PixelgenCreatures = $Creatures
@onready var tank: Node2D = $Tank
@onready var water: Sprite2D = $Tank/Water
@onready var swimming: Node2D = $Tank/Swimming
@onready var lamp: PointLight2D = $Tank/Lamp
@onready var words: Label = $Screen/Words


func _ready() -> void:
	var screen := get_viewport_rect().size
	_unit = maxi(1, floori(screen.y / HEIGHT))
	tank.scale = Vector2.ONE * _unit
	water.scale = screen / _unit / water.texture.get_size()
	words.text = WORDS
	words.add_theme_font_size_override(&"font_size", maxi(8, 6 * _unit))
	_table = BreedingTable.new()
	_table.set_up(creatures, maxi(1, _unit - 1))
	_table.kept.connect(_on_kept)
	_table.closed.connect(_let_go)
	$Screen/Middle.add_child(_table)
	for number in 2:
		_rings.append(_ring())
	creatures.creature_ready.connect(_on_creature_ready)
	creatures.unavailable.connect(func(message: String) -> void: words.text = message)
	creatures.creature_failed.connect(func(_id: int, said: String) -> void: words.text = said)
	for sprite in KeptCreatures.reopened(folder):
		add_swimmer(sprite, _somewhere(), true)
	_fill(first_seed if first_seed > 0 else randi())


func _process(_delta: float) -> void:
	lamp.position = (get_global_mouse_position() / _unit).round()
	for number in 2:
		_rings[number].visible = number < _chosen.size()
		if number < _chosen.size():
			_rings[number].position = _chosen[number].position.round()


func _unhandled_input(event: InputEvent) -> void:
	if _table.visible or not event.is_pressed() or event.is_echo():
		return
	var button := event as InputEventMouseButton
	var key := event as InputEventKey
	if event.is_action_pressed(&"ui_accept") and (key == null or key.keycode != KEY_SPACE):
		_choose_at(lamp.position)
	elif button != null and button.button_index == MOUSE_BUTTON_LEFT:
		_choose_at(get_global_mouse_position() / _unit)
	elif key != null and key.keycode == KEY_SPACE:
		for wanderer: Wanderer in swimming.get_children():
			wanderer.startle(lamp.position)
	elif key != null and key.keycode == KEY_N:
		_fill(randi())


## Lets a creature swim in the tank. [param stays]: also when others come.
func add_swimmer(sprite: PixelgenSprite, place: Vector2, stays := false) -> void:
	var wanderer: Wanderer = Wanderer.of(sprite)
	wanderer.position = place
	if stays:
		wanderer.set_meta(&"stays", true)
	swimming.add_child(wanderer)


## Chooses a creature, or lets it go; two of them get a litter.
func choose(wanderer: Wanderer) -> void:
	if _chosen.has(wanderer):
		_chosen.erase(wanderer)
		return
	_chosen.append(wanderer)
	if _chosen.size() == 2:
		_table.open(_chosen[0].sprite, _chosen[1].sprite)


func _choose_at(place: Vector2) -> void:
	var nearest: Wanderer = null
	for wanderer: Wanderer in swimming.get_children():
		var away := wanderer.position.distance_to(place)
		if away < SIDE / 2.0 and (nearest == null or away < nearest.position.distance_to(place)):
			nearest = wanderer
	if nearest != null:
		choose(nearest)


# Those that nobody kept go, and others come.
func _fill(from_seed: int) -> void:
	for id in _places:
		creatures.cancel(id)
	_places.clear()
	_chosen.clear()
	for wanderer: Wanderer in swimming.get_children():
		if not wanderer.has_meta(&"stays"):
			wanderer.queue_free()
	for number in WISHES.size():
		var wish := WISHES[number]
		var zone: StringName = wish.zone
		var category: StringName = wish.category
		var options := LOOK.duplicate()
		if wish.has("species"):
			options.species = wish.species
		var id := creatures.request_creature(zone, category, from_seed + number, options)
		_places[id] = _somewhere(number + 0.5)


# Shares of the golden ratio lie evenly, however many there are.
func _somewhere(number := randf() * 99.0) -> Vector2:
	var room := get_viewport_rect().size / _unit - Vector2.ONE * 2.0 * SIDE
	var share := Vector2(fposmod(number * 0.618, 1.0), fposmod(number * 0.382, 1.0))
	return (Vector2.ONE * SIDE + room * share).round()


func _on_creature_ready(id: int, frames: SpriteFrames, info: Dictionary) -> void:
	if _places.has(id):
		add_swimmer(PixelgenSprite.of(frames, info), _places[id])
		_places.erase(id)


func _on_kept(frames: SpriteFrames, info: Dictionary) -> void:
	var sprite := PixelgenSprite.of(frames, info)
	if not KeptCreatures.keep(sprite, folder):
		words.text = "%s cannot be written" % folder
	add_swimmer(sprite, lamp.position, true)


func _let_go() -> void:
	_chosen.clear()


func _ring() -> Line2D:
	var ring := Line2D.new()
	ring.width = 1.0
	ring.closed = true
	ring.default_color = Color(1.0, 0.85, 0.4)
	for corner: Vector2 in [Vector2(-1, -1), Vector2(1, -1), Vector2(1, 1), Vector2(-1, 1)]:
		ring.add_point(corner * SIDE / 2.0)
	ring.material = CanvasItemMaterial.new()
	(ring.material as CanvasItemMaterial).light_mode = CanvasItemMaterial.LIGHT_MODE_UNSHADED
	tank.add_child(ring)
	return ring
