"""Curves and shapes to masks and back: each against its definition, the edges of the sheet included."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.text_art import mask_of, pieces, pixels
from training.drawing.masks import (
    MARGIN,
    SHEET,
    SIDE,
    Mask,
    arc,
    blob,
    brushed,
    dot,
    ellipse,
    flip,
    grow,
    grow_all,
    line,
    mirror,
    opened,
    polygon,
    rectangle,
    rim,
    shift,
    shrink,
    spline,
    squares,
    stroke,
    where_x,
    where_y,
)

Cell = tuple[int, int]

# Sixteenths of a pixel: whole pixels come up, and no rounding decides which pixel a point lies in.
INSIDE = st.integers(16 * (1 - MARGIN), 16 * (SIDE + MARGIN - 1)).map(lambda sixteenths: sixteenths / 16)
POINT = st.tuples(INSIDE, INSIDE)
ANYWHERE = st.integers(16 * -30, 16 * 60).map(lambda sixteenths: sixteenths / 16)
ON_SHEET = range(-MARGIN, SIDE + MARGIN)


def noise(seed: int, share: float) -> Mask:
    return np.random.default_rng(seed).random((SHEET, SHEET)) < share


MASKS = st.builds(noise, st.integers(0, 2**32), st.sampled_from([0.0, 0.1, 0.3, 0.7, 0.95, 1.0]))


def on_sheet(cells: set[Cell]) -> set[Cell]:
    return {(x, y) for x, y in cells if x in ON_SHEET and y in ON_SHEET}


def moved(cells: set[Cell], *steps: Cell) -> set[Cell]:
    """The cells moved by each of the steps, all of them together."""
    return {(x + dx, y + dy) for x, y in cells for dx, dy in steps}


PLUS = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
SQUARE = ((0, 0), (1, 0), (0, 1), (1, 1))
ALL_ROUND = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def box(x: float, y: float, width: float, height: float) -> Mask:
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def doubled_corners(mask: Mask) -> int:
    """2x2 squares of which three pixels are set: an L where a diagonal would do."""
    in_square = mask[:-1, :-1].astype(int) + mask[1:, :-1] + mask[:-1, 1:] + mask[1:, 1:]
    return int((in_square >= 3).sum())


# --- curves and shapes ----------------------------------------------------------------------------------


@given(POINT, POINT)
def test_a_straight_line_is_connected_without_doubled_corners(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    mask = line([start, end], curve=False)
    assert doubled_corners(mask) == 0
    assert len(pieces(mask)) == 1
    for x, y in (start, end):
        assert mask[math.floor(y) + MARGIN, math.floor(x) + MARGIN]
    wide, high = (abs(math.floor(a) - math.floor(b)) for a, b in zip(start, end, strict=True))
    assert max(wide, high) + 1 <= mask.sum() <= max(wide, high) + 2  # about one pixel a step


@given(st.floats(4, 16), st.floats(4, 16), st.sampled_from([0, 90, 180, 270]))
def test_a_curved_line_is_connected_without_doubled_corners(rx: float, ry: float, start: float) -> None:
    mask = line(arc(16, 16, rx, ry, start=start + 5, end=start + 85))  # a curve that does not turn back
    assert doubled_corners(mask) == 0
    assert len(pieces(mask)) == 1


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
    assert len(pieces(blob(ring))) == 1


@given(st.floats(0.2, 6), st.floats(0.2, 6), st.floats(4, 14), st.floats(0, 360))
def test_a_tapered_stroke_is_one_piece_however_thin(first: float, last: float, radius: float, start: float) -> None:
    path = arc(16, 16, radius, radius, start=start, end=start + 150, count=7)
    assert len(pieces(stroke(path, [first, last]))) == 1


def test_a_stroke_that_gets_thin_still_reaches_its_end() -> None:
    mask = stroke([(4.5, 16.5), (28.5, 16.5)], [6.0, 0.5])
    assert {(4, 16), (4, 14), (28, 16)} <= pixels(mask)
    assert mask[:, 28 + MARGIN].sum() == 1


def test_a_stroke_is_as_wide_as_asked() -> None:
    mask = stroke([(4, 16), (28, 16)], [6.0, 6.0])
    assert mask[:, 16 + MARGIN].sum() == 6
    assert stroke([(4, 16.5), (28, 16.5)], [1.0, 1.0])[:, 16 + MARGIN].sum() == 1


def slow_stroke(points: list[tuple[float, float]], widths: list[float]) -> set[Cell]:
    """The discs about each point of the spline that are at least 1.6 pixels wide, and the line where some are not."""
    path = spline(points, steps=8)
    radii = np.interp(np.linspace(0, len(widths) - 1, len(path)), np.arange(len(widths)), widths) / 2
    covered = pixels(line(points)) if radii.min() < 0.8 else set()
    for (cx, cy), radius in zip(path.tolist(), radii.tolist(), strict=True):
        if radius >= 0.8:
            near_x = [x for x in ON_SHEET if abs(x + 0.5 - cx) <= radius]
            near_y = [y for y in ON_SHEET if abs(y + 0.5 - cy) <= radius]
            covered |= {(x, y) for x in near_x for y in near_y if math.hypot(x + 0.5 - cx, y + 0.5 - cy) <= radius}
    return covered


@given(
    st.lists(st.tuples(ANYWHERE, ANYWHERE), min_size=3, max_size=5), st.lists(st.floats(0.4, 9), min_size=2, max_size=4)
)
@settings(max_examples=60)
def test_a_stroke_is_its_discs_wherever_it_runs(points: list[tuple[float, float]], widths: list[float]) -> None:
    assert pixels(stroke(points, widths)) == slow_stroke(points, widths)


@given(POINT, POINT, st.floats(2, 9))
@settings(max_examples=40)
def test_a_straight_stroke_covers_what_is_near_it(
    start: tuple[float, float], end: tuple[float, float], width: float
) -> None:
    mask = stroke([start, end], [width, width], curve=False)
    along = np.subtract(end, start)
    x, y = np.meshgrid(np.arange(SHEET) + 0.5 - MARGIN - start[0], np.arange(SHEET) + 0.5 - MARGIN - start[1])
    share = np.clip((x * along[0] + y * along[1]) / max(float(along @ along), 1e-12), 0, 1)
    distance = np.hypot(x - share * along[0], y - share * along[1])
    assert mask[distance < width / 2 - 0.1].all()  # the discs lie a third of a pixel apart
    assert not mask[distance > width / 2 + 1e-6].any()


def test_a_stroke_beyond_the_sheet_is_empty() -> None:
    assert not stroke([(-40, -40), (-30, -45)], [6, 6]).any()
    assert not stroke([(70, 10), (80, 20)], [4, 0.5]).any()


@given(st.integers(-8, 35), st.integers(-8, 35), st.integers(1, 44), st.integers(1, 44))
def test_a_rectangle_holds_exactly_its_pixels(left: int, top: int, width: int, height: int) -> None:
    inside = {(x, y) for x in range(left, left + width) for y in range(top, top + height)}
    assert pixels(rectangle(left, top, width, height)) == on_sheet(inside)


def test_a_line_two_pixels_wide_lies_right_of_and_below_the_thin_one() -> None:
    path = [(4.5, 4.5), (12.5, 20.5), (24.5, 8.5)]
    assert pixels(line(path, width=2)) == moved(pixels(line(path)), *SQUARE)


# --- masks to masks -------------------------------------------------------------------------------------


@given(MASKS, st.integers(8, 24))
def test_mirroring_twice_leads_back(mask: Mask, axis: int) -> None:
    middle = mask.copy()
    middle[:, : MARGIN * 2] = middle[:, -MARGIN * 2 :] = False  # what a mirrored sheet still holds
    assert np.array_equal(mirror(mirror(middle)), middle)
    assert mirror(middle, axis_x=axis).sum() <= middle.sum()


@pytest.mark.parametrize(("axis", "mirrored"), [(16.0, 27), (10.0, 15), (10.5, 16)])
def test_a_mask_is_mirrored_about_the_line_x(axis: float, mirrored: int) -> None:
    assert pixels(mirror(dot(4.5, 9.5), axis_x=axis)) == {(mirrored, 9)}


@given(MASKS)
def test_rim_and_inside_make_the_mask(mask: Mask) -> None:
    assert np.array_equal(rim(mask) | shrink(mask), mask)
    assert not (rim(mask) & shrink(mask)).any()
    assert not (shrink(mask) & grow(~mask)).any()


@given(MASKS, st.sampled_from([16.0, 10.0, 10.5, 20.5]))
@settings(max_examples=20)
def test_a_mirrored_or_flipped_mask_has_each_pixel_across_the_line(mask: Mask, axis: float) -> None:
    across = {(round(2 * axis) - 1 - x, y) for x, y in pixels(mask)}
    assert pixels(mirror(mask, axis_x=axis)) == on_sheet(across)
    upside_down = {(x, round(2 * axis) - 1 - y) for x, y in pixels(mask)}
    assert pixels(flip(mask, axis_y=axis)) == on_sheet(upside_down)


def test_a_mask_is_mirrored_and_flipped_about_the_middle_of_the_sprite() -> None:
    mask = mask_of("##.", ".#.", ".##", left=2, top=3)
    assert pixels(mirror(mask)) == pixels(mask_of(".##", ".#.", "##.", left=27, top=3))
    assert pixels(flip(mask)) == pixels(mask_of(".##", ".#.", "##.", left=2, top=26))


@given(MASKS, st.integers(-50, 50), st.integers(-50, 50))
@settings(max_examples=30)
def test_a_shifted_mask_loses_what_leaves_the_sheet(mask: Mask, dx: int, dy: int) -> None:
    dx, dy = max(-SHEET, min(SHEET, dx)), max(-SHEET, min(SHEET, dy))
    assert pixels(shift(mask, dx, dy)) == on_sheet(moved(pixels(mask), (dx, dy)))


@given(MASKS)
@settings(max_examples=30)
def test_growing_adds_four_neighbours_or_eight_and_two_wide_brushes_three(mask: Mask) -> None:
    cells = pixels(mask)
    assert pixels(grow(mask)) == on_sheet(moved(cells, *PLUS))
    assert pixels(grow_all(mask)) == on_sheet(moved(cells, *ALL_ROUND))
    assert pixels(brushed(mask)) == on_sheet(moved(cells, *SQUARE))


def corners_of(cells: set[Cell], brush: tuple[Cell, ...]) -> set[Cell]:
    """Where the brush lies wholly on the cells."""
    return {(x, y) for x, y in cells if all((x + dx, y + dy) in cells for dx, dy in brush)}


@given(MASKS)
@settings(max_examples=30)
def test_shrinking_leaves_where_a_brush_fits(mask: Mask) -> None:
    cells = pixels(mask)
    assert pixels(shrink(mask)) == corners_of(cells, PLUS)
    assert pixels(squares(mask)) == corners_of(cells, SQUARE)


@given(MASKS)
@settings(max_examples=30)
def test_opening_leaves_what_a_brush_can_paint(mask: Mask) -> None:
    cells = pixels(mask)
    for by, brush in ((2, SQUARE), (3, PLUS)):
        clean = opened(mask, by=by)
        assert pixels(clean) == moved(corners_of(cells, brush), *brush)
        assert not (clean & ~mask).any()
        assert np.array_equal(opened(clean, by=by), clean)


@given(MASKS)
@settings(max_examples=20)
def test_opening_with_corners_leaves_what_three_by_three_can_paint(mask: Mask) -> None:
    mask[[0, -1]] = mask[:, [0, -1]] = False
    assert pixels(opened(mask, by=3, corners=True)) == moved(corners_of(pixels(mask), ALL_ROUND), *ALL_ROUND)


def test_opening_takes_off_spikes_and_slivers() -> None:
    mask = mask_of(
        "...#.......",
        "...#.......",
        "######.....",
        "##########.",
        ".######...#",
        "..####.....",
    )
    by_two = mask_of(
        "...........",
        "...........",
        "######.....",
        "#######....",
        ".######....",
        "..####.....",
    )
    by_plus = mask_of(
        "...........",
        "...#.......",
        ".#####.....",
        "#######....",
        ".######....",
        "..####.....",
    )
    assert pixels(opened(mask)) == pixels(by_two)
    assert pixels(opened(mask, by=3)) == pixels(by_plus)


def test_masks_are_new_and_what_they_come_from_stays() -> None:
    mask = noise(0, 0.6)
    before = mask.copy()
    for change in (grow, grow_all, shrink, brushed, squares, opened, rim, mirror, flip):
        made = change(mask)
        made[:] = True
        assert np.array_equal(mask, before), change.__name__
    shift(mask, 0, 0)[:] = True
    assert np.array_equal(mask, before)


def test_coordinates_are_those_of_the_pixels_centres() -> None:
    x, y = np.broadcast_arrays(where_x(), where_y())
    assert x.shape == y.shape == (SHEET, SHEET)
    assert (x[MARGIN + 3, MARGIN + 5], y[MARGIN + 3, MARGIN + 5]) == (5.5, 3.5)
    assert (x[0, 0], y[0, 0]) == (0.5 - MARGIN, 0.5 - MARGIN)


def test_a_rectangle_is_cut_off_at_the_sheets_edge() -> None:
    assert rectangle(-12, -10, 6, 4).sum() == 2 * 2
    assert rectangle(38, 39, 9, 9).sum() == 2 * 1
    assert not rectangle(-20, 0, 5, 5).any()
