@tool
extends EditorPlugin
## Adds the dock of pixelgen to the editor.

const Dock := preload("editor/dock.gd")

var _dock: Dock


func _enter_tree() -> void:
	_dock = Dock.new()
	_dock.undo_redo = get_undo_redo()
	add_control_to_dock(DOCK_SLOT_RIGHT_UL, _dock)


func _exit_tree() -> void:
	if _dock != null:
		remove_control_from_docks(_dock)
		_dock.queue_free()
		_dock = null
