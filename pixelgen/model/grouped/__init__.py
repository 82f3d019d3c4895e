"""A weights file of groups of four siblings -> checked arrays and names -> sprites by exact arithmetic, in NumPy."""
