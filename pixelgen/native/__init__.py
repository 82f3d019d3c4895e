"""Decoder, labeller and finishing in C, bit for bit the NumPy reference and many times faster; optional at install.

`core/` holds the C sources, whose header serves without Python too; `library.py` is the way in from here.
"""
