@tool
extends RefCounted
## A creature -> its lines in the file that `pixelgen bake` reads. Knows nothing of the other lines.


## The lines of a creature, as in a pack's TOML file; without an empty line at either end.
## A species that was not named stays open: naming it would be another creature.
static func lines_of(title: String, request: Dictionary) -> String:
	var lines: PackedStringArray = [
		"[[creatures]]",
		'name = "%s"' % title,
		'zone = "%s"' % request.zone,
		'category = "%s"' % request.category,
		"seed = %d" % request.seed,
	]
	if request.has("species"):
		lines.append('species = "%s"' % request.species)
	var traits: PackedStringArray = []
	for key: String in request.get("traits", {}):
		traits.append('%s = "%s"' % [key, request.traits[key]])
	if not traits.is_empty():
		lines.append("traits = { %s }" % ", ".join(traits))
	return "\n".join(lines)


## The file's text with the creature at its end.
static func added(text: String, lines: String) -> String:
	return text.strip_edges(false, true) + "\n\n" + lines + "\n"
