"""The figure of family likeness is high where children look like a parent, and chance where they do not."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.palette import colour_index
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from training.drawing.pixel_rules import Indices
from training.judging.families import Family
from training.judging.family_likeness import LikenessFigures, likeness_figures
from training.judging.judge_network import FEATURES, HEADS, Judge, JudgeNetwork, Opinion

REQUEST = SpriteRequest("reef", "reef_fish", "tang")
RAMPS = ("coral", "gold", "azure", "violet", "rose", "kelp", "sand")


def creature(rng: np.random.Generator, *, like: Sprite | None = None, grey: bool = False) -> Sprite:
    """A box of any size, place and colour with a fin; or with the shape of another in another colour."""
    tone = colour_index("ink" if grey else str(rng.choice(RAMPS)), 3)
    if like is not None:
        return Sprite(np.where(like.indices > 0, tone, 0).astype(np.uint8), like.parts)
    indices, parts = np.zeros((32, 32), np.uint8), np.zeros((32, 32), np.uint8)
    top, left, high, wide = rng.integers(4, 14, size=4).tolist()
    indices[top : top + high, left : left + wide], parts[top : top + high, left : left + wide] = tone, 1
    fin = int(rng.integers(1, 4))
    indices[top - fin : top, left : left + fin], parts[top - fin : top, left : left + fin] = tone, 5
    return Sprite(indices, parts)


def figures(*, of_a: bool) -> LikenessFigures:
    rng, found = np.random.default_rng(0), []
    for _ in range(60):
        a, b = creature(rng, grey=True), creature(rng, grey=True)
        children = [creature(rng, like=a if of_a else None) for _ in range(4)]
        found.append(Family((REQUEST,) * 6, (a, b, *children)))
    return likeness_figures(found, Judge(JudgeNetwork()), seed=1)


def test_a_parent_is_told_by_shape_where_children_have_its_shape() -> None:
    found = figures(of_a=True)
    assert found.shape["A"] > 0.9
    assert found.seen["A"] > 0.9
    assert found.asked == 120
    assert found.kept == 0


@pytest.mark.parametrize("of_a", [True, False])
def test_a_parent_that_gave_nothing_is_told_by_chance(of_a: bool) -> None:
    found = figures(of_a=of_a)
    assert found.shape["B"] == pytest.approx(0.25, abs=0.13)
    assert of_a or found.shape["A"] == pytest.approx(0.25, abs=0.13)


class _NamesOf(Judge):
    """A judge that knows nothing but the accents of these sprites, in order, and is sure of them."""

    def __init__(self, accents: list[int]) -> None:
        self._accents = accents

    def opinion(self, indices: Indices) -> Opinion:
        shares = {
            name: np.full((len(indices), len(names)), 1 / len(names), np.float32) for name, names in HEADS.items()
        }
        shares["accent"] = np.eye(len(HEADS["accent"]), dtype=np.float32)[self._accents]
        classes = {name: each.argmax(axis=1) for name, each in shares.items()}
        return Opinion(classes, np.ones((len(indices), FEATURES), np.float32), shares)


def test_a_parent_is_told_by_a_name_that_it_shares_with_its_children_alone() -> None:
    rng = np.random.default_rng(3)
    same = creature(rng, grey=True)
    accents = [accent for _ in range(60) for accent in [*rng.integers(9, size=2).tolist()]]
    found = [Family((REQUEST,) * 6, (same,) * 6)] * 60
    names = [name for a, b in zip(accents[::2], accents[1::2], strict=True) for name in (a, b, b, b, b, b)]
    told = likeness_figures(found, _NamesOf(names), seed=1)
    assert told.seen["B"] > 0.6
    assert told.seen["A"] < 0.4
    assert told.shape["B"] == 0
