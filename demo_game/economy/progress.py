"""What a player has earned, bought, met and laid: a value that a save holds, and how two of one world become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Egg:
    """One egg in the incubator. left: seconds under water until it hatches. a, b: names of its parents."""

    dna: str
    species: str
    generation: int
    left: float
    a: str = ""
    b: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """earned, spent: research in all. levels: part -> steps. counts: goal -> what has counted for it already.

    met: animal's number -> stars of its best picture; seen: animal's number -> the last dive with a picture of it.
    looks: those that pictures have had. moments: "species moment" each. giants: zones. hatched, released: how many
    there were. dives; seconds: of the world. taught: what the first minute has shown. ended: the story is told.
    """

    earned: int = 0
    spent: int = 0
    levels: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    met: Mapping[int, int] = field(default_factory=dict)
    seen: Mapping[int, int] = field(default_factory=dict)
    looks: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    giants: tuple[str, ...] = ()
    eggs: tuple[Egg, ...] = ()
    hatched: int = 0
    released: int = 0
    dives: int = 0
    seconds: float = 0.0
    fall: bool = False
    taught: tuple[str, ...] = ()
    ended: bool = False

    @property
    def research(self) -> int:
        """Points that can be spent."""
        return max(self.earned - self.spent, 0)

    def level(self, part: str) -> int:
        """How many steps a part has."""
        return self.levels.get(part, 0)

    def with_earned(self, points: int) -> Progress:
        """With so many points more."""
        return replace(self, earned=self.earned + points)


def joined_progress(mine: Progress, other: Progress) -> Progress:
    """All that two games of one world have reached: the higher of two numbers, both of two lists; my eggs."""
    counts = {
        goal: tuple(dict.fromkeys((*other.counts.get(goal, ()), *mine.counts.get(goal, ()))))
        for goal in {**other.counts, **mine.counts}
    }
    return Progress(
        earned=max(mine.earned, other.earned),
        spent=max(mine.spent, other.spent),
        levels=_highest(mine.levels, other.levels),
        counts=counts,
        met=_highest(mine.met, other.met),
        seen=_highest(mine.seen, other.seen),
        looks=_both(mine.looks, other.looks),
        moments=_both(mine.moments, other.moments),
        giants=_both(mine.giants, other.giants),
        eggs=mine.eggs,
        hatched=max(mine.hatched, other.hatched),
        released=max(mine.released, other.released),
        dives=max(mine.dives, other.dives),
        seconds=max(mine.seconds, other.seconds),
        fall=mine.fall or other.fall,
        taught=_both(mine.taught, other.taught),
        ended=mine.ended or other.ended,
    )


def _both(mine: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*other, *mine)))


def _highest(mine: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    return {key: max(mine.get(key, 0), other.get(key, 0)) for key in {**other, **mine}}
