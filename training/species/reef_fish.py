"""Reef fish: deep, boldly marked fish that hover over coral, and their cousins in the deep."""

from __future__ import annotations

from training.species.angelfish import ANGELFISH
from training.species.clownfish import CLOWNFISH
from training.species.contract import Species

SPECIES: tuple[Species, ...] = (CLOWNFISH, ANGELFISH)
