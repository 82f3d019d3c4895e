"""Frames and a lamp's direction -> frames in four bands of light; a lamp's colours -> the colours of the bands.

Where the light falls is in the pixels (`banded`), its brightness and colour in the palette (`LampPalette`): a game that
keeps the frames of each direction relights a creature by setting 256 colours. What glows by itself keeps its colour.
Knows nothing of engines or files.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine_bridges.creatures.argument_checks import check_is
from engine_bridges.creatures.creature import Clip, Creature, PackError, Pixels
from engine_bridges.creatures.palette import Palette

DIRECTIONS = 16
LEVELS = 8  # of a lamp's strength, besides none at all
BANDS = 4
COLOURS = 256 // BANDS  # as many as a palette may have that is lit
TABLES_KEPT = 256  # of a lamp palette: enough for all in view, two kilobytes each
_ELEVATION = 30.0  # degrees that the lamp stands out of the picture's plane
_BOUNDS = (0.05, 0.45, 0.80)  # of the cosine between surface and light: dark, dim, lit, bright
_GAINS_OF_BANDS = np.array([0.0, 0.35, 0.75, 1.05])
Shares = tuple[float, float, float]
_Colour = tuple[int, int, int]


class LampTable(tuple[_Colour, ...]):
    """256 colours, red, green and blue. Hashed and compared as the object that it is, as surfaces are kept by it."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


def direction_of(azimuth: float, *, directions: int = DIRECTIONS) -> int:
    """The nearest of so many directions, 0 from the right and on by way of above; azimuth in degrees.

    >>> [direction_of(azimuth) for azimuth in (0, 90, -11, 360)]
    [0, 4, 0, 0]
    """
    return round(azimuth * directions / 360) % directions


def level_of(strength: float) -> int:
    """The nearest of the eight steps of a lamp's strength, 0 to 1.

    >>> [level_of(strength) for strength in (0, 0.5, 2)]
    [0, 4, 8]
    """
    return round(min(max(strength, 0.0), 1.0) * LEVELS)


def mirrored_direction(direction: int, *, directions: int = DIRECTIONS) -> int:
    """The direction that looks in the mirrored picture as this one does in the picture."""
    return (directions // 2 - direction) % directions


def bands_of(clip: Clip, direction: int, *, directions: int = DIRECTIONS) -> Pixels:
    """(n, H, W) uint8: for each pixel its band of light, 0 dark to 3 bright; a clip without normals is lit evenly."""
    if clip.normals is None:
        bands = np.full(clip.frames.shape, BANDS // 2, dtype=np.uint8)
    else:
        turn, rise = math.tau * direction / directions, math.radians(_ELEVATION)
        light = np.array([math.cos(rise) * math.cos(turn), math.cos(rise) * math.sin(turn), math.sin(rise)])
        facing = (clip.normals[..., :3].astype(np.float32) - 128) @ (light / 127).astype(np.float32)
        bands = np.zeros(facing.shape, dtype=np.uint8)
        for bound in _BOUNDS:
            bands += facing > np.float32(bound)
    bands[clip.frames == 0] = 0
    return bands


def banded(clip: Clip, direction: int, *, directions: int = DIRECTIONS) -> Pixels:
    """(n, H, W) uint8: for each pixel its palette index plus 64 times its band of light, 0 dark to 3 bright.

    PackError for an index over 63, which leaves no room for bands: `bands_of` and `LampPalette.band_colours` do that.
    """
    largest = int(clip.frames.max(initial=0))
    if largest >= COLOURS:
        raise PackError(f"frames lit by a lamp must have palette indices under {COLOURS}; got {largest}")
    return clip.frames + np.uint8(COLOURS) * bands_of(clip, direction, directions=directions)


def shining_colours(creature: Creature) -> frozenset[int]:
    """Palette indices of which every pixel glows by itself."""
    shining: set[int] = set()
    dull: set[int] = set()
    for clip in creature.clips.values():
        shines = np.zeros(clip.frames.shape, dtype=np.bool_) if clip.emission is None else clip.emission > 0
        shining |= {*clip.frames[shines].tolist()}
        dull |= {*clip.frames[~shines].tolist()}
    return frozenset(shining - dull - {0})


@dataclass(frozen=True, slots=True, eq=False)
class LampPalette:
    """The colours of four bands of light in one water.

    palette: its colours, for `table` at most 64. ambient: light from everywhere, as shares of red, green and blue, 0 to
    1 each; lamp: the lamp's own, 0 to 2. PackError otherwise.
    """

    palette: Palette
    ambient: Shares = (0.16, 0.20, 0.34)
    lamp: Shares = (1.0, 0.93, 0.78)
    _colours: npt.NDArray[np.float64] = field(init=False, repr=False)  # (64 or more, 3)
    _own: tuple[_Colour, ...] = field(init=False, repr=False)  # the same, which all tables share where one shines
    _mixed: dict[int, list[_Colour]] = field(default_factory=dict, init=False, repr=False)  # 256 of each level
    _tables: OrderedDict[tuple[int, frozenset[int]], LampTable] = field(
        default_factory=OrderedDict, init=False, repr=False
    )

    def __post_init__(self) -> None:
        check_is("palette", self.palette, Palette)
        _check_shares("ambient", self.ambient, 1)
        _check_shares("lamp", self.lamp, 2)
        colours = np.zeros((max(COLOURS, len(self.palette.rgba)), 3), dtype=np.float64)
        colours[: len(self.palette.rgba)] = self.palette.rgba[:, :3]
        object.__setattr__(self, "_colours", colours)
        object.__setattr__(self, "_own", tuple((red, green, blue) for red, green, blue in colours.astype(int).tolist()))

    def table(self, strength: float, shining: Collection[int] = ()) -> LampTable:
        """The 256 colours of banded frames. strength: of the lamp at the creature, 0 to 1, in eight steps.

        shining: indices that keep their colours, as `shining_colours` finds them. Call it for every frame: the same
        strength and shining give the same object, so that `is` tells whether a surface already has it. The last 256
        tables are kept; an older one is computed again, as another object. PackError for a palette of more than 64
        colours.
        """
        if len(self._colours) > COLOURS:
            raise PackError(f"a table has room for {COLOURS} colours; the palette has {len(self._colours)}")
        level = level_of(strength)
        key = level, frozenset(shining)
        table = self._tables.pop(key, None) or self._table(level, key[1])
        self._tables[key] = table  # the last one asked for is the last one to go
        if len(self._tables) > TABLES_KEPT:
            self._tables.popitem(last=False)
        return table

    def band_colours(self, strength: float, shining: Collection[int] = ()) -> npt.NDArray[np.uint8]:
        """(4, n, 3) the colours of each band of light, for palettes of any size. strength, shining: as `table`."""
        mixed = self._mixed_at(level_of(strength))
        mixed[:, list(shining)] = self._colours[list(shining)].astype(np.uint8)
        return mixed

    def _mixed_at(self, level: int) -> npt.NDArray[np.uint8]:
        gains = np.multiply.outer(_GAINS_OF_BANDS * (level / LEVELS), self.lamp) + self.ambient  # (4, 3)
        return np.minimum(self._colours * gains[:, None] + 0.5, 255).astype(np.uint8)  # (4, n, 3), rounded

    def _table(self, level: int, shining: Collection[int]) -> LampTable:
        if level not in self._mixed:
            mixed = self._mixed_at(level).reshape(-1, 3).tolist()
            self._mixed[level] = [(red, green, blue) for red, green, blue in mixed]
        table = [*self._mixed[level]]
        for index in shining:
            for band in range(BANDS):
                table[band * COLOURS + index] = self._own[index]
        return LampTable(table)


def _check_shares(what: str, shares: Shares, most: float) -> None:
    if len(shares) != 3 or not all(0 <= share <= most for share in shares):
        raise PackError(f"{what} must be shares of red, green and blue, 0 to {most} each; got {shares!r:.60}")
