"""Parts of an animal from its pixels: bulk, what sticks out, eyes, touching pixels."""

from __future__ import annotations

import numpy as np

from pixelgen.look.motion.anatomy import Body

KINDS = {".": 0, "#": 12, "p": 1, "w": 7, "o": 15}


def body(*rows: str) -> Body:
    """A body from text: # coloured, p a pupil, w white."""
    return Body.of(np.array([[KINDS[letter] for letter in row] for row in rows], dtype=np.uint8))


def grid(one: Body, values: object) -> list[str]:
    """Numbers a pixel, as text."""
    shown = np.full(one.indices.shape, ".", dtype="<U1")
    shown[one.y, one.x] = np.asarray(values).astype(int).astype(str)
    return ["".join(row) for row in shown]


def test_a_bulk_is_what_a_square_covers_and_the_rest_counts_its_steps_from_it() -> None:
    one = body(
        "......#..",
        "..#####..",
        ".######..",
        ".######..",
        ".######..",
        "..#####..",
        ".#.......",
        "#........",
    )
    assert grid(one, one.out) == [
        "......1..",
        "..00000..",
        ".100000..",
        ".100000..",
        ".100000..",
        "..00000..",
        ".1.......",
        "2........",
    ]
    assert one.core == (2, 1, 6, 5)
    assert one.box == (0, 0, 6, 7)


def test_without_any_square_every_pixel_is_bulk() -> None:
    one = body("#..#", ".##.")
    assert one.bulk.all()
    assert not one.out.any()


def test_what_no_step_reaches_is_far() -> None:
    one = body("##..#")
    assert one.steps_from(one.x == 0).tolist() == [0, 1, 999]


def test_steps_count_along_the_picture_not_across_gaps() -> None:
    one = body("###", "..#", "###")
    assert grid(one, one.steps_from((one.y == 0) & (one.x == 0))) == ["012", "..2", "433"]


def test_pixels_touch_straight_and_diagonally() -> None:
    one = body("##.", "..#")
    straight, diagonal = ({(int(a), int(b)) for a, b in zip(*pairs, strict=True)} for pairs in one.neighbours)
    assert straight == {(0, 1)}
    assert diagonal == {(1, 2)}


def test_an_eye_is_a_dark_pixel_with_a_light_one_on_its_right_and_the_ring_around_them() -> None:
    one = body(
        "#######",
        "#######",
        "##pw###",
        "##pp###",
        "#######",
        "#######",
        "#######",
    )
    assert one.pupils == [(2, 2)]
    (eye,) = one.eyes
    assert {(int(one.y[at]), int(one.x[at])) for at in eye} == {(y, x) for y in range(1, 6) for x in range(1, 6)}


def test_a_dark_outline_along_white_is_no_row_of_eyes() -> None:
    outlined = body(*(["pwwwww"] * 8))
    assert len(outlined.pupils) == 1


def test_an_eye_within_counts_before_anything_on_the_outline() -> None:
    one = body(
        "pw####",
        "######",
        "##pw##",
        "######",
    )
    assert one.pupils == [(2, 2)]


def test_a_foreign_eye_of_other_ramps_is_found_when_there_is_none_of_ink() -> None:
    dark, light = 8, 14  # sand, darkest and lightest
    picture = np.full((5, 5), 18, dtype=np.uint8)
    picture[2, 2:4] = dark, light
    assert Body.of(picture).pupils == [(2, 2)]


def test_a_body_without_pixels_has_no_parts() -> None:
    one = body("..", "..")
    assert (len(one), one.box, one.core, one.eyes) == (0, (0, 0, 0, 0), (0, 0, 0, 0), [])
    assert one.out.shape == one.bulk.shape == (0,)


def test_a_body_that_does_not_see_has_no_eyes() -> None:
    one = body("####", "#pw#", "####")
    assert one.pupils == [(1, 1)]
    assert Body.of(one.indices, has_eyes=False).eyes == []


def named_body(rows: tuple[str, ...], parts: tuple[str, ...]) -> Body:
    """A body with its part map from text: b body, e eye, f fin, l limb, m mark."""
    numbers = {".": 0, "b": 1, "e": 3, "f": 5, "l": 6, "m": 9}
    one = body(*rows)
    return Body.of(one.indices, parts=np.array([[numbers[letter] for letter in row] for row in parts], dtype=np.uint8))


FISH = ("#####...", "#####...", "########", "#####...")


def test_the_trunk_is_what_is_named_so_and_fins_are_measured_from_it() -> None:
    one = named_body(FISH, ("bbbff...", "bbbff...", "bmmfffff", "bbbff..."))
    assert grid(one, one.bulk) == ["11100...", "11100...", "11100000", "11100..."]
    assert grid(one, one.out) == ["00012...", "00012...", "00012345", "00012..."]
    assert one.core == (0, 0, 2, 3)
    assert np.array_equal(one.fins, one.out > 0)


def test_a_mark_moves_with_what_carries_it_and_an_eye_with_the_head() -> None:
    one = named_body(FISH, ("bbbff...", "bebff...", "bbbfmmff", "bbbff..."))
    assert grid(one, one.kinds) == ["11155...", "11155...", "11155555", "11155..."]


def test_names_that_leave_no_trunk_leave_it_to_the_shape() -> None:
    for parts in (("fffff...", "fffff...", "ffffffff", "fffff..."), ("bbbff...", "fffff...", "ffffffff", "fffff...")):
        assert np.array_equal(named_body(FISH, parts).bulk, body(*FISH).bulk)


def test_a_stray_pixel_of_the_trunk_at_the_end_of_a_limb_is_no_trunk() -> None:
    stray = named_body(("#########",) * 3, ("bbbllllbb", "bbbllllbb", "bbblllllb"))
    assert grid(stray, stray.bulk) == ["111000011", "111000011", "111000001"]
    small = named_body(("#########",) * 3, ("bbbblllbl", "bbbblllll", "bbbblllll"))
    assert grid(small, small.bulk) == ["111100000"] * 3


def test_pieces_are_those_that_touch_and_are_large_enough() -> None:
    one = body("##.##.#", "##..##.", ".....#.")
    found = [grid(one, np.isin(np.arange(len(one)), piece)) for piece in one.pieces(np.ones(len(one), dtype=np.bool_))]
    assert found == [["11.00.0", "11..00.", ".....0."], ["00.11.1", "00..11.", ".....1."]]
    assert one.pieces(one.x == 0) == []
