"""What is named on the command line -> checked names of the weights that draw: the sea's, or those of a file.

The options take any word, and this says what is wrong with it once the weights are known. Draws nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pixelgen.checks import WORD
from pixelgen.commands.terminal.option_types import OneOf
from pixelgen.commands.terminal.parser import not_one_of
from pixelgen.commands.terminal.weights_option import explained_weights
from pixelgen.model.world import SEA, World


@dataclass(frozen=True, slots=True)
class NameOf(OneOf):
    """A parser of a name of any weights, that knows these; `checked_world` refuses others where they are none."""

    def __call__(self, text: str) -> str:
        """The name. ArgumentTypeError for what is no word."""
        return text if WORD.fullmatch(text) else OneOf.__call__(self, text)


def name_of(*known: str) -> NameOf:
    """A parser of such a name; shell completion offers these."""
    return NameOf(known)


def checked_world(options: argparse.Namespace, *, beside: Sequence[str] = ()) -> World:
    """The world of --weights, that of the weights that ship without it; the parser's error, as for any wrong value,
    when --zone, --category or --species names what it does not have.

    beside: words that stand for no name and are taken too. WeightsError for a file that is none.
    """
    from pixelgen.model.weights import load_weights

    weights: Path | None = options.weights
    world = SEA
    if weights is not None and weights.is_file():
        with explained_weights(weights):
            world = load_weights(weights).world
    named = {"zone": world.zones, "category": world.categories, "species": world.species}
    for option, known in named.items():
        value = getattr(options, option)
        allowed = known if option == "species" else (*known, *beside)
        if value is not None and value not in allowed:
            options.parser.error(f"argument --{option}: {not_one_of(value, allowed)}")
    return world
