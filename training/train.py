"""Settings and sprites -> a trained checkpoint, with figures and pictures on the way.

    python -m training.train --synthetic --minutes 2 --device cpu
    python -m training.train --data-dir shards --minutes 30 --device cuda --precision bf16 --resume

A run is bounded by --minutes, --epochs or --steps; the learning rate's fall at the end follows what is left of
that. A checkpoint is written every few minutes and at the end; --resume goes on from it, on either device.

    torchrun --nproc-per-node 2 -m -- training.train --synthetic --minutes 60

trains with two processes, which share batches twice as large (the -- keeps torchrun from taking --run for its own).
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from pixelgen.errors import WeightsError
from pixelgen.interrupts import run_program
from pixelgen.model.sampling import Sampling
from pixelgen.model.weights import load_weights
from pixelgen.model.world import SEA, World
from pixelgen.requests.request import DEFAULT_MIN_P, DEFAULT_TEMPERATURE
from training.insects.worlds import WORLDS
from training.network.batches import Fetch
from training.network.checkpoint import CheckpointError
from training.network.memory import keep_freed_memory
from training.network.model import Transformer
from training.network.processes import join, leave
from training.network.sample_sheet import write_sample_sheet
from training.network.settings import SettingsError, load_settings
from training.network.trainer import PRECISIONS, Trainer, TrainingError, learning_rate_factor
from training.network.validation import validation_figures
from training.samples.drawn_sprites import SEA_CORPUS, Corpus, Sprites, draw_many
from training.samples.shards import load_shards

VALIDATION_SEED = 1_000_003  # a corpus seed that no training run uses


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a run ends: after so many steps in all, or so many seconds of this call by its clock."""

    steps: int | None
    seconds: float | None
    started: float
    clock: Callable[[], float] = time.monotonic

    def progress(self, step: int) -> float:
        """Share of the run that is done, 0 to 1 and beyond."""
        if self.steps is not None:
            return step / self.steps
        assert self.seconds is not None
        return (self.clock() - self.started) / self.seconds


def synthetic_fetch(seed: int, corpus: Corpus = SEA_CORPUS) -> Fetch:
    """Sprites drawn as they are needed."""
    return lambda numbers: draw_many(seed, numbers.tolist(), corpus)


def shard_fetch(sprites: Sprites, *, seed: int) -> Fetch:
    """Sprites of shards in a new random order each epoch."""

    def fetch(numbers: npt.NDArray[np.int64]) -> Sprites:
        epochs, places = np.divmod(numbers, len(sprites))
        rows = np.empty_like(places)
        for epoch in np.unique(epochs):
            order = np.random.default_rng([seed, int(epoch)]).permutation(len(sprites))
            rows[epochs == epoch] = order[places[epochs == epoch]]
        return sprites[rows]

    return fetch


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between what happens beside the steps; 0 switches it off, but for the last checkpoint and figures."""

    save: float = 120.0
    validate: float = 300.0
    sheet: float = 600.0
    progress: float = 5.0


Sheet = Callable[[Trainer], None]  # looks at what the network draws now


def run(
    trainer: Trainer,
    plan: Plan,
    validation: Sprites,
    *,
    rhythm: Rhythm,
    stop: Callable[[], bool] = lambda: False,
    sheet: Sheet | None = None,
) -> dict[str, float]:
    """Train until the plan ends, or `stop` says so between two steps -> the last validation figures, of the process
    that writes. sheet: draws it; None: held-out sprites by zone."""
    show = partial(_sheet, validation=validation) if sheet is None else sheet
    writes, device = trainer.processes.writes, trainer.device
    last = dict.fromkeys(("save", "validate", "sheet", "progress"), time.monotonic())
    smooth, before, began = 0.0, trainer.seconds, time.monotonic()
    steps_before, recent = trainer.step, (time.monotonic(), trainer.sprites_seen)
    # All processes go by the clock of the one that is furthest, and stop together.
    while (progress := trainer.processes.largest(1.0 if stop() else plan.progress(trainer.step), device)) < 1.0:
        factor = learning_rate_factor(trainer.settings, step=trainer.step, progress=progress)
        loss = trainer.train_step(factor)
        smooth = loss if trainer.step == steps_before + 1 else 0.98 * smooth + 0.02 * loss
        now = time.monotonic()
        trainer.seconds = before + now - began
        if not writes:
            continue
        due = {name: 0 < getattr(rhythm, name) <= now - since for name, since in last.items()}
        last |= {name: now for name, is_due in due.items() if is_due}
        if due["progress"]:
            rate = (trainer.sprites_seen - recent[1]) / (now - recent[0])
            recent = (now, trainer.sprites_seen)
            left = (now - began) * (1 / max(progress, 1e-9) - 1)
            end = "\r" if sys.stderr.isatty() else "\n"
            print(
                f"step {trainer.step}  loss {smooth:.4f}  {rate:.1f} sprites/s  {left / 60:.1f} min left",
                end=end,
                file=sys.stderr,
                flush=True,
            )
        if due["validate"]:
            _report(trainer, validation, loss=smooth)
        if due["sheet"]:
            show(trainer)
            # On a busy machine pictures take a tenth of the time at most.
            last["sheet"] = now + max(0.0, 10 * (time.monotonic() - now) - rhythm.sheet)
        if due["save"]:
            trainer.save()
    if not writes:
        return {}
    trainer.save()
    if rhythm.sheet:
        show(trainer)
    return _report(trainer, validation, loss=smooth)


def _report(trainer: Trainer, validation: Sprites, *, loss: float) -> dict[str, float]:
    figures = validation_figures(trainer.model, validation, trainer.settings.batches, trainer.device)
    minutes = round(trainer.seconds / 60, 2)
    line = {
        "step": trainer.step,
        "sprites": trainer.sprites_seen,
        "minutes": minutes,
        "loss": round(loss, 6),
        **figures,
    }
    with (trainer.folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
    print("  ".join(f"{name} {value}" for name, value in line.items()), flush=True)
    return figures


SHEET_SAMPLING = Sampling(DEFAULT_TEMPERATURE, min_p=DEFAULT_MIN_P)


def sheet_place(trainer: Trainer) -> tuple[Transformer, Path]:
    """A copy of the network as it is now, and the file of a sheet of this step."""
    return copy.deepcopy(trainer.model).cpu(), trainer.folder / f"sheet-{trainer.step:07d}.png"


def _sheet(trainer: Trainer, validation: Sprites, world: World = SEA) -> None:
    """What the network draws now: the first thing to look at."""
    model, path = sheet_place(trainer)
    write_sample_sheet(model, validation, path, sampling=SHEET_SAMPLING, world=world)


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and train; 0 done, 1 an expected error in one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("configs") / "default.toml")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--synthetic", action="store_true", help="draw the corpus while training")
    source.add_argument("--data-dir", type=Path, help="shards written by training.corpus")
    bound = parser.add_mutually_exclusive_group(required=True)
    bound.add_argument("--minutes", type=float, help="wall-clock of this call")
    bound.add_argument("--epochs", type=float, help="passes over the shards, in all")
    bound.add_argument("--steps", type=int, help="optimiser steps, in all")
    parser.add_argument("--world", choices=list(WORLDS), default="sea", help="whose corpus is drawn")
    parser.add_argument("--run", type=Path, default=Path("runs/default"), help="folder of the run")
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument("--resume", action="store_true", help="go on from the run's checkpoint")
    begin.add_argument("--start", type=Path, metavar="FILE", help="begin with the network of a weights file")
    parser.add_argument(
        "--guide",
        type=float,
        metavar="SCALE",
        help="last of all: learn to heed the prompt more; 1.5 does, 1 is as it is",
    )
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--precision", choices=list(PRECISIONS), default="fp32")
    parser.add_argument("--threads", type=int, help="CPU threads of torch")
    parser.add_argument(
        "--compile", action="store_true", help="compile the blocks (a C++ compiler, a minute); faster from then on"
    )
    parser.add_argument("--ahead", action="store_true", help="draw the next sprites in another process")
    parser.add_argument("--seed", type=int, help="other sprites in another order than the settings' seed gives")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--accumulate", type=int)
    parser.add_argument("--validation", type=int, default=144, help="held-out sprites a validation")
    for name, default in (("save", 120), ("validate", 300), ("sheet", 600)):
        parser.add_argument(f"--{name}-every", type=float, default=default, metavar="SECONDS")
    options = parser.parse_args(arguments)
    try:
        return _train(options)
    except (SettingsError, CheckpointError, TrainingError, WeightsError, ValueError, OSError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 1
    finally:
        leave()


def _train(options: argparse.Namespace) -> int:
    settings, corpus = load_settings(options.config), WORLDS[options.world]
    if options.seed is not None:
        settings = replace(settings, seed=options.seed)
    if options.batch_size:
        settings = replace(settings, batches=replace(settings.batches, size=options.batch_size))
    if options.accumulate:
        settings = replace(settings, optimiser=replace(settings.optimiser, accumulate=options.accumulate))
    if options.threads:
        torch.set_num_threads(options.threads)
    keep_freed_memory()
    processes, device = join(os.environ, options.device)
    sprites = load_shards(options.data_dir) if options.data_dir else None
    if options.epochs and sprites is None:
        raise ValueError("--epochs needs --data-dir; a synthetic corpus has no end")
    fetch = shard_fetch(sprites, seed=settings.seed) if sprites is not None else synthetic_fetch(settings.seed, corpus)
    options.run.mkdir(parents=True, exist_ok=True)
    exists = (options.run / "checkpoint.pt").exists()
    trainer = Trainer(
        settings,
        fetch,
        folder=options.run,
        device=device,
        precision=options.precision,
        processes=processes,
        compiled=options.compile,
        ahead=options.ahead,
        species=tuple(corpus.drawn),
    )
    if options.resume:
        trainer.resume()
    elif exists:
        raise ValueError(f"{trainer.checkpoint_path} exists; use --resume to go on or another --run folder")
    elif options.start:
        trainer.start_from(load_weights(options.start))
    if options.guide is not None:
        if trainer.step == 0 and not options.start:
            raise ValueError("--guide needs a trained network; use --resume or --start too")
        trainer.learn_guidance(options.guide)
    steps = options.steps
    if options.epochs and sprites is not None:
        a_step = settings.batches.size * settings.optimiser.accumulate * processes.count
        steps = math.ceil(options.epochs * len(sprites) / a_step)
    plan = Plan(steps, None if steps else options.minutes * 60, time.monotonic())
    validation = draw_many(VALIDATION_SEED, range(options.validation), corpus)
    rhythm = Rhythm(save=options.save_every, validate=options.validate_every, sheet=options.sheet_every)
    interrupted: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: interrupted.append(received))
    try:
        run(
            trainer,
            plan,
            validation,
            rhythm=rhythm,
            stop=lambda: bool(interrupted),
            sheet=partial(_sheet, validation=validation, world=corpus.world),
        )
    finally:
        trainer.close()
    processes.wait()
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
