extends Parallax2D
## A far wall on both sides, as a mask that the water's shader fills with darker water.

const Zones := preload("zones.gd")

## Another number, another shape.
@export var shape_seed := 1
## How many colours darker than the water before it.
@export var shade := 0.6
## How far the walls reach in, in pixels.
@export var reach := 90.0

@onready var mask: Sprite2D = $Mask


func _ready() -> void:
	var noise := FastNoiseLite.new()
	noise.seed = shape_seed
	noise.frequency = 0.011
	var width := int(Zones.WIDTH)
	var image := Image.create_empty(width, int(Zones.BOTTOM), false, Image.FORMAT_LA8)
	for y in image.get_height():
		var left := int(reach * (0.7 + 0.9 * noise.get_noise_2d(0.0, y)))
		var right := int(reach * (0.7 + 0.9 * noise.get_noise_2d(500.0, y)))
		image.fill_rect(Rect2i(0, y, maxi(left, 0), 1), Color.WHITE)
		image.fill_rect(Rect2i(width - maxi(right, 0), y, maxi(right, 0), 1), Color.WHITE)
	mask.self_modulate = Color(shade / 4.0, 0.0, 0.0)
	mask.texture = ImageTexture.create_from_image(image)
