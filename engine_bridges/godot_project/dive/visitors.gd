extends Node2D
## Creatures that nobody baked: drawn by the addon while the game runs, a few in each zone, other
## ones at each start. B puts the two that are nearest to the lamp on the breeding table; the child
## that is kept swims along, and is here again at the next start.
##
## Does nothing where the addon is missing. Never names its classes, so that the project opens then.

## The breeding table was opened or closed.
signal breeding(is_open: bool)

const Zones := preload("zones.gd")
const Shining := preload("shining.gd")
const OTHER_COLOURS := preload("other_colours.gdshader")
const OTHER_GLOW := preload("other_glow.gdshader")
const FONT := preload("font.png")

const ADDON := "res://addons/pixelgen"
## What is missing, and what brings it.
const MISSING := (
	"%s, so only baked creatures swim here; "
	+ "put it in: python -m engine_bridges.godot_addon --into engine_bridges/godot_project"
)
const CATEGORIES: Array[StringName] = [
	&"reef_fish", &"grazer", &"jellyfish", &"cephalopod", &"abyssal"
]
const A_ZONE := 4
## From this zone on the last one of each has a lure.
const FIRST_DARK_ZONE := 3
const LURED := "anglerfish"
const KEYS := "B BREED - C COLOURS - CLICK STARTLE"
const FONT_SIZE := 6
## Flat, as the lamp and the sun shade them by their normal maps.
const LOOK := {"shaded": false, "animations": ["idle"]}

## 0: another one at each start.
@export var first_seed := 0
## Where kept ones are.
@export var folder := "user://kept"

var creatures: Node
var table: Control

# Scripts of the addon.
var _sprites: GDScript
var _wanderers: GDScript
var _kept: GDScript
# By request: where it will swim.
var _places: Dictionary[int, Vector2] = {}
var _own: Texture2D
var _strip: Texture2D

@onready var lamp: Node2D = get_node(^"../Diver/Lamp")
@onready var keys: Label = get_node(^"../Screen/Keys")
@onready var middle: Control = get_node(^"../Screen/Middle")


func _ready() -> void:
	if not ResourceLoader.exists(ADDON.path_join("pixelgen_creatures.gd")):
		print(MISSING % "addons/pixelgen is missing")
		return
	_sprites = load(ADDON.path_join("pixelgen_sprite.gd"))
	_wanderers = load(ADDON.path_join("demo/wanderer.gd"))
	_kept = load(ADDON.path_join("demo/kept_creatures.gd"))
	creatures = (load(ADDON.path_join("pixelgen_creatures.gd")) as GDScript).new()
	creatures.connect(&"creature_ready", _on_creature_ready)
	creatures.connect(&"unavailable", func(message: String) -> void: print(MISSING % message))
	add_child(creatures)
	keys.text = KEYS
	_set_the_table()
	var again: Array = _kept.call(&"reopened", folder)
	for number in again.size():
		var sprite: AnimatedSprite2D = again[number]
		add_swimmer(sprite, _place_in(Zones.NAMES.find(sprite.get(&"zone")), 50 + number))
	var spawn_seed := first_seed if first_seed > 0 else randi()
	for zone in Zones.NAMES.size():
		for number in A_ZONE:
			_ask(zone, number, spawn_seed + number)


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"breed") and swimmers().size() >= 2 and not table.visible:
		var near := swimmers()
		near.sort_custom(
			func(one: Node2D, other: Node2D) -> bool:
				var place := lamp.global_position
				return one.position.distance_to(place) < other.position.distance_to(place)
		)
		breed(near[0], near[1])


## Those that swim here.
func swimmers() -> Array[Node2D]:
	var found: Array[Node2D] = []
	for child in get_children():
		if child is Node2D:
			found.append(child)
	return found


## Puts two of them on the breeding table.
func breed(mother: Node2D, father: Node2D) -> void:
	table.call(&"open", mother.get(&"sprite"), father.get(&"sprite"))
	breeding.emit(true)


## Lets one swim about a place.
func add_swimmer(sprite: AnimatedSprite2D, place: Vector2) -> void:
	var swimmer: Node2D = _wanderers.call(&"of", sprite)
	swimmer.position = place
	add_child(swimmer)
	Shining.watch(sprite)
	if _strip != _own:
		_recolour(sprite)


## Shows them in the colours of another strip; [param own]: the one that they were drawn with.
func recolour(strip: Texture2D, own: Texture2D) -> void:
	_strip = strip
	_own = own
	for swimmer in swimmers():
		var sprite: AnimatedSprite2D = swimmer.get(&"sprite")
		_recolour(sprite)


## Those near a point dart away from it.
func startle(danger: Vector2, reach: float) -> void:
	for swimmer in swimmers():
		if swimmer.position.distance_to(danger) < reach:
			swimmer.call(&"startle", danger)


func _ask(zone: int, number: int, spawn_seed: int) -> void:
	var category := CATEGORIES[(zone + number) % CATEGORIES.size()]
	# From the surface down, as the dive goes.
	var options := LOOK.merged({"priority": -zone})
	if zone >= FIRST_DARK_ZONE and number == A_ZONE - 1:
		category = &"abyssal"
		options.species = LURED
	var id: int = creatures.call(
		&"request_creature", Zones.NAMES[zone], category, spawn_seed, options
	)
	_places[id] = _place_in(zone, id)


# Shares of the golden ratio lie evenly, however many there are.
func _place_in(zone: int, number: int) -> Vector2:
	var depth := Zones.HEIGHT * (maxi(zone, 0) + 0.15 + 0.7 * fposmod(number * 0.382, 1.0))
	var across := Zones.WIDTH * lerpf(0.3, 0.7, fposmod(number * 0.618, 1.0))
	return Vector2(across, maxf(depth, 36.0)).round()


func _set_the_table() -> void:
	table = (load(ADDON.path_join("demo/breeding_table.gd")) as GDScript).new()
	table.theme = Theme.new()
	table.theme.default_font = FONT
	table.theme.default_font_size = FONT_SIZE
	table.call(&"set_up", creatures, 1)
	table.connect(&"kept", _on_kept)
	table.connect(&"closed", breeding.emit.bind(false))
	middle.add_child(table)


func _on_creature_ready(id: int, frames: SpriteFrames, info: Dictionary) -> void:
	if _places.has(id):
		var sprite: AnimatedSprite2D = _sprites.call(&"of", frames, info)
		add_swimmer(sprite, _places[id])
		_places.erase(id)


func _on_kept(frames: SpriteFrames, info: Dictionary) -> void:
	var sprite: AnimatedSprite2D = _sprites.call(&"of", frames, info)
	if not _kept.call(&"keep", sprite, folder):
		print("%s cannot be written" % folder)
	add_swimmer(sprite, lamp.global_position)


func _recolour(sprite: AnimatedSprite2D) -> void:
	sprite.material = _coloured(OTHER_COLOURS)
	var glow: AnimatedSprite2D = sprite.get_node_or_null(^"Glow")
	if glow != null:
		var shown: Texture2D = (glow.material as ShaderMaterial).get_shader_parameter(&"emission")
		var shining := _coloured(OTHER_GLOW)
		shining.set_shader_parameter(&"emission", shown)
		glow.material = shining


func _coloured(shader: Shader) -> ShaderMaterial:
	var made := ShaderMaterial.new()
	made.shader = shader
	made.set_shader_parameter(&"own", _own)
	made.set_shader_parameter(&"strip", _strip)
	return made
