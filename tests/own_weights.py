"""The shipped weights under other names or with another labeller, for tests of what the sea does not have: one species
more, a garden, other parts. No torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load, save

from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.labeller import BY_SPECIES, LABELLER
from pixelgen.model.weights import load_weights
from pixelgen.model.world import SEA, World, world_text
from pixelgen.vocabulary import SPECIES_PLACES

NAME, CATEGORY, HOME = "roundfish", "reef_fish", "twilight"


def _places(kind: str, names: tuple[str, ...], count: int) -> list[tuple[str, str] | None]:
    return [*((kind, name) for name in names), *[None] * (count - len(names))]


# A world that is not about the sea: as many places as the sea has, other names in them.
GARDEN = World(
    tokens=(
        *_places("zone", ("meadow", "night"), len(SEA.zones)),
        *_places("category", ("beetles", "winged"), len(SEA.categories)),
        *_places("species", ("ladybird", "stag_beetle", "bee"), SPECIES_PLACES),
        *((trait, value) for trait, values in SEA.traits.items() for value in values),
    ),
    category_of={"ladybird": "beetles", "stag_beetle": "beetles", "bee": "winged"},
    homes={"bee": ("night",)},
    water={"meadow": "#96be78", "night": "#101228"},
)


def write_own_weights(path: Path) -> Path:
    """A weights file that knows a roundfish of the twilight too, which it draws as some untaught fish."""
    shipped = load_weights(SHIPPED_WEIGHTS)
    world = shipped.world.with_species(NAME, CATEGORY, homes=(HOME,))
    rows = shipped.trait_rows[shipped.trait_rows[:, 1] == world.token_id("species", "tang")].copy()
    rows[:, 1] = world.token_id("species", NAME)
    return write_weights_of(path, world, np.concatenate([shipped.trait_rows, rows]))


def write_garden_weights(path: Path) -> Path:
    """A weights file of GARDEN, whose animals it draws as those of the sea that have their places."""
    tang = load_weights(SHIPPED_WEIGHTS).trait_rows
    tang = tang[tang[:, 1] == SEA.token_id("species", "tang")][:64]
    rows = []
    for zone in GARDEN.zones:
        for name in GARDEN.species:
            own = tang.copy()
            own[:, 0], own[:, 1] = GARDEN.token_id("zone", zone), GARDEN.token_id("species", name)
            rows.append(own)
    return write_weights_of(path, GARDEN, np.concatenate(rows))


def write_weights_of(path: Path, world: World, rows: npt.NDArray[Any]) -> Path:
    """The shipped weights with another world and its individuals, of which their labeller knows what it knew."""
    shipped, tensors = load_weights(SHIPPED_WEIGHTS), load(SHIPPED_WEIGHTS.read_bytes())
    tensors["world"] = np.frombuffer(world_text(world), dtype=np.uint8)
    tensors["trait_rows"] = rows
    if BY_SPECIES in tensors:  # an older labeller's
        known = tensors[BY_SPECIES][: 1 + len(world.species)]
        unknown = np.repeat(tensors[BY_SPECIES][:1], 1 + len(world.species) - len(known), axis=0)
        tensors[BY_SPECIES] = np.concatenate([known, unknown])
    path.write_bytes(_file_of(tensors, shipped.facts))
    return path


def write_relabelled(path: Path, labeller: Mapping[str, npt.NDArray[np.int8]]) -> Path:
    """The shipped weights with another labeller."""
    tensors = load(SHIPPED_WEIGHTS.read_bytes())
    others = {name: array for name, array in tensors.items() if not name.startswith(LABELLER)}
    path.write_bytes(_file_of({**others, **labeller}, load_weights(SHIPPED_WEIGHTS).facts))
    return path


def _file_of(tensors: Mapping[str, npt.NDArray[Any]], told: Mapping[str, str]) -> bytes:
    plain = save({name: np.ascontiguousarray(tensors[name]) for name in sorted(tensors)})
    start = 8 + int.from_bytes(plain[:8], "little")
    places = json.loads(plain[8:start])
    facts = {**told, "sha256": hashlib.sha256(plain[start:]).hexdigest()}
    head = json.dumps({"__metadata__": facts, **places}).encode()
    head += b" " * (-len(head) % 8)
    return len(head).to_bytes(8, "little") + head + plain[start:]
