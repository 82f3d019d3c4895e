extends Resource
## The creatures of this pack. `spawn(zone, spawn_seed)` gives one of a zone, always the same for
## the same seed and pack; `creature(creature_name)` gives one by name.
##
## A scene is loaded when the first of its creatures is made. Paths start from this file, so the
## pack's folder may lie anywhere and be moved.

## What a creature comes as.
enum Kind {
	## An AnimatedSprite2D.
	PLAIN,
	## An AnimatedSprite2D that can be recoloured, and glows in the dark.
	LIT,
	## A Node2D with such a sprite as "Body", which swims by itself.
	SWIMMER,
}

const Swimmer := preload("shared/swimmer.gd")
const SUFFIXES: Dictionary[Kind, String] = {
	Kind.PLAIN: "",
	Kind.LIT: "_lit",
	Kind.SWIMMER: "_swimmer",
}

## A dictionary a creature: name, zone, category, species ("" if unknown), dna ("" if none).
@export var creatures: Array[Dictionary] = []


## The zones that have creatures, from A to Z.
func zones() -> Array[StringName]:
	var found: Array[StringName] = []
	for card in creatures:
		if not found.has(card.zone):
			found.append(card.zone)
	# Not sort(): it orders StringNames by where they lie in memory.
	found.sort_custom(
		func(one: StringName, other: StringName) -> bool: return String(one) < String(other)
	)
	return found


## The names of a zone's creatures, in the order of the list; of all creatures without a zone.
func names(zone := &"") -> Array[StringName]:
	var found: Array[StringName] = []
	for card in creatures:
		if zone == &"" or card.zone == zone:
			found.append(card.name)
	return found


## All that is known of a creature; empty when there is none of that name.
func card_of(creature_name: StringName) -> Dictionary:
	for card in creatures:
		if card.name == creature_name:
			return card
	return {}


## A creature of a zone, not yet in the tree; null, with an error, when the zone has none.
func spawn(zone: StringName, spawn_seed: int, kind := Kind.SWIMMER) -> Node2D:
	var choices := names(zone)
	if zone == &"" or choices.is_empty():
		push_error("the pack has no creature of zone '%s'; it has zones %s" % [zone, zones()])
		return null
	var random := RandomNumberGenerator.new()
	random.seed = hash(spawn_seed)
	var made := creature(choices[random.randi_range(0, choices.size() - 1)], kind)
	var swimmer := made as Swimmer
	if swimmer != null:
		swimmer.swim_seed = spawn_seed
	return made


## A creature by name, not yet in the tree; null, with an error, when there is none.
func creature(creature_name: StringName, kind := Kind.SWIMMER) -> Node2D:
	if card_of(creature_name).is_empty():
		push_error("the pack has no creature '%s'" % creature_name)
		return null
	var scene: PackedScene = load(_path(creature_name, SUFFIXES[kind] + ".tscn"))
	return scene.instantiate()


## The animations of a creature, in its own colours.
func frames_of(creature_name: StringName) -> SpriteFrames:
	return load(_path(creature_name, "_frames.tres"))


## The colours that a zone's creatures have.
func palette_of(zone: StringName) -> ColorPalette:
	return load(_folder().path_join("zones/%s_palette.tres" % zone))


func _path(creature_name: StringName, ending: String) -> String:
	return _folder().path_join("creatures/%s/%s%s" % [creature_name, creature_name, ending])


func _folder() -> String:
	var script: Script = get_script()
	return script.resource_path.get_base_dir()
