@tool
class_name PixelgenCreatures
extends Node
## Creatures drawn inside the game, on threads of this node's own: offline, without Python.
##
## Add it to the tree, connect `creature_ready`, and ask:
## [codeblock]
## var id := creatures.request_creature(&"reef", &"jellyfish", 7)
## [/codeblock]
## The same request gives the same pixels on every machine. No call waits for a drawing, and answers
## take at most `budget_ms` of a frame.
##
## Where the extension has no library for the platform, `pixelgen serve` is asked, with the same
## calls and signals; and where that is missing too, a `fallback_catalogue` answers.

## A creature is there. [param info]: dna, zone, category, species (StringNames, "" if unknown),
## frame_size (Vector2i), emission (a sheet as Texture2D by animation, for those that glow),
## from_fallback (true when it is of the fallback catalogue) and reason (why, "" otherwise).
## Also traits (value by trait), indices (PackedByteArray of 32 x 32 colours of the palette), parts
## (what each of its pixels is of), lure_colour, and anchors: by animation and name (eye, mouth,
## tail, lure, light_1 ...) a place in each frame, from its middle. One of the fallback catalogue
## has these empty. `PixelgenSprite.of` makes a node of all that.
signal creature_ready(id: int, sprite_frames: SpriteFrames, info: Dictionary)
## There is no creature for this request; the message gives the reason.
signal creature_failed(id: int, message: String)
## The weights are open, and drawing begins.
signal opened
## Nothing can be drawn here; the message gives the reason. Requests go to the server, or to the
## fallback catalogue.
signal unavailable(message: String)

const NativeCore := preload("runtime/native_core.gd")
const CreatureStore := preload("runtime/creature_store.gd")
const CreatureAssembly := preload("runtime/creature_assembly.gd")
const RequestOptions := preload("runtime/request_options.gd")
const WorkerPool := preload("runtime/worker_pool.gd")
const CACHE_FOLDER := "user://pixelgen_creatures"

## How much of a frame building creatures may take, and your code that `creature_ready` calls. What
## was begun is ended: one texture, or one call of yours. At least that is done in every frame.
@export_range(0.1, 16.0, 0.1, "suffix:ms") var budget_ms := 2.0
## How many threads draw; 0: one for each processor but one, at most 4. For the next start.
@export_range(0, 64) var threads := 0
## What was drawn is kept in `user://`, up to so much; 0 keeps nothing. For the next start.
@export_range(0, 4096, 1, "suffix:MB") var cache_megabytes := 32
## Other weights than those that come with the addon, for creatures of another version: the bytes of
## a weights file under the metadata "bytes". For the next start.
@export var weights: Resource
## Asks `pixelgen serve` where the extension has no library.
@export var use_server := true
## The file in which `pixelgen serve` wrote where it is; empty for its default place.
@export var address_file := ""
## The creature_catalogue.tres of a baked pack, for requests that nobody can draw.
@export var fallback_catalogue: Resource
## With a fallback catalogue: when it has no creature of the zone or with the DNA that was asked
## for, any other of its creatures comes. If false, `creature_failed` is emitted.
@export var any_creature := true

var _core := NativeCore.new()
var _opening: Thread
# Why nothing can be drawn here; "" while it can, or is not known yet.
var _trouble := ""
var _pool: WorkerPool
var _client: PixelgenClient
var _next_id := 1
# What was asked for, by id, until it is answered: which, options, priority.
var _requests: Dictionary[int, Dictionary] = {}
# Those of them that nobody was asked for yet, in the order asked.
var _unrouted: Array[int] = []
# Those that nobody draws: the reason by id.
var _refused: Dictionary[int, String] = {}
# The answer that becomes textures.
var _assembly: CreatureAssembly
# Ids of the client -> ours.
var _ids: Dictionary[int, int] = {}


func _ready() -> void:
	set_process(_is_busy())


func _process(_delta: float) -> void:
	var end := Time.get_ticks_usec() + budget_ms * 1000.0
	if _opening != null and not _opening.is_alive():
		_on_opened(str(_opening.wait_to_finish()))
	while _do_something() and Time.get_ticks_usec() < end:
		pass
	if _pool != null:
		_pool.exchange()
	set_process(_is_busy())


func _exit_tree() -> void:
	_close()


# Also of one that was asked for something and never put into the tree.
func _notification(what: int) -> void:
	if what == NOTIFICATION_PREDELETE:
		_close()


func _close() -> void:
	if _opening != null:
		_opening.wait_to_finish()
		_opening = null
	if _pool != null:
		_pool.close()
		_pool = null
	_core = NativeCore.new()
	_assembly = null
	_requests.clear()
	_unrouted.clear()
	_refused.clear()
	_ids.clear()


## Opens the weights before the first request does, on a thread.
func open() -> void:
	if _core.is_open() or _opening != null or _trouble != "":
		return
	if not NativeCore.is_there():
		_on_opened("pixelgen has no library for %s" % OS.get_name())
		return
	_opening = Thread.new()
	_opening.start(_open.bind(weights))
	set_process(true)


## True when creatures are drawn here, and not by a server.
func is_open() -> bool:
	return _core.is_open() and _opening == null


## Asks for a creature and returns the id that its signal will have. [param options]: species,
## colours (names of ramps), traits (such as {"family": "azure"}), temperature; animations (of idle,
## dart, turn; those that it lacks are left out), frames, margin, shaded, normals; and priority:
## those with a higher one are drawn first, 0 otherwise.
func request_creature(
	zone: StringName, category: StringName, spawn_seed: int, options := {}
) -> int:
	return _ask({"zone": zone, "category": category, "seed": spawn_seed}, options)


## Asks for the creature of a DNA; [param options]: those of its pictures, and priority.
func request_dna(dna: String, options := {}) -> int:
	return _ask({"dna": dna}, options)


## Asks for a child of two DNAs: most of the first, a part drawn anew in the colours of the second.
func request_child(mother: String, father: String, spawn_seed: int, options := {}) -> int:
	return _ask({"parents": [mother, father], "seed": spawn_seed}, options)


## Asks for a child of a cross: of each trait it has an allele of either parent, and it keeps those
## parts of the mother that it has of her. The same as the first of a litter.
func breed(mother: String, father: String, spawn_seed: int, options := {}) -> int:
	return litter(mother, father, spawn_seed, 1, options)[0]


## Asks for so many children of a cross and returns the ids that their signals will have.
func litter(
	mother: String, father: String, spawn_seed: int, size := 8, options := {}
) -> Array[int]:
	var ids: Array[int] = []
	for number in size:
		var which := {"parents": [mother, father], "seed": spawn_seed, "litter": number + 1}
		ids.append(_ask(which, options))
	return ids


## Gives a request that still waits another priority.
func set_priority(id: int, priority: int) -> void:
	if _requests.has(id):
		_requests[id].priority = priority
		if _pool != null and not _unrouted.has(id):
			_pool.reprioritize(id, priority)
			set_process(true)
		for asked in _ids:
			if _ids[asked] == id:
				_client.set_priority(asked, priority)


## Cancels a request: no signal will have this id.
func cancel(id: int) -> void:
	_requests.erase(id)
	_refused.erase(id)
	if _pool != null:
		_pool.cancel(id)
		set_process(true)
	for asked: int in _ids.keys():
		if _ids[asked] == id:
			_client.cancel(asked)
			_ids.erase(asked)


## How many requests have no answer yet.
func open_requests() -> int:
	return _requests.size()


## Names that the weights know: of kind zone, category, species, or of a trait's values. Empty
## before `opened`.
func names(kind: String) -> PackedStringArray:
	return _core.names(kind) if is_open() else PackedStringArray()


## The traits that the weights know. Empty before `opened`.
func trait_names() -> PackedStringArray:
	return _core.trait_names() if is_open() else PackedStringArray()


## What a request is drawn as, without drawing it: zone, category, species, traits; or `error`.
func individual(
	zone: StringName, category: StringName, spawn_seed: int, options := {}
) -> Dictionary:
	var which := {"zone": zone, "category": category, "seed": spawn_seed}
	return individual_of(RequestOptions.request_of({"which": which, "options": options}))


## The same of a whole request: zone, category, seed and those options that decide which it is.
func individual_of(request: Dictionary) -> Dictionary:
	if not is_open():
		return {"error": "the weights are not open yet; wait for `opened`"}
	return _core.individual(request)


func _is_busy() -> bool:
	var has_to_route := not _unrouted.is_empty() and _opening == null
	var has_to_answer := _assembly != null or not _refused.is_empty()
	var draws := _pool != null and not _pool.is_idle()
	return _opening != null or has_to_route or has_to_answer or draws


# No more than a copy: whoever asks for hundreds at once does so within a frame.
func _ask(which: Dictionary, options: Dictionary) -> int:
	var id := _next_id
	_next_id += 1
	var given: Variant = options.get("priority", 0)
	var priority: int = given if given is int else 0
	_requests[id] = {"which": which, "options": options.duplicate(true), "priority": priority}
	_unrouted.append(id)
	open()
	set_process(true)
	return id


# The next piece of work, none of them longer than a texture or a signal; false when there is none.
func _do_something() -> bool:
	if not _unrouted.is_empty() and (_pool != null or _trouble != ""):
		var next: int = _unrouted.pop_front()
		_route(next)
	elif not _refused.is_empty():
		var id: int = _refused.keys()[0]
		var reason := _refused[id]
		_refused.erase(id)
		_fail(id, reason)
	elif _assembly != null:
		if not _requests.has(_assembly.id):
			_assembly = null  # it was cancelled
		elif not _assembly.step():
			var whole := _assembly
			_assembly = null
			_requests.erase(whole.id)
			creature_ready.emit(whole.id, whole.frames, whole.info)
	else:
		var answer := {} if _pool == null else _pool.take()
		if answer.is_empty():
			return false
		var id: int = answer.id
		if answer.has("error"):
			_fail(id, str(answer.error))
		elif _requests.has(id):
			_assembly = CreatureAssembly.new(answer)
	return true


# To the threads or to the server; refused where there is neither.
func _route(id: int) -> void:
	if not _requests.has(id):
		return
	var asked := _requests[id]
	var options: Dictionary = asked.options
	var which: Dictionary = asked.which
	if _pool != null:
		_pool.ask(id, asked.duplicate())  # the threads' own
	elif not use_server:
		_refuse(id, _trouble)
	elif RequestOptions.fault_in(options, which) != "":
		_refuse(id, RequestOptions.fault_in(options, which))
	else:
		_ids[_asked_of_client(asked)] = id


func _refuse(id: int, reason: String) -> void:
	_refused[id] = reason
	set_process(true)


# On a thread of its own: reading and checking some megabytes takes several frames.
func _open(given: Resource) -> String:
	var found := given
	if found == null:
		found = load("res://addons/pixelgen/weights.res")
	if found == null:
		return "addons/pixelgen/weights.res is missing"
	var content: Variant = found.get_meta(&"bytes", null)
	if not content is PackedByteArray:
		return 'a resource with weights must have their bytes as the metadata "bytes"'
	var bytes: PackedByteArray = content
	return _core.open(bytes)


func _on_opened(trouble: String) -> void:
	_opening = null
	_trouble = trouble
	if trouble == "":
		var drawer := "%s %d " % [_core.digest(), _core.engine_version()]
		var store: CreatureStore = null
		if cache_megabytes > 0:
			store = CreatureStore.new(CACHE_FOLDER, cache_megabytes * 1048576, drawer)
		var count := threads
		if count == 0:
			count = clampi(OS.get_processor_count() - 1, 1, 4)
		_pool = WorkerPool.new(_core, store, count)
	if trouble == "":
		opened.emit()
	else:
		unavailable.emit(trouble)


# A creature of the catalogue instead, or none.
func _fail(id: int, reason: String) -> void:
	if not _requests.has(id):
		return
	var request := RequestOptions.request_of(_requests[id])
	_requests.erase(id)
	var info := {}
	var frames: SpriteFrames = null
	if fallback_catalogue != null:
		frames = PixelgenClient.Fallback.frames_for(request, fallback_catalogue, any_creature, info)
	if frames == null:
		creature_failed.emit(id, reason)
		return
	info.reason = reason
	creature_ready.emit(id, frames, info)


func _asked_of_client(asked: Dictionary) -> int:
	if _client == null:
		_client = PixelgenClient.new()
		_client.creature_ready.connect(_on_client_ready)
		_client.creature_failed.connect(_on_client_failed)
		add_child(_client)
	_client.address_file = address_file
	_client.fallback_catalogue = fallback_catalogue
	_client.any_creature = any_creature
	var options: Dictionary = asked.options
	options.priority = asked.priority
	var request: Dictionary = asked.which
	if request.has("dna"):
		return _client.request_dna(str(request.dna), options)
	var spawn_seed: int = request.seed
	if request.has("parents"):
		var parents: Array = request.parents
		var mother := str(parents[0])
		var father := str(parents[1])
		if request.has("litter"):
			var place: int = request.litter
			return _client.request_of_litter(mother, father, spawn_seed, place, options)
		return _client.request_child(mother, father, spawn_seed, options)
	return _client.request_creature(
		StringName(str(request.zone)), StringName(str(request.category)), spawn_seed, options
	)


func _on_client_ready(asked: int, frames: SpriteFrames, info: Dictionary) -> void:
	if _ids.has(asked):
		var id := _ids[asked]
		_ids.erase(asked)
		_requests.erase(id)
		creature_ready.emit(id, frames, info)


func _on_client_failed(asked: int, message: String) -> void:
	if _ids.has(asked):
		var id := _ids[asked]
		_ids.erase(asked)
		_requests.erase(id)
		creature_failed.emit(id, message)
