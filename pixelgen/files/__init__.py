"""Sprites and frames <-> PNG and GIF bytes, and bytes -> files that are whole or not there."""
