"""Sprites get their parts from the weights' labeller; a child keeps those of the pixels that it keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pixelgen.drawing.labelling import Labelling
from pixelgen.model.labeller import Labeller, Told
from pixelgen.model.world import SEA
from pixelgen.native.library import NativeError, library
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import PAD
from tests.pixelgen.model.random_labeller import random_labeller, random_pixels
from tests.tiny_weights import tiny_weights

TENSORS = random_labeller(7, rows=len(SEA.tokens))
OLDER = random_labeller(7, rows=1 + len(SEA.species), is_older=True)
CRAB = SEA.token_id("species", "crab")
WEIGHTS = replace(tiny_weights(), labeller=TENSORS)
PICTURE = random_pixels(1, quarters=2)


def built() -> bool:
    try:
        library()
    except NativeError:
        return False
    return True


@pytest.mark.parametrize("native", [False, True] if built() else [False])
def test_the_labeller_is_told_what_a_prompt_says(native: bool) -> None:
    labelling, plain = Labelling(WEIGHTS, native=native), Labeller.of(TENSORS)
    ids = [CRAB, PAD, SEA.token_id("family", "sand"), SEA.token_id("accent", "rose"), SEA.token_id("pose", "turn")]
    told = Told(tuple(one - 68 for one in ids if one != PAD), 1, 4)
    assert not np.array_equal(plain.parts(PICTURE, told), plain.parts(PICTURE))
    np.testing.assert_array_equal(labelling.sprite(PICTURE, ids).parts, plain.parts(PICTURE, told))
    np.testing.assert_array_equal(labelling.picture(PICTURE).parts, plain.parts(PICTURE))
    np.testing.assert_array_equal(labelling.picture(PICTURE, "crab").parts, plain.parts(PICTURE, Told((CRAB - 68,))))


@pytest.mark.parametrize("native", [False, True] if built() else [False])
def test_an_older_labeller_is_told_the_species_alone(native: bool) -> None:
    labelling, plain = Labelling(replace(WEIGHTS, labeller=OLDER), native=native), Labeller.of(OLDER)
    known = plain.parts(PICTURE, Told((1 + SEA.species.index("crab"),)))
    assert not np.array_equal(known, plain.parts(PICTURE, Told((0,))))
    np.testing.assert_array_equal(labelling.sprite(PICTURE, [SEA.token_id("zone", "reef"), CRAB]).parts, known)
    np.testing.assert_array_equal(labelling.picture(PICTURE).parts, plain.parts(PICTURE, Told((0,))))


def test_without_a_labeller_parts_are_unknown() -> None:
    sprite = Labelling(tiny_weights(), native=False).sprite(PICTURE, [CRAB])
    assert sprite == Sprite(PICTURE)
    assert not sprite.parts.any()


def test_a_child_keeps_its_parents_parts_where_it_keeps_its_pixels() -> None:
    labelling = Labelling(WEIGHTS, native=False)
    kept = np.zeros((32, 32), dtype=np.bool_)
    kept[:, :16] = True
    pixels = np.where(kept, PICTURE, random_pixels(2, quarters=3))
    parent = Sprite(PICTURE, np.where(PICTURE > 0, 8, 0).astype(np.uint8))
    child, alone = labelling.child(pixels, [CRAB], parent=parent, kept=kept), labelling.sprite(pixels, [CRAB])
    np.testing.assert_array_equal(child.parts[:, :16], parent.parts[:, :16])
    np.testing.assert_array_equal(child.parts[:, 16:], alone.parts[:, 16:])
    of_unknown = labelling.child(pixels, [CRAB], parent=Sprite(PICTURE), kept=kept)
    np.testing.assert_array_equal(of_unknown.parts, alone.parts)
