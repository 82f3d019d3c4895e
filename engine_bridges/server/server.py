"""Clients on this machine -> creatures drawn for them while their game runs. Listens on 127.0.0.1, never elsewhere.

Messages: protocol.py. Limits of a client: limits.py. Whose turn it is: scheduler.py. Whatever a client sends or leaves
out, the others are served, and memory stays bounded: a line is read when the one before it is dealt with, an answer is
kept until it is read or its reader is too slow.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from types import TracebackType

from engine_bridges.server.connection import Connection, DisconnectedError
from engine_bridges.server.limits import ServerLimits
from engine_bridges.server.line_buffer import LineTooLongError
from engine_bridges.server.protocol import (
    Cancel,
    CreatureRequest,
    Ping,
    ProtocolError,
    error_line,
    message_in,
    pong_line,
    token_in,
    welcome_line,
)
from engine_bridges.server.worker import Older, SpriteGenerator, Worker
from pixelgen import PixelgenError

HOST = "127.0.0.1"


class ServerError(PixelgenError):
    """A server that cannot start as it was asked to."""


class CreatureServer:
    """Serves from `async with` until its end. The generator stays the caller's; it is not closed.

    token: what a client has to show first. port: 0 for a free one; `self.port` is the one in use. older: as in Worker.
    ServerError when the port is taken or not allowed.
    """

    def __init__(
        self,
        generator: SpriteGenerator,
        *,
        token: str,
        port: int = 0,
        limits: ServerLimits | None = None,
        older: Older = lambda _: None,
    ) -> None:
        self.port = port
        self.token = token
        self._limits = limits or ServerLimits()
        self._worker = Worker(generator, most_drawings=self._limits.drawings, older=older)
        self._unauthenticated: dict[Connection, None] = {}  # the oldest first
        self._open: dict[asyncio.Task[None], Connection] = {}
        self._server: asyncio.Server | None = None

    @property
    def answered(self) -> int:
        """Creatures drawn and sent so far."""
        return self._worker.answered

    @property
    def connections(self) -> int:
        """Connections that are open now."""
        return len(self._open)

    async def __aenter__(self) -> CreatureServer:
        try:
            self._server = await asyncio.start_server(self._accept, HOST, self.port)
        except (OSError, OverflowError) as error:
            self._worker.close()
            reason = getattr(error, "strerror", None) or error
            raise ServerError(f"cannot listen on {HOST} port {self.port}: {reason}; choose another port") from error
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task, connection in self._open.items():
            connection.abort()
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()
        self._worker.close()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(reader, writer, self._limits)
        if len(self._open) >= self._limits.connections and self._unauthenticated:
            # Whoever has the token shows it at once; connections that do not must not keep others out.
            oldest = next(iter(self._unauthenticated))
            del self._unauthenticated[oldest]
            oldest.abort()
        elif len(self._open) >= self._limits.connections:
            writer.write(error_line(None, f"the server has {self._limits.connections} connections; close one"))
            writer.close()
            return
        self._unauthenticated[connection] = None
        task = asyncio.get_running_loop().create_task(self._serve(connection))
        self._open[task] = connection
        task.add_done_callback(self._open.pop)

    async def _serve(self, connection: Connection) -> None:
        try:
            with contextlib.suppress(DisconnectedError):
                await self._converse(connection)
        finally:
            self._unauthenticated.pop(connection, None)
            connection.abort()

    async def _converse(self, connection: Connection) -> None:
        try:
            if await self._authenticate(connection):
                await _Client(connection, self._worker, self._limits).serve()
        except LineTooLongError as error:
            await connection.send(error_line(None, str(error)))
        await connection.close()

    async def _authenticate(self, connection: Connection) -> bool:
        line = await connection.line(seconds=self._limits.token_seconds)
        try:
            token = token_in(line or b"")
        except ProtocolError as error:
            await connection.send(error_line(None, str(error)))
            return False
        if not secrets.compare_digest(token.encode("utf-8", "surrogatepass"), self.token.encode("utf-8")):
            await connection.send(error_line(None, "the token is wrong; read the address file again"))
            return False
        self._unauthenticated.pop(connection, None)
        await connection.send(welcome_line(in_flight=self._limits.in_flight))
        return True


class _Client:
    """An authenticated one: its messages, and its open requests."""

    def __init__(self, connection: Connection, worker: Worker, limits: ServerLimits) -> None:
        self._connection = connection
        self._worker = worker
        self._limits = limits
        self._tasks: set[asyncio.Task[None]] = set()
        self._cancellable: dict[int, asyncio.Task[None]] = {}  # by the request's id

    async def serve(self) -> None:
        """Until the client leaves or is idle for long."""
        self._worker.join(self)
        try:
            while True:
                line = await self._connection.line(seconds=self._limits.idle_seconds)
                if line is not None:
                    await self._handle(line)
                elif not self._tasks:
                    return
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._worker.leave(self)

    async def _handle(self, line: bytes) -> None:
        try:
            message = message_in(line)
            if isinstance(message, CreatureRequest):
                self._begin(message)
        except ProtocolError as error:
            await self._connection.send(error_line(error.id, str(error)))
            return
        if isinstance(message, Ping):
            await self._connection.send(pong_line(message.id))
        elif isinstance(message, Cancel) and (task := self._cancellable.pop(message.id, None)) is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)  # at once; then it does not count as in flight
            await self._connection.send(error_line(message.id, "cancelled"))

    def _begin(self, asked: CreatureRequest) -> None:
        if len(self._tasks) >= self._limits.in_flight:
            limit = f"at most {self._limits.in_flight} requests may be open at once"
            raise ProtocolError(f"{limit}; wait for an answer", asked.id)
        if asked.id in self._cancellable:
            raise ProtocolError("each open request must have an id of its own; this one is in use", asked.id)
        task = asyncio.get_running_loop().create_task(self._answer(asked))
        self._cancellable[asked.id] = task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, asked: CreatureRequest) -> None:
        try:
            line = await self._worker.answer(self, asked)
        except PixelgenError as error:
            line = error_line(asked.id, str(error))
        except (Exception, SystemExit) as error:  # a bug of ours must not end the other clients' server
            line = error_line(asked.id, f"the creature could not be drawn: {type(error).__name__}: {error}")
        self._cancellable.pop(asked.id, None)
        with contextlib.suppress(DisconnectedError):
            await self._connection.send(line)
