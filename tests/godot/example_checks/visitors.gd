extends "check.gd"
## The example with the addon: waits for its drawn creatures, breeds two, keeps a child, shows other
## colours, takes pictures, opens it again, and writes res://visitors.json.

const FOLDER := "user://kept_by_the_tests"
const SEED := 7

var dive: Node2D
var visitors: Node2D


func _initialize() -> void:
	DirAccess.make_dir_recursive_absolute(FOLDER)
	for title in DirAccess.get_files_at(FOLDER):
		DirAccess.remove_absolute(FOLDER.path_join(title))
	_start()
	await process_frame
	if visitors.creatures == null:
		told.missing = true
		end("res://visitors.json")
		return
	var wanted: int = visitors.A_ZONE * dive.Zones.NAMES.size()
	await wait(func() -> bool: return visitors.swimmers().size() >= wanted)
	told.dnas = visitors.swimmers().map(func(each: Node2D) -> String: return each.sprite.dna)
	told.lured = (
		visitors
		. swimmers()
		. filter(func(each: Node2D) -> bool: return each.sprite.species == &"anglerfish")
		. size()
	)
	told.keys = dive.get_node("Screen/Keys").text
	told.shining = get_nodes_in_group(&"shining").size()
	await _shines_into_the_water()
	for title: String in ["reef", "abyss"]:
		await _picture(title)
	await _breeds()
	dive.recolour(1)
	told.colours = visitors.swimmers().map(
		func(each: Node2D) -> String:
			var material: ShaderMaterial = each.sprite.material
			var strip: Texture2D = material.get_shader_parameter(&"strip")
			return strip.resource_path
	)
	await _picture("dusk")
	dive.queue_free()
	await process_frame
	_start()
	await process_frame
	told.reopened = visitors.swimmers().map(func(each: Node2D) -> String: return each.sprite.dna)
	end("res://visitors.json")


func _start() -> void:
	var scene: PackedScene = load(ProjectSettings.get_setting("application/run/main_scene"))
	dive = scene.instantiate()
	visitors = dive.get_node("Visitors")
	visitors.first_seed = SEED
	visitors.folder = FOLDER
	root.add_child(dive)
	if visitors.creatures != null:
		visitors.creatures.cache_megabytes = 0
		visitors.creatures.use_server = false


# A light in the dark middle of the screen is handed to the water's shader, where it is.
func _shines_into_the_water() -> void:
	var light := Node2D.new()
	light.add_to_group(&"shining")
	light.set_meta(&"reach", 20.0)
	light.position = Vector2(150.0, dive.Zones.HEIGHT * 4.5)
	dive.add_child(light)
	dive.diver.depth = light.position.y
	for number in 2:
		await process_frame
	var lures: PackedVector3Array = dive.water.get_shader_parameter(&"lures")
	told.light_is_in_the_water = Array(lures).has(Vector3(150.0, light.position.y, 20.0))
	told.lights = lures.size()
	light.free()


func _breeds() -> void:
	var depth: float = dive.diver.depth
	visitors.breed(visitors.swimmers()[0], visitors.swimmers()[1])
	told.parents = [visitors.swimmers()[0].sprite.dna, visitors.swimmers()[1].sprite.dna]
	await wait(func() -> bool: return visitors.table._ids.max() == 0)
	told.waited = dive.diver.depth == depth
	told.litter = visitors.table._answers.map(
		func(each: Dictionary) -> String: return each.info.dna
	)
	await _picture("")
	await press(KEY_RIGHT)
	await press(KEY_ENTER)
	told.is_closed = not visitors.table.visible
	told.kept = visitors.swimmers()[-1].sprite.dna
	told.files = DirAccess.get_files_at(FOLDER).size()


# Of the middle of a zone; of where it is, without one.
func _picture(zone: String) -> void:
	if zone != "" and zone != "dusk":
		dive.diver.depth = dive.Zones.HEIGHT * (dive.Zones.NAMES.find(StringName(zone)) + 0.5)
	await shoot("res://visitors_%s.png" % ("table" if zone == "" else zone), 4)
