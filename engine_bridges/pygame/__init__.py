"""Creatures -> pygame surfaces and sprites; games import them from `engine_bridges.pygame_surfaces`."""
