"""Masks of training sequences: every kind, every size, down to pixels, and always something left to write."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.palette import SHADES
from pixelgen.parts import PARTS, PARTS_OF
from pixelgen.quadtree import SIDE
from training.network import kept_masks
from training.network.kept_masks import KINDS, Bools, Sprite, random_kept

PIXELS = np.kron(np.arange(1, 65).reshape(8, 8) % 64, np.ones((4, 4), dtype=np.int64)).astype(np.uint8)
PARTS_MAP = np.where(PIXELS > 0, PIXELS % 10 + 1, 0).astype(np.uint8)
SPRITE, UNKNOWN = Sprite(PIXELS, PARTS_MAP), Sprite(PIXELS, np.zeros_like(PARTS_MAP))


def masks(kind: str, count: int = 200, *, sprite: Sprite = SPRITE) -> list[Bools]:
    rng = np.random.default_rng(0)
    return [KINDS[kind][1](sprite, rng) for _ in range(count)]


def in_whole_cells(kept: Bools) -> bool:
    cells = kept.reshape(8, 4, 8, 4).any(axis=(1, 3))
    return bool((cells == kept.reshape(8, 4, 8, 4).all(axis=(1, 3))).all())


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_keeps_little_and_much(kind: str) -> None:
    shares = [kept.mean() for kept in masks(kind)]
    assert min(shares) < 0.35
    assert max(shares) > 0.7
    assert all(kept.shape == (SIDE, SIDE) and kept.dtype == np.bool_ for kept in masks(kind, 5))


def test_what_breeding_keeps_is_whole_cells_where_no_part_is_known_and_other_kinds_cut_through_them() -> None:
    in_cells = [*masks("bred", sprite=UNKNOWN), *masks("cells"), *masks("scattered")]
    assert all(in_whole_cells(kept) for kept in in_cells)
    assert not all(in_whole_cells(kept) for kept in masks("pixels"))
    assert not all(in_whole_cells(kept) for kept in masks("bred"))


def test_a_mask_by_ramps_keeps_or_opens_a_ramp_as_a_whole() -> None:
    ramps = np.where(PIXELS > 0, (PIXELS.astype(np.int64) - 1) // SHADES, -1)
    for kept in masks("ramps", 20):
        assert all(kept[ramps == ramp].all() or not kept[ramps == ramp].any() for ramp in np.unique(ramps))


def test_a_mask_by_parts_keeps_or_opens_each_kind_and_the_background_as_a_whole() -> None:
    background = []
    for kept in masks("parts", 60):
        assert all(kept[part == PARTS_MAP].all() or not kept[part == PARTS_MAP].any() for part in np.unique(PARTS_MAP))
        background.append(bool(kept[PARTS_MAP == 0].all()))
    assert 0 < sum(background) < 60


def test_a_sprite_whose_parts_nobody_knows_is_masked_by_ramps() -> None:
    once, again = (KINDS[kind][1](UNKNOWN, np.random.default_rng(4)) for kind in ("parts", "ramps"))
    assert np.array_equal(once, again)


def test_every_part_but_none_belongs_to_one_locus() -> None:
    assert sorted(name for names in PARTS_OF.values() for name in names) == sorted(PARTS[1:])


def test_only_the_kinds_asked_for_are_drawn() -> None:
    rng = np.random.default_rng(6)
    assert all(in_whole_cells(random_kept(UNKNOWN, rng, kinds=("bred",))) for _ in range(40))


def test_kinds_come_as_often_as_their_shares_and_something_is_always_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sum(share for share, _ in KINDS.values()) == pytest.approx(1)
    rng = np.random.default_rng(3)
    assert all(not random_kept(SPRITE, rng).all() for _ in range(100))
    everything = {"all": (1.0, lambda sprite, rng: np.ones((SIDE, SIDE), dtype=np.bool_))}
    monkeypatch.setattr(kept_masks, "KINDS", everything)
    assert (~random_kept(SPRITE, rng, kinds=("all",))).sum() == 1


def test_the_same_generator_gives_the_same_mask() -> None:
    once, again = (random_kept(SPRITE, np.random.default_rng(8)) for _ in range(2))
    assert np.array_equal(once, again)
