"""All insects that are drawn, and the world that they make: its names stand where the sea's stand in a vocabulary.

As many places for zones, categories and species as the sea has, and the same traits: so networks have the same sizes.
"""

from __future__ import annotations

from pixelgen.model.world import World
from pixelgen.vocabulary import CATEGORIES as SEAS_CATEGORIES
from pixelgen.vocabulary import SPECIES_PLACES, TRAITS
from pixelgen.vocabulary import ZONES as SEAS_ZONES
from training.insects.ant import ANT
from training.insects.bee import BEE
from training.insects.beetle import BEETLE
from training.insects.butterfly import BUTTERFLY
from training.insects.caterpillar import CATERPILLAR
from training.insects.dragonfly import DRAGONFLY
from training.insects.grasshopper import GRASSHOPPER
from training.insects.habitat import AIR, CATEGORIES, ZONES
from training.insects.ladybird import LADYBIRD
from training.samples.drawn_sprites import Corpus
from training.species.contract import Species

# In the order of their ids: new ones are appended.
INSECTS: dict[str, Species] = {
    one.name: one for one in (BEETLE, LADYBIRD, BUTTERFLY, BEE, DRAGONFLY, ANT, GRASSHOPPER, CATERPILLAR)
}


def _places(kind: str, names: tuple[str, ...], count: int) -> list[tuple[str, str] | None]:
    return [*((kind, name) for name in names), *[None] * (count - len(names))]


WORLD = World(
    tokens=(
        *_places("zone", ZONES, len(SEAS_ZONES)),
        *_places("category", CATEGORIES, len(SEAS_CATEGORIES)),
        *_places("species", tuple(INSECTS), SPECIES_PLACES),
        *((trait, value) for trait, values in TRAITS.items() for value in values),
    ),
    category_of={name: one.category for name, one in INSECTS.items()},
    homes={name: one.homes for name, one in INSECTS.items()},
    water={zone: "#" + bytes(colour).hex() for zone, colour in AIR.items()},
)
INSECT_CORPUS = Corpus(WORLD, INSECTS)
