extends SceneTree
## What all checks have in common: they note in `told` what they see, and write it as JSON at their
## end. What it means is the test's business.

const PATIENCE_MS := 300_000
const PAUSE_MS := 20

var told := {}


## Writes something as JSON into a file.
static func write(path: String, content: Variant) -> void:
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(JSON.stringify(content))
	file.close()


## Presses a key and lets it go again, seen by two frames each. To be awaited.
static func press(code: Key, alt := false) -> void:
	var tree := Engine.get_main_loop() as SceneTree
	for is_down: bool in [true, false]:
		var event := InputEventKey.new()
		event.keycode = code
		event.physical_keycode = code
		event.alt_pressed = alt
		event.pressed = is_down
		Input.parse_input_event(event)
		Input.flush_buffered_events()
		await tree.process_frame
		await tree.process_frame


## Writes what was told, and ends.
func end(path: String) -> void:
	write(path, told)
	quit()


## Until something holds, or patience is over.
func wait(until: Callable) -> void:
	var last := Time.get_ticks_msec() + PATIENCE_MS
	while not until.call() and Time.get_ticks_msec() < last:
		OS.delay_msec(PAUSE_MS)
		await process_frame


## A picture of the screen after so many frames; none where there is no screen.
func shoot(path: String, frames := 3) -> void:
	if DisplayServer.get_name() == "headless":
		return
	for number in frames:
		await RenderingServer.frame_post_draw
	root.get_texture().get_image().save_png(path)
