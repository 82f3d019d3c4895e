"""One picture, as the economy sees it: all that it may be worth something for. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from demo_game.rules.species_ways import way_of
from pixelgen import SPECIES

_COMMON = ("pose", "family", "accent")


@dataclass(frozen=True, slots=True)
class Shot:
    """number: of the animal. stars 1 to 3. looks: its traits. dive: the number of the dive. strain: it descends from a
    released animal. The others as of `events.Photographed`."""

    number: int
    species: str
    zone: str
    stars: int
    dive: int = 0
    morph: str = ""
    moment: str = ""
    shy: bool = False
    lamp: bool = False
    night: bool = False
    generation: int = 0
    strain: bool = False
    looks: Mapping[str, str] = field(default_factory=dict)

    @property
    def category(self) -> str:
        """Of the species."""
        return SPECIES[self.species]

    @property
    def ground(self) -> bool:
        """Whether it lives on the ground."""
        return way_of(self.species).ground


def found_looks(looks: Mapping[str, str]) -> tuple[str, ...]:
    """A word for each look that counts as found, such as "pattern=banded"; colours and poses do not."""
    return tuple(f"{trait}={value}" for trait, value in looks.items() if trait not in _COMMON)
