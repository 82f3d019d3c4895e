extends RefCounted
## The water column: six zones, one below the other, in pixels below the surface. Knows what is
## where and how bright it is there; draws nothing.

const NAMES: Array[StringName] = [
	&"shallows", &"reef", &"twilight", &"midnight", &"abyss", &"hadal"
]
## Pixels of a zone from top to bottom, and of the column from side to side.
const HEIGHT := 240.0
const WIDTH := 368.0
const BOTTOM := HEIGHT * 6
## What the gauge shows at each zone's upper edge and at the bottom, in metres.
const METRES: Array[float] = [0.0, 30.0, 200.0, 1000.0, 4000.0, 6000.0, 10900.0]
## Palette indices of the water, evenly spaced from surface to bottom.
const WATER: PackedInt32Array = [48, 47, 46, 45, 44, 44, 43, 43, 36, 36, 36, 1]
## Palette indices of each zone's rock: where it is lit from above, its face, its cracks.
const ROCK_LIT: PackedInt32Array = [13, 54, 5, 39, 5, 13]
const ROCK_FACE: PackedInt32Array = [12, 11, 4, 38, 4, 11]
const ROCK_CRACK: PackedInt32Array = [11, 10, 3, 37, 3, 9]
## What light there is without lamp or sun, in the middle of each zone.
const AMBIENT: Array[Color] = [
	Color(0.6, 0.66, 0.74),
	Color(0.58, 0.64, 0.78),
	Color(0.5, 0.56, 0.8),
	Color(0.32, 0.32, 0.56),
	Color(0.24, 0.22, 0.42),
	Color(0.26, 0.22, 0.36),
]
## How far down the sun reaches.
const SUNLIT := HEIGHT * 2.6


## The number of the zone at a depth, 0 to 5.
static func number_at(depth: float) -> int:
	return clampi(floori(depth / HEIGHT), 0, NAMES.size() - 1)


static func metres_at(depth: float) -> float:
	var number := number_at(depth)
	var share := clampf(depth / HEIGHT - number, 0.0, 1.0)
	return lerpf(METRES[number], METRES[number + 1], share)


## The ambient light at a depth, blended from zone to zone.
static func ambient_at(depth: float) -> Color:
	var place := clampf(depth / HEIGHT - 0.5, 0.0, NAMES.size() - 1.0)
	var above := floori(place)
	var below := mini(above + 1, NAMES.size() - 1)
	return AMBIENT[above].lerp(AMBIENT[below], place - above)


## How bright the sun is at a depth, 1 to 0.
static func sun_at(depth: float) -> float:
	return clampf(1.0 - depth / SUNLIT, 0.0, 1.0)
