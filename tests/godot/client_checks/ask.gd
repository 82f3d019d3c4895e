extends "check.gd"
## Asks for what res://asked.json lists and writes what comes of it into res://answered.json. What
## it means is the test's business.
##
## asked.json: address_file; fallback, a catalogue or ""; any_creature; answer_seconds; steps, each
## a list of requests that are asked for at once when those before are answered: zone, category,
## seed, options; or dna; or parents, seed, and litter for
## the last of so many children. cancel_after: cancels it so many frames later; cancels:
## when it is answered, those with these ids are cancelled.

const Client := preload("res://addons/pixelgen/pixelgen_client.gd")
const FRAME_MS := 20

var _client: Client
var _steps: Array
var _waiting := {}
var _cancelled_at := {}
var _answers := []
var _frames := 0


func _initialize() -> void:
	var asked: Dictionary = JSON.parse_string(FileAccess.get_file_as_string("res://asked.json"))
	_steps = asked.steps
	_client = Client.new()
	_client.address_file = asked.address_file
	_client.retry_seconds = 0.0
	_client.answer_seconds = asked.answer_seconds
	_client.connect_seconds = 60.0
	_client.any_creature = asked.any_creature
	if asked.fallback != "":
		_client.fallback_catalogue = load(asked.fallback)
	_client.creature_ready.connect(_on_creature_ready)
	_client.creature_failed.connect(_on_creature_failed)
	_client.server_found.connect(func() -> void: _answers.append({"signal": "found"}))
	_client.server_missing.connect(
		func(message: String) -> void: _answers.append({"signal": "missing", "message": message})
	)
	root.add_child(_client)


func _process(_delta: float) -> bool:
	# The engine counts frames here, not time; the server needs time.
	OS.delay_msec(FRAME_MS)
	_frames += 1
	_cancel_those_due()
	if not (_waiting.is_empty() and _cancelled_at.is_empty()):
		return false
	if _steps.is_empty():
		_finish()
		return true
	var step: Array = _steps.pop_front()
	for request: Dictionary in step:
		var id := _ask(request)
		if request.get("cancel_after", -1) >= 0:
			_cancelled_at[id] = _frames + int(request.cancel_after)
		else:
			_waiting[id] = {"request": request, "frame": _frames}
	return false


func _cancel_those_due() -> void:
	for id: int in _cancelled_at.keys():
		if _frames >= _cancelled_at[id]:
			_client.cancel(id)
			_cancelled_at.erase(id)


func _ask(request: Dictionary) -> int:
	var options: Dictionary = request.get("options", {})
	if request.has("dna"):
		return _client.request_dna(request.dna, options)
	if request.has("litter"):
		return (
			_client
			. litter(
				request.parents[0],
				request.parents[1],
				int(request.seed),
				int(request.litter),
				options
			)[-1]
		)
	if request.has("parents"):
		return _client.request_child(
			request.parents[0], request.parents[1], int(request.seed), options
		)
	return _client.request_creature(request.zone, request.category, int(request.seed), options)


func _on_creature_ready(id: int, frames: SpriteFrames, info: Dictionary) -> void:
	var seen := {"animations": {}, "emission": {}, "path": frames.resource_path}
	for key: String in ["dna", "zone", "category", "species", "from_fallback", "reason", "traits"]:
		seen[key] = info[key]
	seen.indices = (info.indices as PackedByteArray).hex_encode()
	seen.anchors = {}
	for title: String in info.anchors:
		seen.anchors[title] = info.anchors[title].keys()
	seen.size = [info.frame_size.x, info.frame_size.y]
	for title in frames.get_animation_names():
		seen.animations[title] = _animation(frames, title)
	for title: StringName in info.emission:
		seen.emission[title] = _pixels(info.emission[title])
	_on_answer(id, seen)


func _on_creature_failed(id: int, message: String) -> void:
	_on_answer(id, {"failed": message})


func _on_answer(id: int, seen: Dictionary) -> void:
	var request: Dictionary = _waiting[id].request if _waiting.has(id) else {}
	seen.id = id
	seen.frames_later = _frames - _waiting[id].frame if _waiting.has(id) else -1
	_waiting.erase(id)
	_answers.append(seen)
	for other: float in request.get("cancels", []):
		_client.cancel(int(other))
		_waiting.erase(int(other))


func _animation(frames: SpriteFrames, title: StringName) -> Dictionary:
	var found := {"loops": frames.get_animation_loop(title), "ms": [], "frames": [], "normals": []}
	for number in frames.get_frame_count(title):
		var speed := frames.get_animation_speed(title)
		found.ms.append(1000.0 * frames.get_frame_duration(title, number) / speed)
		var texture: AtlasTexture = frames.get_frame_texture(title, number)
		var lit := texture.atlas as CanvasTexture
		var colours := texture.atlas if lit == null else lit.diffuse_texture
		found.frames.append(_pixels(colours, texture.region))
		if lit != null and lit.normal_texture != null:
			found.normals.append(_pixels(lit.normal_texture, texture.region))
	return found


func _pixels(texture: Texture2D, region := Rect2()) -> String:
	var image := texture.get_image()
	image.decompress()
	if region.has_area():
		image = image.get_region(Rect2i(region))
	image.convert(Image.FORMAT_RGBA8)
	return image.get_data().hex_encode()


func _finish() -> void:
	told = {"answers": _answers, "default_address_file": Client.default_address_file()}
	OS.set_environment("HOME", "/home/me")
	told.address_files_with_home = []
	for folder: String in ["~", "~/a", "~you"]:
		OS.set_environment("PIXELGEN_CACHE_DIR", folder)
		told.address_files_with_home.append(Client.default_address_file())
	end("res://answered.json")
