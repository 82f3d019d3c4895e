"""The C core and GDScript -> the folder addons/pixelgen that a Godot project takes as it is. For a checkout alone."""
