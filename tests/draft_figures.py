"""How often a guess at the next token is right: the drafts that windows of the native core could verify.

python -m tests.draft_figures --sprites 48

Draws sprites with the shipped weights and looks back at every token. "Offered" is the share of tokens at which a draft
says anything at all, "right" the share of its guesses that came true. The previous pass is what the network itself said
at a cell while the token before stood wrong in its window; it is tried at some cells only, as each costs a pass.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

import numpy as np

from pixelgen.drawing.drawing import job_of
from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.model.sampling import sample
from pixelgen.model.transformer import NO_CELL
from pixelgen.model.weights import load_weights
from pixelgen.native.model import NativeModel
from pixelgen.quadtree import CELL_LEVEL, CELL_PLACE, NEIGHBOURS, UNKNOWN, Indices, Ints, encode, neighbours
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, MASK, WRITABLE, ZONES

PREVIOUS_PASS_PLACES = 8  # a sprite


class Drawn(NamedTuple):
    """A sprite's tokens (n,) in the order in which they were written, their cells (n,), what stood around (n, 8)."""

    request: SpriteRequest
    tokens: Ints
    cells: Ints
    around: Ints


Guesses = Iterator[int | None]  # one a token, None where the draft says nothing
Draft = Callable[[Drawn], Guesses]


def neighbour(place: int) -> Draft:
    """What stands beside; see `NEIGHBOUR_PIXELS` for the places."""

    def guesses(of: Drawn) -> Guesses:
        for cell, beside in zip(of.cells.tolist(), of.around[:, place].tolist(), strict=True):
            yield beside if beside < UNKNOWN or (beside == MASK and CELL_LEVEL[cell] < 2) else None

    return guesses


def mirror(of: Drawn) -> Guesses:
    """What was written at the same place of the other half."""
    written: dict[tuple[int, int, int], int] = {}
    for cell, token in zip(of.cells.tolist(), of.tokens.tolist(), strict=True):
        top, left, side = CELL_PLACE[:, cell].tolist()
        yield written.get((top, 32 - side - left, side))
        written[top, left, side] = token


def latest(key_of: Callable[[Drawn, int], Hashable], *, keeps: bool) -> Draft:
    """What came last time in the same context; keeps: what earlier sprites taught."""
    known: dict[Hashable, int] = {}

    def guesses(of: Drawn) -> Guesses:
        if not keeps:
            known.clear()
        for place, token in enumerate(of.tokens.tolist()):
            key = key_of(of, place)
            yield known.get(key)
            known[key] = token

    return guesses


def level(of: Drawn, place: int) -> int:
    """Of the cell."""
    return int(CELL_LEVEL[of.cells[place]])


def two_before(of: Drawn, place: int) -> Hashable:
    """The last two tokens and the level."""
    return level(of, place), *of.tokens[max(0, place - 2) : place].tolist()


def nearest(count: int) -> Callable[[Drawn, int], Hashable]:
    """The level and so many neighbours."""
    return lambda of, place: (level(of, place), *of.around[place, :count].tolist())


def previous_pass(model: NativeModel, of: Drawn, places: Ints) -> Iterator[tuple[int, int]]:
    """(guess, token) at some places, the token before each replaced by its left neighbour's where that was wrong."""
    job, _ = job_of(of.request)
    first = len(job.prompt)
    for place in places.tolist():
        wrong = int(of.around[place - 1, 0])
        if wrong == of.tokens[place - 1] or wrong >= UNKNOWN:
            continue
        tokens = np.append(job.prompt, of.tokens[:place])
        cells = np.append(np.full(first, NO_CELL), of.cells[:place])
        targets = np.append(np.full(first - 1, NO_CELL), of.cells[: place + 1])
        around = np.concatenate([np.full((first - 1, NEIGHBOURS), UNKNOWN), of.around[: place + 1]])
        tokens[-1] = wrong
        logits = model.logits(tokens=tokens, cells=cells, targets=targets, around=around)[-1]
        allowed = np.append(job.colours, CELL_LEVEL[of.cells[place]] < 2)
        chosen = sample(logits, allowed, int(job.draws[of.cells[place]]), job.sampling)
        yield WRITABLE[chosen], int(of.tokens[place])


def drawn(request: SpriteRequest, indices: Indices) -> Drawn:
    """As it was written, but for cells that were split and came out in one colour."""
    sequence = encode(indices)
    return Drawn(request, sequence.tokens, sequence.cells, neighbours(sequence))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sprites", type=int, default=48)
    count = parser.parse_args().sprites
    pairs = [(zone, category) for zone in ZONES for category in CATEGORIES]
    requests = [SpriteRequest(*pairs[7 * number % len(pairs)], seed=number) for number in range(count)]
    with Generator() as generator:
        sprites = [
            drawn(*each) for each in zip(requests, (s.indices for s in generator.sprites(requests)), strict=True)
        ]
    drafts: dict[str, Draft] = {
        "left": neighbour(0),
        "above": neighbour(1),
        "mirror": mirror,
        "two tokens before": latest(two_before, keeps=False),
        "four neighbours": latest(nearest(4), keeps=False),
        "eight neighbours": latest(nearest(8), keeps=False),
        "four neighbours, earlier sprites too": latest(nearest(4), keeps=True),
        "eight neighbours, earlier sprites too": latest(nearest(8), keeps=True),
    }
    tokens = sum(len(each.tokens) for each in sprites)
    print(f"{count} sprites of {tokens / count:.0f} tokens\n\n| draft | offered | right | right of all tokens |")
    print("|---|---|---|---|")
    for name, draft in drafts.items():
        guesses = [pair for each in sprites for pair in zip(draft(each), each.tokens.tolist(), strict=True)]
        tell(name, [pair for pair in guesses if pair[0] is not None], tokens)
    model, rng = NativeModel(load_weights(SHIPPED_WEIGHTS)), np.random.default_rng(0)
    tried: defaultdict[str, list[tuple[int | None, int]]] = defaultdict(list)
    for each in sprites:
        places = rng.integers(1, len(each.tokens), PREVIOUS_PASS_PLACES)
        tried["previous pass"] += previous_pass(model, each, places)
    for name, pairs_found in tried.items():
        tell(name, pairs_found, None)
    return 0


def tell(name: str, guesses: list[tuple[int | None, int]], tokens: int | None) -> None:
    """One line of the table."""
    right = sum(guess == token for guess, token in guesses)
    shares = ["-", f"{right / len(guesses):.1%}", "-"]
    if tokens is not None:
        shares[0], shares[2] = f"{len(guesses) / tokens:.1%}", f"{right / tokens:.1%}"
    print(f"| {name} | {' | '.join(shares)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
