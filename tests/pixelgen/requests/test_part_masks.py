"""Masks of parts are those parts; seams of masks of cells run along small parts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.parts import PART_IDS
from pixelgen.requests.lineage import CELL_PATTERNS, PART_PATTERNS, Mask
from pixelgen.requests.mask_patterns import redrawn

DRAWS: npt.NDArray[np.uint64] = np.asarray(np.random.Philox(key=3).random_raw(128))
BOXES = {  # kind: row, column, height, width
    "body": (8, 8, 16, 16),
    "fin": (3, 14, 5, 6),
    "tail": (13, 2, 6, 6),
    "head": (12, 24, 8, 5),
    "limb": (24, 10, 4, 3),
    "eye": (14, 26, 2, 2),
    "mouth": (18, 27, 1, 2),
    "mark": (12, 12, 3, 3),
}


def creature() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    parts = np.zeros((32, 32), np.uint8)
    for kind, (row, column, height, width) in BOXES.items():
        parts[row : row + height, column : column + width] = PART_IDS[kind]
    return np.where(parts, 9, 0).astype(np.uint8), parts


@pytest.mark.parametrize("pattern", PART_PATTERNS)
def test_a_pattern_of_parts_is_these_parts_and_the_water_two_pixels_around(pattern: str) -> None:
    indices, parts = creature()
    marked = redrawn(Mask(pattern, 0.1), indices, DRAWS, parts)
    wanted = np.isin(parts, [PART_IDS[kind] for kind in PART_PATTERNS[pattern]])
    assert np.array_equal(marked & (indices > 0), wanted)
    y, x = np.nonzero(wanted)
    for row, column in np.argwhere(indices == 0).tolist():
        near = bool((np.maximum(abs(y - row), abs(x - column)) <= 2).any())
        assert marked[row, column] == near


def test_marks_on_fins_go_with_the_fins() -> None:
    indices, parts = creature()
    parts[4, 15:17] = PART_IDS["mark"]
    marked = redrawn(Mask("fins"), indices, DRAWS, parts)
    assert marked[4, 15:17].all()
    assert not marked[12:15, 12:15].any()


@pytest.mark.parametrize("pattern", PART_PATTERNS)
def test_without_such_a_part_it_is_what_is_far_from_the_centre(pattern: str) -> None:
    indices, parts = creature()
    bare = np.where(parts > 0, PART_IDS["body"], 0).astype(np.uint8)
    for known in (None, np.zeros_like(parts), bare):
        marked = redrawn(Mask(pattern), indices, DRAWS, known)
        assert 200 < marked.sum() < 26 * 16 + 200
        assert not marked[14:18, 14:18].any()


@pytest.mark.parametrize("pattern", CELL_PATTERNS)
def test_a_seam_cuts_no_small_part_and_goes_with_most_of_it(pattern: str) -> None:
    indices, parts = creature()
    for seed in range(20):
        draws = np.asarray(np.random.Philox(key=seed).random_raw(128))
        cells, marked = redrawn(Mask(pattern), indices, draws), redrawn(Mask(pattern), indices, draws, parts)
        for kind in BOXES:
            pixels = parts == PART_IDS[kind]
            if pixels.sum() > 40:
                assert np.array_equal(marked[pixels], cells[pixels])
            else:
                assert set(marked[pixels].tolist()) == {bool(2 * cells[pixels].sum() >= pixels.sum())}
        assert np.array_equal(marked[parts == 0], cells[parts == 0])


def test_pieces_of_one_kind_are_each_for_themselves() -> None:
    parts = np.zeros((32, 32), np.uint8)
    parts[0:4, 0:6] = parts[0:4, 26:32] = PART_IDS["fin"]
    parts[10:20, 10:20] = PART_IDS["body"]
    indices = np.where(parts, 9, 0).astype(np.uint8)
    seen = set()
    for seed in range(12):
        draws = np.asarray(np.random.Philox(key=seed).random_raw(128))
        marked = redrawn(Mask("region"), indices, draws, parts)
        seen.add((bool(marked[0:4, 0:6].all()), bool(marked[0:4, 26:32].all())))
    assert (True, False) in seen
    assert (False, True) in seen
