"""Sprites drawn by code: one for a seed and a number, labelled, within the art rules."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES, meaning
from training.drawing.pixel_rules import broken_rules
from training.samples import drawn_sprites
from training.samples.drawn_sprites import CorpusError, Sprites, draw_many
from training.species import DRAWN


def same(one: Sprites, other: Sprites) -> bool:
    return np.array_equal(one.indices, other.indices) and np.array_equal(one.labels, other.labels)


def test_a_sprite_depends_on_its_seed_and_number_alone() -> None:
    some = draw_many(3, [5, 0, 9])
    assert same(some, draw_many(3, [5, 0, 9]))
    assert np.array_equal(some.indices[1], draw_many(3, [0]).indices[0])
    assert not np.array_equal(some.indices[0], some.indices[1])
    assert not np.array_equal(some.indices[1], draw_many(4, [0]).indices[0])


def test_labels_say_zone_category_species_and_family() -> None:
    sprites = draw_many(1, range(30))
    assert sprites.indices.shape == (30, 32, 32)
    assert sprites.indices.dtype == np.uint8
    assert len(sprites) == 30
    for labels in sprites.labels.tolist():
        kinds, names = zip(*(meaning(label) for label in labels), strict=True)
        assert kinds == ("zone", "category", "species", "family")
        assert SPECIES[names[2]] == names[1]


def test_sprites_keep_the_art_rules_and_spread_over_zones_and_categories() -> None:
    sprites = draw_many(2, range(60))
    for indices, labels in zip(sprites.indices, sprites.labels.tolist(), strict=True):
        assert broken_rules(indices, standing=DRAWN[meaning(labels[2])[1]].standing) == []
    assert len({tuple(labels) for labels in sprites.labels[:, :1].tolist()}) == len(ZONES)
    assert len({tuple(labels) for labels in sprites.labels[:, 1:2].tolist()}) == len(CATEGORIES)


def refuse(monkeypatch: pytest.MonkeyPatch, refused: Callable[[int], int]) -> list[int]:
    """Let the rules fail the first `refused(times asked)` sprites -> how many were asked for each time."""
    asked: list[int] = []

    def picky(indices: np.ndarray, *, standing: np.ndarray, growths: list[str | None]) -> dict[str, np.ndarray]:
        asked.append(len(indices))
        return {"good enough": np.arange(len(indices)) >= refused(len(asked))}

    monkeypatch.setattr(drawn_sprites, "rules_kept", picky)
    return asked


def test_a_sprite_that_breaks_a_rule_is_drawn_again_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = draw_many(0, range(4))
    asked = refuse(monkeypatch, lambda times: 1 if times < 3 else 0)
    again = draw_many(0, range(4))
    assert asked == [4, 1, 1]
    assert not np.array_equal(again.indices[0], plain.indices[0])
    assert np.array_equal(again.indices[1:], plain.indices[1:])


def test_a_sprite_that_never_keeps_the_rules_is_not_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, lambda times: 1)
    with pytest.raises(CorpusError, match="sprite 7 of seed 3 breaks an art rule 20 times running"):
        draw_many(3, [7, 8])
