"""The shipped weights and the figures of their evaluation -> the parts of their model card that are no prose.

    python -m training.model_card                           # does the card say what the file says? 1 when not
    python -m training.model_card --write                   # after new weights; figures of others are taken out
    python -m training.model_card --figures figures.json    # after training.evaluate --json figures.json

Each part stands between two comments, which stay. What is measured elsewhere is left as it is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from pixelgen.errors import PixelgenError
from pixelgen.files.whole_files import write_files
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.interrupts import run_program
from pixelgen.requests.dna import WEIGHTS_DIGITS

CARD = SHIPPED_WEIGHTS.with_name("MODEL_CARD.md")
FILE, FIGURES = "the file", "the figures"
_NATS = {"nats": "from scratch", "bare_nats": "bare prompts", "kept_nats": "kept", "part_nats": "kept by parts"}


class CardError(ValueError):
    """A card, weights or figures that are not as described, in one line."""


def facts_of(path: Path) -> dict[str, str]:
    """What the header of a weights file says."""
    try:
        with safe_open(path, framework="numpy") as file:
            return dict(file.metadata() or {})
    except (OSError, SafetensorError) as error:
        raise CardError(f"{path}: expected a weights file; {error}") from error


def file_lines(facts: Mapping[str, str], *, size: int) -> list[str]:
    """A table of what the weights file says of itself; size: of the file, in bytes."""
    species = facts.get("species", "").split(",")
    validation = json.loads(facts.get("validation", "{}"))
    rows = {
        "digest": f"`{facts['sha256'][:WEIGHTS_DIGITS]}`",
        "size": f"{size / 1e6:.1f} MB, format {facts['format_version']}",
        "layers, width, heads, hidden": ", ".join(facts[name] for name in ("layers", "width", "heads", "hidden")),
        "species": str(len(species)),
        "training": f"{int(facts['sprites_seen']):,} sprites seen in {float(facts['hours']):.1f} hours,"
        f" {int(facts['steps']):,} steps",
        "last validation": "; ".join(_validation(validation)) or "none",
    }
    return ["| of the file | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())]


def _validation(figures: Mapping[str, float]) -> list[str]:
    """Nats a sprite from scratch and otherwise, and how many tokens are right."""
    told = [f"{name} {figures[key]:.1f} nats a sprite" for key, name in _NATS.items() if key in figures]
    return told + ([f"{figures['accuracy']:.1%} of tokens right"] if "accuracy" in figures else [])


def figure_lines(figures: Mapping[str, Any] | None, *, digest: str) -> list[str]:
    """A table of the bars that an evaluation of these weights reaches. None: of others, or not measured."""
    if figures is None:
        return [f"The weights `{digest}` are not measured yet."]
    lines = ["| bar | reached | |", "|---|---|---|"]
    lines += [f"| {bar['asks']} | {bar['reaches']} | {'met' if bar['met'] else 'missed'} |" for bar in figures["bars"]]
    return [*lines, "", ", ".join(f"{name} {value}" for name, value in figures["facts"].items())]


def block(card: str, name: str) -> str:
    """The text of a card between the comments of a part."""
    found = _pattern(name).search(card)
    if found is None:
        raise CardError(f"the card must have <!-- {name} --> and <!-- end of {name} --> on lines of their own")
    return found[2]


def with_block(card: str, name: str, lines: Sequence[str]) -> str:
    """The card with other lines there."""
    block(card, name)
    text = "\n".join(lines) + "\n"
    return _pattern(name).sub(lambda found: found[1] + text + found[3], card)


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(^<!-- {name} -->\n)(.*?)(^<!-- end of {name} -->$)", re.MULTILINE | re.DOTALL)


def true_card(card: str, weights: Path, figures: Mapping[str, Any] | None = None) -> str:
    """The card as it must be for the weights: with these figures, or with those that it has if they are theirs."""
    facts = facts_of(weights)
    digest = facts["sha256"][:WEIGHTS_DIGITS]
    card = with_block(card, FILE, file_lines(facts, size=weights.stat().st_size))
    if figures is not None:
        if figures["facts"]["weights"] != digest:
            raise CardError(f"expected figures of the weights {digest}; these are of {figures['facts']['weights']}")
        return with_block(card, FIGURES, figure_lines(figures, digest=digest))
    return card if digest in block(card, FIGURES) else with_block(card, FIGURES, figure_lines(None, digest=digest))


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare or write -> 0 the card is true, 1 it is not or cannot be made so."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="make the card true")
    parser.add_argument("--figures", type=Path, metavar="FILE", help="of training.evaluate --json: write them as well")
    options = parser.parse_args(arguments)
    try:
        figures = None if options.figures is None else json.loads(options.figures.read_text(encoding="utf-8"))
        card = CARD.read_text(encoding="utf-8")
        wanted = true_card(card, SHIPPED_WEIGHTS, figures)
        if options.write or figures is not None:
            write_files({CARD: wanted.encode()})
        elif card != wanted:
            raise CardError("the card is not that of the weights; run it with --write")
    except (CardError, PixelgenError, OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        print(f"model_card: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
