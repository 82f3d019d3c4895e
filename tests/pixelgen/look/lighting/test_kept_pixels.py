"""Which pixels no light may change."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.look.lighting.kept_pixels import around, eyes, glowing
from pixelgen.look.lighting.neighbours import Layout
from pixelgen.palette import COLOURS, SHADES, colour_index, ramp_of

TONES = {
    "P": colour_index("ink", 0),
    "W": colour_index("ink", 6),
    "G": colour_index("gold", 5),
    ".": colour_index("azure", 3),
    "o": colour_index("azure", 0),
    "w": colour_index("ink", 5),
    "m": colour_index("ink", 4),
    " ": 0,
}


def found(*rows: str) -> list[str]:
    """The picture with # on what counts as an eye."""
    sprite = np.array([[TONES[mark] for mark in row] for row in rows], dtype=np.uint8)
    layout = Layout(sprite.shape)
    cells = layout.laid(sprite)
    flat = np.where(cells > 0, (cells.astype(np.int8) - 1) % SHADES, 0).astype(np.int8)
    kept: npt.NDArray[np.bool_] = layout.lifted(eyes(cells, flat, layout))
    return [
        "".join("#" if eye else mark for mark, eye in zip(*line, strict=True)) for line in zip(rows, kept, strict=True)
    ]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["......", "..PW..", "......"], ["......", "..##..", "......"]),
        (["......", "..PW..", "..PP..", "......"], ["......", "..##..", "..##..", "......"]),
        (["......", ".GGG..", ".GPW..", ".GPP..", "......"], ["......", ".###..", ".###..", ".###..", "......"]),
        (["oooooo", "oPW..o", "oooooo"], ["oooooo", "o##..o", "oooooo"]),
        ([" PW.. ", "......"], [" ##.. ", "......"]),  # in the outline: the glint is a lone pixel
        (["......", ".wPWm.", ".mPmw.", "......"], ["......", ".###m.", ".m#mw.", "......"]),  # pale enough, or not
        (["......", "..PP..", "......"], ["......", "..PP..", "......"]),  # no glint: a mark
        (["PPPPPP", "PWWWWP", "PWWWWP", "PPPPPP"], ["PPPPPP", "PWWWWP", "PWWWWP", "PPPPPP"]),  # a white fish's outline
    ],
)
def test_eyes_are_black_beside_a_white_glint_with_what_is_pale_around(rows: list[str], kept: list[str]) -> None:
    assert found(*rows) == kept
    assert found(*(row[::-1] for row in rows)) == [row[::-1] for row in kept]


def test_what_glows_has_a_colour_of_the_glow_ramp() -> None:
    cells = np.arange(COLOURS, dtype=np.uint8)
    assert [ramp_of(index) for index in cells[glowing(cells)].tolist()] == ["glow"] * SHADES


def test_around_is_a_square_about_each_place() -> None:
    layout = Layout((5, 5))
    place = np.zeros((5, 5), dtype=np.bool_)
    place[2, 2] = True
    assert layout.lifted(around(layout.laid(place), layout)).sum() == 9
