extends "check.gd"
## Pictures of the example project as res://TITLE.png. An argument a picture:
## TITLE:DEPTH:PALETTE:LIGHT:ZOOM. LIGHT is lit, or unlit for one without lights and darkness; close
## by, what does not lie on whole pixels of the world is left out.

const FRAMES := 40
const OFF_GRID: Array[NodePath] = [
	^"Far", ^"Near", ^"Diver/Bubbles", ^"Diver/Snow", ^"Diver/Plankton"
]


func _initialize() -> void:
	_look()


func _look() -> void:
	var scene: PackedScene = load(ProjectSettings.get_setting("application/run/main_scene"))
	var dive: Node2D = scene.instantiate()
	root.add_child(dive)
	await process_frame
	for wish in OS.get_cmdline_user_args():
		var parts := wish.split(":")
		dive.recolour(int(parts[2]))
		dive.ambient.visible = parts[3] == "lit"
		for light in dive.find_children("*", "Light2D", true, false):
			light.visible = parts[3] == "lit"
		var zoom := int(parts[4])
		dive.diver.zoom = Vector2(zoom, zoom)
		for path in OFF_GRID:
			dive.get_node(path).visible = zoom == 1
		for number in FRAMES:
			# It would drift on.
			dive.diver.depth = float(parts[1])
			await process_frame
		await shoot("res://%s.png" % parts[0], 1)
	quit()
