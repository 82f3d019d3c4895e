"""What the decoder drew -> finished bodies, by the native core or by NumPy, which give the same bytes."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from pixelgen.drawing.breeding import joined
from pixelgen.drawing.finishing import Bools, finish
from pixelgen.native.finishing import NativeFinishing
from pixelgen.native.library import NativeError
from pixelgen.quadtree import Indices


class Finisher(Protocol):
    """Finishes drawings. Threads may share it."""

    def finish(self, drawn: Indices, *, standing: bool) -> Indices:
        """See `pixelgen.drawing.finishing.finish`."""

    def joined(self, drawn: Indices, *, parent: Indices, anew: Bools) -> Indices:
        """See `pixelgen.drawing.breeding.joined`."""


class ReferenceFinisher:
    """The NumPy reference."""

    finish = staticmethod(finish)
    joined = staticmethod(joined)


@cache
def best_finisher() -> Finisher:
    """By the core where there is one, for what has no engine."""
    try:
        return NativeFinishing()
    except NativeError:
        return ReferenceFinisher()


def finisher(*, native: bool) -> Finisher:
    """native: by the core, where NativeError says that there is none."""
    return NativeFinishing() if native else ReferenceFinisher()
