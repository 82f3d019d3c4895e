"""Sprite sheets -> Aseprite's JSON, which many engines and importers read. Knows nothing of pixels.

One text a sheet, in the hash form: `frames` by name with rectangle and milliseconds, `meta.frameTags` with the
animations. A tag that plays once carries `"repeat": "1"`, as Aseprite writes it; one without goes on for ever.
https://www.aseprite.org/docs/cli/#data
"""

from __future__ import annotations

import json
from typing import Any

from engine_bridges.creatures.creature import PackError
from engine_bridges.pictures.sprite_sheet import Place, SpriteSheets

_VERSION = "1.3"


def sheet_json(sheets: SpriteSheets, sheet: int, *, image: str) -> str:
    """The JSON of sheet number `sheet`, whose picture is the file `image`.

    Frames are called "CREATURE ANIMATION NUMBER" and tags "CREATURE ANIMATION". PackError when an animation has frames
    on this sheet and on another: the format cannot say so; then pack fewer creatures or allow larger sheets.

    {
     "frames": {
      "tang idle 0": {
       "frame": {"x": 1, "y": 1, "w": 32, "h": 32}, "rotated": false, "trimmed": false, ... "duration": 120
      }, ...
     },
     "meta": {"app": ..., "image": "fish.png", "format": "RGBA8888", "size": {"w": 64, "h": 64}, "scale": "1",
      "frameTags": [{"name": "tang idle", "from": 0, "to": 3, "direction": "forward", "color": "#000000ff"}], ...}
    }
    """
    frames: dict[str, dict[str, Any]] = {}
    tags: list[dict[str, Any]] = []
    for tag in sheets.tags:
        on = {place.sheet for place in tag.places}
        if sheet not in on:
            continue
        name = f"{tag.creature} {tag.animation}"
        if len(on) > 1:
            raise PackError(f"all frames of {name} must be on one sheet; they are on {sorted(on)}")
        first = len(frames)
        for number, (place, duration) in enumerate(zip(tag.places, tag.durations_ms, strict=True)):
            frames[f"{name} {number}"] = _frame(place, duration)
        described = {"name": name, "from": first, "to": len(frames) - 1, "direction": "forward", "color": "#000000ff"}
        tags.append(described if tag.loops else {**described, "repeat": "1"})
    height, width = sheets.sheets[sheet].indices.shape
    meta = {
        "app": "https://www.aseprite.org/",
        "version": _VERSION,
        "image": image,
        "format": "RGBA8888",
        "size": {"w": width, "h": height},
        "scale": "1",
        "frameTags": tags,
        "layers": [],
        "slices": [],
    }
    return json.dumps({"frames": frames, "meta": meta}, indent=1) + "\n"


def _frame(place: Place, duration_ms: int) -> dict[str, Any]:
    size = {"w": place.width, "h": place.height}
    return {
        "frame": {"x": place.x, "y": place.y, **size},
        "rotated": False,
        "trimmed": False,
        "spriteSourceSize": {"x": 0, "y": 0, **size},
        "sourceSize": size,
        "duration": duration_ms,
    }
