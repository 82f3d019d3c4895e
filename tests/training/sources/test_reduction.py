"""Pictures of any size onto 32x32: hard pixels kept, outlines kept, nothing blurred."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.oklab import PALETTE
from pixelgen.palette import RGB, ramp_of
from tests.training.sources.foreign_art import Pixels, fish, framed, opaque, upscaled
from training.drawing.pixel_rules import box, off_centre
from training.sources.background import NoForeground
from training.sources.reduction import FitSettings, fit, in_palette

NATIVE = FitSettings(enlarge=1)


def drawing(indices: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    left, top, right, bottom = box(indices)
    return indices[top:bottom, left:right]


def coloured(indices: npt.NDArray[np.uint8]) -> Pixels:
    """The palette's own colours, as a picture."""
    alpha = np.where(indices > 0, 255, 0).astype(np.uint8)
    return np.concatenate([np.array(RGB, dtype=np.uint8)[indices], alpha[..., None]], axis=2)


def test_native_art_is_kept_pixel_for_pixel_and_centred() -> None:
    indices = fit(framed(fish(), 30, 25, left=1, top=9), NATIVE)
    kept, original = drawing(indices), fish()
    assert off_centre(indices) <= 0.5
    assert np.array_equal(kept > 0, original[..., 3] > 0)
    for colour in {tuple(pixel) for pixel in original[original[..., 3] > 0].tolist()}:
        assert len(np.unique(kept[(original == colour).all(axis=2)])) == 1
    assert len(np.unique(kept)) == 5, "four colours and nothing"


def test_small_art_is_doubled_unless_told() -> None:
    small = drawing(fit(fish(), NATIVE))
    assert np.array_equal(drawing(fit(fish())), small.repeat(2, axis=0).repeat(2, axis=1))
    assert drawing(fit(fish(), FitSettings(enlarge=9))).shape == (16, 28), "only as far as it fits"
    assert drawing(fit(framed(fish(), 17, 17)[:, ::-1], NATIVE)).shape == (8, 14)


@pytest.mark.parametrize("factor", [2, 3, 4, 7])
def test_upscaled_art_gives_the_same_sprite_as_the_original(factor: int) -> None:
    picture = framed(upscaled(fish(), factor), 14 * factor + 3, 8 * factor + 5, left=1, top=2)
    assert np.array_equal(fit(picture), fit(fish()))
    assert np.array_equal(fit(opaque(picture, (90, 120, 200))), fit(fish()))


def test_a_coral_stands_on_the_bottom_row() -> None:
    indices = fit(fish(), standing=True)
    assert indices[-1].any()
    assert box(indices)[3] == 32


def test_art_that_faces_left_can_be_flipped() -> None:
    assert np.array_equal(drawing(fit(fish(), FitSettings(flip=True))), drawing(fit(fish()))[:, ::-1])


def test_sprites_in_the_palette_come_back_as_they_are() -> None:
    rng = np.random.default_rng(6)
    indices = rng.integers(0, 64, (32, 32)).astype(np.uint8)
    indices[[0, -1], 0] = indices[0, [0, -1]] = 5
    indices[-1, -1] = 9
    assert np.array_equal(fit(coloured(indices)), indices)


def large_disc(side: int) -> Pixels:
    """A shaded disc with a two-pixel outline and an eye, native at its size."""
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    radius = np.hypot(x, y)
    rgba = np.zeros((side, side, 4), dtype=np.uint8)
    rgba[radius < side / 2 - 0.5] = (200, 80, 40, 255)
    rgba[(radius < side / 2 - 0.5) & (y > side / 6)] = (240, 190, 110, 255)
    rgba[(radius < side / 2 - 0.5) & (radius > side / 2 - 3)] = (40, 20, 30, 255)
    eye = slice(side // 3, side // 3 + 3)
    rgba[eye, eye] = (250, 250, 250, 255)
    return rgba


@pytest.mark.parametrize("side", [36, 47, 68, 101])
def test_larger_art_is_voted_onto_the_canvas_with_its_outline_and_its_eye(side: int) -> None:
    picture = large_disc(side)
    small = fit(picture)
    assert drawing(small).shape == (32, 32)
    colours = set(np.unique(small)) - {0}
    assert len(colours) <= 4, "voting invents no colour"
    padded = np.pad(small, 1)
    around = np.stack([padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]])
    rim = (small > 0) & (around == 0).any(axis=0)
    lightness = np.concatenate([[0.0], PALETTE[:, 0]])
    darkest = min(colours, key=lambda index: lightness[index])
    lightest = max(colours, key=lambda index: lightness[index])
    assert (small[rim] == darkest).all()
    assert 1 <= (small == lightest).sum() <= 9, "the eye"


@pytest.mark.parametrize("side", [37, 42, 50, 75])
def test_a_thin_outline_stays_closed_and_one_pixel_wide(side: int) -> None:
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    disc = np.hypot(x, y) < side / 2
    inner = disc & np.roll(disc, 1, 0) & np.roll(disc, -1, 0) & np.roll(disc, 1, 1) & np.roll(disc, -1, 1)
    inner[[0, -1]] = inner[:, [0, -1]] = False
    picture = np.zeros((side, side, 4), dtype=np.uint8)
    picture[disc] = (40, 20, 30, 255)
    picture[inner] = (200, 80, 40, 255)
    small = fit(picture)
    lightness = np.concatenate([[9.0], PALETTE[:, 0]])
    dark = small == np.unique(small)[np.argmin(lightness[np.unique(small)])]
    padded = np.pad(small, 1)
    around = np.stack([padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]])
    assert np.array_equal(dark, (small > 0) & (around == 0).any(axis=0))


def test_thin_limbs_of_larger_art_do_not_vanish() -> None:
    picture = np.zeros((60, 60, 4), dtype=np.uint8)
    picture[:30, 10:50] = (200, 80, 40, 255)
    picture[30:, 12:14] = picture[30:, 45:47] = (200, 80, 40, 255)
    assert fit(picture)[-1].any()


def test_neighbouring_colours_of_a_smooth_drawing_do_not_speckle() -> None:
    y, x = np.mgrid[:64, :64]
    picture = np.zeros((64, 64, 4), dtype=np.uint8)
    shade = 90 + (x + y) / 126 * 100
    picture[..., 0], picture[..., 1], picture[..., 2] = shade, shade * 0.62, shade * 0.4
    picture[..., :3] += np.random.default_rng(7).integers(0, 9, (64, 64, 3)).astype(np.uint8)
    picture[..., 3] = np.where(np.hypot(x - 32, y - 32) < 30, 255, 0)
    small = fit(picture)
    assert len({ramp_of(index) for index in np.unique(small[small > 0]).tolist()}) == 1


def test_a_picture_with_too_little_on_it_is_none() -> None:
    with pytest.raises(NoForeground, match="too few"):
        fit(framed(fish()[:2, :5], 32, 32, left=5, top=5), NATIVE)


def test_a_picture_of_few_colours_can_be_recoloured_at_once() -> None:
    picture = framed(fish(), 20, 20)
    recoloured = in_palette(picture, picture[..., 3] > 0, FitSettings())
    assert {tuple(pixel) for pixel in recoloured[picture[..., 3] > 0].tolist()} <= set(RGB)
    many = np.random.default_rng(8).integers(0, 256, (9, 9, 4), dtype=np.uint8)
    assert np.array_equal(in_palette(many, np.ones((9, 9), dtype=bool), FitSettings()), many[..., :3])
