"""Weights and what is to be learnt -> a network that draws both, and its weights file.

The network of the weights goes on learning: a share of what it sees are the pictures, the rest the corpus, of which it
learns what it said already. A sheet each minute shows what it draws. Knows nothing of folders and of figures.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

from pixelgen.files.whole_files import write_files
from pixelgen.model.weights import Weights
from pixelgen.model.world import World
from training.network.dequantise import dequantised
from training.network.export import calibration_sprites, weights_bytes
from training.network.memory import keep_freed_memory
from training.network.sample_sheet import write_rows
from training.network.settings import RunSettings, load_settings
from training.network.trainer import Trainer
from training.samples.drawn_sprites import Sprites, draw_many
from training.sources.mixture import Mixture
from training.teaching.remembered import Remembered
from training.teaching.taught import Kind, plant, taught_labeller, taught_rows
from training.train import SHEET_SAMPLING, VALIDATION_SEED, Plan, Rhythm, run, sheet_place

MATRIX_RATE, OTHER_RATE = 0.006, 0.0015  # of what has learnt already; they fall to 0 from the first step on
SHEET_SECONDS = 60
_IN_A_SHEET = 8  # of the new and of the old
_ENDING = (signal.SIGINT, signal.SIGTERM)
_OF_THE_FILE = ("sha256", "validation")  # facts that are of other tensors


@dataclass(frozen=True, slots=True)
class Lessons:
    """start: weights to begin with; world: theirs with the kinds; sprites: the kinds' pictures with their labels."""

    start: Weights
    world: World
    kinds: Sequence[Kind]
    sprites: Sprites


@dataclass(frozen=True, slots=True)
class Course:
    """minutes: of learning; share: of the pictures in what is learnt; batch: sprites a step; precision: one of
    PRECISIONS; threads: of torch, None for its own choice; resume: go on from the checkpoint in folder."""

    folder: Path
    minutes: float
    share: float
    batch: int
    precision: str
    threads: int | None = None
    resume: bool = False


def learn(lessons: Lessons, course: Course) -> Trainer:
    """Train, with a checkpoint and sheets in the course's folder; Ctrl-C ends it early, with what is learnt.

    CheckpointError and TrainingError as `Trainer` says.
    """
    keep_freed_memory()
    if course.threads:
        torch.set_num_threads(course.threads)
    start, sprites = lessons.start, lessons.sprites
    settings = _settings(start, batch=course.batch)
    mixed = Mixture(settings.seed, (course.share, 1 - course.share), (sprites, None))
    trainer = Trainer(
        settings,
        lambda numbers: mixed(numbers.tolist()),
        folder=course.folder,
        device=torch.device("cpu"),
        precision=course.precision,
        species=lessons.world.species,
    )
    if course.resume:
        trainer.resume()
    else:
        trainer.start_from(start)
        plant(trainer.model, start.world, lessons.world, lessons.kinds)
    trainer.learn_from(
        Remembered(dequantised(start), [start.world.token_id("species", name) for name in start.world.species])
    )
    rng = np.random.default_rng(0)
    new = sprites[np.sort(rng.permutation(len(sprites))[:_IN_A_SHEET])]
    old = draw_many(VALIDATION_SEED, range(_IN_A_SHEET))
    rows = [("reef", new), ("twilight", old)]
    interrupted: list[int] = []
    handlers = {number: signal.signal(number, lambda got, _: interrupted.append(got)) for number in _ENDING}
    try:
        run(
            trainer,
            Plan(None, course.minutes * 60, time.monotonic()),
            Sprites.joined([new, old]),
            rhythm=Rhythm(validate=0, sheet=SHEET_SECONDS, progress=10),
            stop=lambda: bool(interrupted),
            sheet=partial(_sheet, rows=rows),
        )
    finally:
        trainer.close()
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return trainer


def _settings(start: Weights, *, batch: int) -> RunSettings:
    plain = load_settings(Path(__file__).with_name("configs") / "default.toml")
    network = dequantised(start)
    rates = replace(plain.optimiser, matrix_lr=MATRIX_RATE, other_lr=OTHER_RATE, cooldown=1.0)
    return replace(
        plain,
        model=network.settings,
        head=network.head.settings,
        batches=replace(plain.batches, size=batch),
        optimiser=rates,
    )


def _sheet(trainer: Trainer, *, rows: Sequence[tuple[str, Sprites]]) -> None:
    """What it draws of the new, below it the pictures; then of the old, below it the corpus."""
    model, path = sheet_place(trainer)
    write_rows(model, rows, path, sampling=SHEET_SAMPLING)


def export(trainer: Trainer, lessons: Lessons, out: Path) -> None:
    """Write the weights, with what they were taught in their facts."""
    start, world, kinds, sprites = lessons.start, lessons.world, lessons.kinds, lessons.sprites
    told = [
        {
            "name": kind.name,
            "category": kind.category,
            "pictures": len(kind.sprites),
            "licences": sorted({one.licence for one in kind.sprites}),
            "authors": sorted({one.author for one in kind.sprites}),
        }
        for kind in kinds
    ]
    facts = {name: text for name, text in start.facts.items() if name not in _OF_THE_FILE}
    facts |= {
        "sprites_seen": str(trainer.sprites_seen),
        "steps": str(trainer.step),
        "hours": f"{trainer.seconds / 3600:.2f}",
        "species": ",".join(world.species),
        "taught": json.dumps([*json.loads(start.facts.get("taught", "[]")), *told]),
    }
    some = sprites[np.linspace(0, len(sprites) - 1, 24).astype(np.int64)]
    content = weights_bytes(
        trainer.model,
        Sprites.joined([calibration_sprites(32), some]),
        facts,
        labeller=taught_labeller(start.labeller, kinds),
        drawn=(world, taught_rows(start.trait_rows, world, kinds)),
    )
    write_files({out: content})
    print(f"{out}: {len(content):,} bytes")
