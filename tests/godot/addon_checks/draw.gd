extends Node
## Draws what a JSON file asks for with PixelgenCore and writes what it gives. For the tests: main
## scene of a project, -- ASKED ANSWERS. Pictures are told by their SHA-256.

const Check := preload("check.gd")
const LOOK := {"animations": ["idle", "dart", "turn"], "frames": 8, "margin": 2}

var _core: Object


func _ready() -> void:
	var paths := OS.get_cmdline_user_args()
	_core = ClassDB.instantiate(&"PixelgenCore")
	var weights: Resource = load("res://addons/pixelgen/weights.res")
	var found := {"said": _core.call(&"open", weights.get_meta(&"bytes"), "")}
	found.is_editor = OS.has_feature("editor")
	found.digest = _core.call(&"digest")
	found.kernel = _core.call(&"kernel")
	found.engine = _core.call(&"engine_version")
	found.zones = _core.call(&"names", "zone")
	found.traits = _core.call(&"trait_names")
	found.ramps = _core.call(&"ramps")
	found.palette = (_core.call(&"palette") as PackedByteArray).hex_encode()
	var asked: Dictionary = JSON.parse_string(FileAccess.get_file_as_string(paths[0]))
	found.answers = []
	for request: Dictionary in asked.requests:
		found.answers.append(_drawn(request))
	found.litters = []
	for pair: Array in asked.litters:
		found.litters.append(_core.call(&"litter", {"parents": pair}, {"size": 4, "seed": 9}))
	Check.write(paths[1], found)
	get_tree().quit()


func _drawn(request: Dictionary) -> Dictionary:
	# JSON has no whole numbers for the engine.
	if request.get("seed") is String:
		request.seed = (request.seed as String).to_int()
	var answer: Dictionary = _core.call(&"draw", request, 0)
	if answer.has("error"):
		return answer
	var look: Dictionary = _core.call(&"look", answer, LOOK)
	var still: Dictionary = _core.call(&"look", answer, {"animations": [], "margin": 5})
	if look.has("error") or still.has("error"):
		return {"error": [look, still]}
	look.animations.merge(still.animations)
	for clip: Dictionary in look.animations.values():
		clip.durations_ms = Array((clip.durations_ms as PackedByteArray).to_int32_array())
		for layer: String in ["sheet", "normals", "emission"]:
			if clip.has(layer):
				clip[layer] = _digest(clip[layer] as PackedByteArray)
		for title: String in clip.anchors:
			clip.anchors[title] = Array((clip.anchors[title] as PackedByteArray).to_float64_array())
	answer.look = look
	answer.canonical = _core.call(&"canonical", request)
	for key: String in ["indices", "parts"]:
		answer[key] = _digest(answer[key] as PackedByteArray)
	return answer


func _digest(bytes: PackedByteArray) -> String:
	var hashing := HashingContext.new()
	hashing.start(HashingContext.HASH_SHA256)
	hashing.update(bytes)
	return hashing.finish().hex_encode()
