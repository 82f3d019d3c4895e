extends Sprite2D
## The rock on both sides and at the bottom: an image of palette indices, made once when the scene
## starts, and coloured and lit like the creatures. Says where there is room to stand.

const Zones := preload("zones.gd")

const NARROWEST := 44.0
const FLOOR := 34.0
const LEDGES_A_ZONE := 3

## Where a coral can stand: points of the rock's upper edge, by zone.
var ledges: Array[PackedVector2Array] = []

var _edge := FastNoiseLite.new()
var _stones := FastNoiseLite.new()
var _left := PackedInt32Array()
var _right := PackedInt32Array()


func _ready() -> void:
	_edge.seed = 3
	_edge.frequency = 0.02
	_stones.seed = 5
	_stones.noise_type = FastNoiseLite.TYPE_CELLULAR
	_stones.cellular_return_type = FastNoiseLite.RETURN_DISTANCE2_SUB
	_stones.frequency = 0.062
	_shape()
	texture = ImageTexture.create_from_image(_painted())
	centered = false
	# The pack's material is the creatures' too.
	material = material.duplicate()


## Shows the rock in other colours: a strip of n x 1 pixels.
func recolour(strip: Texture2D) -> void:
	(material as ShaderMaterial).set_shader_parameter(&"palette", strip)


# How far the rock reaches in from either side, row by row: a ragged wall with ledges that are flat
# above and slope below.
func _shape() -> void:
	var rows := int(Zones.BOTTOM)
	_left.resize(rows)
	_right.resize(rows)
	for y in rows:
		_left[y] = int(NARROWEST + 22.0 * _edge.get_noise_2d(0.0, y))
		_right[y] = int(NARROWEST + 22.0 * _edge.get_noise_2d(500.0, y))
	var random := RandomNumberGenerator.new()
	random.seed = 11
	for zone in Zones.NAMES.size():
		var tips := PackedVector2Array()
		var behind := PackedVector2Array()
		for number in LEDGES_A_ZONE:
			var top := int(Zones.HEIGHT * (zone + (number + 0.6) / LEDGES_A_ZONE))
			var is_left := (zone + number) % 2 == 0
			var length := random.randi_range(96, 138)
			_add_ledge(_left if is_left else _right, top, length)
			var tip := length - 24.0
			tips.append(Vector2(tip if is_left else Zones.WIDTH - tip, top))
			var second := tip - 38.0
			behind.append(Vector2(second if is_left else Zones.WIDTH - second, top))
		# The tips first, so that no ledge is bare while another is full.
		tips.append_array(behind)
		ledges.append(tips)


func _add_ledge(side: PackedInt32Array, top: int, length: int) -> void:
	var thickness := length * 0.42
	for y in int(thickness):
		if top + y >= side.size():
			return
		# Rounded at its tip, bulging below.
		var slope := (1.0 - pow(y / thickness, 1.3)) * length - 8.0 * exp(-y * 0.7)
		var reach := int(slope + 7.0 * _edge.get_noise_2d(900.0, (top + y) * 5.0))
		side[top + y] = maxi(side[top + y], reach)


func _painted() -> Image:
	var width := int(Zones.WIDTH)
	var rows := int(Zones.BOTTOM)
	var pixels := PackedByteArray()
	pixels.resize(width * rows)
	for y in rows:
		var open_from := _left[y]
		var open_to := width - _right[y]
		for x in width:
			if (x < open_from or x >= open_to or y > rows - FLOOR) and _is_rock(x, y):
				pixels[y * width + x] = _index_of(x, y)
	return Image.create_from_data(width, rows, false, Image.FORMAT_L8, pixels)


func _is_rock(x: int, y: int) -> bool:
	if y >= _left.size() or x < _left[y] or x >= int(Zones.WIDTH) - _right[y]:
		return true
	return y > Zones.BOTTOM - FLOOR * (0.7 + 0.3 * _edge.get_noise_2d(x, 2000.0))


# Light where nothing lies above it, dark in the cracks between stones and at the edge.
func _index_of(x: int, y: int) -> int:
	var strewn := Zones.HEIGHT * 0.12 * _edge.get_noise_2d(x * 3.0, y * 3.0)
	var zone := Zones.number_at(y + strewn)
	var stone := _stones.get_noise_2d(x, y * 1.5)
	if y == 0 or not _is_rock(x, y - 1) or (not _is_rock(x, y - 2) and stone > -0.7):
		return Zones.ROCK_LIT[zone]
	var is_edge := not (_is_rock(x - 1, y) and _is_rock(x + 1, y) and _is_rock(x, y + 1))
	if is_edge or stone < -0.82:
		return Zones.ROCK_CRACK[zone]
	return Zones.ROCK_FACE[zone]
