"""A key -> raw numbers by name, the same on every machine. Knows nothing of what is decided by them."""

from __future__ import annotations

import hashlib


class Draws:
    """64-bit numbers, one for each name, by SHA-256. A name that is asked for later changes no other number.

    key: what tells these draws from others; its parts are joined by spaces, in ASCII.
    """

    def __init__(self, *key: object) -> None:
        self._key = hashlib.sha256(" ".join(map(str, key)).encode("ascii")).hexdigest()

    def of(self, *key: str) -> Draws:
        """The draws of a part of what this key stands for."""
        return Draws(self._key, *key)

    def number(self, name: str) -> int:
        """From 0 to 2^64 - 1: the first eight bytes of the digest, the highest first."""
        digest = hashlib.sha256(f"{self._key} {name}".encode("ascii")).digest()
        return int.from_bytes(digest[:8], "big")

    def below(self, count: int, name: str) -> int:
        """From 0 to count - 1, all equally probable."""
        return self.number(name) * count >> 64
