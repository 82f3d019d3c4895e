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

from engine_bridges.server.connection import Connection
from engine_bridges.server.limits import ServerLimits
from engine_bridges.server.server import CreatureServer
from engine_bridges.server.worker import Older
from pixelgen import Sprite, SpriteRequest
from tests.fake_generator import child_of, dna_of

TOKEN = "open sesame"
BOUND = 120.0  # seconds that no test comes near; a server that hangs fails the test instead of holding it up


class BlockGenerator:
    """A block of one colour, the seed; seed 13 fails. While `held`, nothing is finished."""

    weights_digest = "0123"

    def __init__(self) -> None:
        self.held = False
        self.litters: list[int] = []  # the sizes of those that were made
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

    def traits_of(self, request: SpriteRequest) -> dict[str, str]:
        return dict(request.traits)

    def litter(self, a: SpriteRequest, b: SpriteRequest, *, size: int, seed: int) -> list[SpriteRequest]:
        self.litters.append(size)
        return [child_of(a, b, seed=seed + number) for number in range(size)]

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

    def ping(self) -> None:
        """Returns when the server has dealt with every line before."""
        self.send({"ping": 1})
        assert self.receive() == {"pong": 1}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.lines.close()
        self.socket.close()


class ManualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only when a test says so."""

    seconds = 0.0

    def time(self) -> float:
        return self.seconds


class Served:
    """A running server."""

    def __init__(self, server: CreatureServer, generator: BlockGenerator, loop: ManualLoop) -> None:
        self.server = server
        self.generator = generator
        self._loop = loop

    @property
    def port(self) -> int:
        return self.server.port

    def client(self, token: str | None = TOKEN) -> Client:
        return Client(self.port, token)

    def serves(self) -> bool:
        """A client that comes now gets its creature."""
        with self.client() as client:
            return bool(client.welcome["welcome"] == "pixelgen" and client.ask(7, seed=7)["id"] == 7)

    def connections(self) -> list[Connection]:
        """The server's ends, the oldest first."""
        return list(self.server._open.values())

    def advance(self, seconds: float) -> None:
        """Let time pass for the server."""
        passed = threading.Event()

        def advance() -> None:
            self._loop.seconds += seconds
            self._loop.call_soon(passed.set)  # after the timers that are due now were scheduled

        self._loop.call_soon_threadsafe(advance)
        assert passed.wait(BOUND)


@contextmanager
def served(
    limits: ServerLimits | None = None, generator: BlockGenerator | None = None, *, older: Older = lambda _: None
) -> Iterator[Served]:
    """Runs until the block ends, in a thread of its own."""
    generator = generator or BlockGenerator()
    started: Future[tuple[asyncio.Event, CreatureServer]] = Future()
    loop = ManualLoop()

    async def run() -> None:
        stop = asyncio.Event()
        async with CreatureServer(generator, token=TOKEN, limits=limits, older=older) as server:
            started.set_result((stop, server))
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    stop, server = started.result(BOUND)
    try:
        yield Served(server, generator, loop)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(BOUND)
        assert not thread.is_alive()
        loop.close()


def wait_until(true: Any) -> None:
    """Asks again and again; the test fails when it never is."""
    pause = threading.Event()
    for _ in range(int(BOUND / 0.01)):
        if true():
            return
        pause.wait(0.01)
    raise AssertionError("it never came to be")
