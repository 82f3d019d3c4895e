"""Clients on this machine -> creatures drawn for them while their game runs. Listens on 127.0.0.1, never elsewhere.

What clients and server say to each other: server_protocol.py. Who may not use more than what: server_limits.py.
Whatever a client sends or leaves out, the others go on being served, and memory stays bounded: a line is read when
the one before it is dealt with, an answer is kept until it is read or its reader is too slow.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from types import TracebackType

from engine_bridges.server.connection import Connection, GoneError
from engine_bridges.server.limits import ServerLimits
from engine_bridges.server.lines import LineTooLongError
from engine_bridges.server.protocol import (
    Cancel,
    Ping,
    ProtocolError,
    Wish,
    error_line,
    message_in,
    pong_line,
    token_in,
    welcome_line,
)
from engine_bridges.server.studio import CreatureMaker, Studio
from pixelgen import PixelgenError

HOST = "127.0.0.1"


class ServerError(PixelgenError):
    """A server that cannot be started as it was asked for."""


class CreatureServer:
    """Serves from `async with` until its end. The generator stays the caller's; it is not closed.

    token: what a client has to show first. port: 0 for a free one; `self.port` says which.
    ServerError when the port is taken or not allowed.
    """

    def __init__(
        self, generator: CreatureMaker, *, token: str, port: int = 0, limits: ServerLimits | None = None
    ) -> None:
        self.port = port
        self.token = token
        self._limits = limits or ServerLimits()
        self._studio = Studio(generator)
        self._guests: dict[Connection, None] = {}  # without a token yet, the oldest first
        self._open: dict[asyncio.Task[None], Connection] = {}
        self._server: asyncio.Server | None = None

    @property
    def drawn(self) -> int:
        """Creatures drawn so far."""
        return self._studio.drawn

    @property
    def connections(self) -> int:
        """Clients that are connected now."""
        return len(self._open)

    async def __aenter__(self) -> CreatureServer:
        try:
            self._server = await asyncio.start_server(self._admit, HOST, self.port)
        except (OSError, OverflowError) as error:
            self._studio.close()
            reason = getattr(error, "strerror", None) or error
            raise ServerError(f"cannot listen on {HOST} port {self.port}: {reason}; name another port") from error
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task, connection in self._open.items():
            connection.drop()
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()
        self._studio.close()

    def _admit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(reader, writer, self._limits)
        full = len(self._open) >= self._limits.connections
        if self._guests and (full or len(self._guests) >= self._limits.guests):
            # Whoever has the token shows it at once; connections that do not must not keep others out.
            oldest = next(iter(self._guests))
            del self._guests[oldest]
            oldest.drop()
        elif full:
            writer.write(error_line(None, f"the server has {self._limits.connections} connections; close one"))
            writer.close()
            return
        self._guests[connection] = None
        task = asyncio.get_running_loop().create_task(self._serve(connection))
        self._open[task] = connection
        task.add_done_callback(self._open.pop)

    async def _serve(self, connection: Connection) -> None:
        try:
            with contextlib.suppress(GoneError):
                await self._talk(connection)
        finally:
            self._guests.pop(connection, None)
            connection.drop()

    async def _talk(self, connection: Connection) -> None:
        try:
            if await self._is_welcome(connection):
                await _Client(connection, self._studio, self._limits).serve()
        except LineTooLongError as error:
            await connection.send(error_line(None, str(error)))
        await connection.end()

    async def _is_welcome(self, connection: Connection) -> bool:
        line = await connection.line(seconds=self._limits.token_seconds)
        try:
            token = token_in(line or b"")
        except ProtocolError as error:
            await connection.send(error_line(None, str(error)))
            return False
        if not secrets.compare_digest(token.encode("utf-8", "surrogatepass"), self.token.encode("utf-8")):
            await connection.send(error_line(None, "the token is wrong; read the address file again"))
            return False
        self._guests.pop(connection, None)
        await connection.send(welcome_line(in_flight=self._limits.in_flight))
        return True


class _Client:
    """One that has shown the token: its messages, and the wishes that it waits for."""

    def __init__(self, connection: Connection, studio: Studio, limits: ServerLimits) -> None:
        self._connection = connection
        self._studio = studio
        self._limits = limits
        self._tasks: set[asyncio.Task[None]] = set()
        self._drawing: dict[int, asyncio.Task[None]] = {}  # those that can still be cancelled

    async def serve(self) -> None:
        """Until the client leaves or is idle for long."""
        try:
            while True:
                line = await self._connection.line(seconds=self._limits.idle_seconds)
                if line is not None:
                    await self._hear(line)
                elif not self._tasks:
                    return
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _hear(self, line: bytes) -> None:
        try:
            message = message_in(line)
            if isinstance(message, Wish):
                self._begin(message)
        except ProtocolError as error:
            await self._connection.send(error_line(error.id, str(error)))
            return
        if isinstance(message, Ping):
            await self._connection.send(pong_line(message.id))
        elif isinstance(message, Cancel) and (task := self._drawing.pop(message.id, None)) is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)  # at once; then it does not count as in flight
            await self._connection.send(error_line(message.id, "cancelled"))

    def _begin(self, wish: Wish) -> None:
        if len(self._tasks) >= self._limits.in_flight:
            limit = f"at most {self._limits.in_flight} creatures may be asked for at once"
            raise ProtocolError(f"{limit}; wait for an answer", wish.id)
        if wish.id in self._drawing:
            raise ProtocolError("each id must be another while its creature is awaited; this one is", wish.id)
        task = asyncio.get_running_loop().create_task(self._fulfil(wish))
        self._drawing[wish.id] = task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fulfil(self, wish: Wish) -> None:
        try:
            line = await self._studio.answer(self, wish)
        except PixelgenError as error:
            line = error_line(wish.id, str(error))
        except Exception as error:  # a fault of ours must not take the other clients' server down
            line = error_line(wish.id, f"the creature could not be drawn: {type(error).__name__}: {error}")
        self._drawing.pop(wish.id, None)
        with contextlib.suppress(GoneError):
            await self._connection.send(line)
