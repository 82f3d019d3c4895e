@tool
extends RefCounted
## Requests in, by priority -> answers out, drawn on threads of its own.
##
## Knows nothing of nodes, textures and frames. All calls are for one thread, and none waits for a
## drawing but `close`.

const NativeCore := preload("native_core.gd")
const CreatureStore := preload("creature_store.gd")
const CreaturePictures := preload("creature_pictures.gd")

var _core: NativeCore
var _store: CreatureStore
var _most_threads := 1
var _threads: Array[Thread] = []
var _work := Semaphore.new()
# Of everything below.
var _lock := Mutex.new()
var _is_closing := false
# By id: request, options, priority.
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


## Puts a request into the queue; the higher its priority, the sooner.
func ask(id: int, request: Dictionary, options: Dictionary, priority: int) -> void:
	_lock.lock()
	_waiting[id] = {"request": request, "options": options, "priority": priority}
	_enqueue(id, priority)
	_lock.unlock()
	if _threads.size() < _most_threads:
		var thread := Thread.new()
		thread.start(_run.bind(_threads.size()), Thread.PRIORITY_LOW)
		_threads.append(thread)
	_work.post()


## Gives a request that still waits another priority.
func reprioritize(id: int, priority: int) -> void:
	_lock.lock()
	if _waiting.has(id) and _waiting[id].priority != priority:
		_waiting[id].priority = priority
		_enqueue(id, priority)
	_lock.unlock()


## Takes a request out of the queue; one that is being drawn is stopped.
func cancel(id: int) -> void:
	_lock.lock()
	_waiting.erase(id)
	if _drawing.has(id):
		_core.stop(_drawing[id])
		_drawing.erase(id)
	_answers = _answers.filter(func(answer: Dictionary) -> bool: return answer.id != id)
	_lock.unlock()


## The next answer, with `id`; empty when there is none.
func take() -> Dictionary:
	_lock.lock()
	var answer: Dictionary = {} if _answers.is_empty() else _answers.pop_front()
	_lock.unlock()
	return answer


## True when nothing waits, is drawn or was not taken.
func is_idle() -> bool:
	_lock.lock()
	var idle := _waiting.is_empty() and _drawing.is_empty() and _answers.is_empty()
	_lock.unlock()
	return idle


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
	var request: Dictionary = entry.request
	var options: Dictionary = entry.options
	if request.has("litter"):
		var wanted: Dictionary = request.litter
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
