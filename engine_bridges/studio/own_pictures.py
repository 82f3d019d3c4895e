"""Pictures that somebody drew, as the page knows them -> `OwnPicture`, and back; how they look, what packs say of them.

The page's form: width, height, durations_ms, colours (red, green, blue, alpha; transparent first) and rows, the colour
of each pixel of each frame in base64. Knows nothing of HTTP.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine_bridges.studio.encoding import decoded, encoded
from pixelgen import (
    RGB,
    Generator,
    OwnPicture,
    RequestError,
    Sprite,
    animate,
    animations_of,
    lit_as,
    move,
    moves_as,
    normal_map,
    style_of,
)

_FRAMES, _MARGIN = 8, 2
_WIDEST = 4096  # pixels of a sheet of frames

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


def taken_in(content: Mapping[str, Any]) -> OwnPicture:
    """The picture in a file that the page sends. frames: how many a strip has, 1 for one picture; None: found."""
    return OwnPicture.read(
        decoded(content.get("file")), frames=content.get("frames"), faces_left=content.get("faces_left", False)
    )


def picture_in(told: Any) -> OwnPicture:
    """Of the page's form. RequestError for anything else."""
    try:
        colours = np.array(told["colours"], dtype=np.uint8).reshape(-1, 4)
        rows = np.frombuffer(base64.b64decode(told["rows"], validate=True), dtype=np.uint8)
        durations = tuple(told["durations_ms"])
        return OwnPicture(colours[rows].reshape(len(durations), told["height"], told["width"], 4), durations)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError) as error:
        raise RequestError("a picture must come as the page took it in; take it in again") from error


def picture_of(sprite: Sprite) -> OwnPicture:
    """A sprite of the library's colours as a picture."""
    table = np.concatenate([np.array(RGB, dtype=np.uint8), np.full((len(RGB), 1), 255, dtype=np.uint8)], axis=1)
    table[0] = 0
    return OwnPicture(table[sprite.indices][None])


class ShownPicture:
    """A picture where it is said to live: its parts, its light, its motion."""

    def __init__(self, generator: Generator, picture: OwnPicture, zone: str, species: str | None) -> None:
        self.picture, self._zone = picture, zone
        self.parts = picture.all_parts(lambda sprite: generator.labelled(sprite, species))
        self.lit = self.lit_by(style_of(lit_as(zone)))

    def lit_by(self, style: Any) -> Pixels:
        """(n, h, w) rows of its colours."""
        return np.asarray(self.picture.lit(style, self.parts))

    @property
    def digest(self) -> str:
        """Another one for every other picture, zone and parts."""
        said = f"{self._zone} {self.picture.rgba.shape} {self.picture.durations_ms}".encode()
        content = self.picture.rgba.tobytes() + (b"" if self.parts is None else self.parts.tobytes())
        return hashlib.sha256(said + content).hexdigest()[:16]

    def told(self) -> dict[str, Any]:
        """What the page shows of it."""
        picture = self.picture
        count, height, width = picture.own_indices.shape
        parts = np.zeros((count, height, width), dtype=np.uint8) if self.parts is None else self.parts
        nearest = np.zeros(len(picture.colours), dtype=np.uint8)
        nearest[picture.own_indices] = picture.indices
        return {
            "width": width,
            "height": height,
            "durations_ms": list(picture.durations_ms),
            "colours": picture.colours.tolist(),
            "nearest": nearest.tolist(),
            "rows": encoded(picture.own_indices),
            "lit": encoded(self.lit),
            "parts": encoded(parts[0]),
            "notes": list(picture.notes),
        }

    def look(self, category: str | None, species: str | None, wanted: str) -> dict[str, Any]:
        """A motion and normals. A picture of several frames shows them as its idle."""
        category, species = moves_as(category, species)
        animations = animations_of(category, species)
        animation = wanted if wanted in animations else "idle"
        first, parts = self.picture.indices[0], None if self.parts is None else self.parts[0]
        if animation == "idle" and len(self.lit) > 1:
            rim = ((0, 0), (_MARGIN, _MARGIN), (_MARGIN, _MARGIN))
            frames, durations, loops = np.pad(self.lit, rim), list(self.picture.durations_ms), True
        else:
            moved = animate(
                first, category, species=species, parts=parts, animation=animation, frames=_FRAMES, margin=_MARGIN
            )
            frames, durations, loops = move(self.lit[0], moved), moved.durations_ms.tolist(), moved.loops
        return {
            "normals": encoded(normal_map(first, parts)),
            "animations": list(animations),
            "animation": animation,
            "frames": encoded(frames),
            "width": frames.shape[2],
            "height": frames.shape[1],
            "durations_ms": durations,
            "loops": bool(loops),
            "genes": [],
        }


def sheet_of(picture: OwnPicture) -> bytes:
    """Its frames in a PNG, row by row."""
    from PIL import Image

    count, height, width = picture.rgba.shape[:3]
    across = min(count, _WIDEST // width)
    down = -(-count // across)
    sheet = np.zeros((down * across, height, width, 4), dtype=np.uint8)
    sheet[:count] = picture.rgba
    whole = sheet.reshape(down, across, height, width, 4).swapaxes(1, 2).reshape(down * height, across * width, 4)
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(whole)).save(file, "PNG", optimize=True)
    return file.getvalue()


def picture_table(name: str, picture: OwnPicture, zone: str, species: str | None) -> dict[str, Any]:
    """What a pack's file says of a picture whose sheet lies beside it in `pictures`."""
    count, height, width = picture.rgba.shape[:3]
    table: dict[str, Any] = {"file": f"pictures/{name}.png", "name": name, "zone": zone}
    if species is not None:
        table["species"] = species
    if count > 1:
        table |= {"frame_size": [width, height], "frame_ms": max(10, sorted(picture.durations_ms)[count // 2])}
    else:
        table["frame_count"] = 1
    return {**table, "shading": True}
