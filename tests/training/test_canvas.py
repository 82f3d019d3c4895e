"""The drawing primitives: geometry in, clean pixels out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.palette import colour_index
from training.canvas import Canvas, DrawingError, darker, darkest, lighter
from training.masks import (
    MARGIN,
    SHEET,
    SIDE,
    Mask,
    arc,
    blob,
    dot,
    ellipse,
    empty,
    grow,
    grow_all,
    line,
    mirror,
    polygon,
    rim,
    shift,
    shrink,
    spline,
    stroke,
)

CORAL = colour_index("coral", 4)
AZURE = colour_index("azure", 3)
INSIDE = st.floats(-MARGIN + 1, SIDE + MARGIN - 1, width=32)
POINT = st.tuples(INSIDE, INSIDE)
MASKS = st.integers(0, 2**32).map(lambda seed: np.random.default_rng(seed).random((SHEET, SHEET)) < 0.3)


def pixels(mask: Mask) -> set[tuple[int, int]]:
    """(x, y) in sprite coordinates of the pixels that are set."""
    return {(int(x) - MARGIN, int(y) - MARGIN) for y, x in np.argwhere(mask)}


def box(x: float, y: float, width: float, height: float) -> Mask:
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def pieces(mask: Mask) -> int:
    """How many 8-connected pieces a mask has."""
    left, count = mask.copy(), 0
    while left.any():
        piece = empty()
        piece[tuple(np.argwhere(left)[0])] = True
        while (wider := grow_all(piece) & left).sum() > piece.sum():
            piece = wider
        left &= ~piece
        count += 1
    return count


def doubled_corners(mask: Mask) -> int:
    """2x2 squares of which three pixels are set: an L where a diagonal would do."""
    squares = mask[:-1, :-1].astype(int) + mask[1:, :-1] + mask[:-1, 1:] + mask[1:, 1:]
    return int((squares >= 3).sum())


# --- curves and masks -----------------------------------------------------------------------------------


@given(POINT, POINT)
def test_a_straight_line_is_connected_without_doubled_corners(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    mask = line([start, end], curve=False)
    assert doubled_corners(mask) == 0
    assert pieces(mask) == 1
    for x, y in (start, end):
        assert mask[math.floor(y) + MARGIN, math.floor(x) + MARGIN]
    wide, high = (abs(math.floor(a) - math.floor(b)) for a, b in zip(start, end, strict=True))
    assert max(wide, high) + 1 <= mask.sum() <= max(wide, high) + 2  # about one pixel a step


@given(st.floats(4, 16), st.floats(4, 16), st.sampled_from([0, 90, 180, 270]))
def test_a_curved_line_is_connected_without_doubled_corners(rx: float, ry: float, start: float) -> None:
    mask = line(arc(16, 16, rx, ry, start=start + 5, end=start + 85))  # a curve that does not turn back
    assert doubled_corners(mask) == 0
    assert pieces(mask) == 1


def test_a_line_that_leaves_the_sheet_is_cut_off() -> None:
    mask = line([(-30, 5.5), (70, 5.5)], curve=False)
    assert mask.sum() == SHEET


def test_a_dot_is_the_pixel_that_holds_the_point() -> None:
    assert pixels(dot(3.9, 7.1)) == {(3, 7)}
    assert pixels(dot(-0.1, 0.0)) == {(-1, 0)}


@given(st.integers(-8, 30), st.integers(-8, 30), st.integers(1, 10), st.integers(1, 10))
def test_a_box_on_whole_pixels_holds_exactly_its_pixels(x: int, y: int, width: int, height: int) -> None:
    inside = {(x + i, y + j) for i in range(width) for j in range(height)}
    assert pixels(box(x, y, width, height)) == {(i, j) for i, j in inside if i < SIDE + MARGIN and j < SIDE + MARGIN}


@given(st.integers(3, 9), st.floats(6, 15), st.floats(0, 360))
def test_a_polygon_has_the_area_of_its_outline(corners: int, radius: float, turn: float) -> None:
    around = [math.radians(turn + 360 * corner / corners) for corner in range(corners)]
    points = [(16 + radius * math.cos(angle), 16 + radius * math.sin(angle)) for angle in around]
    area = corners / 2 * radius**2 * math.sin(2 * math.pi / corners)
    perimeter = 2 * corners * radius * math.sin(math.pi / corners)
    assert abs(polygon(points).sum() - area) <= perimeter / 2


def test_an_outline_may_run_either_way() -> None:
    points = [(3.1, 4.2), (25.7, 7.9), (19.3, 22.6), (8.8, 27.4)]
    assert np.array_equal(polygon(points), polygon(points[::-1]))


def test_a_polygon_that_crosses_itself_is_empty_where_it_lies_twice() -> None:
    twice = [(4, 4), (12, 4), (12, 12), (4, 12)] * 2
    assert not polygon(twice).any()


def test_a_polygon_beyond_the_sheet_is_cut_off() -> None:
    assert polygon([(-100, -100), (100, -100), (100, 100), (-100, 100)]).all()


@given(st.floats(2, 14), st.floats(2, 14), st.floats(0, 180))
def test_an_ellipse_has_its_area_and_is_symmetric(rx: float, ry: float, angle: float) -> None:
    mask = ellipse(16, 16, rx, ry, angle=angle)
    assert mask.sum() == pytest.approx(math.pi * rx * ry, abs=2 * (rx + ry))
    assert np.array_equal(mask, mask[::-1, ::-1])


def test_an_ellipse_turns_clockwise_on_screen() -> None:
    mask = ellipse(16, 16, 12, 3, angle=45)
    assert mask[23 + MARGIN, 23 + MARGIN]  # right and down
    assert not mask[8 + MARGIN, 23 + MARGIN]


@given(st.lists(POINT, min_size=3, max_size=8), st.booleans())
def test_a_spline_passes_through_all_its_points(points: list[tuple[float, float]], closed: bool) -> None:
    curve = spline(points, closed=closed, steps=6)
    assert np.allclose(curve[::6][: len(points)], points, atol=1e-6)
    assert len(curve) == (6 * len(points) if closed else 6 * (len(points) - 1) + 1)


def test_a_blob_is_the_filled_spline() -> None:
    ring = arc(16, 16, 10, 10, start=0, end=330, count=12)
    assert blob(ring).sum() == pytest.approx(math.pi * 100, rel=0.05)
    assert pieces(blob(ring)) == 1


@given(st.floats(0.2, 6), st.floats(0.2, 6), st.floats(4, 14), st.floats(0, 360))
def test_a_tapered_stroke_is_one_piece_however_thin(first: float, last: float, radius: float, start: float) -> None:
    assert pieces(stroke(arc(16, 16, radius, radius, start=start, end=start + 150, count=7), [first, last])) == 1


def test_a_stroke_that_gets_thin_still_reaches_its_end() -> None:
    mask = stroke([(4.5, 16.5), (28.5, 16.5)], [6.0, 0.5])
    assert {(4, 16), (4, 14), (28, 16)} <= pixels(mask)
    assert mask[:, 28 + MARGIN].sum() == 1


def test_a_stroke_is_as_wide_as_asked() -> None:
    mask = stroke([(4, 16), (28, 16)], [6.0, 6.0])
    assert mask[:, 16 + MARGIN].sum() == 6
    assert stroke([(4, 16.5), (28, 16.5)], [1.0, 1.0])[:, 16 + MARGIN].sum() == 1


@given(MASKS, st.integers(8, 24))
def test_mirroring_twice_leads_back(mask: Mask, axis: int) -> None:
    middle = mask.copy()
    middle[:, : MARGIN * 2] = middle[:, -MARGIN * 2 :] = False  # what a mirrored sheet still holds
    assert np.array_equal(mirror(mirror(middle)), middle)
    assert mirror(middle, axis_x=axis).sum() <= middle.sum()


@pytest.mark.parametrize(("axis", "mirrored"), [(16.0, 27), (10.0, 15), (10.5, 16)])
def test_a_mask_is_mirrored_about_the_line_x(axis: float, mirrored: int) -> None:
    assert pixels(mirror(dot(4.5, 9.5), axis_x=axis)) == {(mirrored, 9)}


@pytest.mark.parametrize(("dx", "dy"), [(3, 0), (-3, 0), (0, 4), (0, -4), (2, -5)])
def test_a_mask_is_shifted_and_what_leaves_is_lost(dx: int, dy: int) -> None:
    assert pixels(shift(dot(10, 10), dx, dy)) == {(10 + dx, 10 + dy)}
    everything = ~empty()
    assert shift(everything, dx, dy).sum() == (SHEET - abs(dx)) * (SHEET - abs(dy))


@given(MASKS)
def test_rim_and_inside_make_the_mask(mask: Mask) -> None:
    assert np.array_equal(rim(mask) | shrink(mask), mask)
    assert not (rim(mask) & shrink(mask)).any()
    assert not (shrink(mask) & grow(~mask)).any()


def test_growing_adds_four_neighbours_or_eight() -> None:
    assert pixels(grow(dot(5, 5))) == {(5, 5), (4, 5), (6, 5), (5, 4), (5, 6)}
    assert pixels(grow_all(dot(5, 5))) == {(x, y) for x in (4, 5, 6) for y in (4, 5, 6)}


# --- tones ----------------------------------------------------------------------------------------------


def test_tones_move_along_their_own_ramp_and_stop_at_its_ends() -> None:
    assert darker(CORAL) == colour_index("coral", 3)
    assert lighter(CORAL, 2) == colour_index("coral", 6)
    assert darker(CORAL, 9) == darkest(CORAL) == colour_index("coral", 0)
    assert lighter(CORAL, 9) == colour_index("coral", 6)
    assert darker(0) == lighter(0) == darkest(0) == 0


# --- the canvas -----------------------------------------------------------------------------------------


def test_a_drawing_is_centred_by_its_bounding_box() -> None:
    canvas = Canvas()
    canvas.part(box(-5, 20, 20, 10), CORAL)
    rows, columns = np.nonzero(canvas.finish())
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (11, 20, 6, 25)


def test_a_standing_drawing_has_its_foot_on_the_bottom_row() -> None:
    canvas = Canvas()
    canvas.part(box(-5, 2, 20, 10), CORAL)
    rows, columns = np.nonzero(canvas.finish(standing=True))
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (22, 31, 6, 25)


def test_an_empty_drawing_is_refused() -> None:
    with pytest.raises(DrawingError, match="the drawing is empty"):
        Canvas().finish()


@pytest.mark.parametrize(("width", "height", "said"), [(33, 5, "33x5"), (5, 40, "5x40")])
def test_a_drawing_larger_than_the_sprite_is_refused(width: int, height: int, said: str) -> None:
    canvas = Canvas()
    canvas.part(box(-4, -4, width, height), CORAL)
    with pytest.raises(DrawingError, match=f"the drawing is {said} pixels; a sprite holds 32x32"):
        canvas.finish()


def test_a_drawing_as_large_as_the_sprite_is_kept() -> None:
    canvas = Canvas()
    canvas.part(box(-4, -4, 32, 32), CORAL)
    assert np.count_nonzero(canvas.finish()) == 32 * 32


def test_a_part_is_outlined_in_the_darkest_shade_of_its_ramp() -> None:
    canvas = Canvas()
    canvas.part(box(4, 4, 12, 10), CORAL)
    canvas.part(box(16, 4, 12, 10), AZURE)
    sprite = canvas.finish()
    outline = {int(tone) for tone in (*sprite[11], *sprite[20])} - {0}
    assert outline == {darkest(CORAL), darkest(AZURE)}
    assert set(sprite[12:20, 5:26].ravel().tolist()) <= {CORAL, AZURE, darkest(CORAL), darkest(AZURE)}
    assert sprite[15, 13] == CORAL
    assert sprite[15, 15] == CORAL  # the border between two parts is no outline
    assert sprite[15, 16] == AZURE


def test_a_part_without_an_inside_keeps_its_colour() -> None:
    canvas = Canvas()
    canvas.part(box(4, 10, 24, 2), CORAL)
    assert (canvas.finish() == CORAL).sum() == 48


def test_a_thin_part_keeps_its_colour() -> None:
    canvas = Canvas()
    canvas.part(box(10, 10, 12, 12), CORAL)
    canvas.thin(box(10, 10, 12, 1), AZURE)  # over the edge, where the part would be outlined
    canvas.thin(box(15, 22, 1, 5), AZURE)
    assert (canvas.finish() == AZURE).sum() == 12 + 5


def test_a_part_behind_paints_only_where_nothing_is() -> None:
    canvas = Canvas()
    canvas.part(box(10, 10, 8, 8), CORAL)
    behind = canvas.part(box(14, 10, 8, 8), AZURE, behind=True)
    assert pixels(behind) == pixels(box(18, 10, 4, 8))
    assert (canvas.pixels == CORAL).sum() == 64


def test_a_seam_is_drawn_where_a_part_lies_over_another() -> None:
    canvas = Canvas()
    canvas.part(box(4, 4, 20, 20), CORAL)
    canvas.part(box(10, 10, 8, 8), AZURE, seam=darker(AZURE))
    assert (canvas.pixels == darker(AZURE)).sum() == 8 * 4 - 4
    assert (canvas.pixels == AZURE).sum() == 36


def test_a_pattern_never_adds_to_the_silhouette() -> None:
    canvas = Canvas()
    part = canvas.part(box(10, 10, 8, 8), CORAL)
    before = canvas.filled().copy()
    canvas.pattern(~empty(), AZURE, clip=~empty())
    assert np.array_equal(canvas.filled(), before)
    assert (canvas.pixels[part] == AZURE).all()


def test_a_belly_is_lighter_below_a_line() -> None:
    canvas = Canvas()
    part = canvas.part(box(10, 10, 8, 8), CORAL)
    canvas.countershade(part, lighter(CORAL), below=14.0)
    assert pixels(canvas.pixels == lighter(CORAL)) == pixels(box(10, 14, 8, 4))


def test_specks_vanish_and_pinholes_close() -> None:
    canvas = Canvas()
    canvas.part(box(8, 8, 14, 14) & ~dot(14, 14), CORAL)
    canvas.thin(dot(2, 2), CORAL)
    assert np.count_nonzero(canvas.finish()) == 14 * 14


def test_a_lone_pixel_of_another_ramp_takes_its_neighbours_colour() -> None:
    canvas = Canvas()
    part = canvas.part(box(8, 8, 14, 14), CORAL)
    canvas.pattern(dot(14, 14), AZURE, clip=part)
    assert not (canvas.finish() == AZURE).any()
    canvas.pattern(dot(14, 14), darker(CORAL), clip=part)  # one of its own ramp stays
    assert (canvas.finish() == darker(CORAL)).sum() == 1


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("iris", [None, AZURE])
def test_an_eye_has_a_dark_pupil_and_one_light_pixel(size: int, iris: int | None) -> None:
    canvas = Canvas()
    canvas.part(box(0, 0, 32, 32), CORAL)
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
    canvas.stamp(3, 4, [[1, None], [None, 2]])
    assert canvas.pixels[4 + MARGIN, 3 + MARGIN] == 1
    assert canvas.pixels[5 + MARGIN, 4 + MARGIN] == 2
    assert np.count_nonzero(canvas.pixels) == 2
