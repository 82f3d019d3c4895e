"""The canvas: parts, patterns and eyes in, a clean and centred sprite out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pixelgen.palette import colour_index
from pixelgen.parts import Kind
from tests.training.text_art import mask_of, pieces, pixels, text_of, tones_of
from training.drawing.canvas import Canvas, DrawingError, darker, darkest, lighter
from training.drawing.masks import MARGIN, Mask, dot, empty, rectangle

CORAL = colour_index("coral", 4)
AZURE = colour_index("azure", 3)
TONES = {"#": CORAL, "o": AZURE, "x": darkest(CORAL), "+": lighter(CORAL)}


def painted(*rows: str, way: Callable[[Canvas, Kind, Mask, int], Mask]) -> Canvas:
    """A canvas with the text on it, each tone painted in the `way` of Canvas.part or Canvas.thin."""
    canvas = Canvas()
    drawn = tones_of(*rows, tones=TONES)
    for tone in sorted(set(drawn.ravel().tolist()) - {0}):
        mask = empty()
        mask[MARGIN : MARGIN + drawn.shape[0], MARGIN : MARGIN + drawn.shape[1]] = drawn == tone
        way(canvas, "body", mask, tone)
    return canvas


def thin_finished(*rows: str) -> list[str]:
    """The text after all clean-up when it is painted without an outline."""
    return text_of(painted(*rows, way=Canvas.thin).finish().pixels, tones=TONES)


def outlined(*rows: str) -> list[str]:
    """The text after all clean-up when it is painted as parts."""
    return text_of(painted(*rows, way=Canvas.part).finish().pixels, tones=TONES)


# --- tones ----------------------------------------------------------------------------------------------


def test_tones_move_along_their_own_ramp_and_stop_at_its_ends() -> None:
    assert darker(CORAL) == colour_index("coral", 3)
    assert lighter(CORAL, 2) == colour_index("coral", 6)
    assert darker(CORAL, 9) == darkest(CORAL) == colour_index("coral", 0)
    assert lighter(CORAL, 9) == colour_index("coral", 6)
    assert darker(0) == lighter(0) == darkest(0) == 0


# --- the canvas -----------------------------------------------------------------------------------------


def test_a_drawing_is_centred_by_its_bounding_rectangle() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(-5, 20, 20, 10), CORAL)
    rows, columns = np.nonzero(canvas.finish().pixels)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (11, 20, 6, 25)


def test_a_standing_drawing_has_its_foot_on_the_bottom_row() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(-5, 2, 20, 10), CORAL)
    rows, columns = np.nonzero(canvas.finish(standing=True).pixels)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (22, 31, 6, 25)


def test_an_empty_drawing_is_refused() -> None:
    with pytest.raises(DrawingError, match="the drawing is empty"):
        Canvas().finish()


@pytest.mark.parametrize(("width", "height", "said"), [(33, 5, "33x5"), (5, 40, "5x40")])
def test_a_drawing_larger_than_the_sprite_is_refused(width: int, height: int, said: str) -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(-4, -4, width, height), CORAL)
    with pytest.raises(DrawingError, match=f"the drawing is {said} pixels; a sprite holds 32x32"):
        canvas.finish()


def test_a_drawing_as_large_as_the_sprite_is_kept() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(-4, -4, 32, 32), CORAL)
    assert np.count_nonzero(canvas.finish().pixels) == 32 * 32


def test_a_part_is_outlined_in_the_darkest_shade_of_its_ramp() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(4, 4, 12, 10), CORAL)
    canvas.part("body", rectangle(16, 4, 12, 10), AZURE)
    sprite = canvas.finish().pixels
    outline = {int(tone) for tone in (*sprite[11], *sprite[20])} - {0}
    assert outline == {darkest(CORAL), darkest(AZURE)}
    assert set(sprite[12:20, 5:26].ravel().tolist()) <= {CORAL, AZURE, darkest(CORAL), darkest(AZURE)}
    assert sprite[15, 13] == CORAL
    assert sprite[15, 15] == CORAL  # the border between two parts is no outline
    assert sprite[15, 16] == AZURE


def test_a_part_without_an_inside_keeps_its_colour() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(4, 10, 24, 2), CORAL)
    assert (canvas.finish().pixels == CORAL).sum() == 48


def test_a_thin_part_keeps_its_colour() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(10, 10, 12, 12), CORAL)
    canvas.thin("body", rectangle(10, 10, 12, 1), AZURE)  # over the edge, where the part would be outlined
    canvas.thin("body", rectangle(15, 22, 1, 5), AZURE)
    assert (canvas.finish().pixels == AZURE).sum() == 12 + 5


def test_a_part_behind_paints_only_where_nothing_is() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(10, 10, 8, 8), CORAL)
    behind = canvas.part("body", rectangle(14, 10, 8, 8), AZURE, behind=True)
    assert pixels(behind) == pixels(rectangle(18, 10, 4, 8))
    assert (canvas.pixels == CORAL).sum() == 64


def test_a_seam_is_drawn_where_a_part_lies_over_another() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(4, 4, 20, 20), CORAL)
    canvas.part("body", rectangle(10, 10, 8, 8), AZURE, seam=darker(AZURE))
    assert (canvas.pixels == darker(AZURE)).sum() == 8 * 4 - 4
    assert (canvas.pixels == AZURE).sum() == 36


def test_a_pattern_never_adds_to_the_silhouette() -> None:
    canvas = Canvas()
    part = canvas.part("body", rectangle(10, 10, 8, 8), CORAL)
    before = canvas.filled().copy()
    canvas.mark(~empty(), AZURE, clip=~empty())
    assert np.array_equal(canvas.filled(), before)
    assert (canvas.pixels[part] == AZURE).all()


def test_a_belly_is_lighter_below_a_line() -> None:
    canvas = Canvas()
    part = canvas.part("body", rectangle(10, 10, 8, 8), CORAL)
    canvas.countershade(part, lighter(CORAL), below=14.0)
    assert pixels(canvas.pixels == lighter(CORAL)) == pixels(rectangle(10, 14, 8, 4))


def test_specks_vanish_and_pinholes_close() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(8, 8, 14, 14) & ~dot(14, 14), CORAL)
    canvas.thin("body", dot(2, 2), CORAL)
    assert np.count_nonzero(canvas.finish().pixels) == 14 * 14


def test_a_pinhole_is_closed_before_it_would_get_an_outline() -> None:
    whole = ("######", "######", "######", "######", "######", "######")
    holed = ("######", "######", "##.###", "######", "######", "######")
    assert outlined(*holed) == outlined(*whole) == ["xxxxxx", "x####x", "x####x", "x####x", "x####x", "xxxxxx"]


def test_a_pinhole_takes_the_commonest_colour_about_it() -> None:
    assert thin_finished("#####", "##o##", "##.##", "#####", "#####")[2] == "#####"
    assert thin_finished("#####", "#ooo#", "#o.##", "#ooo#", "#####")[2] == "#oo##"


def test_a_gap_of_two_pixels_stays_and_is_outlined() -> None:
    assert outlined("#######", "#######", "#######", "###..##", "#######", "#######", "#######") == [
        "xxxxxxx",
        "x#####x",
        "x##xx#x",
        "x#x..xx",
        "x##xx#x",
        "x#####x",
        "xxxxxxx",
    ]


def test_a_lone_pixel_of_another_ramp_takes_its_neighbours_colour() -> None:
    canvas = Canvas()
    part = canvas.part("body", rectangle(8, 8, 14, 14), CORAL)
    canvas.mark(dot(14, 14), AZURE, clip=part)
    assert not (canvas.finish().pixels == AZURE).any()
    canvas.mark(dot(14, 14), darker(CORAL), clip=part)  # one of its own ramp stays
    assert (canvas.finish().pixels == darker(CORAL)).sum() == 1


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("iris", [None, AZURE])
def test_an_eye_has_a_dark_pupil_and_one_light_pixel(size: int, iris: int | None) -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(0, 0, 32, 32), CORAL)
    canvas.eye(16, 16, size, iris=iris)
    ink, white = colour_index("ink", 0), colour_index("ink", 6)
    assert (canvas.pixels == ink).any()
    lights = int((canvas.pixels == white).sum())
    assert lights == 1 if iris is not None or size < 3 else lights > 1
    painted = np.argwhere((canvas.pixels != CORAL) & (canvas.pixels != 0))
    assert (np.ptp(painted, axis=0) <= (max(size, 2) - 1)).all()


def test_an_eye_of_size_zero_is_not_drawn() -> None:
    canvas = Canvas()
    canvas.eye(16, 16, 0)
    assert not canvas.pixels.any()


def test_a_stamp_leaves_the_pixels_it_does_not_name() -> None:
    canvas = Canvas()
    canvas.stamp("body", 3, 4, [[1, None], [None, 2]])
    assert canvas.pixels[4 + MARGIN, 3 + MARGIN] == 1
    assert canvas.pixels[5 + MARGIN, 4 + MARGIN] == 2
    assert np.count_nonzero(canvas.pixels) == 2


# --- lines ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drawn", "cleaned"),
    [
        (("#...", "#...", "####"), ["#...", "#...", ".###"]),
        (("####", "...#", "...#"), ["###.", "...#", "...#"]),
        (("...#", "...#", "####"), ["...#", "...#", "###."]),
        (("####", "#...", "#..."), [".###", "#...", "#..."]),
        (("####", "#..#", "#..#", "####"), [".##.", "#..#", "#..#", ".##."]),
        (("#...", "##..", ".##.", "..##", "...#"), ["#...", "#...", ".##.", "...#", "...#"]),
    ],
)
def test_an_l_of_three_in_a_line_becomes_a_diagonal(drawn: tuple[str, ...], cleaned: list[str]) -> None:
    assert thin_finished(*drawn) == cleaned


@pytest.mark.parametrize(
    "drawn",
    [
        ["#.....", ".#####", ".#....", ".#...."],  # the corner holds the pixel beyond it
        ["###", ".#.", ".#."],  # a fork
        ["##..", "##..", "####", "..##"],  # no line
        ["#..", "##.", "###", "###"],  # a step of a body
        ["..#", "..#", "###", "##."],  # where a line leaves a body
        ["#.", "##"],  # its ends would be left alone
        ["#..", "###"],
    ],
)
def test_a_corner_stays_where_taking_it_would_cut_something_off(drawn: list[str]) -> None:
    assert thin_finished(*drawn) == drawn


def test_a_corner_stays_where_its_neighbour_would_be_alone_in_its_ramp() -> None:
    assert thin_finished("#...", "#...", "oo##") == ["#...", "#...", "oo##"]
    assert thin_finished("#...", "o...", "o###") == ["#...", "o...", "o###"]
    assert thin_finished("#...", "#...", "ooo#") == ["#...", "#...", ".oo#"]
    assert thin_finished("#...", "#...", "o+##") == ["#...", "#...", ".+##"]  # another shade of the ramp is not alone


@pytest.mark.parametrize("left", [-MARGIN, 32 + MARGIN - 3])
def test_a_corner_at_the_edge_of_the_sheet_is_no_error(left: int) -> None:
    canvas = Canvas()
    canvas.thin("body", rectangle(left, 4, 3, 1) | rectangle(left + (2 if left > 0 else 0), 4, 1, 3), CORAL)
    assert int(np.count_nonzero(canvas.finish().pixels)) in (4, 5)


def test_an_outline_that_turns_in_a_line_is_thinned_too() -> None:
    part = ("######...", "######...", "#########", "######..#", "######..#", "######..#")
    cleaned = outlined(*part)
    assert [row[6:] for row in cleaned] == ["...", "...", "x#.", "..#", "..#", "..#"]


LINES = st.builds(
    lambda seed, share: np.random.default_rng(seed).random((20, 20)) < share,
    st.integers(0, 2**32),
    st.sampled_from([0.15, 0.25, 0.35, 0.5]),
)


@given(LINES)
@settings(max_examples=60)
def test_cleaning_up_drops_specks_alone_and_cuts_nothing_apart(grid: Mask) -> None:
    before = [piece for piece in pieces(grid) if len(piece) > 1]
    assume(before)
    canvas = Canvas()
    canvas.thin("body", mask_of(*["".join(".#"[int(cell)] for cell in row) for row in grid]), CORAL)
    after = pieces(canvas.finish().pixels > 0)
    assert len(after) == len(before)
    assert min(len(piece) for piece in after) > 1


# --- parts ----------------------------------------------------------------------------------------------


def parts_at(canvas: Canvas, kind: Kind) -> set[tuple[int, int]]:
    return pixels(canvas.of(kind))


def test_every_paint_call_names_its_part_and_what_is_painted_later_lies_in_front() -> None:
    canvas = Canvas()
    body = canvas.part("body", rectangle(4, 4, 20, 20), CORAL)
    canvas.thin("limb", rectangle(24, 10, 6, 2), CORAL)
    canvas.part("fin", rectangle(0, 10, 8, 4), CORAL, behind=True)
    canvas.detail("mouth", rectangle(22, 20, 4, 1), AZURE, clip=body)
    canvas.mark(rectangle(10, 0, 3, 40), AZURE, clip=body)
    canvas.light(rectangle(6, 20, 2, 1), AZURE, clip=body)
    canvas.label("head", rectangle(16, 4, 8, 6) & body)
    canvas.stamp("shell", 5, 5, [[CORAL]])
    assert parts_at(canvas, "limb") == pixels(rectangle(24, 10, 6, 2))
    assert parts_at(canvas, "fin") == pixels(rectangle(0, 10, 4, 4))
    assert parts_at(canvas, "mouth") == pixels(rectangle(22, 20, 2, 1))
    assert parts_at(canvas, "mark") == pixels(rectangle(10, 4, 3, 20))
    assert parts_at(canvas, "light") == pixels(rectangle(6, 20, 2, 1))
    assert parts_at(canvas, "head") == pixels(rectangle(16, 4, 8, 6))
    assert parts_at(canvas, "shell") == {(5, 5)}
    assert np.array_equal(canvas.of("body", "head", "mouth", "mark", "light", "shell"), body)


def test_shading_leaves_the_parts_as_they_are() -> None:
    canvas = Canvas()
    body = canvas.part("body", rectangle(4, 4, 20, 20), CORAL)
    canvas.shade(rectangle(4, 14, 30, 4), AZURE, clip=body)
    canvas.countershade(body, lighter(CORAL), below=20)
    assert np.array_equal(canvas.of("body"), body)
    assert (canvas.pixels == AZURE).sum() == 80


def test_a_hole_has_neither_colour_nor_part() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(4, 4, 20, 20), CORAL)
    canvas.erase(rectangle(10, 10, 4, 4))
    drawing = canvas.finish()
    assert np.array_equal(drawing.pixels > 0, drawing.parts > 0)
    assert np.count_nonzero(drawing.pixels) == 400 - 16


def test_a_gap_is_dark_where_a_part_lies_over_another_and_belongs_to_the_part_in_front() -> None:
    canvas = Canvas()
    canvas.part("body", rectangle(4, 4, 20, 20), CORAL)
    fin = canvas.part("fin", rectangle(20, 10, 8, 8), AZURE, gap=True)
    assert pixels(canvas.pixels == darkest(AZURE)) == pixels(rectangle(20, 10, 4, 8) & ~rectangle(21, 11, 7, 6))
    assert np.array_equal(canvas.of("fin"), fin)
    canvas.thin("limb", rectangle(2, 20, 12, 2), AZURE, gap=True)
    assert (canvas.pixels[27:28, 12:22] == darkest(AZURE)).all()  # above it, on the body alone
    assert not canvas.pixels[27, 10]


def test_a_limb_has_a_dark_line_all_round_but_where_it_is_bare() -> None:
    canvas = Canvas()
    canvas.limb("limb", rectangle(10, 10, 8, 2), CORAL, bare=rectangle(10, 12, 8, 1))
    assert pixels(canvas.pixels == darkest(CORAL)) == pixels(rectangle(10, 9, 8, 1) | rectangle(9, 10, 10, 2)) - pixels(
        rectangle(10, 10, 8, 2)
    )
    assert np.array_equal(canvas.of("limb"), canvas.filled())


def test_a_lit_canvas_lights_upper_edges_and_keeps_the_others_above_the_darkest() -> None:
    canvas = Canvas(lit=True)
    canvas.part("body", rectangle(4, 4, 20, 20), CORAL)
    sprite = canvas.finish().pixels
    assert set(sprite[6, 6:26].tolist()) == {lighter(CORAL)}
    dark = canvas.dark(CORAL)
    assert darkest(CORAL) < dark < CORAL
    assert set(sprite[25, 6:26].tolist()) == {dark}
    assert set(sprite[7:25, 6].tolist()) == set(sprite[7:25, 25].tolist()) == {dark}


def test_on_a_lit_canvas_a_limb_has_a_line_only_where_it_crosses() -> None:
    canvas = Canvas(lit=True)
    canvas.part("body", rectangle(4, 4, 10, 20), CORAL)
    canvas.limb("limb", rectangle(10, 10, 12, 2), AZURE)
    assert pixels(canvas.pixels == canvas.dark(AZURE)) == pixels(
        rectangle(9, 10, 1, 2) | rectangle(10, 9, 4, 1) | rectangle(10, 12, 4, 1)
    )
    assert canvas.dark(AZURE) != darkest(AZURE) or AZURE - darkest(AZURE) < 2


@pytest.mark.parametrize("paint", ["eye", "light"])
def test_eyes_and_lights_have_no_outline(paint: str) -> None:
    canvas = Canvas()
    body = canvas.part("body", rectangle(4, 4, 20, 20), CORAL)
    if paint == "eye":
        canvas.eye(22, 6, 4, iris=AZURE)
    else:
        canvas.light(rectangle(20, 4, 4, 2), AZURE, clip=body)
    before = canvas.pixels.copy()
    own = canvas.of("eye", "light")
    canvas.finish()
    assert np.array_equal(canvas.pixels[own], before[own])
    assert (canvas.pixels != before)[~own].any()


def test_a_socket_clears_marks_from_around_an_eye_and_nothing_else() -> None:
    canvas = Canvas()
    body = canvas.part("body", rectangle(0, 0, 32, 32), CORAL)
    canvas.mark(rectangle(16, 0, 8, 32), AZURE, clip=body)
    canvas.eye(16, 16, 2, socket=CORAL)
    assert pixels(canvas.pixels == AZURE) == pixels(rectangle(16, 0, 8, 32)) - pixels(rectangle(14, 14, 4, 4))
    assert parts_at(canvas, "head") == pixels(rectangle(16, 14, 2, 4) & ~rectangle(15, 15, 2, 2))


@pytest.mark.parametrize("size", [1, 2])
def test_a_small_eye_on_a_dark_part_is_pale(size: int) -> None:
    ink, white = colour_index("ink", 0), colour_index("ink", 6)
    counts = []
    for tone in (colour_index("coral", 4), colour_index("coral", 1)):
        canvas = Canvas()
        canvas.part("body", rectangle(0, 0, 32, 32), tone)
        canvas.eye(16, 16, size)
        counts.append([int((canvas.pixels == one).sum()) for one in (ink, white)])
    light, dark = counts
    assert dark == [size, size]
    assert light == ([1, 1] if size == 1 else [3, 1])


@pytest.mark.parametrize(("shade", "whites"), [(1, 2), (4, 2), (5, 1)])
def test_a_small_eye_on_a_lit_canvas_is_pale_on_all_but_a_pale_part(shade: int, whites: int) -> None:
    canvas = Canvas(lit=True)
    canvas.part("body", rectangle(0, 0, 32, 32), colour_index("violet", shade))
    canvas.eye(16, 16, 2)
    assert int((canvas.pixels == colour_index("ink", 6)).sum()) == whites


def test_parts_leave_the_canvas_beside_the_pixels_in_their_place() -> None:
    canvas = Canvas()
    body = canvas.part("body", rectangle(-5, 2, 20, 10), CORAL)
    canvas.mark(rectangle(0, 2, 3, 10), AZURE, clip=body)
    drawing = canvas.finish(standing=True)
    rows, columns = np.nonzero(drawing.parts == 9)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (22, 31, 11, 13)
    assert np.array_equal(drawing.parts > 0, drawing.pixels > 0)
