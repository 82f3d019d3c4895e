"""Frames of many creatures -> sheets and rectangles; one set of rectangles serves all layers of a frame.

Equal frames are stored once. Around each frame its border pixels are repeated (extrusion) and empty pixels keep it from
the next (padding), so that no filter takes colours from a neighbour. Knows nothing of engines, colours or files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from engine_bridges.creatures.creature import Creature, PackError, Pixels

FLAT_NORMAL = (128, 128, 255, 0)
LARGEST_SIDE = 4096


@dataclass(frozen=True, slots=True)
class Packing:
    """How frames are laid out. padding, extrusion: pixels between frames, and of repeated border on each side.

    power_of_two: sheet sides are powers of two. largest_side: 1 to 4,096; what does not fit goes on to another sheet.
    PackError when a value is out of range.
    """

    padding: int = 1
    extrusion: int = 1
    power_of_two: bool = True
    largest_side: int = 2048

    def __post_init__(self) -> None:
        for name, value, least, most in (
            ("padding", self.padding, 0, 16),
            ("extrusion", self.extrusion, 0, 16),
            ("largest_side", self.largest_side, 1, LARGEST_SIDE),
        ):
            if type(value) is not int or not least <= value <= most:
                raise PackError(f"{name} must be {least} to {most} pixels; got {value!r}")

    @property
    def side_limit(self) -> int:
        """The longest side that a sheet of this packing can have."""
        return 1 << (self.largest_side.bit_length() - 1) if self.power_of_two else self.largest_side


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A frame's rectangle in pixels, extrusion and padding not counted; sheet counts from 0."""

    sheet: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tag:
    """One animation: the place of each of its frames, in order, and how long each is shown."""

    creature: str
    animation: str
    places: tuple[Place, ...]
    durations_ms: tuple[int, ...]
    loops: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The layers of one sheet, of one size. indices: (H, W) uint8, 0 where nothing is.

    normals: (H, W, 4) uint8, flat and of alpha 0 where nothing is; emission: (H, W) uint8; flat: (H, W) uint8, the
    indices without baked shade. None when no frame of any sheet has such a layer.
    """

    indices: Pixels
    normals: Pixels | None
    emission: Pixels | None
    flat: Pixels | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SpriteSheets:
    """Sheets, and the animations on them in the order in which they were given."""

    sheets: tuple[Sheet, ...]
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    indices: Pixels
    normals: Pixels | None
    emission: Pixels | None
    flat: Pixels | None

    def key(self) -> tuple[Any, ...]:
        layers = (self.normals, self.emission, self.flat)
        others = (b"" if layer is None else layer.tobytes() for layer in layers)
        return self.indices.shape, self.indices.tobytes(), *others


def sprite_sheets(creatures: Iterable[Creature], packing: Packing | None = None) -> SpriteSheets:
    """Every frame of every clip on as few sheets as shelves of equal frames need; the same input, the same sheets.

    PackError when a frame with its extrusion is larger than a sheet may be.
    """
    packing = packing or Packing()
    frames: list[_Frame] = []
    numbers: dict[tuple[Any, ...], int] = {}
    tags: list[tuple[str, str, list[int], tuple[int, ...], bool]] = []
    for creature in creatures:
        for animation, clip in creature.clips.items():
            used = []
            for number in range(len(clip.frames)):
                frame = _Frame(
                    clip.frames[number],
                    None if clip.normals is None else clip.normals[number],
                    None if clip.emission is None else clip.emission[number],
                    None if clip.flat is None else clip.flat[number],
                )
                at = numbers.setdefault(frame.key(), len(frames))
                if at == len(frames):
                    frames.append(frame)
                used.append(at)
            tags.append((creature.card.name, animation, used, tuple(clip.durations_ms), clip.loops))
    places, sizes = placed((frame.indices.shape for frame in frames), packing)
    sheets = tuple(_painted(number, size, frames, places, packing.extrusion) for number, size in enumerate(sizes))
    return SpriteSheets(
        sheets,
        tuple(
            Tag(creature, animation, tuple(places[at] for at in used), durations, loops)
            for creature, animation, used, durations, loops in tags
        ),
    )


Places = tuple[tuple[Place, ...], tuple[tuple[int, int], ...]]


def placed(sizes: Iterable[tuple[int, ...]], packing: Packing) -> Places:
    """(height, width) of each frame -> its place, and (height, width) of each sheet.

    Frames stand on shelves, the tallest first and those of one height in the order given. The sheet is the one of
    least area, then the one nearest to a square. PackError when a frame does not fit into a sheet.
    """
    return _placed(tuple(sizes), packing)


@lru_cache(64)  # most creatures of a pack have as many frames of one size
def _placed(sizes: tuple[tuple[int, ...], ...], packing: Packing) -> Places:
    order = sorted(range(len(sizes)), key=lambda number: (-sizes[number][0], -sizes[number][1], number))
    places: dict[int, Place] = {}
    sheet_sizes: list[tuple[int, int]] = []
    while len(places) < len(sizes):
        waiting = [number for number in order if number not in places]
        found = min(
            (_shelves(waiting, sizes, width, packing) for width in _widths(waiting, sizes, packing)),
            key=_Shelves.rank,
        )
        if not found.corners:
            height, width = sizes[waiting[0]]
            raise PackError(
                f"a frame of {width} by {height} pixels with {packing.extrusion} of extrusion must fit into a sheet of "
                f"{packing.side_limit}; raise largest_side or scale the frames down"
            )
        for number, (x, y) in found.corners.items():
            places[number] = Place(len(sheet_sizes), x, y, sizes[number][1], sizes[number][0])
        sheet_sizes.append((found.height, found.width))
    return tuple(places[number] for number in range(len(sizes))), tuple(sheet_sizes)


@dataclass(frozen=True, slots=True)
class _Shelves:
    width: int
    height: int
    corners: dict[int, tuple[int, int]]  # frame number -> (x, y)

    def rank(self) -> tuple[int, int, int]:
        """The least is the best: most frames, then least area, then nearest to a square."""
        return -len(self.corners), self.height * self.width, abs(self.height - self.width)


def _shelves(numbers: Sequence[int], sizes: Sequence[tuple[int, ...]], width: int, packing: Packing) -> _Shelves:
    """As many of the frames as a sheet of this width takes, in order, and the height that they need."""
    corners: dict[int, tuple[int, int]] = {}
    margin = packing.extrusion
    left = top = shelf = right = bottom = 0
    for number in numbers:
        frame_height, frame_width = (side + 2 * margin for side in sizes[number])
        if left + frame_width > width:
            left, top = 0, top + shelf + packing.padding
            shelf = 0
        if frame_width > width or top + frame_height > packing.side_limit:
            break
        corners[number] = (left + margin, top + margin)
        right, bottom = max(right, left + frame_width), max(bottom, top + frame_height)
        left, shelf = left + frame_width + packing.padding, max(shelf, frame_height)
    if packing.power_of_two:
        right, bottom = _power_of_two(right), _power_of_two(bottom)
    return _Shelves(right, bottom, corners)


def _widths(numbers: Sequence[int], sizes: Sequence[tuple[int, ...]], packing: Packing) -> list[int]:
    """The sheet widths worth trying: powers of two, or those that end with a frame of the first shelf."""
    if packing.power_of_two:
        return [1 << bits for bits in range(packing.side_limit.bit_length())]
    widths, right = [], 0
    for number in numbers:
        right += sizes[number][1] + 2 * packing.extrusion
        if right > packing.side_limit:
            break
        widths.append(right)
        right += packing.padding
    return widths or [packing.side_limit]


def _power_of_two(side: int) -> int:
    return 1 << max(side - 1, 0).bit_length()


def _painted(
    number: int, size: tuple[int, int], frames: Sequence[_Frame], places: Sequence[Place], extrusion: int
) -> Sheet:
    indices = np.zeros(size, dtype=np.uint8)
    normals = emission = flat = None
    if any(frame.normals is not None for frame in frames):
        normals = np.empty((*size, 4), dtype=np.uint8)
        normals[:] = FLAT_NORMAL
    if any(frame.emission is not None for frame in frames):
        emission = np.zeros(size, dtype=np.uint8)
    if any(frame.flat is not None for frame in frames):
        flat = np.zeros(size, dtype=np.uint8)
    for frame, place in zip(frames, places, strict=True):
        if place.sheet == number:
            for sheet, layer in (
                (indices, frame.indices),
                (normals, frame.normals),
                (emission, frame.emission),
                (flat, frame.indices if frame.flat is None else frame.flat),
            ):
                if sheet is not None and layer is not None:
                    _paint(sheet, layer, place, extrusion)
    return Sheet(indices, normals, emission, flat)


def _paint(sheet: Pixels, layer: Pixels, place: Place, extrusion: int) -> None:
    """The layer with its border pixels repeated."""
    top, left, bottom, right = place.y, place.x, place.y + place.height, place.x + place.width
    sheet[top:bottom, left:right] = layer
    if extrusion:
        columns = slice(left - extrusion, right + extrusion)
        sheet[top:bottom, left - extrusion : left] = layer[:, :1]
        sheet[top:bottom, right : right + extrusion] = layer[:, -1:]
        sheet[top - extrusion : top, columns] = sheet[top, columns]
        sheet[bottom : bottom + extrusion, columns] = sheet[bottom - 1, columns]
