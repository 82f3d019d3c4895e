"""A labeller's tensors -> a file of its own, or a place in a weights file. Knows nothing of how it was trained."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors.numpy import load

from pixelgen.files.whole_files import write_files
from pixelgen.model.labeller import LABELLER
from pixelgen.model.weights import load_weights
from training.network.export import file_bytes
from training.network.labeller_file import FACTS, Tensors


def save_labeller(tensors: Tensors, path: Path, *, figures: Mapping[str, Any]) -> None:
    """Write a file of its own."""
    write_files({path: file_bytes(tensors, {FACTS: json.dumps(figures, sort_keys=True)})})


def put_into_weights(tensors: Tensors, path: Path, *, figures: Mapping[str, Any]) -> None:
    """Give a weights file this labeller in place of what it has; its digest becomes another one."""
    weights = load_weights(path)
    others = {name: array for name, array in load(path.read_bytes()).items() if not name.startswith(LABELLER)}
    header = {**weights.facts, FACTS: json.dumps(figures, sort_keys=True)}
    write_files({path: file_bytes({**others, **tensors}, header)})
