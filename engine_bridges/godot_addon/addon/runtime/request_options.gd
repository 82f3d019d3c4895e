@tool
extends RefCounted
## The options of a call -> what belongs to the request, what to its pictures; and what is wrong.

const REQUEST: Array[String] = ["species", "colours", "traits", "temperature"]
const RENDER: Array[String] = ["animations", "frames", "margin", "shaded", "normals"]
const ANIMATIONS: Array[String] = ["idle", "dart", "turn"]
const FEWEST_FRAMES := 4
const MOST_FRAMES := 8
const MOST_MARGIN := 16


## What was expected, where something is wrong; "" otherwise. Names and numbers of the request
## itself are checked where it is drawn.
static func fault_in(options: Dictionary, which: Dictionary) -> String:
	var keys: Array[String] = REQUEST + RENDER + (["priority"] as Array[String])
	for key: Variant in options:
		if not keys.has(str(key)):
			return "options have the keys %s; got %s" % [", ".join(keys), key]
		if which.has("litter") and REQUEST.has(str(key)):
			return "the children of a litter are as their genes say; leave out %s" % key
	for key: String in ["shaded", "normals"]:
		if not options.get(key, true) is bool:
			return "%s must be true or false; got %s" % [key, options[key]]
	if not options.get("priority", 0) is int:
		return "priority must be a whole number; got %s" % options.priority
	if not _is_within(options.get("frames", FEWEST_FRAMES), FEWEST_FRAMES, MOST_FRAMES):
		return (
			"frames must be a whole number from %d to %d; got %s"
			% [FEWEST_FRAMES, MOST_FRAMES, options.frames]
		)
	if not _is_within(options.get("margin", 0), 0, MOST_MARGIN):
		return "margin must be a whole number from 0 to %d; got %s" % [MOST_MARGIN, options.margin]
	return _fault_in_animations(options.get("animations", ANIMATIONS))


## What decides which creature it is; [param asked]: which and options of a call.
static func request_of(asked: Dictionary) -> Dictionary:
	var options: Dictionary = asked.options
	var which: Dictionary = asked.which
	return _picked(options, REQUEST).merged(which, true)


static func _picked(options: Dictionary, keys: Array[String]) -> Dictionary:
	var found := {}
	for key in keys:
		if options.has(key):
			found[key] = options[key]
	return found


static func _is_within(given: Variant, least: int, most: int) -> bool:
	if not given is int:
		return false
	var number: int = given
	return number >= least and number <= most


static func _fault_in_animations(given: Variant) -> String:
	var expected := "animations must be a list of %s; got %s" % [", ".join(ANIMATIONS), given]
	if not (given is Array or given is PackedStringArray):
		return expected
	for title: Variant in given:
		if not ANIMATIONS.has(str(title)):
			return expected
	return ""
