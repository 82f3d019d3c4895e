"""Animals of the log book -> who may be a parent, and everybody's name. Draws nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from demo_game.book.logbook import LogBook
from demo_game.rules.rng import Rng
from pixelgen import Mask, SpriteRequest, bred

_FIRST = "Mo Li Ka Nu Pe Ro Ti Sa Ve Bu Co Da Fi Gu Jo Lu Mi Ne Pa Zu".split()
_MIDDLE = "la ri no me to ki sha lu va do na be".split()
_LAST = "n ra s li x ko m ta . . .".split()


@dataclass(frozen=True, slots=True)
class Parent:
    """An animal that may have children. name: for the player."""

    name: str
    dna: str
    species: str
    zone: str
    generation: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two parents of a child that waited in the nursery of an earlier version of the game: it becomes an egg.

    pattern: what it has of b, one of PATTERNS; seed: which child.
    """

    a: Parent
    b: Parent
    pattern: str
    seed: int


def parents_of(book: LogBook) -> tuple[Parent, ...]:
    """Children first, the youngest at the front; then everyone whose picture is in the book."""
    bred_ones = [
        Parent(child.name, child.dna, child.species, child.zone, child.generation) for child in book.children[::-1]
    ]
    wild = [
        Parent(child_name(photo.dna), photo.dna, photo.species, photo.zone, photo.generation)
        for photo in (*book.rare[::-1], *book.pages.values())
        if photo.dna
    ]
    found: dict[str, Parent] = {}
    for parent in (*bred_ones, *wild):
        found.setdefault(parent.dna, parent)
    return tuple(found.values())


def child_request(a: SpriteRequest, b: SpriteRequest, *, pattern: str, seed: int) -> SpriteRequest:
    """What to ask the generator for, of a pair of an earlier version of the game."""
    return bred(a, b, seed=seed, mask=Mask(pattern))


def child_generation(a: Parent, b: Parent) -> int:
    """One more than that of the older parent."""
    return 1 + max(a.generation, b.generation)


def child_name(dna: str) -> str:
    """The same name for the same animal, wild or bred."""
    rng = Rng("name", dna)
    return rng.choice(_FIRST) + rng.choice(_MIDDLE) + rng.choice(_LAST).replace(".", "")


def display_name(species: str) -> str:
    """A species' name for the player."""
    words = {"lions_mane": "Lion's mane", "man_o_war": "Man o' war"}
    return words.get(species) or species.replace("_", " ").capitalize()
