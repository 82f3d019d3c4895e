@tool
extends RefCounted
## The creatures that somebody wants to keep in mind, as DNAs, for this project, in the editor's
## settings.

const SECTION := "pixelgen"
const KEY := "favourites"


static func read() -> PackedStringArray:
	var kept: Variant = EditorInterface.get_editor_settings().get_project_metadata(
		SECTION, KEY, PackedStringArray()
	)
	var found := PackedStringArray()
	if kept is PackedStringArray:
		found = kept
	return found


static func write(dnas: PackedStringArray) -> void:
	EditorInterface.get_editor_settings().set_project_metadata(SECTION, KEY, dnas)
