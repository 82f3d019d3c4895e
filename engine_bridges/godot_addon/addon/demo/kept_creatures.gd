extends RefCounted
## Creatures that somebody kept <-> scenes in a folder, one a creature, which open again without a
## drawing.

const SUFFIX := ".scn"
const PART := ".part.scn"
## The oldest go when there are more.
const MOST := 12


## Saves one; false when the folder cannot be written.
static func keep(sprite: PixelgenSprite, folder: String) -> bool:
	if DirAccess.make_dir_recursive_absolute(folder) != OK:
		return false
	var part := folder.path_join("new" + PART)
	# Whole or not there, also when the game is closed meanwhile.
	if (
		sprite.save_scene(part) != OK
		or DirAccess.rename_absolute(part, _path(sprite, folder)) != OK
	):
		return false
	var kept := _paths(folder)
	for path in kept.slice(0, maxi(kept.size() - MOST, 0)):
		DirAccess.remove_absolute(path)
	return true


## All of them, the oldest first, not in the tree yet.
static func reopened(folder: String) -> Array[PixelgenSprite]:
	var found: Array[PixelgenSprite] = []
	for path in _paths(folder):
		var scene := load(path) as PackedScene
		var sprite: PixelgenSprite = (
			null if scene == null else scene.instantiate() as PixelgenSprite
		)
		if sprite != null:
			found.append(sprite)
	return found


static func _path(sprite: PixelgenSprite, folder: String) -> String:
	return folder.path_join(sprite.dna.sha256_text().left(16) + SUFFIX)


static func _paths(folder: String) -> PackedStringArray:
	var found: Array[Dictionary] = []
	if not DirAccess.dir_exists_absolute(folder):
		return PackedStringArray()
	for title in DirAccess.get_files_at(folder):
		if title.ends_with(SUFFIX) and not title.ends_with(PART):
			var path := folder.path_join(title)
			found.append({"path": path, "time": FileAccess.get_modified_time(path)})
	found.sort_custom(
		func(one: Dictionary, other: Dictionary) -> bool: return one.time < other.time
	)
	var paths := PackedStringArray()
	for entry in found:
		paths.append(str(entry.path))
	return paths
