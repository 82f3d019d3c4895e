"""The reference of the labeller: what it computes, and that it goes on computing it."""

from __future__ import annotations

import hashlib

import numpy as np

from pixelgen.model.labeller import (
    CHANNELS,
    DILATIONS,
    LARGEST,
    PLACES,
    ROLES,
    Labeller,
    Told,
    ramp_roles,
    ranked,
    steps_across,
)
from pixelgen.palette import COLOURS, colour_index
from tests.pixelgen.model.random_labeller import random_labeller, random_pixels

MIDDLE = PLACES.index((0, 0))
Tensors = dict[str, np.ndarray]


def blank(rows: int = 3) -> Tensors:
    """A labeller whose weights are all 0."""
    return {name: np.zeros_like(array) for name, array in random_labeller(rows=rows).items()}


def test_recorded_random_weights_name_the_same_parts() -> None:
    labeller = Labeller.of(random_labeller())
    pictures = [random_pixels(seed, quarters=seed % 5) for seed in range(10)]
    maps = [labeller.parts(picture, told) for picture in pictures for told in (Told(), Told((0, 2), 3, 5))]
    digest = hashlib.sha256(b"".join(found.tobytes() for found in maps)).hexdigest()
    assert digest == "ed107693d506ce4229d19ef75152c497c0451c5f066a0db4d032e5d9f2d4d723"


def test_coloured_pixels_are_named_and_others_are_not() -> None:
    for quarters in range(5):
        picture = random_pixels(quarters, quarters=quarters)
        found = Labeller.of(random_labeller(quarters)).parts(picture)
        assert found.dtype == np.uint8
        assert np.array_equal(found > 0, picture > 0)
        assert found.max() <= 10


def test_a_pixel_sees_the_colours_around_it_each_in_its_place() -> None:
    tensors = blank()
    tensors["parts.near"].reshape(len(PLACES), COLOURS, CHANNELS)[PLACES.index((1, -1)), 9, 0] = 100
    tensors["parts.out"][4, 0] = 1
    picture = np.full((32, 32), 7, dtype=np.uint8)
    picture[20, 11] = 9  # of the same ramp, and therefore ranked alike: the first
    found = Labeller.of(tensors).parts(picture)
    assert found[19, 12] == 5  # the one whose lower left is of colour 9
    found[19, 12] = 1
    assert (found == 1).all()


def test_all_that_is_told_of_a_sprite_is_added_up() -> None:
    tensors = blank(rows=3)
    for row in range(3):
        tensors["parts.told"][row, row] = 50
        tensors["parts.out"][3 + row, row] = 1 + row
    picture = np.full((32, 32), 7, dtype=np.uint8)
    told = [(), (0,), (1,), (1, 0), (0, 2, 1)]
    assert [int(Labeller.of(tensors).parts(picture, Told(rows))[0, 0]) for rows in told] == [1, 4, 5, 5, 6]
    tensors["parts.told"][:, 0] = 50
    tensors["parts.out"][:] = 0
    tensors["parts.out"][7, 0], tensors["parts.out_bias"][8] = 1, 1  # 128
    assert [int(Labeller.of(tensors).parts(picture, Told(rows))[0, 0]) for rows in told] == [9, 9, 9, 9, 8]


def test_an_older_labeller_has_a_row_for_each_species_and_no_roles() -> None:
    tensors = {name: np.zeros_like(array) for name, array in random_labeller(rows=3, is_older=True).items()}
    for row in range(3):
        tensors["parts.species"][row, row] = 50
        tensors["parts.out"][3 + row, row] = 1
    picture = np.full((32, 32), 7, dtype=np.uint8)
    found = [int(Labeller.of(tensors).parts(picture, Told((row,), 0, 1))[0, 0]) for row in range(3)]
    assert found == [4, 5, 6]


def test_ramps_have_roles_where_family_or_accent_is_told() -> None:
    ink, sand, gold = (colour_index(ramp, 2) for ramp in ("ink", "sand", "gold"))
    roles = ramp_roles(1, 2)
    assert (roles[0], roles[ink], roles[sand], roles[gold]) == (0, 3, 1, 2)
    assert ramp_roles(1, 1)[sand] == 1
    assert ramp_roles(1, -1)[[sand, gold]].tolist() == [1, 0]
    assert ramp_roles(-1, 2)[[sand, gold]].tolist() == [0, 2]
    assert not ramp_roles(-1, -1).any()


def test_a_pixel_sees_what_the_ramps_around_it_are_to_the_animal() -> None:
    tensors = blank()
    tensors["parts.roles"].reshape(len(PLACES), ROLES, CHANNELS)[PLACES.index((0, 1)), 2, 0] = 30
    tensors["parts.out"][4, 0] = 1
    picture = np.full((32, 32), colour_index("sand", 2), dtype=np.uint8)
    picture[20, 11] = colour_index("gold", 2)
    found = Labeller.of(tensors).parts(picture, Told((), 1, 2))
    assert found[20, 10] == 5  # the one whose right neighbour is of the accent's ramp
    found[20, 10] = 1
    assert (found == 1).all()
    assert (Labeller.of(tensors).parts(picture) == 1).all()


def test_a_pixel_sees_the_other_end_of_the_sprite() -> None:
    tensors = blank()
    tensors["parts.near"].reshape(len(PLACES), COLOURS, CHANNELS)[MIDDLE, 63, 0] = 127
    tensors["parts.blocks"].reshape(len(DILATIONS), CHANNELS, len(PLACES), CHANNELS)[:, 0, :, 0] = 127
    tensors["parts.out"][1, 0] = 127
    picture = np.full((32, 32), 7, dtype=np.uint8)
    assert (Labeller.of(tensors).parts(picture) == 1).all()
    picture[31, 31] = 63
    assert (Labeller.of(tensors).parts(picture) == 2).all()


def test_sums_are_rounded_down_from_halves_up_and_channels_clipped() -> None:
    """One channel of one pixel, to which the first block adds its weight times it, over 128, and its bias."""
    tensors = blank()
    picture = np.zeros((32, 32), dtype=np.uint8)
    picture[5, 5] = 7

    def channel(value: int, weight: int, bias: int) -> int:
        """The channel after all blocks, read off as the first threshold that it does not pass."""
        tensors["parts.near"].reshape(len(PLACES), COLOURS, CHANNELS)[MIDDLE, 7, 0] = value
        tensors["parts.blocks"].reshape(len(DILATIONS), CHANNELS, len(PLACES), CHANNELS)[0, 0, MIDDLE, 0] = weight
        tensors["parts.bias"][0, 0] = bias
        tensors["parts.out"][1, 0] = 127
        tensors["parts.out"][0, 1:3] = 127
        for threshold in range(LARGEST + 1):
            tensors["parts.told"][0, 1:3] = [min(threshold, 127), max(0, min(threshold - 127, 127))]
            if Labeller.of(tensors).parts(picture, Told((0,)))[5, 5] == 1:
                return threshold
        return LARGEST + 1

    assert channel(64, 1, 0) == 65  # 64 / 128 is rounded up
    assert channel(63, 1, 0) == 63
    assert channel(64, -1, 0) == 64  # -64 / 128 too
    assert channel(65, -1, 0) == 64
    assert channel(100, 0, 27) == 127
    assert channel(100, 0, -120) == 0
    assert channel(127, 127, 127) == LARGEST


def test_of_equal_sums_the_first_part_is_named_and_biases_decide_elsewhere() -> None:
    tensors, picture = blank(), np.full((32, 32), 3, dtype=np.uint8)
    assert (Labeller.of(tensors).parts(picture) == 1).all()
    tensors["parts.out_bias"][6] = 1
    assert (Labeller.of(tensors).parts(picture) == 7).all()


def test_the_largest_sums_are_exact() -> None:
    """288 products of 254 and 127 are below 2^24, which float32 counts one by one."""
    assert len(PLACES) * CHANNELS * LARGEST * 127 + 128 * (LARGEST + 127) < 1 << 24


def test_ramps_are_ranked_by_how_much_they_are_used_but_for_ink_and_glow() -> None:
    picture = np.zeros((32, 32), dtype=np.uint8)
    ramps = {"ink": 300, "glow": 200, "kelp": 90, "sand": 40, "rose": 40, "violet": 7}
    at = 0
    for ramp, count in ramps.items():
        picture.ravel()[at : at + count] = colour_index(ramp, 3)
        at += count
    picture.ravel()[at] = colour_index("violet", 6)
    found = ranked(picture)
    places = {"ink": "ink", "glow": "glow", "kelp": "sand", "sand": "gold", "rose": "coral", "violet": "rose"}
    at = 0
    for ramp, count in ramps.items():
        assert (found.ravel()[at : at + count] == colour_index(places[ramp], 3)).all(), ramp
        at += count
    assert found.ravel()[at] == colour_index("rose", 6)
    assert not found.ravel()[at + 1 :].any()


def test_recoloured_sprites_have_the_same_parts_but_for_what_a_pixels_own_colour_says() -> None:
    tensors, picture = random_labeller(3), random_pixels(4, quarters=2)
    ordered, unordered = Labeller.of(tensors | {"parts.own": 0 * tensors["parts.own"]}), Labeller.of(tensors)
    assert np.array_equal(ordered.parts(picture), ordered.parts(ranked(picture)))
    assert not np.array_equal(unordered.parts(picture), unordered.parts(ranked(picture)))


def test_a_drawing_is_crossed_in_sixteen_equal_steps_however_large_it_is() -> None:
    assert steps_across(np.arange(5, 21)).tolist() == list(range(16))
    assert steps_across(np.arange(32)).tolist() == [step for step in range(16) for _ in range(2)]
    assert steps_across(np.array([9, 7, 8, 7])).tolist() == [10, 0, 5, 0]
    assert steps_across(np.array([31])).tolist() == [0]


def test_a_pixel_knows_how_far_across_the_drawing_it_is() -> None:
    tensors = blank()
    tensors["parts.across"][3, 0] = 20  # a column
    tensors["parts.across"][16 + 5, 1] = 30  # a row
    tensors["parts.out"][4, 0] = tensors["parts.out"][6, 1] = 1
    picture = np.zeros((32, 32), dtype=np.uint8)
    picture[8:24, 4:20] = 7
    found = Labeller.of(tensors).parts(picture)
    expected = np.where(picture > 0, 1, 0)
    expected[8:24, 7] = 5
    expected[13, 4:20] = 7
    assert np.array_equal(found, expected)
