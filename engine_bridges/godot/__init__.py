"""Creatures -> a pack of Godot 4 text resources and scenes."""
