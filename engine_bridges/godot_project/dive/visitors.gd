extends Node2D
## Creatures that nobody baked: drawn by the addon while the game runs, a few in each zone, other
## ones at each start. Does nothing where the addon is missing.

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

## 0: another one at each start.
@export var first_seed := 0

# By request: the zone that it is for.
var _zones: Dictionary[int, int] = {}
# Where each swims about, and how far it has come on its way there and back.
var _homes: Dictionary[AnimatedSprite2D, Vector2] = {}
var _ways: Dictionary[AnimatedSprite2D, float] = {}


func _ready() -> void:
	if not ResourceLoader.exists(ADDON):
		print(MISSING)
		return
	var script: GDScript = load(ADDON)
	var creatures: Node = script.new()
	creatures.connect(&"creature_ready", _on_creature_ready)
	creatures.connect(&"unavailable", func(message: String) -> void: print(message))
	add_child(creatures)
	var spawn_seed := first_seed if first_seed > 0 else randi()
	for zone in Zones.NAMES.size():
		for number in A_ZONE:
			var category := CATEGORIES[(zone + number) % CATEGORIES.size()]
			# From the surface down, as the dive goes.
			var options := {"priority": -zone}
			var id: int = creatures.call(
				&"request_creature", Zones.NAMES[zone], category, spawn_seed + number, options
			)
			_zones[id] = zone


func _process(delta: float) -> void:
	for sprite in _homes:
		_ways[sprite] = fposmod(_ways[sprite] + SPEED * delta, PATH_LENGTH)
		var is_back := _ways[sprite] > PATH_LENGTH / 2.0
		var across := absf(_ways[sprite] - PATH_LENGTH / 2.0) - ROAMING
		sprite.flip_h = not is_back
		sprite.position = (_homes[sprite] + Vector2(across, 0.0)).round()


func _on_creature_ready(id: int, frames: SpriteFrames, _info: Dictionary) -> void:
	var sprite := AnimatedSprite2D.new()
	sprite.sprite_frames = frames
	sprite.play(frames.get_animation_names()[0])
	var share := fposmod(id * 0.618, 1.0)
	var depth := Zones.HEIGHT * (_zones[id] + 0.15 + 0.7 * fposmod(id * 0.382, 1.0))
	_homes[sprite] = Vector2(Zones.WIDTH * lerpf(0.3, 0.7, share), maxf(depth, 36.0))
	_ways[sprite] = share * PATH_LENGTH
	add_child(sprite)
