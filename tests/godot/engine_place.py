"""Where a Godot for the tests lies, and what keeps them from using it. Needs Python alone; starts nothing.

It is where PIXELGEN_GODOT says (a folder filled by `python -m tests.godot.install`, or a program), otherwise in the
cache folder.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MARKER = ".pixelgen-godot-is-whole"


def default_folder() -> Path:
    """Where the engine is installed when nobody says otherwise."""
    named = os.environ.get("PIXELGEN_GODOT")
    if named:
        return Path(named).resolve()
    # The install needs Linux, so its cache folder is the one to look in.
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "pixelgen-tests" / "godot"


def hindrance(place: Path) -> str | None:
    """Why the engine there cannot be used; None when it can."""
    if place.is_file():
        return None
    if not (place / MARKER).exists():
        return f"no Godot in {place}; as root, python -m tests.godot.install puts it there"
    if os.geteuid() != 0:
        return f"the Godot in {place} is entered by chroot, which needs root"
    if shutil.which("unshare") is None:
        return "unshare, of util-linux, is missing"
    return None
