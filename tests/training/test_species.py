"""Every species in every zone keeps the art rules, at the ends of its parameters and in between."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.palette import TRANSPARENT
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from training.drawn_sprites import draw
from training.pixel_rules import broken_rules
from training.species import DRAWN
from training.species.contract import Individual
from training.zones import LOOKS

CELLS = [(name, zone) for name in DRAWN for zone in ZONES]


def individuals(name: str, zone: str, *, seed: int = 0, count: int = 3) -> list[Individual]:
    rng = np.random.default_rng([seed, list(SPECIES).index(name), ZONES.index(zone)])
    return [DRAWN[name].sample(zone, rng) for _ in range(count)]


def test_each_category_has_at_least_two_species_that_are_drawn() -> None:
    of_category = [species.category for species in DRAWN.values()]
    assert min(of_category.count(category) for category in CATEGORIES) >= 2


def test_every_drawn_species_is_in_the_vocabulary_under_its_own_name() -> None:
    assert set(DRAWN) <= set(SPECIES)
    assert {name: species.category for name, species in DRAWN.items()} == {name: SPECIES[name] for name in DRAWN}


@pytest.mark.parametrize("name", DRAWN)
def test_parameters_and_schemes_are_whole_in_every_zone(name: str) -> None:
    species = DRAWN[name]
    assert set(species.zone_ranges) <= set(ZONES)
    assert set(species.schemes) <= set(ZONES)
    for zone in ZONES:
        assert set(species.zone_ranges.get(zone, {})) <= set(species.ranges)
        assert all(low <= high for low, high in species.ranges_in(zone).values())
        assert len(species.schemes_in(zone)) >= 2


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_has_schemes_of_its_own(zone: str) -> None:
    assert len(LOOKS[zone].schemes) >= 4
    tones = [tone for scheme in LOOKS[zone].schemes for tone in (scheme.body, scheme.belly, scheme.fin, scheme.mark)]
    assert TRANSPARENT not in tones


@pytest.mark.parametrize(("name", "zone"), CELLS)
def test_random_individuals_keep_every_rule(name: str, zone: str) -> None:
    species = DRAWN[name]
    for individual in individuals(name, zone):
        assert broken_rules(draw(species, individual), standing=species.standing) == []


@pytest.mark.parametrize(("name", "zone"), CELLS)
def test_no_parameter_at_its_end_breaks_a_rule(name: str, zone: str) -> None:
    species = DRAWN[name]
    for individual in species.extremes(zone):
        broken = broken_rules(draw(species, individual), standing=species.standing)
        assert broken == [], dict(individual.values)


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_seed_draws_the_same_pixels_and_another_seed_others(name: str) -> None:
    species = DRAWN[name]
    for zone in ZONES:
        once = [draw(species, individual) for individual in individuals(name, zone)]
        again = [draw(species, individual) for individual in individuals(name, zone)]
        other = [draw(species, individual) for individual in individuals(name, zone, seed=1)]
        assert np.array_equal(once, again)
        assert not np.array_equal(once, other)
        assert len({sprite.tobytes() for sprite in once}) == len(once)


@pytest.mark.parametrize("zone", ZONES)
def test_two_species_never_share_a_picture(zone: str) -> None:
    drawn = [draw(DRAWN[name], individuals(name, zone)[0]).tobytes() for name in DRAWN]
    assert len(set(drawn)) == len(drawn)
