"""Residents of the reef -> their sprites, drawn in the background, and the pictures of their motion."""
