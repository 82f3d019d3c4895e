"""What the corpus draws -> the world that a weights file describes: the sea's names with all that is told of them.

Knows nothing of networks.
"""

from __future__ import annotations

from dataclasses import fields

from pixelgen.look.contact_sheet import WATER
from pixelgen.look.lighting.light import style_of
from pixelgen.look.motion.repertoire import profile_of
from pixelgen.model.world import SEA, Number, World
from pixelgen.vocabulary import SPECIES, TRAITS, ZONES
from training.species import DRAWN

# The most dominant value first; a trait that is left out has no value that hides another one.
DOMINANCE: dict[str, tuple[str, ...]] = {
    "family": ("ink", "coral", "gold", "azure", "sand", "violet", "rose", "kelp", "glow"),
    "accent": ("gold", "coral", "azure", "ink", "rose", "sand", "violet", "glow", "kelp"),
    "build": ("regular", "stout", "slim"),
    "limbs": ("regular", "long", "short"),
    "pattern": ("plain", "banded", "striped", "spotted", "mottled", "masked"),
    "eye": ("large", "small", "bold"),
    "glow": ("none", "some", "rich"),
}


def _light(zone: str) -> dict[str, Number]:
    """The settings of a zone's light and shading."""
    style = style_of(zone)
    plain = {item.name: getattr(style, item.name) for item in fields(style) if item.name != "light"}
    return {"azimuth": style.light.azimuth, "elevation": style.light.elevation, **plain}


def _motion(species: str) -> str:
    """The kind of its idle motion: the room of pixelgen/look/motion and the movement there."""
    idle = profile_of(SPECIES[species], species).idle
    return f"{idle.__module__.rpartition('.')[2]}_{idle.__name__}"


def sea() -> World:
    """The sea as the corpus draws it today."""
    return World(
        tokens=SEA.tokens,
        category_of=SPECIES,
        homes={name: species.homes for name, species in DRAWN.items() if species.homes},
        dominance={trait: DOMINANCE[trait] for trait in TRAITS if trait in DOMINANCE},
        water={zone: "#" + bytes(WATER[zone]).hex() for zone in ZONES},
        light={zone: _light(zone) for zone in ZONES},
        motion={name: _motion(name) for name in DRAWN},
    )
