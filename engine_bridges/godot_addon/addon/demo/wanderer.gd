extends Node2D
## A creature that swims about the place where it was put, looks where it swims, and darts away when
## startled. A coral stays where it is.

## Pixels a second.
const SPEED := 11.0
const DART_SPEED := 70.0
const ACCELERATION := 90.0
const DARTING_SECONDS := 0.8
## Speed sideways from which it looks the other way.
const TURNING := 1.5
const NEAR := 3.0
const STANDING: Array[StringName] = [&"coral"]

## How far it swims to each side, and up and down, in pixels.
@export var roaming := Vector2(60.0, 14.0)

var sprite: PixelgenSprite

var _home := Vector2.ZERO
var _target := Vector2.ZERO
var _velocity := Vector2.ZERO
var _darts_until := 0.0
var _seconds := 0.0


## With this creature.
static func of(creature: PixelgenSprite) -> Node2D:
	var made: Node2D = (load("res://addons/pixelgen/demo/wanderer.gd") as GDScript).new()
	made.set(&"sprite", creature)
	made.add_child(creature)
	return made


func _ready() -> void:
	_home = position
	_target = _somewhere()
	sprite.play(sprite.animation)
	sprite.flip_h = randf() < 0.5
	# Two of one kind beat their tails out of step.
	var count := sprite.sprite_frames.get_frame_count(sprite.animation)
	sprite.set_frame_and_progress(randi_range(0, count - 1), randf())
	set_process(not STANDING.has(sprite.category))


func _process(delta: float) -> void:
	_seconds += delta
	var speed := DART_SPEED if _seconds < _darts_until else SPEED
	var way := _target - position
	_velocity = _velocity.move_toward(way.limit_length(speed), ACCELERATION * delta)
	position += _velocity * delta
	if way.length() < NEAR:
		_target = _somewhere()
	if absf(_velocity.x) > TURNING:
		sprite.flip_h = _velocity.x < 0.0
	# Whole pixels of its parent, so that nearest filtering shows each pixel once.
	sprite.position = position.round() - position


## Darts away from a point of its parent.
func startle(danger: Vector2) -> void:
	var away := (position - danger).normalized()
	if away == Vector2.ZERO:
		away = Vector2.RIGHT
	_target = _home + (away * roaming * 1.5)
	_velocity = away * DART_SPEED
	_darts_until = _seconds + DARTING_SECONDS


func _somewhere() -> Vector2:
	var across := randf_range(-roaming.x, roaming.x)
	return _home + Vector2(across, randf_range(-roaming.y, roaming.y))
