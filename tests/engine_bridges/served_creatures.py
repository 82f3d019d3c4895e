"""A creature server in a thread of the test, a generator that draws nothing, and clients that behave or do not."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import numpy as np

from engine_bridges.server.limits import ServerLimits
from engine_bridges.server.server import CreatureServer
from pixelgen import Sprite, SpriteRequest
from tests.fake_generator import dna_of

TOKEN = "open sesame"
BOUND = 20.0  # seconds that no test comes near; a server that hangs fails the test instead of holding it up


class FakeMaker:
    """A block of one colour, the seed; seed 13 fails. While `held`, nothing is finished."""

    weights_digest = "0123"

    def __init__(self) -> None:
        self.held = False
        self.asked: list[tuple[SpriteRequest, Future[Sprite]]] = []

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        future: Future[Sprite] = Future()
        self.asked.append((request, future))
        if not self.held:
            self.finish(request, future)
        return future

    def finish(self, request: SpriteRequest, future: Future[Sprite]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        if request.seed == 13:
            future.set_exception(ZeroDivisionError("unlucky"))
            return
        future.set_result(block(request.seed))

    def species_of(self, request: SpriteRequest) -> str | None:
        return request.species

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request)

    def close(self) -> None:
        pass


def block(seed: int) -> Sprite:
    indices = np.zeros((32, 32), dtype=np.uint8)
    indices[8:24, 4:28] = 1 + seed % 63
    return Sprite(indices)


class Client:
    """A connection; `with` closes it. One that has a token shows it and is welcomed."""

    def __init__(self, port: int, token: str | None = TOKEN) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=BOUND)
        self.lines = self.socket.makefile("rb")
        self.welcome: Any = None
        if token is not None:
            self.send({"token": token})
            self.welcome = self.receive()

    def send(self, message: object) -> None:
        self.raw(json.dumps(message).encode() + b"\n")

    def raw(self, content: bytes) -> None:
        self.socket.sendall(content)

    def receive(self) -> Any:
        """The next line's content; None at the end."""
        try:
            line = self.lines.readline()
        except ConnectionError:
            return None
        return json.loads(line) if line else None

    def ask(self, id: int = 1, **more: Any) -> Any:
        """A creature."""
        self.send({"id": id, "zone": "reef", "category": "reef_fish", **more})
        return self.receive()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.lines.close()
        self.socket.close()


class Served:
    """A running server."""

    def __init__(self, server: CreatureServer, maker: FakeMaker) -> None:
        self.server = server
        self.maker = maker

    @property
    def port(self) -> int:
        return self.server.port

    def client(self, token: str | None = TOKEN) -> Client:
        return Client(self.port, token)

    def serves(self) -> bool:
        """A client that comes now gets its creature."""
        with self.client() as client:
            return bool(client.welcome["welcome"] == "pixelgen" and client.ask(7, seed=7)["id"] == 7)


@contextmanager
def served(limits: ServerLimits | None = None, maker: FakeMaker | None = None) -> Iterator[Served]:
    """Runs until the block ends, in a thread of its own."""
    maker = maker or FakeMaker()
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, CreatureServer]] = Future()

    async def run() -> None:
        stop = asyncio.Event()
        async with CreatureServer(maker, token=TOKEN, limits=limits) as server:
            started.set_result((asyncio.get_running_loop(), stop, server))
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    loop, stop, server = started.result(BOUND)
    try:
        yield Served(server, maker)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(BOUND)
        assert not thread.is_alive()
