class_name PixelgenClient
extends Node
## Creatures drawn by a `pixelgen serve` on this machine while the game runs.
##
## Add it to the tree, connect `creature_ready`, and ask:
## [codeblock]
## var id := client.request_creature(&"reef", &"jellyfish", 7)
## [/codeblock]
## Nothing blocks a frame and nothing touches the disk but reading the address file. While no server
## runs, creatures of `fallback_catalogue` come instead; without one, `creature_failed` says why.
## The client connects by itself when something is asked for, and again when the connection broke.
##
## One file, so that a game has one to take: the node asks and answers, and the classes at the end
## know the connection, the pictures and the fallback.

## A creature is there. [param info]: dna, zone, category, species (StringNames, "" if unknown),
## frame_size (Vector2i), emission (a sheet as Texture2D by animation, for those that glow), and
## from_fallback: true when it is of the fallback catalogue.
signal creature_ready(id: int, sprite_frames: SpriteFrames, info: Dictionary)
## A creature cannot be had; the message says what was expected.
signal creature_failed(id: int, message: String)
## The server takes requests from now on.
signal server_found
## The server is not there, or is no more; those asked for come from the fallback or fail.
signal server_missing(message: String)

enum State { AWAY, CONNECTING, GREETING, THERE }

const PROTOCOL := 1
const ADDRESS_FILE := "server.json"
const MOST_IN_FLIGHT := 8
## A connection that broke twice while a creature was drawn may have broken because of it.
const MOST_TRIES := 2

## The file that `pixelgen serve` writes; empty for the place where it writes it by itself.
@export var address_file := ""
## The creature_catalogue.tres of a baked pack, for when no server runs.
@export var fallback_catalogue: Resource
## How long the server may take to be reached, and for each creature.
@export var connect_seconds := 2.0
@export var answer_seconds := 30.0
## How long a server that was not there is not looked for again.
@export var retry_seconds := 3.0

var _state := State.AWAY
var _wire: Wire
var _next_id := 1
# By id, in the order asked: message; sent_at, 0 for what still waits; tries: times it was sent.
var _wishes: Dictionary[int, Dictionary] = {}
var _in_flight := 0
var _deadline := 0
var _retry_at := 0
var _is_wanted := false
var _missing := ""


func _process(_delta: float) -> void:
	if _state == State.AWAY and (_is_wanted or not _wishes.is_empty()):
		if _is_wanted or Time.get_ticks_msec() >= _retry_at:
			_look_for_server()
		else:
			_do_without(_missing, 0)
	if _state != State.AWAY:
		_keep_in_touch()


func _exit_tree() -> void:
	_hang_up()


## Looks for the server in the next frame, even if it was not there a moment ago. The [param path]
## of an address file replaces the one that is set. Asking for a creature does this by itself.
func connect_to_server(path := "") -> void:
	if path != "":
		address_file = path
	_is_wanted = true


## True while the server takes requests.
func is_server_there() -> bool:
	return _state == State.THERE


## Asks for a creature and gives the id that its signal will have. [param options]: species, colours
## (names of ramps), animations (of idle, dart, turn; those that it lacks are left out), frames,
## margin, shaded, normals, temperature.
func request_creature(
	zone: StringName, category: StringName, spawn_seed: int, options := {}
) -> int:
	return _ask({"zone": zone, "category": category, "seed": spawn_seed}, options)


## Asks for the creature of a DNA; [param options] say how it is shown.
func request_dna(dna: String, options := {}) -> int:
	return _ask({"dna": dna}, options)


## Asks for a child of two DNAs: most of the first, a part drawn anew in the colours of the second.
func request_child(mother: String, father: String, spawn_seed: int, options := {}) -> int:
	return _ask({"parents": [mother, father], "seed": spawn_seed}, options)


## Takes a request back: no signal will have this id.
func cancel(id: int) -> void:
	if not _wishes.has(id):
		return
	if _wishes[id].sent_at > 0:
		_in_flight -= 1
		_wire.say({"cancel": id})
	_wishes.erase(id)


## Where `pixelgen serve` writes its address when it is not told otherwise.
static func default_address_file() -> String:
	var named := OS.get_environment("PIXELGEN_CACHE_DIR")
	if named != "":
		return named.path_join(ADDRESS_FILE)
	var folder := "pixelgen/Cache" if OS.get_name() == "Windows" else "pixelgen"
	return OS.get_cache_dir().path_join(folder).path_join(ADDRESS_FILE)


func _ask(origin: Dictionary, options: Dictionary) -> int:
	var id := _next_id
	_next_id += 1
	var message: Dictionary = {"id": id}
	message.merge(options)
	message.merge(origin, true)
	_wishes[id] = {"message": message, "sent_at": 0, "tries": 0}
	return id


func _look_for_server() -> void:
	_is_wanted = false
	var path := address_file if address_file != "" else default_address_file()
	var address := Wire.address_in(path)
	if address.is_empty():
		_lose("pixelgen is not running: no address in %s; start it with `pixelgen serve`" % path)
		return
	_wire = Wire.new()
	var port: int = address.port
	if not _wire.reach(port):
		_lose("cannot reach pixelgen on port %d; start it with `pixelgen serve`" % port)
		return
	_wire.say({"token": address.token})
	_deadline = Time.get_ticks_msec() + int(connect_seconds * 1000.0)
	_state = State.CONNECTING


func _keep_in_touch() -> void:
	var status := _wire.status()
	var now := Time.get_ticks_msec()
	if status == StreamPeerTCP.STATUS_CONNECTING:
		if now > _deadline:
			_lose("pixelgen cannot be reached; start it with `pixelgen serve`")
		return
	if status != StreamPeerTCP.STATUS_CONNECTED:
		_lose("pixelgen is not running, or has stopped; start it with `pixelgen serve`")
		return
	if _state == State.CONNECTING:
		_state = State.GREETING
	if not _wire.read():
		_lose("pixelgen sent a line of more than %d bytes" % Wire.LONGEST_LINE)
		return
	# At most one a frame, so that a frame never builds two creatures.
	var line := _wire.next_line()
	if line != "":
		_hear(line)
	if _state == State.GREETING and now > _deadline:
		_lose("what listens on pixelgen's port does not answer; start `pixelgen serve` again")
	if _state == State.THERE:
		_send_wishes(now)
		_fail_late_ones(now)
	if _state != State.AWAY:
		_wire.write()


func _send_wishes(now: int) -> void:
	for id in _wishes:
		if _in_flight >= MOST_IN_FLIGHT:
			return
		var wish := _wishes[id]
		if wish.sent_at == 0:
			var message: Dictionary = wish.message
			_wire.say(message)
			wish.sent_at = maxi(now, 1)
			wish.tries += 1
			_in_flight += 1


func _fail_late_ones(now: int) -> void:
	for id: int in _wishes.keys():
		# A receiver of our signals may have taken it back.
		if not _wishes.has(id):
			continue
		var sent_at: int = _wishes[id].sent_at
		if sent_at > 0 and now - sent_at > answer_seconds * 1000.0:
			cancel(id)
			creature_failed.emit(id, "pixelgen took more than %s seconds" % answer_seconds)


func _hear(line: String) -> void:
	var answer := Json.parsed(line)
	if _state == State.GREETING:
		_greet(answer)
		return
	var id := int(Json.number(answer.get("id")))
	if not _wishes.has(id):
		return
	_in_flight -= 1
	_wishes.erase(id)
	if answer.has("error"):
		creature_failed.emit(id, str(answer.error))
		return
	var frames := SpriteFrames.new()
	var info := Pictures.built(answer, frames)
	if info.is_empty():
		creature_failed.emit(id, "pixelgen sent an answer that is no creature")
	else:
		creature_ready.emit(id, frames, info)


func _greet(answer: Dictionary) -> void:
	if answer.get("welcome") != "pixelgen":
		_lose("pixelgen refused the connection: %s" % answer.get("error", "no reason given"))
	elif answer.get("protocol") != float(PROTOCOL):
		var other := int(Json.number(answer.get("protocol")))
		_lose("this client speaks protocol %d, the server %d; update both" % [PROTOCOL, other])
	else:
		_state = State.THERE
		server_found.emit()


func _lose(message: String) -> void:
	# Only a connection that once worked is worth another try at once.
	var was_there := _state == State.THERE
	_hang_up()
	_retry_at = Time.get_ticks_msec() + (0 if was_there else int(retry_seconds * 1000.0))
	_missing = message
	server_missing.emit(message)
	_do_without(message, MOST_TRIES if was_there else 0)


func _hang_up() -> void:
	if _wire != null:
		_wire.hang_up()
	_state = State.AWAY
	_in_flight = 0
	for id in _wishes:
		_wishes[id].sent_at = 0


# Answers what was tried so many times, by the fallback or by the message.
func _do_without(message: String, tries: int) -> void:
	for id: int in _wishes.keys():
		# A receiver of our signals may have taken it back.
		if not _wishes.has(id) or _wishes[id].tries < tries:
			continue
		var wish: Dictionary = _wishes[id].message
		_wishes.erase(id)
		var card := Fallback.card_for(wish, fallback_catalogue)
		if card.is_empty():
			creature_failed.emit(id, message)
			continue
		var frames: SpriteFrames = fallback_catalogue.call(&"frames_of", card.name)
		var info := card.duplicate()
		info.merge(
			{"frame_size": Fallback.frame_size(frames), "emission": {}, "from_fallback": true}
		)
		creature_ready.emit(id, frames, info)


## A connection to the server: lines of JSON, there and back. Knows nothing of creatures.
class Wire:
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

	func reach(port: int) -> bool:
		return _peer.connect_to_host(HOST, port) == OK

	func hang_up() -> void:
		_peer.disconnect_from_host()

	func status() -> StreamPeerTCP.Status:
		_peer.poll()
		return _peer.get_status()

	## Adds a message to what `write` sends.
	func say(message: Dictionary) -> void:
		_unsent.append_array((JSON.stringify(message) + "\n").to_utf8_buffer())

	## Sends as much as goes without waiting.
	func write() -> void:
		if _unsent.is_empty():
			return
		_peer.set_no_delay(true)
		var put := _peer.put_partial_data(_unsent)
		var sent: int = put[1]
		_unsent = _unsent.slice(sent)

	## Takes what has come; false when it is no line any more.
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


## What JSON means, whoever sent it.
class Json:
	extends RefCounted

	# JSON has no whole numbers for the engine; 0 for what is no number.
	static func number(told: Variant) -> float:
		if told is float:
			return told
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
		frames.remove_animation(&"default")
		for title: String in clips:
			var clip: Dictionary = clips[title]
			var sheet := _sheet(clip)
			if sheet == null or not _add_animation(frames, title, clip, sheet, size):
				return {}
			if clip.get("emission") is String:
				emission[StringName(title)] = _texture(str(clip.emission))
		var info := {"dna": str(answer.get("dna")), "frame_size": size, "emission": emission}
		for key: String in ["zone", "category", "species"]:
			var told: Variant = answer.get(key)
			info[key] = StringName(str(told)) if told is String else &""
		info["from_fallback"] = false
		return info

	static func _add_animation(
		frames: SpriteFrames, title: StringName, clip: Dictionary, sheet: Texture2D, size: Vector2i
	) -> bool:
		var told: Variant = clip.get("durations_ms")
		if not told is Array:
			return false
		var durations: Array = told
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

	static func _sheet(clip: Dictionary) -> Texture2D:
		var colours := _texture(str(clip.get("sheet", "")))
		if colours == null or not clip.get("normals") is String:
			return colours
		var lit := CanvasTexture.new()
		lit.diffuse_texture = colours
		lit.normal_texture = _texture(str(clip.normals))
		return lit

	static func _texture(base64: String) -> ImageTexture:
		var content := Marshalls.base64_to_raw(base64)
		var image := Image.new()
		if content.is_empty() or image.load_png_from_buffer(content) != OK:
			return null
		return ImageTexture.create_from_image(image)


## A request -> the creature of a baked pack that comes nearest. Knows nothing of connections.
class Fallback:
	extends RefCounted

	## The card of that creature: that of the DNA; else by zone, of the category where there is one.
	## The same request gets the same creature. Empty when there is none, or no catalogue.
	static func card_for(wish: Dictionary, catalogue: Resource) -> Dictionary:
		if catalogue == null:
			return {}
		var listed: Variant = catalogue.get(&"creatures")
		if not listed is Array:
			return {}
		var cards: Array = listed
		if wish.has("dna"):
			cards = cards.filter(func(card: Dictionary) -> bool: return card.dna == wish.dna)
		if wish.has("zone"):
			cards = cards.filter(func(card: Dictionary) -> bool: return card.zone == wish.zone)
		var kin: Array = cards
		if wish.has("category"):
			kin = cards.filter(
				func(card: Dictionary) -> bool: return card.category == wish.category
			)
		var choices := cards if kin.is_empty() else kin
		if choices.is_empty():
			return {}
		var random := RandomNumberGenerator.new()
		random.seed = hash(wish.get("seed", 0))
		return choices[random.randi_range(0, choices.size() - 1)]

	static func frame_size(frames: SpriteFrames) -> Vector2i:
		var texture := frames.get_frame_texture(frames.get_animation_names()[0], 0)
		return Vector2i(texture.get_size())
