"""How many cells a mask draws anew, and that odd creatures are masked as they always were."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.requests.lineage import CELL_PATTERNS, PATTERNS, Mask
from pixelgen.requests.mask_patterns import redrawn, whole_cells

FULL = np.full((32, 32), 9, dtype=np.uint8)


def draws(seed: int) -> npt.NDArray[np.uint64]:
    return np.asarray(np.random.Philox(key=seed).random_raw(128))


@pytest.mark.parametrize(
    ("share", "cells"),
    [(1e-9, 1), (1.4 / 64, 1), (4.46 / 64, 4), (4.5 / 64, 5), (4.54 / 64, 5), (0.4, 26), (63.5 / 64, 64), (1, 64)],
)
def test_a_share_is_rounded_to_whole_cells_and_is_one_at_least(share: float, cells: int) -> None:
    for pattern in PATTERNS:
        assert whole_cells(redrawn(Mask(pattern, share), FULL, draws(1))).sum() == cells


def test_a_creature_of_one_cell_has_that_cell_drawn_anew() -> None:
    for pattern in PATTERNS:
        for row, column in ((0, 0), (0, 28), (28, 0), (28, 28), (12, 16)):
            parent = np.zeros((32, 32), dtype=np.uint8)
            parent[row + 1, column + 2] = 9
            marked = redrawn(Mask(pattern, 1e-9), parent, draws(2))
            assert marked[row : row + 4, column : column + 4].all()
            assert marked.sum() == 16


def test_fins_are_the_cell_that_is_farthest_from_the_middle_of_the_creature() -> None:
    parent = np.zeros((32, 32), dtype=np.uint8)
    parent[8:24, 4:12] = 9
    parent[16:20, 12:28] = 9  # a tail
    marked = redrawn(Mask("fins", 1 / 64), parent, draws(3))
    assert marked[16:20, 24:28].all()
    assert marked.sum() == 16


def test_masks_of_odd_creatures_stay_what_they_were() -> None:
    digest = hashlib.sha256()
    for seed in range(60):
        raw = np.random.Philox(key=seed).random_raw(4 + 1024)
        (top, left), (high, wide) = (raw[:2] % 16).tolist(), (1 + raw[2:4] % 16).tolist()
        parent = np.zeros((32, 32), dtype=np.uint8)
        specks = (raw[4:] % 7 == 0).reshape(32, 32)
        parent[top : top + high, left : left + wide] = specks[top : top + high, left : left + wide]
        for pattern in (*CELL_PATTERNS, "fins"):
            digest.update(np.packbits(redrawn(Mask(pattern, (seed + 1) / 64), parent, draws(seed))).tobytes())
    assert digest.hexdigest()[:16] == "968a04211cbf7d11"
