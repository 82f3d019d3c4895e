extends SceneTree
## The example with the addon: waits for its drawn creatures, breeds two, takes pictures, and writes
## res://visitors.json.

const PATIENCE_MS := 300_000

var told := {}


func _initialize() -> void:
	var scene: PackedScene = load(ProjectSettings.get_setting("application/run/main_scene"))
	var dive: Node2D = scene.instantiate()
	var visitors: Node2D = dive.get_node("Visitors")
	visitors.first_seed = 7
	root.add_child(dive)
	await process_frame
	if visitors._creatures == null:
		told.missing = true
		_end()
		return
	visitors._creatures.cache_megabytes = 0
	var wanted: int = visitors.A_ZONE * dive.Zones.NAMES.size()
	await _wait(visitors, wanted)
	var sprites: Array = visitors._homes.keys()
	told.dnas = sprites.map(
		func(sprite: AnimatedSprite2D) -> String: return sprite.get_meta(&"dna")
	)
	told.lures = sprites.filter(func(each: Node) -> bool: return each.get_child_count() > 0).size()
	visitors.breed(sprites[0], sprites[1])
	await _wait(visitors, wanted + 1)
	told.bred = visitors._homes.size() - wanted
	told.keys = dive.get_node("Screen/Keys").text
	for title: String in ["reef", "abyss"]:
		dive.diver.depth = dive.Zones.HEIGHT * (dive.Zones.NAMES.find(StringName(title)) + 0.5)
		for number in 4:
			await RenderingServer.frame_post_draw
		root.get_texture().get_image().save_png("res://visitors_%s.png" % title)
	_end()


func _end() -> void:
	var file := FileAccess.open("res://visitors.json", FileAccess.WRITE)
	file.store_string(JSON.stringify(told))
	file.close()
	quit()


func _wait(visitors: Node2D, count: int) -> void:
	var end := Time.get_ticks_msec() + PATIENCE_MS
	while visitors._homes.size() < count and Time.get_ticks_msec() < end:
		OS.delay_msec(100)
		await process_frame
