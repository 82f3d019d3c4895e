"""A drawn sprite -> a creature that every engine can show: clips, light, playback, palettes."""
