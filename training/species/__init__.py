"""All species that are drawn by code, by name."""

from __future__ import annotations

from training.species import abyssal, cephalopod, coral, grazer, jellyfish, reef_fish
from training.species.contract import Species

DRAWN: dict[str, Species] = {
    species.name: species
    for module in (reef_fish, grazer, coral, jellyfish, cephalopod, abyssal)
    for species in module.SPECIES
}
