extends Node
## Draws the requests of a JSON file with PixelgenCore and writes what it gives. For the tests:
## main scene of a project, -- REQUESTS ANSWERS.


func _ready() -> void:
	var paths := OS.get_cmdline_user_args()
	var core: Object = ClassDB.instantiate(&"PixelgenCore")
	var weights: Resource = load("res://addons/pixelgen/weights.res")
	var found := {"said": core.call(&"open", weights.get_meta(&"bytes"), "")}
	found.is_editor = OS.has_feature("editor")
	found.digest = core.call(&"digest")
	found.kernel = core.call(&"kernel")
	found.engine = core.call(&"engine_version")
	found.zones = core.call(&"names", "zone")
	found.traits = core.call(&"trait_names")
	found.ramps = core.call(&"ramps")
	found.palette = (core.call(&"palette") as PackedByteArray).hex_encode()
	var requests: Array = JSON.parse_string(FileAccess.get_file_as_string(paths[0]))
	var answers: Array[Dictionary] = []
	for request: Dictionary in requests:
		# JSON has no whole numbers for the engine.
		if request.get("seed") is String:
			request.seed = (request.seed as String).to_int()
		var answer: Dictionary = core.call(&"draw", request, 0)
		answer.canonical = core.call(&"canonical", request)
		for key: String in ["indices", "parts"]:
			if answer.has(key):
				answer[key] = (answer[key] as PackedByteArray).hex_encode()
		answers.append(answer)
	found.answers = answers
	var file := FileAccess.open(paths[1], FileAccess.WRITE)
	file.store_string(JSON.stringify(found))
	file.close()
	get_tree().quit()
