"""Where a clip's anchors are, frame by frame <-> a list of points for each anchor, as packs hold it.

    {"eye": [[21.5, 12.0], ...], "lure": [...], "light_1": [...]}

Knows nothing of engines or of files.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine_bridges.creatures.pack_error import PackError
from pixelgen import Anchors

Tracks = dict[str, list[tuple[float, float]]]

_NAME = re.compile(r"eye|mouth|tail|lure|light_[1-9][0-9]?")
_LIGHT = "light_"
_FARTHEST = 4096.0  # pixels from the frame's corner, either way


def tracks_of(anchors: Sequence[Anchors] | None) -> Tracks:
    """The points of each anchor that is there in every frame; empty for none."""
    if not anchors:
        return {}
    frames = [dict(one.named()) for one in anchors]
    return {name: [frame[name] for frame in frames] for name in frames[0] if all(name in frame for frame in frames)}


def anchors_in(tracks: Any, *, frames: int, of: str) -> tuple[Anchors, ...] | None:
    """The anchors of each frame; None for no tracks. of: what has them. PackError when they are none."""
    if tracks is None:
        return None
    if not isinstance(tracks, Mapping) or not all(
        isinstance(name, str) and _NAME.fullmatch(name) and _are_points(points, frames)
        for name, points in tracks.items()
    ):
        raise PackError(f"the anchors of {of} must be eye, mouth, tail, lure or lights, each with a point a frame")
    found = []
    for frame in range(frames):
        places = {name: (float(points[frame][0]), float(points[frame][1])) for name, points in tracks.items()}
        lights = sorted((name for name in places if name.startswith(_LIGHT)), key=lambda name: int(name[len(_LIGHT) :]))
        found.append(
            Anchors(
                places.get("eye"),
                places.get("mouth"),
                places.get("tail"),
                tuple(places[name] for name in lights),
                places.get("lure"),
            )
        )
    return tuple(found)


def _are_points(points: Any, frames: int) -> bool:
    return (
        isinstance(points, Sequence)
        and len(points) == frames
        and all(isinstance(one, Sequence) and len(one) == 2 and all(map(_is_place, one)) for one in points)
    )


def _is_place(number: Any) -> bool:
    return type(number) in (int, float) and math.isfinite(number) and abs(number) <= _FARTHEST
