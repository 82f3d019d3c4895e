"""Sprites -> what a game engine loads. Knows pixelgen's public names and one engine a module."""
