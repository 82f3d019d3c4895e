"""A picture that somebody drew -> frames in its own colours, which are lit, moved and named in parts as sprites are.

Its own colours come back exactly, its size stays; the library's nearest colours beside them say where light and motion
find eyes, outlines and ramps. Drawing on it (breeding, mending) wants a sprite: `sprite()` fits it into 32x32.
Knows nothing of packs or engines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from pixelgen.anchors import Anchors, anchors_of
from pixelgen.checks import check_is, check_parts, checked_whole, shown
from pixelgen.errors import RequestError
from pixelgen.files.frame_grid import MOST_FRAMES
from pixelgen.files.picture_file import read_frames
from pixelgen.look import foreign_pixels
from pixelgen.look.core_look import core_look
from pixelgen.look.core_pictures import core_pictures
from pixelgen.look.foreign_pixels import MOST_OWN_COLOURS, MOST_SIDE, without_hidden
from pixelgen.look.lighting.light import ShadingStyle
from pixelgen.look.own_colours import OwnColours, distinct, own_colours
from pixelgen.look.picture_as_sprite import fitted_indices
from pixelgen.look.shading import shade
from pixelgen.look.stacked import each_of
from pixelgen.native.pictures import TakenByCore
from pixelgen.parts import PARTS, PartMap
from pixelgen.quadtree import SIDE, Indices
from pixelgen.sprite import Sprite

_LONGEST_MS = 60_000
FRAME_MS = 120  # of frames without durations of their own
Rgba = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class OwnPicture:
    """rgba: (n, h, w, 4) uint8, 1 to 256 frames of 1 to 128 pixels a side, with at most 255 colours. durations_ms: one
    a frame. glow: colours that shine by themselves, (r, g, b) each. notes: lines about what was guessed.

    RequestError for what is not as described here.
    """

    rgba: Rgba
    durations_ms: tuple[int, ...] = (FRAME_MS,)
    glow: frozenset[tuple[int, int, int]] = frozenset()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        given = self.rgba
        if not isinstance(given, np.ndarray) or given.dtype != np.uint8 or given.ndim != 4 or given.shape[3] != 4:
            raise RequestError(f"a picture's rgba must be a uint8 array (n, h, w, 4); got {shown(given)}")
        if not (1 <= given.shape[0] <= MOST_FRAMES and all(1 <= side <= MOST_SIDE for side in given.shape[1:3])):
            raise RequestError(
                f"a picture must have 1 to {MOST_FRAMES} frames of 1 to {MOST_SIDE} pixels a side; got {given.shape}"
            )
        told = self.durations_ms
        if not isinstance(told, tuple) or len(told) != len(given):
            raise RequestError(f"durations_ms must be a tuple of {len(given)}, one a frame; got {shown(told)}")
        for duration in told:
            checked_whole("each of durations_ms", duration, _LONGEST_MS, lowest=1)
        check_is("glow", self.glow, frozenset)
        check_is("notes", self.notes, tuple)
        clean = without_hidden(given)
        object.__setattr__(self, "rgba", np.frombuffer(clean.tobytes(), np.uint8).reshape(clean.shape))
        count = len(distinct(clean)[0]) - 1
        if count > MOST_OWN_COLOURS:
            raise RequestError(f"a picture may have {MOST_OWN_COLOURS} colours; got {count}")

    @classmethod
    def read(
        cls,
        source: bytes | Path | str | BinaryIO,
        *,
        frame_size: Sequence[int] | None = None,
        frames: int | None = None,
        faces_left: bool = False,
        glow: Sequence[str] = (),
    ) -> OwnPicture:
        """A PNG, or an animated GIF. source: its bytes, a path, or a file that is open for reading bytes.

        A still, a strip or a sheet of frames: frame_size is their width and height, frames how many of a strip there
        are (1: it is one picture); None: found, which a note says. Whole blocks of equal pixels count as one pixel,
        unless frame_size is told. Without transparency the corners' colour is the background. faces_left: it is
        mirrored, as motion goes to the right. glow: colours like '#1a2b3c' that shine by themselves. Of over 255
        colours the picture keeps fewer that suit it, which a note says.
        PictureError in one line for what is no such picture; RequestError for an argument that is not as described.
        """
        check_is("faces_left", faces_left, bool)
        if isinstance(glow, str) or not isinstance(glow, Sequence):
            raise RequestError(f"glow must be a list of colours like '#1a2b3c'; got {shown(glow)}")
        if frame_size is not None and frames is not None:
            raise RequestError("tell frame_size or frames, not both")
        size = None if frame_size is None else _size(frame_size)
        count = None if frames is None else checked_whole("frames", frames, MOST_FRAMES, lowest=1)
        given, durations = read_frames(source)
        take = (core_pictures() or foreign_pixels).taken
        found = take(given, size, count, faces_left=faces_left)
        durations = durations if len(durations) == len(found.frames) else (FRAME_MS,) * len(found.frames)
        return cls(found.frames, durations, frozenset(_colour(colour) for colour in glow), tuple(_notes(found)))

    @property
    def colours(self) -> Rgba:
        """(k, 4) its own, transparent first, then by first appearance."""
        return self._table[0].rgba

    @property
    def own_indices(self) -> Indices:
        """(n, h, w) rows of `colours`."""
        return self._table[1]

    @cached_property
    def _table(self) -> tuple[OwnColours, Indices]:
        core = core_pictures()
        if core is None:
            return own_colours(self.rgba, self.glow)
        colours, nearest, own = core.own_colours(self.rgba, self.glow)
        return OwnColours(colours, nearest), own

    @cached_property
    def indices(self) -> Indices:
        """(n, h, w) the library's nearest colours; 0 where nothing is drawn. Only what shines has the ramp glow."""
        return self._table[0].nearest[self.own_indices]

    def lit(self, style: ShadingStyle, parts: PartMap | None = None, *, own_colours: bool = True) -> Indices:
        """(n, h, w) shaded: rows of `colours`, none but its own, or palette indices of the library. parts (n, h, w): as
        `all_parts` gives them."""
        check_is("style", style, ShadingStyle)
        table, own = self._table
        core = core_pictures()
        if not own_colours or core is None or core_look(*own.shape[1:]) is None:
            shaded = shade(self.indices, style, parts)
            return table.lit(own, self.indices, shaded) if own_colours else shaded
        if parts is not None:
            check_parts(parts, self.indices)
        light, settings = style.light.vector, style.settings
        lit = [
            core.shade(one, table.rgba, table.nearest, its, light=light, settings=settings)
            for one, its in each_of(own, parts)
        ]
        return np.stack(lit)

    def emission(self) -> npt.NDArray[np.uint8]:
        """(n, h, w) 255 where a colour shines by itself."""
        shines = [tuple(colour) in self.glow for colour in self.colours[:, :3].tolist()]
        return np.where(np.array(shines)[self.own_indices] & (self.own_indices > 0), 255, 0).astype(np.uint8)

    def sprite(self, frame: int = 0) -> Sprite:
        """A frame fitted into 32x32 with the library's colours, for drawing on it."""
        return Sprite(fitted_indices(self.rgba[checked_whole("frame", frame, len(self.rgba) - 1)]))

    def parts(self, name_parts: Callable[[Sprite], Sprite], frame: int = 0) -> PartMap | None:
        """(h, w) what each pixel of a frame belongs to, its number in `PARTS`; None where nobody knows.

        name_parts: gives a sprite its parts, as `Generator.labelled`. A larger picture is named in blocks of pixels.
        """
        indices = self.indices[checked_whole("frame", frame, len(self.rgba) - 1)]
        high, wide = indices.shape
        block = -(-max(high, wide) // SIDE)
        canvas = np.zeros((SIDE * block, SIDE * block), dtype=np.uint8)
        top, left = SIDE * block - high, (SIDE * block - wide) // 2
        canvas[top:, left : left + wide] = indices
        blocks = canvas.reshape(SIDE, block, SIDE, block).swapaxes(1, 2).reshape(SIDE, SIDE, -1)
        middle = blocks[..., (block // 2) * block + block // 2]
        small = np.where(middle > 0, middle, blocks.max(axis=2))
        named = name_parts(Sprite(np.ascontiguousarray(small))).parts
        if not named.any():
            return None
        large = named.repeat(block, axis=0).repeat(block, axis=1)[top:, left : left + wide]
        return np.where(indices > 0, np.maximum(large, PARTS.index("body")), 0).astype(np.uint8)

    def anchors(self, parts: PartMap | None = None) -> tuple[Anchors, ...]:
        """Where eye, mouth, tail tip and lights are in each frame. parts (n, h, w): as `all_parts` gives them."""
        known = np.zeros_like(self.indices) if parts is None else parts
        return tuple(anchors_of(indices, its) for indices, its in zip(self.indices, known, strict=True))

    def all_parts(self, name_parts: Callable[[Sprite], Sprite]) -> PartMap | None:
        """(n, h, w) the parts of every frame; None where nobody knows those of the first."""
        found = [self.parts(name_parts, frame) for frame in range(len(self.rgba))]
        if found[0] is None:
            return None
        return np.stack([np.zeros_like(found[0]) if parts is None else parts for parts in found])


def _size(frame_size: Sequence[int]) -> tuple[int, int]:
    sides = [*frame_size] if isinstance(frame_size, (list, tuple)) else []
    if len(sides) != 2:
        raise RequestError(f"frame_size must be a width and a height; got {shown(frame_size)}")
    width, height = (checked_whole("frame_size", side, MOST_SIDE, lowest=1) for side in sides)
    return width, height


def _notes(found: foreign_pixels.Taken | TakenByCore) -> Iterator[str]:
    count, high, wide = found.frames.shape[:3]
    if found.blocks > 1:
        yield f"blocks of {found.blocks} by {found.blocks} equal pixels were taken as one pixel"
    if found.guessed:
        yield f"looks like {count} frames of {wide} by {high}; if it is one picture, say that it has 1"
    if found.colours > MOST_OWN_COLOURS:
        yield f"has {found.colours} colours, more than {MOST_OWN_COLOURS}; the nearest of fewer were taken"


def _colour(text: Any) -> tuple[int, int, int]:
    try:
        red, green, blue = bytes.fromhex(text.removeprefix("#"))
    except (AttributeError, TypeError, ValueError):
        raise RequestError(f"a colour that glows must be like '#1a2b3c'; got {shown(text)}") from None
    return red, green, blue
