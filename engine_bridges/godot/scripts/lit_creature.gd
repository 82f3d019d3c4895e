extends AnimatedSprite2D
## A creature coloured by a palette strip, whose glow is seen at any darkness.
##
## Play, flip and move it as any AnimatedSprite2D; the child "Glow", if it has one, follows.

## Draws what shines by itself, unshaded; null when nothing does.
@onready var glow: AnimatedSprite2D = get_node_or_null(^"Glow")


func _ready() -> void:
	set_process(glow != null)
	if glow != null:
		_follow()
		frame_changed.connect(_follow)
		animation_changed.connect(_follow)


func _process(_delta: float) -> void:
	_follow()


## Shows the creature in other colours: a strip of n x 1 pixels, as the pack's palette.png. Of this
## creature alone; for many of one colouring set their material by hand, and they are drawn as one.
func recolour(strip: Texture2D) -> void:
	_set_palette(self, strip)
	var child: CanvasItem = get_node_or_null(^"Glow")
	if child != null:
		_set_palette(child, strip)


func _follow() -> void:
	glow.animation = animation
	glow.frame = frame
	glow.flip_h = flip_h
	glow.flip_v = flip_v
	glow.offset = offset
	glow.centered = centered


static func _set_palette(item: CanvasItem, strip: Texture2D) -> void:
	var own: ShaderMaterial = item.material.duplicate()
	own.set_shader_parameter(&"palette", strip)
	item.material = own
