"""Grazers: slow animals that feed on algae, sponges and what lies on the ground."""

from __future__ import annotations

from training.species.contract import Species
from training.species.crab import CRAB
from training.species.sea_turtle import SEA_TURTLE

SPECIES: tuple[Species, ...] = (SEA_TURTLE, CRAB)
