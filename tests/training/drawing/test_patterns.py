"""Markings: masks of the asked width, share and spacing."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from training.drawing.masks import MARGIN, SHEET, ellipse, empty, line, opened, where_x, where_y
from training.drawing.patterns import (
    along,
    band,
    bands,
    dotted,
    mottling,
    photophores,
    saddle,
    spots,
    stripes,
)

PATH = [(4.0, 16.0), (28.0, 16.0)]


def test_a_band_is_as_wide_as_asked_and_stands_upright() -> None:
    mask = band(16.5, 3)
    assert (mask.sum(axis=1) == 3).all()
    assert (mask == mask[0]).all()


def test_a_bowed_band_bulges_in_its_middle_and_a_leaning_one_slants() -> None:
    bowed = band(16, 2, bow=4)
    assert np.argwhere(bowed[16 + MARGIN]).mean() - np.argwhere(bowed[7 + MARGIN]).mean() == pytest.approx(4, abs=1)
    leaning = band(16, 2, lean=0.5)
    assert np.argwhere(leaning[26 + MARGIN]).mean() - np.argwhere(leaning[16 + MARGIN]).mean() == pytest.approx(
        5, abs=1
    )


def test_bands_are_one_band_each() -> None:
    assert np.array_equal(bands([8, 20], 2), band(8, 2) | band(20, 2))
    assert not bands([], 2).any()


@pytest.mark.parametrize("angle", [0, 90])
def test_stripes_cover_their_share_of_the_sheet(angle: float) -> None:
    mask = stripes(6, 2, angle=angle)
    assert mask.mean() == pytest.approx(1 / 3)
    lines = mask if angle == 0 else mask.T
    assert (lines == lines[:, :1]).all()


@pytest.mark.parametrize(("radius", "side"), [(1.45, 2), (1.6, 3)])
def test_dotted_spots_are_two_or_three_pixels_wide_in_rows_set_off_against_each_other(radius: float, side: int) -> None:
    middle = 16.0 if side == 2 else 16.5
    marks = dotted(where_x() - middle, where_y() - middle, apart=5.0, radius=radius)
    top = math.floor(middle - side / 2) + MARGIN
    assert marks[top : top + side, top : top + side].all()
    at = math.floor(middle) + MARGIN
    row, below = marks[at], marks[at + 5]
    assert row.sum() == pytest.approx(SHEET / 5 * side, abs=side)
    assert row[at]
    assert not below[at]
    assert marks[top + side : top + 5].sum() == 0


def test_spots_lie_inside_the_clip_and_keep_apart() -> None:
    clip = ellipse(16, 16, 12, 9)
    for seed in range(20):
        mask = spots(clip, np.random.default_rng(seed), count=5, size=1, apart=6)
        places = np.argwhere(mask)
        assert 1 <= len(places) <= 5
        assert clip[mask].all()
        assert clip[spots(clip, np.random.default_rng(seed), count=5, size=3, apart=6)].all()
        between = [math.dist(one, other) for one in places for other in places if (one != other).any()]
        assert min(between, default=6) >= 6


@pytest.mark.parametrize(("size", "pixels"), [(1, 1), (2, 4), (3, 5)])
def test_a_spot_has_its_size(size: int, pixels: int) -> None:
    assert spots(~empty(), np.random.default_rng(3), count=1, size=size).sum() == pixels


def test_a_spot_of_size_two_is_a_whole_square_inside_the_clip() -> None:
    for seed in range(30):
        rng = np.random.default_rng(seed)
        clip = rng.random((SHEET, SHEET)) < 0.85
        marks = spots(clip, rng, count=30)
        assert marks.any()
        assert clip[marks].all()
        assert np.array_equal(opened(marks), marks)
        assert marks.sum() % 4 == 0
    one_wide = line([(4.5, 4.5), (28.5, 26.5)], curve=False)
    assert not spots(one_wide, np.random.default_rng(0), count=5).any()


def test_an_empty_clip_has_no_spots() -> None:
    assert not spots(empty(), np.random.default_rng(0), count=5).any()


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_mottling_covers_about_its_share_in_patches(share: float) -> None:
    mask = mottling(np.random.default_rng(1), scale=3, share=share)
    assert mask.shape == (SHEET, SHEET)
    assert mask.mean() == pytest.approx(share, abs=0.02)
    beside = (mask[:, 1:] == mask[:, :-1]).mean()
    assert beside > 0.8  # noise of single pixels has 0.68 at most


def test_a_saddle_hangs_below_its_line() -> None:
    rows, columns = np.nonzero(saddle(16, 10, 12, 5))
    assert (rows.min() - MARGIN, rows.max() - MARGIN) == (10, 14)
    assert (columns.min() - MARGIN, columns.max() - MARGIN) == (10, 21)


def test_points_along_a_path_are_evenly_spaced() -> None:
    points = along([(4, 4), (12, 4), (12, 12)], every=2.0, start=1.0)
    between = [math.dist(one, other) for one, other in itertools.pairwise(points)]
    assert between == pytest.approx([2.0] * len(between), abs=0.2)
    assert np.allclose(along(PATH, every=6.0), [(4, 16), (10, 16), (16, 16), (22, 16)])


def test_photophores_are_pairs_of_pixels_along_the_path() -> None:
    mask = photophores(PATH, every=6.0, start=0.5)
    assert mask.sum() == 2 * 4
    assert mask[16 + MARGIN].sum() == 2 * 4
