"""Sprites and what was asked for -> files with names of their own, which replace nothing that only the user has."""
