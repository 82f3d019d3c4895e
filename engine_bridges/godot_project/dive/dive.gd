extends Node2D
## A dive through six zones. Fills them with creatures of the baked pack, and lets light, colours
## and the gauge follow the diver.
##
## Arrows, W and S or the wheel: up and down. Mouse: the lamp. Click or space: startle. C: colours.
## B: breed two of those that were drawn while the game runs, see visitors.gd.

const Zones := preload("zones.gd")
const Diver := preload("diver.gd")
const Rocks := preload("rocks.gd")
const Shining := preload("shining.gd")
const Visitors := preload("visitors.gd")
const Catalogue := preload("res://addons/reef/creature_catalogue.gd")
const Swimmer := preload("res://addons/reef/shared/swimmer.gd")

const CREATURES_A_ZONE := 16
## Creatures nearer than this to the lamp are startled, in pixels.
const STARTLING := 60.0
## So many lights of creatures shine into the water at once; as many as water.gdshader has.
const LURES := 8
## Strips of 64 colours; the first is the pack's own.
const PALETTES: Array[String] = [
	"res://addons/reef/shared/palette.png",
	"res://palettes/dusk.png",
	"res://palettes/handheld.png",
]

var _palette := 0
var _seconds := 0.0

@onready var catalogue: Catalogue = load("res://addons/reef/creature_catalogue.tres")
@onready var diver: Diver = $Diver
@onready var rocks: Rocks = $Rocks
@onready var creatures: Node2D = $Creatures
@onready var visitors: Visitors = $Visitors
@onready var sun: DirectionalLight2D = $Sun
@onready var ambient: CanvasModulate = $Ambient
@onready var water: ShaderMaterial = ($Water as CanvasItem).material
@onready var bubbles: CPUParticles2D = $Diver/Bubbles
@onready var plankton: CPUParticles2D = $Diver/Plankton
@onready var gauge: Label = $Screen/Gauge


func _ready() -> void:
	water.set_shader_parameter(&"row", Zones.WATER)
	water.set_shader_parameter(&"bottom", Zones.BOTTOM)
	for zone in Zones.NAMES.size():
		_people(zone)
	visitors.breeding.connect(_on_breeding)


func _process(delta: float) -> void:
	_seconds += delta
	var sunlight := Zones.sun_at(diver.depth)
	ambient.color = Zones.ambient_at(diver.depth)
	# The sun stands high and wanders from side to side.
	sun.energy = 0.8 * sunlight
	sun.rotation = 0.5 * sin(_seconds * 0.4)
	diver.lamp.energy = lerpf(1.25, 0.3, sunlight)
	water.set_shader_parameter(&"lamp", diver.lamp.global_position)
	water.set_shader_parameter(&"lamp_strength", 1.0 - sunlight)
	var half := get_viewport_rect().size.y / 2.0
	var lures := Shining.near(get_tree(), diver.depth, half, LURES)
	lures.resize(LURES)  # the rest reach nowhere
	water.set_shader_parameter(&"lures", lures)
	bubbles.emitting = sunlight > 0.0
	plankton.emitting = not bubbles.emitting
	var zone := Zones.NAMES[Zones.number_at(diver.depth)]
	gauge.text = "%s %d M" % [zone.to_upper(), roundi(Zones.metres_at(diver.depth))]


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"recolour"):
		recolour((_palette + 1) % PALETTES.size())
	if event.is_action_pressed(&"startle"):
		for creature: Swimmer in creatures.get_children():
			if creature.position.distance_to(diver.lamp.global_position) < STARTLING:
				creature.startle(diver.lamp.global_position)
		visitors.startle(diver.lamp.global_position, STARTLING)


## Shows everything in the colours of another strip: creatures by the pack's shader, water and rock
## by the same strip.
func recolour(number: int) -> void:
	_palette = number
	var strip: Texture2D = load(PALETTES[number])
	for creature: Swimmer in creatures.get_children():
		creature.recolour(strip)
	water.set_shader_parameter(&"palette", strip)
	rocks.recolour(strip)
	visitors.recolour(strip, load(PALETTES[0]) as Texture2D)


# The diver waits while somebody chooses.
func _on_breeding(is_open: bool) -> void:
	diver.process_mode = PROCESS_MODE_DISABLED if is_open else PROCESS_MODE_INHERIT


# The catalogue picks creatures of the zone; those that stand get a ledge, others swim between.
func _people(zone: int) -> void:
	var ledges := Array(rocks.ledges[zone])
	for number in CREATURES_A_ZONE:
		var creature: Swimmer = catalogue.spawn(Zones.NAMES[zone], zone * 1000 + number)
		if creature.cruise_speed == 0.0:
			if ledges.is_empty():
				creature.free()
				continue
			var ledge: Vector2 = ledges.pop_front()
			creature.position = ledge - Vector2(0.0, _foot_of(creature))
		else:
			# Shares of the golden ratio lie evenly, however many there are.
			var across := fposmod(number * 0.618 + zone * 0.3, 1.0)
			var depth := Zones.HEIGHT * (zone + (number + 0.5) / CREATURES_A_ZONE)
			creature.position = Vector2(
				Zones.WIDTH * lerpf(0.26, 0.74, across), clampf(depth, 36.0, Zones.BOTTOM - 56.0)
			)
			creature.roaming = Vector2(70.0, 12.0)
		creatures.add_child(creature)
		var anchors := creature.get_node_or_null(^"Body/Anchors")
		if anchors != null:
			Shining.watch(anchors)


# How far below its middle a creature touches the ground.
func _foot_of(creature: Swimmer) -> float:
	var frames := (creature.get_node(^"Body") as AnimatedSprite2D).sprite_frames
	var region: AtlasTexture = frames.get_frame_texture(frames.get_animation_names()[0], 0)
	var image := region.get_image()
	var foot := image.get_height()
	for y in image.get_height():
		for x in image.get_width():
			if image.get_pixel(x, y).r > 0.0:
				foot = y + 1
	return foot - image.get_height() / 2.0
