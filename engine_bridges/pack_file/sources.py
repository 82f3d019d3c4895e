"""Files that a pack's file names -> their content: pictures of parents, colours of a palette; and which they were.

Knows nothing of the pack's keys.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine_bridges.creatures.creature import PackError
from pixelgen import OwnPalette, OwnPicture, PictureError, PixelgenError, Sprite, World, read_picture, world_in

LARGEST_FILE = 32 << 20
Read = Callable[[Path], bytes]


def read_file(path: Path) -> bytes:
    """A file's bytes; OSError, or ValueError for a name that no file can have; PackError when they are too many."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise PackError(f"is larger than {LARGEST_FILE >> 20} MB")
    return content


class Sources:
    """The files that the one at `path` names, relative to its folder. Each is read once.

    paths: the file itself and all that were asked for, whether they could be read or not.
    """

    def __init__(self, path: Path, read: Read = read_file) -> None:
        self.paths: dict[Path, None] = {path: None}
        self._folder = path.parent
        self._read = read
        self._pictures: dict[Path, Sprite] = {}

    def path(self, named: str) -> Path:
        """Where a name leads: `~` is the user's folder; PackError when there is none."""
        try:
            return self._folder / Path(named).expanduser()
        except RuntimeError as error:
            raise PackError(f"cannot tell which folder {named} is") from error

    def picture(self, named: str) -> Sprite:
        """What a PNG shows; PackError when it cannot be read as a sprite."""
        path = self.path(named)
        if path not in self._pictures:
            try:
                self._pictures[path] = read_picture(self._content(path))
            except PictureError as error:
                raise PackError(f"cannot use {path}: {error}") from error
        return self._pictures[path]

    def own_picture(self, named: str, **how: Any) -> OwnPicture:
        """A picture with its own colours and frames, as `OwnPicture.read` takes them; PackError otherwise."""
        path = self.path(named)
        try:
            return OwnPicture.read(self._content(path), **how)
        except PackError:
            raise
        except PixelgenError as error:
            raise PackError(f"cannot use {path}: {error}") from error

    def palette(self, named: str) -> OwnPalette:
        """The palette of a file of any kind that `OwnPalette.from_file` reads; PackError when it is none."""
        path = self.path(named)
        try:
            return OwnPalette.from_file(str(path), self._content(path))
        except PackError:
            raise
        except PixelgenError as error:
            raise PackError(str(error)) from error

    def world(self, named: str) -> World:
        """What a weights file draws; PackError when it is none."""
        path = self.path(named)
        try:
            return world_in(self._content(path), source=str(path))
        except PixelgenError as error:
            raise PackError(str(error)) from error

    def _content(self, path: Path) -> bytes:
        self.paths[path] = None
        try:
            return self._read(path)
        except (OSError, ValueError) as error:
            raise PackError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
