"""Cephalopods: molluscs with arms about the mouth, with or without a shell."""

from __future__ import annotations

from training.species.contract import Species
from training.species.nautilus import NAUTILUS
from training.species.octopus import OCTOPUS

SPECIES: tuple[Species, ...] = (OCTOPUS, NAUTILUS)
