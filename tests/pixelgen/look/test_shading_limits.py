"""Light on small sprites, to the pixel: where gaps and gleams lie, and where light and shadow begin."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from pixelgen.look.lighting.light import Light, ShadingStyle
from pixelgen.look.lighting.normals import normal_map
from pixelgen.look.shading import shade
from pixelgen.palette import SHADES, colour_index, ramp_numbers
from pixelgen.parts import PART_IDS
from tests.pixelgen.look.lighting.lit_shapes import BODY, Indices, inside, shades
from tests.pixelgen.look.lighting.part_shapes import FIN_AT, beast, paint

GLOSSY = ShadingStyle(light=Light(135.0, 40.0))
GAPS_ALONE = ShadingStyle(
    highlight=0, shadow=1, dark_from=9.0, deep_from=9.0, ambient_occlusion=0.0, selective_outline=False
)


def turned(azimuth: float, style: ShadingStyle) -> ShadingStyle:
    return replace(style, light=replace(style.light, azimuth=azimuth))


def gleams(pixels: Indices, parts: Indices, style: ShadingStyle) -> list[tuple[int, int]]:
    """Where a pixel is two shades lighter than it was."""
    risen = shades(shade(pixels, style, parts)) - shades(pixels)
    return [(int(y), int(x)) for y, x in np.argwhere((risen == 2) & inside(pixels))]


@pytest.mark.parametrize("azimuth", [135, 45, 200, 290, 0])
def test_a_glossy_part_has_one_pixel_that_shines_towards_the_light(azimuth: int) -> None:
    pixels, parts = beast(glossy="shell")
    style = turned(azimuth, GLOSSY)
    ((y, x),) = gleams(pixels, parts, style)
    right, up, _ = style.light.vector
    assert (x - 13.5) * right + (13.5 - y) * up > 0
    assert parts[y, x] == PART_IDS["shell"]
    assert (pixels[y - 1 : y + 2, x] == pixels[y, x]).all()


@pytest.mark.parametrize("elevation", [20, 40, 60])
@pytest.mark.parametrize("azimuth", [0, 45, 135, 200, 290])
def test_what_shines_is_turned_halfway_between_the_light_and_the_viewer(azimuth: int, elevation: int) -> None:
    pixels, parts = beast(glossy="shell")
    style = ShadingStyle(light=Light(azimuth, elevation))
    ((y, x),) = gleams(pixels, parts, style)
    right, up, out = style.light.vector
    halfway = np.array([right, up, out + math.hypot(right, up, out)])
    mirrors = (normal_map(pixels, parts)[..., :3] / 127.5 - 1) @ (halfway / np.linalg.norm(halfway))
    amid = parts == PART_IDS["shell"]
    for step in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        amid &= np.roll(pixels, step, axis=(0, 1)) == pixels
    assert mirrors[y, x] > mirrors[amid].max() - 0.006  # the map has 8 bits


def test_what_has_neither_shell_nor_eyes_does_not_shine_and_nothing_does_where_no_light_is() -> None:
    pixels, parts = beast()
    assert len(gleams(pixels, parts, GLOSSY)) == 1
    assert gleams(pixels, np.where(parts == PART_IDS["eye"], PART_IDS["mark"], parts).astype(np.uint8), GLOSSY) == []
    assert gleams(pixels, parts, replace(GLOSSY, highlight=0)) == []
    assert gleams(pixels, parts * 0, GLOSSY) == []


def test_where_a_fin_lies_over_the_body_there_is_a_dark_gap_on_the_side_away_from_the_light() -> None:
    pixels, parts = beast()
    plain = np.where(parts == PART_IDS["fin"], PART_IDS["mark"], parts).astype(np.uint8)
    ((top, bottom), (left, right)) = FIN_AT
    for azimuth, gap in (
        (180, np.s_[top:bottom, right]),
        (0, np.s_[top:bottom, left - 1]),
        (90, np.s_[bottom, left:right]),
    ):
        style = turned(azimuth, replace(GLOSSY, highlight=0))
        lit, without = shades(shade(pixels, style, parts)), shades(shade(pixels, style, plain))
        assert (lit[gap] < shades(pixels)[gap]).all(), azimuth
        assert (without[gap] > lit[gap]).any(), azimuth
    still = turned(180, replace(GLOSSY, highlight=0, shadow=0))
    assert np.array_equal(shade(pixels, still, parts)[inside(pixels)], pixels[inside(pixels)])


def test_a_dark_outline_is_gap_enough() -> None:
    pixels, parts = beast()
    ((top, bottom), (_, right)) = FIN_AT
    outlined = pixels.copy()
    outlined[top:bottom, right - 1] = colour_index("coral", 0)
    style = turned(180, replace(GLOSSY, highlight=0, ambient_occlusion=0))
    gap = np.s_[top:bottom, right]
    assert (shade(pixels, style, parts)[gap] < pixels[gap]).all()
    assert (shade(outlined, style, parts)[gap] == pixels[gap]).any()


def test_of_surfaces_that_mirror_equally_well_two_shine_and_three_would_be_a_pattern() -> None:
    pixels, parts = beast(glossy="shell")
    for copies, shining in ((1, 1), (2, 2), (3, 0)):
        found = gleams(np.tile(pixels, copies), np.tile(parts, copies), turned(200, GLOSSY))
        assert len(found) == shining, copies


def test_the_pixel_that_shines_may_have_the_lightest_shade() -> None:
    tone = SHADES - 3
    pixels, parts = beast(glossy="shell", body=colour_index("rose", tone))
    lit = shades(shade(pixels, GLOSSY, parts))
    assert lit[(shades(pixels) == tone) & (lit > tone + 1)].tolist() == [SHADES - 1]


@pytest.mark.parametrize(("azimuth", "falls"), [(21.5, False), (23.5, True)])
def test_a_fin_throws_its_gap_downwards_too_where_light_slants_by_more_than_some_22_degrees(
    azimuth: float, falls: bool
) -> None:
    pixels, parts = beast()
    ((_, bottom), (left, right)) = FIN_AT
    lit = shade(pixels, turned(azimuth, replace(GLOSSY, highlight=0)), parts)
    gap = np.s_[bottom, left + 1 : right - 1]
    assert (shades(lit)[gap] < shades(pixels)[gap]).all() == falls


@pytest.mark.parametrize("fin", [1, 2, 3])
@pytest.mark.parametrize(
    ("azimuth", "elevation", "right", "down"),
    [
        (0, 40, -1, 0),
        (45, 40, -1, 1),
        (90, 40, 0, 1),
        (135, 40, 1, 1),
        (180, 40, 1, 0),
        (250, 40, 0, -1),
        (300, 40, -1, -1),
        (0, 90, 0, 0),  # light from straight above
    ],
)
def test_a_gap_of_one_pixel_runs_along_the_sides_of_a_fin_that_lie_away_from_the_light_and_nowhere_else(
    azimuth: float, elevation: float, right: int, down: int, fin: int
) -> None:
    pixels, parts = beast()
    pixels[parts == PART_IDS["fin"]] = colour_index("coral", fin)
    lit = shade(pixels, replace(GAPS_ALONE, light=Light(azimuth, elevation)), parts)
    (rows, columns) = FIN_AT
    moved = parts == PART_IDS["fin"]
    for x in (0, right):
        for y in (0, down):
            moved[rows[0] + y : rows[1] + y, columns[0] + x : columns[1] + x] = True
    assert np.array_equal(lit != pixels, moved & (parts != PART_IDS["fin"]))


@pytest.mark.parametrize("azimuth", range(0, 360, 45))
def test_of_an_animal_with_a_shell_the_shell_alone_shines(azimuth: int) -> None:
    pixels, parts = beast()
    paint(pixels, parts, (8, 13), (6, 11), "shell", BODY)
    ((y, x),) = gleams(pixels, parts, turned(azimuth, GLOSSY))
    assert parts[y, x] == PART_IDS["shell"]


def test_what_shines_does_not_leave_its_ramp_however_pale_it_is() -> None:
    for tone in (SHADES - 2, SHADES - 1):
        pixels, parts = beast(glossy="shell", body=colour_index("rose", tone))
        assert np.array_equal(ramp_numbers(shade(pixels, GLOSSY, parts)), ramp_numbers(pixels))


def test_what_faces_neither_to_nor_from_the_light_stays_as_it_is_even_where_any_light_or_shadow_would_do() -> None:
    bar = np.full((8, 80), BODY, dtype=np.uint8)
    style = ShadingStyle(light=Light(0.0, 0.0), lit_from=0.0, dark_from=0.0, edge_darkening=0.0, ambient_occlusion=0.0)
    lit = shade(bar, style)
    assert (lit[2:6, -6:] > BODY).any()
    assert (lit[2:6, :6] < BODY).any()
    assert (lit[:, 36:44] == BODY).all()
