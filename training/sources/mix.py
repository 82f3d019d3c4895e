"""A TOML file -> which sources a corpus is mixed from, and in what shares. Opens none of them.

[[sources]]
kind = "drawn"                    # the corpus's own species
weight = 8

[[sources]]
kind = "sheet"                    # folder, sheet, commons (what training.sources.commons wrote), shards
path = "art/reef"                 # relative to this file
weight = 1.5
licence = "CC0-1.0"               # or a LICENSE file beside the pictures
author = "someone"
options = { cell = [16, 16], category = "reef_fish", ignore = ["old/*"], enlarge = 2 }
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.network.settings import SettingsError
from training.sources.folder import PictureOptions
from training.sources.labelled import Labels
from training.sources.reduction import FitSettings
from training.sources.sheet_grid import GivenGrid

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

COMMONS_CSV = "sprites.csv"
_LABELS = {"zone": str, "category": str, "species": str, "family": str}
_FIT = {"enlarge": int, "keep_ramps": bool, "flip": bool, "covered": float}
_PICTURES = {"labels": str, "only_listed": bool, "ignore": list, "megapixels": float, **_LABELS, **_FIT}
_GRID = {"columns": int, "rows": int, "cell": list, "margin": int, "spacing": int}
_HEAD = {"kind": str, "path": str, "weight": float, "licence": str, "author": str, "options": dict}
# kind -> its keys beside kind and weight, and those of its options
_KINDS: dict[str, tuple[tuple[str, ...], dict[str, type]]] = {
    "drawn": ((), {}),
    "folder": (("path", "licence", "author", "options"), _PICTURES),
    "sheet": (("path", "licence", "author", "options"), {**_PICTURES, **_GRID}),
    "commons": (("path",), {}),
    "shards": (("path",), {}),
}
_LEAST: dict[str, int] = {"enlarge": 1, "columns": 0, "rows": 0, "margin": 0, "spacing": 0}


@dataclass(frozen=True, slots=True)
class MixSource:
    """One [[sources]] of the file: weight is its share of the sprites, against the sum of all weights."""

    kind: str
    weight: float
    path: Path | None = None
    pictures: PictureOptions = field(default_factory=PictureOptions)
    grid: GivenGrid = field(default_factory=GivenGrid)

    @property
    def title(self) -> str:
        """What to call it in lists."""
        return self.kind if self.path is None else f"{self.kind} {self.path}"


def load_mix(path: Path) -> tuple[MixSource, ...]:
    """SettingsError names the file, the key, what was expected and what came."""
    try:
        with path.open("rb") as file:
            values = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error
    for key in values:
        if key != "sources":
            raise SettingsError(f"{path}: unknown key {key!r}; expected [[sources]]")
    listed = values.get("sources")
    if not isinstance(listed, list) or not listed or not all(isinstance(entry, dict) for entry in listed):
        raise SettingsError(f"{path}: expected at least one [[sources]]")
    return tuple(
        _source(entry, place=f"{path}: sources[{number}]", folder=path.parent) for number, entry in enumerate(listed)
    )


def _source(entry: Mapping[str, Any], *, place: str, folder: Path) -> MixSource:
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise SettingsError(f"{place}.kind must be one of {', '.join(_KINDS)}; got {kind!r}")
    keys, option_types = _KINDS[kind]
    allowed = {"kind": str, "weight": float, **{key: _HEAD[key] for key in keys}}
    head = _checked(entry, allowed, place)
    weight = head.get("weight", 1.0)
    if not (math.isfinite(weight) and weight > 0):
        raise SettingsError(f"{place}.weight must be more than 0; got {weight}")
    if "path" in allowed and not head.get("path"):
        raise SettingsError(f"{place}: a source of kind {kind!r} needs a path")
    path = folder / head["path"] if "path" in head else None
    options = _checked(head.get("options", {}), option_types, f"{place}.options")
    if kind == "commons":
        return MixSource(kind, weight, path, PictureOptions(labels=COMMONS_CSV, only_listed=True))
    return MixSource(kind, weight, path, _picture_options(head, options, place), _grid(options, place))


def _checked(entry: Mapping[str, Any], types: Mapping[str, type], place: str) -> dict[str, Any]:
    """The values with whole numbers widened where a fraction is expected."""
    checked = {}
    for key, value in entry.items():
        if key not in types:
            raise SettingsError(f"{place}: unknown key {key!r}; expected {', '.join(types) or 'none'}")
        wanted = types[key]
        if wanted is float and type(value) is int:
            value = float(value)
        if type(value) is not wanted:
            raise SettingsError(f"{place}.{key} must be {wanted.__name__}; got {value!r}")
        if isinstance(value, int) and value < _LEAST.get(key, value):
            raise SettingsError(f"{place}.{key} must be {_LEAST[key]} or more; got {value}")
        checked[key] = value
    return checked


def _picture_options(head: Mapping[str, Any], options: Mapping[str, Any], place: str) -> PictureOptions:
    ignore = options.get("ignore", [])
    if not all(isinstance(pattern, str) for pattern in ignore):
        raise SettingsError(f"{place}.options.ignore must be a list of text; got {ignore!r}")
    if not 0 < options.get("covered", 0.4) <= 1:
        raise SettingsError(f"{place}.options.covered must be more than 0 and at most 1; got {options['covered']}")
    if not 0 < options.get("megapixels", 4.0) <= 50:
        raise SettingsError(f"{place}.options.megapixels must be more than 0, at most 50; got {options['megapixels']}")
    try:
        known = Labels(**{key: options[key] for key in _LABELS if key in options})
    except ValueError as error:
        raise SettingsError(f"{place}.options: {error}") from error
    return PictureOptions(
        licence=head.get("licence", "").strip(),
        author=head.get("author", "").strip(),
        ignore=tuple(ignore),
        known=known,
        fit=FitSettings(**{key: options[key] for key in _FIT if key in options}),
        **{key: options[key] for key in ("labels", "only_listed", "megapixels") if key in options},
    )


def _grid(options: Mapping[str, Any], place: str) -> GivenGrid:
    cell = options.get("cell", [0, 0])
    if len(cell) != 2 or not all(type(side) is int and side >= ("cell" in options) for side in cell):
        raise SettingsError(f"{place}.options.cell must be [width, height]; got {cell!r}")
    if "cell" in options and ("columns" in options) != ("rows" in options):
        raise SettingsError(f"{place}.options: give columns and rows, a cell, or all of them")
    counts = {key: options[key] for key in ("columns", "rows", "margin", "spacing") if key in options}
    return GivenGrid(**counts, cell_width=cell[0], cell_height=cell[1])
