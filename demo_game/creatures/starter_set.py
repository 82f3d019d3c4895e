"""A small pack of creatures that ships with the game, so that the reef is alive before anything has been drawn.

    python -m demo_game.creatures.starter_set --write      # after new weights: draws it anew into demo_game/starter/

Each zone has seven, and each species that the weights have learnt is among them. Of several individuals the one with
the best figure is taken: whole, of a good size, not a speck and not a block. Knows nothing of how they swim.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine_bridges.pygame_surfaces import Card, Clip, Creature, PackError, load_pack, write_pack
from pixelgen import CATEGORIES, SPECIES, ZONES, Generator, PixelgenError, Sprite, SpriteRequest, decode_dna
from pixelgen.interrupts import run_program

FOLDER = Path(__file__).parents[1] / "starter"
OF_A_ZONE = 7
CANDIDATES = 12  # individuals of which the best is taken
_STILL = "default"
_GOOD_SPAN, _GOOD_SHARE = 28, 0.36  # of 32 pixels; of the canvas
Indices = npt.NDArray[np.uint8]


class Artist(Protocol):
    """The part of a generator that the set needs."""

    @property
    def learnt_species(self) -> Sequence[str]:
        """Names of those that it can draw."""

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        """One sprite a request, in order."""

    def dna(self, request: SpriteRequest) -> str:
        """One line that recreates the sprite."""


def starters(folder: Path = FOLDER) -> tuple[tuple[SpriteRequest, Sprite], ...]:
    """The set as it was baked; PackError when it is missing or damaged."""
    found = []
    for creature in load_pack(folder).values():
        card, indices = creature.card, creature.creature.clips[_STILL].frames[0]
        try:
            found.append((decode_dna(card.dna).request, Sprite(indices)))
        except (PixelgenError, ValueError) as error:
            raise PackError(f"{folder}: {card.name} is no starter ({error}); write the set again") from error
    return tuple(found)


def roster(learnt: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(zone, species) of the set: in each zone one of each category and one more, every species at least once."""
    kin = {category: [one for one in learnt if SPECIES[one] == category] for category in CATEGORIES}
    more = [one for category in CATEGORIES for one in kin[category][len(ZONES) :]]  # whose turn does not come otherwise
    for place, zone in enumerate(ZONES):
        chosen = [kin[category][place % len(kin[category])] for category in CATEGORIES if kin[category]]
        others = [one for one in [*more[place :: len(ZONES)], *learnt[place:]] if one not in chosen]
        for species in (*chosen, *others[: OF_A_ZONE - len(chosen)]):
            yield zone, species


def drawn(artist: Artist, *, candidates: int = CANDIDATES) -> Iterator[Creature]:
    """The set's creatures, flat: the game lights and moves them as it does all others."""
    for number, (zone, species) in enumerate(roster(artist.learnt_species)):
        first = number * candidates
        requests = [SpriteRequest(zone, SPECIES[species], species, seed=first + one) for one in range(candidates)]
        sprites = artist.sprites(requests)
        best = max(range(candidates), key=lambda one: (merit(sprites[one].indices), -one))
        card = Card(f"{zone}_{species}", zone, SPECIES[species], species, artist.dna(requests[best]))
        yield Creature(card, {_STILL: Clip(sprites[best].indices[None], [1000], loops=False)})


def merit(indices: Indices) -> float:
    """How good a figure a sprite makes, 1 at best: its size, how much of it is one piece, and its colours."""
    filled = indices > 0
    if not filled.any():
        return 0.0
    rows, columns = np.nonzero(filled)
    span = max(int(np.ptp(rows)), int(np.ptp(columns))) + 1
    size = 1 - abs(span - _GOOD_SPAN) / 32 - abs(float(filled.mean()) - _GOOD_SHARE)
    colours = min(len(np.unique(indices[filled])), 9) / 9
    return size * _largest_piece(filled) * (0.6 + 0.4 * colours)


def _largest_piece(filled: npt.NDArray[np.bool_]) -> float:
    """Share of the coloured pixels that hang together with those in the middle row of the largest mass."""
    left, best = filled.copy(), 0
    while left.any():
        piece = np.zeros_like(left)
        piece[tuple(np.argwhere(left)[0])] = True
        while True:
            grown = np.pad(piece, 1)
            around = np.any([grown[1 + y : 33 + y, 1 + x : 33 + x] for y in (-1, 0, 1) for x in (-1, 0, 1)], axis=0)
            if np.array_equal(around & left, piece):
                break
            piece = around & left
        best, left = max(best, int(piece.sum())), left & ~piece
    return best / int(filled.sum())


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the set; 0 when it is there, 1 when it cannot be made."""
    parser = argparse.ArgumentParser(
        prog="python -m demo_game.creatures.starter_set", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--write", action="store_true", required=True, help="draw the set with the weights at hand")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the pack (default: the game's own)")
    chosen = parser.parse_args(arguments)
    try:
        with Generator() as generator:
            report = write_pack(chosen.out, drawn(generator), name="starter", format="pygame")
    except PixelgenError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{chosen.out}: {len(report.written)} files written, {len(report.removed)} removed, {report.untouched} kept")
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
