"""What a source yields: checked labels, their prompt ids, the colour family of a drawing."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.palette import colour_index
from pixelgen.vocabulary import PAD, token_id
from training.sources.labelled import Found, Labels, family_of, labels_with_family


def canvas(*painted: tuple[str, int, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """(ramp, shade, pixels) one after the other."""
    indices = np.zeros(1024, dtype=np.uint8)
    start = 0
    for ramp, shade, count in painted:
        indices[start : start + count] = colour_index(ramp, shade)
        start += count
    return indices.reshape(32, 32)


def test_full_labels_are_the_prompt_and_unknown_ones_are_pad() -> None:
    assert Labels("reef", "grazer", "crab", "coral").ids() == [
        token_id(*name) for name in (("zone", "reef"), ("category", "grazer"), ("species", "crab"), ("family", "coral"))
    ]
    assert Labels().ids() == [PAD] * 4


def test_wrong_names_are_refused() -> None:
    with pytest.raises(ValueError, match=r"zone must be one of .*; got 'surface'"):
        Labels(zone="surface")
    with pytest.raises(ValueError, match="crab is a grazer"):
        Labels(category="coral", species="crab")


def test_the_family_is_the_ramp_most_seen_outlines_apart() -> None:
    assert family_of(canvas(("violet", 0, 200), ("kelp", 3, 100), ("gold", 4, 90))) == "kelp"
    assert family_of(canvas(("ink", 3, 200), ("kelp", 3, 100))) == "kelp"
    assert family_of(canvas(("ink", 3, 300), ("kelp", 3, 20))) == "ink"
    assert family_of(canvas()) is None


def test_a_given_family_stays_and_a_species_gives_its_category() -> None:
    drawing = canvas(("kelp", 3, 100))
    assert labels_with_family(Labels(species="crab"), drawing) == Labels(None, "grazer", "crab", "kelp")
    assert labels_with_family(Labels(family="gold"), drawing).family == "gold"


def test_a_sprite_without_licence_or_of_another_size_is_none() -> None:
    with pytest.raises(ValueError, match="no licence"):
        Found(canvas(), Labels(), "x.png", " ", "Ann")
    with pytest.raises(ValueError, match="32, 32"):
        Found(np.zeros((16, 16), dtype=np.uint8), Labels(), "x.png", "MIT", "Ann")
    with pytest.raises(ValueError, match="under 64"):
        Found(np.full((32, 32), 64, dtype=np.uint8), Labels(), "x.png", "MIT", "Ann")
