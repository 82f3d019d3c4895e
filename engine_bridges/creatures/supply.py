"""Requests -> creatures, drawn, lit and animated in the background; no call blocks. Knows no engine.

supply = CreatureSupply(generator)
supply.ask(SpriteRequest("reef", "jellyfish", seed=7))      # returns at once
for request, creature in supply.ready():                    # every frame: what has become ready since
    ...
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from queue import Empty, SimpleQueue
from typing import Protocol

from engine_bridges.creatures.clips import creature_of
from engine_bridges.creatures.creature import Creature
from pixelgen import ANIMATIONS, PixelgenError, RequestError, Sprite, SpriteRequest


class SpriteGenerator(Protocol):
    """The part of `pixelgen.Generator` that the supply needs."""

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        """A future of the sprite; returns at once."""

    def species_of(self, request: SpriteRequest) -> str | None:
        """The species that a request is drawn as, if it is known."""

    def dna(self, request: SpriteRequest) -> str:
        """One line that recreates the sprite."""


_Made = tuple[SpriteRequest, Future[Sprite], Creature | BaseException]


class CreatureSupply:
    """generator: a `pixelgen.Generator`, which stays the caller's to close. Other settings as `creature_of` takes them.

    tell: called as tell(request, error), inside `ready`, for a request that could not be drawn. Everything that was
    asked for ends: as a creature, by `tell`, by an error that `ready` raises, or cancelled with the generator. After a
    fork, the child's supply is empty.
    """

    def __init__(
        self,
        generator: SpriteGenerator,
        *,
        animations: Sequence[str] = ANIMATIONS,
        frames: int = 6,
        margin: int = 2,
        shaded: bool = True,
        tell: Callable[[SpriteRequest, PixelgenError], None] = lambda request, error: None,
    ) -> None:
        self._generator, self._tell = generator, tell
        self._animated = partial(creature_of, animations=animations, frames=frames, margin=margin, shaded=shaded)
        self._closed = False
        self._start()

    def _start(self) -> None:
        self._process = os.getpid()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pixelgen-supply")
        self._pending: dict[SpriteRequest, Future[Sprite]] = {}
        self._made: SimpleQueue[_Made] = SimpleQueue()
        self._ready: deque[tuple[SpriteRequest, Creature]] = deque()

    @property
    def waiting(self) -> int:
        """How many requests are not answered yet."""
        return len(self._pending)

    def ask(self, request: SpriteRequest) -> None:
        """Have a creature drawn; one that is on its way already is not asked for again.

        RequestError for anything but a SpriteRequest; RuntimeError after `close`.
        """
        if not isinstance(request, SpriteRequest):
            raise RequestError(f"ask takes a SpriteRequest; got {request!r:.60}")
        if self._closed:
            raise RuntimeError("the supply is closed; nothing can be asked of it")
        if self._process != os.getpid():  # forked: threads, and what they had begun, stayed behind
            self._start()
        if request not in self._pending:
            future = self._pending[request] = self._generator.submit(request)
            future.add_done_callback(lambda done: self._drawn(request, done))

    def drop(self, request: SpriteRequest) -> None:
        """Cancel a request: the drawing stops, or its creature does not come."""
        future = self._pending.pop(request, None)
        if future is not None:
            future.cancel()

    def ready(self, *, most: int = 1) -> list[tuple[SpriteRequest, Creature]]:
        """Creatures that have become ready since, at most so many, so that no frame has much to do for them.

        A bug of ours in making one is raised here; the others come with the next call.
        """
        while len(self._ready) < most:
            try:
                request, future, made = self._made.get_nowait()
            except Empty:
                break
            if self._pending.get(request) is not future:  # dropped, and perhaps asked for again
                continue
            del self._pending[request]
            if isinstance(made, Creature):
                self._ready.append((request, made))
            elif isinstance(made, PixelgenError):
                self._tell(request, made)
            elif not isinstance(made, CancelledError):  # which is the generator's, when it was closed
                raise made if isinstance(made, Exception) else RuntimeError(f"no creature was made: {made!r}") from made
        return [self._ready.popleft() for _ in range(min(most, len(self._ready)))]

    def close(self) -> None:
        """Cancel everything and end the thread. The generator stays open."""
        self._closed = True
        for request in [*self._pending]:
            self.drop(request)
        if self._process == os.getpid():
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _drawn(self, request: SpriteRequest, future: Future[Sprite]) -> None:
        """In the generator's thread, which has other things to do: hand it on."""
        try:
            self._pool.submit(self._animate, request, future)
        except RuntimeError:  # closed, or the interpreter ends
            self._made.put((request, future, CancelledError()))

    def _animate(self, request: SpriteRequest, future: Future[Sprite]) -> None:
        made: Creature | BaseException
        try:
            species, dna = self._generator.species_of(request), self._generator.dna(request)
            made = self._animated(future.result(), request, species=species, dna=dna)
        except BaseException as error:  # reported, or raised, where `ready` is called
            made = error
        self._made.put((request, future, made))
