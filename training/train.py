"""Settings and sprites -> a trained checkpoint, with figures and pictures on the way.

    python -m training.train --synthetic --minutes 2 --device cpu
    python -m training.train --data-dir shards --minutes 30 --device cuda --precision bf16 --resume

A run is bounded by --minutes, --epochs or --steps; the learning rate's fall at the end follows what is left of
that. A checkpoint is written every few minutes and at the end; --resume goes on from it, on either device.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from pixelgen.sampling import Sampling
from training.batches import Batch, Fetch, TrainingStream, validation_batches
from training.checkpoint import Checkpoint, CheckpointError, load_checkpoint, save_checkpoint
from training.corpus import Sprites, draw_many, load_shards
from training.export import calibration_sprites, quantise
from training.model import PixelTransformer
from training.optimiser import build_optimisers
from training.sample_sheet import write_sample_sheet
from training.settings import RunSettings, SettingsError, load_settings
from training.species import DRAWN

VALIDATION_SEED = 1_000_003  # a corpus seed that no training run uses
PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


class TrainingError(Exception):
    """Training cannot go on; the last good checkpoint is kept."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a run ends: after so many steps in all, or so many seconds of this call."""

    steps: int | None
    seconds: float | None
    started: float

    def progress(self, step: int) -> float:
        """Share of the run that is done, 0 to 1 and beyond."""
        if self.steps is not None:
            return step / self.steps
        assert self.seconds is not None
        return (time.monotonic() - self.started) / self.seconds


def learning_rate_factor(settings: RunSettings, *, step: int, progress: float) -> float:
    """Warm-up by steps, then 1, then a linear fall over the last `cooldown` share of the run."""
    warm = min(1.0, (step + 1) / max(1, settings.optimiser.warmup_steps))
    return warm * min(1.0, max(0.0, (1.0 - progress) / settings.optimiser.cooldown))


def batch_loss(model: torch.nn.Module, batch: Batch) -> Tensor:
    """Mean weighted loss in nats a predicted token."""
    logits = model(batch.tokens, batch.cells, batch.targets, batch.around)
    losses = F.cross_entropy(logits.flatten(0, 1), batch.classes.flatten(), ignore_index=-1, reduction="none")
    return (losses * batch.weights.flatten()).sum() / batch.weights.sum()


@torch.no_grad()
def validate(model: PixelTransformer, batches: Iterator[Batch], device: torch.device) -> dict[str, float]:
    """Loss of the missing cells in nats a sprite, in all and by level, and top-1 accuracy of their tokens."""
    model.eval()
    nats, right, count, sprites = torch.zeros(3, dtype=torch.float64), 0, 0, 0
    for batch in (each.to(device) for each in batches):
        logits = model(batch.tokens, batch.cells, batch.targets, batch.around)
        losses = F.cross_entropy(logits.flatten(0, 1), batch.classes.flatten(), ignore_index=-1, reduction="none")
        losses = losses.view(batch.classes.shape) * batch.missing
        for level in range(3):
            nats[level] += losses[batch.levels == level].double().sum().cpu()
        right += int(((logits.argmax(-1) == batch.classes) & batch.missing).sum())
        count += int(batch.missing.sum())
        sprites += len(batch.tokens)
    model.train()
    by_level = (nats / sprites).tolist()
    return {
        "nats": round(sum(by_level), 2),
        "nats_4x4": round(by_level[0], 2),
        "nats_2x2": round(by_level[1], 2),
        "nats_pixel": round(by_level[2], 2),
        "accuracy": round(right / count, 4),
    }


def evaluate(model: PixelTransformer, sprites: Sprites, settings: RunSettings, device: torch.device) -> dict[str, float]:
    """Validation figures from scratch and, prefixed with kept_, kept-first."""
    figures = validate(model, validation_batches(sprites, settings.batches, kept_first=False), device)
    if settings.batches.order == "quadtree":
        kept = validate(model, validation_batches(sprites, settings.batches, kept_first=True), device)
        figures |= {f"kept_{name}": value for name, value in kept.items()}
    return figures


def synthetic_fetch(seed: int) -> Fetch:
    """Sprites drawn as they are needed."""
    return lambda numbers: draw_many(seed, numbers.tolist())


def shard_fetch(sprites: Sprites, *, seed: int) -> Fetch:
    """Sprites of shards in a new random order each epoch."""

    def fetch(numbers: np.ndarray) -> Sprites:
        epochs, places = np.divmod(numbers, len(sprites))
        rows = np.empty_like(places)
        for epoch in np.unique(epochs):
            order = np.random.default_rng([seed, int(epoch)]).permutation(len(sprites))
            rows[epochs == epoch] = order[places[epochs == epoch]]
        return Sprites(sprites.indices[rows], sprites.labels[rows])

    return fetch


class Trainer:
    """The loop and its state. `folder` receives checkpoint.pt, log.jsonl and the sample sheets."""

    def __init__(
        self, settings: RunSettings, fetch: Fetch, *, folder: Path, device: torch.device, precision: str
    ) -> None:
        self.settings, self.folder, self.device = settings, folder, device
        torch.manual_seed(settings.seed)
        self.model = PixelTransformer(settings.model).to(device)
        optimiser = settings.optimiser
        self.optimisers = build_optimisers(
            self.model, kind=optimiser.kind, matrix_lr=optimiser.matrix_lr, other_lr=optimiser.other_lr
        )
        self._base = [[group["lr"] for group in each.param_groups] for each in self.optimisers]
        self._stream = TrainingStream(fetch, settings.batches, seed=settings.seed)
        self._type = PRECISIONS[precision]
        self._scaler = torch.amp.GradScaler(device.type, enabled=precision == "fp16")
        self.step = 0
        self.sprites_seen = 0
        self.seconds = 0.0

    @property
    def checkpoint_path(self) -> Path:
        """Where the run's state is kept."""
        return self.folder / "checkpoint.pt"

    def save(self) -> None:
        """Write the checkpoint."""
        state = Checkpoint(
            self.step,
            self.sprites_seen,
            self.seconds,
            self.model.state_dict(),
            [each.state_dict() for each in self.optimisers],
            {**self.settings.as_dict(), "species": list(DRAWN)},
            torch.get_rng_state(),
        )
        save_checkpoint(state, self.checkpoint_path)

    def resume(self) -> None:
        """Go on from the checkpoint; CheckpointError when its network is another one."""
        state = load_checkpoint(self.checkpoint_path)
        try:
            self.model.load_state_dict(state.model)
            for each, saved in zip(self.optimisers, state.optimisers, strict=True):
                each.load_state_dict(saved)
        except (RuntimeError, ValueError) as error:
            raise CheckpointError(
                f"{self.checkpoint_path} holds another network or optimiser ({error}); choose another --run folder"
            ) from error
        self.step, self.sprites_seen, self.seconds = state.step, state.sprites_seen, state.seconds
        torch.set_rng_state(state.torch_rng)

    def _autocast(self) -> AbstractContextManager[object]:
        if self._type is torch.float32:
            return nullcontext()
        return torch.autocast(self.device.type, dtype=self._type)

    def train_step(self, factor: float) -> float:
        """One optimiser step at `factor` of the base learning rates -> the loss in nats a token.

        Raises TrainingError on a loss or gradient that is not finite; the weights are untouched then.
        """
        optimiser = self.settings.optimiser
        total = 0.0
        for part in range(optimiser.accumulate):
            batch = self._stream.batch(self.step * optimiser.accumulate + part).to(self.device)
            with self._autocast():
                loss = batch_loss(self.model, batch) / optimiser.accumulate
            self._scaler.scale(loss).backward()
            total += float(loss.detach())
        for each in self.optimisers:
            self._scaler.unscale_(each)
        length = float(torch.nn.utils.clip_grad_norm_(self.model.parameters(), optimiser.clip))
        if not math.isfinite(total) or (not math.isfinite(length) and not self._scaler.is_enabled()):
            raise TrainingError(
                f"loss {total} and gradient {length} at step {self.step}: not finite, stopped; the last good "
                f"state is {self.checkpoint_path}. Lower the learning rate or use --precision fp32."
            )
        for each, bases in zip(self.optimisers, self._base, strict=True):
            for group, base in zip(each.param_groups, bases, strict=True):
                group["lr"] = base * factor
            self._scaler.step(each)
        self._scaler.update()
        for each in self.optimisers:
            each.zero_grad(set_to_none=True)
        self.step += 1
        self.sprites_seen += self.settings.batches.size * optimiser.accumulate
        return total


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between what happens beside the steps; 0 switches it off (all but the last of each)."""

    save: float = 120.0
    validate: float = 300.0
    sheet: float = 600.0
    progress: float = 5.0


def run(
    trainer: Trainer, plan: Plan, validation: Sprites, *, rhythm: Rhythm, stop: Callable[[], bool] = lambda: False
) -> dict[str, float]:
    """Train until the plan ends, or `stop` says so between two steps -> the last validation figures."""
    last = dict.fromkeys(("save", "validate", "sheet", "progress"), time.monotonic())
    smooth, before = 0.0, trainer.seconds
    steps_before, recent = trainer.step, (time.monotonic(), trainer.sprites_seen)
    while (progress := plan.progress(trainer.step)) < 1.0 and not stop():
        factor = learning_rate_factor(trainer.settings, step=trainer.step, progress=progress)
        loss = trainer.train_step(factor)
        smooth = loss if trainer.step == steps_before + 1 else 0.98 * smooth + 0.02 * loss
        now = time.monotonic()
        trainer.seconds = before + now - plan.started
        due = {name: 0 < getattr(rhythm, name) <= now - since for name, since in last.items()}
        last |= {name: now for name, is_due in due.items() if is_due}
        if due["progress"]:
            rate = (trainer.sprites_seen - recent[1]) / (now - recent[0])
            recent = (now, trainer.sprites_seen)
            left = (now - plan.started) * (1 / max(progress, 1e-9) - 1)
            end = "\r" if sys.stderr.isatty() else "\n"
            print(
                f"step {trainer.step}  loss {smooth:.4f}  {rate:.1f} sprites/s  {left / 60:.1f} min left",
                end=end,
                file=sys.stderr,
                flush=True,
            )
        if due["validate"]:
            _report(trainer, validation)
        if due["sheet"]:
            _sheet(trainer)
        if due["save"]:
            trainer.save()
    trainer.save()
    _sheet(trainer)
    return _report(trainer, validation)


def _report(trainer: Trainer, validation: Sprites) -> dict[str, float]:
    figures = evaluate(trainer.model, validation, trainer.settings, trainer.device)
    line = {"step": trainer.step, "sprites": trainer.sprites_seen, "minutes": round(trainer.seconds / 60, 2), **figures}
    with (trainer.folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
    print("  ".join(f"{name} {value}" for name, value in line.items()), flush=True)
    return figures


def _sheet(trainer: Trainer) -> None:
    """What the runtime would draw now: the first thing to look at."""
    if trainer.settings.batches.order != "quadtree":
        return  # the runtime writes quadtrees alone
    model = copy.deepcopy(trainer.model).cpu()
    weights = quantise(model, calibration_sprites(16), {})
    path = trainer.folder / f"sheet-{trainer.step:07d}.png"
    write_sample_sheet(weights, path, sampling=Sampling(temperature=1.0, min_p=0.02))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("configs") / "default.toml")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--synthetic", action="store_true", help="draw the corpus while training")
    source.add_argument("--data-dir", type=Path, help="shards written by training.corpus")
    bound = parser.add_mutually_exclusive_group(required=True)
    bound.add_argument("--minutes", type=float, help="wall-clock of this call")
    bound.add_argument("--epochs", type=float, help="passes over the shards, in all")
    bound.add_argument("--steps", type=int, help="optimiser steps, in all")
    parser.add_argument("--run", type=Path, default=Path("runs/default"), help="folder of the run")
    parser.add_argument("--resume", action="store_true", help="go on from the run's checkpoint")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--precision", choices=list(PRECISIONS), default="fp32")
    parser.add_argument("--threads", type=int, help="CPU threads of torch")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--accumulate", type=int)
    parser.add_argument("--validation", type=int, default=144, help="held-out sprites a validation")
    for name, default in (("save", 120), ("validate", 300), ("sheet", 600)):
        parser.add_argument(f"--{name}-every", type=float, default=default, metavar="SECONDS")
    options = parser.parse_args(arguments)
    try:
        return _train(options)
    except (SettingsError, CheckpointError, TrainingError, ValueError, OSError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 1


def _train(options: argparse.Namespace) -> int:
    settings = load_settings(options.config)
    if options.batch_size:
        settings = replace(settings, batches=replace(settings.batches, size=options.batch_size))
    if options.accumulate:
        settings = replace(settings, optimiser=replace(settings.optimiser, accumulate=options.accumulate))
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch.device(options.device)
    sprites = load_shards(options.data_dir) if options.data_dir else None
    if options.epochs and sprites is None:
        raise ValueError("--epochs needs --data-dir; a synthetic corpus has no end")
    if sprites is not None:
        fetch = shard_fetch(sprites, seed=settings.seed)
    else:
        fetch = synthetic_fetch(settings.seed)
    options.run.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(settings, fetch, folder=options.run, device=device, precision=options.precision)
    if options.resume:
        trainer.resume()
    elif trainer.checkpoint_path.exists():
        raise ValueError(f"{trainer.checkpoint_path} exists; use --resume to go on or another --run folder")
    steps = options.steps
    if options.epochs and sprites is not None:
        a_step = settings.batches.size * settings.optimiser.accumulate
        steps = math.ceil(options.epochs * len(sprites) / a_step)
    plan = Plan(steps, None if steps else options.minutes * 60, time.monotonic())
    validation = draw_many(VALIDATION_SEED, range(options.validation))
    rhythm = Rhythm(save=options.save_every, validate=options.validate_every, sheet=options.sheet_every)
    interrupted: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: interrupted.append(received))
    run(trainer, plan, validation, rhythm=rhythm, stop=lambda: bool(interrupted))
    return 0


if __name__ == "__main__":
    sys.exit(main())
