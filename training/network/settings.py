"""A TOML file -> the settings of a training run, unknown keys refused."""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.network.batches import BatchSettings
from training.network.layers import ModelSettings
from training.network.model import HeadSettings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class SettingsError(ValueError):
    """A settings file that names something unknown or of the wrong type."""


@dataclass(frozen=True, slots=True)
class OptimiserSettings:
    """matrix_lr is Muon's; the learning rate warms up, stays, and falls linearly over the last `cooldown` share."""

    kind: str = "muon"
    matrix_lr: float = 0.02
    other_lr: float = 0.003
    warmup_steps: int = 40
    cooldown: float = 0.45
    accumulate: int = 1  # batches added up before a step
    clip: float = 1.0


@dataclass(frozen=True, slots=True)
class RunSettings:
    """One section of the file each."""

    model: ModelSettings = field(default_factory=ModelSettings)
    head: HeadSettings = field(default_factory=HeadSettings)
    batches: BatchSettings = field(default_factory=BatchSettings)
    optimiser: OptimiserSettings = field(default_factory=OptimiserSettings)
    seed: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for checkpoints and headers."""
        return dataclasses.asdict(self)


_SECTIONS: dict[str, type] = {
    "model": ModelSettings,
    "head": HeadSettings,
    "batches": BatchSettings,
    "optimiser": OptimiserSettings,
}


def settings_from(values: dict[str, Any], *, source: str) -> RunSettings:
    """Nested plain values -> settings; SettingsError names the key and what was expected."""
    sections: dict[str, Any] = {}
    for name, value in values.items():
        if name == "seed":
            if type(value) is not int:
                raise SettingsError(f"{source}: seed must be int; got {value!r}")
            sections["seed"] = value
            continue
        if name not in _SECTIONS:
            raise SettingsError(f"{source}: unknown section {name!r}; expected {', '.join([*_SECTIONS, 'seed'])}")
        if not isinstance(value, dict):
            raise SettingsError(f"{source}: {name} must be a section, [{name}]; got {value!r}")
        known = {item.name: item for item in dataclasses.fields(_SECTIONS[name])}
        for key, given in value.items():
            if key not in known:
                raise SettingsError(f"{source}: unknown key {name}.{key}; expected {', '.join(known)}")
            wanted = type(known[key].default)
            if type(given) is not wanted and not (wanted is float and type(given) is int):
                raise SettingsError(f"{source}: {name}.{key} must be {wanted.__name__}; got {given!r}")
        sections[name] = _SECTIONS[name](**value)
    return RunSettings(**sections)


def load_settings(path: Path) -> RunSettings:
    """Read a TOML settings file."""
    try:
        with path.open("rb") as file:
            values = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error
    return settings_from(values, source=str(path))
