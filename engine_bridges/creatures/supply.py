"""Requests -> creatures, drawn, lit and animated in the background; nothing here waits for one. Knows no engine.

supply = CreatureSupply(generator)
supply.ask(SpriteRequest("reef", "jellyfish", seed=7))      # returns at once
for request, creature in supply.ready():                    # every frame: what has become ready since
    ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from queue import Empty, SimpleQueue
from typing import Protocol

from engine_bridges.creatures.clips import creature_of
from engine_bridges.creatures.creature import Creature
from pixelgen import ANIMATIONS, PixelgenError, Sprite, SpriteRequest


class Artist(Protocol):
    """The part of a generator that the supply needs."""

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        """A promise of the sprite; returns at once."""

    def species_of(self, request: SpriteRequest) -> str | None:
        """What a request is drawn as, if that is known."""

    def dna(self, request: SpriteRequest) -> str:
        """One line that recreates the sprite."""


class CreatureSupply:
    """artist: a Generator, which whoever made it closes. Settings as `creature_of` takes them.

    tell: is told, where `ready` is called, of a request that could not be drawn, and why.
    """

    def __init__(
        self,
        artist: Artist,
        *,
        animations: Sequence[str] = ANIMATIONS,
        frames: int = 6,
        margin: int = 2,
        shaded: bool = True,
        tell: Callable[[SpriteRequest, PixelgenError], None] = lambda request, error: None,
    ) -> None:
        self._artist, self._tell = artist, tell
        self._shown = partial(creature_of, animations=animations, frames=frames, margin=margin, shaded=shaded)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pixelgen-supply")
        self._promised: dict[SpriteRequest, Future[Sprite]] = {}
        self._made: SimpleQueue[tuple[SpriteRequest, Future[Sprite], Creature | Exception]] = SimpleQueue()

    @property
    def waiting(self) -> int:
        """How many have been asked for and not come."""
        return len(self._promised)

    def ask(self, request: SpriteRequest) -> None:
        """Have a creature drawn; one that is on its way already is not asked for again."""
        if request not in self._promised:
            future = self._promised[request] = self._artist.submit(request)
            future.add_done_callback(lambda done: self._drawn(request, done))

    def drop(self, request: SpriteRequest) -> None:
        """It is no longer wanted: the drawing stops, or its creature does not come."""
        future = self._promised.pop(request, None)
        if future is not None:
            future.cancel()

    def ready(self, *, most: int = 1) -> list[tuple[SpriteRequest, Creature]]:
        """Those that have become ready since, at most so many, so that no frame has much to do for them."""
        found: list[tuple[SpriteRequest, Creature]] = []
        while len(found) < most:
            try:
                request, future, made = self._made.get_nowait()
            except Empty:
                break
            if self._promised.get(request) is not future:  # dropped, and perhaps asked for again
                continue
            del self._promised[request]
            if isinstance(made, Creature):
                found.append((request, made))
            elif isinstance(made, PixelgenError):
                self._tell(request, made)
            elif not isinstance(made, CancelledError):  # which is the generator's, when it was closed
                raise made
        return found

    def close(self) -> None:
        """Want nothing any more."""
        for request in [*self._promised]:
            self.drop(request)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _drawn(self, request: SpriteRequest, future: Future[Sprite]) -> None:
        """In the artist's thread, which has other things to do: hand it on."""
        try:
            self._pool.submit(self._animate, request, future)
        except RuntimeError:  # closed meanwhile
            return

    def _animate(self, request: SpriteRequest, future: Future[Sprite]) -> None:
        made: Creature | Exception
        try:
            species, dna = self._artist.species_of(request), self._artist.dna(request)
            made = self._shown(future.result(), request, species=species, dna=dna)
        except Exception as error:  # told, or raised, where `ready` is called
            made = error
        self._made.put((request, future, made))
