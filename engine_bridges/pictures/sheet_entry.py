"""The animations on a sheet -> what a pack's index says of a creature, as values that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine_bridges.creatures.anchor_tracks import tracks_of
from engine_bridges.creatures.creature import Clip, Pixels
from engine_bridges.creatures.palette import Palette
from engine_bridges.pictures.sprite_sheet import Tag


def entry_of(
    tags: Iterable[Tag],
    *,
    sheet: str,
    normals: str | None,
    emission: str | None,
    parts: Pixels | None,
    clips: Mapping[str, Clip],
    palette: Palette | None = None,
) -> dict[str, Any]:
    """The index's entry of a creature, its card aside. sheet, normals, emission: paths in the pack, None for none.
    parts: its part map, None where it is unknown. clips: those of the tags, for their anchors. palette: colours of its
    own, None for the pack's.

    {"sheet": "creatures/tang/tang.png", "normals": ..., "emission": null,
     "animations": {"idle": {"loops": true, "durations_ms": [160, ...], "rectangles": [[x, y, width, height], ...],
                             "anchors": {"eye": [[x, y], ...], "light_1": ...}}},   left out where there are none
     "parts": ["000001210000...", ...]}    a row of the drawing each, a pixel a digit; left out where unknown
     "palette": ["00000000", "ff8001ff", ...]}  red, green, blue, alpha; left out where it has the pack's colours
    """
    animations = {
        tag.animation: {
            "loops": tag.loops,
            "rectangles": [[place.x, place.y, place.width, place.height] for place in tag.places],
            "durations_ms": list(tag.durations_ms),
            **({"anchors": tracks} if (tracks := tracks_of(clips[tag.animation].anchors)) else {}),
        }
        for tag in tags
    }
    told = {} if parts is None else {"parts": [bytes(row).hex()[1::2] for row in parts]}
    told |= {} if palette is None else {"palette": [bytes(colour).hex() for colour in palette.rgba.tolist()]}
    return {"sheet": sheet, "normals": normals, "emission": emission, "animations": animations, **told}
