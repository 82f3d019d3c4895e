"""`--weights FILE`, and what is said when the file is none."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from pixelgen.errors import WeightsError


def add_weights_option(parser: argparse._ActionsContainer) -> None:
    """Declare --weights, in a parser or a group of its options."""
    parser.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="draw with this .safetensors file of weights; for a DNA also a folder, which is searched for its weights",
    )


@contextlib.contextmanager
def explained_weights(weights: Path | None) -> Iterator[None]:
    """Add to a WeightsError that is raised in here what --weights takes. weights: its value, None without one."""
    try:
        yield
    except WeightsError as error:
        if weights is None:
            raise
        cure = "--weights takes a .safetensors file that `python -m training.network.export` wrote"
        raise WeightsError(f"{error}; {cure}") from error
