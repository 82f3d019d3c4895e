"""Part maps: parts for new pixels, and parts carried through finishing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.finishing import finish
from pixelgen.palette import colour_index
from pixelgen.parts import PARTS
from tests.training.text_art import tones_of
from training.drawing.parts import filled_up, finished, part_id

CORAL, AZURE = colour_index("coral", 4), colour_index("azure", 3)
KINDS = {"b": 1, "h": 2, "e": 3, "f": 5, "l": 6, "m": 9, "o": 10}


def parts_of(*rows: str) -> npt.NDArray[np.uint8]:
    return tones_of(*rows, tones=KINDS)


def on_canvas(drawn: npt.NDArray[np.uint8], *, top: int = 0, left: int = 0) -> npt.NDArray[np.uint8]:
    sheet = np.zeros((32, 32), dtype=np.uint8)
    sheet[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn
    return sheet


def test_there_are_at_most_twelve_parts_and_their_numbers_never_change() -> None:
    assert PARTS == ("none", "body", "head", "eye", "mouth", "fin", "limb", "tail", "shell", "mark", "light")
    assert {
        kind: PARTS.index(name) for kind, name in zip("bheflmo", PARTS[1:4] + PARTS[5:7] + PARTS[9:], strict=True)
    } == KINDS
    assert part_id("light") == 10


def test_a_coloured_pixel_without_a_part_takes_the_nearest() -> None:
    pixels = np.array([[1, 1, 1, 0, 1]], dtype=np.uint8)
    assert filled_up(np.array([[1, 0, 0, 0, 5]], dtype=np.uint8), pixels).tolist() == [[1, 1, 1, 0, 5]]
    assert filled_up(np.array([[1, 0, 0, 2, 5]], dtype=np.uint8), pixels).tolist() == [[1, 1, 1, 0, 5]]
    assert not filled_up(np.zeros((1, 5), dtype=np.uint8), pixels).any()


def test_parts_move_with_a_drawing_that_finishing_centres() -> None:
    drawn = np.full((6, 8), CORAL, dtype=np.uint8)
    parts = np.ones((6, 8), dtype=np.uint8)
    parts[:, 5:] = 5
    for standing in (False, True):
        pixels, moved = finished(on_canvas(drawn), on_canvas(parts), standing=standing)
        assert np.array_equal(pixels, finish(on_canvas(drawn), standing=standing))
        top = 26 if standing else 13
        assert np.array_equal(moved, on_canvas(parts, top=top, left=12))


def test_what_finishing_adds_takes_the_part_of_its_colour_and_what_it_removes_has_none() -> None:
    drawn = np.zeros((32, 32), dtype=np.uint8)
    drawn[10:20, 6:16], drawn[10:20, 17:26] = CORAL, AZURE  # two pieces, joined in the second's colour
    drawn[2, 2] = CORAL  # a speck
    parts = np.where(drawn == CORAL, 1, np.where(drawn == AZURE, 5, 0)).astype(np.uint8)
    pixels, carried = finished(drawn, parts, standing=False)
    assert (pixels > 0).sum() > 190
    assert np.array_equal(carried, np.where(pixels == CORAL, 1, np.where(pixels == AZURE, 5, 0)))


def test_a_clean_drawing_keeps_its_parts() -> None:
    drawn = on_canvas(np.full((10, 10), CORAL, dtype=np.uint8), top=11, left=11)
    parts = (drawn > 0).astype(np.uint8) * 7
    pixels, carried = finished(drawn, parts, standing=False)
    assert np.array_equal(pixels, drawn)
    assert np.array_equal(carried, parts)
