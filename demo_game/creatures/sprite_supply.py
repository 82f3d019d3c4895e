"""Residents that will be seen soon -> their portraits, drawn in the background. Never waits for a sprite.

Until a sprite is there its animal is an egg. Without a generator, or when it fails, a creature of the starter set that
comes nearest takes the place.
"""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from demo_game.creatures.creature_pictures import Portrait, portrait_of
from demo_game.rules.fauna import Fauna
from demo_game.rules.population import Resident
from pixelgen import SPECIES, TRAITS, PixelgenError, Sprite, SpriteRequest

Key = TypeVar("Key")
Value = TypeVar("Value")
AT_ONCE, AT_ONCE_WHEN_SLOW = 8, 2  # sprites asked for at the same time: several are drawn side by side
Promise = Future[tuple[Portrait | None, str]]
_LOOKS = 1000  # requests and traits that are kept: of all children and pages of a long game
_RESIDENTS, _PAGES = 180, 90  # portraits that are kept; half a megabyte each when the lamp has been all around it


class Genes(Protocol):
    """A genome: pixelgen's, or a fake's."""

    @property
    def traits(self) -> Mapping[str, str]:
        """Those that show."""


class Pool(Protocol):
    """What a world's species may look like."""

    def offered(self, species: str, trait: str) -> Sequence[str]:
        """The values of a trait that a species has."""


class Artist(Protocol):
    """What draws sprites: pixelgen's Generator, or a fake."""

    @property
    def learnt_species(self) -> tuple[str, ...]:
        """Names of the species that it can draw."""

    @property
    def homes(self) -> Mapping[str, Sequence[str]]:
        """The zones where each species lives."""

    @property
    def gene_pool(self) -> Pool:
        """What its species may look like."""

    def genome(self, request: SpriteRequest) -> Genes:
        """What a creature shows and passes on; PixelgenError when that is not known."""

    def litter(self, a: SpriteRequest, b: SpriteRequest, *, size: int, seed: int) -> Sequence[SpriteRequest]:
        """The requests of so many children of two; PixelgenError when they can have none."""

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        """A future of the request's sprite."""

    def dna(self, request: SpriteRequest) -> str:
        """The request's DNA: a line that recreates it."""

    def request_of(self, dna: str) -> SpriteRequest:
        """The request of a DNA; PixelgenError when it is not valid."""


class SpriteSupply:
    """artist: None when there are no weights. starters: sprites that are there from the beginning, with their requests.

    warn: called with one line, once, when the artist fails. worker: on which sprites become portraits; a thread of its
    own otherwise. slow: the artist takes seconds for a sprite.
    """

    def __init__(
        self,
        artist: Artist | None,
        *,
        starters: Sequence[tuple[SpriteRequest, Sprite]] = (),
        warn: Callable[[str], None] = lambda _: None,
        worker: Executor | None = None,
        slow: bool = False,
    ) -> None:
        self._artist = artist
        self.slow = slow
        self._starters = dict(starters)
        self._warn = warn
        self._warned = False
        self._worker = worker or ThreadPoolExecutor(max_workers=1, thread_name_prefix="portraits")
        self._residents: OrderedDict[int, Portrait] = OrderedDict()
        self._requests: OrderedDict[str, SpriteRequest | None] = OrderedDict()
        self._looks: OrderedDict[SpriteRequest, Mapping[str, str]] = OrderedDict()
        self._promised: dict[int, Promise] = {}
        self._drawing: set[int] = set()  # those of the promised that the artist draws
        self._portraits: OrderedDict[SpriteRequest, Portrait | None] = OrderedDict()  # None: it cannot be drawn
        self._portraits_promised: dict[SpriteRequest, Promise] = {}

    @property
    def learnt(self) -> tuple[str, ...]:
        """The species that can appear."""
        return tuple(SPECIES) if self._artist is None else self._artist.learnt_species

    def fauna(self, more_homes: Mapping[str, Sequence[str]]) -> Fauna:
        """All species, where they live and what they may look like. more_homes: zone -> species beside the artist's."""
        if self._artist is None:
            return Fauna(self.learnt)
        homes = {
            species: (*zones, *(zone for zone, more in more_homes.items() if species in more and zone not in zones))
            for species, zones in self._artist.homes.items()
        }
        pool = self._artist.gene_pool
        offers = {one: {trait: tuple(pool.offered(one, trait)) for trait in ("growth", "glow")} for one in self.learnt}
        return Fauna(self.learnt, homes, offers)

    def looks(self, request: SpriteRequest) -> Mapping[str, str]:
        """The traits that an animal shows; none without an artist, or of one that it cannot tell of."""
        if self._artist is None:
            return {}
        if request not in self._looks:
            try:
                traits = {
                    trait: value for trait, value in self._artist.genome(request).traits.items() if trait in TRAITS
                }
            except PixelgenError:
                traits = {}
            _keep(self._looks, request, traits, most=_LOOKS)
        return self._looks[request]

    def litter(self, a: SpriteRequest, b: SpriteRequest, *, size: int, seed: int) -> tuple[SpriteRequest, ...]:
        """The requests of so many children of two; none when they can have none."""
        if self._artist is None:
            return ()
        try:
            return tuple(self._artist.litter(a, b, size=size, seed=seed))
        except PixelgenError:
            return ()

    def starter_of(self, species: str) -> Sprite | None:
        """A sprite of a species that is there from the beginning."""
        return next((sprite for request, sprite in self._starters.items() if request.species == species), None)

    @property
    def draws(self) -> bool:
        """Whether there is an artist, and so children can be bred."""
        return self._artist is not None

    @property
    def waiting(self) -> int:
        """How many residents are being drawn."""
        return len(self._promised)

    @property
    def busy(self) -> bool:
        """Whether anything is being drawn, residents or portraits."""
        drawing = (not promise.done() for promise in self._portraits_promised.values())  # a page may be turned since
        return bool(self._promised) or any(drawing)

    @property
    def starters(self) -> tuple[SpriteRequest, ...]:
        """Requests whose sprites are there at once."""
        return tuple(self._starters)

    def dna(self, request: SpriteRequest) -> str:
        """The DNA of a request; empty without an artist."""
        return "" if self._artist is None else self._artist.dna(request)

    def request_of(self, dna: str) -> SpriteRequest | None:
        """The request of a DNA; None when it is damaged, or made with other weights."""
        if self._artist is None:
            return None
        if dna not in self._requests:
            try:
                request = self._artist.request_of(dna)
            except PixelgenError:
                request = None
            _keep(self._requests, dna, request, most=_LOOKS)
        return self._requests[dna]

    def creature(self, number: int) -> Portrait | None:
        """What a resident looks like; None while it is an egg."""
        return self._residents.get(number)

    def forget_residents(self) -> None:
        """Drop all residents, as another world numbers its own."""
        self._promised.clear()
        self._drawing.clear()
        self._residents.clear()

    def forget(self, number: int) -> None:
        """Drop one resident, as its number is another's now."""
        self._promised.pop(number, None)
        self._drawing.discard(number)
        self._residents.pop(number, None)

    def ask(self, residents: Iterable[Resident]) -> None:
        """Have residents drawn, in order, as far as there is room; those that are there are kept longest.

        Ask for everyone who is near, every now and then: of the others some are let go, and drawn again later.
        """
        for resident in residents:
            if resident.number in self._residents:
                self._residents.move_to_end(resident.number)
            elif resident.number not in self._promised:
                if self._artist is not None and resident.request not in self._starters:
                    if len(self._drawing) >= (AT_ONCE_WHEN_SLOW if self.slow else AT_ONCE):
                        continue  # a starter further on need not wait
                    self._drawing.add(resident.number)
                stand_in = self._stand_in(resident)
                self._promised[resident.number] = self._promise(resident.request, resident.species, stand_in)

    def arrived(self, *, most: int = 1) -> tuple[int, ...]:
        """Numbers of residents whose portraits came since the last call, at most so many."""
        came: list[int] = []
        for number, promise in list(self._promised.items()):
            if len(came) < most and promise.done():
                del self._promised[number]
                self._drawing.discard(number)
                portrait = self._result(promise)
                if portrait is not None:
                    _keep(self._residents, number, portrait, most=_RESIDENTS)
                    came.append(number)
        return tuple(came)

    def portrait(self, request: SpriteRequest, *, species: str | None) -> Portrait | None:
        """What a request looks like, for a page of a book; None while it is being drawn. Ask again each frame."""
        if self._artist is None or request in self._portraits:
            return self._portraits.get(request)
        promise = self._portraits_promised.get(request)
        if promise is None:
            self._portraits_promised[request] = self._promise(request, species, None)
        elif promise.done():
            del self._portraits_promised[request]
            _keep(self._portraits, request, self._result(promise), most=_PAGES)
        return self._portraits.get(request)

    def close(self) -> None:
        """Stop drawing."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _promise(self, request: SpriteRequest, species: str | None, stand_in: Sprite | None) -> Promise:
        promise: Promise = Future()

        def paint(drawn: Future[Sprite] | None) -> None:
            """On the worker, once the sprite is there or it is known that it will not be."""
            sprite, problem = stand_in, ""
            try:
                sprite = stand_in if drawn is None else drawn.result()
            except (Exception, CancelledError) as error:  # whatever it is, the dive goes on
                problem = str(error) or type(error).__name__
            try:
                promise.set_result((None if sprite is None else portrait_of(sprite, request, species=species), problem))
            except Exception as error:
                promise.set_exception(error)  # our own mistake: it is raised where the portrait is asked for

        def hand_on(drawn: Future[Sprite] | None) -> None:
            with contextlib.suppress(RuntimeError):  # the worker is closed: the game is over
                self._worker.submit(paint, drawn)

        if request in self._starters:
            stand_in = self._starters[request]
        if self._artist is None or request in self._starters:
            hand_on(None)
        else:
            self._artist.submit(request).add_done_callback(hand_on)
        return promise

    def _result(self, promise: Promise) -> Portrait | None:
        portrait, problem = promise.result()
        if problem and not self._warned:
            self._warned = True
            self._warn(f"A creature could not be drawn: {problem}")
        return portrait

    def _stand_in(self, resident: Resident) -> Sprite | None:
        """The starter most like a resident; of several the resident's number decides."""
        wanted = resident.request

        def worth(request: SpriteRequest) -> int:
            same_kind = (request.species == resident.species) * 4 + (request.category == wanted.category) * 2
            return same_kind + (request.zone == wanted.zone)

        best = max((worth(request) for request in self._starters), default=0)
        alike = [sprite for request, sprite in self._starters.items() if worth(request) == best]
        return alike[resident.number % len(alike)] if alike else None


def _keep(kept: OrderedDict[Key, Value], key: Key, value: Value, *, most: int) -> None:
    kept[key] = value
    if len(kept) > most:
        kept.popitem(last=False)
