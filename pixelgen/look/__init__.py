"""A flat sprite -> what is shown of it: lit, animated, in other palettes, on contact sheets."""
