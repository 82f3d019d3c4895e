"""How high a sprite stands and which way it faces."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.carriers import PAINTED
from pixelgen.errors import RequestError
from pixelgen.look.lighting.relief import edge_distance, height_field, laid_heights, laid_normals, laid_out
from pixelgen.palette import COLOURS, colour_index
from pixelgen.parts import PART_IDS, PARTS
from tests.pixelgen.look.lighting.lit_shapes import BODY, OUTLINE, Indices, disc, odd_sprites, sprites
from tests.pixelgen.look.lighting.part_shapes import beast, paint

Field = npt.NDArray[np.float32]


def normals(sprite: Indices) -> tuple[Field, Field, Field]:
    cells, layout, _ = laid_out(sprite)
    right, up, out = laid_normals(laid_heights(cells, layout), layout)
    return layout.lifted(right), layout.lifted(up), layout.lifted(out)


@given(sprites())
def test_heights_are_zero_outside_and_above_zero_on_every_coloured_pixel(sprite: Indices) -> None:
    height = height_field(sprite)
    assert height.dtype == np.float32
    assert height.shape == sprite.shape
    assert np.array_equal(height > 0, sprite > 0)


@pytest.mark.parametrize("name", odd_sprites())
def test_heights_of_odd_sprites_are_finite_and_no_higher_than_they_are_wide(name: str) -> None:
    sprite = odd_sprites()[name]
    height = height_field(sprite)
    assert np.isfinite(height).all()
    assert height.max() <= max(sprite.shape)


@given(sprites())
def test_a_mirrored_sprite_has_the_mirrored_relief(sprite: Indices) -> None:
    height = height_field(sprite)
    assert np.array_equal(height_field(sprite[:, ::-1]), height[:, ::-1])
    assert np.array_equal(height_field(sprite[::-1]), height[::-1])


@given(sprites())
def test_a_moved_sprite_has_the_moved_relief(sprite: Indices) -> None:
    moved = height_field(np.pad(sprite, ((3, 1), (0, 6))))
    assert np.array_equal(moved[3:-1, :-6], height_field(sprite))


def test_a_batch_has_the_reliefs_of_its_sprites() -> None:
    batch = np.stack([disc(18, 8), disc(18, 3), np.zeros((18, 18), dtype=np.uint8)]).reshape(3, 1, 18, 18)
    heights = height_field(batch)
    assert heights.shape == batch.shape
    for sprite, height in zip(batch, heights, strict=True):
        assert np.array_equal(height_field(sprite), height)


def test_no_sprites_have_no_relief() -> None:
    assert height_field(np.zeros((0, 4, 4), dtype=np.uint8)).shape == (0, 4, 4)


def test_a_disc_becomes_a_dome() -> None:
    radius = 8
    row = height_field(disc(21, radius, outline=None))[10]
    assert (np.diff(row[10 : 10 + radius + 1]) < 0).all()
    assert 0.7 * radius < row[10] < 1.1 * radius
    assert row[10] - row[12] < row[16] - row[18]  # flat on top, steep at the edge


def test_a_thick_part_stands_higher_than_a_thin_one() -> None:
    sprite = np.zeros((24, 24), dtype=np.uint8)
    sprite[2:6, 2:22] = BODY
    sprite[10:22, 2:22] = BODY
    height = height_field(sprite)
    assert height[16, 12] > 2 * height[4, 12]


def test_the_relief_dips_where_two_ramps_meet_and_at_a_dark_line() -> None:
    plain = np.full((12, 24), BODY, dtype=np.uint8)
    parted = plain.copy()
    parted[:, 12:] = colour_index("gold", 3)
    lined = plain.copy()
    lined[1:-1, 12] = OUTLINE
    whole = height_field(plain)[6]
    for broken in (height_field(parted)[6], height_field(lined)[6]):
        assert broken[12] < 0.9 * whole[12]
        assert broken[12] < broken[6]
        assert broken[12] < broken[18]


def test_a_pattern_within_a_ramp_leaves_the_relief_as_it_is() -> None:
    plain = disc(21, 9)
    spotted = plain.copy()
    spotted[8:11, 8:11] = BODY + 2
    assert np.array_equal(height_field(spotted), height_field(plain))


@given(sprites())
def test_normals_have_unit_length_on_the_sprite_and_none_outside(sprite: Indices) -> None:
    right, up, out = normals(sprite)
    length = np.sqrt(right.astype(np.float64) ** 2 + up.astype(np.float64) ** 2 + out.astype(np.float64) ** 2)
    assert np.allclose(length, sprite > 0, atol=1e-5)
    assert (out[sprite > 0] > 0).all()


def test_a_dome_faces_outwards_all_round() -> None:
    right, up, out = normals(disc(21, 9, outline=None))
    assert right[10, 3] < -0.4
    assert right[10, 17] > 0.4
    assert up[3, 10] > 0.4
    assert up[17, 10] < -0.4
    assert out[10, 10] == 1


def test_distances_go_by_turns_to_four_and_eight_neighbours() -> None:
    cells, layout, _ = laid_out(np.full((5, 7), BODY, dtype=np.uint8))
    assert layout.lifted(edge_distance(cells > 0, layout)).tolist() == [
        [1, 1, 1, 1, 1, 1, 1],
        [1, 2, 2, 2, 2, 2, 1],
        [1, 2, 3, 3, 3, 2, 1],
        [1, 2, 2, 2, 2, 2, 1],
        [1, 1, 1, 1, 1, 1, 1],
    ]


def test_no_pixel_is_farther_than_255_from_the_edge() -> None:
    cells, layout, _ = laid_out(np.full((521, 521), BODY, dtype=np.uint8))
    row = layout.lifted(edge_distance(cells > 0, layout))[260].tolist()
    assert row == [*range(1, 256), *[255] * 11, *range(255, 0, -1)]


@pytest.mark.parametrize(
    ("sprite", "told"),
    [
        (np.zeros(8, dtype=np.uint8), "uint8 .* got uint8 \\(8,\\)"),
        (np.zeros((8, 0), dtype=np.uint8), "got uint8 \\(8, 0\\)"),
        (np.zeros((8, 8), dtype=np.int64), "got int64"),
        (np.full((8, 8), COLOURS, dtype=np.uint8), "below 64; got 64"),
    ],
)
def test_what_is_no_sprite_is_refused(sprite: npt.NDArray[np.uint8], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        height_field(sprite)


def test_paint_has_the_height_of_what_carries_it() -> None:
    pixels, parts = beast()
    bare = pixels.copy()
    bare[np.isin(parts, PAINTED)] = BODY
    assert np.array_equal(height_field(pixels, parts), height_field(bare, parts))
    assert not np.array_equal(height_field(pixels), height_field(bare))


def test_what_lies_over_the_body_is_raised_and_falls_off_at_its_edge() -> None:
    pixels, parts = beast()
    plain = np.where(parts == PART_IDS["fin"], PART_IDS["body"], parts).astype(np.uint8)
    raised = height_field(pixels, parts) - height_field(pixels, plain)
    fin = parts == PART_IDS["fin"]
    assert np.allclose(raised[fin].min(), 0.7, atol=1e-4)
    assert raised[fin].max() > 1.3
    assert np.abs(raised[~fin]).max() < 1e-4


def test_what_lies_over_the_body_rises_up_to_three_pixels_from_its_edge_and_is_flat_from_there_on() -> None:
    pixels = disc(40, 17)
    parts = np.where(pixels > 0, PART_IDS["body"], 0).astype(np.uint8)
    plain = height_field(pixels, parts)
    paint(pixels, parts, (16, 23), (16, 23), "fin", BODY)
    raised = (height_field(pixels, parts) - plain)[16:23, 16:23]
    assert np.allclose(raised[3], [0.7, 1.4, 2.1, 2.1, 2.1, 1.4, 0.7], atol=1e-4)


def test_there_is_a_valley_where_a_leg_meets_the_body_and_none_in_the_body() -> None:
    pixels, parts = beast()
    one_part = np.where(parts > 0, PART_IDS["body"], 0).astype(np.uint8)
    lower = height_field(pixels, one_part) - height_field(pixels, parts)
    assert lower[20:23, 5:8].mean() > 0.1
    assert np.abs(lower[20:23, 12:17]).max() < 0.1


@given(sprites())
def test_parts_that_nobody_knows_change_nothing(sprite: Indices) -> None:
    assert np.array_equal(height_field(sprite, np.zeros_like(sprite)), height_field(sprite))


@given(sprites(), st.integers(0, 2**32 - 1))
def test_whatever_the_parts_a_mirrored_sprite_has_the_mirrored_relief(sprite: Indices, seed: int) -> None:
    parts = np.where(sprite > 0, np.random.default_rng(seed).integers(1, len(PARTS), sprite.shape), 0).astype(np.uint8)
    height = height_field(sprite, parts)
    assert np.array_equal(height_field(sprite[:, ::-1], parts[:, ::-1]), height[:, ::-1])
    assert np.array_equal(height_field(sprite[::-1], parts[::-1]), height[::-1])
    assert np.array_equal(height > 0, sprite > 0)
    assert np.isfinite(height).all()


def test_parts_of_a_batch_are_those_of_its_sprites_known_or_not() -> None:
    pixels, parts = beast()
    both = height_field(np.stack([pixels, pixels]), np.stack([parts, parts * 0]))
    assert np.array_equal(both[0], height_field(pixels, parts))
    assert np.array_equal(both[1], height_field(pixels))
    with pytest.raises(RequestError, match="parts must be above 0 where a pixel is drawn"):
        height_field(np.stack([pixels, pixels]), np.stack([parts, np.roll(parts, 1)]))
