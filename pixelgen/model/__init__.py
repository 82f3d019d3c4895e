"""A weights file -> checked arrays -> token ids by exact arithmetic: the NumPy reference of the decoder."""
