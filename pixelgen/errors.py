"""What the library raises for expected failures; `main` alone catches them."""

from __future__ import annotations


class PixelgenError(Exception):
    """An expected failure with one line that says what was expected, what came and what to do."""


class RequestError(PixelgenError, ValueError):
    """A wish that cannot be fulfilled as it is written."""


class DnaError(RequestError):
    """A DNA text that is damaged, or made by something else than pixelgen."""


class PictureError(PixelgenError):
    """A picture file that cannot be read as a sprite."""


class WeightsError(PixelgenError):
    """A weights file that is missing, damaged or of another kind."""
