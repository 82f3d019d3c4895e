@tool
extends RefCounted
## The creatures that somebody wants to keep in mind, for this project, in the editor's settings.

const SECTION := "pixelgen"
const KEY := "favourites"


static func read() -> Array[Dictionary]:
	var kept: Variant = EditorInterface.get_editor_settings().get_project_metadata(SECTION, KEY, [])
	var found: Array[Dictionary] = []
	if kept is Array:
		for entry: Variant in kept as Array:
			if entry is Dictionary:
				found.append(entry)
	return found


static func write(requests: Array[Dictionary]) -> void:
	EditorInterface.get_editor_settings().set_project_metadata(SECTION, KEY, requests)
