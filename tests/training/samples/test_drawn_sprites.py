"""Sprites drawn by code: one for a seed and a number, labelled, within the art rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from pixelgen.parts import PARTS
from pixelgen.vocabulary import CATEGORIES, PAD, SPECIES, ZONES, meaning
from training.drawing.pixel_rules import GROWTH_PIXELS, box, rules_kept
from training.samples import drawn_sprites
from training.samples.drawn_sprites import TRAIT_LABELS, CorpusError, Sprites, draw, draw_cell, draw_many
from training.species import DRAWN


def same(one: Sprites, other: Sprites) -> bool:
    names = ("indices", "labels", "parts", "traits")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


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
    standing = np.array([DRAWN[meaning(labels[2])[1]].standing for labels in sprites.labels.tolist()])
    growths = [None if token == PAD else meaning(token)[1] for token in sprites.traits[:, 6].tolist()]
    assert all(kept.all() for kept in rules_kept(sprites.indices, standing=standing, growths=growths).values())
    assert len({tuple(labels) for labels in sprites.labels[:, :1].tolist()}) == len(ZONES)
    assert len({tuple(labels) for labels in sprites.labels[:, 1:2].tolist()}) == len(CATEGORIES)


def test_sprites_have_parts_where_they_are_coloured_and_traits_where_the_species_has_them() -> None:
    sprites = draw_many(4, range(120))
    assert np.array_equal(sprites.indices > 0, sprites.parts > 0)
    assert sprites.parts.max() < len(PARTS)
    assert sprites.traits.dtype == sprites.parts.dtype == np.uint8
    seen = 0
    for labels, traits in zip(sprites.labels.tolist(), sprites.traits.tolist(), strict=True):
        zone, _, name, _ = (meaning(label)[1] for label in labels)
        offers = DRAWN[name].offers(zone)
        for trait, token in zip(TRAIT_LABELS, traits, strict=True):
            if trait not in offers:
                assert token == PAD
            else:
                kind, value = meaning(token)
                assert (kind, value in offers[trait]) == (trait, True)
                seen += 1
    assert seen


def test_sprites_without_parts_or_traits_know_none_and_can_be_cut_and_joined() -> None:
    drawn = draw_many(4, range(3))
    bare = Sprites(drawn.indices, drawn.labels)
    assert not bare.parts.any()
    assert (bare.traits == PAD).all()
    both = Sprites.joined([drawn, bare])
    assert same(both[:3], drawn)
    assert same(both[np.array([3, 4, 5])], bare)


def test_a_drawing_has_the_size_of_its_growth_whatever_the_first_scale() -> None:
    for span in (12.0, 25.0, 60.0):
        species = replace(DRAWN["clownfish"], span=span)
        for growth, (low, high) in GROWTH_PIXELS.items():
            one = species.sample("reef", np.random.default_rng(1), traits={"growth": growth})
            left, top, right, bottom = box(draw(species, one)).tolist()
            assert low <= max(right - left, bottom - top) <= high


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


def test_a_cell_is_drawn_of_one_species_in_one_zone_and_its_first_sprites_stay() -> None:
    three = draw_cell("crab", "abyss", seed=3, count=3)
    assert {tuple(meaning(token)[1] for token in row[:3]) for row in three.labels.tolist()} == {
        ("abyss", "grazer", "crab")
    }
    assert np.array_equal(draw_cell("crab", "abyss", seed=3, count=2).indices, three.indices[:2])
    assert len(np.unique(three.indices, axis=0)) == 3
    assert (three.traits != PAD).all()
