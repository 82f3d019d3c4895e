"""What an engine lights a sprite with."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from pixelgen.carriers import PAINTED
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.palette import COLOURS, ramp_of
from pixelgen.parts import PART_IDS
from tests.pixelgen.look.lighting.lit_shapes import BODY, Indices, disc, odd_sprites, sprites
from tests.pixelgen.look.lighting.part_shapes import FIN_AT, beast

MIDDLE = 10


def test_a_dome_faces_the_top_with_green_and_the_right_with_red() -> None:
    dome = normal_map(disc(2 * MIDDLE + 1, 9))
    red, green, blue = (dome[..., channel].astype(int) for channel in range(3))
    assert (green[3, MIDDLE], green[17, MIDDLE]) > (180, 0)
    assert green[17, MIDDLE] < 76
    assert red[MIDDLE, 17] > 180
    assert red[MIDDLE, 3] < 76
    assert dome[MIDDLE, MIDDLE].tolist() == [128, 128, 255, 255]
    assert blue[MIDDLE, 2] < blue[MIDDLE, 5] < blue[MIDDLE, MIDDLE]


@given(sprites())
def test_normals_have_unit_length_within_rounding(sprite: Indices) -> None:
    made = normal_map(sprite)
    vectors = (made[sprite > 0][:, :3].astype(float) - 128) / 127
    assert np.allclose(np.sqrt((vectors**2).sum(axis=-1)), 1, atol=0.5 * np.sqrt(3) / 127 + 1e-6)


@given(sprites())
def test_alpha_is_the_silhouette_and_nothing_lies_under_it(sprite: Indices) -> None:
    made = normal_map(sprite)
    assert made.dtype == np.uint8
    assert made.shape == (*sprite.shape, 4)
    assert np.array_equal(made[..., 3], np.where(sprite > 0, 255, 0))
    assert not made[sprite == 0].any()


@given(sprites())
def test_a_mirrored_sprite_faces_the_other_way(sprite: Indices) -> None:
    made, mirrored = normal_map(sprite).astype(int), normal_map(sprite[:, ::-1])[:, ::-1].astype(int)
    assert np.array_equal(made[..., 1:], mirrored[..., 1:])
    assert (np.abs(made[..., 0] + mirrored[..., 0] - 256)[sprite > 0] <= 1).all()


@given(sprites())
def test_emission_is_the_glow_ramp(sprite: Indices) -> None:
    glows = np.array([ramp_of(index) == "glow" for index in range(COLOURS)])
    assert np.array_equal(emission_mask(sprite), np.where(glows[sprite], 255, 0))


@pytest.mark.parametrize("make", [normal_map, emission_mask])
def test_a_batch_has_the_maps_of_its_sprites(make) -> None:  # type: ignore[no-untyped-def]
    batch = np.stack([disc(18, 8), disc(18, 3, tone=60), np.zeros((18, 18), dtype=np.uint8)])
    assert np.array_equal(make(batch), np.stack([make(sprite) for sprite in batch]))


@pytest.mark.parametrize("name", odd_sprites())
def test_odd_sprites_have_maps(name: str) -> None:
    sprite = odd_sprites()[name]
    assert np.array_equal(normal_map(sprite)[..., 3] > 0, sprite > 0)


def test_with_parts_an_eye_and_a_mark_are_no_pits() -> None:
    pixels, parts = beast()
    bare = pixels.copy()
    bare[np.isin(parts, PAINTED)] = BODY
    assert np.array_equal(normal_map(pixels, parts), normal_map(bare, parts))
    assert not np.array_equal(normal_map(pixels), normal_map(bare))
    assert np.array_equal(normal_map(pixels, parts * 0), normal_map(pixels))


def test_with_parts_what_lies_over_the_body_has_edges_that_face_outwards() -> None:
    pixels, parts = beast()
    red = normal_map(pixels, parts)[..., 0].astype(int)
    plain = normal_map(pixels, np.where(parts == PART_IDS["fin"], PART_IDS["body"], parts).astype(np.uint8))[..., 0]
    (_, (left, right)) = FIN_AT
    assert (red[12:15, left] < plain[12:15, left]).all()
    assert (red[12:15, right - 1] > plain[12:15, right - 1]).all()
