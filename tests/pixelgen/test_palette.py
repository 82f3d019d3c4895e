"""The palette's rules, measured on the 8-bit colours that ship."""

from __future__ import annotations

import doctest
import itertools
import math
import re
from importlib.resources import files

import pytest

from pixelgen import palette
from pixelgen.palette import COLOURS, RAMPS, RGB, SHADES, TRANSPARENT, colour_index, ramp_indices, ramp_of, shade_of
from training.drawing.derive_palette import RECIPES, RampRecipe, Rgb, gimp_palette, palette_table, rgb_to_oklab

BLUE_VIOLET = 285.0  # OKLCH hues in degrees
YELLOW = 105.0
MIDDLE_THIRD = (2, 3, 4)  # shades between a third and two thirds of the way


def lightness(rgb: tuple[float, ...]) -> float:
    """Also of a colour between two that 8 bits can write."""
    red, green, blue = rgb
    return rgb_to_oklab((red, green, blue))[0]  # type: ignore[arg-type]


def chroma(rgb: Rgb) -> float:
    return math.hypot(*rgb_to_oklab(rgb)[1:])


def hue(rgb: Rgb) -> float:
    _, a, b = rgb_to_oklab(rgb)
    return math.degrees(math.atan2(b, a)) % 360


def apart(one: float, other: float) -> float:
    """Degrees between two hues, the short way."""
    return abs((one - other + 180) % 360 - 180)


def ramp(name: str) -> list[Rgb]:
    return [RGB[index] for index in ramp_indices(name)]


def rounding_of_lightness(rgb: Rgb) -> float:
    """How far the lightness of a colour may lie from the one that was rounded to these 8-bit channels."""
    corners = itertools.product(*((max(0.0, channel - 0.5), min(255.0, channel + 0.5)) for channel in rgb))
    return max(abs(lightness(corner) - lightness(rgb)) for corner in corners)


def test_there_are_64_colours_and_none_twice() -> None:
    assert COLOURS == len(RGB) == 64
    assert len(set(RGB)) == 64
    assert TRANSPARENT == 0


def test_the_written_table_is_the_derived_one() -> None:
    source = files("pixelgen").joinpath("palette.py").read_text(encoding="utf-8")
    assert palette_table() in source
    derived = re.findall(r"[0-9a-f]{6}", palette_table())
    assert [bytes(colour).hex() for colour in RGB[1:]] == derived


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_lightness_rises_in_even_steps(recipe: RampRecipe) -> None:
    name, (low, high) = recipe.name, recipe.lightness
    for shade, rgb in enumerate(ramp(name)):
        even = low + (high - low) * shade / (SHADES - 1)
        assert lightness(rgb) == pytest.approx(even, abs=rounding_of_lightness(rgb))
    shades = [lightness(rgb) for rgb in ramp(name)]
    steps = [after - before for before, after in itertools.pairwise(shades)]
    assert max(steps) - min(steps) < 0.005


@pytest.mark.parametrize("name", RAMPS)
def test_hue_turns_at_least_30_degrees_one_way(name: str) -> None:
    hues = [hue(rgb) for rgb in ramp(name)]
    turns = [(after - before + 180) % 360 - 180 for before, after in itertools.pairwise(hues)]
    assert all(turn > 0 for turn in turns) or all(turn < 0 for turn in turns)
    assert abs(sum(turns)) >= 30


@pytest.mark.parametrize("name", RAMPS)
def test_the_dark_end_lies_nearer_to_blue_violet_than_the_middle_and_the_light_end_nearer_to_yellow(name: str) -> None:
    hues = [hue(rgb) for rgb in ramp(name)]
    dark, middle, light = hues[0], hues[SHADES // 2], hues[-1]
    assert apart(dark, BLUE_VIOLET) < apart(middle, BLUE_VIOLET)
    assert apart(light, YELLOW) < apart(middle, YELLOW)


@pytest.mark.parametrize("name", RAMPS)
def test_chroma_is_highest_in_the_middle_third(name: str) -> None:
    chromas = [chroma(rgb) for rgb in ramp(name)]
    assert chromas.index(max(chromas)) in MIDDLE_THIRD


def test_every_pair_of_colours_is_told_apart() -> None:
    colours = [rgb_to_oklab(rgb) for rgb in RGB[1:]]
    assert min(math.dist(one, other) for one, other in itertools.combinations(colours, 2)) >= 0.02


def test_the_shipped_gimp_palette_is_the_table() -> None:
    text = files("pixelgen").joinpath("data", "pixelgen.gpl").read_text(encoding="utf-8")
    assert text == gimp_palette()
    lines = text.splitlines()
    assert lines[0] == "GIMP Palette"  # the one line that readers insist on
    entry = re.compile(r"\s*(\d+)\s+(\d+)\s+(\d+)\t(.+)")
    entries = [found for line in lines if (found := entry.fullmatch(line))]
    assert tuple(tuple(int(found[channel]) for channel in (1, 2, 3)) for found in entries) == RGB
    assert [found[4] for found in entries][:3] == ["transparent", "ink 0", "ink 1"]


def test_ramp_and_shade_of_an_index_lead_back_to_it() -> None:
    for index in range(1, COLOURS):
        name = ramp_of(index)
        assert name is not None
        assert colour_index(name, shade_of(index)) == index
        assert ramp_indices(name)[shade_of(index)] == index
    assert ramp_of(TRANSPARENT) is None


@pytest.mark.parametrize("shade", [-1, SHADES])
def test_a_shade_that_no_ramp_has_is_refused(shade: int) -> None:
    with pytest.raises(ValueError, match=f"shade must be 0 to 6; got {shade}"):
        colour_index("ink", shade)


@pytest.mark.parametrize("index", [0, COLOURS])
def test_an_index_without_a_shade_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match=f"index must be 1 to 63; got {index}"):
        shade_of(index)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(palette) == (0, 1)
