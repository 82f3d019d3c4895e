"""A place in a pack's folder -> the file there, open for reading. Knows nothing of what is in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from engine_bridges.creatures.creature import PackError


def opened(place: Path) -> BinaryIO:
    """The file, to be closed by the caller. PackError for a pipe or a device, which would be waited for; OSError."""
    mode = os.stat(place).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise PackError(f"{place} is a pipe or a device; remove it")
    return place.open("rb")
