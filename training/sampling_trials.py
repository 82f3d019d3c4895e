"""Settings of the sampler, and the best of several candidates -> how clean what they draw is, and how like the corpus.

    python -m training.sampling_trials --settings 0.5:0.05 0.7:0.1 1.0:0.1              # temperature:min-p
    python -m training.sampling_trials --settings 0.7:0.1 --best 1 3                    # and of three the best

`--each` of every species in every zone. Of the candidates of one request, alike in their prompt, the best is the one
whose tokens are the likeliest in the mean, by the weights themselves at temperature 1. A sprite is thrown away when the
judge names another category or species than was asked for, or when it is empty or static. The row of the corpus is as
many other corpus sprites, measured alike: what is possible. Knows nothing of how anything is drawn.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pixelgen.drawing.best_engine import best_engine
from pixelgen.drawing.drawing import draws_of, job_of
from pixelgen.drawing.finisher import best_finisher
from pixelgen.errors import PixelgenError
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.interrupts import run_program
from pixelgen.model.decoding import Job
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import Weights, load_weights
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import TRAITS
from training.evaluate import EACH_SPECIES, REAL_SEED, progress_bars
from training.judging.evaluation_figures import flaws
from training.judging.evaluation_sets import (
    Asked,
    each_species_corpus,
    each_species_requests,
    individuals,
    learnt_species,
)
from training.judging.judge import HELD_OUT_SEED
from training.judging.judge_network import DEFAULT_FOLDER, Judge, JudgeError, label_classes, load_judge
from training.judging.likeness import Seen, likeness, seen
from training.network.dequantise import dequantised
from training.network.validation import nats_of_tokens
from training.samples.drawn_sprites import CorpusError, Sprites

DEFAULT_SETTINGS = ((0.5, 0.1), (0.7, 0.05), (0.7, 0.1), (0.85, 0.1), (1.0, 0.05), (1.0, 0.1))
_APART = 1 << 40  # between the seeds of two candidates
_COLUMNS = "sprites thrown category species empty static rules traits distance farthest overlap".split()


@dataclass(frozen=True, slots=True)
class Row:
    """Shares 0 to 1 of the sprites, but for three. distance: how many times as far from the corpus they are as it is
    from itself, mean over traits and sizes; farthest: the largest of these, by name; overlap: of silhouettes, which
    takes two sprites of a species, zone and growth."""

    sprites: int
    thrown: float
    category: float
    species: float
    empty: float
    static: float
    rules: float
    traits: float
    distance: float
    farthest: str
    overlap: float

    def markdown(self, name: str) -> str:
        """A line of the table."""
        shares = (self.thrown, self.category, self.species, self.empty, self.static, self.rules, self.traits)
        told = [str(self.sprites), *(f"{share:.1%}" for share in shares), f"{self.distance:.3f}", self.farthest]
        overlap = "-" if math.isnan(self.overlap) else f"{self.overlap:.3f}"
        return f"| {name} | {' | '.join([*told, overlap])} |"


class Trial:
    """What weights draw, against corpus sprites. table: of the weights' individuals."""

    def __init__(self, weights: Weights, judge: Judge, *, each: int, threads: int = 1) -> None:
        self._judge, self._each, self._learnt = judge, each, learnt_species(weights)
        self._table = TraitTable(weights.world, weights.trait_rows)
        self._engine = best_engine(weights, batch=16, threads=threads)
        self._network = dequantised(weights)
        corpus, self.others = (
            each_species_corpus(seed, each, learnt=self._learnt) for seed in (REAL_SEED, HELD_OUT_SEED)
        )
        self._corpus: Seen = seen(corpus, judge)
        self._floor = likeness(self._corpus, seen(self.others, judge), auc=None).distances

    def row(self, sprites: Sprites) -> Row:
        """The figures of sprites of every species in every zone."""
        asked = Asked(sprites.indices, label_classes(sprites))
        opinion, flawed = self._judge.opinion(sprites.indices), flaws(asked)
        right = {kind: opinion.classes[kind] == asked.classes[kind] for kind in ("category", "species")}
        thrown = ~right["category"] | ~right["species"] | flawed["empty"] | flawed["static"]
        alike = likeness(self._corpus, seen(sprites, self._judge), auc=None)
        times = {name: distance / max(self._floor[name], 1e-9) for name, distance in alike.distances.items()}
        farthest = max(times, key=lambda name: times[name])
        return Row(
            sprites=len(sprites),
            thrown=float(thrown.mean()),
            category=float(right["category"].mean()),
            species=float(right["species"].mean()),
            empty=float(flawed["empty"].mean()),
            static=float(flawed["static"].mean()),
            rules=float(1 - flawed["rules"].mean()),
            traits=float(np.mean([alike.named[trait] for trait in TRAITS if trait in alike.named])),
            distance=float(np.mean(list(times.values()))),
            farthest=f"{times[farthest]:.2f} {farthest}",
            overlap=alike.overlap,
        )

    def candidates(self, temperature: float, min_p: float, count: int) -> tuple[list[Sprites], list[Sprites]]:
        """`count` sets of finished sprites of the same prompts by different draws, and the same as the decoder drew
        them."""
        requests = [
            replace(request, temperature=temperature, min_p=min_p)
            for request in each_species_requests(self._each, learnt=self._learnt)
        ]
        finished, raw = [], []
        for number in range(count):
            drawn = self._engine.decode([self._job(request, number) for request in requests])
            whole = [
                best_finisher().finish(indices, standing=request.category == "coral")
                for request, indices in zip(requests, drawn, strict=True)
            ]
            finished.append(individuals(requests, np.stack(whole), self._table))
            raw.append(replace(finished[-1], indices=np.stack(drawn)))
        return finished, raw

    def _job(self, request: SpriteRequest, number: int) -> Job:
        job, _ = job_of(request, table=self._table)
        other = replace(request, seed=request.seed + number * _APART)
        return replace(job, draws=draws_of(other))

    def best(self, finished: Sequence[Sprites], raw: Sequence[Sprites]) -> Sprites:
        """Of each prompt's candidates the likeliest."""
        if len(finished) == 1:
            return finished[0]
        nats = np.stack([nats_of_tokens(self._network, one) for one in raw])
        chosen, rows = nats.argmin(axis=0), np.arange(len(finished[0]))
        return replace(finished[0], indices=np.stack([one.indices for one in finished])[chosen, rows])


def settings_of(text: str) -> tuple[float, float]:
    """ "0.7:0.1" -> temperature and min-p."""
    try:
        temperature, min_p = map(float, text.split(":"))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"must be TEMPERATURE:MIN_P, as 0.7:0.1; got {text!r}") from error
    return temperature, min_p


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, measure, print a table row by row; 1 for an expected error in one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=SHIPPED_WEIGHTS, help="another weights file")
    parser.add_argument("--judge", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help="of training.judging.judge")
    parser.add_argument("--each", type=int, default=EACH_SPECIES, metavar="N", help="of every species and zone")
    parser.add_argument("--settings", type=settings_of, nargs="+", default=DEFAULT_SETTINGS, metavar="T:P")
    parser.add_argument("--best", type=int, nargs="+", default=[1], metavar="K", help="of so many candidates the best")
    parser.add_argument("--threads", type=int, default=1, help="that draw")
    options = parser.parse_args(arguments)
    if min(options.each, options.threads, *options.best) < 1:
        parser.error("--each, --best and --threads must be 1 or more")
    try:
        weights, judge = load_weights(options.weights), load_judge(options.judge)
        print(f"| temperature, min-p, best of | {' | '.join(_COLUMNS)} |")
        print("|---" * (len(_COLUMNS) + 1) + "|", flush=True)
        with progress_bars() as tell:
            done = tell("settings", 1 + len(options.settings))
            trial = Trial(weights, judge, each=options.each, threads=options.threads)
            print(trial.row(trial.others).markdown("corpus"), flush=True)
            done(1)
            for temperature, min_p in options.settings:
                finished, raw = trial.candidates(temperature, min_p, max(options.best))
                for best in options.best:
                    row = trial.row(trial.best(finished[:best], raw[:best]))
                    print(row.markdown(f"{temperature:g}, {min_p:g}, {best}"), flush=True)
                done(1)
    except (PixelgenError, JudgeError, CorpusError, OSError) as error:
        print(f"sampling_trials: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
