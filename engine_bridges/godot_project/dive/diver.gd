extends Camera2D
## The camera: up and down by keys or wheel, and by itself when nobody steers; it comes up again
## from the bottom. Its lamp follows the mouse, and looks about by itself when the mouse rests.

const Zones := preload("zones.gd")

## How far above the surface one sees at the top.
const SKY := 14.0
const SPEED := 150.0
const DRIFT_SPEED := 16.0
## How far it sways to either side, in pixels.
const SWAY := 22.0
const WHEEL_STEP := 40.0
## How long without input until it drifts.
const PATIENCE := 3.0

## Of the middle of the screen, in pixels below the surface.
var depth := 0.0

var _goes_down := true
var _steered_ago := PATIENCE
var _pointed_ago := PATIENCE
var _seconds := 0.0
var _half := 90.0
var _lamp_place := Vector2.ZERO

@onready var lamp: PointLight2D = $Lamp


func _ready() -> void:
	_half = get_viewport_rect().size.y / 2.0
	depth = _half - SKY
	_move(0.0)


func _process(delta: float) -> void:
	_seconds += delta
	_steered_ago += delta
	_pointed_ago += delta
	var steering := Input.get_axis(&"rise", &"sink")
	if steering != 0.0:
		_steered_ago = 0.0
		depth += steering * SPEED * delta
	elif _steered_ago > PATIENCE:
		depth += DRIFT_SPEED * delta * (1.0 if _goes_down else -1.0)
	_move(delta)


func _unhandled_input(event: InputEvent) -> void:
	if event is InputEventMouseMotion:
		_pointed_ago = 0.0
	# A turn of the wheel is pressed and released at once, so no axis shows it.
	if event is InputEventMouseButton and event.is_pressed():
		for action: StringName in [&"rise", &"sink"]:
			if event.is_action(action):
				depth += WHEEL_STEP * (1.0 if action == &"sink" else -1.0)
				_steered_ago = 0.0


func _move(delta: float) -> void:
	var highest := _half - SKY
	var lowest := Zones.BOTTOM - _half
	depth = clampf(depth, highest, lowest)
	if depth >= lowest:
		_goes_down = false
	elif depth <= highest:
		_goes_down = true
	# Whole pixels, so that nothing shimmers.
	position = Vector2(Zones.WIDTH / 2.0 + SWAY * sin(_seconds * 0.13), depth).round()
	var target := get_local_mouse_position()
	if _pointed_ago > PATIENCE:
		target = Vector2(70.0 * sin(_seconds * 0.53), 40.0 * sin(_seconds * 0.37))
	_lamp_place = _lamp_place.lerp(target, 1.0 - exp(-6.0 * delta))
	lamp.position = _lamp_place.round()
