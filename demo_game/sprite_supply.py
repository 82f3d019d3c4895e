"""Residents wanted soon -> their creatures, drawn in the background; nothing here waits for a sprite.

Until a sprite is there its animal is an egg. Without a generator, or when it fails, a creature of the starter set that
comes nearest takes the place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import Protocol

from demo_game.creature_pictures import Portrait, portrait_of
from demo_game.population import Resident
from pixelgen import SPECIES, PixelgenError, Sprite, SpriteRequest

_AT_ONCE = 8  # asked for at the same time: enough for the generator to draw several side by side


class Artist(Protocol):
    """What draws sprites: pixelgen's Generator, or a fake."""

    @property
    def learnt_species(self) -> tuple[str, ...]:
        """Names of the species that it can draw."""

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        """A promise of the request's sprite."""

    def dna(self, request: SpriteRequest) -> str:
        """The line that recreates the request."""

    def request_of(self, dna: str) -> SpriteRequest:
        """The request of a line."""


class SpriteSupply:
    """artist: None when there are no weights. starters: creatures that are there from the beginning, by request.

    tell: is told, once, when the artist fails.
    """

    def __init__(
        self,
        artist: Artist | None,
        *,
        starters: Sequence[tuple[SpriteRequest, Sprite]] = (),
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._artist = artist
        self._starters = starters
        self._tell = tell
        self._told = False
        self._creatures: dict[int, Portrait] = {}
        self._promised: dict[int, tuple[Resident, Future[Sprite] | None]] = {}
        self._portraits: dict[SpriteRequest, Portrait | None] = {}  # None: it cannot be drawn
        self._portraits_promised: dict[SpriteRequest, Future[Sprite]] = {}

    @property
    def learnt(self) -> tuple[str, ...]:
        """The species that can come."""
        if self._artist is not None:
            return self._artist.learnt_species
        kept = {request.species for request, _ in self._starters}
        return tuple(species for species in SPECIES if species in kept) or tuple(SPECIES)

    @property
    def draws(self) -> bool:
        """Whether there is an artist, and so children can be bred."""
        return self._artist is not None

    @property
    def waiting(self) -> int:
        """How many creatures are being drawn."""
        return len(self._promised)

    def dna(self, request: SpriteRequest) -> str:
        """The line that recreates a request; empty when nobody can draw it."""
        return "" if self._artist is None else self._artist.dna(request)

    def request_of(self, dna: str) -> SpriteRequest | None:
        """The request of a line; None when it is damaged, or made with other weights."""
        if self._artist is None:
            return None
        try:
            return self._artist.request_of(dna)
        except PixelgenError:
            return None

    def creature(self, number: int) -> Portrait | None:
        """What a resident looks like; None while it is an egg."""
        return self._creatures.get(number)

    def forget_residents(self) -> None:
        """Another world: its residents have numbers of their own."""
        for _, future in self._promised.values():
            if future is not None:
                future.cancel()
        self._promised.clear()
        self._creatures.clear()

    def portrait(self, request: SpriteRequest, *, species: str | None) -> Portrait | None:
        """What a request looks like, for a page of a book; None while it is being drawn. Ask again each frame."""
        if self._artist is None or request in self._portraits:
            return self._portraits.get(request)
        future = self._portraits_promised.get(request)
        if future is None:
            self._portraits_promised[request] = self._artist.submit(request)
        elif future.done():
            del self._portraits_promised[request]
            sprite = self._result(future)
            self._portraits[request] = None if sprite is None else portrait_of(sprite, request, species=species)
        return self._portraits.get(request)

    def ask(self, residents: Iterable[Resident]) -> None:
        """Have creatures drawn, in order, as far as there is room; those asked for before stay asked for."""
        for resident in residents:
            if len(self._promised) >= _AT_ONCE:
                return
            if resident.number not in self._creatures and resident.number not in self._promised:
                future = None if self._artist is None else self._artist.submit(resident.request)
                self._promised[resident.number] = resident, future

    def arrived(self, *, most: int = 1) -> tuple[int, ...]:
        """Numbers of residents whose creatures came since the last call, at most so many."""
        came: list[int] = []
        for number, (resident, future) in list(self._promised.items()):
            if len(came) >= most:
                break
            if future is None or future.done():
                del self._promised[number]
                if self._hatch(resident, future):
                    came.append(number)
        return tuple(came)

    def _hatch(self, resident: Resident, future: Future[Sprite] | None) -> bool:
        sprite = self._result(future) or self._stand_in(resident)
        if sprite is None:
            return False
        self._creatures[resident.number] = portrait_of(sprite, resident.request, species=resident.species)
        return True

    def _result(self, future: Future[Sprite] | None) -> Sprite | None:
        if future is None or future.cancelled():
            return None
        error = future.exception()
        if error is None:
            return future.result()
        if not self._told:
            self._told = True
            self._tell(f"a creature could not be drawn: {error}")
        return None

    def _stand_in(self, resident: Resident) -> Sprite | None:
        """The starter nearest in kind; which of several depends on the number."""
        wish = resident.request
        best: list[Sprite] = []
        best_worth = -1
        for request, sprite in self._starters:
            worth = (request.species == resident.species) * 4 + (request.category == wish.category) * 2
            worth += request.zone == wish.zone
            if worth > best_worth:
                best, best_worth = [sprite], worth
            elif worth == best_worth:
                best.append(sprite)
        return best[resident.number % len(best)] if best else None
