"""Paths in a pack -> the ids and relative paths by which Godot's files name each other. Knows nothing of their content.

Ids come from the pack's key and the path, never from content: a file that is written again keeps the references to it,
and two packs in one project do not collide.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from dataclasses import dataclass
from functools import lru_cache

from engine_bridges.godot.values import External

_UID_DIGITS = "abcdefghijklmnopqrstuvwxy012345678"
_LARGEST_UID = (1 << 63) - 2  # the largest of 63 bits stands for no uid


@dataclass(frozen=True, slots=True)
class Addresses:
    """The ids of one pack's files.

    pack: its key, that is its id or, without one, its name. root: the engine's path of its folder, res://addons/reef;
    None for a pack outside a project.
    """

    pack: str
    root: str | None = None

    def uid(self, path: str) -> str:
        """The engine's id of a file.

        >>> Addresses("reef").uid("creatures/tang/tang.tscn")
        'uid://v3ws1iga8mxl'
        """
        return _uid(self.pack, path)

    def number(self, path: str) -> int:
        """The same as binary files have it, 1 to 2^63 - 2."""
        return _number(self.pack, path)

    def place(self, path: str) -> str | None:
        """The engine's path of a file, res://...; None outside a project."""
        return None if self.root is None else posixpath.join(self.root, path)

    def node_id(self, path: str, node: str) -> int:
        """The id of a scene's node, 1 to 2^31 - 2, by which the engine finds it again when it is renamed."""
        return _digest(self.pack, "node", path, node) % 0x7FFFFFFE + 1

    def external(self, kind: str, target: str, *, user: str, id: str) -> External:
        """How the file `user` names the resource `target`, a path in the pack as well."""
        # From a root, as otherwise the process's current folder would be asked for, which may be gone.
        relative = posixpath.relpath(f"/{target}", posixpath.dirname(f"/{user}"))
        return External(kind, self.uid(target), relative, id)


def _number(pack: str, path: str) -> int:
    return _digest(pack, "uid", path) % _LARGEST_UID + 1


@lru_cache(256)  # a creature's files name each other several times
def _uid(pack: str, path: str) -> str:
    number, digits = _number(pack, path), ""
    while number:
        number, digit = divmod(number, len(_UID_DIGITS))
        digits = _UID_DIGITS[digit] + digits
    return f"uid://{digits}"


def _digest(*texts: str) -> int:
    return int.from_bytes(hashlib.sha256(json.dumps(texts).encode("ascii")).digest()[:8], "big")
