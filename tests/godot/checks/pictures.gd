extends "check.gd"
# Draws the plain and the lit scene of a picture beside each other, on their first frames,
# and saves the screen.


func _initialize() -> void:
	var folder: String = OS.get_cmdline_user_args()[0]
	for kind: int in 2:
		var suffix: String = ["", "_lit"][kind]
		var scene: PackedScene = load("%s/creatures/fish/fish%s.tscn" % [folder, suffix])
		var shown: AnimatedSprite2D = scene.instantiate()
		shown.autoplay = ""
		shown.centered = false
		shown.position = Vector2(80 * kind, 0)
		root.add_child(shown)
		shown.stop()
		shown.frame = 0
	await shoot("res://pictures.png")
	quit()
