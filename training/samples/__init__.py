"""Numbers -> labelled corpus sprites, drawn by code or read from shards on disk."""
