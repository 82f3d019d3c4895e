extends Node2D
## Creatures that nobody baked: drawn by the addon while the game runs, a few in each zone, other
## ones at each start. B breeds the two that are nearest to the lamp.
##
## Does nothing where the addon is missing.

const Zones := preload("zones.gd")

const ADDON := "res://addons/pixelgen/pixelgen_creatures.gd"
const MISSING := (
	"addons/pixelgen is missing, so only baked creatures swim here; "
	+ "put it in: python -m engine_bridges.godot_addon --into engine_bridges/godot_project"
)
const CATEGORIES: Array[StringName] = [
	&"reef_fish", &"grazer", &"jellyfish", &"cephalopod", &"abyssal"
]
const A_ZONE := 4
const SPEED := 9.0
## How far one swims to either side of its place.
const ROAMING := 60.0
const PATH_LENGTH := 4.0 * ROAMING
const KEYS := "B BREED - C COLOURS - CLICK STARTLE"
## Flat, as the lamp and the sun shade them by their normal maps.
const LOOK := {"shaded": false, "animations": ["idle"]}
const LURE_COLOUR := Color(0.7, 1.0, 0.9)
const LURE_SIDE := 48

## 0: another one at each start.
@export var first_seed := 0

var _creatures: Node
# By request: where it will swim.
var _places: Dictionary[int, Vector2] = {}
# Where each swims about, and how far it has come on its way there and back.
var _homes: Dictionary[AnimatedSprite2D, Vector2] = {}
var _ways: Dictionary[AnimatedSprite2D, float] = {}


func _ready() -> void:
	if not ResourceLoader.exists(ADDON):
		print(MISSING)
		return
	var script: GDScript = load(ADDON)
	_creatures = script.new()
	_creatures.connect(&"creature_ready", _on_creature_ready)
	_creatures.connect(&"unavailable", func(message: String) -> void: print(message))
	add_child(_creatures)
	(get_node(^"../Screen/Keys") as Label).text = KEYS
	var spawn_seed := first_seed if first_seed > 0 else randi()
	for zone in Zones.NAMES.size():
		for number in A_ZONE:
			var category := CATEGORIES[(zone + number) % CATEGORIES.size()]
			# From the surface down, as the dive goes.
			var options := LOOK.merged({"priority": -zone})
			var id: int = _creatures.call(
				&"request_creature", Zones.NAMES[zone], category, spawn_seed + number, options
			)
			# Shares of the golden ratio lie evenly, however many there are.
			var depth := Zones.HEIGHT * (zone + 0.15 + 0.7 * fposmod(id * 0.382, 1.0))
			var across := Zones.WIDTH * lerpf(0.3, 0.7, fposmod(id * 0.618, 1.0))
			_places[id] = Vector2(across, maxf(depth, 36.0))


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"breed") and _homes.size() >= 2:
		var lamp: Node2D = get_node(^"../Diver/Lamp")
		var pair: Array[AnimatedSprite2D] = []
		pair.assign(_homes.keys())
		pair.sort_custom(
			func(one: AnimatedSprite2D, other: AnimatedSprite2D) -> bool:
				var place := lamp.global_position
				return one.position.distance_to(place) < other.position.distance_to(place)
		)
		breed(pair[0], pair[1])


## Asks for a child of two, which appears between them.
func breed(mother: AnimatedSprite2D, father: AnimatedSprite2D) -> void:
	var options := LOOK.merged({"priority": 1})
	var id: int = _creatures.call(
		&"breed", mother.get_meta(&"dna"), father.get_meta(&"dna"), randi(), options
	)
	_places[id] = (mother.position + father.position) / 2.0


func _process(delta: float) -> void:
	for sprite in _homes:
		_ways[sprite] = fposmod(_ways[sprite] + SPEED * delta, PATH_LENGTH)
		var is_back := _ways[sprite] > PATH_LENGTH / 2.0
		var across := absf(_ways[sprite] - PATH_LENGTH / 2.0) - ROAMING
		sprite.flip_h = not is_back
		sprite.position = (_homes[sprite] + Vector2(across, 0.0)).round()


func _on_creature_ready(id: int, frames: SpriteFrames, info: Dictionary) -> void:
	var sprite := AnimatedSprite2D.new()
	sprite.sprite_frames = frames
	sprite.set_meta(&"dna", info.dna)
	_homes[sprite] = _places[id]
	_ways[sprite] = fposmod(id * 0.618, 1.0) * PATH_LENGTH
	_places.erase(id)
	add_child(sprite)
	var title := frames.get_animation_names()[0]
	sprite.play(title)
	var by_animation: Dictionary = info.get("anchors", {})
	var anchors: Dictionary = by_animation.get(String(title), {})
	if anchors.has("lure"):
		var track: PackedVector2Array = anchors.lure
		_hang_light(sprite, track)


# A light that stays on the lure, whatever the frame and whichever way the animal swims.
func _hang_light(sprite: AnimatedSprite2D, track: PackedVector2Array) -> void:
	var light := PointLight2D.new()
	var round_light := GradientTexture2D.new()
	round_light.gradient = Gradient.new()
	round_light.gradient.set_color(0, LURE_COLOUR)
	round_light.gradient.set_color(1, Color.BLACK)
	round_light.width = LURE_SIDE
	round_light.height = LURE_SIDE
	round_light.fill = GradientTexture2D.FILL_RADIAL
	round_light.fill_from = Vector2(0.5, 0.5)
	round_light.fill_to = Vector2(1.0, 0.5)
	light.texture = round_light
	light.height = 10.0
	sprite.add_child(light)
	sprite.frame_changed.connect(_follow.bind(sprite, light, track))
	_follow(sprite, light, track)


func _follow(sprite: AnimatedSprite2D, light: PointLight2D, track: PackedVector2Array) -> void:
	var mirror := Vector2(-1.0 if sprite.flip_h else 1.0, 1.0)
	light.position = track[mini(sprite.frame, track.size() - 1)] * mirror
