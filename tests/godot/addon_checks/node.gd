extends "check.gd"
## Plays with PixelgenCreatures and writes what it answered. For the tests.


class Listener:
	extends RefCounted
	## What a node answered, in order.

	var node: PixelgenCreatures
	var order: Array[int] = []
	var ready := {}
	var failed := {}

	func _init(of: PixelgenCreatures) -> void:
		node = of
		node.creature_ready.connect(_on_ready)
		node.creature_failed.connect(_on_failed)

	func _on_ready(id: int, frames: SpriteFrames, info: Dictionary) -> void:
		order.append(id)
		var animations := {}
		for title in frames.get_animation_names():
			animations[title] = frames.get_frame_count(title)
		ready[id] = {"animations": animations, "info": info, "frames": frames}

	func _on_failed(id: int, message: String) -> void:
		order.append(id)
		failed[id] = message


func _initialize() -> void:
	await process_frame
	await _draws()
	await _cancels_and_hurries()
	await _refuses()
	await _falls_back()
	await _keeps()
	end("res://node.json")


func _node(settings := {}) -> Listener:
	var node := PixelgenCreatures.new()
	node.use_server = false
	node.threads = 1
	node.cache_megabytes = 0
	for key: String in settings:
		node.set(key, settings[key])
	root.add_child(node)
	return Listener.new(node)


func _wait(listener: Listener, count: int) -> void:
	await wait(func() -> bool: return listener.order.size() >= count)


func _draws() -> void:
	var listener := _node()
	var node := listener.node
	told.zones_before = node.names("zone").size()
	var ids := [
		node.request_creature(&"reef", &"coral", 1),
		node.request_creature(
			&"abyss", &"jellyfish", 2, {"traits": {"family": "azure"}, "margin": 3, "frames": 4}
		),
	]
	await _wait(listener, 2)
	told.zones = node.names("zone")
	told.traits = node.trait_names()
	told.individual = node.individual(&"reef", &"coral", 1)
	told.drawn = []
	for id: int in ids:
		var answer: Dictionary = listener.ready[id]
		var info: Dictionary = answer.info
		var frames: SpriteFrames = answer.frames
		var title := frames.get_animation_names()[0]
		var region: AtlasTexture = frames.get_frame_texture(title, 0)
		var sheet: Image = region.atlas.diffuse_texture.get_image()
		var picture := sheet.get_region(Rect2i(region.region))
		(
			told
			. drawn
			. append(
				{
					"indices": (info.indices as PackedByteArray).hex_encode(),
					"pixels": picture.get_data().hex_encode(),
					"animations": answer.animations,
					"size": [info.frame_size.x, info.frame_size.y],
					"species": info.species,
					"durations": _durations(frames, title),
					"has_normals": frames.get_frame_texture(title, 0).atlas is CanvasTexture,
					"zone": info.zone,
					"dna": info.dna,
					"traits": info.traits,
					"from_fallback": info.from_fallback,
				}
			)
		)
	told.open_after = node.open_requests()
	var mother: String = listener.ready[ids[0]].info.dna
	var father: String = listener.ready[ids[1]].info.dna
	var bred := [
		node.request_dna(mother),
		node.request_child(mother, father, 5),
		node.breed(mother, father, 5),
	]
	bred.append_array(node.litter(mother, father, 5, 3, {"animations": []}))
	await _wait(listener, 2 + bred.size())
	told.bred = bred.map(
		func(id: int) -> String:
			return str(
				listener.ready[id].info.dna if listener.ready.has(id) else listener.failed.get(id)
			)
	)
	node.queue_free()


func _durations(frames: SpriteFrames, title: StringName) -> Array:
	var found_ms := []
	for number in frames.get_frame_count(title):
		found_ms.append(frames.get_frame_duration(title, number))
	return found_ms


func _cancels_and_hurries() -> void:
	var listener := _node()
	var node := listener.node
	var ids := []
	for number in 6:
		ids.append(node.request_creature(&"reef", &"coral", 100 + number))
	node.cancel(ids[2])
	node.set_priority(ids[5], 3)
	var urgent := node.request_creature(&"reef", &"coral", 200, {"priority": 9})
	await _wait(listener, 6)
	told.asked = ids
	told.urgent = urgent
	told.order = listener.order
	var last := node.request_creature(&"reef", &"coral", 300)
	OS.delay_msec(50)
	node.cancel(last)
	for number in 5:
		OS.delay_msec(100)
		await process_frame
	told.cancelled_late = listener.order.has(last)
	told.still_open = node.open_requests()
	# Leaves the tree while it draws.
	for number in 5:
		node.request_creature(&"reef", &"coral", 400 + number)
	OS.delay_msec(30)
	var began := Time.get_ticks_msec()
	root.remove_child(node)
	told.leaving_ms = Time.get_ticks_msec() - began
	node.free()


func _refuses() -> void:
	var listener := _node()
	var node := listener.node
	var ids := [
		node.request_creature(&"nowhere", &"coral", 1),
		node.request_creature(&"reef", &"coral", -1),
		node.request_creature(&"reef", &"coral", 1, {"colour": ["azure"]}),
		node.request_creature(&"reef", &"coral", 1, {"frames": 99}),
		node.request_creature(&"reef", &"coral", 1, {"traits": {"family": "pink"}}),
	]
	await _wait(listener, ids.size())
	told.refused = ids.map(func(id: int) -> String: return str(listener.failed.get(id)))
	node.queue_free()


func _falls_back() -> void:
	var broken := Resource.new()
	broken.set_meta(&"bytes", "no weights".to_ascii_buffer())
	var listener := _node({"weights": broken})
	var said: Array[String] = []
	listener.node.unavailable.connect(func(message: String) -> void: said.append(message))
	listener.node.request_creature(&"reef", &"coral", 1)
	await _wait(listener, 1)
	told.unavailable = said
	told.without_weights = listener.failed.values()
	listener.node.queue_free()


func _keeps() -> void:
	var folder := PixelgenCreatures.CACHE_FOLDER
	for title in DirAccess.get_files_at(folder):
		DirAccess.remove_absolute(folder.path_join(title))
	told.kept_first = await _drawn_anew(7)
	var path := folder.path_join(DirAccess.get_files_at(folder)[0])
	var content := FileAccess.get_file_as_bytes(path)
	told.kept_other = await _drawn_anew(8)
	for title in DirAccess.get_files_at(folder):
		if folder.path_join(title) != path:
			_store(path, FileAccess.get_file_as_bytes(folder.path_join(title)))
	told.kept_exchanged = await _drawn_anew(7)
	var damaged := content.duplicate()
	damaged[damaged.size() - 1] ^= 1
	_store(path, damaged)
	told.kept_damaged = await _drawn_anew(7)
	told.kept_is_mended = FileAccess.get_file_as_bytes(path) == content
	told.kept_files = DirAccess.get_files_at(folder).size()


# By a node of its own, which knows no more than the files.
func _drawn_anew(spawn_seed: int) -> String:
	var listener := _node({"cache_megabytes": 1})
	var id := listener.node.request_creature(&"reef", &"coral", spawn_seed)
	await _wait(listener, 1)
	listener.node.queue_free()
	await process_frame
	return (listener.ready[id].info.indices as PackedByteArray).hex_encode()


func _store(path: String, content: PackedByteArray) -> void:
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_buffer(content)
	file.close()
