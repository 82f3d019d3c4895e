"""Trait rows: what each species offers in each zone as one small table."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.vocabulary import PAD, SPECIES, TRAITS, ZONES, meaning, token_id
from training.samples.trait_rows import COLUMNS, EACH, all_trait_rows, rows_of_text, rows_text, trait_rows
from training.species import DRAWN


def test_each_value_stands_in_as_many_rows_as_its_share_says() -> None:
    species = DRAWN["crab"]
    for zone in ZONES:
        rows = trait_rows(species, zone, count=200)
        assert rows.shape == (200, len(COLUMNS))
        for trait, shares in species.offers(zone).items():
            column = rows[:, COLUMNS.index(trait)]
            for value, share in shares.items():
                assert abs(int((column == token_id(trait, value)).sum()) - 200 * share) < 3


def test_family_and_accent_of_a_row_come_from_one_scheme() -> None:
    species = DRAWN["crab"]
    for zone in ZONES:
        pairs = {(scheme.family, scheme.accent_ramp) for scheme in species.schemes_in(zone)}
        rows = trait_rows(species, zone)
        found = {tuple(meaning(int(token))[1] for token in row[2:4]) for row in rows}
        assert found == pairs


def test_a_trait_that_a_species_does_not_have_is_left_open() -> None:
    for species in DRAWN.values():
        rows = trait_rows(species, "reef")
        open_ = [trait for trait in TRAITS if (rows[:, COLUMNS.index(trait)] == PAD).all()]
        assert open_ == [trait for trait in TRAITS if trait not in species.offers("reef")]
        assert (rows == PAD).any(axis=0).sum() == len(open_)


def test_all_species_and_zones_have_rows_and_they_are_the_same_each_time() -> None:
    rows = all_trait_rows()
    assert rows.shape == (len(SPECIES) * len(ZONES) * EACH, 2 + len(TRAITS))
    assert rows.dtype == np.uint8
    assert np.array_equal(rows, all_trait_rows())


def test_rows_go_through_a_manifest() -> None:
    rows = trait_rows(DRAWN["clownfish"], "reef")
    assert np.array_equal(rows_of_text(rows_text(rows)), rows)
    with pytest.raises(ValueError, match="trait rows must have the columns zone, species, family"):
        rows_of_text({"columns": ["zone"], "rows": []})
