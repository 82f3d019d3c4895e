"""Corpus sprites -> the judge that names what a sprite shows, and how often it names held-out ones rightly.

    python -m training.judging.judge                 # into runs/judge, some 20 minutes on a CPU core
    python -m training.judging.judge --precision bf16  # twice as fast where the processor knows bfloat16

The same command gives the same weights on the same machine: sprites, order and first weights follow from seeds. It
learns from the corpus alone, of a seed of its own, and never sees what the transformer draws.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pixelgen.errors import PixelgenError
from pixelgen.interrupts import run_program
from pixelgen.vocabulary import SPECIES, TRAITS
from training.judging.convolutions import learn
from training.judging.judge_network import (
    DEFAULT_FOLDER,
    HEADS,
    KINDS,
    UNKNOWN,
    Judge,
    JudgeNetwork,
    Opinion,
    judge_loss,
    label_classes,
    save_judge,
)
from training.samples.drawn_sprites import Sprites, draw_many
from training.samples.process_pool import results_of

JUDGE_SEED = 1_000_033  # corpus seeds that no training run of the transformer uses
HELD_OUT_SEED = 1_000_011
SPRITES, EPOCHS, HELD_OUT = 60_000, 8, 8_000
PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16}
BAR = 0.9  # of each trait; the report names the species below it
_TOGETHER = 500


def drawn(seed: int, count: int, *, processes: int) -> Sprites:
    """The first `count` sprites of a corpus seed, whatever the number of processes."""
    parts = [range(first, min(first + _TOGETHER, count)) for first in range(0, count, _TOGETHER)]
    if processes == 1:
        found = [draw_many(seed, part) for part in parts]
    else:
        with results_of(partial(draw_many, seed), parts, processes=processes) as results:
            found = list(results)
    return Sprites.joined(found)


def train_judge(
    sprites: Sprites,
    *,
    epochs: int,
    seed: int = 0,
    dtype: torch.dtype = torch.float32,
    progress: Callable[[int, int], None] | None = None,
) -> JudgeNetwork:
    """A network that has learnt the labels of some corpus sprites; products are worked out in `dtype`."""
    torch.manual_seed(seed)
    network = JudgeNetwork()
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    indices = torch.from_numpy(sprites.indices)
    classes = {name: torch.from_numpy(places) for name, places in label_classes(sprites).items()}

    def loss(chosen: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", dtype=dtype, enabled=dtype != torch.float32):
            return judge_loss(network, indices[chosen], {name: places[chosen] for name, places in classes.items()})

    learn(network, loss, count=len(sprites), epochs=epochs, progress=progress)
    return network


def shares_right(opinion: Opinion, sprites: Sprites) -> dict[str, float]:
    """Head -> share of the sprites that it names rightly, of those that have a label there; a head without is left out.

    Shares of traits are means over the species, so that each counts alike.
    """
    by_species = shares_by_species(opinion, sprites)
    kinds = {name: _share(opinion, sprites, name) for name in KINDS}
    return kinds | {name: float(np.mean(list(shares.values()))) for name, shares in by_species.items() if shares}


def shares_by_species(opinion: Opinion, sprites: Sprites) -> dict[str, dict[str, float]]:
    """Trait -> species -> share of its sprites whose trait is named rightly, for the species that have the trait."""
    is_ = label_classes(sprites)
    found: dict[str, dict[str, float]] = {}
    for trait in TRAITS:
        found[trait] = {}
        for place, species in enumerate(SPECIES):
            chosen = (is_["species"] == place) & (is_[trait] != UNKNOWN)
            if chosen.any():
                found[trait][species] = float(np.mean(opinion.classes[trait][chosen] == is_[trait][chosen]))
    return found


def _share(opinion: Opinion, sprites: Sprites, head: str) -> float:
    is_ = label_classes(sprites)[head]
    return float(np.mean((opinion.classes[head] == is_)[is_ != UNKNOWN]))


def mistakes(opinion: Opinion, sprites: Sprites, head: str) -> list[tuple[str, str, float]]:
    """(is, taken for, share of the former) of a head's mistakes, the commonest first."""
    is_, names = label_classes(sprites)[head], HEADS[head]
    known = is_ != UNKNOWN
    wrong = Counter((int(a), int(b)) for a, b in zip(is_[known], opinion.classes[head][known], strict=True) if a != b)
    of_kind = np.bincount(is_[known], minlength=len(names))
    return [(names[a], names[b], times / int(of_kind[a])) for (a, b), times in wrong.most_common()]


def report(opinion: Opinion, sprites: Sprites) -> str:
    """A line a head: how much it names rightly, its commonest mistakes, and the species whose trait it knows least."""
    lines, by_species = [], shares_by_species(opinion, sprites)
    for name, share in shares_right(opinion, sprites).items():
        told = [f"{a} taken for {b} {part:.1%}" for a, b, part in mistakes(opinion, sprites, name)[:4]]
        told += [f"{species} {part:.0%}" for species, part in _least(by_species.get(name, {}))]
        lines.append(f"{name:8} {share:.2%} of {len(sprites)} held-out sprites  {'; '.join(told)}".rstrip())
    return "\n".join(lines)


def _least(shares: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(((name, share) for name, share in shares.items() if share < BAR), key=lambda pair: pair[1])[:6]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, learn, measure, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=DEFAULT_FOLDER, metavar="DIR")
    parser.add_argument("--sprites", type=int, default=SPRITES, help="corpus sprites to learn from")
    parser.add_argument("--held-out", type=int, default=HELD_OUT, help="corpus sprites to measure on")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=0, help="of the first weights and the order")
    parser.add_argument("--precision", choices=list(PRECISIONS), default="fp32")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="that draw the corpus")
    options = parser.parse_args(arguments)
    for name in ("sprites", "held_out", "epochs", "processes"):
        if getattr(options, name) < 1:
            parser.error(f"--{name.replace('_', '-')} must be 1 or more; got {getattr(options, name)}")
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        sprites = drawn(JUDGE_SEED, options.sprites, processes=options.processes)
        steps = bars.add_task("learning", total=None)
        network = train_judge(
            sprites,
            epochs=options.epochs,
            seed=options.seed,
            dtype=PRECISIONS[options.precision],
            progress=lambda step, of: bars.update(steps, completed=step, total=of),
        )
    held_out = drawn(HELD_OUT_SEED, options.held_out, processes=options.processes)
    judge = Judge(network)
    opinion = judge.opinion(held_out.indices)
    print(report(opinion, held_out))
    facts = {name: str(getattr(options, name)) for name in ("sprites", "epochs", "seed", "precision")}
    facts |= {f"held_out_{name}": f"{share:.4f}" for name, share in shares_right(opinion, held_out).items()}
    try:
        save_judge(network, options.out, facts=facts)
    except (PixelgenError, OSError) as error:
        print(f"judge: {error}", file=sys.stderr)
        return 1
    print(f"saved in {options.out}, weights {judge.digest()[:12]}")
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
