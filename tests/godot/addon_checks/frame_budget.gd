extends "check.gd"
## What PixelgenCreatures does in one frame, and whether it ever waits for its threads. Writes
## res://frame_budget.json. Measures no time.

const ASKED := 12
const HELD_MS := 4_000

# The node's own frame was over before the lock was free.
var _was_through := false
var _is_held := Semaphore.new()


func _initialize() -> void:
	var node := PixelgenCreatures.new()
	node.use_server = false
	node.cache_megabytes = 0
	node.budget_ms = 0.0
	root.add_child(node)
	node.set_process(false)
	node.open()
	await _draw_and_count(node)
	_is_never_held_up(node)
	end("res://frame_budget.json")


# With no budget at all a frame does one thing: a texture, or a signal.
func _draw_and_count(node: PixelgenCreatures) -> void:
	var signals := [0]
	node.creature_ready.connect(
		func(_id: int, _frames: SpriteFrames, _info: Dictionary) -> void: signals[0] += 1
	)
	for number in ASKED:
		node.request_creature(&"reef", &"reef_fish", number)
	told.asked_of_threads_at_once = node._pool != null
	var most_textures := 0
	var most_signals := 0
	var both := 0
	var textures := 0
	var end := Time.get_ticks_msec() + PATIENCE_MS
	while signals[0] < ASKED and Time.get_ticks_msec() < end:
		var signals_before: int = signals[0]
		var left_before := _left(node)
		var before: Object = node._assembly
		node._process(0.0)
		node.set_process(false)
		var made := left_before - _left(node) if before != null and before == node._assembly else 0
		var heard: int = signals[0] - signals_before
		textures += made
		most_textures = maxi(most_textures, made)
		most_signals = maxi(most_signals, heard)
		both += 1 if made > 0 and heard > 0 else 0
		if made == 0 and heard == 0:
			OS.delay_msec(1)
		await process_frame
	told.answered = signals[0]
	told.textures = textures
	told.most_textures = most_textures
	told.most_signals = most_signals
	told.both = both


func _left(node: PixelgenCreatures) -> int:
	return 0 if node._assembly == null else node._assembly._left.size()


# A thread that the system halts keeps the lock. The frame goes on, and what was asked for is not
# lost.
func _is_never_held_up(node: PixelgenCreatures) -> void:
	var id := node.request_creature(&"reef", &"coral", 99)
	var thread := Thread.new()
	thread.start(_hold.bind(node._pool._lock))
	_is_held.wait()
	for number in 3:
		node._process(0.0)
	node.set_priority(id, 2)
	node.cancel(node.request_creature(&"reef", &"coral", 98))
	node._process(0.0)
	_was_through = true
	told.lock_was_kept = thread.wait_to_finish()
	told.still_asked = node.open_requests() == 1 and not node._pool.is_idle()


# True when it was kept until the frame was over.
func _hold(lock: Mutex) -> bool:
	lock.lock()
	_is_held.post()
	var end := Time.get_ticks_msec() + HELD_MS
	while not _was_through and Time.get_ticks_msec() < end:
		OS.delay_msec(1)
	lock.unlock()
	return _was_through
