"""Which species there are, where each is at home and what it may look like: what the rules know of the animals.

A species' own words; a rare morph becomes the traits or colours of its request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from demo_game.rules.rng import Rng
from pixelgen import SPECIES, Mask, SpriteRequest, bred

MORPHS = ("albino", "melanistic", "giant", "glowing", "mosaic")
COMMON, STRAY = "", "stray"
_CHANCE = 0.075  # of an animal to be of a morph
_PALE, _DARK = ("rose", "ink"), ("ink",)


@dataclass(frozen=True, slots=True)
class Fauna:
    """learnt: species that can be drawn. homes: species -> zones where it lives; one without any lives anywhere.

    offers: species -> trait -> its values; without it nobody is giant or glows.
    """

    learnt: tuple[str, ...] = tuple(SPECIES)
    homes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    offers: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def lives_in(self, species: str, zone: str) -> bool:
        """Whether a species is at home in a zone."""
        homes = self.homes.get(species, ())
        return not homes or zone in homes

    def has(self, species: str, trait: str, value: str) -> bool:
        """Whether a species has a value of a trait."""
        return value in self.offers.get(species, {}).get(trait, ())


ANYWHERE = Fauna()  # all species, none of which is at home anywhere


def morph_of(seed: str, number: int, fauna: Fauna, species: str) -> str:
    """The morph of an animal of a world, mostly none: the same for the same world."""
    rng = Rng(seed, "morph", number)
    if not fauna.offers or rng.random() >= _CHANCE:
        return COMMON
    morph = rng.choice(MORPHS)
    if morph == "giant" and not fauna.has(species, "growth", "giant"):
        return COMMON
    if morph == "glowing" and not fauna.has(species, "glow", "rich"):
        return COMMON
    return morph


def as_morph(request: SpriteRequest, morph: str) -> SpriteRequest:
    """The request of an animal of that morph."""
    if morph == "albino":
        return replace(request, colours=_PALE)
    if morph == "melanistic":
        return replace(request, colours=_DARK)
    if morph == "giant":
        return replace(request, traits={"growth": "giant"})
    if morph == "glowing":
        return replace(request, traits={"glow": "rich"})
    if morph == "mosaic":
        other = replace(request, seed=request.seed ^ 0x5A5A5A)
        return bred(request, other, seed=request.seed, mask=Mask("patches"))
    return request
