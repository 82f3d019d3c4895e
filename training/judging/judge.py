"""Corpus sprites -> the judge that names what a sprite shows, and how often it names held-out ones rightly.

    python -m training.judging.judge                 # into runs/judge, some 20 minutes on a CPU core
    python -m training.judging.judge --precision bf16  # twice as fast where the processor knows it
    python -m training.judging.judge --world insects --sprites 12000   # into runs/insects-judge

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
from pixelgen.model.world import SEA, World
from training.insects.worlds import WORLDS
from training.judging.convolutions import learn
from training.judging.judge_network import (
    DEFAULT_FOLDER,
    KINDS,
    UNKNOWN,
    Judge,
    JudgeNetwork,
    Opinion,
    heads_of,
    judge_loss,
    label_classes,
    save_judge,
)
from training.samples.drawn_sprites import SEA_CORPUS, Corpus, Sprites, draw_many
from training.samples.process_pool import results_of

JUDGE_SEED = 1_000_033  # corpus seeds that no training run of the transformer uses
HELD_OUT_SEED = 1_000_011
SPRITES, EPOCHS, HELD_OUT = 60_000, 8, 8_000
PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16}
BAR = 0.9  # of each trait; the report names the species below it
_TOGETHER = 500


def judge_folder(world: str) -> Path:
    """Where the judge of a world is, unless it is said."""
    return DEFAULT_FOLDER if world == "sea" else DEFAULT_FOLDER.with_name(f"{world}-judge")


def drawn(seed: int, count: int, *, processes: int, corpus: Corpus = SEA_CORPUS) -> Sprites:
    """The first `count` sprites of a corpus' seed, whatever the number of processes."""
    parts = [range(first, min(first + _TOGETHER, count)) for first in range(0, count, _TOGETHER)]
    if processes == 1:
        found = [draw_many(seed, part, corpus) for part in parts]
    else:
        with results_of(partial(draw_many, seed, corpus=corpus), parts, processes=processes) as results:
            found = list(results)
    return Sprites.joined(found)


def train_judge(
    sprites: Sprites,
    *,
    epochs: int,
    seed: int = 0,
    dtype: torch.dtype = torch.float32,
    world: World = SEA,
    progress: Callable[[int, int], None] | None = None,
) -> JudgeNetwork:
    """A network that has learnt the labels of some corpus sprites; products are worked out in `dtype`."""
    torch.manual_seed(seed)
    network = JudgeNetwork(heads_of(world))
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    indices = torch.from_numpy(sprites.indices)
    classes = {name: torch.from_numpy(places) for name, places in label_classes(sprites, world).items()}

    def loss(chosen: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", dtype=dtype, enabled=dtype != torch.float32):
            return judge_loss(network, indices[chosen], {name: places[chosen] for name, places in classes.items()})

    learn(network, loss, count=len(sprites), epochs=epochs, progress=progress)
    return network


def shares_right(opinion: Opinion, sprites: Sprites, world: World = SEA) -> dict[str, float]:
    """Head -> share of the sprites that it names rightly, of those that have a label there; a head without is left out.

    Shares of traits are means over the species, so that each counts alike.
    """
    by_species = shares_by_species(opinion, sprites, world)
    kinds = {name: _share(opinion, sprites, name, world) for name in KINDS}
    return kinds | {name: float(np.mean(list(shares.values()))) for name, shares in by_species.items() if shares}


def shares_by_species(opinion: Opinion, sprites: Sprites, world: World = SEA) -> dict[str, dict[str, float]]:
    """Trait -> species -> share of its sprites whose trait is named rightly, for the species that have the trait."""
    is_ = label_classes(sprites, world)
    found: dict[str, dict[str, float]] = {}
    for trait in world.traits:
        found[trait] = {}
        for place, species in enumerate(world.species):
            chosen = (is_["species"] == place) & (is_[trait] != UNKNOWN)
            if chosen.any():
                found[trait][species] = float(np.mean(opinion.classes[trait][chosen] == is_[trait][chosen]))
    return found


def _share(opinion: Opinion, sprites: Sprites, head: str, world: World) -> float:
    is_ = label_classes(sprites, world)[head]
    return float(np.mean((opinion.classes[head] == is_)[is_ != UNKNOWN]))


def mistakes(opinion: Opinion, sprites: Sprites, head: str, world: World = SEA) -> list[tuple[str, str, float]]:
    """(is, taken for, share of the former) of a head's mistakes, the commonest first."""
    is_, names = label_classes(sprites, world)[head], heads_of(world)[head]
    known = is_ != UNKNOWN
    wrong = Counter((int(a), int(b)) for a, b in zip(is_[known], opinion.classes[head][known], strict=True) if a != b)
    of_kind = np.bincount(is_[known], minlength=len(names))
    return [(names[a], names[b], times / int(of_kind[a])) for (a, b), times in wrong.most_common()]


def report(opinion: Opinion, sprites: Sprites, world: World = SEA) -> str:
    """A line a head: how much it names rightly, its commonest mistakes, and the species whose trait it knows least."""
    lines, by_species = [], shares_by_species(opinion, sprites, world)
    for name, share in shares_right(opinion, sprites, world).items():
        told = [f"{a} taken for {b} {part:.1%}" for a, b, part in mistakes(opinion, sprites, name, world)[:4]]
        told += [f"{species} {part:.0%}" for species, part in _least(by_species.get(name, {}))]
        lines.append(f"{name:8} {share:.2%} of {len(sprites)} held-out sprites  {'; '.join(told)}".rstrip())
    return "\n".join(lines)


def _least(shares: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(((name, share) for name, share in shares.items() if share < BAR), key=lambda pair: pair[1])[:6]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, learn, measure, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world", choices=list(WORLDS), default="sea", help="whose corpus it learns")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="default: runs/judge, of another world runs/WORLD-judge"
    )
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
    corpus = WORLDS[options.world]
    out = options.out or judge_folder(options.world)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        sprites = drawn(JUDGE_SEED, options.sprites, processes=options.processes, corpus=corpus)
        steps = bars.add_task("learning", total=None)
        network = train_judge(
            sprites,
            epochs=options.epochs,
            seed=options.seed,
            dtype=PRECISIONS[options.precision],
            world=corpus.world,
            progress=lambda step, of: bars.update(steps, completed=step, total=of),
        )
    held_out = drawn(HELD_OUT_SEED, options.held_out, processes=options.processes, corpus=corpus)
    judge = Judge(network)
    opinion = judge.opinion(held_out.indices)
    print(report(opinion, held_out, corpus.world))
    facts = {name: str(getattr(options, name)) for name in ("sprites", "epochs", "seed", "precision")}
    facts |= {
        f"held_out_{name}": f"{share:.4f}" for name, share in shares_right(opinion, held_out, corpus.world).items()
    }
    try:
        save_judge(network, out, facts=facts)
    except (PixelgenError, OSError) as error:
        print(f"judge: {error}", file=sys.stderr)
        return 1
    print(f"saved in {out}, weights {judge.digest()[:12]}")
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
