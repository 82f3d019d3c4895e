"""Palette indices -> where the parts of an animal are: eyes, bulk, fins, limbs, what sticks out, neighbours.

Where the picture's part map is known it says so; where it is not, or names too little of what is asked for, the shape
does: thick is bulk, thin sticks out. All coloured pixels stand in one list, row by row; every array of p numbers here
and in the motions follows that list. Knows nothing of species or of motion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pixelgen.carriers import PAINTED, carriers
from pixelgen.palette import SHADES, colour_index
from pixelgen.parts import PART_IDS, TRUNK, Kind, PartMap

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_PUPIL, _LIGHT = colour_index("ink", 0), colour_index("ink", 5)  # an eye's light is one of ink's two lightest
_MOST_EYES = 4
_FAR = 999  # distance of what cannot be reached
_FEWEST = 4  # pixels of a part, for it to count
_TRUNK_SHARE = 6  # a trunk is one of so many coloured pixels at least


@dataclass(frozen=True)
class Body:
    """The coloured pixels of a picture.

    indices (h, w) uint8; y, x (p,) where the pixels are. has_eyes: whether to look for eyes; a pale tip with a dark
    outline may look like one. parts (h, w): its part map, None where nobody knows it. Everything else is worked out
    when it is first asked for.
    """

    indices: npt.NDArray[np.uint8]
    y: Ints
    x: Ints
    has_eyes: bool = True
    parts: PartMap | None = None

    @classmethod
    def of(cls, indices: npt.NDArray[np.uint8], *, has_eyes: bool = True, parts: PartMap | None = None) -> Body:
        """The body that (h, w) palette indices show."""
        y, x = np.nonzero(indices)
        return cls(indices, y, x, has_eyes, parts)

    def __len__(self) -> int:
        return len(self.y)

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom, all inclusive; zeros without a coloured pixel."""
        if not len(self):
            return 0, 0, 0, 0
        return int(self.x.min()), int(self.y[0]), int(self.x.max()), int(self.y[-1])

    @property
    def width(self) -> int:
        """Columns from the leftmost to the rightmost pixel."""
        return self.box[2] - self.box[0] + 1

    @property
    def height(self) -> int:
        """Rows from the topmost to the lowest pixel."""
        return self.box[3] - self.box[1] + 1

    @cached_property
    def along(self) -> Ints:
        """(p,) percent of the width, 0 at the left end."""
        return np.asarray((self.x - self.box[0]) * 100 // max(1, self.width - 1))

    @cached_property
    def above(self) -> Ints:
        """(p,) percent of the height, 0 at the bottom."""
        return np.asarray((self.box[3] - self.y) * 100 // max(1, self.height - 1))

    @cached_property
    def place(self) -> Ints:
        """(h + 2, w + 2) number in the list of each pixel, -1 where transparent, with a frame of those around."""
        height, width = self.indices.shape
        place = np.full((height + 2, width + 2), -1, dtype=np.int64)
        place[self.y + 1, self.x + 1] = np.arange(len(self))
        return place

    @cached_property
    def neighbours(self) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
        """Pairs of pixels that touch, as two lists of numbers: side by side or one above the other; diagonally."""
        return self._touching((0, 1), (1, 0)), self._touching((1, 1), (1, -1))

    def _touching(self, *steps: tuple[int, int]) -> tuple[Ints, Ints]:
        others = [self.place[self.y + 1 + dy, self.x + 1 + dx] for dy, dx in steps]
        first = [np.flatnonzero(other >= 0) for other in others]
        second = [other[number] for other, number in zip(others, first, strict=True)]
        return np.concatenate(first), np.concatenate(second)

    @cached_property
    def edge(self) -> Bools:
        """(p,) pixels with a transparent one, or the end of the canvas, on one of four sides."""
        filled = self.place >= 0
        inside = filled[:-2, 1:-1] & filled[2:, 1:-1] & filled[1:-1, :-2] & filled[1:-1, 2:]
        return np.asarray(~inside[self.y, self.x])

    @property
    def top(self) -> Bools:
        """(p,) pixels with a transparent one, or the end of the canvas, above them."""
        return np.asarray(self.place[self.y, self.x + 1] < 0)

    @cached_property
    def kinds(self) -> PartMap:
        """(p,) the part that each pixel moves with: what is painted on goes with its carrier. 0 where it is unknown."""
        if self.parts is None or not self.parts.any():
            return np.zeros(len(self), dtype=np.uint8)
        return np.asarray(carriers(self.parts, PAINTED)[self.y, self.x])

    def named(self, *kinds: Kind) -> Bools:
        """(p,) pixels that the part map names so; none where that are too few to be a part."""
        found = np.zeros(len(self), dtype=np.bool_)
        for kind in kinds:
            found |= self.kinds == PART_IDS[kind]
        return found if np.count_nonzero(found) >= _FEWEST else np.zeros_like(found)

    def pieces(self, where: Bools) -> list[Ints]:
        """The connected pieces of what is marked, diagonally too, that have enough pixels to be a part, as numbers in
        the list."""
        row, bits, at = self._raster
        found, left = [], _integer(at[where], bits)
        while left:
            piece = front = left & -left
            while front:
                wide = front | front << 1 | front >> 1
                front = (wide | wide << row | wide >> row) & left & ~piece
                piece |= front
            left &= ~piece
            if piece.bit_count() >= _FEWEST:
                found.append(np.flatnonzero(_places([piece], bits)[0, at]))
        return found

    @cached_property
    def bulk(self) -> Bools:
        """(p,) what is still while parts move: the trunk as the part map names it, without stray pixels of that name;
        else the thick of the body, what a square of 5x5, or failing that of 3x3, or of one pixel, can cover."""
        trunk = self.pieces(self.named(*TRUNK))
        if sum(map(len, trunk)) * _TRUNK_SHARE >= max(1, len(self)):
            most, bulk = max(map(len, trunk)), np.zeros(len(self), dtype=np.bool_)
            for piece in trunk:
                bulk[piece] = 3 * len(piece) >= most
            return bulk
        filled = self.place >= 0
        for radius in (2, 1):
            thick = ~spread(~filled, radius)
            if thick.any():
                return np.asarray(spread(thick, radius)[self.y + 1, self.x + 1])
        return np.ones(len(self), dtype=np.bool_)

    @cached_property
    def limbs(self) -> Bools:
        """(p,) arms, legs, tentacles, branches: as they are named, else all that sticks out of the bulk."""
        named = self.named("limb")
        return named if named.any() else self.out > 0

    @cached_property
    def fins(self) -> Bools:
        """(p,) fins: as they are named, else what sticks out above or below the bulk."""
        named = self.named("fin")
        return named if named.any() else (self.out > 0) & ((self.y < self.core[1]) | (self.y > self.core[3]))

    @cached_property
    def core(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the bulk, all inclusive."""
        y, x = self.y[self.bulk], self.x[self.bulk]
        return (int(x.min()), int(y[0]), int(x.max()), int(y[-1])) if len(y) else (0, 0, 0, 0)

    @cached_property
    def out(self) -> Ints:
        """(p,) steps from the bulk through coloured pixels, 0 in it."""
        return self.steps_from(self.bulk)

    def steps_from(self, start: Bools) -> Ints:
        """(p,) steps through coloured pixels, diagonal ones too, from the nearest started at; 999 out of reach.

        The picture is one long integer, a bit a pixel, so that a step of all fronts at once is a few shifts.
        """
        row, bits, at = self._raster
        filled, front = _integer(at, bits), _integer(at[start], bits)
        fronts, seen = [], 0
        while front:
            fronts.append(front)
            seen |= front
            wide = front | front << 1 | front >> 1
            front = (wide | wide << row | wide >> row) & filled & ~seen
        steps = np.full(len(self), _FAR, dtype=np.int64)
        if fronts:
            reached = _places(fronts, bits)[:, at]
            steps[reached.any(axis=0)] = reached.argmax(axis=0)[reached.any(axis=0)]
        return steps

    @cached_property
    def _raster(self) -> tuple[int, int, Ints]:
        """Bits of a row and of the whole picture with a frame around it, and (p,) the bit of each pixel."""
        row = self.indices.shape[1] + 2
        return row, row * (self.indices.shape[0] + 2), (self.y + 1) * row + self.x + 1

    @cached_property
    def eyes(self) -> list[Ints]:
        """The pixels of each eye and the ring around it, as numbers in the list.

        A pupil is the darkest ink with a light one on its right; without any, a dark pixel of any ramp will do. Where
        several lie in one column or stair it is a line: the topmost stands for it. What lies on the outline counts
        only if nothing lies within; four at most.
        """
        return [self._around(y, x) for y, x in self.pupils]

    @cached_property
    def pupils(self) -> list[tuple[int, int]]:
        """Row and column of the top left dark pixel of each eye; its light is the next pixel to the right."""
        places = list(_pupils(self.indices)) if self.has_eyes else []
        within = [(y, x) for y, x in places if not self.edge[self.place[y + 1, x + 1]]]
        return (within or places)[:_MOST_EYES]

    def _around(self, y: int, x: int) -> Ints:
        window = self.place[y : y + 5, x : x + 5]  # one row and column before the pupil, three after it
        return np.asarray(window[window >= 0])


def _pupils(indices: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    shade = (indices.astype(np.int64) - 1) % SHADES
    pupil, light = indices == _PUPIL, (indices >= _LIGHT) & (indices < _LIGHT + 2)
    for dark, bright in ((pupil, light), ((indices > 0) & (shade == 0), (indices > 0) & (shade >= SHADES - 2))):
        found = np.zeros((indices.shape[0] + 1, indices.shape[1] + 2), dtype=np.bool_)
        found[1:, 1:-2] = dark[:, :-1] & bright[:, 1:]
        if found.any():
            top = found[1:, 1:-1] & ~(found[:-1, :-2] | found[:-1, 1:-1] | found[:-1, 2:])
            yield from zip(*(places.tolist() for places in np.nonzero(top)), strict=True)
            return


def spread(grid: Bools, radius: int) -> Bools:
    """What lies within a square of that radius of a marked place."""
    for _ in range(radius):
        wide = grid.copy()
        wide[:, 1:] |= grid[:, :-1]
        wide[:, :-1] |= grid[:, 1:]
        grid = wide.copy()
        grid[1:] |= wide[:-1]
        grid[:-1] |= wide[1:]
    return grid


def _integer(places: Ints, bits: int) -> int:
    marked = np.zeros(bits, dtype=np.uint8)
    marked[places] = 1
    return int.from_bytes(np.packbits(marked, bitorder="little").tobytes(), "little")


def _places(marked: list[int], bits: int) -> npt.NDArray[np.uint8]:
    """(n, bits or a few more) 1 where an integer has a bit."""
    size = (bits + 7) // 8
    raw = np.frombuffer(b"".join(one.to_bytes(size, "little") for one in marked), dtype=np.uint8)
    return np.unpackbits(raw.reshape(len(marked), size), axis=1, bitorder="little")
