"""A pack's TOML file -> the creatures that it asks for, or every mistake in it."""
