"""`--weights FILE`, and what is said when the file is none."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from pixelgen.errors import WeightsError


def add_weights_option(parser: argparse._ActionsContainer) -> None:
    """Declare --weights, in a parser or a group of its options."""
    parser.add_argument("--weights", type=Path, metavar="FILE", help="draw with this .safetensors file of weights")


@contextlib.contextmanager
def explained_weights(weights: Path | None) -> Iterator[None]:
    """Whatever loads weights, in here: its WeightsError also says what to do. weights: as --weights was given."""
    try:
        yield
    except WeightsError as error:
        cure = "--weights takes a .safetensors file that `python -m training.network.export` wrote"
        raise WeightsError(f"{error}; {'install pixelgen again' if weights is None else cure}") from error
