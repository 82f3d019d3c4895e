from __future__ import annotations

import itertools

import numpy as np
import pytest

from engine_bridges.creatures.creature import Card, Clip, Creature, PackError
from engine_bridges.creatures.lamp_light import (
    BANDS,
    COLOURS,
    DIRECTIONS,
    TABLES_KEPT,
    LampPalette,
    banded,
    direction_of,
    mirrored_direction,
    shining_colours,
)
from engine_bridges.creatures.palette import Palette, sprite_palette
from pixelgen import normal_map
from tests.engine_bridges.tiny_creatures import COLOURS as TINY
from tests.engine_bridges.tiny_creatures import Pixels, drawn, fish

RIGHT, ABOVE, LEFT, BELOW = 0, DIRECTIONS // 4, DIRECTIONS // 2, 3 * DIRECTIONS // 4


def ball(colour: int = 2) -> Clip:
    """A disc of 15 pixels, which the library's normals make round."""
    y, x = np.mgrid[-8:9, -8:9]
    indices = np.where(x * x + y * y <= 50, colour, 0).astype(np.uint8)
    return Clip(indices[None], [100], normals=normal_map(indices)[None])


def light_of(frames: Pixels) -> Pixels:
    return frames // COLOURS


@pytest.mark.parametrize(
    ("direction", "bright", "dark"),
    [
        (RIGHT, np.s_[8, 13], np.s_[8, 3]),
        (LEFT, np.s_[8, 3], np.s_[8, 13]),
        (ABOVE, np.s_[3, 8], np.s_[13, 8]),
        (BELOW, np.s_[13, 8], np.s_[3, 8]),
    ],
)
def test_what_faces_the_lamp_is_bright(direction: int, bright: tuple[int, int], dark: tuple[int, int]) -> None:
    bands = light_of(banded(ball(), direction)[0])
    assert bands[bright] == BANDS - 1
    assert bands[dark] == 0


def test_colours_stay_and_nothing_is_lit_outside() -> None:
    clip = fish().clips["idle"]
    for direction in range(DIRECTIONS):
        lit = banded(clip, direction)
        assert np.array_equal(lit % COLOURS, clip.frames)
        assert not lit[clip.frames == 0].any()
        assert lit.dtype == np.uint8


def test_a_mirrored_creature_is_lit_from_the_mirrored_side() -> None:
    clip = ball()
    assert clip.normals is not None
    normals = clip.normals[:, :, ::-1].copy()
    normals[..., 0] = np.where(normals[..., 3] > 0, 256 - np.maximum(normals[..., 0].astype(int), 1), 0)
    mirrored = Clip(clip.frames[:, :, ::-1].copy(), [100], normals=normals)
    for direction in range(DIRECTIONS):
        one = banded(mirrored, direction)
        other = banded(clip, mirrored_direction(direction))[:, :, ::-1]
        assert (one != other).mean() < 0.01  # an eighth of a degree beside a bound


def test_directions_go_round() -> None:
    assert [direction_of(azimuth) for azimuth in (0, 90, 180, 270, 360, -90, 730)] == [0, 4, 8, 12, 0, 12, 0]
    assert {direction_of(azimuth) for azimuth in range(360)} == set(range(DIRECTIONS))
    assert [mirrored_direction(one) for one in (RIGHT, ABOVE, LEFT, BELOW)] == [LEFT, ABOVE, RIGHT, BELOW]


def test_without_normals_light_is_even() -> None:
    bands = light_of(banded(Clip(drawn("12", "34")[None], [100]), RIGHT))
    assert np.unique(bands).tolist() == [BANDS // 2]


def test_colours_beyond_the_bands_are_refused() -> None:
    with pytest.raises(PackError, match="must have palette indices under 64; got 64"):
        banded(Clip(np.array([[[64]]], np.uint8), [100]), RIGHT)
    many = Palette("many", np.full((65, 4), 255, np.uint8))
    with pytest.raises(PackError, match="room for 64 colours; the palette has 65"):
        LampPalette(many).table(1.0)


def test_bands_of_more_colours_are_those_of_a_table() -> None:
    few, rng = sprite_palette(), np.random.default_rng(0)
    more = Palette("more", np.concatenate([few.rgba, rng.integers(1, 256, (192, 4), dtype=np.uint8)]))
    for strength in (0.0, 0.4, 1.0):
        table = np.array(LampPalette(few).table(strength, {4})).reshape(BANDS, 64, 3)
        colours = LampPalette(more).band_colours(strength, {4})
        assert colours.shape == (BANDS, len(more.rgba), 3)
        assert np.array_equal(colours[:, : len(few.rgba)], table[:, : len(few.rgba)])


def test_a_colour_shines_when_all_its_pixels_do() -> None:
    assert shining_colours(fish()) == {4}
    assert shining_colours(fish(lit=False)) == frozenset()
    frames = np.array([[[2, 2, 3, 0]]], np.uint8)
    emission = np.array([[[255, 0, 255, 255]]], np.uint8)
    half = Creature(Card("half", "reef", "coral"), {"idle": Clip(frames, [100], emission=emission)})
    assert shining_colours(half) == {3}


def test_a_stronger_lamp_is_brighter_in_lit_bands_alone() -> None:
    lamp = LampPalette(sprite_palette())
    tables = [np.array(lamp.table(strength)).reshape(BANDS, COLOURS, 3) for strength in (0, 0.25, 0.5, 1)]
    for weaker, stronger in itertools.pairwise(tables):
        assert np.array_equal(weaker[0], stronger[0])
        assert (weaker[1:] <= stronger[1:]).all()
        assert weaker.sum() < stronger.sum()
    full = tables[-1].astype(int).sum(axis=(1, 2))
    assert (np.diff(full) > 0).all()
    assert np.array_equal(
        tables[0], np.broadcast_to(tables[0][:1], tables[0].shape)
    )  # without a lamp all bands are one


def test_what_shines_keeps_its_colour_in_the_dark() -> None:
    table = LampPalette(TINY, ambient=(0, 0, 0)).table(0, {4})
    shown = np.array(table).reshape(BANDS, COLOURS, 3)
    assert (shown[:, 4] == TINY.rgba[4, :3]).all()
    assert not np.delete(shown, 4, axis=1).any()


def test_equal_light_is_one_object_and_steps_are_eight() -> None:
    lamp = LampPalette(TINY)
    assert lamp.table(0.5) is lamp.table(0.52)
    assert lamp.table(0.5) != lamp.table(0.7)
    assert lamp.table(0.5, [4]) is lamp.table(0.5, frozenset({4}))
    assert lamp.table(-3) is lamp.table(0)
    assert lamp.table(7) is lamp.table(1)
    assert len({lamp.table(step / 100) for step in range(101)}) == 9


def test_tables_are_let_go_and_those_in_use_stay_the_same_objects() -> None:
    lamp = LampPalette(sprite_palette())
    used = lamp.table(0.5, {60})
    kinds = [{one, other, third} for one, other, third in itertools.combinations(range(1, 16), 3)]
    for shining in kinds:  # of as many creatures as a long game has
        lamp.table(1, shining)
        assert lamp.table(0.5, {60}) is used
    assert len(kinds) > TABLES_KEPT == len(lamp._tables)
    assert lamp.table(1, kinds[-1]) is lamp.table(1, kinds[-1])


def test_tables_share_their_colours() -> None:
    lamp = LampPalette(sprite_palette())
    plain, glowing = lamp.table(0.5), lamp.table(0.5, {60})
    shared = [one is other for one, other in zip(plain, glowing, strict=True)]
    assert shared == [number % COLOURS != 60 for number in range(BANDS * COLOURS)]
    assert lamp.table(1, {60})[60] is glowing[60]


@pytest.mark.parametrize(("ambient", "lamp"), [((0, 0, 2), (1, 1, 1)), ((0, 0, 0), (1, 1)), ((0, -1, 0), (1, 1, 1))])
def test_light_that_there_is_not_is_refused(ambient: tuple[float, ...], lamp: tuple[float, ...]) -> None:
    with pytest.raises(PackError, match="must be shares of red, green and blue"):
        LampPalette(TINY, ambient=ambient, lamp=lamp)  # type: ignore[arg-type]
