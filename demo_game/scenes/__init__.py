"""What the player pressed -> which screen comes next: title, dive, pause, log book, nursery, settings, help."""
