"""What lights and moves pictures: the native core, or None where NumPy does."""

from __future__ import annotations

import os
from functools import cache

from pixelgen.drawing.engines import KERNEL_VARIABLE, REFERENCE
from pixelgen.native.library import NativeError
from pixelgen.native.look import NativeLook


@cache
def _built() -> NativeLook | None:
    try:
        return NativeLook()
    except NativeError:
        return None


def core_look(height: int, width: int) -> NativeLook | None:
    """The core for pictures of this size; None without one, for very large ones, and where the environment asks for the
    reference."""
    if os.environ.get(KERNEL_VARIABLE) == REFERENCE or not NativeLook.takes(height, width):
        return None
    return _built()
