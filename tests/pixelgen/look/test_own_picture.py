from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pixelgen.errors import PictureError, PixelgenError, RequestError
from pixelgen.files.animated_gif import gif_of_indices
from pixelgen.files.sprite_png import FRAMES_TEXT, encode_png
from pixelgen.look.lighting.light import style_of
from pixelgen.look.own_picture import OwnPicture
from pixelgen.oklab import to_oklab
from pixelgen.palette import RGB, ramp_of
from pixelgen.parts import PARTS
from pixelgen.sprite import Sprite
from tests.pixelgen.look.foreign_pictures import BODY, LAMP, fish, gif, png, strip


def back(picture: OwnPicture) -> Any:
    return picture.colours[picture.own_indices]


@pytest.mark.parametrize("size", [(16, 16), (40, 24), (24, 40), (68, 46), (128, 128)])
def test_size_and_colours_of_a_picture_stay_exactly(size: tuple[int, int]) -> None:
    drawn = fish(*size)
    picture = OwnPicture.read(png(drawn))
    assert np.array_equal(picture.rgba[0], drawn)
    assert np.array_equal(back(picture)[0], drawn)
    assert picture.notes == ()


def test_half_transparent_pixels_keep_their_alpha() -> None:
    drawn = fish()
    drawn[12, 20] = 1, 2, 3, 90
    assert np.array_equal(back(OwnPicture.read(png(drawn)))[0], drawn)


@pytest.mark.parametrize("upright", [False, True])
def test_a_strip_is_found_and_said(upright: bool) -> None:
    drawn = strip(5)
    frames = np.stack(np.split(drawn, 5, axis=1))
    picture = OwnPicture.read(png(np.concatenate(list(frames)) if upright else drawn))
    assert np.array_equal(picture.rgba, frames)
    assert picture.notes == ("looks like 5 frames of 24 by 24; if it is one picture, say that it has 1",)


def test_a_sheet_whose_last_row_is_not_full_is_found() -> None:
    row = strip(3)
    short = row.copy()
    short[:, 24:] = 0
    assert OwnPicture.read(png(np.concatenate([row, short]))).rgba.shape[:3] == (4, 24, 24)


def test_what_is_told_goes_before_what_is_found() -> None:
    drawn = strip(4)
    assert OwnPicture.read(png(drawn), frames=1).rgba.shape[:3] == (1, 24, 96)
    told = OwnPicture.read(png(drawn), frame_size=(48, 24))
    assert (told.rgba.shape[:3], told.notes) == ((2, 24, 48), ())
    assert OwnPicture.read(png(drawn), frames=2).rgba.shape[:3] == (2, 24, 48)


def test_a_wide_picture_of_one_animal_is_one_picture() -> None:
    assert OwnPicture.read(png(fish(64, 32))).rgba.shape[:3] == (1, 32, 64)
    two = np.concatenate([fish(24, 24), np.rot90(fish(24, 24)) * 0], axis=1)
    assert len(OwnPicture.read(png(two)).rgba) == 1


def test_a_gif_keeps_its_frames_and_durations() -> None:
    frames = [fish(24, 24, bend=bend) for bend in (-2, 0, 2)]
    picture = OwnPicture.read(gif(frames, [80, 120, 200]))
    assert np.array_equal(picture.rgba, frames)
    assert picture.durations_ms == (80, 120, 200)


def test_strips_and_gifs_that_pixelgen_wrote_come_back() -> None:
    frames = np.zeros((4, 34, 34), np.uint8)
    frames[:, 6:26, 4:28] = np.random.default_rng(2).integers(1, 64, size=(4, 20, 24))
    text = {FRAMES_TEXT: '{"animation": "idle", "durations_ms": [90, 100, 110, 120]}'}
    ours = OwnPicture.read(encode_png(np.concatenate(list(frames), axis=1), text=text))
    assert (ours.rgba.shape[:3], ours.durations_ms) == ((4, 34, 34), (90, 100, 110, 120))
    assert np.array_equal(ours.rgba[..., :3], np.array(RGB, np.uint8)[frames])
    again = OwnPicture.read(gif_of_indices(frames, [90, 100, 110, 120]))
    assert np.array_equal(again.rgba, ours.rgba)


@pytest.mark.parametrize("times", [2, 3, 8])
def test_art_that_was_saved_enlarged_becomes_small_again(times: int) -> None:
    drawn = fish(20, 16)
    picture = OwnPicture.read(png(drawn.repeat(times, 0).repeat(times, 1)))
    assert np.array_equal(picture.rgba[0], drawn)
    assert picture.notes == (f"blocks of {times} by {times} equal pixels were taken as one pixel",)


def test_frames_whose_size_is_told_are_not_made_smaller() -> None:
    drawn = strip(3).repeat(2, 0).repeat(2, 1)
    picture = OwnPicture.read(png(drawn), frame_size=(48, 48))
    assert (picture.rgba.shape[:3], picture.notes) == ((3, 48, 48), ())
    assert OwnPicture.read(png(drawn), frames=3).rgba.shape[:3] == (3, 24, 24)


def test_what_looks_left_is_mirrored_and_a_plain_background_goes() -> None:
    drawn = fish()
    assert np.array_equal(OwnPicture.read(png(drawn[:, ::-1]), faces_left=True).rgba[0], drawn)
    opaque = np.where(drawn[..., 3:] > 0, drawn, np.array([9, 90, 200, 255], np.uint8))
    assert np.array_equal(OwnPicture.read(png(opaque)).rgba[0], drawn)


def test_only_colours_that_are_said_to_glow_do() -> None:
    drawn = fish()
    assert not OwnPicture.read(png(drawn)).emission().any()
    picture = OwnPicture.read(png(drawn), glow=["#00fff0"])
    shines = picture.emission()[0] > 0
    assert np.array_equal(shines, (drawn == LAMP).all(axis=-1))
    ramps = {ramp_of(index) for index in np.unique(picture.indices[0][shines]).tolist()}
    assert ramps == {"glow"}
    assert "glow" not in {ramp_of(index) for index in np.unique(picture.indices[0][~shines]).tolist()}


def test_light_changes_pixels_to_lighter_and_darker_ones_of_its_own_colours() -> None:
    picture = OwnPicture.read(png(fish(40, 28)), glow=["#00fff0"])
    lit = picture.lit(style_of("reef"))
    assert lit.max() < len(picture.colours)
    assert np.array_equal(lit > 0, picture.own_indices > 0)
    changed = lit != picture.own_indices
    assert 0 < changed.sum() < changed.size / 2
    lightness = to_oklab(picture.colours[:, :3])[:, 0]
    steps = picture.lit(style_of("reef"), own_colours=False).astype(int) - picture.indices
    assert (np.sign(lightness[lit] - lightness[picture.own_indices])[changed] == np.sign(steps)[changed]).all()
    lamp = (picture.rgba == LAMP).all(axis=-1)
    assert not changed[lamp].any()


def test_a_sprite_for_drawing_on_it_is_fitted_into_32_pixels() -> None:
    sprite = OwnPicture.read(png(fish(68, 46))).sprite()
    assert isinstance(sprite, Sprite)
    assert 200 < (sprite.indices > 0).sum() < 32 * 22


@pytest.mark.parametrize("size", [(20, 14), (68, 46)])
def test_parts_of_a_picture_of_any_size_are_named(size: tuple[int, int]) -> None:
    eye = PARTS.index("eye")

    def named(sprite: Sprite) -> Sprite:
        parts = np.where(sprite.indices > 0, 1, 0).astype(np.uint8)
        parts[:, 20:] = np.where(parts[:, 20:] > 0, eye, 0)
        return Sprite(sprite.indices, parts)

    picture = OwnPicture.read(png(fish(*size)))
    parts = picture.parts(named)
    assert parts is not None
    assert np.array_equal(parts > 0, picture.indices[0] > 0)
    columns = np.flatnonzero((parts == eye).any(axis=0))
    assert columns.min() > size[0] / 2
    assert picture.parts(lambda sprite: sprite) is None


def test_of_too_many_colours_the_nearest_fewer_are_kept_and_it_is_said() -> None:
    drawn = np.full((40, 40, 4), 255, np.uint8)
    drawn[..., :3] = np.random.default_rng(1).integers(0, 256, (40, 40, 3))
    drawn[0, 0] = 0
    picture = OwnPicture.read(png(drawn))
    assert len(picture.colours) <= 256
    assert picture.notes[0].startswith("has 1599 colours, more than 255")
    assert np.abs(picture.rgba[..., :3].astype(int) - drawn[..., :3]).mean() < 30


def test_a_saturated_colour_stays_saturated_among_the_librarys() -> None:
    for colour in ((255, 0, 0), (255, 0, 255), (0, 255, 0), (0, 0, 255), (255, 255, 0)):
        drawn = np.zeros((16, 16, 4), np.uint8)
        drawn[4:12, 4:12] = (*colour, 255)
        index = int(OwnPicture.read(png(drawn)).indices.max())
        assert ramp_of(index) not in ("sand", "ink"), colour


@pytest.mark.parametrize(
    ("content", "how", "message"),
    [
        (b"", {}, "must be a PNG"),
        (b"GIF89a" + bytes(40), {}, "a GIF may have 1024 by 1024 pixels; got 0 by 0"),
        (gif([fish(), fish(bend=2)], [90, 90])[:60], {}, "the picture is damaged"),
        (png(np.full((8, 300, 4), BODY, np.uint8)), {}, "a frame may have 128 by 128 pixels; got 300 by 8"),
        (png(np.concatenate([fish(200, 24)] * 2)), {}, "got 200 by 48: tell frame_size"),
        (png(strip(4)), {"frame_size": (20, 24)}, "frames of 20 by 24 must fill the picture, 96 by 24"),
        (png(strip(4)), {"frames": 5}, "5 frames must fill a picture 96 pixels wide"),
        (png(strip(4)), {"frames": 0}, "frames must be a whole number from 1 to 256; got 0"),
        (png(strip(4)), {"frame_size": 24}, "frame_size must be a width and a height; got 24"),
        (png(strip(4)), {"frame_size": (24, 24), "frames": 4}, "tell frame_size or frames, not both"),
        (png(fish()), {"glow": ["red"]}, "a colour that glows must be like '#1a2b3c'; got 'red'"),
    ],
)
def test_what_cannot_be_taken_is_one_line(content: bytes, how: dict[str, Any], message: str) -> None:
    with pytest.raises((PictureError, RequestError), match=message) as told:
        OwnPicture.read(content, **how)
    assert isinstance(told.value, PixelgenError)
    assert str(told.value).isprintable()
