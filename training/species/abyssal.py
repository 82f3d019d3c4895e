"""Abyssal fish: the big mouths and dangling lights of the deep, and their cousins near the sun."""

from __future__ import annotations

from training.species.anglerfish import ANGLERFISH
from training.species.barreleye import BARRELEYE
from training.species.contract import Species
from training.species.giant_isopod import GIANT_ISOPOD
from training.species.gulper_eel import GULPER_EEL
from training.species.hatchetfish import HATCHETFISH
from training.species.tripod_fish import TRIPOD_FISH
from training.species.viperfish import VIPERFISH

SPECIES: tuple[Species, ...] = (ANGLERFISH, GULPER_EEL, HATCHETFISH, BARRELEYE, TRIPOD_FISH, GIANT_ISOPOD, VIPERFISH)
