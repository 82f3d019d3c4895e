"""Abyssal fish: the big mouths and dangling lights of the deep, and their cousins near the sun."""

from __future__ import annotations

from training.species.anglerfish import ANGLERFISH
from training.species.contract import Species
from training.species.gulper_eel import GULPER_EEL

SPECIES: tuple[Species, ...] = (ANGLERFISH, GULPER_EEL)
