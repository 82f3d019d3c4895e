"""What takes pictures in: the native core, or None where NumPy does."""

from __future__ import annotations

import os
from functools import cache

from pixelgen.drawing.engines import KERNEL_VARIABLE, REFERENCE
from pixelgen.native.library import NativeError
from pixelgen.native.pictures import NativePictures


@cache
def _built() -> NativePictures | None:
    try:
        return NativePictures()
    except NativeError:
        return None


def core_pictures() -> NativePictures | None:
    """The core; None without one, and where the environment asks for the reference."""
    return None if os.environ.get(KERNEL_VARIABLE) == REFERENCE else _built()
