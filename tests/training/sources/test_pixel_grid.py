"""The native grid of upscaled art: found with its offset, and never where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.sources.foreign_art import fish, framed, opaque, upscaled
from training.sources.pixel_grid import Grid, find_grid, native


@given(factor=st.integers(2, 6), left=st.integers(0, 6), top=st.integers(0, 6))
def test_upscaled_art_is_reduced_to_the_very_pixels_wherever_its_grid_starts(factor: int, left: int, top: int) -> None:
    original = fish()
    picture = framed(upscaled(original, factor), 14 * factor + 9, 8 * factor + 9, left=left, top=top)
    assert find_grid(picture) == Grid(factor, left % factor, top % factor)
    reduced = native(picture)
    rows, columns = np.flatnonzero(reduced[..., 3].any(axis=1)), np.flatnonzero(reduced[..., 3].any(axis=0))
    assert np.array_equal(reduced[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], original)


def test_native_art_is_left_alone() -> None:
    assert find_grid(fish()) == Grid(1, 0, 0)
    assert native(fish()) is not None
    assert np.array_equal(native(fish()), fish())


def test_native_art_with_one_doubled_pixel_column_is_not_upscaled() -> None:
    picture = np.concatenate([upscaled(fish(), 2)[:, :9], upscaled(fish(), 2)[:, 8:]], axis=1)
    assert find_grid(picture).scale == 1


def test_faint_noise_does_not_hide_the_grid() -> None:
    picture = upscaled(opaque(fish(), (90, 120, 200)), 4)
    noise = np.random.default_rng(1).integers(0, 4, picture.shape)
    picture[..., :3] = np.clip(picture[..., :3].astype(int) + noise[..., :3] - 1, 0, 255)
    assert find_grid(picture).scale == 4


def test_what_is_under_transparent_pixels_does_not_hide_the_grid() -> None:
    picture = upscaled(fish(), 3)
    picture[0, 0] = (255, 0, 255, 0)
    assert find_grid(picture).scale == 3


def test_a_native_pixel_cut_by_the_border_is_kept() -> None:
    cut = upscaled(fish(), 4)[2:, 3:]
    assert np.array_equal(native(cut), fish())


@pytest.mark.parametrize("side", [1, 2, 40])
def test_a_plain_block_is_not_reduced_to_a_dot(side: int) -> None:
    block = np.full((side, side, 4), 255, dtype=np.uint8)
    assert native(block).shape == block.shape
    assert max(native(framed(block, 64, 64, left=8, top=8)).shape) >= 6
