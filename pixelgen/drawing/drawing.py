"""Requests -> sprites: those in the cache at once, the others drawn, their ancestors before them.

Knows how a request becomes the decoder's job; knows nothing of files or threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock

import numpy as np
import numpy.typing as npt
from numpy.random import Philox  # here: NumPy loads it when it is first named, and an import loses a Ctrl-C

from pixelgen.cache.cache import Cache
from pixelgen.cache.entry import EntryKey
from pixelgen.drawing.breeding import PartialDrawing, lock_of, partial_drawing
from pixelgen.drawing.colour_budget import within_budget
from pixelgen.drawing.engines import Engine
from pixelgen.drawing.finisher import Finisher
from pixelgen.drawing.forking import register_after_fork
from pixelgen.drawing.inheriting import InheritedDrawing, inherited_drawing
from pixelgen.drawing.labelling import Labelling
from pixelgen.errors import RequestError
from pixelgen.model.decoding import Job
from pixelgen.model.individuals import Individual, TraitTable, Wish
from pixelgen.model.weights import LABELS
from pixelgen.quadtree import CELLS
from pixelgen.requests.lineage import Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

DRAWN_TOGETHER = 128  # jobs a call of the engine: what an interruption may lose
_MASK_DRAWS = 128
_STANDING = ("coral",)  # categories that stand on the lowest row

Partial = PartialDrawing | InheritedDrawing
Finished = Callable[[int], None]  # told a request's place when its sprite is complete


@dataclass(frozen=True, slots=True)
class Identity:
    """What beside the request decides the pixels."""

    weights: str  # hex digest
    engine_version: int


def draws_of(request: SpriteRequest, count: int = CELLS) -> npt.NDArray[np.uint64]:
    """(count,) one raw 64-bit draw a cell: the Philox stream (Salmon et al. 2011) keyed by the request's hash."""
    key = int.from_bytes(bytes.fromhex(request.key())[:16], "little")
    return np.asarray(Philox(key=key).random_raw(count))


def individual_of(request: SpriteRequest, table: TraitTable) -> Individual:
    """What a request without a mask is drawn as: open traits, and the species, by the draws that follow its cells'.

    Left to the model, the first cells decide between species by halves, and a low temperature always for the same one.
    RequestError for what the table's world does not have.
    """
    species_draw, traits_draw = draws_of(request, CELLS + 2)[CELLS:].tolist()
    wish = Wish(request.zone, request.category, request.species, request.traits, request.colours)
    return table.individual(wish, species_draw=species_draw, traits_draw=traits_draw)


def check_drawable(request: SpriteRequest, table: TraitTable) -> Individual | None:
    """What it is drawn as; None for one with a mask, whose traits stay open. RequestError for names that the weights'
    world does not have, and for values that a species does not have."""
    if request.mask is None:
        return individual_of(request, table)
    table.prompt(request.zone, request.category, request.species)
    return None


def drawn_species(request: SpriteRequest, table: TraitTable) -> str | None:
    """The species that a sprite shows: of its request, of its first parent, or by the draw of its seed; None when it is
    unknown, as a parent may be known by name alone. Drawing does not depend on it."""
    while request.species is None and request.parents:
        origin = request.parents[0].origin
        if not isinstance(origin, SpriteRequest) or origin.category != request.category:
            return None
        request = origin
    return request.species if request.parents else individual_of(request, table).species


def parents_seen(request: SpriteRequest) -> tuple[Parent, ...]:
    """The parents whose pixels decide those of a request: of a child of a cross, the first if it keeps parts of it."""
    if request.heredity is None:
        return request.parents
    return request.parents[:1] if request.heredity.kept else ()


def job_of(
    request: SpriteRequest,
    parents: Sequence[Sprite] = (),
    *,
    table: TraitTable,
    individual: Individual | None = None,
) -> tuple[Job, Partial | None]:
    """What the decoder needs to know of a request; for one that keeps pixels of a parent, also how its drawing is
    completed.

    parents: the sprites of `parents_seen`. individual: what one without a mask is drawn as, where it is known already.
    With a mask, traits stay open but for the family: it may not matter whether more than the name of a parent is known.
    """
    draws = draws_of(request, CELLS + _MASK_DRAWS)
    if request.mask is None:
        inherited = inherited_drawing(request, parents[0]) if parents else None
        if inherited is None:
            one = individual_of(request, table) if individual is None else individual
            return Job(one.prompt, draws[:CELLS], request.sampling, lock_of(request.colours)), None
        prompt = table.prompt(request.zone, request.category, request.species, inherited.prompt)
        return Job(prompt, draws[:CELLS], request.sampling, inherited.colours, inherited.pinned), inherited
    partial = partial_drawing(request, [one.indices for one in parents], draws[CELLS:], parts=parents[0].parts)
    named = {"family": partial.family} if partial.family is not None else {}
    prompt = table.prompt(request.zone, request.category, request.species, named)
    return Job(prompt, draws[:CELLS], request.sampling, partial.colours, partial.pinned), partial


@dataclass(frozen=True, slots=True)
class _Open:
    """A request to be drawn, and what as; individual: None for one with a mask."""

    of: Parent
    request: SpriteRequest
    individual: Individual | None


class Drawing:
    """An engine, and a cache if there is one. Safe to use from several threads: they draw in turn."""

    def __init__(
        self,
        engine: Engine[Job],
        identity: Identity,
        *,
        cache: Cache | None,
        table: TraitTable,
        labelling: Labelling,
        finisher: Finisher,
    ) -> None:
        self._engine = engine
        self._identity = identity
        self._cache = cache
        self._table = table
        self._labelling = labelling
        self._finisher = finisher
        self.after_fork()
        register_after_fork(self)

    def after_fork(self) -> None:
        """In a new process no other thread draws."""
        self._turn = RLock()  # re-entrant: a progress callback may draw

    def known(self, request: SpriteRequest) -> Sprite | None:
        """The sprite of a request that was drawn before."""
        return self._cached(Parent.of(request))

    def draw(self, requests: Sequence[SpriteRequest], finished: Finished) -> list[Sprite]:
        """The sprites of the requests, in order. RequestError before anything is drawn when one cannot be."""
        wanted = [Parent.of(request) for request in requests]  # once: a name is a hash of all that is asked
        asked: dict[str, list[int]] = {}
        for place, one in enumerate(wanted):
            asked.setdefault(one.name, []).append(place)

        def tell(name: str) -> None:
            for place in asked.get(name, ()):
                finished(place)

        sprites: dict[str, Sprite] = {}
        generations = self._generations(wanted, sprites)
        for name in sprites:
            tell(name)
        for generation in generations:
            for at in range(0, len(generation), DRAWN_TOGETHER):
                self._draw_some(generation[at : at + DRAWN_TOGETHER], sprites, tell)
        return [sprites[one.name] for one in wanted]

    def _generations(self, wanted: Sequence[Parent], sprites: dict[str, Sprite]) -> list[list[_Open]]:
        """What must be drawn, parents before children; what is already there goes into `sprites`."""
        depths: dict[str, int] = {}
        generations: list[list[_Open]] = []
        waiting: list[tuple[Parent, bool]] = [(one, False) for one in reversed(wanted)]
        while waiting:
            one, parents_done = waiting.pop()
            if one.name in sprites or one.name in depths:
                continue
            if not parents_done and (there := self._there(one)) is not None:
                sprites[one.name] = there
                continue
            request = one.origin
            assert isinstance(request, SpriteRequest)
            seen = parents_seen(request)
            if not parents_done and seen:
                waiting.append((one, True))
                waiting += [(parent, False) for parent in reversed(seen)]
                continue
            individual = check_drawable(request, self._table)
            depth = 1 + max((depths.get(parent.name, -1) for parent in seen), default=-1)
            depths[one.name] = depth
            if depth == len(generations):
                generations.append([])
            generations[depth].append(_Open(one, request, individual))
        return generations

    def _there(self, one: Parent) -> Sprite | None:
        """A picture, or the cache's sprite; None for a request to be drawn. RequestError for a name without either."""
        if isinstance(one.origin, Sprite):
            picture = one.origin
            if one.is_picture:  # its own parts are not in its name, and may not decide those of a child
                picture = self._labelling.picture(one.origin.indices)
            if self._cache is not None and self._cache.get(self._key(one)) is None:
                self._cache.put(self._key(one), picture)  # so that its name alone can stand for it
            return picture
        found = self._cached(one)
        if found is None and one.origin is None:
            raise RequestError(
                f"the parent {one.name[:24]}... is known by name alone and is not in the cache; use a DNA that holds "
                f"all ancestors"
            )
        return found

    def _cached(self, one: Parent) -> Sprite | None:
        return None if self._cache is None else self._cache.get(self._key(one))

    def _key(self, one: Parent) -> EntryKey:
        return EntryKey(one.name, self._identity.weights, self._identity.engine_version)

    def _draw_some(self, chosen: Sequence[_Open], sprites: dict[str, Sprite], tell: Callable[[str], None]) -> None:
        jobs, partials = zip(*self._jobs(chosen, sprites), strict=True)
        with self._turn:
            drawn = self._engine.decode(jobs, finished=lambda place: tell(chosen[place].of.name))
        for one, job, partial, indices in zip(chosen, jobs, partials, drawn, strict=True):
            sprite = sprites[one.of.name] = self._finished(one, job, partial, indices, sprites)
            if self._cache is not None:
                self._cache.put(self._key(one.of), sprite, canonical=one.request.canonical())

    def _finished(
        self,
        one: _Open,
        job: Job,
        partial: Partial | None,
        drawn: npt.NDArray[np.uint8],
        sprites: Mapping[str, Sprite],
    ) -> Sprite:
        request = one.request
        if partial is None:
            assert one.individual is not None
            whole = self._finisher.finish(drawn, standing=request.category in _STANDING)
            if request.heredity is not None:
                whole = within_budget(whole, fixed=np.zeros_like(whole, dtype=np.bool_))
            return self._labelling.sprite(whole, job.prompt)
        parent = sprites[request.parents[0].name]
        body = partial.completed(drawn, self._finisher.joined)
        if isinstance(partial, InheritedDrawing):
            return partial.recoloured(self._labelling.child(body, job.prompt, parent=parent, kept=partial.kept))
        labels = job.prompt[:LABELS]  # the child is in its own colours already, the prompt in its parent's
        return self._labelling.child(body, labels, parent=parent, kept=partial.kept)

    def _jobs(self, chosen: Sequence[_Open], sprites: dict[str, Sprite]) -> Iterator[tuple[Job, Partial | None]]:
        for one in chosen:
            parents = [sprites[parent.name] for parent in parents_seen(one.request)]
            yield job_of(one.request, parents, table=self._table, individual=one.individual)
