@tool
extends RefCounted
## Requests in, by priority -> answers out, drawn on threads of its own.
##
## Knows nothing of nodes, textures and frames. All calls are for one thread, and none waits for
## another but `close`: a thread may be halted by the system while it has the lock, so what is
## wanted of the queue goes there in `exchange`, when the lock is free.

const NativeCore := preload("native_core.gd")
const CreatureStore := preload("creature_store.gd")
const CreaturePictures := preload("creature_pictures.gd")
const RequestOptions := preload("request_options.gd")

var _core: NativeCore
var _store: CreatureStore
var _most_threads := 1
var _threads: Array[Thread] = []
var _work := Semaphore.new()
# What is wanted of the queue, in order: each changes it under the lock.
var _orders: Array[Callable] = []
# Answers that were fetched.
var _fetched: Array[Dictionary] = []
# Whether the threads had nothing to do when the lock was free the last time.
var _are_idle := true
# Of everything below.
var _lock := Mutex.new()
var _is_closing := false
# By id: which, options, priority.
var _waiting: Dictionary[int, Dictionary] = {}
# By priority: ids in the order asked, some of them gone by now.
var _queues: Dictionary[int, Array] = {}
# By id: the job that draws it.
var _drawing: Dictionary[int, int] = {}
var _answers: Array[Dictionary] = []


func _init(core: NativeCore, store: CreatureStore, threads: int) -> void:
	_core = core
	_store = store
	_most_threads = clampi(threads, 1, NativeCore.MOST_JOBS)


## Puts a request into the queue; the higher its priority, the sooner. [param asked]: which,
## options, priority.
func ask(id: int, asked: Dictionary) -> void:
	_orders.append(_accept.bind(id, asked))


## Gives a request that still waits another priority.
func reprioritize(id: int, priority: int) -> void:
	_orders.append(_reprioritize.bind(id, priority))


## Takes a request out of the queue; one that is being drawn is stopped. It may have been answered.
func cancel(id: int) -> void:
	_orders.append(_cancel.bind(id))


## Once a frame: hands over what is wanted, fetches answers, starts a thread where one is missing.
func exchange() -> void:
	if not _lock.try_lock():
		return
	for order in _orders:
		order.call()
	_orders.clear()
	_fetched.append_array(_answers)
	_answers.clear()
	_are_idle = _waiting.is_empty() and _drawing.is_empty()
	var is_thread_missing := (
		_threads.size() < mini(_most_threads, _waiting.size() + _drawing.size())
	)
	_lock.unlock()
	if is_thread_missing:
		var thread := Thread.new()
		thread.start(_run.bind(_threads.size()), Thread.PRIORITY_LOW)
		_threads.append(thread)


## The next answer that was fetched, with `id`; empty when there is none.
func take() -> Dictionary:
	return {} if _fetched.is_empty() else _fetched.pop_front()


## True when nothing waits, is drawn or was not taken.
func is_idle() -> bool:
	return _are_idle and _orders.is_empty() and _fetched.is_empty()


## Stops what is drawn and ends the threads, within some milliseconds.
func close() -> void:
	_lock.lock()
	_is_closing = true
	_waiting.clear()
	for id in _drawing:
		_core.stop(_drawing[id])
	_lock.unlock()
	for thread in _threads:
		_work.post()
	for thread in _threads:
		thread.wait_to_finish()
	_threads.clear()


func _accept(id: int, asked: Dictionary) -> void:
	_waiting[id] = asked
	var priority: int = asked.priority
	_enqueue(id, priority)
	_work.post()


func _reprioritize(id: int, priority: int) -> void:
	if _waiting.has(id) and _waiting[id].priority != priority:
		_waiting[id].priority = priority
		_enqueue(id, priority)


func _cancel(id: int) -> void:
	_waiting.erase(id)
	if _drawing.has(id):
		_core.stop(_drawing[id])
		_drawing.erase(id)


func _enqueue(id: int, priority: int) -> void:
	if not _queues.has(priority):
		_queues[priority] = []
		_queues.sort()
	_queues[priority].append(id)


func _run(job: int) -> void:
	while true:
		_work.wait()
		_lock.lock()
		var is_closing := _is_closing
		var id := _next()
		var entry: Dictionary = _waiting.get(id, {})
		if not entry.is_empty():
			_waiting.erase(id)
			_drawing[id] = job
		_lock.unlock()
		if is_closing:
			return
		if entry.is_empty():
			continue
		var answer := _answered(entry, job)
		answer.id = id
		_lock.lock()
		# Otherwise it was cancelled.
		if _drawing.erase(id):
			_answers.append(answer)
		_lock.unlock()


# The first of those with the highest priority that is still wanted; 0 for none.
func _next() -> int:
	var priorities := _queues.keys()
	for place in range(priorities.size() - 1, -1, -1):
		var priority: int = priorities[place]
		var queue := _queues[priority]
		while not queue.is_empty():
			var id: int = queue.pop_front()
			if _waiting.has(id) and _waiting[id].priority == priority:
				return id
		_queues.erase(priority)
	return 0


func _answered(entry: Dictionary, job: int) -> Dictionary:
	var options: Dictionary = entry.options
	var which: Dictionary = entry.which
	var wrong := RequestOptions.fault_in(options, which)
	if wrong != "":
		return {"error": wrong}
	var request := RequestOptions.request_of(entry)
	if request.has("litter"):
		var wanted := {"seed": request.seed, "size": request.litter}
		var born := _core.litter({"parents": request.parents}, wanted)
		if born.has("error"):
			return born
		var dnas: PackedStringArray = born.dnas
		request = {"dna": dnas[-1]}
	var found := _core.canonical(request)
	if found.has("error"):
		return found
	var key: String = found.text
	var creature := _store.read(key) if _store != null else {}
	if creature.is_empty():
		creature = _core.draw(request, job)
		if creature.has("error"):
			return creature
		if _store != null:
			_store.write(key, creature)
	return CreaturePictures.answered(_core, creature, options)
