from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.errors import PixelgenError, RequestError
from pixelgen.look.own_palette import OwnPalette
from pixelgen.oklab import to_oklab
from pixelgen.palette import RAMPS, RGB, colour_index
from pixelgen.sprite import Sprite
from tests.pixelgen.look.known_palettes import KNOWN

EIGHT_OR_MORE = [name for name, colours in KNOWN.items() if len(colours.split()) >= 8]


def lightness(name: str) -> dict[str, list[float]]:
    """Of the seven colours of each ramp."""
    table = to_oklab(OwnPalette.from_colours(KNOWN[name].split()).rgb_table())[:, 0]
    return {ramp: [float(table[colour_index(ramp, shade)]) for shade in range(7)] for ramp in RAMPS}


@pytest.mark.parametrize("name", EIGHT_OR_MORE)
def test_bodies_stand_off_from_the_darkest_ink_which_draws_pupils_and_outlines(name: str) -> None:
    ramps = lightness(name)
    pupil, glint = ramps["ink"][0], ramps["ink"][6]
    assert glint - pupil > 0.6
    for ramp in RAMPS[1:]:
        assert min(ramps[ramp][2:]) - pupil > 0.1, ramp


@pytest.mark.parametrize("name", EIGHT_OR_MORE)
def test_light_and_shadow_of_every_ramp_can_be_told_apart(name: str) -> None:
    for ramp, shades in lightness(name).items():
        assert shades[5] - shades[1] > 0.2, ramp
        assert len(set(shades)) >= 3, ramp


@pytest.mark.parametrize(
    ("name", "ramp", "colour"),
    [
        ("pico8", "azure", "29adff"),
        ("pico8", "kelp", "008751"),
        ("sweetie16", "coral", "ef7d57"),
        ("endesga32", "kelp", "63c74d"),
        ("db32", "violet", "76428a"),
        ("db16", "azure", "597dce"),
    ],
)
def test_a_ramp_takes_the_colours_of_its_hue(name: str, ramp: str, colour: str) -> None:
    assert f"#{colour}" in OwnPalette.from_colours(KNOWN[name].split()).ramps[ramp]


def test_our_own_colours_come_back_as_they_are() -> None:
    ours = [bytes(rgb).hex() for rgb in RGB[1:]]
    table = OwnPalette.from_colours(ours).rgb_table()
    same = [index for index in range(1, 64) if tuple(table[index].tolist()) == RGB[index]]
    assert len(same) >= 60


hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(st.lists(hexes, min_size=2, max_size=30, unique=True))
def test_any_colours_give_all_ramps_of_these_alone_and_lock_nothing(colours: list[str]) -> None:
    palette = OwnPalette.from_colours(colours)
    assert set(palette.ramps) == set(RAMPS)
    assert {step for steps in palette.ramps.values() for step in steps} <= set(colours)
    assert palette.colours == ()
    assert palette.rgba(Sprite(np.full((32, 32), 63, np.uint8))).shape == (32, 32, 4)
    assert palette == OwnPalette.from_colours(reversed(colours))


def test_256_colours_are_taken_and_one_is_too_few() -> None:
    many = [f"{number:02x}{255 - number:02x}80" for number in range(256)]
    assert OwnPalette.from_colours(many).colours == ()
    for wrong, count in ((["#000000", "000000"], 1), ([*many, "ffffff"], 257)):
        with pytest.raises(RequestError, match=f"must have 2 to 256 different colours; got {count}"):
            OwnPalette.from_colours(wrong)


@pytest.mark.parametrize("wrong", ["#000000", None, [0], ["red"]])
def test_what_are_no_colours_is_one_line(wrong: object) -> None:
    with pytest.raises(RequestError, match=r"like .*#1a2b3c"):
        OwnPalette.from_colours(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.hex", b"000000\nff0000\n00000000\n"),
        ("a.gpl", b"GIMP Palette\n0 0 0\n255 0 0\n"),
        ("a.toml", b'[ramps]\nink = ["#000000"]\ncoral = ["#ff0000"]\n'),
    ],
)
def test_a_file_of_any_kind_is_a_palette(name: str, content: bytes) -> None:
    palette = OwnPalette.from_file(name, content)
    assert {step for steps in palette.ramps.values() for step in steps} == {"#000000", "#ff0000"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.psd", b"", "must end in .toml, .gpl, .pal, .hex"),
        ("a.hex", b"ff0000", "a.hex: a palette must have 2 to 256 different colours; got 1"),
        ("a.toml", b"[ramps", "a.toml:1: "),
        ("a.toml", b'[ramps]\nink = ["#000000"]', "a.toml: a palette must map ink and another ramp"),
    ],
)
def test_a_file_that_is_no_palette_is_one_line_with_its_name(name: str, content: bytes, message: str) -> None:
    with pytest.raises(PixelgenError, match=message):
        OwnPalette.from_file(name, content)
