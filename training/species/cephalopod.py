"""TODO."""

from __future__ import annotations

from training.species.contract import Species

SPECIES: tuple[Species, ...] = ()
