"""A window, input devices, sound, saves and a generator -> the running game."""
