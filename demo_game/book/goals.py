"""A log book and the species of each zone -> the goals and their progress. Knows not how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from demo_game.book.logbook import MOST_STARS, LogBook
from pixelgen import ZONES

GLOWING_GENERATION = 3


@dataclass(frozen=True, slots=True)
class Goal:
    """name: kept in the book when it is reached; title: for the player; done of so many."""

    name: str
    title: str
    done: int
    of: int

    @property
    def reached(self) -> bool:
        """Whether all is done."""
        return self.done >= self.of


def goals_of(book: LogBook, rosters: Mapping[str, Sequence[str]]) -> tuple[Goal, ...]:
    """All goals, in the order of the book."""
    nearest = max(ZONES, key=lambda zone: (len(book.species_of(zone)) / max(len(rosters[zone]), 1), -ZONES.index(zone)))
    every = {species for roster in rosters.values() for species in roster}
    best = {photo.zone for photo in book.pages.values() if photo.stars >= MOST_STARS}
    oldest = max((child.generation for child in book.children if child.glows), default=0)
    return (
        Goal("zones", "Dive through all six zones", len(book.visited), len(ZONES)),
        Goal("roster", "Photograph every species of one zone", len(book.species_of(nearest)), len(rosters[nearest])),
        Goal("stars", "A three-star picture in each zone", len(best), len(ZONES)),
        Goal("glow", "Breed a glowing creature of the third generation", min(oldest, GLOWING_GENERATION), 3),
        Goal("all", "Photograph every species there is", len({species for _, species in book.pages}), len(every)),
    )


def newly_reached(book: LogBook, rosters: Mapping[str, Sequence[str]]) -> tuple[LogBook, tuple[Goal, ...]]:
    """The book with the goals that have just been reached, and these goals."""
    new = tuple(goal for goal in goals_of(book, rosters) if goal.reached and goal.name not in book.reached)
    return replace(book, reached=(*book.reached, *(goal.name for goal in new))), new
