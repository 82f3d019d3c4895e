"""A log book and who lives where -> what there is to reach and how far it is. Knows nothing of how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from demo_game.book.logbook import MOST_STARS, LogBook
from pixelgen import ZONES

GLOWING_GENERATION = 3


@dataclass(frozen=True, slots=True)
class Aim:
    """name: kept in the book when it is reached; title: for the player; done of so many."""

    name: str
    title: str
    done: int
    of: int

    @property
    def reached(self) -> bool:
        """Whether all is done."""
        return self.done >= self.of


def aims_of(book: LogBook, rosters: Mapping[str, Sequence[str]]) -> tuple[Aim, ...]:
    """All aims, in the order of the book."""
    nearest = max(ZONES, key=lambda zone: (len(book.species_of(zone)) / max(len(rosters[zone]), 1), -ZONES.index(zone)))
    every = {species for roster in rosters.values() for species in roster}
    best = {photo.zone for photo in book.pages.values() if photo.stars >= MOST_STARS}
    oldest = max((child.generation for child in book.children if child.glows), default=0)
    return (
        Aim("zones", "Dive through all six zones", len(book.visited), len(ZONES)),
        Aim("roster", "Photograph every species of one zone", len(book.species_of(nearest)), len(rosters[nearest])),
        Aim("stars", "A three-star picture in each zone", len(best), len(ZONES)),
        Aim("glow", "Breed a glowing creature of the third generation", min(oldest, GLOWING_GENERATION), 3),
        Aim("all", "Photograph every species there is", len({species for _, species in book.pages}), len(every)),
    )


def newly_reached(book: LogBook, rosters: Mapping[str, Sequence[str]]) -> tuple[LogBook, tuple[Aim, ...]]:
    """The book with the aims that have just been reached, and these aims."""
    new = tuple(aim for aim in aims_of(book, rosters) if aim.reached and aim.name not in book.reached)
    return replace(book, reached=(*book.reached, *(aim.name for aim in new))), new
