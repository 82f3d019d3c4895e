"""A weights file of single cells -> checked arrays. Knows their names, types and shapes, not what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy.typing as npt

from pixelgen.model.architecture import Architecture, Shape, architecture_of, expected_of
from pixelgen.model.tensor_file import checked_tensors, opened, read_bounded, refusal
from pixelgen.palette import PALETTE_HASH
from pixelgen.quadtree import CONTEXT_KINDS, NEIGHBOURS
from pixelgen.vocabulary import SPECIES, VOCABULARY_SIZE, WRITABLE

FORMAT_VERSION = "1"
X_PLACES = Y_PLACES = 8 + 16 + 32  # cell centres of the three levels
LEVEL_PLACES = 4  # three levels and "no cell"


@dataclass(frozen=True, slots=True)
class Weights:
    """tensors: name -> array (int8, float16 or float32); digest: SHA-256 of all tensor bytes, hex;
    facts: what the file says of its training."""

    architecture: Architecture
    tensors: Mapping[str, npt.NDArray[Any]]
    digest: str
    facts: Mapping[str, str]


def expected_tensors(size: Architecture) -> dict[str, tuple[str, Shape]]:
    """name -> (safetensors type, shape) of every tensor that a file of this architecture holds."""
    tables: dict[str, Shape] = {
        "token": (VOCABULARY_SIZE, size.width),
        "around": (NEIGHBOURS * CONTEXT_KINDS, size.width),
    }
    for role in ("own", "target"):
        tables[f"{role}.x"] = (X_PLACES, size.width)
        tables[f"{role}.y"] = (Y_PLACES, size.width)
        tables[f"{role}.level"] = (LEVEL_PLACES, size.width)
    return expected_of(size, tables=tables, matrices={"head": (len(WRITABLE), size.width)})


def vocabulary_text() -> str:
    """What a weights file records of the vocabulary: its size and the species in id order."""
    return f"{VOCABULARY_SIZE}:{','.join(SPECIES)}"


def load_weights(path: Path, *, advice: str = "") -> Weights:
    """Read and check a weights file; WeightsError says in one line what is wrong with it, and then `advice`."""
    return parse_weights(read_bounded(path, advice=advice), source=str(path), advice=advice)


def parse_weights(content: bytes, *, source: str, advice: str = "") -> Weights:
    """The bytes of a weights file -> Weights; `source` names it in errors, `advice` says what to do."""
    refuse = refusal(source, advice)
    file = opened(content, refuse)
    facts = file.facts
    if facts.get("format_version") != FORMAT_VERSION:
        raise refuse(f"format version must be {FORMAT_VERSION}; got {facts.get('format_version')!r}")
    if facts.get("palette") != PALETTE_HASH:
        raise refuse("made for another palette")
    if facts.get("vocabulary") != vocabulary_text():
        raise refuse("made for another vocabulary")
    size = architecture_of(facts, refuse)
    tensors, digest = checked_tensors(file, expected_tensors(size), refuse)
    return Weights(size, tensors, digest, facts)
