"""Pictures taken and children bred -> the log book: the best picture of each species of each zone. Pure values.

Knows nothing of files, of sprites or of screens; animals stand in it by their DNA.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

MOST_STARS = 3
HOMES = ("sea", "aquarium", "strain")
TANKS = 3


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture. dna: of the animal, empty when it cannot be recreated. generation: 0 wild, else of a bred one.

    morph: of a rare one; moment: what it was doing that is worth telling.
    """

    species: str
    zone: str
    dna: str
    stars: int
    metres: int
    generation: int = 0
    flipped: bool = False
    morph: str = ""
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A bred animal. place: its number among the world's children; x, y: its home. glows: whether it shines.

    home: where it lives, one of HOMES; "strain" is a wild descendant of a released one. a, b: names of its parents.
    tank: of the aquarium.
    """

    place: int
    name: str
    dna: str
    species: str
    zone: str
    generation: int
    glows: bool
    x: float
    y: float
    home: str = "sea"
    a: str = ""
    b: str = ""
    tank: int = 0


@dataclass(frozen=True, slots=True)
class LogBook:
    """pages: (zone, species) -> best picture. visited: zones, in the order of the first visit. reached: goals.

    rare: the best picture of each morph of a species.
    """

    pages: Mapping[tuple[str, str], Photo] = field(default_factory=dict)
    children: tuple[Child, ...] = ()
    visited: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    rare: tuple[Photo, ...] = ()

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

    def is_new_rare(self, photo: Photo) -> bool:
        """Whether it is the first of a morph of its species."""
        return bool(photo.morph) and not any(_alike(photo, one) for one in self.rare)

    def with_rare(self, photo: Photo) -> LogBook:
        """The book with a picture of a rare animal, if it is the best of its morph and species."""
        known = next((one for one in self.rare if _alike(photo, one)), None)
        if not photo.morph or (known is not None and known.stars > photo.stars):
            return self
        return replace(self, rare=(*(one for one in self.rare if one is not known), photo))

    def with_changed(self, child: Child) -> LogBook:
        """The book with a child as it is now; its place tells which."""
        return replace(self, children=tuple(child if one.place == child.place else one for one in self.children))

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


def _alike(one: Photo, other: Photo) -> bool:
    return (one.species, one.morph) == (other.species, other.morph)


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
    for photo in mine.rare:
        book = book.with_rare(photo)
    theirs = {_born(child): child for child in other.children}
    for child in mine.children:
        if _born(child) in theirs:  # where it lives now is what this game says
            place = theirs[_born(child)].place
            book = book.with_changed(replace(child, place=place))
        else:
            taken = any(child.place == one.place for one in book.children)
            book = book.with_child(replace(child, place=book.next_place) if taken else child)
    return book


def _born(child: Child) -> Child:
    """What of a child never changes."""
    return replace(child, place=0, home="sea", tank=0, x=0.0, y=0.0, zone="")
