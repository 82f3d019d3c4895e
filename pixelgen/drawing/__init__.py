"""Requests -> finished sprites: engines, breeding, finishing, the background thread."""
