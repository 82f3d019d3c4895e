"""Finishing in C gives the bytes of the reference: on noise, on bodies with stray pieces and flaws, at the edges."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.drawing.breeding import joined
from pixelgen.drawing.finishing import connect, finish
from pixelgen.drawing.lone_pixels import without_lone
from pixelgen.drawing.mending import seamless, without_doubled_corners
from pixelgen.native.finishing import NativeFinishing
from pixelgen.native.library import NativeError, library
from tests.pixelgen.drawings import drawing

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)

CORE = NativeFinishing()
NOTHING = np.zeros((32, 32), dtype=np.uint8)
EVERYWHERE = np.ones((32, 32), dtype=np.bool_)
RAMP_STARTS = np.array([1, 8, 15, 57], dtype=np.uint8)  # ink, sand, gold, glow


def picture(rng: np.random.Generator, kind: int) -> npt.NDArray[np.uint8]:
    """A window of thin or dense noise, at an edge or not; a body with limbs of one pixel, stray pieces, lone pixels."""
    if kind < 2:
        grid, side = NOTHING.copy(), int(rng.integers(4, 9))
        top, left = rng.choice([0, 5, 16, 32 - side], 2)
        filled = rng.random((side, side)) < (rng.choice([0.1, 0.3]) if kind == 0 else 0.7)
        shades = RAMP_STARTS[rng.integers(0, 4, (side, side))] + rng.integers(0, 7, (side, side))
        grid[top : top + side, left : left + side] = np.where(filled, shades, 0)
        return grid
    grid = NOTHING.copy()
    for _ in range(int(rng.integers(1, 9))):
        row, column = rng.integers(0, 32, 2)
        height, width = rng.choice([[1, 7], [6, 1], [2, 2], [5, 8], [1, 1], [3, 4]])
        grid[row : row + height, column : column + width] = rng.choice(RAMP_STARTS) + rng.integers(0, 7)
        if rng.random() < 0.5:  # an L of one pixel
            grid[row : row + 5, column] = grid[row, column : column + 5] = rng.choice(RAMP_STARTS)
    for row, column in rng.integers(0, 32, (6, 2)):
        grid[row, column] = rng.choice([0, 0, *RAMP_STARTS])
    return grid


def mask(rng: np.random.Generator, kind: int) -> npt.NDArray[np.bool_]:
    """A side, cells, single pixels; all or nothing now and then."""
    if kind == 0:
        return np.arange(32)[:, None] + np.zeros(32) < rng.integers(0, 33)
    if kind == 1:
        return np.asarray(np.repeat(np.repeat(rng.random((8, 8)) < 0.5, 4, axis=0), 4, axis=1))
    return np.asarray(rng.random((32, 32)) < 0.5)


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_core_and_reference_finish_alike(kind: int) -> None:
    rng = np.random.default_rng(kind)
    changed = 0
    for turn in range(40 if kind == 2 else 15):
        drawn = picture(rng, kind)
        expected = finish(drawn, standing=turn % 2 == 1)
        np.testing.assert_array_equal(CORE.finish(drawn, standing=turn % 2 == 1), expected)
        changed += not np.array_equal(expected, drawn)
    assert changed > 10


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_core_and_reference_join_alike(kind: int) -> None:
    rng = np.random.default_rng(10 + kind)
    ways_round = seams = 0
    for turn in range(40 if kind == 2 else 15):
        drawn, parent, anew = picture(rng, kind), picture(rng, kind), mask(rng, turn % 3)
        expected = joined(drawn, parent=parent, anew=anew)
        np.testing.assert_array_equal(CORE.joined(drawn, parent=parent, anew=anew), expected)
        child = np.where(anew, drawn, parent)
        whole = connect(child, fixed=~anew)
        ways_round += not np.array_equal(whole, connect(child, fixed=np.zeros_like(anew)))
        alone = without_lone(whole, anew=anew)
        seams += not np.array_equal(seamless(alone, parent=parent, anew=anew), alone)
    assert ways_round > 5  # the random cases reach what they are for
    assert seams > 3


def test_edges_are_alike() -> None:
    corner = drawing((0, 0, 1, 1, 5))
    ring = drawing((0, 0, 32, 32, 9), (1, 1, 30, 30, 0))
    far = drawing((0, 0, 4, 4, 9), (28, 28, 4, 4, 16))
    hook = drawing((30, 2, 1, 9, 9), (22, 2, 9, 1, 9), (8, 20, 6, 6, 9))
    full = np.full((32, 32), 63, dtype=np.uint8)
    for one in (NOTHING, corner, ring, far, hook, full, drawing((31, 31, 1, 1, 63), (0, 31, 3, 1, 1))):
        for standing in (False, True):
            np.testing.assert_array_equal(CORE.finish(one, standing=standing), finish(one, standing=standing))
        for parent in (NOTHING, ring, full):
            for anew in (EVERYWHERE, ~EVERYWHERE, ring > 0):
                expected = joined(one, parent=parent, anew=anew)
                np.testing.assert_array_equal(CORE.joined(one, parent=parent, anew=anew), expected)


def test_corners_of_thin_lines_become_diagonals_in_both() -> None:
    line = drawing((10, 5, 8, 8, 9), (4, 13, 1, 10, 9), (4, 22, 9, 1, 9), (5, 13, 6, 1, 9))
    assert not np.array_equal(without_doubled_corners(line), line)
    np.testing.assert_array_equal(CORE.finish(line, standing=True), finish(line, standing=True))


def test_what_is_given_is_not_changed_and_need_not_lie_in_one_piece() -> None:
    wide = np.zeros((64, 64), dtype=np.uint8)
    wide[8:24:4, ::2] = 9
    before = wide.copy()
    np.testing.assert_array_equal(
        CORE.finish(wide[::2, ::2], standing=False), finish(wide[::2, ::2].copy(), standing=False)
    )
    np.testing.assert_array_equal(wide, before)


def test_core_refuses_what_is_no_drawing() -> None:
    with pytest.raises(ValueError, match=r"pixels must be \(32, 32\)"):
        CORE.finish(np.zeros((32, 31), dtype=np.uint8), standing=False)
    with pytest.raises(NativeError, match="an index must be below 64"):
        CORE.finish(np.full((32, 32), 64, dtype=np.uint8), standing=False)
    with pytest.raises(NativeError, match="an index must be below 64"):
        CORE.joined(NOTHING, parent=np.full((32, 32), 64, dtype=np.uint8), anew=EVERYWHERE)
