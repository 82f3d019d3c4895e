"""A dive and the settings <-> files in a folder. Knows no screen."""
