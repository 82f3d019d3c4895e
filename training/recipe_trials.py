"""Settings that differ in a few keys -> short runs of equal processor time, and a Markdown table of what they reach.

    python -m training.recipe_trials --minutes 8 --every 2 --out runs/trials --trial "" \\
        --trial "optimiser.kind='adamw'" --trial "batches.size=16 optimiser.matrix_lr=0.03"

An empty trial is the settings as they are. The clock is the processor time of one thread. A busy machine slows that
too, so the trials take turns of a few seconds and all meet the same business. Trials that the folder has figures of
are not run again. Knows nothing of what the keys mean.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from pixelgen.errors import WeightsError
from pixelgen.interrupts import run_program
from pixelgen.model.weights import load_weights
from training.network.batches import Fetch
from training.network.checkpoint import CheckpointError
from training.network.memory import keep_freed_memory
from training.network.settings import RunSettings, SettingsError, load_settings, settings_from
from training.network.trainer import Trainer, TrainingError, learning_rate_factor
from training.network.validation import validation_figures
from training.samples.drawn_sprites import Sprites, draw_many
from training.samples.shards import load_shards
from training.train import VALIDATION_SEED, shard_fetch, synthetic_fetch

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_COLUMNS = ("nats", "nats_4x4", "nats_2x2", "nats_pixel", "accuracy", "kept_nats", "part_nats", "bare_nats")
Figures = dict[str, float]


def varied(settings: RunSettings, trial: str) -> RunSettings:
    """The settings with the trial's keys, `section.key=value` with spaces between; SettingsError for what is none."""
    values: dict[str, Any] = asdict(settings)
    for part in trial.split():
        section, dot, rest = part.partition(".")
        try:
            change = tomllib.loads(rest)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"a trial is made of section.key=value as in TOML; got {part!r} ({error})") from error
        if not dot or not isinstance(values.get(section), dict):
            raise SettingsError(f"a trial is made of section.key=value; got {part!r}")
        values[section] |= change
    return settings_from(values, source=f"trial {trial!r}")


class Trial:
    """A run that is trained in turns, and what it had reached at each mark."""

    def __init__(
        self, trainer: Trainer, *, seconds: float, every: float, clock: Callable[[], float] = time.process_time
    ) -> None:
        self.trainer = trainer
        self.figures: list[Figures] = []
        self._seconds, self._every, self._clock = seconds, every, clock
        self._used, self._before = 0.0, trainer.sprites_seen

    @property
    def is_done(self) -> bool:
        """Whether its time is over."""
        return self._used >= self._seconds

    def turn(self, seconds: float, validation: Sprites) -> None:
        """Train for so long; figures are added at each mark, outside the clock."""
        end = self._used + seconds
        while self._used < min(end, self._seconds):
            began = self._clock()
            progress = self._used / self._seconds
            self.trainer.train_step(
                learning_rate_factor(self.trainer.settings, step=self.trainer.step, progress=progress)
            )
            marks = self._used // self._every
            self._used += self._clock() - began
            if self._used // self._every > marks or self.is_done:
                self._report(validation)

    def _report(self, validation: Sprites) -> None:
        trainer = self.trainer
        figures = validation_figures(trainer.model, validation, trainer.settings.batches, trainer.device)
        minutes = round(self._used / 60, 1)
        self.figures.append({"minutes": minutes, "sprites": trainer.sprites_seen - self._before, **figures})


def folder_of(out: Path, trial: str) -> Path:
    """Where a trial's figures lie."""
    return out / (re.sub(r"[^a-z0-9._]+", "-", trial).strip("-") or "as-it-is")


def run_trials(
    trials: Mapping[str, RunSettings], options: argparse.Namespace, fetch_of: Callable[[int], Fetch]
) -> dict[str, list[Figures]]:
    """Figures of each trial, of earlier calls too; new ones are written when all of them have ended."""
    folders = {trial: folder_of(options.out, trial) for trial in trials}
    waiting: dict[str, Trial] = {}
    for trial, settings in trials.items():
        if (folders[trial] / "figures.json").exists():
            continue
        folders[trial].mkdir(parents=True, exist_ok=True)
        trainer = Trainer(
            settings,
            fetch_of(settings.seed),
            folder=folders[trial],
            device=torch.device("cpu"),
            precision=options.precision,
        )
        if options.start is not None:
            trainer.start_from(load_weights(options.start))
        every = 60 * (options.every or options.minutes)
        waiting[trial] = Trial(trainer, seconds=60 * options.minutes, every=every)
    validation = draw_many(VALIDATION_SEED, range(options.validation)) if waiting else None
    while validation is not None and not all(each.is_done for each in waiting.values()):
        for trial, each in waiting.items():
            before = len(each.figures)
            each.turn(options.turn, validation)
            for figures in each.figures[before:]:
                print(f"{trial or 'as it is'}: {figures}", file=sys.stderr, flush=True)
    for trial, each in waiting.items():
        (folders[trial] / "figures.json").write_text(json.dumps(each.figures), encoding="utf-8")
    return {
        trial: json.loads((folder / "figures.json").read_text(encoding="utf-8")) for trial, folder in folders.items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trials, then print a row for each mark of each; 0 done, 1 an expected error in one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("configs") / "default.toml")
    parser.add_argument("--data-dir", type=Path, help="shards written by training.corpus; without it sprites are drawn")
    parser.add_argument("--trial", action="append", required=True, metavar="KEYS")
    parser.add_argument("--minutes", type=float, required=True, help="processor time of each")
    parser.add_argument(
        "--every", type=float, default=0, metavar="MINUTES", help="figures so often; 0: at the end alone"
    )
    parser.add_argument(
        "--turn", type=float, default=10, metavar="SECONDS", help="of processor time, until the next one"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the runs and their figures")
    parser.add_argument("--start", type=Path, metavar="FILE", help="begin each with the network of a weights file")
    parser.add_argument("--precision", default="fp32", choices=["fp32", "bf16"])
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--validation", type=int, default=72)
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    keep_freed_memory()
    try:
        base = replace(load_settings(options.config), seed=options.seed)
        trials = {trial: varied(base, trial) for trial in options.trial}
        sprites = load_shards(options.data_dir) if options.data_dir else None

        def fetch_of(seed: int) -> Fetch:
            return synthetic_fetch(seed) if sprites is None else shard_fetch(sprites, seed=seed)

        found = run_trials(trials, options, fetch_of)
    except (SettingsError, CheckpointError, TrainingError, WeightsError, ValueError, OSError) as error:
        print(f"trials: {error}", file=sys.stderr)
        return 1
    print(f"| trial | minutes | sprites | {' | '.join(_COLUMNS)} |\n|{'---|' * (len(_COLUMNS) + 3)}")
    for trial, rows in found.items():
        for figures in rows:
            cells = [f"{figures[name]:g}" if name in figures else "-" for name in ("minutes", "sprites", *_COLUMNS)]
            print(f"| {trial or 'as it is'} | {' | '.join(cells)} |")
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
