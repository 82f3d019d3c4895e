"""How far one set of sprites is from another: nothing for the same, and what differs is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from pixelgen.palette import colour_index
from pixelgen.vocabulary import TRAITS, ZONES, token_id
from training.drawing.pixel_rules import Indices
from training.judging.judge_network import HEADS, Judge, Opinion
from training.judging.likeness import Seen, likeness, seen
from training.samples.drawn_sprites import Sprites


class ByColour:
    """A judge who names every trait by its first value, but the family by the ramp of the commonest colour."""

    def opinion(self, indices: Indices) -> Opinion:
        first = {name: np.zeros(len(indices), dtype=np.int64) for name in HEADS}
        family = np.array([(int(sprite[sprite > 0][0]) - 1) // 7 for sprite in indices])
        return Opinion({**first, "family": family}, np.zeros((len(indices), 128), dtype=np.float32), {})


def look(indices: Indices, *, species: Sequence[str], family: str = "gold") -> Seen:
    """Sprites of these species in the abyss and of a family, which have no other trait."""
    kinds = [("zone", "abyss"), ("category", "grazer"), ("family", family)]
    zone, category, ramp = (token_id(*kind) for kind in kinds)
    labels = np.array([[zone, category, token_id("species", name), ramp] for name in species])
    return seen(Sprites(indices, labels), cast(Judge, ByColour()))


def squares(*sides: int, ramp: str = "gold", shade: int = 4) -> Indices:
    sprites = np.zeros((len(sides), 32, 32), dtype=np.uint8)
    for sprite, side in zip(sprites, sides, strict=True):
        sprite[4 : 4 + side, 4 : 4 + side] = colour_index(ramp, shade)
    return sprites


def test_the_same_sprites_are_no_distance_apart() -> None:
    one = look(squares(8, 10, 12), species=["crab", "crab", "conch"])
    found = likeness(one, one, auc=0.5)
    assert set(found.distances) == {*TRAITS, "area", "width", "height"}
    assert set(found.distances.values()) == {0.0}
    assert found.auc == 0.5


def test_another_ramp_is_another_family_and_a_larger_square_is_so_many_pixels_larger() -> None:
    one = look(squares(8, 8), species=["crab", "conch"])
    other = look(np.concatenate([squares(8, ramp="rose"), squares(10)]), species=["crab", "conch"])
    found = likeness(one, other, auc=None).distances
    assert found["family"] == 0.5  # all of one cell, none of the other
    assert found["width"] == found["height"] == 1.0  # two pixels in one of two cells
    assert found["area"] == (100 - 64) / 2
    assert found["pose"] == 0


def test_sprites_of_other_cells_are_not_compared() -> None:
    one, other = look(squares(8), species=["crab"]), look(squares(12), species=["conch"])
    assert likeness(one, other, auc=None).distances == {}


def test_overlap_is_of_one_cell_alone() -> None:
    half = squares(8)
    half[0, 4:8, 4:8] = 0
    apart = look(np.concatenate([squares(8), half]), species=["crab", "conch"])
    together = look(np.concatenate([squares(8), half]), species=["crab", "crab"])
    assert np.isnan(likeness(apart, apart, auc=None).overlap)
    assert likeness(together, together, auc=None).overlap == pytest.approx(0.75)


def test_dull_ones_are_counted_zone_by_zone_and_empty_ones_are_left_out() -> None:
    dark, bright = squares(8, shade=0), squares(8, shade=6)
    nothing = np.zeros((1, 32, 32), dtype=np.uint8)
    found = look(np.concatenate([dark, bright, nothing]), species=["crab"] * 3)
    assert len(found.indices) == len(found.cells) == 2
    assert likeness(found, found, auc=None).dull == {"abyss": 0.5}
    assert found.zones.tolist() == [ZONES.index("abyss")] * 2


def test_what_was_asked_for_is_named_or_not_and_species_count_alike() -> None:
    """Three golden crabs and a rosy one that were all to be golden, and a golden conch."""
    sprites = np.concatenate([squares(8, 8, 8), squares(8, ramp="rose"), squares(8)])
    found = look(sprites, species=["crab"] * 4 + ["conch"])
    assert found.named["family"] == pytest.approx((0.75 + 1) / 2)
    assert likeness(found, found, auc=None).named == found.named
    assert "pose" not in found.named  # nobody knows what it should be
    assert found.named["zone"] == 0
