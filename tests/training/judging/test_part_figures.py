"""How well parts are named: counted by hand on small maps."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.parts import PART_IDS
from training.judging.part_figures import accuracy_by_species, part_figures

BODY, EYE, FIN = (PART_IDS[name] for name in ("body", "eye", "fin"))


def maps(*rows: list[int]) -> np.ndarray:
    found = np.zeros((len(rows), 32, 32), dtype=np.uint8)
    for at, row in enumerate(rows):
        found[at, 0, : len(row)] = row
    return found


TRUE = maps([BODY, BODY, BODY, EYE], [BODY, EYE])
FOUND = maps([BODY, BODY, FIN, EYE], [EYE, EYE])


def test_shares_are_of_drawn_pixels_part_by_part() -> None:
    figures = part_figures(FOUND, TRUE)
    assert figures.accuracy == pytest.approx(4 / 6)
    assert figures.pixels == {"body": 4, "eye": 2}
    assert figures.recall == {"body": 0.5, "eye": 1.0}
    assert figures.iou == {"body": 0.5, "eye": pytest.approx(2 / 3)}


def test_what_is_below_its_bar_is_told() -> None:
    assert part_figures(TRUE, TRUE).misses() == []
    assert part_figures(FOUND, TRUE).misses() == [
        "parts: 66.67% of pixels, at least 97%",
        "parts: 50.0% of body, at least 90%",
    ]


def test_species_are_told_apart_the_lowest_first() -> None:
    assert accuracy_by_species(FOUND, TRUE, np.array([4, 2])) == {2: 0.5, 4: 0.75}
    assert list(accuracy_by_species(FOUND, TRUE, np.array([2, 4]))) == [4, 2]
