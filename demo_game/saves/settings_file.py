"""Settings <-> what their file says. Knows neither folders nor screens.

A setting that this game does not know is kept when others are written; one with an impossible value is as usual.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any

from demo_game.rules.seeds import normalised_seed
from demo_game.saves.bindings import Bindings, bindings_of
from demo_game.saves.dive_file import VERSION, Content, typed
from demo_game.saves.settings import LARGEST_WINDOW, LOUDEST, MOST_SCALE, Settings

_RANGES: dict[str, tuple[int, int]] = {
    "scale": (0, MOST_SCALE),
    "volume": (0, LOUDEST),
    "music": (0, LOUDEST),
    "effects": (0, LOUDEST),
    "width": (0, LARGEST_WINDOW),
    "height": (0, LARGEST_WINDOW),
}


def settings_of(content: Any, warn: Callable[[str], None] = lambda _: None) -> Settings:
    """The settings of a file; `warn` is called for each value that is not used. ValueError when it is no table."""
    if not isinstance(content, dict):
        raise ValueError("it holds no table")
    usual, found = Settings(), {}
    for each in fields(Settings):
        if each.name in content:
            try:
                found[each.name] = _read(each.name, content[each.name], str(each.type))
            except ValueError as error:
                warn(f"settings.json: {error}; {getattr(usual, each.name)!r} is used")
    return Settings(**found)


def settings_content(settings: Settings, before: Settings, old: Any) -> Content:
    """What `settings_of` reads: the old content, with what has changed since `before`."""
    known = {**asdict(settings), "bindings": settings.bindings.content()}
    if not isinstance(old, dict):
        return {"version": VERSION, **known}
    changed = {name: value for name, value in known.items() if getattr(settings, name) != getattr(before, name)}
    return {"version": VERSION, **known, **old, **changed}


def _read(name: str, value: Any, kind: str) -> Any:
    return bindings_of(value) if kind == Bindings.__name__ else _checked(name, typed(name, value, kind))


def _checked(name: str, value: Any) -> Any:
    low, high = _RANGES.get(name, (0, 0))
    if name in _RANGES and not low <= value <= high:
        raise ValueError(f"{name} must be from {low} to {high}, not {value}")
    if name == "seed" and value != normalised_seed(value):
        raise ValueError(f"the seed {value!r} is none")
    return value
