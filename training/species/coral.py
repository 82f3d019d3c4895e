"""Corals and sponges: what stands on the floor, from the reef's thickets to glass sponges in the deep."""

from __future__ import annotations

from training.species.contract import Species
from training.species.staghorn import STAGHORN
from training.species.tube_sponge import TUBE_SPONGE

SPECIES: tuple[Species, ...] = (STAGHORN, TUBE_SPONGE)
