from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pixelgen.errors import RequestError
from pixelgen.look.own_palette import OwnPalette
from pixelgen.palette import colour_index
from pixelgen.sprite import Sprite

INK = ["#000000", "#ffffff"]


def sprite_of(*colours: int) -> Sprite:
    indices = np.zeros((32, 32), np.uint8)
    indices[0, : len(colours)] = colours
    return Sprite(indices)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 16, 255])
def test_a_ramp_of_any_length_is_walked_from_end_to_end(count: int) -> None:
    steps = [f"#{number:02x}{number:02x}40" for number in range(count)]
    palette = OwnPalette({"ink": INK, "coral": steps})
    shades = [int(palette.rgb_table()[colour_index("coral", shade)][0]) for shade in range(7)]
    assert shades == sorted(shades)
    assert shades[0] == 0
    assert shades[-1] == count - 1
    assert len(set(shades)) == min(count, 7)


def test_a_sprite_has_the_games_colours_and_its_transparency() -> None:
    palette = OwnPalette({"ink": INK, "glow": ["#102030"]})
    rgba = palette.rgba(sprite_of(colour_index("ink", 0), colour_index("ink", 6), colour_index("glow", 3)))
    assert rgba.shape == (32, 32, 4)
    assert rgba[0, :4].tolist() == [[0, 0, 0, 255], [255, 255, 255, 255], [16, 32, 48, 255], [0, 0, 0, 0]]


def test_the_lock_is_every_mapped_ramp_but_ink() -> None:
    assert OwnPalette({"rose": ["#000000"], "ink": INK, "glow": ["#000000"]}).colours == ("rose", "glow")


def test_a_ramp_that_is_not_mapped_is_refused() -> None:
    palette = OwnPalette({"ink": INK, "glow": ["#102030"]})
    with pytest.raises(RequestError, match=r"draw it with colours=\('glow',\)"):
        palette.rgba(sprite_of(colour_index("rose", 2)))


@pytest.mark.parametrize(
    "ramps",
    [
        None,
        {},
        {"ink": INK},
        {"coral": INK},
        {"ink": INK, "blue": INK},
        {"ink": INK, "coral": []},
        {"ink": INK, "coral": "#000000"},
        {"ink": INK, "coral": ["black"]},
        {"ink": INK, "coral": ["#00000"]},
        {"ink": INK, "coral": [0]},
        {"ink": INK, "coral": ["#000000"] * 256},
    ],
)
def test_what_is_no_palette_is_refused_in_one_line(ramps: Any) -> None:
    with pytest.raises(RequestError) as caught:
        OwnPalette(ramps)
    assert str(caught.value).isprintable()
