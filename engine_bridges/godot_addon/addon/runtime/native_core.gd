@tool
extends RefCounted
## The class PixelgenCore of the extension, typed for the scripts beside this one.
##
## They never name the class itself: while the editor imports a project for the first time, and on
## platforms without a library, the engine does not know it, and a script that names it would not
## load.

const CLASS := &"PixelgenCore"
## How many drawings can be stopped one by one.
const MOST_JOBS := 64

var _core: RefCounted


## Whether this platform has the extension.
static func is_there() -> bool:
	return ClassDB.class_exists(CLASS)


## Takes the bytes of a weights file; [param chosen] is one of `kernels`, or "" for the best.
## Returns what was wrong, "" when they are open.
func open(weights: PackedByteArray, chosen := "") -> String:
	if not is_there():
		return "pixelgen has no library for this platform"
	var made: Object = ClassDB.instantiate(CLASS)
	_core = made as RefCounted
	var said: String = _core.call(&"open", weights, chosen)
	if said != "":
		_core = null
	return said


func is_open() -> bool:
	return _core != null


## SHA-256 of the weights.
func digest() -> String:
	return _core.call(&"digest")


## The kernel that draws.
func kernel() -> String:
	return _core.call(&"kernel")


## Raised whenever the same weights and request would give other pixels.
func engine_version() -> int:
	return _core.call(&"engine_version")


## Names that the weights know: of kind zone, category, species, or of a trait's values.
func names(kind: String) -> PackedStringArray:
	return _core.call(&"names", kind)


func trait_names() -> PackedStringArray:
	return _core.call(&"trait_names")


func ramps() -> PackedStringArray:
	return _core.call(&"ramps")


## The request's one text under `text`; or `error`.
func canonical(request: Dictionary) -> Dictionary:
	return _core.call(&"canonical", request)


## What it will be drawn as: zone, category, species, traits; or `error`. Draws nothing.
func individual(request: Dictionary) -> Dictionary:
	return _core.call(&"individual", request)


## As `individual`, with indices and parts, 1,024 bytes each; or `error`. Takes some tens of
## milliseconds. [param job]: 0 to 63, for `stop`, one a thread.
func draw(request: Dictionary, job: int) -> Dictionary:
	return _core.call(&"draw", request, job)


## Ends what the thread of a job draws, within some milliseconds.
func stop(job: int) -> void:
	_core.call(&"stop", job)


## The DNAs of the children of a cross, under `dnas`; or `error`. [param request]: parents, two
## DNAs; [param options]: size, seed, pose.
func litter(request: Dictionary, options: Dictionary) -> Dictionary:
	return _core.call(&"litter", request, options)


## A creature's frames: side, and by name under animations: frames, loops, durations_ms, sheet,
## normals, emission, anchors, as bytes; or `error`. [param options]: animations, frames, margin,
## shaded, normals.
func look(creature: Dictionary, options: Dictionary) -> Dictionary:
	return _core.call(&"look", creature, options)


## Palette indices as red, green, blue and alpha.
func coloured(indices: PackedByteArray) -> PackedByteArray:
	return _core.call(&"coloured", indices)
