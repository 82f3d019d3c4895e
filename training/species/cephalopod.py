"""Cephalopods: molluscs with arms about the mouth, with or without a shell."""

from __future__ import annotations

from training.species.contract import Species
from training.species.cuttlefish import CUTTLEFISH
from training.species.dumbo_octopus import DUMBO_OCTOPUS
from training.species.nautilus import NAUTILUS
from training.species.octopus import OCTOPUS
from training.species.squid import SQUID
from training.species.vampire_squid import VAMPIRE_SQUID

SPECIES: tuple[Species, ...] = (OCTOPUS, NAUTILUS, SQUID, CUTTLEFISH, DUMBO_OCTOPUS, VAMPIRE_SQUID)
