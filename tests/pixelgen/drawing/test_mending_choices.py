"""Which of several ways of mending a flaw is taken: the same on every machine, so each tie has its order."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.drawing.mending import mended
from pixelgen.quadtree import Indices
from tests.pixelgen.drawings import drawing
from tests.training.text_art import tones_of

EVERYWHERE = np.ones((32, 32), dtype=np.bool_)
TONES = {"#": 20, "o": 40, "x": 30}  # three ramps


def placed(rows: tuple[str, ...], at: int) -> Indices:
    """The text with its upper left corner at a row and the same column."""
    indices, part = drawing(), tones_of(*rows, tones=TONES)
    indices[at : at + part.shape[0], at : at + part.shape[1]] = part
    return indices


@pytest.mark.parametrize("at", [0, 10])
@pytest.mark.parametrize(
    ("flaw", "before", "after"),
    [
        pytest.param((0, 1), ("x#",), ("xx",), id="another colour before a pixel less, that of the left"),
        pytest.param((0, 0), ("#x",), ("xx",), id="that of the right"),
        pytest.param((1, 0), ("#", "o"), ("#", "#"), id="that of above"),
        pytest.param((0, 0), ("o", "x"), ("x", "x"), id="that of below"),
        pytest.param((1, 2), (".x.", "x.#", ".#."), (".x.", "x##", ".#."), id="one more, in the commonest colour"),
        pytest.param((0, 0), ("#.#",), ("###",), id="one more across a gap"),
        pytest.param((0, 2), ("x.x",), ("xxx",), id="the same from its other end"),
        pytest.param((2, 0), ("#", ".", "#"), ("#", "#", "#"), id="the same upright"),
        pytest.param((0, 1), ("##", ".#"), ("##", ".."), id="what is below goes before the corner"),
        pytest.param((0, 0), ("##", "#."), ("#.", "#."), id="what is on the right goes before the corner"),
        pytest.param((2, 0), ("x.", "#.", "##"), ("x.", "#.", "#."), id="never the colour two rows above"),
        pytest.param((0, 0), ("##", "#.", "o."), ("#.", "#.", "o."), id="never that two rows below"),
        pytest.param((0, 2), ("oxx", "..x"), ("oxx", "..."), id="never that two columns to the left"),
        pytest.param((1, 0), ("x..", "xx#"), ("...", "xx#"), id="never that two columns to the right"),
    ],
)
def test_the_gentlest_change_is_made(
    flaw: tuple[int, int], before: tuple[str, ...], after: tuple[str, ...], at: int
) -> None:
    flaws = np.zeros((32, 32), dtype=np.bool_)
    flaws[at + flaw[0], at + flaw[1]] = True
    assert (mended(placed(before, at), flaws=flaws, anew=EVERYWHERE) == placed(after, at)).all()


@pytest.mark.parametrize(
    ("flaw", "before", "after"),
    [
        ((1, 2), ("#.#", "###", ".#."), ("#.#", "###", ".##")),
        ((0, 1), ("##.", ".##", "##."), ("###", ".##", "##.")),
        ((2, 2), ("..#", "...", "..#"), ("..#", "..#", "..#")),
        ((1, 0), ("..x", "x#x", ".#."), ("..x", "x#x", "x#.")),
    ],
)
def test_no_flaw_comes_two_pixels_away(flaw: tuple[int, int], before: tuple[str, ...], after: tuple[str, ...]) -> None:
    flaws = np.zeros((32, 32), dtype=np.bool_)
    flaws[flaw] = True
    assert (mended(placed(before, 0), flaws=flaws, anew=EVERYWHERE) == placed(after, 0)).all()


def test_nothing_changes_where_no_change_takes_a_flaw_away() -> None:
    drawn = placed(("oo.", "o.o", "o.."), 0)
    flaws = drawing((0, 0, 1, 1, 1)) > 0
    assert (mended(drawn, flaws=flaws, anew=EVERYWHERE) == drawn).all()


def test_a_drawing_in_two_pieces_is_mended_too() -> None:
    squares = drawing((4, 4, 3, 3, 20), (20, 20, 3, 3, 20))
    lone = drawing((5, 5, 1, 1, 40))
    drawn = np.where(lone > 0, lone, squares).astype(np.uint8)
    assert (mended(drawn, flaws=lone > 0, anew=EVERYWHERE) == squares).all()
