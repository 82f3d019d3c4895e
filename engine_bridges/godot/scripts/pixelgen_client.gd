class_name PixelgenClient
extends Node
## Creatures drawn by a `pixelgen serve` on this machine while the game runs.
##
## Add it to the tree, connect `creature_ready`, and ask:
## [codeblock]
## var id := client.request_creature(&"reef", &"jellyfish", 7)
## [/codeblock]
## No call blocks a frame, and the only file that is read is the server's address file. The client
## connects when something is asked for, and again when the connection broke.
##
## With a `fallback_catalogue` every request is answered: when the server is missing, too slow or
## refuses, a creature of the catalogue comes instead. Without one, `creature_failed` gives the
## reason.
##
## All in one file, for a game to copy. The node sends requests and emits answers; the classes at
## the end know the connection, the pictures and the fallback.

## A creature is there. [param info]: dna, zone, category, species (StringNames, "" if unknown),
## frame_size (Vector2i), emission (a sheet as Texture2D by animation, for those that glow), traits
## (value by trait), indices (PackedByteArray of 32 x 32 colours of the palette), parts (what each
## of its pixels is of), lure_colour, anchors (by animation and name, such as eye, mouth, tail,
## lure, light_1, a place in each frame, from its middle), from_fallback (true when it is of the
## fallback catalogue, which knows no traits, indices, parts and anchors: they are empty) and reason
## (why, "" otherwise). What an older `pixelgen serve` does not tell is empty as well.
signal creature_ready(id: int, sprite_frames: SpriteFrames, info: Dictionary)
## There is no creature for this request; the message gives the reason.
signal creature_failed(id: int, message: String)
## The server takes requests from now on.
signal server_found
## The server cannot be reached, or the connection broke.
signal server_missing(message: String)

enum State { DISCONNECTED, CONNECTING, AUTHENTICATING, CONNECTED }

const PROTOCOL := 1
## Of the servers that make litters; one that names no revision is the first.
const REVISION_OF_LITTERS := 2
const ADDRESS_FILE := "server.json"
const MOST_IN_FLIGHT := 8
## A connection that broke twice while a creature was drawn may have broken because of it.
const MOST_TRIES := 2

## The file that `pixelgen serve` writes; empty for its default place.
@export var address_file := ""
## The creature_catalogue.tres of a baked pack, for requests that the server does not answer.
@export var fallback_catalogue: Resource
## With a fallback catalogue: when it has no creature of the zone or with the DNA that was asked
## for, any other of its creatures comes. If false, `creature_failed` is emitted.
@export var any_creature := true
## How long connecting may take, and the answer to a request.
@export var connect_seconds := 2.0
@export var answer_seconds := 30.0
## How long the client waits before it looks for a missing server again.
@export var retry_seconds := 3.0

var _state := State.DISCONNECTED
var _connection: Connection
var _next_id := 1
# By id, in the order asked: message; priority; sent_at, 0 while not sent; tries: times it was sent;
# reason: why it is answered from the fallback, "" while the server may answer it.
var _requests: Dictionary[int, Dictionary] = {}
var _in_flight := 0
# Of the server.
var _revision := 1
var _deadline := 0
var _retry_at := 0
var _connect_now := false
var _missing_message := ""


func _process(_delta: float) -> void:
	if _state == State.DISCONNECTED and (_connect_now or _is_any_open()):
		if _connect_now or Time.get_ticks_msec() >= _retry_at:
			_connect_to_server()
		else:
			_do_without_server(_missing_message, 0)
	if _state != State.DISCONNECTED:
		_communicate()
	_answer_one_from_fallback()


func _exit_tree() -> void:
	_disconnect()


## Connects in the next frame, even if the server was missing a moment ago. [param path] replaces
## `address_file`. Requests do this by themselves.
func connect_to_server(path := "") -> void:
	if path != "":
		address_file = path
	_connect_now = true


## True while the server takes requests.
func is_server_there() -> bool:
	return _state == State.CONNECTED


## Asks for a creature and returns the id that its signal will have. [param options]: species,
## colours (names of ramps), traits (such as {"family": "azure"}, those that the weights know),
## animations (of idle, dart, turn; those that it lacks are left out), frames, margin, shaded,
## normals, temperature; and priority: those with a higher one are drawn first, 0 otherwise.
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
	return request_of_litter(mother, father, spawn_seed, 1, options)


## Asks for so many children of a cross and returns the ids that their signals will have.
func litter(
	mother: String, father: String, spawn_seed: int, size := 8, options := {}
) -> Array[int]:
	var ids: Array[int] = []
	for number in size:
		ids.append(request_of_litter(mother, father, spawn_seed, number + 1, options))
	return ids


## Asks for one child of a litter: that at a place, from 1.
func request_of_litter(
	mother: String, father: String, spawn_seed: int, place: int, options := {}
) -> int:
	return _ask({"parents": [mother, father], "seed": spawn_seed, "litter": place}, options)


## Gives a request that was not sent yet another priority.
func set_priority(id: int, priority: int) -> void:
	if _requests.has(id):
		_requests[id].priority = priority


## How many requests have no answer yet.
func open_requests() -> int:
	return _requests.size()


## Cancels a request: no signal will have this id.
func cancel(id: int) -> void:
	_recall(id)
	_requests.erase(id)


## Where `pixelgen serve` writes its address file by default.
static func default_address_file() -> String:
	var folder := OS.get_environment("PIXELGEN_CACHE_DIR")
	if folder == "~" or folder.begins_with("~/") or folder.begins_with("~\\"):
		var home := "USERPROFILE" if OS.get_name() == "Windows" else "HOME"
		folder = OS.get_environment(home) + folder.substr(1)
	if folder == "":
		var subfolder := "pixelgen/Cache" if OS.get_name() == "Windows" else "pixelgen"
		folder = OS.get_cache_dir().path_join(subfolder)
	return folder.path_join(ADDRESS_FILE)


func _ask(which: Dictionary, options: Dictionary) -> int:
	var id := _next_id
	_next_id += 1
	var message: Dictionary = {"id": id}
	message.merge(options)
	message.merge(which, true)
	message.erase("priority")
	var given: Variant = options.get("priority", 0)
	var priority: int = given if given is int else 0
	_requests[id] = {
		"message": message, "priority": priority, "sent_at": 0, "tries": 0, "reason": ""
	}
	return id


# Whether a request waits for the server.
func _is_any_open() -> bool:
	for id in _requests:
		if _requests[id].reason == "":
			return true
	return false


func _connect_to_server() -> void:
	_connect_now = false
	var path := address_file if address_file != "" else default_address_file()
	var address := Connection.address_in(path)
	if address.is_empty():
		_on_server_missing(
			"pixelgen is not running: no address in %s; start it with `pixelgen serve`" % path
		)
		return
	_connection = Connection.new()
	var port: int = address.port
	if not _connection.open(port):
		_on_server_missing(
			"cannot reach pixelgen on port %d; start it with `pixelgen serve`" % port
		)
		return
	_connection.send({"token": address.token})
	_deadline = Time.get_ticks_msec() + int(connect_seconds * 1000.0)
	_state = State.CONNECTING


func _communicate() -> void:
	var status := _connection.status()
	var now := Time.get_ticks_msec()
	if status == StreamPeerTCP.STATUS_CONNECTING:
		if now > _deadline:
			_on_server_missing("pixelgen cannot be reached; start it with `pixelgen serve`")
		return
	if status != StreamPeerTCP.STATUS_CONNECTED:
		_on_server_missing(
			"pixelgen is not running, or has stopped; start it with `pixelgen serve`"
		)
		return
	if _state == State.CONNECTING:
		_state = State.AUTHENTICATING
	if not _connection.read():
		_on_server_missing("pixelgen sent a line of more than %d bytes" % Connection.LONGEST_LINE)
		return
	# At most one a frame, so that a frame never builds two creatures.
	var line := _connection.next_line()
	if line != "":
		_handle(line)
	if _state == State.AUTHENTICATING and now > _deadline:
		_on_server_missing(
			"the program on pixelgen's port does not answer; start `pixelgen serve` again"
		)
	if _state == State.CONNECTED:
		_send_requests(now)
		_give_up_late_ones(now)
	if _state != State.DISCONNECTED:
		_connection.write()


func _send_requests(now: int) -> void:
	while _in_flight < MOST_IN_FLIGHT:
		var id := _next_to_send()
		if id == 0:
			return
		var request := _requests[id]
		var message: Dictionary = request.message
		if message.has("litter") and _revision < REVISION_OF_LITTERS:
			_do_without(id, "this `pixelgen serve` is older and knows no litters; update it")
			continue
		_connection.send(message)
		request.sent_at = maxi(now, 1)
		request.tries += 1
		_in_flight += 1


# The first asked of those with the highest priority; 0 for none.
func _next_to_send() -> int:
	var found := 0
	for id in _requests:
		var request := _requests[id]
		if request.sent_at == 0 and request.reason == "":
			if found == 0 or request.priority > _requests[found].priority:
				found = id
	return found


func _give_up_late_ones(now: int) -> void:
	for id: int in _requests.keys():
		# A receiver of our signals may have cancelled it.
		if not _requests.has(id):
			continue
		var sent_at: int = _requests[id].sent_at
		if sent_at > 0 and now - sent_at > answer_seconds * 1000.0:
			_recall(id)
			_do_without(id, "pixelgen took more than %s seconds" % answer_seconds)


# Tells the server, if it knows of the request, that it is not wanted any more.
func _recall(id: int) -> void:
	if _requests.has(id) and _requests[id].sent_at > 0:
		_in_flight -= 1
		_requests[id].sent_at = 0
		_connection.send({"cancel": id})


func _handle(line: String) -> void:
	var answer := Json.parsed(line)
	if _state == State.AUTHENTICATING:
		_handle_welcome(answer)
		return
	var id := int(Json.number(answer.get("id")))
	if not _requests.has(id) or _requests[id].sent_at == 0:
		return
	_in_flight -= 1
	_requests[id].sent_at = 0
	if answer.has("error"):
		if fallback_catalogue != null:
			push_warning("pixelgen refused a request: %s" % answer.error)
		_do_without(id, str(answer.error))
		return
	var frames := SpriteFrames.new()
	var info := Pictures.built(answer, frames)
	if info.is_empty():
		_do_without(id, "pixelgen sent an answer that is no creature")
		return
	_requests.erase(id)
	creature_ready.emit(id, frames, info)


func _handle_welcome(answer: Dictionary) -> void:
	if answer.get("welcome") != "pixelgen":
		_on_server_missing(
			"pixelgen refused the connection: %s" % answer.get("error", "no reason given")
		)
	elif answer.get("protocol") != float(PROTOCOL):
		var other := int(Json.number(answer.get("protocol")))
		_on_server_missing(
			"this client has protocol %d, the server %d; update both" % [PROTOCOL, other]
		)
	else:
		_revision = maxi(1, int(Json.number(answer.get("revision"))))
		_state = State.CONNECTED
		server_found.emit()


func _on_server_missing(message: String) -> void:
	# Only a connection that once worked is worth another try at once.
	var was_connected := _state == State.CONNECTED
	_disconnect()
	_retry_at = Time.get_ticks_msec() + (0 if was_connected else int(retry_seconds * 1000.0))
	_missing_message = message
	server_missing.emit(message)
	_do_without_server(message, MOST_TRIES if was_connected else 0)


func _disconnect() -> void:
	if _connection != null:
		_connection.close()
	_state = State.DISCONNECTED
	_in_flight = 0
	for id in _requests:
		_requests[id].sent_at = 0


# All requests that were sent so many times.
func _do_without_server(message: String, tries: int) -> void:
	for id: int in _requests.keys():
		# A receiver of our signals may have cancelled it.
		if _requests.has(id) and _requests[id].reason == "" and _requests[id].tries >= tries:
			_do_without(id, message)


func _do_without(id: int, reason: String) -> void:
	if fallback_catalogue != null:
		_requests[id].reason = reason
		return
	_requests.erase(id)
	creature_failed.emit(id, reason)


# One a frame, as a creature that was not seen yet is loaded from the disk.
func _answer_one_from_fallback() -> void:
	for id in _requests:
		var reason: String = _requests[id].reason
		if reason == "":
			continue
		var message: Dictionary = _requests[id].message
		_requests.erase(id)
		var info := {}
		var frames := Fallback.frames_for(message, fallback_catalogue, any_creature, info)
		if frames == null:
			creature_failed.emit(id, reason)
			return
		info.reason = reason
		creature_ready.emit(id, frames, info)
		return


## A connection to the server: lines of JSON, there and back. Knows nothing of creatures.
class Connection:
	extends RefCounted

	const HOST := "127.0.0.1"
	const READ_AT_ONCE := 65536
	## An answer has some ten thousands of bytes; more than this is none.
	const LONGEST_LINE := 8388608
	const LINE_END := 10

	var _peer := StreamPeerTCP.new()
	var _received := PackedByteArray()
	var _searched := 0
	var _unsent := PackedByteArray()

	## Port and token in an address file; empty when there are none.
	static func address_in(path: String) -> Dictionary:
		if not FileAccess.file_exists(path):
			return {}
		var parsed := Json.parsed(FileAccess.get_file_as_string(path))
		if not (parsed.get("port") is float and parsed.get("token") is String):
			return {}
		return {"port": int(Json.number(parsed.port)), "token": parsed.token}

	func open(port: int) -> bool:
		return _peer.connect_to_host(HOST, port) == OK

	func close() -> void:
		_peer.disconnect_from_host()

	func status() -> StreamPeerTCP.Status:
		_peer.poll()
		return _peer.get_status()

	## Adds a message to what `write` sends.
	func send(message: Dictionary) -> void:
		_unsent.append_array((JSON.stringify(message) + "\n").to_utf8_buffer())

	## Sends as much as goes without waiting.
	func write() -> void:
		if _unsent.is_empty():
			return
		_peer.set_no_delay(true)
		var put := _peer.put_partial_data(_unsent)
		var sent: int = put[1]
		_unsent = _unsent.slice(sent)

	## Reads what has come; false when it is longer than a line may be.
	func read() -> bool:
		var waiting := mini(_peer.get_available_bytes(), READ_AT_ONCE)
		if waiting > 0:
			var got := _peer.get_partial_data(waiting)
			var content: PackedByteArray = got[1]
			_received.append_array(content)
		return _received.size() <= LONGEST_LINE

	## The next whole line, or nothing.
	func next_line() -> String:
		var end := _received.find(LINE_END, _searched)
		if end < 0:
			_searched = _received.size()
			return ""
		var line := _received.slice(0, end).get_string_from_utf8()
		_received = _received.slice(end + 1)
		_searched = 0
		return line


## Text that may be JSON -> its values.
class Json:
	extends RefCounted

	# JSON has no whole numbers for the engine; 0 for what is no number.
	static func number(given: Variant) -> float:
		if given is float:
			return given
		return 0.0

	## A dictionary; empty when it is none.
	static func parsed(text: String) -> Dictionary:
		# Not JSON.parse_string, which prints an error where this says nothing.
		var json := JSON.new()
		if json.parse(text) != OK or not json.data is Dictionary:
			return {}
		var content: Dictionary = json.data
		return content


## An answer -> SpriteFrames and what is known of them. Knows nothing of connections.
class Pictures:
	extends RefCounted

	## Fills the frames and gives the info of `creature_ready`; empty when it is no creature.
	static func built(answer: Dictionary, frames: SpriteFrames) -> Dictionary:
		var animations: Variant = answer.get("animations")
		if not animations is Dictionary:
			return {}
		var width := Json.number(answer.get("width"))
		var size := Vector2i(Vector2(width, Json.number(answer.get("height"))))
		var clips: Dictionary = animations
		var emission: Dictionary[StringName, Texture2D] = {}
		var anchors := {}
		var lure_colour := Color.WHITE
		frames.remove_animation(&"default")
		for title: String in clips:
			var clip: Dictionary = clips[title]
			var colours := _image(clip.get("sheet"))
			if colours == null or not add_animation(frames, title, clip, _lit(clip, colours), size):
				return {}
			if clip.get("emission") is String:
				emission[StringName(title)] = _texture(clip.emission)
			var places := _places(clip.get("anchors"), size / 2.0)
			anchors[title] = places
			lure_colour = lure_colour_of(places, colours, size / 2.0, lure_colour)
		var info := {"dna": str(answer.get("dna")), "frame_size": size, "emission": emission}
		info.merge({"anchors": anchors, "lure_colour": lure_colour})
		for key: String in ["zone", "category", "species"]:
			var given: Variant = answer.get(key)
			info[key] = StringName(str(given)) if given is String else &""
		var traits: Variant = answer.get("traits")
		info.traits = traits if traits is Dictionary else {}
		for key: String in ["indices", "parts"]:
			info[key] = _bytes(answer.get(key))
		info.from_fallback = false
		info.reason = ""
		return info

	## The colour of the pixel at which a lure hangs in the first frame of a sheet, white where none
	## is drawn; [param otherwise] for an animation without a lure.
	static func lure_colour_of(
		places: Dictionary, sheet: Image, middle: Vector2, otherwise: Color
	) -> Color:
		var track: PackedVector2Array = places.get("lure", PackedVector2Array())
		if track.is_empty():
			return otherwise
		var last := sheet.get_size() - Vector2i.ONE
		var found := sheet.get_pixelv(Vector2i(track[0] + middle).clamp(Vector2i.ZERO, last))
		return found if found.a > 0.0 else Color.WHITE

	## Cuts a sheet, of frames side by side, into an animation; false when their number is another.
	static func add_animation(
		frames: SpriteFrames, title: StringName, clip: Dictionary, sheet: Texture2D, size: Vector2i
	) -> bool:
		var given: Variant = clip.get("durations_ms")
		if not given is Array:
			return false
		var durations: Array = given
		if Vector2i(sheet.get_size()) != Vector2i(size.x * durations.size(), size.y):
			return false
		frames.add_animation(title)
		var loops: bool = clip.get("loops", false)
		frames.set_animation_loop(title, loops)
		# A frame is shown for duration / speed seconds: at this speed durations are milliseconds.
		frames.set_animation_speed(title, 1000.0)
		for number in durations.size():
			var region := AtlasTexture.new()
			region.atlas = sheet
			region.region = Rect2(size.x * number, 0, size.x, size.y)
			region.filter_clip = true
			frames.add_frame(title, region, Json.number(durations[number]))
		return true

	static func _lit(clip: Dictionary, colours: Image) -> Texture2D:
		var sheet := ImageTexture.create_from_image(colours)
		if not clip.get("normals") is String:
			return sheet
		var lit := CanvasTexture.new()
		lit.diffuse_texture = sheet
		lit.normal_texture = _texture(clip.normals)
		return lit

	static func _texture(base64: Variant) -> ImageTexture:
		var image := _image(base64)
		return null if image == null else ImageTexture.create_from_image(image)

	static func _image(base64: Variant) -> Image:
		var content := _bytes(base64)
		var image := Image.new()
		if content.is_empty() or image.load_png_from_buffer(content) != OK:
			return null
		return image

	static func _bytes(base64: Variant) -> PackedByteArray:
		return Marshalls.base64_to_raw(str(base64)) if base64 is String else PackedByteArray()

	# By name a place a frame, from its middle.
	static func _places(given: Variant, middle: Vector2) -> Dictionary:
		var found := {}
		if not given is Dictionary:
			return found
		var tracks: Dictionary = given
		for title: String in tracks:
			var track := PackedVector2Array()
			for point: Array in tracks[title]:
				track.append(Vector2(Json.number(point[0]), Json.number(point[1])) - middle)
			found[title] = track
		return found


## A request -> the creature of a baked pack that comes nearest. Knows nothing of connections.
class Fallback:
	extends RefCounted

	const SAME_DNA := 8
	const SAME_ZONE := 4
	const SAME_CATEGORY := 2
	const SAME_SPECIES := 1
	## What a pack does not know of its creatures.
	const UNKNOWN := {"emission": {}, "traits": {}, "anchors": {}, "lure_colour": Color.WHITE}

	## The frames of that creature; [param info] gets all that is known of it but the reason. The same
	## request gets the same creature. Null when there is none, with [param any] in an empty pack.
	static func frames_for(
		message: Dictionary, catalogue: Resource, any: bool, info: Dictionary
	) -> SpriteFrames:
		var random := RandomNumberGenerator.new()
		random.seed = hash(message.get("seed", message.get("dna", 0)))
		# Each of a litter another one.
		var place: int = message.get("litter", 0)
		random.seed += place
		var cards := _eligible(message, catalogue, any)
		while not cards.is_empty():
			var nearest := _nearest(message, cards)
			var card: Dictionary = nearest[random.randi_range(0, nearest.size() - 1)]
			var frames: SpriteFrames = catalogue.call(&"frames_of", card.name)
			var size := _frame_size(frames)
			if size != Vector2i.ZERO:
				info.merge(card)
				info.merge(UNKNOWN.duplicate(true))
				info.merge({"indices": PackedByteArray(), "parts": PackedByteArray()})
				info.merge({"frame_size": size, "from_fallback": true, "reason": ""})
				return frames
			# A file of the pack is missing: then another one.
			cards.erase(card)
		return null

	static func _eligible(message: Dictionary, catalogue: Resource, any: bool) -> Array:
		var listed: Variant = catalogue.get(&"creatures") if catalogue != null else null
		if not listed is Array:
			return []
		var cards: Array = listed
		var least := 0
		if not any and message.has("dna"):
			least = SAME_DNA
		elif not any and message.has("zone"):
			least = SAME_ZONE
		return cards.filter(func(card: Dictionary) -> bool: return _rank(card, message) >= least)

	# Those that have most in common with the request.
	static func _nearest(message: Dictionary, cards: Array) -> Array:
		var best := 0
		for card: Dictionary in cards:
			best = maxi(best, _rank(card, message))
		return cards.filter(func(card: Dictionary) -> bool: return _rank(card, message) == best)

	static func _rank(card: Dictionary, message: Dictionary) -> int:
		var dnas: Array = message.get("parents", [message.get("dna", "")])
		var rank := 0
		rank += SAME_DNA if card.dna != "" and dnas.has(card.dna) else 0
		rank += SAME_ZONE if message.get("zone") == card.zone else 0
		rank += SAME_CATEGORY if message.get("category") == card.category else 0
		rank += SAME_SPECIES if message.get("species") == card.species else 0
		return rank

	static func _frame_size(frames: SpriteFrames) -> Vector2i:
		if frames == null or frames.get_animation_names().is_empty():
			return Vector2i.ZERO
		var texture := frames.get_frame_texture(frames.get_animation_names()[0], 0)
		return Vector2i.ZERO if texture == null else Vector2i(texture.get_size())
