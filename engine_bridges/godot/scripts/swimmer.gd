extends Node2D
## A creature that swims: it wanders about the place where it was put, darts away when startled and
## turns round with its own animation. One that lacks an animation idles instead.
##
## Its body faces right; the script mirrors it.

## It has come to the point that swim_to named.
signal arrived

enum Errand { WANDERING, GOING, WAITING }

const LitCreature := preload("lit_creature.gd")
const IDLE := &"idle"
const DART := &"dart"
const TURN := &"turn"
## How near counts as there, in pixels.
const NEAR := 2.0
## Sideways speed from which it turns round, in pixels a second.
const TURNING_SPEED := 2.0
const DARTING_SECONDS := 1.0

## Speed of an undisturbed creature in pixels a second; 0 for one that stands.
@export var cruise_speed := 18.0
## Speed of a startled one, in pixels a second.
@export var dart_speed := 80.0
## How fast it changes its speed, in pixels a second each second.
@export var acceleration := 120.0
## How far it wanders to each side and up and down, in pixels.
@export var roaming := Vector2(96.0, 32.0)
## The same seed, the same way through the water.
@export var swim_seed := 0

var velocity := Vector2.ZERO

var _home := Vector2.ZERO
var _target := Vector2.ZERO
var _errand := Errand.WANDERING
var _darting_seconds := 0.0
var _random := RandomNumberGenerator.new()

@onready var body: LitCreature = $Body


func _ready() -> void:
	_home = position
	_random.seed = hash(swim_seed)
	_target = _somewhere()
	body.animation_finished.connect(_on_animation_ended)
	body.animation_looped.connect(_on_animation_ended)
	_idle()
	# Two of one kind beat their tails out of step.
	var frames := body.sprite_frames.get_frame_count(body.animation)
	body.set_frame_and_progress(_random.randi_range(0, frames - 1), _random.randf())


func _physics_process(delta: float) -> void:
	if cruise_speed > 0.0:
		_swim(delta)
	# Whole pixels of its parent, so that nearest filtering shows each pixel once.
	body.position = position.round() - position


## Swims to a point of its parent and waits there; `arrived` tells when.
func swim_to(point: Vector2) -> void:
	_target = point
	_errand = Errand.GOING


## Wanders about the place where it is now.
func wander() -> void:
	_home = position
	_target = _somewhere()
	_errand = Errand.WANDERING


## Darts away from a point of its parent, forgets where it was going, and wanders on.
func startle(danger: Vector2) -> void:
	if cruise_speed <= 0.0:
		return
	var away := (position - danger).normalized()
	if away == Vector2.ZERO:
		away = Vector2.RIGHT.rotated(_random.randf() * TAU)
	_target = position + away * dart_speed
	_errand = Errand.WANDERING
	_darting_seconds = DARTING_SECONDS
	velocity = away * dart_speed
	if _has(DART):
		body.play(DART)


## Shows it in other colours: a strip of n x 1 pixels.
func recolour(strip: Texture2D) -> void:
	($Body as LitCreature).recolour(strip)


func _swim(delta: float) -> void:
	if _darting_seconds > 0.0:
		_darting_seconds -= delta
		if _darting_seconds <= 0.0 and body.animation == DART:
			_idle()
	var speed := dart_speed if _darting_seconds > 0.0 else cruise_speed
	var way := _target - position
	# Slower on the last pixels, so that it does not swim past.
	var wished := way.normalized() * minf(speed, way.length() * 2.0 + 1.0)
	velocity = velocity.move_toward(wished, acceleration * delta)
	position += velocity * delta
	_face_the_way()
	if way.length() < NEAR:
		_stay_or_go_on()


func _stay_or_go_on() -> void:
	if _errand == Errand.WANDERING:
		_target = _somewhere()
	elif _errand == Errand.GOING:
		_errand = Errand.WAITING
		arrived.emit()


func _face_the_way() -> void:
	var backwards := velocity.x * body.scale.x < 0.0
	if not backwards or absf(velocity.x) < TURNING_SPEED or body.animation == TURN:
		return
	if _has(TURN) and body.animation != DART:
		body.play(TURN)
	else:
		body.scale.x = -body.scale.x


func _on_animation_ended() -> void:
	var ended := body.animation
	if ended == TURN:
		body.scale.x = -body.scale.x
	if ended == TURN or not body.sprite_frames.get_animation_loop(ended):
		_idle()


func _idle() -> void:
	body.play(IDLE if _has(IDLE) else body.animation)


func _has(animation: StringName) -> bool:
	return body.sprite_frames.has_animation(animation)


func _somewhere() -> Vector2:
	var sideways := _random.randf_range(-roaming.x, roaming.x)
	return _home + Vector2(sideways, _random.randf_range(-roaming.y, roaming.y))
