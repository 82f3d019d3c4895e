"""The digest of weights -> their file: among files that are named, then in a folder that keeps older ones.

A file is known by what its header records, whatever it is called; by custom its name is the first 16 digits of the
digest. Only headers are read here: the file is checked when it is loaded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import platformdirs

from pixelgen.model.tensor_file import LARGEST_HEADER

FOLDER_VARIABLE = "PIXELGEN_WEIGHTS"
SUFFIX = ".safetensors"
_MOST_FILES = 1000  # of a folder


def default_weights_folder() -> Path:
    """Where files of weights are looked for: what PIXELGEN_WEIGHTS names, else a folder of the user's data."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_data_dir("pixelgen-reef", appauthor=False)) / "weights"


def weights_recorded(path: Path) -> str | None:
    """The digest, hexadecimal, that a weights file's header records; None for any other file."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length)) if length <= LARGEST_HEADER else {}
        digest = header["__metadata__"]["sha256"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return digest if isinstance(digest, str) else None


def find_weights(digest: str, folder: Path, *, first: Iterable[Path] = ()) -> Path | None:
    """The file whose digest begins with `digest`: of `first`, then of the folder, which need not be there."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)[:_MOST_FILES]
    except OSError:
        files = []
    files.sort(key=lambda path: not path.name.startswith(digest))  # named as is custom: the others are not opened
    for path in (*first, *files):
        found = weights_recorded(path)
        if found is not None and found.startswith(digest):
            return path
    return None
