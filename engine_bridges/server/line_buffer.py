"""Bytes as they arrive -> complete lines, none longer than a limit. Knows nothing of their content."""

from __future__ import annotations

from collections import deque

from pixelgen import PixelgenError


class LineTooLongError(PixelgenError):
    """A line longer than the limit. Where the next one begins is not looked for: reading ends."""


class LineBuffer:
    """Holds at most the complete lines of the last bytes fed and one unfinished line of `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._complete: deque[bytes] = deque()
        self._rest = bytearray()

    def feed(self, content: bytes) -> None:
        """Add bytes. LineTooLongError when a line, finished or not, is longer than the limit."""
        start = len(self._rest)
        self._rest += content
        while (end := self._rest.find(b"\n", start)) >= 0:
            self._check(end)
            self._complete.append(bytes(self._rest[:end]).removesuffix(b"\r"))
            del self._rest[: end + 1]
            start = 0
        self._check(len(self._rest))

    def take(self) -> bytes | None:
        """The next complete line without its line end, or None."""
        return self._complete.popleft() if self._complete else None

    @property
    def unfinished(self) -> bool:
        """Whether a line has begun that has not ended."""
        return bool(self._rest)

    def _check(self, length: int) -> None:
        if length > self._limit:
            raise LineTooLongError(f"a line must have at most {self._limit} bytes; the connection ends here")
