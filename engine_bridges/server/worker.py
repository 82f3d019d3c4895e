"""Requests of many clients -> answers. Clients take turns, and a turn draws one sprite. Of one client's requests those
that take the least drawings come first. Knows no sockets.

Drawing is done by the generator's own thread; reading DNAs, animating and writing PNGs by a small pool, so that the
event loop is never blocked for longer than a line takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar

from engine_bridges.creatures.clips import clips_of
from engine_bridges.server.drawings import drawings_of, with_drawn_parents, with_named_parents
from engine_bridges.server.litters import RecentLitters
from engine_bridges.server.pictures import layer_field, picture_fields
from engine_bridges.server.protocol import CreatureRequest, LitterPlace, ProtocolError, answer_line, request_of
from engine_bridges.server.scheduler import Scheduler
from pixelgen import ENGINE_VERSION, Dna, Parent, RequestError, Sprite, SpriteRequest, lit_as, style_of

SLOTS = 4  # turns at once: as many sprites as the generator draws side by side
_THREADS = 2
T = TypeVar("T")


class SpriteGenerator(Protocol):
    """The part of `pixelgen.Generator` that the server needs."""

    @property
    def weights_digest(self) -> str:
        """SHA-256 of the weights, hexadecimal."""

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        """A future of the sprite; returns at once."""

    def species_of(self, request: SpriteRequest) -> str | None:
        """The species that a request is drawn as, if it is known."""

    def traits_of(self, request: SpriteRequest) -> Mapping[str, str]:
        """The traits that a request is drawn with, as far as they are known."""

    def litter(self, a: SpriteRequest, b: SpriteRequest, *, size: int, seed: int) -> Sequence[SpriteRequest]:
        """The requests of the children of a cross."""

    def dna(self, request: SpriteRequest) -> str:
        """One line that recreates the sprite."""

    def close(self) -> None:
        """Stop drawing."""


Older = Callable[[str], SpriteGenerator | None]


class Worker:
    """Answers all connections of one event loop; `close` it in the end.

    most_drawings: of one creature, its ancestors included. older: the first digits of a digest -> what draws with those
    weights, if there is such; it stays the caller's. answered: how many creatures were sent.
    """

    def __init__(self, generator: SpriteGenerator, *, most_drawings: int, older: Older = lambda _: None) -> None:
        self._generator = generator
        self._older = older
        self._most_drawings = most_drawings
        self._litters = RecentLitters()
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="pixelgen-server")
        self._scheduler: Scheduler[asyncio.Future[None]] = Scheduler(SLOTS)
        self.answered = 0

    def join(self, client: Hashable) -> None:
        """A client who may ask from now on."""
        self._scheduler.join(client)

    def leave(self, client: Hashable) -> None:
        """The client asks no more; nothing of its may be waiting."""
        self._scheduler.leave(client)

    async def answer(self, client: Hashable, asked: CreatureRequest) -> bytes:
        """The line that answers a request. PixelgenError when there is none; cancelling stops the drawing."""
        async with self._turn(client, left=1):
            generator, drawings = await self._in_pool(self._read, asked)
            request = drawings[-1]
            sprite = await self._drawn_at_once(generator, drawings)
            if sprite is not None:
                return await self._rendered(generator, asked, request, sprite)
        sprites: dict[str, Sprite] = {}
        for done, ancestor in enumerate(drawings[:-1]):
            async with self._turn(client, left=len(drawings) - done):
                sprites[Parent.of(ancestor).name] = await self._drawn(generator, with_drawn_parents(ancestor, sprites))
        async with self._turn(client, left=1):
            sprite = await self._drawn(generator, with_drawn_parents(request, sprites))
            return await self._rendered(generator, asked, request, sprite)

    def close(self) -> None:
        """End the pool; no client may be waiting any more."""
        self._pool.shutdown(cancel_futures=True)

    async def _drawn_at_once(self, generator: SpriteGenerator, drawings: list[SpriteRequest]) -> Sprite | None:
        """The sprite if it takes one drawing at most: it has no ancestors, or they are in the cache."""
        if len(drawings) == 1:
            return await self._drawn(generator, drawings[0])
        try:
            return await self._drawn(generator, with_named_parents(drawings[-1]))
        except RequestError:  # not in the cache; if it is something else, drawing it tells
            return None

    async def _drawn(self, generator: SpriteGenerator, request: SpriteRequest) -> Sprite:
        return await asyncio.wrap_future(generator.submit(request))

    async def _rendered(
        self, generator: SpriteGenerator, asked: CreatureRequest, request: SpriteRequest, sprite: Sprite
    ) -> bytes:
        line = await self._in_pool(self._render, generator, asked, request, sprite)
        self.answered += 1
        return line

    async def _in_pool(self, work: Callable[..., T], *given: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *given)

    @asynccontextmanager
    async def _turn(self, client: Hashable, *, left: int) -> AsyncIterator[None]:
        """Waits for a turn, which lasts as long as the block. left: drawings of the creature, this one included."""
        started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._scheduler.put(client, started, left=left)
        self._start_next()
        try:
            await started
        except asyncio.CancelledError:
            if not self._scheduler.withdraw(client, started):  # started and cancelled at once
                self._end_turn(client)
            raise
        try:
            yield
        finally:
            self._end_turn(client)

    def _end_turn(self, client: Hashable) -> None:
        self._scheduler.end(client)
        # A moment later, when who goes on with the next drawing of the same creature has queued for it.
        asyncio.get_running_loop().call_soon(self._start_next)

    def _start_next(self) -> None:
        while (started := self._scheduler.take()) is not None:
            if not started.cancelled():
                started.set_result(None)

    def _read(self, asked: CreatureRequest) -> tuple[SpriteGenerator, list[SpriteRequest]]:
        request, pinned = request_of(asked)
        generator = self._that_drew(pinned)
        for dna in pinned:
            dna.check_drawn_with(generator.weights_digest, ENGINE_VERSION)
        if isinstance(request, LitterPlace):
            request = self._litters.child(generator, request)
        drawings = drawings_of(request)
        if len(drawings) > self._most_drawings:
            raise ProtocolError(
                f"a creature may take at most {self._most_drawings} drawings, bred ancestors included; this one takes "
                f"{len(drawings)}; choose parents with fewer ancestors",
                asked.id,
            )
        return generator, drawings

    def _that_drew(self, pinned: Sequence[Dna]) -> SpriteGenerator:
        """What has the weights of these DNAs, where they are of one; the server's own otherwise."""
        needed = {dna.needed_weights for dna in pinned}
        if len(needed) != 1 or all(dna.is_drawn_with(self._generator.weights_digest, ENGINE_VERSION) for dna in pinned):
            return self._generator
        (digest,) = needed
        return (None if digest is None else self._older(digest)) or self._generator

    def _render(
        self, generator: SpriteGenerator, asked: CreatureRequest, request: SpriteRequest, sprite: Sprite
    ) -> bytes:
        species = generator.species_of(request)
        options = asked.render
        clips = clips_of(
            sprite,
            category=request.category,
            species=species,
            style=style_of(lit_as(request.zone)) if options.shaded else None,
            animations=options.animations,
            frames=options.frames,
            margin=options.margin,
            normals=options.normals,
        )
        fields: dict[str, Any] = {
            "dna": generator.dna(request),
            "zone": request.zone,
            "category": request.category,
            "species": species,
            "traits": dict(generator.traits_of(request)),
            "indices": layer_field(sprite.indices),
            "parts": layer_field(sprite.parts),
            **picture_fields(clips),
        }
        return answer_line(asked.id, fields)
