"""A place in a litter -> the request of that child. Litters asked for last are kept: their children come one by one.

Knows no sockets and draws nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any, Protocol

from engine_bridges.server.protocol import LitterPlace
from pixelgen import SpriteRequest

_MOST = 16  # litters that are kept
_AT_ONCE = 8  # children: a usual litter


class Breeder(Protocol):
    """The part of a generator that makes litters."""

    @property
    def weights_digest(self) -> str:
        """SHA-256 of the weights, hexadecimal."""

    def litter(self, a: SpriteRequest, b: SpriteRequest, *, size: int, seed: int) -> Sequence[SpriteRequest]:
        """The requests of the children of a cross; a larger litter begins with a smaller one."""


class RecentLitters:
    """Of any number of generators, for any number of threads."""

    def __init__(self) -> None:
        self._litters: OrderedDict[tuple[Any, ...], Sequence[SpriteRequest]] = OrderedDict()
        self._lock = Lock()

    def child(self, breeder: Breeder, wanted: LitterPlace) -> SpriteRequest:
        """RequestError for parents without known genes, and for a seed out of range."""
        key = (breeder.weights_digest, wanted.mother.key(), wanted.father.key(), repr(wanted.seed))
        with self._lock:
            known = self._litters.get(key, ())
        if len(known) < wanted.place:
            size = 1 if wanted.place == 1 else -(-wanted.place // _AT_ONCE) * _AT_ONCE
            known = breeder.litter(wanted.mother, wanted.father, size=size, seed=wanted.seed)
        with self._lock:
            self._litters[key] = known
            self._litters.move_to_end(key)
            while len(self._litters) > _MOST:
                self._litters.popitem(last=False)
        return known[wanted.place - 1]
