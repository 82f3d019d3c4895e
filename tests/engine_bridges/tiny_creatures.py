"""Creatures of a few pixels, each layer filled, so that a test can count what a bridge made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from engine_bridges.creatures.creature import Card, Clip, Creature
from engine_bridges.creatures.palette import Palette
from pixelgen import Anchors

Pixels = npt.NDArray[np.uint8]

# index 0 transparent, 1 dark, 2 red, 3 light, 4 shines
COLOURS = Palette(
    "tiny",
    np.array([[0, 0, 0, 0], [20, 10, 30, 255], [200, 40, 50, 255], [240, 230, 210, 255], [0, 220, 200, 255]], np.uint8),
)
FISH = (
    ".111..",
    "122311",
    "122241",
    ".111..",
)

AT = Anchors(eye=(4.5, 1.5), tail=(0.5, 1.5), lights=((4.5, 2.5), (1.0, 3.0)))  # where they are on it


def drawn(*rows: str) -> Pixels:
    """Palette indices by digit, "." transparent."""
    return np.array([[0 if mark == "." else int(mark) for mark in row] for row in rows], dtype=np.uint8)


def clip_of(
    frames: Sequence[Pixels],
    *,
    duration_ms: int = 100,
    loops: bool = True,
    lit: bool = True,
    anchors: Sequence[Anchors] | None = None,
) -> Clip:
    """A clip whose normals lean by column and whose index 4 shines; without both when it is not lit."""
    stacked = np.stack(frames)
    if not lit:
        return Clip(stacked, [duration_ms] * len(frames), loops, anchors=anchors)
    normals = np.zeros((*stacked.shape, 4), dtype=np.uint8)
    normals[...] = (128, 128, 255, 0)
    lean = np.linspace(40, 215, stacked.shape[2]).astype(np.uint8)
    normals[stacked > 0] = (128, 128, 220, 255)
    normals[..., 0] = np.where(stacked > 0, lean, 128)
    emission = np.where(stacked == 4, 255, 0).astype(np.uint8)
    return Clip(stacked, [duration_ms] * len(frames), loops, normals, emission, anchors=anchors)


def fish(
    name: str = "tang",
    zone: str = "reef",
    *,
    category: str = "reef_fish",
    colour: int = 2,
    lit: bool = True,
    lure: bool = False,
) -> Creature:
    """Idle sways by a pixel and comes back (two equal frames), dart and turn are shorter; colour replaces index 2.

    lure: whether the light that shines is one.
    """
    at = replace(AT, lure=AT.lights[0]) if lure else AT
    right = drawn(*FISH)
    right[right == 2] = colour
    down, left = np.roll(right, 1, axis=0), right[:, ::-1].copy()
    lowered, mirrored = at.each(lambda one: (one[0], one[1] + 1)), at.each(lambda one: (6 - one[0], one[1]))
    clips: Mapping[str, Clip] = {
        "turn": clip_of([right, left], duration_ms=70, loops=False, lit=lit, anchors=[at, mirrored]),
        "idle": clip_of([right, down, right], duration_ms=160, lit=lit, anchors=[at, lowered, at]),
        "dart": clip_of([down], duration_ms=80, lit=lit, anchors=[lowered]),
    }
    return Creature(Card(name, zone, category, "tang", f"pg1_{name}"), clips)


def still(name: str, frame: Pixels, zone: str = "reef") -> Creature:
    """One frame, no normals, nothing shines."""
    return Creature(Card(name, zone, "coral"), {"idle": clip_of([frame], lit=False)})
