extends "check.gd"
## Plays the addon's demo: waits for its creatures, breeds two, keeps a child, and opens the demo
## again. Writes res://demo.json, and pictures where there is a screen.

const DEMO := "res://addons/pixelgen/demo/demo.tscn"
const FOLDER := "user://demo_of_the_tests"
const SEED := 41

var demo: Node2D


func _initialize() -> void:
	DirAccess.make_dir_recursive_absolute(FOLDER)
	for title in DirAccess.get_files_at(FOLDER):
		DirAccess.remove_absolute(FOLDER.path_join(title))
	_throw_away()
	_start()
	await process_frame
	await wait(func() -> bool: return swimmers().size() == demo.WISHES.size())
	told.swimming = swimmers().map(func(each: Node2D) -> String: return each.sprite.dna)
	told.lights = demo.find_children("Lure", "PointLight2D", true, false).size()
	told.markers = swimmers().map(
		func(each: Node2D) -> int:
			return each.sprite.find_children("*", "Marker2D", false, false).size()
	)
	await shoot("res://demo_tank.png")
	told.parents = [swimmers()[0].sprite.dna, swimmers()[4].sprite.dna]
	demo.choose(swimmers()[0])
	demo.choose(swimmers()[4])
	told.is_open = demo._table.visible
	await wait(func() -> bool: return demo._table._ids.max() == 0)
	told.litter = demo._table._answers.map(func(each: Dictionary) -> String: return each.info.dna)
	await shoot("res://demo_table.png")
	await press(KEY_RIGHT)
	await press(KEY_ENTER)
	told.is_closed = not demo._table.visible
	told.kept = swimmers()[-1].sprite.dna
	told.files = Array(DirAccess.get_files_at(FOLDER))
	var before: PixelgenSprite = swimmers()[-1].sprite
	told.looked = _look_of(before)
	demo.queue_free()
	await process_frame
	# At the next start it is there before anything is drawn.
	_start()
	await process_frame
	told.reopened = swimmers().map(func(each: Node2D) -> String: return each.sprite.dna)
	told.looks_again = _look_of(swimmers()[0].sprite)
	end("res://demo.json")


# What is made and never put into the tree leaves nothing behind, nor does its thread.
func _throw_away() -> void:
	(load(DEMO) as PackedScene).instantiate().free()
	(load("res://addons/pixelgen/demo/breeding_table.gd") as GDScript).new().free()
	var node := PixelgenCreatures.new()
	node.request_creature(&"reef", &"coral", 1)
	node.free()


func _start() -> void:
	var scene: PackedScene = load(DEMO)
	demo = scene.instantiate()
	demo.first_seed = SEED
	demo.folder = FOLDER
	demo.get_node(^"Creatures").use_server = false
	demo.get_node(^"Creatures").cache_megabytes = 0
	root.add_child(demo)


func swimmers() -> Array:
	return demo.swimming.get_children()


func _look_of(sprite: PixelgenSprite) -> Dictionary:
	var texture: AtlasTexture = sprite.sprite_frames.get_frame_texture(sprite.animation, 0)
	var sheet: CanvasTexture = texture.atlas
	return {
		"sheet": sheet.diffuse_texture.get_image().get_data().hex_encode().md5_text(),
		"normals": sheet.normal_texture.get_image().get_data().hex_encode().md5_text(),
		"frames": sprite.sprite_frames.get_frame_count(sprite.animation),
		"children": sprite.get_children().map(func(each: Node) -> String: return each.name),
		"places":
		sprite.get_children().map(func(each: Node) -> bool: return each.has_meta(&"anchor")),
		"anchors": var_to_str(sprite.anchors),
		"species": sprite.species,
		"traits": sprite.traits,
	}
