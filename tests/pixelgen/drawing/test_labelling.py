"""Sprites get their parts from the weights' labeller; a child keeps those of the pixels that it keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pixelgen.drawing.labelling import Labelling
from pixelgen.model.labeller import Labeller
from pixelgen.model.world import SEA
from pixelgen.native.library import NativeError, library
from pixelgen.sprite import Sprite
from tests.pixelgen.model.random_labeller import random_labeller, random_pixels
from tests.tiny_weights import tiny_weights

TENSORS = random_labeller(7, species=len(SEA.species))
WEIGHTS = replace(tiny_weights(), labeller=TENSORS)
PICTURE = random_pixels(1, quarters=2)


def built() -> bool:
    try:
        library()
    except NativeError:
        return False
    return True


@pytest.mark.parametrize("native", [False, True] if built() else [False])
def test_parts_are_those_of_the_labeller_for_the_species(native: bool) -> None:
    labelling, plain = Labelling(WEIGHTS, native=native), Labeller.of(TENSORS)
    row = 1 + SEA.species.index("crab")
    assert not np.array_equal(plain.parts(PICTURE, row), plain.parts(PICTURE))
    np.testing.assert_array_equal(labelling.sprite(PICTURE, "crab").parts, plain.parts(PICTURE, row))
    np.testing.assert_array_equal(labelling.sprite(PICTURE, None).parts, plain.parts(PICTURE))


def test_without_a_labeller_parts_are_unknown() -> None:
    sprite = Labelling(tiny_weights(), native=False).sprite(PICTURE, "crab")
    assert sprite == Sprite(PICTURE)
    assert not sprite.parts.any()


def test_a_child_keeps_its_parents_parts_where_it_keeps_its_pixels() -> None:
    labelling = Labelling(WEIGHTS, native=False)
    kept = np.zeros((32, 32), dtype=np.bool_)
    kept[:, :16] = True
    pixels = np.where(kept, PICTURE, random_pixels(2, quarters=3))
    parent = Sprite(PICTURE, np.where(PICTURE > 0, 8, 0).astype(np.uint8))
    child, alone = labelling.child(pixels, "crab", parent=parent, kept=kept), labelling.sprite(pixels, "crab")
    np.testing.assert_array_equal(child.parts[:, :16], parent.parts[:, :16])
    np.testing.assert_array_equal(child.parts[:, 16:], alone.parts[:, 16:])
    of_unknown = labelling.child(pixels, "crab", parent=Sprite(PICTURE), kept=kept)
    np.testing.assert_array_equal(of_unknown.parts, alone.parts)
