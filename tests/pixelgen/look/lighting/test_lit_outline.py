"""Light on outlines: in runs, each of one shade."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.look.lighting.light import Light, ShadingStyle
from pixelgen.look.lighting.lit_outline import near_outline, outlined
from pixelgen.look.lighting.neighbours import Layout
from pixelgen.look.lighting.relief import Normals

FROM_ABOVE = ShadingStyle(light=Light(90, 30))
RIM = ShadingStyle(light=Light(90, 30), rim=1)


def lit_places(up: list[float]) -> str:
    """Which pixels of a row of outline are lit from above, given how far up each faces."""
    layout = Layout((1, len(up)))
    row = layout.laid(np.array([up], dtype=np.float32))
    outline = layout.laid(np.ones((1, len(up)), dtype=np.bool_))
    lit = near_outline(outline, Normals(np.zeros_like(row), row, np.zeros_like(row)), layout, FROM_ABOVE)
    return "".join("#" if place else "." for place in layout.lifted(lit)[0])


@pytest.mark.parametrize(
    ("up", "lit"),
    [
        ([1, 1, 1, 1, -1, -1, -1, -1], "####...."),
        ([1, 1, 1, -1.2, 1, 1, 1], "#######"),
        ([-1, -1, 2.5, -1, -1], "....."),
        ([0, 0, 0, 0], "...."),
        ([0.7, -1, 1.2, -1, -1, -1], "......"),  # what closes a gap between single ones is a single one itself
    ],
)
def test_light_falls_on_runs_of_what_faces_it(up: list[float], lit: str) -> None:
    assert lit_places(up) == lit


@pytest.mark.parametrize(("cosine", "lit"), [(0.48, True), (0.44, False)])
@pytest.mark.parametrize("side", [-1, 1])
def test_what_faces_the_light_by_less_than_63_degrees_is_lit(cosine: float, lit: bool, side: int) -> None:
    layout = Layout((1, 4))
    up = layout.laid(np.full((1, 4), cosine, dtype=np.float32))
    right = layout.laid(np.full((1, 4), side * np.sqrt(1 - cosine * cosine), dtype=np.float32))
    outline = layout.laid(np.ones((1, 4), dtype=np.bool_))
    found = near_outline(outline, Normals(right, up, np.zeros_like(up)), layout, FROM_ABOVE)
    assert layout.lifted(found).tolist() == [[lit] * 4]


def lit_shades(shade: list[list[int]], lit: str, style: ShadingStyle) -> list[int]:
    """Shades of the top row, which is an outline, where the marked pixels of it are lit."""
    drawn = np.array(shade, dtype=np.int8)
    layout = Layout(drawn.shape)
    ramp = layout.laid(np.ones(drawn.shape, dtype=np.uint8))
    places: npt.NDArray[np.bool_] = np.zeros(drawn.shape, dtype=np.bool_)
    places[0] = [mark == "#" for mark in lit]
    found = layout.lifted(outlined(layout.laid(places), layout.laid(drawn), ramp, layout, style))
    assert np.array_equal(found[1:], drawn[1:])
    return [int(value) for value in found[0]]


def test_a_rim_outshines_what_it_borders_inside() -> None:
    assert lit_shades([[0] * 6, [3] * 6, [3] * 6], "..##..", RIM) == [0, 0, 4, 4, 0, 0]
    assert lit_shades([[0] * 6, [6] * 6, [6] * 6], "..##..", RIM) == [0, 0, 6, 6, 0, 0]
    assert lit_shades([[0] * 6, [1] * 6, [1] * 6], "..##..", RIM) == [0, 0, 2, 2, 0, 0]


def test_a_lit_outline_without_a_rim_is_a_shade_lighter_if_its_inside_is_light_enough() -> None:
    assert lit_shades([[0] * 6, [4] * 6, [4] * 6], "..##..", FROM_ABOVE) == [0, 0, 1, 1, 0, 0]
    assert lit_shades([[0] * 6, [3] * 6, [3] * 6], "..##..", FROM_ABOVE) == [0, 0, 1, 1, 0, 0]
    assert lit_shades([[0] * 6, [2] * 6, [2] * 6], "..##..", FROM_ABOVE) == [0] * 6


def test_no_pixel_of_a_run_outshines_the_others() -> None:
    body = [[0] * 6, [3, 3, 3, 3, 5, 3], [3] * 6]
    assert lit_shades(body, ".###..", RIM) == [0, 4, 4, 4, 0, 0]
    assert lit_shades(body, "...#..", RIM) == [0] * 6


def test_lines_without_an_inside_stay_as_they_are() -> None:
    assert lit_shades([[0] * 6], "######", RIM) == [0] * 6
    assert lit_shades([[0] * 6, [3] * 6], "######", RIM) == [0] * 6
