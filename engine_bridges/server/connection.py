"""One client's stream -> its lines in, lines out, within the limits: nothing waits or grows without an end.

Knows nothing of what lines say.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket

from engine_bridges.server.limits import Allowance, ServerLimits
from engine_bridges.server.lines import Lines

_CHUNK = 16_384


class GoneError(Exception):
    """The client has left, or was shown out because it kept the server waiting."""


class Connection:
    """A client. Its methods raise GoneError once it is gone; LineTooLongError for a line beyond the limit."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limits: ServerLimits) -> None:
        self._reader = reader
        self._writer = writer
        self._limits = limits
        self._lines = Lines(limits.line_bytes)
        self._now = asyncio.get_running_loop().time
        self._allowance = Allowance(limits.requests_per_second, limits.burst, now=self._now())
        self._sending = asyncio.Lock()
        self._dropped = False
        writer.transport.set_write_buffer_limits(high=limits.sending_bytes)
        # Otherwise the system keeps some megabytes more for a client that does not read.
        with contextlib.suppress(OSError):  # it may have left already
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.sending_bytes)

    async def line(self, *, seconds: float) -> bytes | None:
        """The client's next line, None when none began for so many seconds. A faster client than allowed is kept
        waiting, and so are its bytes, in the system's own bounded buffers."""
        if (pause := self._allowance.wait(self._now())) > 0:
            await asyncio.sleep(pause)
        begun: float | None = self._now() if self._lines.unfinished else None
        until = self._now() + seconds
        while True:
            # Asked each time: up to Python 3.11 wait_for forgets a cancellation that comes together with bytes.
            if self._dropped:
                raise GoneError("dropped")
            if (line := self._lines.take()) is not None:
                return line
            left = (until if begun is None else min(until, begun + self._limits.line_seconds)) - self._now()
            try:
                content = await asyncio.wait_for(self._reader.read(_CHUNK), max(left, 0.0))
            except asyncio.TimeoutError:
                if begun is None:
                    return None
                raise GoneError("half a line") from None
            except OSError as error:
                raise GoneError("reset") from error
            if not content:
                raise GoneError("closed")
            self._lines.feed(content)
            if begun is None and self._lines.unfinished:
                begun = self._now()

    async def send(self, line: bytes) -> None:
        """Send a line; returns when most of what was sent before is read. One that reads too slowly is shown out."""
        async with self._sending:
            if self._writer.is_closing():
                raise GoneError("closed")
            self._writer.write(line)
            try:
                await asyncio.wait_for(self._writer.drain(), self._limits.sending_seconds)
            except asyncio.TimeoutError:
                self.drop()
                raise GoneError("a slow reader") from None
            except OSError as error:
                raise GoneError("reset") from error

    def drop(self) -> None:
        """End it at once; what is not sent is lost, what came and was not read too."""
        self._dropped = True
        self._writer.transport.abort()

    async def end(self) -> None:
        """End it when what was sent is read, or soon."""
        self._writer.close()
        try:
            await asyncio.wait_for(self._writer.wait_closed(), self._limits.sending_seconds)
        except (OSError, asyncio.TimeoutError):
            self.drop()
