@tool
extends RefCounted
## A creature -> its lines in the file that `pixelgen bake` reads. Knows nothing of the other lines.


## The lines of a creature, as in a pack's TOML file; without an empty line at either end.
static func lines_of(title: String, dna: String) -> String:
	return '[[creatures]]\nname = "%s"\ndna = "%s"' % [title, dna]


## The file's text with the creature at its end.
static func added(text: String, lines: String) -> String:
	return text.strip_edges(false, true) + "\n\n" + lines + "\n"
