"""The shipped weights under a world with one species more, or with another labeller, for tests. No torch."""

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
from pixelgen.model.world import world_text

NAME, CATEGORY, HOME = "roundfish", "reef_fish", "twilight"


def write_own_weights(path: Path) -> Path:
    """A weights file that knows a roundfish of the twilight too, which it draws as some untaught fish."""
    shipped = load_weights(SHIPPED_WEIGHTS)
    world = shipped.world.with_species(NAME, CATEGORY, homes=(HOME,))
    tensors = load(SHIPPED_WEIGHTS.read_bytes())
    rows = shipped.trait_rows[shipped.trait_rows[:, 1] == world.token_id("species", "tang")].copy()
    rows[:, 1] = world.token_id("species", NAME)
    tensors["world"] = np.frombuffer(world_text(world), dtype=np.uint8)
    tensors["trait_rows"] = np.concatenate([shipped.trait_rows, rows])
    if BY_SPECIES in tensors:  # an older labeller's
        tensors[BY_SPECIES] = np.concatenate([tensors[BY_SPECIES], tensors[BY_SPECIES][:1]])
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
