"""Corals and sponges: what stands on the floor, from the reef's thickets to glass sponges in the deep."""

from __future__ import annotations

from training.species.anemone import ANEMONE
from training.species.brain_coral import BRAIN_CORAL
from training.species.contract import Species
from training.species.sea_fan import SEA_FAN
from training.species.sea_pen import SEA_PEN
from training.species.staghorn import STAGHORN
from training.species.table_coral import TABLE_CORAL
from training.species.tube_sponge import TUBE_SPONGE

SPECIES: tuple[Species, ...] = (STAGHORN, BRAIN_CORAL, TUBE_SPONGE, SEA_FAN, ANEMONE, TABLE_CORAL, SEA_PEN)
