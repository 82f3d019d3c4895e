"""A file -> the tensors of the labeller in it: one of its own, or weights that hold one beside the decoder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy.typing as npt

from pixelgen.errors import WeightsError
from pixelgen.model.labeller import BY_ID, BY_SPECIES, LABELLER, expected_labeller
from pixelgen.model.tensor_file import checked_tensors, opened, read_bounded, refusal
from pixelgen.model.weights import load_weights

LABELLER_FILE = Path(__file__).resolve().parents[1] / "labelling" / "labeller.safetensors"  # what new weights get
FACTS = "labeller"  # what a header says of it: its figures, as JSON

Tensors = dict[str, npt.NDArray[Any]]


def load_labeller(path: Path) -> tuple[Tensors, dict[str, Any]]:
    """Its tensors and its figures; WeightsError where there is none."""
    content = read_bounded(path, advice="")
    refuse = refusal(str(path), "")
    file = opened(content, refuse)
    figures = json.loads(file.facts.get(FACTS, "{}"))
    if all(name.startswith(LABELLER) for name in file.header):
        by = BY_SPECIES if BY_SPECIES in file.header else BY_ID
        return checked_tensors(file, expected_labeller(None, by=by), refuse)[0], figures
    weights = load_weights(path)
    if weights.labeller is None:
        raise WeightsError(f"{path}: holds no labeller; train one: python -m training.labeller")
    return dict(weights.labeller), figures
