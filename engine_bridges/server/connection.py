"""One client's stream -> its lines in, lines out, within the limits: no wait and no buffer is unbounded.

Knows nothing of what is in the lines.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket

from engine_bridges.server.limits import ServerLimits, TokenBucket
from engine_bridges.server.line_buffer import LineBuffer

_CHUNK = 16_384


class DisconnectedError(Exception):
    """The client has closed the connection, or was disconnected because it kept the server waiting."""


class Connection:
    """A client. Its methods raise DisconnectedError once it is gone, LineTooLongError for a line over the limit."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limits: ServerLimits) -> None:
        self._reader = reader
        self._writer = writer
        self._limits = limits
        self._lines = LineBuffer(limits.line_bytes)
        self._now = asyncio.get_running_loop().time
        self._rate = TokenBucket(limits.requests_per_second, limits.burst, now=self._now())
        self._sending = asyncio.Lock()
        self._aborted = False
        writer.transport.set_write_buffer_limits(high=limits.sending_bytes)
        # Otherwise the system keeps some megabytes more for a client that does not read.
        with contextlib.suppress(OSError):  # it may have left already
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.sending_bytes)

    async def line(self, *, seconds: float) -> bytes | None:
        """The client's next line; None when none began for so many seconds.

        What a client sends faster than allowed waits in the system's own bounded buffers.
        """
        self._check_open()
        if (pause := self._rate.wait(self._now())) > 0:
            await asyncio.sleep(pause)
        begun: float | None = self._now() if self._lines.unfinished else None
        until = self._now() + seconds
        while True:
            self._check_open()
            if (line := self._lines.take()) is not None:
                return line
            left = (until if begun is None else min(until, begun + self._limits.line_seconds)) - self._now()
            try:
                content = await asyncio.wait_for(self._reader.read(_CHUNK), max(left, 0.0))
            except asyncio.TimeoutError:
                if begun is None:
                    return None
                raise DisconnectedError("half a line") from None
            except OSError as error:
                raise DisconnectedError("reset") from error
            if not content:
                raise DisconnectedError("closed")
            self._lines.feed(content)
            if begun is None and self._lines.unfinished:
                begun = self._now()

    async def send(self, line: bytes) -> None:
        """Send a line; returns when most of what was sent before is read. Who reads too slowly is disconnected."""
        async with self._sending:
            if self._writer.is_closing():
                raise DisconnectedError("closed")
            self._writer.write(line)
            try:
                await asyncio.wait_for(self._writer.drain(), self._limits.sending_seconds)
            except asyncio.TimeoutError:
                self.abort()
                raise DisconnectedError("a slow reader") from None
            except OSError as error:
                raise DisconnectedError("reset") from error

    def _check_open(self) -> None:
        # Before every wait: up to Python 3.11 wait_for forgets a cancellation that comes together with a result.
        if self._aborted:
            raise DisconnectedError("aborted")

    def abort(self) -> None:
        """Close at once; what was not sent or not read yet is lost."""
        self._aborted = True
        self._writer.transport.abort()

    async def close(self) -> None:
        """Close when the client has read what was sent, or soon."""
        self._writer.close()
        try:
            await asyncio.wait_for(self._writer.wait_closed(), self._limits.sending_seconds)
        except (OSError, asyncio.TimeoutError):
            self.abort()
