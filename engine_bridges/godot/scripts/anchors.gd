extends Node2D
## Keeps the markers beneath it on the parts of the animal that they are named after.
##
## Its parent is the creature's sprite. What a game puts beneath a marker goes with that part:
## bubbles at the Mouth, a hat at the Eye. A Lure that is a light shines from the animal's lure.

## Animation -> marker -> its place in each frame, from the middle of the frame.
@export var tracks: Dictionary = {}

var _shown_animation := &""
var _shown_frame := -1
var _shown_mirror := Vector2.ZERO

@onready var _sprite: AnimatedSprite2D = get_parent()


func _ready() -> void:
	_follow()
	_sprite.frame_changed.connect(_follow)
	_sprite.animation_changed.connect(_follow)


func _process(_delta: float) -> void:
	if _mirror() != _shown_mirror:
		_follow()


func _follow() -> void:
	if _is_shown():
		return
	_shown_animation = _sprite.animation
	_shown_frame = _sprite.frame
	_shown_mirror = _mirror()
	var places: Dictionary = tracks.get(String(_shown_animation), {})
	for marker: Node2D in get_children():
		var track: PackedVector2Array = places.get(String(marker.name), PackedVector2Array())
		if _shown_frame < track.size():
			marker.position = _middle() + track[_shown_frame] * _shown_mirror


func _is_shown() -> bool:
	return (
		_sprite.animation == _shown_animation
		and _sprite.frame == _shown_frame
		and _mirror() == _shown_mirror
	)


func _mirror() -> Vector2:
	return Vector2(-1.0 if _sprite.flip_h else 1.0, -1.0 if _sprite.flip_v else 1.0)


func _middle() -> Vector2:
	if _sprite.centered:
		return _sprite.offset
	var texture := _sprite.sprite_frames.get_frame_texture(_sprite.animation, _sprite.frame)
	return _sprite.offset + texture.get_size() / 2.0
