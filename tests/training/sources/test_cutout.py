"""Animals told from the water behind them, on photos made by formula; and what is refused."""

from __future__ import annotations

import importlib
import sys

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from tests.training.sources.commons_answers import fish
from training.sources.background import NoForeground
from training.sources.cutout import WORKING_SIDE, cut_out, flattened
from training.sources.reduction import fit

Pixels = npt.NDArray[np.uint8]


def agreement(cut: Pixels, truth: npt.NDArray[np.bool_]) -> float:
    """Share of the pixels of either that both have."""
    height, width = cut.shape[:2]
    expected = np.asarray(Image.fromarray(truth).resize((width, height), Image.Resampling.NEAREST))
    found = cut[..., 3] > 0
    return float((found & expected).sum() / (found | expected).sum())


@pytest.mark.parametrize(
    ("body", "water"),
    [((230, 120, 30), (20, 70, 140)), ((40, 120, 60), (20, 70, 140)), ((230, 200, 60), (60, 110, 80))],
)
def test_a_fish_in_water_is_cut_out(body: tuple[int, int, int], water: tuple[int, int, int]) -> None:
    photo, truth = fish(body=body, water=water)
    assert agreement(cut_out(photo), truth) > 0.95


@pytest.mark.parametrize("middle", [(0.5, 0.25), (0.3, 0.5), (0.65, 0.7)])
def test_a_fish_off_the_middle_is_found(middle: tuple[float, float]) -> None:
    photo, truth = fish(middle=middle)
    assert agreement(cut_out(photo), truth) > 0.95


def test_grain_is_no_hindrance() -> None:
    photo, truth = fish(grain=20.0)
    assert agreement(cut_out(photo), truth) > 0.95


@pytest.mark.parametrize("middle", [(0.5, 0.12), (0.9, 0.5), (0.8, 0.8)])
def test_a_fish_cut_by_an_edge_or_a_corner_of_the_picture_is_found(middle: tuple[float, float]) -> None:
    photo, truth = fish(middle=middle)
    assert agreement(cut_out(photo), truth) > 0.9


def test_a_second_fish_is_kept_and_a_bubble_is_not() -> None:
    photo, truth = fish(middle=(0.3, 0.5), size=(0.2, 0.3))
    other, second = fish(middle=(0.75, 0.5), size=(0.2, 0.3))
    photo[second] = other[second]
    photo[100:104, 10:14, :3] = 250
    cut = cut_out(photo)
    assert agreement(cut, truth | second) > 0.93
    assert not cut[100:104, 10:14, 3].any()


def test_a_pinhole_is_filled_and_a_wide_gap_is_not() -> None:
    photo, truth = fish(size=(0.35, 0.35))
    water, _ = fish(size=(0.0001, 0.0001))
    photo[60:63, 80:83] = water[60:63, 80:83]
    assert cut_out(photo)[60:63, 80:83, 3].all()
    photo[45:75, 65:100] = water[45:75, 65:100]
    truth[45:75, 65:100] = False
    assert agreement(cut_out(photo), truth) > 0.93


def test_the_rim_has_the_colour_of_the_animal_not_of_the_water() -> None:
    photo, truth = fish(480, 660, grain=0.0)
    blurred = np.asarray(Image.fromarray(photo[..., :3]).resize((165, 120), Image.Resampling.BOX))
    cut = cut_out(np.dstack([blurred, np.full((120, 165), 255, dtype=np.uint8)]))
    colours = cut[cut[..., 3] > 0][:, :3].astype(int)
    to_animal = np.abs(colours[:, None] - [(230, 120, 30), (245, 245, 240)]).sum(axis=2).min(axis=1)
    to_water = np.abs(colours - (20, 70, 140)).sum(axis=1)
    assert (to_animal < to_water).all()
    assert truth.any()


def test_transparent_parts_are_taken_at_their_word() -> None:
    photo, truth = fish(body=(20, 70, 140), grain=40.0)
    photo[..., 3] = np.where(truth, 255, 0)
    assert agreement(cut_out(photo), truth) > 0.97


def test_alpha_is_hard_and_the_size_bounded() -> None:
    cut = cut_out(fish(300, 1200)[0])
    assert cut.shape == (64, WORKING_SIDE, 4)
    assert set(np.unique(cut[..., 3])) == {0, 255}
    assert cut_out(fish(100, 90)[0]).shape == (100, 90, 4)


def test_the_same_photo_gives_the_same_cut_whatever_was_drawn_before() -> None:
    photo, _ = fish(grain=15.0, body=(120, 120, 130), water=(90, 140, 150))
    cuts = []
    for before in (1, 2, 3):
        cv2.setRNGSeed(before)
        cuts.append(flattened(cut_out(photo), 8).tobytes())
    assert len(set(cuts)) == 1


def test_the_photo_itself_stays_as_it_was() -> None:
    photo, _ = fish()
    before = photo.copy()
    flattened(cut_out(photo), 4)
    assert np.array_equal(photo, before)


# --- refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_blank_picture_has_no_foreground(shade: int) -> None:
    with pytest.raises(NoForeground, match="nothing stands out"):
        cut_out(np.full((60, 80, 4), [shade, shade, shade, 255], dtype=np.uint8))


def test_mere_water_has_no_foreground() -> None:
    with pytest.raises(NoForeground, match="nothing stands out"):
        cut_out(fish(size=(0.0001, 0.0001))[0])


def test_a_speck_is_no_foreground() -> None:
    with pytest.raises(NoForeground, match="no foreground found"):
        cut_out(fish(size=(0.05, 0.04))[0])


def test_a_busy_border_is_refused() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (90, 120, 4), dtype=np.uint8)
    photo[..., 3] = 255
    with pytest.raises(NoForeground, match="border is too busy"):
        cut_out(photo)


def test_a_foreground_along_nearly_all_of_the_border_is_refused() -> None:
    photo, _ = fish()
    photo[..., 3] = 255
    photo[40:80, 50:120, 3] = 0
    with pytest.raises(NoForeground, match="touches 100% of the border"):
        cut_out(photo)


def test_a_foreground_that_fills_the_picture_is_refused() -> None:
    photo, _ = fish()
    photo[56:78, 60:80, 3] = 0
    with pytest.raises(NoForeground, match="fills the picture"):
        cut_out(photo)


def test_a_picture_that_is_transparent_all_over_is_refused() -> None:
    with pytest.raises(NoForeground, match="no foreground found"):
        cut_out(np.zeros((60, 80, 4), dtype=np.uint8))


def test_a_border_whose_sides_have_nothing_in_common_is_refused() -> None:
    photo, _ = fish()
    for number, side in enumerate((np.s_[:20, 20:], np.s_[-20:, :-20], np.s_[:-20, :20], np.s_[20:, -20:])):
        photo[side][..., :3] = [(200, 0, 0), (0, 200, 0), (0, 0, 200), (200, 200, 0)][number]
    with pytest.raises(NoForeground, match="no colour is common to two opposite sides"):
        cut_out(photo)


def test_a_missing_opencv_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    monkeypatch.delitem(sys.modules, "training.sources.cutout")
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'pixelgen-reef\[commons\]'"):
        importlib.import_module("training.sources.cutout")


# --- few colours ----------------------------------------------------------------------------------------


def test_flattening_leaves_few_colours_and_the_same_outline() -> None:
    cut = cut_out(fish(grain=10.0)[0])
    flat = flattened(cut, 5)
    inside = flat[..., 3] > 0
    assert np.array_equal(flat[..., 3], cut[..., 3])
    assert 2 <= len(np.unique(flat[inside], axis=0)) <= 5
    apart = np.abs(flat[inside].astype(int) - cut[inside].astype(int)).max(axis=1)
    assert np.median(apart) < 12


def test_a_picture_of_few_colours_stays_as_it_is() -> None:
    cut = np.zeros((40, 40, 4), dtype=np.uint8)
    cut[10:30, 10:30] = (200, 100, 50, 255)
    cut[15:20, 15:20] = (20, 100, 50, 255)
    assert np.array_equal(flattened(cut, 2), cut)


def test_fewer_pixels_than_colours_stay_as_they_are() -> None:
    cut = np.zeros((40, 40, 4), dtype=np.uint8)
    cut[10, 10:13] = [(200, 100, 50, 255), (20, 100, 50, 255), (0, 0, 0, 255)]
    assert np.array_equal(flattened(cut, 8), cut)


def test_a_banded_fish_becomes_a_banded_sprite() -> None:
    indices = fit(flattened(cut_out(fish()[0]), 8))
    row = indices[16]
    drawn = row[row > 0]
    assert 28 <= len(drawn) <= 32
    assert (np.diff((drawn == 7).astype(int)) == 1).sum() == 2  # the two white bands of this fish
    assert len(np.unique(indices)) <= 9
