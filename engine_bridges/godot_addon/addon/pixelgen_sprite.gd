@tool
class_name PixelgenSprite
extends AnimatedSprite2D
## A creature of PixelgenCreatures as a node: what glows is seen in the dark, markers stay on its
## parts, and its lure is a light.
##
## [codeblock]
## func _on_creature_ready(_id: int, frames: SpriteFrames, info: Dictionary) -> void:
##     add_child(PixelgenSprite.of(frames, info))
## [/codeblock]
## Ask for [code]{"shaded": false}[/code] where your game has lights: they shade it by its normals.
## Its children Eye, Mouth, Tail, Light1 to Light8 and Lure, as far as it has them, stay on the part
## in every frame; what you put beneath one goes with it.

const GLOW_SHADER := preload("runtime/glow.gdshader")
const LURE := "Lure"
const LURE_ENERGY := 0.8
## How wide a lure's light is, in frames.
const LURE_WIDTHS := 2

@export var dna := ""
@export var zone := &""
@export var category := &""
@export var species := &""
## Value by trait.
@export var traits: Dictionary = {}
## The sheet of what glows, by animation; of those that glow.
@export var emission: Dictionary = {}
## Animation -> name -> its place in each frame, from the middle.
@export var anchors: Dictionary = {}

# Where each marker is, for the frame that is shown.
var _markers: Dictionary[String, Node] = {}
var _shown_mirror := Vector2.ZERO

@onready var _glow: AnimatedSprite2D = get_node_or_null(^"Glow")


## The animation that a creature begins with.
static func first_of(frames: SpriteFrames) -> StringName:
	return &"idle" if frames.has_animation(&"idle") else frames.get_animation_names()[0]


## The node of what `creature_ready` gave; it idles.
static func of(frames: SpriteFrames, info: Dictionary) -> PixelgenSprite:
	var made := PixelgenSprite.new()
	made.dna = str(info.get("dna", ""))
	made.zone = StringName(str(info.get("zone", "")))
	made.category = StringName(str(info.get("category", "")))
	made.species = StringName(str(info.get("species", "")))
	made.traits = info.get("traits", {})
	made.emission = info.get("emission", {})
	made.anchors = info.get("anchors", {})
	made.name = "Creature" if made.species == &"" else String(made.species).to_pascal_case()
	made.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	made.sprite_frames = frames
	made.animation = first_of(frames)
	made.autoplay = made.animation
	if not made.emission.is_empty():
		made._add_glow()
	var size: Vector2i = info.frame_size
	var colour: Color = info.get("lure_colour", Color.WHITE)
	made._add_markers(size.x * LURE_WIDTHS, colour)
	return made


func _ready() -> void:
	for child in get_children():
		if child.has_meta(&"anchor"):
			_markers[str(child.get_meta(&"anchor"))] = child
	_follow()
	frame_changed.connect(_follow)
	animation_changed.connect(_follow)
	set_process(_glow != null or not _markers.is_empty())


func _process(_delta: float) -> void:
	if _mirror() != _shown_mirror:
		_follow()


## Saves it as a scene, with its pictures in it: a .scn or .tscn in `user://` or, in the editor, in
## the project.
func save_scene(path: String) -> Error:
	for child in get_children():
		# What a game has put there stays out of it.
		if child == get_node_or_null(^"Glow") or child.has_meta(&"anchor"):
			child.owner = self
	var scene := PackedScene.new()
	var status := scene.pack(self)
	return ResourceSaver.save(scene, path) if status == OK else status


func _add_glow() -> void:
	var glow := AnimatedSprite2D.new()
	glow.name = "Glow"
	glow.texture_filter = CanvasItem.TEXTURE_FILTER_NEAREST
	glow.sprite_frames = sprite_frames
	glow.animation = animation
	var shining := ShaderMaterial.new()
	shining.shader = GLOW_SHADER
	glow.material = shining
	add_child(glow)


# For the parts that it has in its first animation, as the others have the same.
func _add_markers(light_side: int, lure_colour: Color) -> void:
	var tracks: Dictionary = anchors.get(String(animation), {})
	for title: String in tracks:
		var marker: Node2D = Marker2D.new()
		if title.to_pascal_case() == LURE:
			marker.free()
			marker = _light(light_side, lure_colour)
		marker.name = title.to_pascal_case()
		marker.set_meta(&"anchor", title)
		add_child(marker)


func _light(side: int, colour: Color) -> PointLight2D:
	var gradient := Gradient.new()
	gradient.set_color(0, Color.WHITE)
	gradient.set_color(1, Color(0.0, 0.0, 0.0, 0.0))
	var circle := GradientTexture2D.new()
	circle.gradient = gradient
	circle.width = side
	circle.height = side
	circle.fill = GradientTexture2D.FILL_RADIAL
	circle.fill_from = Vector2(0.5, 0.5)
	circle.fill_to = Vector2(0.5, 0.0)
	var light := PointLight2D.new()
	light.texture = circle
	light.color = colour
	light.energy = LURE_ENERGY
	light.height = side / 8.0
	return light


func _follow() -> void:
	_shown_mirror = _mirror()
	if _glow != null:
		_follow_with_glow()
	var tracks: Dictionary = anchors.get(String(animation), {})
	for title in _markers:
		var track: PackedVector2Array = tracks.get(title, PackedVector2Array())
		if frame < track.size():
			(_markers[title] as Node2D).position = offset + track[frame] * _shown_mirror


func _follow_with_glow() -> void:
	var sheet: Texture2D = emission.get(animation)
	_glow.visible = sheet != null
	(_glow.material as ShaderMaterial).set_shader_parameter(&"emission", sheet)
	_glow.animation = animation
	_glow.frame = frame
	_glow.flip_h = flip_h
	_glow.flip_v = flip_v
	_glow.offset = offset


func _mirror() -> Vector2:
	return Vector2(-1.0 if flip_h else 1.0, -1.0 if flip_v else 1.0)
