"""The state of the reef -> the picture of the world, layer by layer."""
