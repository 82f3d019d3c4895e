"""Reef fish: deep, boldly marked fish that hover over coral, and their cousins in the deep."""

from __future__ import annotations

from training.species.angelfish import ANGELFISH
from training.species.butterflyfish import BUTTERFLYFISH
from training.species.clownfish import CLOWNFISH
from training.species.contract import Species
from training.species.lionfish import LIONFISH
from training.species.moray import MORAY
from training.species.pufferfish import PUFFERFISH
from training.species.seahorse import SEAHORSE
from training.species.tang import TANG

SPECIES: tuple[Species, ...] = (
    CLOWNFISH,
    ANGELFISH,
    TANG,
    BUTTERFLYFISH,
    PUFFERFISH,
    LIONFISH,
    SEAHORSE,
    MORAY,
)
