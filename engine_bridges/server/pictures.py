"""Clips -> the fields of an answer: sheets as PNG in base64, with durations, normal maps, emission and anchors.

A sheet holds the frames of one animation side by side, so that a client cuts it by width alone; colour sheets are
indexed, normal sheets RGBA, emission sheets grey; a layer (32, 32) is its bytes in base64, row by row. Knows nothing of
requests, lines or sockets.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine_bridges.creatures.anchor_tracks import tracks_of
from engine_bridges.creatures.creature import Clip, Pixels
from engine_bridges.creatures.palette import Palette, sprite_palette
from engine_bridges.pictures.png_pictures import png_bytes


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
    glows = clip.emission is not None and bool(clip.emission.any())
    return {
        "frames": len(clip.frames),
        "durations_ms": list(clip.durations_ms),
        "loops": clip.loops,
        "sheet": _png(clip.frames, palette),
        "normals": None if clip.normals is None else _png(clip.normals),
        "emission": _png(clip.emission) if glows and clip.emission is not None else None,
        "anchors": tracks_of(clip.anchors),
    }


def layer_field(layer: Pixels) -> str:
    """A layer (H, W) uint8 as a field of an answer."""
    return base64.b64encode(np.ascontiguousarray(layer, np.uint8).tobytes()).decode("ascii")


def _png(frames: Pixels, palette: Palette | None = None) -> str:
    return base64.b64encode(png_bytes(np.concatenate(list(frames), axis=1), palette=palette)).decode("ascii")
