"""Silhouettes are compared in one box, whatever their size and colour."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.palette import colour_index
from training.judging.silhouettes import BOX, overlaps, scaled_silhouettes


def test_silhouettes_are_stretched_to_one_box() -> None:
    sprites = np.zeros((2, 32, 32), dtype=np.uint8)
    sprites[0, 4:10, 3:20] = colour_index("gold", 3)
    sprites[1, 8:24, 8:24] = colour_index("gold", 3)
    sprites[1, 8:16, 8:16] = 0
    scaled = scaled_silhouettes(sprites)
    assert scaled.shape == (2, BOX, BOX)
    assert scaled[0].all()
    assert scaled[1].mean() == pytest.approx(0.75)
    assert not scaled[1, : BOX // 2, : BOX // 2].any()


def test_every_pair_is_compared() -> None:
    sprites = np.zeros((3, 32, 32), dtype=np.uint8)
    sprites[0, 4:12, 4:12] = colour_index("gold", 3)
    sprites[1, 2:30, 2:30] = colour_index("rose", 5)  # the same square, larger
    sprites[2, 8:24, 8:24] = colour_index("gold", 3)
    sprites[2, 8:16, 8:16] = 0  # three quarters of it
    assert overlaps(sprites) == pytest.approx([1.0, 0.75, 0.75])
