"""Requests and how they are shown -> the name of their file in a folder: different commands have different names.

A name has the parts that people ask by, and eight digits of the request's hash when those parts do not say all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pixelgen.commands.output.look_options import ROOM
from pixelgen.look.appearance import Appearance
from pixelgen.requests.request import DEFAULT_TEMPERATURE, SpriteRequest

ALL = "all"
_DIGITS = 8


def stem_of(
    requests: Sequence[SpriteRequest], look: Appearance, *, scale: int = 1, rgb: npt.NDArray[np.uint8] | None = None
) -> str:
    """The name without its ending, of one sprite or of a sheet of several.

    >>> stem_of([SpriteRequest("reef", "jellyfish", colours=("azure",), seed=7)], Appearance(), scale=4)
    'reef-jellyfish-azure-7-x4'
    """
    first, last = requests[0], requests[-1]
    seeds = [str(first.seed)] if first.seed == last.seed else [str(first.seed), str(last.seed)]
    parts = [_common([one.zone for one in requests]), _common([one.species or one.category for one in requests])]
    parts += [*first.colours, *(f"{trait}_{value}" for trait, value in first.traits.items()), *seeds]
    if first.temperature != DEFAULT_TEMPERATURE:
        parts.append(f"t{_number(first.temperature)}")
    if ALL in parts or any(one != _described(one, like=first) for one in requests):
        keys = ",".join(one.key() for one in requests)
        parts.append(hashlib.sha256(keys.encode("ascii")).hexdigest()[:_DIGITS])
    return "-".join([*parts, *_look_parts(look), *_colour_parts(rgb), *[f"x{scale}"] * (scale > 1)])


def _common(names: Sequence[str]) -> str:
    return names[0] if len(set(names)) == 1 else ALL


def _described(one: SpriteRequest, *, like: SpriteRequest) -> SpriteRequest:
    """The request that a name's parts describe."""
    kind = (one.zone, one.category, one.species)
    return SpriteRequest(*kind, like.colours, one.seed, like.temperature, traits=like.traits)


def _look_parts(look: Appearance) -> list[str]:
    parts = [] if look.shaded else ["flat"]
    if look.light is not None:
        parts.append(f"light{_number(look.light.azimuth)}_{_number(look.light.elevation)}")
    if look.frames is not None:
        parts.append(f"{look.animation}{look.frames}")
        parts += [f"m{look.margin}"] * (look.margin != ROOM)
    return parts


def _number(value: float) -> str:
    return str(float(value)).removesuffix(".0")


def _colour_parts(rgb: npt.NDArray[np.uint8] | None) -> list[str]:
    return [] if rgb is None else ["palette" + hashlib.sha256(rgb.tobytes()).hexdigest()[:_DIGITS]]
