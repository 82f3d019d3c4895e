"""Wishes of many clients -> answers, a few at a time and each client in its turn. Knows no sockets.

Drawing is the generator's own thread's; reading DNAs, animating and writing PNGs are done by a small pool, so that
the event loop never works longer than a line takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

from engine_bridges.creatures.clips import clips_of
from engine_bridges.server.pictures import picture_fields
from engine_bridges.server.protocol import Wish, answer_line, request_of
from engine_bridges.server.turns import Turns
from pixelgen import ENGINE_VERSION, Sprite, SpriteRequest, style_of

DRAWN_TOGETHER = 4  # as many as the generator draws side by side; more would only lengthen its queue
_THREADS = 2


class CreatureMaker(Protocol):
    """The part of a generator that the server needs."""

    @property
    def weights_digest(self) -> str:
        """Hash of the weights, hexadecimal."""

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        """A promise of the sprite; returns at once."""

    def species_of(self, request: SpriteRequest) -> str | None:
        """What a request is drawn as, if that is known."""

    def dna(self, request: SpriteRequest) -> str:
        """One line that recreates the sprite."""

    def close(self) -> None:
        """End what is being drawn."""


class Studio:
    """Draws for all connections of one event loop; `close` it in the end."""

    def __init__(self, generator: CreatureMaker) -> None:
        self._generator = generator
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="pixelgen-server")
        self._turns: Turns[asyncio.Future[None]] = Turns()
        self._free = DRAWN_TOGETHER
        self.drawn = 0

    async def answer(self, owner: Hashable, wish: Wish) -> bytes:
        """The line that answers a wish. PixelgenError when it cannot be fulfilled; cancelling stops the drawing."""
        await self._turn(owner)
        try:
            loop = asyncio.get_running_loop()
            request = await loop.run_in_executor(self._pool, self._understood, wish)
            sprite = await asyncio.wrap_future(self._generator.submit(request))
            line = await loop.run_in_executor(self._pool, self._shown, wish, request, sprite)
        finally:
            self._free += 1
            self._call_next()
        self.drawn += 1
        return line

    def close(self) -> None:
        """End the pool; nobody may be waiting any more."""
        self._pool.shutdown(cancel_futures=True)

    async def _turn(self, owner: Hashable) -> None:
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._turns.put(owner, called)
        self._call_next()
        try:
            await called
        except asyncio.CancelledError:
            if not self._turns.withdraw(owner, called):  # called and cancelled at once
                self._free += 1
                self._call_next()
            raise

    def _call_next(self) -> None:
        while self._free > 0 and (called := self._turns.take()) is not None:
            self._free -= 1
            if not called.cancelled():
                called.set_result(None)

    def _understood(self, wish: Wish) -> SpriteRequest:
        request, pinned = request_of(wish)
        for dna in pinned:
            dna.check_drawn_with(self._generator.weights_digest, ENGINE_VERSION)
        return request

    def _shown(self, wish: Wish, request: SpriteRequest, sprite: Sprite) -> bytes:
        species = self._generator.species_of(request)
        look = wish.look
        clips = clips_of(
            sprite,
            category=request.category,
            species=species,
            style=style_of(request.zone) if look.shaded else None,
            animations=look.animations,
            frames=look.frames,
            margin=look.margin,
            normals=look.normals,
        )
        fields: dict[str, Any] = {
            "dna": self._generator.dna(request),
            "zone": request.zone,
            "category": request.category,
            "species": species,
            **picture_fields(clips),
        }
        return answer_line(wish.id, fields)
