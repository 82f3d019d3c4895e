extends "check.gd"
## Where the markers of a creature with a lure are, as JSON in res://anchors.json. What it means is
## the test's business.


func _initialize() -> void:
	var folder := OS.get_cmdline_user_args()[0]
	var base := folder.path_join("creatures/sea_turtle-12/sea_turtle-12")
	for kind: String in ["", "_lit"]:
		var scene: PackedScene = load(base + kind + ".tscn")
		var creature: AnimatedSprite2D = scene.instantiate()
		root.add_child(creature)
		creature.pause()
		await process_frame
		told["scene" + kind] = {
			"kinds": _kinds(creature.get_node(^"Anchors")),
			"idle": await _walk(creature, &"idle"),
			"dart": await _walk(creature, &"dart"),
			"mirrored": await _mirrored(creature),
		}
		creature.free()
	end("res://anchors.json")


func _kinds(anchors: Node) -> Dictionary:
	var found := {}
	for marker in anchors.get_children():
		found[String(marker.name)] = marker.get_class()
	return found


## The places of the markers in each frame of an animation.
func _walk(creature: AnimatedSprite2D, animation: StringName) -> Array:
	var frames := []
	creature.flip_h = false
	creature.animation = animation
	for frame in creature.sprite_frames.get_frame_count(animation):
		creature.frame = frame
		await process_frame
		frames.append(_places(creature))
	return frames


func _mirrored(creature: AnimatedSprite2D) -> Dictionary:
	creature.animation = &"idle"
	creature.frame = 1
	creature.flip_h = true
	await process_frame
	return _places(creature)


func _places(creature: AnimatedSprite2D) -> Dictionary:
	var found := {}
	for marker: Node2D in creature.get_node(^"Anchors").get_children():
		found[String(marker.name)] = [marker.position.x, marker.position.y]
	return found
