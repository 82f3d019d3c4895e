extends "check.gd"
## Asks PixelgenCreatures by every call and writes what came, whoever answered, into
## res://ways.json. res://ways_asked.json: address_file, use_server, fallback (a catalogue or
## ""), dnas (two).


func _initialize() -> void:
	told = {"ready": {}, "failed": {}, "unavailable": []}
	await process_frame
	var asked: Dictionary = JSON.parse_string(
		FileAccess.get_file_as_string("res://ways_asked.json")
	)
	var node := PixelgenCreatures.new()
	node.use_server = asked.use_server
	node.address_file = asked.address_file
	node.cache_megabytes = 0
	if asked.fallback != "":
		node.fallback_catalogue = load(asked.fallback)
	node.creature_ready.connect(_on_ready)
	node.creature_failed.connect(func(id: int, message: String) -> void: told.failed[id] = message)
	node.unavailable.connect(func(message: String) -> void: told.unavailable.append(message))
	root.add_child(node)
	var mother: String = asked.dnas[0]
	var father: String = asked.dnas[1]
	var look := {"frames": 4, "margin": 3, "animations": ["idle"]}
	told.ids = {
		"creature": node.request_creature(&"reef", &"coral", 7, look.merged({"priority": 3})),
		"flat": node.request_creature(&"reef", &"coral", 7, look.merged({"shaded": false})),
		"dna": node.request_dna(mother, look),
		"child": node.request_child(mother, father, 5, look),
		"bred": node.breed(mother, father, 5, look),
		"lured":
		node.request_creature(&"midnight", &"abyssal", 3, look.merged({"species": "anglerfish"})),
		"nowhere": node.request_creature(&"nowhere", &"coral", 7),
		"unknown": node.request_creature(&"reef", &"coral", 7, {"frames": 99}),
		"chosen": node.breed(mother, father, 5, {"species": "tang"}),
		"cancelled": node.request_creature(&"reef", &"coral", 8),
	}
	node.cancel(told.ids.cancelled)
	told.litter = node.litter(mother, father, 5, 2, look)
	await wait(func() -> bool: return node.open_requests() == 0)
	told.open = node.open_requests()
	told.is_open = node.is_open()
	end("res://ways.json")


func _on_ready(id: int, frames: SpriteFrames, info: Dictionary) -> void:
	var title := frames.get_animation_names()[0]
	var region: AtlasTexture = frames.get_frame_texture(title, 0)
	var lit := region.atlas as CanvasTexture
	var sheet := region.atlas if lit == null else lit.diffuse_texture
	var image := sheet.get_image()
	image.decompress()
	image.convert(Image.FORMAT_RGBA8)
	told.ready[id] = {
		"animation": title,
		"frames": frames.get_frame_count(title),
		"sheet": image.get_data().hex_encode().md5_text(),
		"has_normals": lit != null and lit.normal_texture != null,
		"dna": info.dna,
		"zone": info.zone,
		"species": info.species,
		"size": [info.frame_size.x, info.frame_size.y],
		"from_fallback": info.from_fallback,
		"reason": info.reason,
		"traits": info.traits,
		"indices": (info.indices as PackedByteArray).hex_encode().md5_text(),
		"parts": (info.parts as PackedByteArray).hex_encode().md5_text(),
		"lure_colour": (info.lure_colour as Color).to_html(),
		"anchors": var_to_str(info.anchors),
		"keys": _sorted(info.keys()),
		# A game makes nodes of all of them, whoever answered.
		"node": _node(frames, info),
	}


func _node(frames: SpriteFrames, info: Dictionary) -> Array:
	var sprite := PixelgenSprite.of(frames, info)
	var names := [sprite.name]
	names.append_array(sprite.get_children().map(func(each: Node) -> String: return each.name))
	sprite.free()
	return names


# Names are of two types, which do not sort together.
func _sorted(names: Array) -> Array:
	var texts := names.map(func(each: Variant) -> String: return str(each))
	texts.sort()
	return texts
