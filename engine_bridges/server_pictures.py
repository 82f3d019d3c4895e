"""A drawn sprite and a look -> the fields of an answer: sheets as PNG in base64, with times and layers for light.

Knows nothing of requests, lines or sockets. A sheet holds the frames of one animation side by side, so that a client
cuts it by width alone; colour sheets are indexed, normal sheets RGBA, emission sheets grey.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine_bridges.creature import Clip, Pixels
from engine_bridges.godot_creature import png_bytes
from engine_bridges.palette import Palette, sprite_palette
from engine_bridges.server_protocol import Look
from pixelgen import (
    Sprite,
    animate,
    animations_of,
    emission_mask,
    move,
    move_normals,
    normal_map,
    shade,
    style_of,
)

STILL = "default"  # the name of a still; engines have one of this name anyway
STILL_MS = 1000


def clips_of(sprite: Sprite, look: Look, *, zone: str, category: str, species: str | None) -> dict[str, Clip]:
    """The animations that the look asks for and the creature has, idle if it has none, or a still if none is asked for.

    A still has a margin too. RequestError for frames or a margin out of range.
    """
    flat = sprite.indices
    lit = shade(flat, style_of(zone)) if look.shaded else flat
    normals = normal_map(flat) if look.normals else None
    emission = emission_mask(flat)
    if not look.animations:
        rim = ((look.margin, look.margin), (look.margin, look.margin))
        wide = None if normals is None else np.pad(normals, (*rim, (0, 0)))[None]
        return {STILL: Clip(np.pad(lit, rim)[None], [STILL_MS], False, wide, np.pad(emission, rim)[None])}
    able = animations_of(category, species)
    clips = {}
    for name in [name for name in look.animations if name in able] or ["idle"]:
        moved = animate(flat, category, species=species, animation=name, frames=look.frames, margin=look.margin)
        clips[name] = Clip(
            move(lit, moved),
            moved.durations_ms.tolist(),
            moved.loops,
            None if normals is None else move_normals(normals, moved),
            move(emission, moved),
        )
    return clips


def picture_fields(clips: Mapping[str, Clip], *, palette: Palette | None = None) -> dict[str, Any]:
    """width and height of a frame, and the animations by name; width and height are 0 when there are none."""
    palette = palette or sprite_palette()
    height, width = next((clip.frames.shape[1:] for clip in clips.values()), (0, 0))
    return {
        "width": width,
        "height": height,
        "animations": {name: _clip_fields(clip, palette) for name, clip in clips.items()},
    }


def _clip_fields(clip: Clip, palette: Palette) -> dict[str, Any]:
    shines = clip.emission is not None and bool(clip.emission.any())
    return {
        "frames": len(clip.frames),
        "durations_ms": list(clip.durations_ms),
        "loops": clip.loops,
        "sheet": _png(clip.frames, palette),
        "normals": None if clip.normals is None else _png(clip.normals),
        "emission": _png(clip.emission) if shines and clip.emission is not None else None,
    }


def _png(frames: Pixels, palette: Palette | None = None) -> str:
    return base64.b64encode(png_bytes(np.concatenate(list(frames), axis=1), palette=palette)).decode("ascii")
