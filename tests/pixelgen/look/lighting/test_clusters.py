"""Light and shadow in clusters: what goes, what stays, and which borders give way."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.look.lighting.clusters import Bands, cleaned, clustered, reach
from pixelgen.look.lighting.neighbours import Layout
from pixelgen.palette import RAMPS, SHADES, colour_index, ramp_numbers

TONE = colour_index("sand", 3)
MARKS = {"+": 1, "-": -1, "=": -2, ".": 0, " ": 0}


def bands(*rows: str) -> tuple[Bands, npt.NDArray[np.bool_], Layout]:
    """Bands and silhouette from text; a space is outside."""
    drawn = np.array([[MARKS[mark] for mark in row] for row in rows], dtype=np.int8)
    filled = np.array([[mark != " " for mark in row] for row in rows])
    layout = Layout(drawn.shape)
    return layout.laid(drawn), layout.laid(filled), layout


def text(cells: Bands, filled: npt.NDArray[np.bool_], layout: Layout) -> list[str]:
    signs = {1: "+", -1: "-", -2: "=", 0: "."}
    return [
        "".join(signs[int(band)] if inside else " " for band, inside in zip(row, silhouette, strict=True))
        for row, silhouette in zip(layout.lifted(cells), layout.lifted(filled), strict=True)
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["......", "..+...", "....-.", "......"], ["......", "......", "......", "......"]),
        (["......", ".++...", ".++...", "......"], ["......", ".++...", ".++...", "......"]),
        (["......", ".++++.", ".++...", "......"], ["......", ".++...", ".++...", "......"]),
        (["------", "--.---", "------", "------"], ["------", "------", "------", "------"]),
        (["------", "-===--", "-==---", "------"], ["------", "-==---", "-==---", "------"]),
        (["+ +  +", " ++ ++", "      ", "- ----"], [". .  .", " .. ..", "      ", ". ...."]),
    ],
)
def test_light_and_shadow_come_in_squares_of_two_by_two(before: list[str], after: list[str]) -> None:
    drawn, filled, layout = bands(*before)
    assert text(clustered(drawn, filled, layout), filled, layout) == after


def clean(
    before: list[str], sprite: npt.NDArray[np.uint8], *, fixed: npt.NDArray[np.bool_] | None = None, join: bool = True
) -> list[str]:
    drawn, filled, layout = bands(*before)
    cells = layout.laid(sprite)
    flat = np.where(cells > 0, (cells.astype(np.int8) - 1) % SHADES, 0).astype(np.int8)
    held = (cells == 0) if fixed is None else (cells == 0) | layout.laid(fixed)
    return text(cleaned(drawn, flat, cells, held, layout, join=join), filled, layout)


def striped(*shades: int) -> npt.NDArray[np.uint8]:
    """Four rows of 6 pixels, in equal columns of these shades of sand."""
    row = np.repeat([colour_index("sand", shade) for shade in shades], 6 // len(shades))
    return np.tile(row, (4, 1)).astype(np.uint8)


def test_the_darker_side_gives_way_where_light_would_join_two_shades() -> None:
    lit = ["+++..."] * 4
    assert clean(lit, striped(3, 4)) == ["++...."] * 4
    assert clean(lit, striped(4, 3)) == lit
    assert clean(["...---"] * 4, striped(3, 4)) == ["..----"] * 4


def test_shades_of_two_ramps_do_not_bind_each_other() -> None:
    sprite = striped(3, 4)
    sprite[:, 3:] = colour_index("rose", 4)
    assert clean(["+++..."] * 4, sprite) == ["+++..."] * 4


def test_pale_and_dark_shades_keep_room_for_each_other() -> None:
    assert clean(["++++++"] * 4, striped(5, 6)) == ["++...."] * 4  # apart along their border
    assert clean(["++++++"] * 4, striped(4, 6)) == ["+++..."] * 4
    assert clean(["======"] * 4, striped(1, 2)) == ["......"] * 4
    assert clean(["======"] * 4, striped(2, 4)) == ["---==="] * 4


def reached(*sprites: npt.NDArray[np.uint8], fixed: int = 0) -> list[list[tuple[int, int]]]:
    """(darkest, lightest) shade of each pixel of each sprite; fixed: the colour of those that stay as they are."""
    batch = np.stack(sprites)
    layout = Layout(batch.shape)
    cells = layout.laid(batch)
    flat = np.where(cells > 0, (cells.astype(np.int8) - 1) % SHADES, 0).astype(np.int8)
    low, high = reach(flat, ramp_numbers(cells), (cells == 0) | (cells == fixed), layout)
    lifted = [layout.lifted(each).reshape(len(sprites), -1).tolist() for each in (low, high)]
    return [[*zip(*each, strict=True)] for each in zip(*lifted, strict=True)]


def row(*runs: tuple[int, str, int]) -> npt.NDArray[np.uint8]:
    """Runs of so many pixels of a ramp's shade."""
    return np.array([[colour_index(ramp, shade) for count, ramp, shade in runs for _ in range(count)]], dtype=np.uint8)


def test_a_shade_of_three_pixels_has_room_kept_for_it_and_one_of_two_has_not() -> None:
    three, two = (reached(row((4, "sand", 4), (count, "sand", 6)))[0][0] for count in (3, 2))
    assert (three, two) == ((1, 5), (1, 6))
    three, two = (reached(row((4, "sand", 4), (count, "sand", 2)))[0][0] for count in (3, 2))
    assert (three, two) == ((2, 6), (1, 6))


def test_what_is_bright_may_rise_a_step_though_all_above_it_is_taken() -> None:
    assert reached(row((4, "sand", 5), (3, "sand", 6)))[0][0] == (1, 6)
    assert reached(row((4, "sand", 4), (3, "sand", 5), (3, "sand", 6)))[0][0] == (1, 5)
    assert reached(row((4, "sand", 3), (3, "sand", 4), (3, "sand", 5), (3, "sand", 6)))[0][0] == (1, 3)


def test_other_ramps_and_other_sprites_take_no_room() -> None:
    last = RAMPS[-1]
    one = row((3, "sand", 3), (3, last, 2), (3, last, 4), (3, "rose", 5))
    other = row((6, last, 5), (3, last, 6), (3, "sand", 2))
    assert reached(one, other) == [[*reached(one)[0]], [*reached(other)[0]]]
    assert reached(one)[0] == [(1, 6)] * 3 + [(1, 5)] * 3 + [(2, 6)] * 3 + [(1, 6)] * 3


def test_fixed_pixels_and_outlines_take_no_room() -> None:
    assert reached(row((4, "sand", 4), (3, "sand", 6)), fixed=colour_index("sand", 6))[0][0] == (1, 6)
    assert reached(row((4, "sand", 4), (3, "sand", 0)))[0][0] == (1, 6)


def test_a_pixel_that_light_alone_sets_apart_goes_with_its_colour() -> None:
    assert clean(["...", ".-.", "..."], np.full((3, 3), TONE, dtype=np.uint8)) == ["...", "...", "..."]
    assert clean(["---", "-.-", "---"], np.full((3, 3), TONE, dtype=np.uint8)) == ["---", "---", "---"]


def test_a_pair_of_pixels_takes_the_shade_that_is_nearer_to_its_own() -> None:
    pair = np.full((3, 4), colour_index("rose", 3), dtype=np.uint8)
    pair[1, 1:3] = TONE
    assert clean(["....", ".+..", "...."], pair)[1] == "...."
    assert clean(["....", "..-.", "...."], pair)[1] == "...."


def test_a_diagonal_line_keeps_one_shade() -> None:
    sprite = np.where(np.eye(5, dtype=np.bool_), TONE, 0).astype(np.uint8)
    assert clean(["+    ", " +   ", "  .  ", "   + ", "    +"], sprite) == ["+    ", " +   ", "  +  ", "   + ", "    +"]


def test_fixed_pixels_have_no_band_and_bind_nobody() -> None:
    sprite = striped(3, 4)
    held = sprite == colour_index("sand", 4)
    assert clean(["++++++"] * 4, sprite, fixed=held) == ["+++..."] * 4
    first = np.where(held, colour_index(RAMPS[0], 4), colour_index(RAMPS[0], 3)).astype(np.uint8)
    assert clean(["++++++"] * 4, first, fixed=held) == ["+++..."] * 4


def test_unjoined_pixels_stay_alone() -> None:
    assert clean(["...", ".-.", "..."], np.full((3, 3), TONE, dtype=np.uint8), join=False)[1] == ".-."
