"""What the library raises for expected failures, and what it warns of; the command line alone catches them."""

from __future__ import annotations


class PixelgenError(Exception):
    """An expected failure with one line that says what was expected, what came and what to do."""


class RequestError(PixelgenError, ValueError):
    """An argument that is not as its function describes it; also a ValueError."""


class DnaError(RequestError):
    """A DNA text that is damaged, or made by something else than pixelgen."""


class PictureError(PixelgenError):
    """A picture that cannot be read as a sprite."""


class WeightsError(PixelgenError):
    """A weights file that is missing, damaged or of another kind."""


class SlowWarning(UserWarning):
    """Sprites are drawn with NumPy, many times slower than with the native core; the text says why and what to do."""


class DnaWarning(UserWarning):
    """A DNA of an older kind of weights is drawn as a new creature."""
