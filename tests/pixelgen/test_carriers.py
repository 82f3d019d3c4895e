"""What carries a mark, a light organ, an eye or a mouth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.carriers import PAINTED, carriers
from tests.training.text_art import tones_of

KINDS = {"b": 1, "h": 2, "e": 3, "w": 4, "f": 5, "l": 6, "m": 9, "o": 10}


def parts_of(*rows: str) -> npt.NDArray[np.uint8]:
    return tones_of(*rows, tones=KINDS)


@pytest.mark.parametrize(
    ("parts", "carried"),
    [
        (("bbmff",), ("bbbff",)),  # as near to both: the lower number
        (("bbbmff",), ("bbbbff",)),
        (("bbmmmff",), ("bbbbfff",)),
        (("eem.b",), ("eeb.b",)),  # an eye carries nothing
        (("fo", "..", "bb"), ("ff", "..", "bb")),
        (("mm",), ("mm",)),  # nothing to carry them
        (("bb", "ee"), ("bb", "ee")),
    ],
)
def test_marks_and_lights_are_carried_by_the_nearest_part(parts: tuple[str, ...], carried: tuple[str, ...]) -> None:
    before = parts_of(*parts)
    assert np.array_equal(carriers(before), parts_of(*carried))
    assert np.array_equal(before, parts_of(*parts))


def test_eyes_and_mouths_are_carried_too_where_they_count_as_paint() -> None:
    assert np.array_equal(carriers(parts_of("hheemww.b"), PAINTED), parts_of("hhhhhbb.b"))
