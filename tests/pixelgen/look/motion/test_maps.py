"""Offsets -> maps: nothing torn, nothing off the canvas, gaps bridged, and who is seen where two pixels meet."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pixelgen.look.motion.anatomy import Body, Ints
from pixelgen.look.motion.maps import eased, outline_first, sources_of

KINDS = {".": 0, "#": 12, "o": 20, "p": 1, "w": 7}


def body(*rows: str) -> Body:
    """A body from text."""
    return Body.of(np.array([[KINDS[letter] for letter in row] for row in rows], dtype=np.uint8))


def shown(one: Body, down: Ints, right: Ints) -> list[str]:
    """The first frame as text."""
    numbers = sources_of(one, down, right, outline_first(one))[0]
    letters = {index: letter for letter, index in KINDS.items()}
    colours = np.concatenate([[0], one.indices[one.y, one.x]])[numbers]
    return ["".join(letters[int(colour)] for colour in row) for row in colours]


def by_column(one: Body, *offsets: int) -> Ints:
    """(1, p) an offset a column."""
    return np.array([offsets])[:, one.x]


def test_offsets_that_keep_to_the_rules_come_back_as_they_are() -> None:
    one = body("....", "####", "....")
    down = by_column(one, -1, 0, 1, 1)
    assert np.array_equal(eased(one, down, down * 0)[0], down)


def test_a_jump_between_neighbours_is_eased_by_shortening_the_longer() -> None:
    one = body(*["........"] * 4, "########", *["........"] * 4)
    down, _ = eased(one, by_column(one, 3, 3, 3, 0, 0, -3, -3, 0), np.zeros((1, 8), dtype=np.int64))
    assert down.tolist() == [[3, 2, 1, 0, 0, -1, -1, 0]]


def test_nothing_leaves_the_canvas() -> None:
    one = body("##", "##")
    down, right = eased(one, np.full((1, 4), -2), np.full((1, 4), 5))
    assert shown(one, down, right) == [".#", ".."]


def test_an_eye_takes_the_shortest_offset_of_its_pixels() -> None:
    one = body(*["......"] * 2, "######", "##pw##", "######", "######", *["......"] * 2)
    down, _ = eased(one, by_column(one, 2, 2, 2, 1, 1, 1), np.zeros((1, len(one)), dtype=np.int64))
    assert {int(down[0, at]) for at in one.eyes[0]} == {1}


def test_a_diagonal_that_is_pulled_apart_is_bridged() -> None:
    one = body("#..", ".#.", "..#", "...", "...")
    assert shown(one, by_column(one, 0, 1, 1), np.zeros((1, 3), dtype=np.int64)) == [
        "#..",
        "#..",
        ".#.",
        "..#",
        "...",
    ]


def test_a_stretched_body_grows_by_its_inside() -> None:
    one = body("#####.", "#ooo#.", "#####.")
    right = by_column(one, 0, 0, 0, 0, 1)
    assert shown(one, right * 0, right) == ["######", "#oooo#", "######"]


def test_of_two_that_meet_the_outline_is_seen() -> None:
    one = body("#####", "#ooo#", "#####")
    right = by_column(one, 1, 0, 0, 0, -1)
    assert shown(one, right * 0, right) == [".###.", ".#o#.", ".###."]


@given(
    picture=arrays.arrays(
        np.uint8, st.tuples(st.integers(1, 8), st.integers(1, 8)), elements=st.sampled_from([0, 1, 7])
    ),
    data=st.data(),
)
def test_whatever_the_offsets_neighbours_differ_by_one_and_eyes_not_at_all(
    picture: np.ndarray[tuple[int, int], np.dtype[np.uint8]], data: st.DataObject
) -> None:
    one = Body.of(picture)
    offsets = data.draw(arrays.arrays(np.int64, (2, 2, len(one)), elements=st.integers(-5, 5)))
    down, right = eased(one, *offsets)
    for way, place, side in ((down, one.y, picture.shape[0]), (right, one.x, picture.shape[1])):
        for first, second in one.neighbours:
            assert (np.abs(way[:, first] - way[:, second]) <= 1).all()
        for eye in one.eyes:
            assert (way[:, eye] == way[:, eye[:1]]).all()
        assert ((place + way >= 0) & (place + way < side)).all()


def test_an_eye_hides_an_outline_and_an_outline_what_is_inside() -> None:
    one = body(*["########"] * 2, "##pw####", *["########"] * 5)
    rank = outline_first(one)[0]
    pupil, outline, inside = (int(rank[one.place[y + 1, x + 1]]) for y, x in ((2, 2), (0, 0), (6, 6)))
    assert np.flatnonzero(rank == pupil).tolist() == sorted(one.eyes[0].tolist())
    assert pupil > outline > inside


def test_a_pinhole_that_motion_makes_is_closed_by_the_lowest_of_what_lies_around_it() -> None:
    one = body("#####", "##o##", "#...#", "##.##", ".###.")
    down = np.where(one.y >= 3, -1, 0)[None]
    assert shown(one, down, down * 0) == ["#####", "##o##", "##o##", ".###.", "....."]


def test_a_hole_of_the_picture_stays_open_where_it_is_and_where_it_moves_to() -> None:
    rows = ("#####.", "##.##.", "#####.")
    one = body(*rows)
    assert shown(one, np.zeros((1, len(one)), dtype=np.int64), np.zeros((1, len(one)), dtype=np.int64)) == list(rows)
    right = np.ones((1, len(one)), dtype=np.int64)
    assert shown(one, right * 0, right) == [".#####", ".##.##", ".#####"]


def test_integers_of_32_bits_give_the_same_map() -> None:
    """As NumPy before 2.0 makes them on Windows."""
    one = body("....", ".oo.", ".##.", "....")
    down, right = np.array([[1, 1, 0, 0]]), np.zeros((1, 4), dtype=np.int64)  # the upper row onto the lower one
    rank = np.array([[3, 3, 2, 2]])  # and in front of it
    expected = sources_of(one, down, right, rank)
    assert expected[0, 2].tolist() == [0, 1, 2, 0]
    short = [each.astype(np.int32) for each in (down, right, rank)]
    assert np.array_equal(sources_of(one, *short), expected)  # type: ignore[arg-type]  # of such machines
