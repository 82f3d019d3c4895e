"""Pictures of strangers taken in by the core: frames, colours, light and sprites are those of the NumPy reference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pixelgen.errors import PictureError
from pixelgen.look import foreign_pixels
from pixelgen.look.core_pictures import core_pictures
from pixelgen.look.foreign_pixels import Rgba
from pixelgen.look.lighting.light import Light, style_of
from pixelgen.look.own_colours import own_colours
from pixelgen.look.shading import shade
from pixelgen.native.pictures import NativePictures
from pixelgen.oklab import to_oklab
from tests.pixelgen.look.foreign_pictures import fish, strip

given_core = core_pictures()
if given_core is None:
    pytest.skip("the native core is not built", allow_module_level=True)
core: NativePictures = given_core

OPAQUE = np.array([9, 90, 200, 255], np.uint8)


def noise(seed: int, *shape: int, colours: int = 256, hidden: float = 0.3) -> Rgba:
    """Random pixels in steps that leave so many values a channel; so many of them are transparent or half."""
    draw = np.random.default_rng(seed)
    made = (draw.integers(0, colours, (*shape, 4)) * (255 // max(1, colours - 1))).astype(np.uint8)
    made[..., 3] = np.where(draw.random(shape) < hidden, made[..., 3], 255)
    return made


def enlarged(picture: Rgba, times: int) -> Rgba:
    return picture.repeat(times, 0).repeat(times, 1)


def on_ground(picture: Rgba) -> Rgba:
    return np.where(picture[..., 3:] > 0, picture, OPAQUE)


def ring() -> Rgba:
    """A hole of the background's colour, which no edge touches."""
    made = np.full((24, 24, 4), OPAQUE)
    made[4:20, 4:20] = 200, 30, 30, 255
    made[8:16, 8:16] = OPAQUE
    return made


BLOCKS = enlarged(noise(8, 10, 10, colours=3), 4)
HIDING = np.array([1, 1, 1, 0], np.uint8)
PICTURES = {
    "one pixel": noise(0, 1, 1),
    "a transparent pixel": np.zeros((1, 1, 4), np.uint8),
    "nothing": np.zeros((40, 70, 4), np.uint8),
    "one colour": np.full((33, 17, 4), OPAQUE),
    "a fish": fish(40, 24),
    "a fish on a ground": on_ground(fish(40, 24)),
    "a ring": ring(),
    "a large fish on a ground": enlarged(on_ground(fish(20, 16)), 5),
    "a strip": strip(5),
    "an enlarged strip": enlarged(strip(3), 3),
    "a standing strip": np.concatenate(np.split(strip(4), 4, axis=1)),
    "a sheet with a short row": np.concatenate([strip(3), np.pad(strip(1), ((0, 0), (0, 48), (0, 0)))]),
    "a tall line": noise(1, 128, 1),
    "a wide line": noise(2, 1, 128),
    "noise": noise(3, 64, 64),
    "two colours of noise": noise(4, 128, 128, colours=2),
    "half transparent noise": noise(5, 48, 36, hidden=1.0),
    "a photo": noise(6, 127, 91, hidden=0.0),
    "hidden colours": np.where(np.arange(4) < 3, noise(7, 32, 32), 0).astype(np.uint8),
    "blocks with hidden colours": np.where(BLOCKS[..., 3:] > 100, BLOCKS, noise(9, 40, 40) * HIDING),
}


@pytest.mark.parametrize("faces_left", [False, True])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_taken_in_as_by_the_reference(name: str, faces_left: bool) -> None:
    given = PICTURES[name][None]
    found, expected = (way.taken(given, None, None, faces_left=faces_left) for way in (core, foreign_pixels))
    assert np.array_equal(found.frames, expected.frames)
    assert (found.blocks, found.guessed, found.colours) == (expected.blocks, expected.guessed, expected.colours)


FILMS = ["a strip", "an enlarged strip", "a standing strip", "a sheet with a short row", "nothing"]
TOLD = [((24, 24), None), ((8, 12), None), ((7, 7), None), (None, 1), (None, 3), (None, 5)]


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("name", FILMS)
def test_frames_that_are_told_are_cut_as_by_the_reference(
    name: str, told: tuple[tuple[int, int] | None, int | None]
) -> None:
    answers = []
    for way in (core, foreign_pixels):
        try:
            answers.append(way.taken(PICTURES[name][None], *told, faces_left=False).frames.tobytes())
        except PictureError as error:
            answers.append(str(error).encode())
    assert answers[0] == answers[1]


def test_frames_of_a_film_stay_together() -> None:
    film = np.stack([enlarged(on_ground(fish(24, 24, bend=bend)), 2) for bend in (-2, 0, 2)])
    found, expected = (way.taken(film, None, None, faces_left=False) for way in (core, foreign_pixels))
    assert found.frames.shape == (3, 24, 24, 4)
    assert np.array_equal(found.frames, expected.frames)


@pytest.mark.parametrize("side", [129, 400])
def test_what_is_too_large_is_refused_in_the_same_line(side: int) -> None:
    said = set()
    for way in (core, foreign_pixels):
        with pytest.raises(PictureError, match="tell frame_size or frames") as refusal:
            way.taken(noise(1, 1, side, 30), None, None, faces_left=False)
        said.add(str(refusal.value))
    assert len(said) == 1


@pytest.mark.parametrize("name", PICTURES)
def test_a_sprite_is_fitted_as_by_the_reference(name: str) -> None:
    assert np.array_equal(core.fitted(PICTURES[name]), foreign_pixels.fitted(PICTURES[name]))


@pytest.mark.parametrize("size", [(33, 32), (50, 100), (512, 3), (97, 301), (1, 64)])
def test_a_large_picture_becomes_small_as_by_the_reference(size: tuple[int, int]) -> None:
    for seed, hidden in enumerate((0.0, 0.5, 1.0)):
        picture = noise(seed, *size, hidden=hidden)
        assert np.array_equal(core.fitted(picture), foreign_pixels.fitted(picture))


@pytest.mark.parametrize("seed", range(6))
def test_colours_and_their_light_are_those_of_the_reference(seed: int) -> None:
    pictures = [
        fish(40, 28),
        noise(seed, 24, 40, colours=2 + seed % 2),
        foreign_pixels.fewer_colours(noise(seed, 32, 40)),
    ]
    for picture in pictures:
        clean = foreign_pixels.without_hidden(picture)
        glow = {tuple(colour) for colour in clean.reshape(-1, 4)[seed::97, :3].tolist()} if seed % 2 else set()
        table, own = own_colours(clean, glow)
        colours, nearest, rows = core.own_colours(clean, glow)
        assert np.array_equal(colours, table.rgba)
        assert np.array_equal(nearest, table.nearest)
        assert np.array_equal(rows, own)
        indices = nearest[rows]
        parts = np.where(indices > 0, 1 + rows % 9, 0).astype(np.uint8) if seed % 3 else None
        for style in (style_of("reef"), replace(style_of("abyss"), light=Light(20, 35))):
            expected = table.lit(rows, indices, shade(indices, style, parts))
            light, settings = style.light.vector, style.settings
            lit = core.shade(rows, colours, nearest, parts, light=light, settings=settings)
            assert np.array_equal(lit, expected)


def test_more_colours_than_are_allowed_become_exactly_as_many() -> None:
    few = foreign_pixels.fewer_colours(noise(1, 64, 64, hidden=0.0))
    assert len(np.unique(few.reshape(-1, 4), axis=0)) == 255
    gap = np.abs(few.astype(int) - noise(1, 64, 64, hidden=0.0)).max(axis=(0, 1))
    assert gap.max() < 80


@pytest.mark.parametrize("part", range(4))
def test_every_colour_has_the_same_nearest_one_in_both(part: int) -> None:
    levels = np.arange(part, 256, 4 + part)
    every = np.stack(np.meshgrid(levels, levels, levels[::2], indexing="ij"), axis=-1).reshape(-1, 3).astype(np.uint8)
    for first in range(0, len(every), 255 * 40):
        some = every[first : first + 255]
        rgba = np.concatenate([some, np.full((len(some), 1), 255)], axis=1).astype(np.uint8)
        assert np.array_equal(core.own_colours(rgba, ())[1], own_colours(rgba, ())[0].nearest)


def test_oklab_is_whole_numbers_near_the_formula() -> None:
    grey = to_oklab(np.array([[0, 0, 0], [255, 255, 255], [128, 128, 128]], np.uint8))
    assert np.array_equal(grey * 2**20, np.round(grey * 2**20))
    assert np.allclose(grey[:, 1:], 0, atol=4e-6)
    assert np.allclose(grey[:2, 0], [0, 1], atol=4e-6)
