"""Creatures <-> a pack of sheets with JSON that any engine can read."""
