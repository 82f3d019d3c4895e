"""Weights -> figures of the sprites that the public runtime draws with them, by temperature and by category.

    python -m training.evaluate --each 4 --json figures.json

empty: under 20 coloured pixels. static: more than 5 % orphan pixels. rules: keeps every rule of pixel_rules.py.
Sprites are drawn from bare zone and category prompts, every cell alike; the corpus row says what is possible.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from pixelgen.generator import Generator
from pixelgen.request import DEFAULT_TEMPERATURE, SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, ZONES, token_id
from training.drawn_sprites import draw_many
from training.pixel_rules import Indices, broken_rules, orphan_share

EMPTY_PIXELS = 20
STATIC_SHARE = 0.05
TEMPERATURES = (0.0, 0.2, 0.4, 0.7, 1.0, 1.3, 1.6)
HELD_OUT_SEED = 1_000_011  # a corpus seed that no training run uses


class Source(Protocol):
    """What draws the sprites: a Generator, or a stand-in."""

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        """The sprites of the requests, in order."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of sprites, 0 to 1, and the mean share of orphan pixels."""

    sprites: int
    empty: float
    static: float
    orphans: float
    rules: float


def figures_of(sprites: Sequence[Indices], categories: Sequence[str]) -> Figures:
    """Figures of some sprites; corals are held to the rules of standing ones."""
    orphans = np.array([orphan_share(sprite) for sprite in sprites])
    kept = [
        not broken_rules(sprite, standing=category == "coral")
        for sprite, category in zip(sprites, categories, strict=True)
    ]
    return Figures(
        sprites=len(sprites),
        empty=float(np.mean([np.count_nonzero(sprite) < EMPTY_PIXELS for sprite in sprites])),
        static=float(np.mean(orphans > STATIC_SHARE)),
        orphans=round(float(orphans.mean()), 4),
        rules=round(float(np.mean(kept)), 4),
    )


def generated(generator: Source, *, each: int, temperature: float) -> tuple[list[Indices], list[str]]:
    """`each` sprites of every cell, and their categories."""
    requests = [
        SpriteRequest(zone, category, seed=seed, temperature=temperature)
        for zone in ZONES
        for category in CATEGORIES
        for seed in range(each)
    ]
    return [sprite.indices for sprite in generator.sprites(requests)], [request.category for request in requests]


def evaluate(generator: Source, *, each: int) -> dict[str, dict[str, Figures]]:
    """corpus; temperatures["0.7"]; categories["coral"] at the default temperature."""
    held_out = draw_many(HELD_OUT_SEED, range(36 * each))
    names = {token_id("category", name): name for name in CATEGORIES}
    result: dict[str, dict[str, Figures]] = {
        "corpus": {"held out": figures_of(list(held_out.indices), [names[int(row[1])] for row in held_out.labels])},
        "temperatures": {},
        "categories": {},
    }
    for temperature in TEMPERATURES:
        sprites, categories = generated(generator, each=each, temperature=temperature)
        result["temperatures"][str(temperature)] = figures_of(sprites, categories)
        if temperature == DEFAULT_TEMPERATURE:
            for category in CATEGORIES:
                own = [sprite for sprite, name in zip(sprites, categories, strict=True) if name == category]
                result["categories"][category] = figures_of(own, [category] * len(own))
    return result


def markdown(result: dict[str, dict[str, Figures]]) -> str:
    """The figures as one table."""
    lines = ["| what | sprites | empty | static | orphan pixels | all rules kept |", "|---|---|---|---|---|---|"]
    for kind, singular in (("corpus", "corpus"), ("temperatures", "temperature"), ("categories", "category")):
        for name, row in result[kind].items():
            shares = " | ".join(f"{value:.1%}" for value in (row.empty, row.static, row.orphans, row.rules))
            lines.append(f"| {singular} {name} | {row.sprites} | {shares} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, help="another weights file")
    parser.add_argument("--each", type=int, default=4, help="sprites a cell and temperature")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(arguments)
    result = evaluate(Generator(options.weights), each=options.each)
    print(markdown(result))
    if options.json:
        plain = {kind: {name: asdict(row) for name, row in rows.items()} for kind, rows in result.items()}
        options.json.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
