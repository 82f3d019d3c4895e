"""Jellyfish: a bell that pulses, a margin of tentacles, frilly oral arms below the mouth; and what drifts like them."""

from __future__ import annotations

from training.species.box_jelly import BOX_JELLY
from training.species.comb_jelly import COMB_JELLY
from training.species.contract import Species
from training.species.crown_jelly import CROWN_JELLY
from training.species.lions_mane import LIONS_MANE
from training.species.man_o_war import MAN_O_WAR
from training.species.moon_jelly import MOON_JELLY

SPECIES: tuple[Species, ...] = (MOON_JELLY, BOX_JELLY, LIONS_MANE, COMB_JELLY, MAN_O_WAR, CROWN_JELLY)
