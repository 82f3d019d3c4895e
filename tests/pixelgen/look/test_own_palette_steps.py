"""Which of a game's colours each of our seven shades becomes, and that a palette is a value."""

from __future__ import annotations

from typing import Any

import pytest

from pixelgen.errors import RequestError
from pixelgen.look.own_palette import OwnPalette
from pixelgen.palette import colour_index

INK = ["#000000", "#ffffff"]


@pytest.mark.parametrize(
    ("count", "steps"),
    [
        (1, [0, 0, 0, 0, 0, 0, 0]),
        (2, [0, 0, 0, 1, 1, 1, 1]),
        (3, [0, 0, 1, 1, 1, 2, 2]),
        (4, [0, 1, 1, 2, 2, 3, 3]),
        (7, [0, 1, 2, 3, 4, 5, 6]),
        (13, [0, 2, 4, 6, 8, 10, 12]),
    ],
)
def test_a_shade_becomes_the_nearest_colour_and_the_lighter_of_two(count: int, steps: list[int]) -> None:
    table = OwnPalette({"ink": INK, "coral": [f"#{number:02x}0000" for number in range(count)]}).rgb_table()
    assert [int(table[colour_index("coral", shade), 0]) for shade in range(7)] == steps


def test_palettes_of_the_same_colours_are_equal_and_printed_by_them() -> None:
    one, other = (OwnPalette({"ink": INK, "coral": ["#102030"]}) for _ in range(2))
    assert one == other
    assert one != OwnPalette({"ink": INK, "coral": ["#102031"]})
    assert repr(one) == "OwnPalette(ramps={'ink': ['#000000', '#ffffff'], 'coral': ['#102030']})"


def test_the_table_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        OwnPalette({"ink": INK, "coral": INK}).rgb_table()[0] = 1


@pytest.mark.parametrize("colours", ["#000000", {"#000000"}, None, [], INK * 128])
def test_what_is_no_list_of_1_to_255_colours_is_refused_as_a_whole(colours: Any) -> None:
    with pytest.raises(RequestError, match="ramp coral must have 1 to 255 colours; got "):
        OwnPalette({"ink": INK, "coral": colours})
