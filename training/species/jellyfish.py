"""Jellyfish: a bell that pulses, a margin of tentacles, frilly oral arms below the mouth. No eyes."""

from __future__ import annotations

from training.species.contract import Species
from training.species.lions_mane import LIONS_MANE
from training.species.moon_jelly import MOON_JELLY

SPECIES: tuple[Species, ...] = (MOON_JELLY, LIONS_MANE)
