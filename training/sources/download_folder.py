"""Downloaded pictures <-> a folder that counts only whole ones; what it holds is never fetched again.

FOLDER/state.json lists each picture with the SHA-256 of its file; a file that is missing, half-written or changed is
not there. Knows nothing of networks and of what is on the pictures.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pixelgen.errors import PixelgenError
from pixelgen.files.whole_files import write_files

VERSION = 1


class DownloadFolder:
    """Pictures by name and version; the same folder is for one purpose only, a set of words."""

    def __init__(self, folder: Path, purpose: dict[str, str | int | None]) -> None:
        """PixelgenError when the folder cannot be made or was filled for another purpose."""
        self._folder = folder
        self._state_path = folder / "state.json"
        try:
            (folder / "photos").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PixelgenError(f"cannot make {folder}: {error.strerror or error}") from error
        state = self._state()
        if state is not None and state["purpose"] != purpose:
            raise PixelgenError(f"{folder} was filled for {state['purpose']}; got {purpose}: choose another folder")
        self._purpose = purpose
        self._pictures: dict[str, dict[str, str]] = state["pictures"] if state is not None else {}

    def content(self, name: str, version: str) -> bytes | None:
        """The bytes kept of that version of a picture; None when they are not there whole."""
        entry = self._pictures.get(name)
        if not isinstance(entry, dict) or entry.get("version") != version:
            return None
        try:
            content = self._path(name).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == entry.get("sha256") else None

    def keep(self, name: str, version: str, content: bytes) -> None:
        """Write the picture, then the state that lists it."""
        self._pictures[name] = {"version": version, "sha256": hashlib.sha256(content).hexdigest()}
        state = {"version": VERSION, "purpose": self._purpose, "pictures": self._pictures}
        write_files({self._path(name): content, self._state_path: json.dumps(state, indent=1).encode()})

    def _path(self, name: str) -> Path:
        if not name.isalnum():
            raise ValueError(f"a picture's name must be letters and digits; got {name!r}")
        return self._folder / "photos" / name

    def _state(self) -> dict[str, Any] | None:
        """None when there is none or it is damaged: then everything is fetched anew, which harms nothing."""
        try:
            state = json.loads(self._state_path.read_bytes())
        except (OSError, ValueError):
            return None
        if (
            not isinstance(state, dict)
            or state.get("version") != VERSION
            or not isinstance(state.get("pictures"), dict)
        ):
            return None
        return state if "purpose" in state else None
