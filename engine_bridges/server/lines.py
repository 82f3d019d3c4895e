"""Bytes as they arrive -> whole lines, none longer than a limit. Knows nothing of what lines say."""

from __future__ import annotations

from collections import deque

from pixelgen import PixelgenError


class LineTooLongError(PixelgenError):
    """A line that goes beyond the limit; where the next one begins cannot be told cheaply, so reading ends."""


class Lines:
    """Holds at most the whole lines of the last bytes fed and one unfinished line of `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._whole: deque[bytes] = deque()
        self._rest = bytearray()

    def feed(self, content: bytes) -> None:
        """Take bytes. LineTooLongError when a line, finished or not, has more than the limit."""
        start = len(self._rest)
        self._rest += content
        while (end := self._rest.find(b"\n", start)) >= 0:
            self._check(end)
            self._whole.append(bytes(self._rest[:end]).removesuffix(b"\r"))
            del self._rest[: end + 1]
            start = 0
        self._check(len(self._rest))

    def take(self) -> bytes | None:
        """The next whole line without its end, or None."""
        return self._whole.popleft() if self._whole else None

    @property
    def unfinished(self) -> bool:
        """Whether a line has begun that has not ended."""
        return bool(self._rest)

    def _check(self, length: int) -> None:
        if length > self._limit:
            raise LineTooLongError(f"a line must have at most {self._limit} bytes; the connection ends here")
