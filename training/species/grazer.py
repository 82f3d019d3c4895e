"""Grazers: slow animals that feed on algae, sponges and what lies on the ground."""

from __future__ import annotations

from training.species.conch import CONCH
from training.species.contract import Species
from training.species.crab import CRAB
from training.species.dugong import DUGONG
from training.species.nudibranch import NUDIBRANCH
from training.species.parrotfish import PARROTFISH
from training.species.sea_turtle import SEA_TURTLE
from training.species.sea_urchin import SEA_URCHIN

SPECIES: tuple[Species, ...] = (SEA_TURTLE, DUGONG, PARROTFISH, NUDIBRANCH, SEA_URCHIN, CRAB, CONCH)
