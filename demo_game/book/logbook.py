"""Pictures taken and children bred -> the log book: the best picture of each species of each zone. Pure values.

Knows nothing of files, of sprites or of screens; animals stand in it by their DNA.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

MOST_STARS = 3


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture. dna: of the animal, empty when it cannot be recreated. generation: 0 wild, else of a bred one."""

    species: str
    zone: str
    dna: str
    stars: int
    metres: int
    generation: int = 0
    flipped: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """A bred animal. place: its number among the world's children; x, y: its home. glows: whether it shines."""

    place: int
    name: str
    dna: str
    species: str
    zone: str
    generation: int
    glows: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LogBook:
    """pages: (zone, species) -> best picture. visited: zones, in the order of the first visit. reached: goals."""

    pages: Mapping[tuple[str, str], Photo] = field(default_factory=dict)
    children: tuple[Child, ...] = ()
    visited: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()

    def page(self, zone: str, species: str) -> Photo | None:
        """The best picture of a species of a zone."""
        return self.pages.get((zone, species))

    def is_first(self, photo: Photo) -> bool:
        """Whether a picture opens a page."""
        return (photo.zone, photo.species) not in self.pages

    def is_better(self, photo: Photo) -> bool:
        """Whether it would be kept: the first of its kind, or with as many stars as the one before."""
        kept = self.page(photo.zone, photo.species)
        return kept is None or photo.stars >= kept.stars

    def with_photo(self, photo: Photo) -> LogBook:
        """The book with a picture, if it is the best of its page."""
        if not self.is_better(photo):
            return self
        return replace(self, pages={**self.pages, (photo.zone, photo.species): photo})

    def with_child(self, child: Child) -> LogBook:
        """The book with one more child."""
        return replace(self, children=(*self.children, child))

    @property
    def next_place(self) -> int:
        """The place of the next child."""
        return 1 + max((child.place for child in self.children), default=-1)

    def with_visit(self, zone: str) -> LogBook:
        """The book after a zone was entered."""
        return self if zone in self.visited else replace(self, visited=(*self.visited, zone))

    def species_of(self, zone: str) -> frozenset[str]:
        """Species that have a page in a zone."""
        return frozenset(species for place, species in self.pages if place == zone)


def joined(mine: LogBook, other: LogBook) -> LogBook:
    """All that two books of one world hold. Of two pictures the better one, mine when they are alike; of two children
    with the same place mine moves to a new one."""
    book = replace(
        other,
        visited=tuple(dict.fromkeys((*other.visited, *mine.visited))),
        reached=tuple(dict.fromkeys((*other.reached, *mine.reached))),
    )
    for photo in mine.pages.values():
        book = book.with_photo(photo)
    known = {replace(child, place=0) for child in other.children}
    for child in mine.children:
        if replace(child, place=0) not in known:
            taken = any(child.place == one.place for one in book.children)
            book = book.with_child(replace(child, place=book.next_place) if taken else child)
    return book
