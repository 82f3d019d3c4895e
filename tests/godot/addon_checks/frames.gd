extends "check.gd"
## Frame times with and without 200 creatures asked for at once, and what of them is the node's own:
## by the clock, and without the time in which the system ran other programs on this core. Writes
## res://frames.json: lists of milliseconds.

const ASKED := 200
const STILL_FRAMES := 300
const CATEGORIES: Array[StringName] = [
	&"reef_fish", &"grazer", &"coral", &"jellyfish", &"cephalopod"
]

var _answered := 0


class Timed:
	extends PixelgenCreatures
	## How long each frame's work of the node took.

	var spent: Array[float] = []
	var spent_running: Array[float] = []

	func _process(delta: float) -> void:
		var waited := waited_ms()
		var began := Time.get_ticks_usec()
		super(delta)
		spent.append((Time.get_ticks_usec() - began) / 1000.0)
		spent_running.append(maxf(spent[-1] - (waited_ms() - waited), 0.0))

	# How long this thread has waited for a core, as Linux counts it; 0 elsewhere.
	func waited_ms() -> float:
		# Of a length that the system does not tell, so read by the line.
		var file := FileAccess.open("/proc/thread-self/schedstat", FileAccess.READ)
		var words := PackedStringArray() if file == null else file.get_line().split(" ")
		return 0.0 if words.size() < 2 else words[1].to_int() / 1_000_000.0


func _initialize() -> void:
	Engine.max_fps = 60
	await process_frame
	var node := Timed.new()
	node.use_server = false
	node.cache_megabytes = 0
	node.creature_ready.connect(_on_ready)
	node.creature_failed.connect(func(_id: int, message: String) -> void: print(message))
	root.add_child(node)
	node.open()
	await node.opened
	told.still = await _frames(STILL_FRAMES)
	node.spent.clear()
	node.spent_running.clear()
	var began := Time.get_ticks_usec()
	for number in ASKED:
		node.request_creature(&"reef", CATEGORIES[number % CATEGORIES.size()], number)
	told.asking = (Time.get_ticks_usec() - began) / 1000.0
	told.drawing = []
	while _answered < ASKED:
		told.drawing.append_array(await _frames(1))
	told.seconds = (Time.get_ticks_usec() - began) / 1_000_000.0
	told.own = node.spent
	told.own_running = node.spent_running
	end("res://frames.json")


func _frames(count: int) -> Array[float]:
	var found: Array[float] = []
	for number in count:
		var began := Time.get_ticks_usec()
		await process_frame
		found.append((Time.get_ticks_usec() - began) / 1000.0)
	return found


func _on_ready(_id: int, frames: SpriteFrames, _info: Dictionary) -> void:
	_answered += 1
	var sprite := AnimatedSprite2D.new()
	sprite.sprite_frames = frames
	sprite.play(frames.get_animation_names()[0])
	root.add_child(sprite)
