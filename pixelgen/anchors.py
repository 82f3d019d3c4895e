"""A picture and its part map -> the places on it that a game hangs things on: eye, mouth, tail tip, lights, a lure.

Without a part map an eye is a dark pixel beside its light, and lights are what has a colour of the glow ramp. Knows
nothing of engines or of how pictures move; a layer of numbers moves as any layer does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.carriers import carriers
from pixelgen.palette import colour_index, ramp_indices
from pixelgen.parts import PART_IDS, TRUNK, PartMap

Point = tuple[float, float]
Places = npt.NDArray[np.int64]  # (n, 2) rows and columns

MOST_LIGHTS = 8
_NONE, _EYE, _MOUTH, _TAIL, _FIRST_LIGHT = range(5)
_LURE_AWAY = 2  # pixels that a lure hangs off the trunk at least
_ROD = 5  # pixels that it touches at most: the end of a rod
_FEWEST = 2  # pixels of an eye, a mouth or a lure


@dataclass(frozen=True, slots=True)
class Anchors:
    """Places in pixels to the right of and down from the upper left corner of a picture; the middle of its first pixel
    is (0.5, 0.5). None for what is not there.

    eye: the largest. tail: its tip. lights: light organs, the largest first, eight at most. lure: the one of them that
    hangs before or above an animal.
    """

    eye: Point | None = None
    mouth: Point | None = None
    tail: Point | None = None
    lights: tuple[Point, ...] = ()
    lure: Point | None = None

    def each(self, place: Callable[[Point], Point]) -> Anchors:
        """The same with every point put elsewhere: `anchors.each(lambda at: (36 - at[0], at[1]))` mirrors them."""
        eye, mouth, tail, lure = (
            None if at is None else place(at) for at in (self.eye, self.mouth, self.tail, self.lure)
        )
        return Anchors(eye, mouth, tail, tuple(place(at) for at in self.lights), lure)

    def named(self) -> Iterator[tuple[str, Point]]:
        """(name, place) of all that are there: eye, mouth, tail, lure, light_1 and so on."""
        for name in ("eye", "mouth", "tail", "lure"):
            if (at := getattr(self, name)) is not None:
                yield name, at
        for number, at in enumerate(self.lights, 1):
            yield f"light_{number}", at


@dataclass(frozen=True, slots=True)
class AnchorLayer:
    """numbers (h, w) uint8: which anchor each pixel belongs to, 0 none. lure: the number of the light that is one."""

    numbers: npt.NDArray[np.uint8]
    lure: int | None = None

    @staticmethod
    def of(indices: npt.NDArray[np.uint8], parts: PartMap) -> AnchorLayer:
        """The anchors of a picture (h, w); parts: 0 throughout where nobody knows them."""
        numbers = np.zeros(indices.shape, dtype=np.uint8)
        known = bool(parts.any())
        eyes = _pieces(parts == PART_IDS["eye"]) if known else _pupils(indices)
        mouths = _pieces(parts == PART_IDS["mouth"])
        for number, pieces in ((_EYE, eyes), (_MOUTH, mouths)):
            if pieces and len(pieces[0]) >= _FEWEST:
                numbers[tuple(pieces[0].T)] = number
        trunk = np.argwhere(np.isin(parts, [PART_IDS[kind] for kind in TRUNK]))
        tails = np.argwhere(parts == PART_IDS["tail"])
        if len(tails) and len(trunk):
            away = ((tails - trunk.mean(axis=0)) ** 2).sum(axis=1)
            tip = tails[np.abs(tails - tails[away.argmax()]).max(axis=1) <= 1]
            numbers[tuple(tip.T)] = _TAIL
        shining = parts == PART_IDS["light"] if known else np.isin(indices, ramp_indices("glow"))
        lights = _pieces(shining)[:MOST_LIGHTS]
        for number, piece in enumerate(lights, _FIRST_LIGHT):
            numbers[tuple(piece.T)] = number
        lured = _lure(lights, np.argwhere(numbers == _EYE), trunk, parts)
        return AnchorLayer(numbers, None if lured is None else _FIRST_LIGHT + lured)

    def anchors(self, numbers: npt.NDArray[np.uint8], *, before: Anchors) -> Anchors:
        """Where the anchors are in a frame, whose layer has these numbers; what is hidden there stays as `before`."""
        lights = range(_FIRST_LIGHT, int(self.numbers.max(initial=_TAIL)) + 1)
        shown = {number: _middle(numbers == number) for number in (_EYE, _MOUTH, _TAIL, *lights)}
        last = dict(enumerate(before.lights, _FIRST_LIGHT))
        found = tuple(at for number in lights if (at := shown[number] or last.get(number)) is not None)
        return Anchors(
            shown[_EYE] or before.eye,
            shown[_MOUTH] or before.mouth,
            shown[_TAIL] or before.tail,
            found,
            None if self.lure is None else shown[self.lure] or before.lure,
        )


def anchors_of(indices: npt.NDArray[np.uint8], parts: PartMap) -> Anchors:
    """The anchors of a picture (h, w) with its part map, 0 throughout where nobody knows it."""
    layer = AnchorLayer.of(indices, parts)
    return layer.anchors(layer.numbers, before=Anchors())


def _middle(marked: npt.NDArray[np.bool_]) -> Point | None:
    """The middle of what is marked, to half a pixel; None for nothing."""
    y, x = np.nonzero(marked)
    if not len(y):
        return None
    right, down = ((4 * int(at.sum()) + 3 * len(at)) // (2 * len(at)) / 2 for at in (x, y))
    return right, down


def _lure(lights: list[Places], eye: Places, trunk: Places, parts: PartMap) -> int | None:
    """Which of the lights lures: the largest that hangs off the trunk, above the eye or before it, half of it or more
    on a rod or another fin, and touches little else."""
    if not len(trunk) or not len(eye):
        return None
    on_fin = carriers(parts) == PART_IDS["fin"]
    rest = np.argwhere((parts > 0) & (parts != PART_IDS["light"]))
    for number, piece in enumerate(lights):
        y, x = piece.mean(axis=0)
        away = int(_steps(piece, trunk).min())
        touched = int((_steps(piece, rest).min(axis=0) == 1).sum())
        hangs = away >= _LURE_AWAY and touched <= _ROD and (y < eye[:, 0].min() or x > trunk[:, 1].max())
        if hangs and len(piece) >= _FEWEST and 2 * on_fin[tuple(piece.T)].sum() >= len(piece):
            return number
    return None


def _steps(some: Places, others: Places) -> Places:
    """(n, m) steps, diagonal ones too, from each place to each other."""
    return np.asarray(np.abs(some[:, None] - others[None]).max(axis=2))


def _pupils(indices: npt.NDArray[np.uint8]) -> list[Places]:
    """The first pupil with its light on the right, where there is one."""
    light = colour_index("ink", 5)
    found = (indices[:, :-1] == colour_index("ink", 0)) & (indices[:, 1:] >= light) & (indices[:, 1:] < light + 2)
    return [np.array([[y, x], [y, x + 1]]) for y, x in np.argwhere(found)[:1].tolist()]


def _pieces(marked: npt.NDArray[np.bool_]) -> list[Places]:
    """The pieces of what is marked that touch, diagonally too; the largest first, of equals the one furthest right."""
    left = {(y, x) for y, x in np.argwhere(marked).tolist()}
    found = []
    while left:
        front = [left.pop()]
        piece = []
        while front:
            y, x = front.pop()
            piece.append((y, x))
            beside = {(y + down, x + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= beside
            front += beside
        found.append(sorted(piece))
    return [np.array(piece) for piece in sorted(found, key=lambda one: (-len(one), -one[-1][1], one[0]))]
