"""Settings that differ in a few keys -> short runs of equal processor time, and a Markdown table of what they reach.

    python -m training.recipe_trials --minutes 5 --out runs/trials --trial "" \\
        --trial "optimiser.kind='adamw'" --trial "batches.size=16 optimiser.matrix_lr=0.03"

An empty trial is the settings as they are. The clock is the processor time of one thread, so that other work on the
machine favours none. Trials that the folder has figures of are not run again. Knows nothing of what the keys mean.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from pixelgen.errors import WeightsError
from pixelgen.model.weights import load_weights
from training.network.checkpoint import CheckpointError
from training.network.settings import RunSettings, SettingsError, load_settings, settings_from
from training.network.trainer import Trainer, TrainingError
from training.samples.drawn_sprites import Sprites, draw_many
from training.train import VALIDATION_SEED, Plan, Rhythm, run, synthetic_fetch

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_COLUMNS = ("nats", "nats_4x4", "nats_2x2", "nats_pixel", "accuracy", "kept_nats", "bare_nats")


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


def figures_of(
    settings: RunSettings, folder: Path, validation: Sprites, *, minutes: float, precision: str, start: Path | None
) -> dict[str, float]:
    """Run one trial from its beginning to its end -> validation figures and the sprites that it saw."""
    trainer = Trainer(
        settings, synthetic_fetch(settings.seed), folder=folder, device=torch.device("cpu"), precision=precision
    )
    if start is not None:
        trainer.start_from(load_weights(start))
    before = trainer.sprites_seen
    plan = Plan(None, minutes * 60, time.process_time(), time.process_time)
    figures = run(trainer, plan, validation, rhythm=Rhythm(save=0, validate=0, sheet=0, progress=60))
    return {**figures, "sprites": trainer.sprites_seen - before}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trials in turn, a row each as it ends; 0 done, 1 an expected error in one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("configs") / "default.toml")
    parser.add_argument("--trial", action="append", required=True, metavar="KEYS")
    parser.add_argument("--minutes", type=float, required=True, help="processor time of each")
    parser.add_argument("--out", type=Path, required=True, help="folder of the runs and their figures")
    parser.add_argument("--start", type=Path, metavar="FILE", help="begin each with the network of a weights file")
    parser.add_argument("--precision", default="fp32", choices=["fp32", "bf16"])
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--validation", type=int, default=72)
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        base = replace(load_settings(options.config), seed=options.seed)
        trials = {trial: varied(base, trial) for trial in options.trial}
        validation = draw_many(VALIDATION_SEED, range(options.validation))
        print(f"| trial | sprites | {' | '.join(_COLUMNS)} |\n|{'---|' * (len(_COLUMNS) + 2)}")
        for trial, settings in trials.items():
            folder = options.out / (re.sub(r"[^a-z0-9.]+", "-", trial).strip("-") or "as-it-is")
            record = folder / "figures.json"
            if not record.exists():
                folder.mkdir(parents=True, exist_ok=True)
                found = figures_of(
                    settings,
                    folder,
                    validation,
                    minutes=options.minutes,
                    precision=options.precision,
                    start=options.start,
                )
                record.write_text(json.dumps(found), encoding="utf-8")
            found = json.loads(record.read_text(encoding="utf-8"))
            cells = [found[name] for name in ("sprites", *_COLUMNS)]
            print(f"| {trial or 'as it is'} | {' | '.join(f'{cell:g}' for cell in cells)} |", flush=True)
    except (SettingsError, CheckpointError, TrainingError, WeightsError, OSError) as error:
        print(f"trials: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
