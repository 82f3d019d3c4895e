"""Shapes, patterns, colours and zones -> finished 32x32 pixels: the drawing language of the species."""
