"""A key of any words -> random numbers, the same on every machine and every Python. Knows not what they decide.

SplitMix64 (Steele, Lea and Flood, 2014) on a BLAKE2b hash of the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_WORD = (1 << 64) - 1


class Rng:
    """A generator of random numbers.

    >>> Rng("reef", 7).randrange(100)
    18
    """

    def __init__(self, *key: object) -> None:
        text = "\x1f".join(str(part) for part in key)
        self._state = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")

    def next_word(self) -> int:
        """64 random bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _WORD
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _WORD
        return mixed ^ (mixed >> 31)

    def random(self) -> float:
        """From 0 up to, not including, 1."""
        return (self.next_word() >> 11) / (1 << 53)

    def uniform(self, low: float, high: float) -> float:
        """From low up to high, uniformly distributed."""
        return low + (high - low) * self.random()

    def randrange(self, bound: int) -> int:
        """A whole number from 0 to bound - 1."""
        return self.next_word() * bound >> 64

    def choice(self, choices: Sequence[T]) -> T:
        """One of them, all equally likely."""
        return choices[self.randrange(len(choices))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All of them in random order."""
        rest, order = list(items), []
        while rest:
            order.append(rest.pop(self.randrange(len(rest))))
        return order
