"""Sheets of a species: which sprites stand in which row and column."""

from __future__ import annotations

import numpy as np

from pixelgen.parts import PARTS
from pixelgen.vocabulary import TRAITS, ZONES
from training.corpus_tools.species_sheets import (
    extreme_rows,
    part_rows,
    parts_picture,
    pose_rows,
    random_rows,
    trait_rows,
)
from training.samples.drawn_sprites import draw
from training.species import DRAWN

FISH, OTHER = DRAWN["clownfish"], DRAWN["staghorn"]


def test_every_part_has_a_colour_of_its_own_and_nothing_stays_nothing() -> None:
    picture = parts_picture(np.arange(len(PARTS), dtype=np.uint8)[None])
    assert picture[0, 0] == 0
    assert len(set(picture.ravel().tolist())) == len(PARTS)


def test_parts_stand_beside_their_sprites() -> None:
    rows = part_rows([FISH, OTHER], ("reef", "abyss"), columns=6, seed=1)
    assert [zone for zone, _ in rows] == ["reef", "abyss"] * 2
    for _, row in rows:
        assert len(row) == 6
        for sprite, parts in zip(row[::2], row[1::2], strict=True):
            assert np.array_equal(sprite > 0, parts > 0)


def test_a_sheet_of_traits_has_a_row_a_trait_and_a_column_a_value_twice() -> None:
    rows = trait_rows(FISH, "twilight", seed=0)
    offers = FISH.offers("twilight")
    assert len(rows) == len(offers)
    for (zone, row), (trait, values) in zip(rows, offers.items(), strict=True):
        assert zone == "twilight"
        assert len(row) == 2 * len(values) + 1
        assert not row[len(values)].any()
        first = next(value for value in TRAITS[trait] if value in values)
        named = {**FISH.common("twilight"), trait: first}
        expected = draw(FISH, FISH.sample("twilight", np.random.default_rng(0), traits=named))
        assert np.array_equal(row[0], expected)


def test_a_sheet_of_poses_has_four_of_each_growth() -> None:
    rows = pose_rows(FISH, ZONES, seed=0)
    assert [(zone, len(row)) for zone, row in rows] == [(zone, 12) for zone in ZONES]
    sides = [max(np.ptp(np.nonzero(sprite), axis=1)) + 1 for _, row in rows for sprite in row]
    assert all(side < 20 for at, side in enumerate(sides) if at % 12 < 4)
    assert all(side > 27 for at, side in enumerate(sides) if at % 12 > 7)


def test_random_rows_and_extremes_are_whole() -> None:
    assert [len(row) for _, row in random_rows([FISH, OTHER], ZONES, columns=3, seed=0)] == [3] * 12
    rows = extreme_rows(FISH, ("hadal",))
    assert sum(len(row) for _, row in rows) == len(FISH.extremes("hadal"))
    assert max(len(row) for _, row in rows) <= 24
