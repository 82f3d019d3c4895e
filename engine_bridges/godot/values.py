"""Python values -> the text of Godot's resource files. Knows nothing of resource types.

Written as the engine writes them: dictionary keys in alphabetical order, colours as the shortest float32 of i/255.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import numpy as np

from engine_bridges.creatures.creature import Pixels


@dataclass(frozen=True, slots=True)
class StringName:
    """A name that the engine keeps once: &"idle"."""

    text: str


@dataclass(frozen=True, slots=True)
class External:
    """A resource of another file, by uid and by a path relative to the file that names it."""

    kind: str
    uid: str
    path: str
    id: str


@dataclass(frozen=True, slots=True)
class Internal:
    """A resource written in the same file: its type, id and properties."""

    kind: str
    id: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rect2:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Vector2:
    """A place, in pixels or as shares."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PackedVectors:
    """Places."""

    places: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green, blue and alpha, 0 to 255 each."""

    rgba: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class PackedColours:
    """(n, 4) uint8 red, green, blue and alpha."""

    rgba: Pixels


@dataclass(frozen=True, slots=True)
class TypedArray:
    """An array of one type, as an exported variable Array[kind] reads it."""

    kind: str
    values: Sequence[Any]


def value_text(value: Any) -> str:
    r"""One value as the engine writes it.

    >>> value_text({"speed": 8.0, "name": StringName("idle"), "loop": True})
    '{\n"loop": true,\n"name": &"idle",\n"speed": 8.0\n}'
    >>> value_text([Vector2(3, -4.5), PackedVectors([(0, 1), (2.5, -3)]), Colour((255, 0, 0, 255))])
    '[Vector2(3, -4.5), PackedVector2Array(0, 1, 2.5, -3), Color(1, 0, 0, 1)]'
    >>> value_text(Rect2(32, 0, 32, 32)), value_text(PackedColours(np.array([[255, 128, 1, 255]], dtype=np.uint8)))
    ('Rect2(32, 0, 32, 32)', 'PackedColorArray(1, 0.5019608, 0.003921569, 1)')
    """
    return _TEXTS[type(value)](value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _dictionary_text(entries: Mapping[str, Any]) -> str:
    if not entries:
        return "{}"
    lines = ",\n".join([f"{_quoted(key)}: {value_text(entries[key])}" for key in sorted(entries)])
    return f"{{\n{lines}\n}}"


def _array_text(values: Sequence[Any]) -> str:
    return f"[{', '.join([value_text(one) for one in values])}]"


@cache
def _share_text(channel: int) -> str:
    return np.format_float_positional(np.float32(channel) / np.float32(255), trim="-")


@lru_cache(1 << 12)  # halves of a pixel, within a frame: few, and each is written often
def _place_text(place: float) -> str:
    return np.format_float_positional(np.float32(place), trim="-")


def _shares_text(channels: Iterable[int]) -> str:
    return ", ".join(map(_share_text, channels))


def _places_text(places: Iterable[float]) -> str:
    return ", ".join([_place_text(place + 0.0) for place in places])  # no zero below zero


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    int: repr,
    float: repr,
    str: _quoted,
    dict: _dictionary_text,
    list: _array_text,
    tuple: _array_text,
    StringName: lambda name: "&" + _quoted(name.text),
    External: lambda resource: f"ExtResource({_quoted(resource.id)})",
    Internal: lambda resource: f"SubResource({_quoted(resource.id)})",
    Rect2: lambda area: f"Rect2({area.x}, {area.y}, {area.width}, {area.height})",
    Vector2: lambda place: f"Vector2({_places_text((place.x, place.y))})",
    PackedVectors: lambda packed: f"PackedVector2Array({_places_text(chain.from_iterable(packed.places))})",
    Colour: lambda colour: f"Color({_shares_text(colour.rgba)})",
    PackedColours: lambda colours: f"PackedColorArray({_shares_text(colours.rgba.reshape(-1).tolist())})",
    TypedArray: lambda array: f"Array[{array.kind}]({value_text(list(array.values))})",
}
