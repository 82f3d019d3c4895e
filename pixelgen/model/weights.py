"""A weights file -> checked arrays and the world that it draws.

Beside the network's tensors a file holds `world`, the names of what it draws as pixelgen/model/world.py writes
them, and `trait_rows` (n, 2 + traits) uint8: joint values of all traits of an individual, one row as probable as
another, in the columns zone, species and then the traits in the order of their ids; PAD for a trait that the species
does not have. A file may also hold a labeller, whose tensors pixelgen/model/labeller.py names. All of it decides what a
sprite is, so all of it is under the digest. Knows not what the networks do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.groups import RING, SLOTS
from pixelgen.model.architecture import MOST_WIDTH, Architecture, Shape, architecture_of, expected_of
from pixelgen.model.labeller import BY_ID, BY_SPECIES, LABELLER, expected_labeller
from pixelgen.model.tensor_file import Refuse, checked_tensors, opened, read_bounded, refusal
from pixelgen.model.world import FIRST_ID, World, WorldError, read_world
from pixelgen.palette import PALETTE_HASH
from pixelgen.quadtree import CONTEXT_KINDS, NEIGHBOURS
from pixelgen.vocabulary import PAD, WRITABLE

FORMAT_VERSION = "2"
PROMPT_STEPS = 3
PROMPT = PROMPT_STEPS * SLOTS  # ids
LABELS = 3  # of them: zone, category, species; the others are traits
X_PLACES = Y_PLACES = 4 + 8 + 16  # squares of the three levels along a side
LEVEL_PLACES = 7  # three of the writing pass, three of the kept pass, no place
HALVES = (
    2  # a channel of the head's matrices is the sum of two rows, one of each half: eight bits are too coarse for it
)
SLOT_TOKENS = FIRST_ID  # ids that stand for something else in each slot; those after them are of the prompt alone

Tensors = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class NetworkArchitecture:
    """Sizes of the blocks, of the local head's hidden layer, and how many ids there are."""

    blocks: Architecture
    head_hidden: int
    vocabulary: int


@dataclass(frozen=True, slots=True)
class Weights:
    """tensors: name -> array, of the network alone; trait_rows: see above; digest: SHA-256 of all tensor bytes, hex;
    facts: what the file says of its training; labeller: its tensors, None without one."""

    architecture: NetworkArchitecture
    tensors: Tensors
    world: World
    trait_rows: npt.NDArray[np.uint8]
    digest: str
    facts: Mapping[str, str]
    labeller: Tensors | None = None


def token_rows(vocabulary: int) -> int:
    """Rows of the table of tokens: one a slot for what can be drawn, then one for each other id."""
    return SLOTS * SLOT_TOKENS + vocabulary - SLOT_TOKENS


def expected_tensors(size: NetworkArchitecture) -> dict[str, tuple[str, Shape]]:
    """name -> (safetensors type, shape) of every tensor of a network of these sizes."""
    width, hidden = size.blocks.width, size.head_hidden
    tables: dict[str, Shape] = {
        "token": (token_rows(size.vocabulary), width),
        "start": (PROMPT_STEPS, width),
        "around": (RING * CONTEXT_KINDS, width),
        "head.near": (NEIGHBOURS * CONTEXT_KINDS, hidden),
        "head.slot": (SLOTS, hidden),
    }
    for role in ("own", "target"):
        tables[f"{role}.x"] = (X_PLACES, width)
        tables[f"{role}.y"] = (Y_PLACES, width)
        tables[f"{role}.level"] = (LEVEL_PLACES, width)
    matrices = {"head.inner": (HALVES * hidden, width), "head.out": (HALVES * len(WRITABLE), hidden)}
    return expected_of(size.blocks, tables=tables, matrices=matrices)


def load_weights(path: Path, *, advice: str = "") -> Weights:
    """Read and check a weights file; WeightsError says in one line what is wrong with it, and then `advice`."""
    return parse_weights(read_bounded(path, advice=advice), source=str(path), advice=advice)


def parse_weights(content: bytes, *, source: str, advice: str = "") -> Weights:
    """The bytes of a weights file -> Weights; `source` names it in errors, `advice` says what to do."""
    refuse = refusal(source, advice)
    file = opened(content, refuse)
    facts = file.facts
    if facts.get("format_version") != FORMAT_VERSION:
        older = ", of an older pixelgen, which draws other sprites" if facts.get("format_version") == "1" else ""
        raise refuse(f"format version must be {FORMAT_VERSION}; got {facts.get('format_version')!r}{older}")
    if facts.get("palette") != PALETTE_HASH:
        raise refuse("made for another palette")
    size = _architecture(facts, refuse)
    expected: dict[str, tuple[str, tuple[int | None, ...]]] = {**expected_tensors(size)}
    expected["world"], expected["trait_rows"] = ("U8", (None,)), ("U8", (None, None))
    by = BY_SPECIES if BY_SPECIES in file.header else BY_ID
    labelling = expected_labeller(None, by=by) if any(name.startswith(LABELLER) for name in file.header) else {}
    expected |= labelling
    tensors, digest = checked_tensors(file, expected, refuse)
    try:
        world = read_world(tensors.pop("world").tobytes())
    except WorldError as error:
        raise refuse(f"what it draws is not as it must be: {error}") from error
    if world.vocabulary != size.vocabulary:
        raise refuse(f"its names are {world.vocabulary} ids, its network knows {size.vocabulary}")
    if len(world.traits) > PROMPT - LABELS:
        raise refuse(f"its prompt has room for {PROMPT - LABELS} traits; it names {len(world.traits)}")
    rows = tensors.pop("trait_rows")
    _check_trait_rows(rows, world, refuse)
    labeller = {name: tensors.pop(name) for name in labelling} or None
    if labeller is not None and by == BY_SPECIES and len(labeller[by]) != 1 + len(world.species):
        raise refuse(f"its labeller knows {len(labeller[by]) - 1} species, it names {len(world.species)}")
    if labeller is not None and by == BY_ID and len(labeller[by]) != len(world.tokens):
        raise refuse(f"its labeller knows {len(labeller[by])} ids, it names {len(world.tokens)}")
    return Weights(size, tensors, world, rows, digest, facts, labeller)


def world_in(content: bytes, *, source: str) -> World:
    """What the bytes of a weights file draw; WeightsError as `load_weights`. source: names it in errors."""
    return parse_weights(content, source=source).world


def _architecture(facts: Mapping[str, str], refuse: Refuse) -> NetworkArchitecture:
    blocks = architecture_of(facts, refuse)
    try:
        hidden, vocabulary = int(facts["head_hidden"]), int(facts["vocabulary"])
    except (KeyError, ValueError) as error:
        raise refuse("the architecture is not recorded") from error
    if not (8 <= hidden <= MOST_WIDTH and FIRST_ID <= vocabulary <= 4096):
        raise refuse(f"architecture out of range: head hidden {hidden}, {vocabulary} ids")
    return NetworkArchitecture(blocks, hidden, vocabulary)


def _check_trait_rows(rows: npt.NDArray[np.uint8], world: World, refuse: Refuse) -> None:
    """Every column holds ids of its kind, or PAD for a trait."""
    columns = ("zone", "species", *world.traits)
    if rows.shape[1] != len(columns):
        raise refuse(f"trait rows must have {len(columns)} columns; got {rows.shape[1]}")
    for column, kind in enumerate(columns):
        names = {"zone": world.zones, "species": world.species}.get(kind) or world.traits[kind]
        known = [world.token_id(kind, name) for name in names] + ([PAD] if column > 1 else [])
        if not np.isin(rows[:, column], known).all():
            raise refuse(f"a trait row has an id that is no {kind}")
