"""Scripts of ours -> a Godot project: a folder of checks, with the script on which all of them rest."""

from __future__ import annotations

import shutil
from pathlib import Path

CHECKS = Path(__file__).parent


def put_checks(kind: str, place: Path) -> None:
    """Copy the folder `kind` of this package to a place that is not there yet."""
    shutil.copytree(CHECKS / kind, place)
    shutil.copytree(CHECKS / "common_checks", place, dirs_exist_ok=True)
