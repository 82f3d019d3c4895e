"""Every species in every zone keeps the art rules, at the ends of its parameters and in between."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from pixelgen.palette import COLOURS, TRANSPARENT
from pixelgen.vocabulary import SPECIES, TRAITS, ZONES
from training.drawing.pixel_rules import Indices, rules_kept
from training.drawing.tones import difference
from training.samples.drawn_sprites import draw
from training.species import DRAWN, abyssal, cephalopod, coral, grazer, jellyfish, reef_fish
from training.species.contract import Individual, Species

EACH = 3  # random individuals of a species and zone
PATTERN_PIXELS = 0.05  # share of an individual's pixels that another pattern makes look different, the median of them
_LOOK_APART = np.array([[difference(one, other) >= 0.1 for other in range(COLOURS)] for one in range(COLOURS)])


def individuals(name: str, zone: str, *, seed: int = 0, count: int = EACH) -> list[Individual]:
    seeds = [(seed, list(SPECIES).index(name), ZONES.index(zone), number) for number in range(count)]
    return [DRAWN[name].sample(zone, np.random.default_rng(numbers)) for numbers in seeds]


def drawn(name: str, chosen: list[Individual]) -> Indices:
    return np.stack([draw(DRAWN[name], individual) for individual in chosen])


@cache
def random_sprites(name: str) -> Indices:
    """(zones x EACH, 32, 32) random individuals of a species, drawn once for all tests."""
    return drawn(name, [individual for zone in ZONES for individual in individuals(name, zone)])


def broken(name: str, sprites: Indices, chosen: list[Individual]) -> list[tuple[int, str]]:
    """(number of the sprite, rule) for each rule that one breaks."""
    growths = [individual.traits.get("growth") for individual in chosen]
    kept = rules_kept(sprites, standing=np.full(len(sprites), DRAWN[name].standing), growths=growths)
    return [(int(at), rule) for rule, good in kept.items() for at in np.flatnonzero(~good)]


def test_all_species_of_the_vocabulary_are_drawn_by_their_own_category() -> None:
    modules = {
        "reef_fish": reef_fish,
        "grazer": grazer,
        "coral": coral,
        "jellyfish": jellyfish,
        "cephalopod": cephalopod,
        "abyssal": abyssal,
    }
    listed = [(species.name, category) for category, module in modules.items() for species in module.SPECIES]
    assert Counter(listed) == Counter(SPECIES.items())
    assert set(DRAWN) == set(SPECIES)


def test_the_art_direction_asks_for_forty_one_species() -> None:
    asked = {"reef_fish": 8, "grazer": 7, "coral": 7, "jellyfish": 6, "cephalopod": 6, "abyssal": 7}
    assert Counter(species.category for species in DRAWN.values()) >= Counter(asked)
    assert sum(asked.values()) == 41


def test_corals_stand_and_what_swims_floats() -> None:
    assert all(species.standing for species in DRAWN.values() if species.category == "coral")
    swimming = ("reef_fish", "jellyfish", "cephalopod")
    assert not any(species.standing for species in DRAWN.values() if species.category in swimming)


@pytest.mark.parametrize("name", DRAWN)
def test_parameters_and_schemes_are_whole_in_every_zone(name: str) -> None:
    species = DRAWN[name]
    assert set(species.zone_ranges) <= set(ZONES)
    assert set(species.schemes) == set(ZONES)
    for zone in ZONES:
        assert set(species.zone_ranges.get(zone, {})) <= set(species.ranges)
        assert all(low <= high for low, high in species.ranges_in(zone).values())
        assert len(species.schemes_in(zone)) >= 2
        tones = [
            tone for one in species.schemes_in(zone) for tone in (one.body, one.belly, one.fin, one.mark, one.accent)
        ]
        assert TRANSPARENT not in tones


@pytest.mark.parametrize("name", DRAWN)
def test_a_species_offers_enough_traits_and_says_each_parameter_once(name: str) -> None:
    species = DRAWN[name]
    assert species.homes
    assert set(species.homes) <= set(ZONES)
    assert set(species.traits) <= set(TRAITS) - {"family", "accent"}
    assert all(set(table) <= set(TRAITS[trait]) for trait, table in species.traits.items())
    assert set(species.traits["pose"]) == set(TRAITS["pose"])
    assert set(species.traits["growth"]) == set(TRAITS["growth"])
    values = Counter(trait for trait, _ in {pair for zone in ZONES for pair in _values(species, zone)})
    assert sum(count > 1 for count in values.values()) >= 6
    owners = [set(species.ranges), *(set().union(*table.values()) for table in species.traits.values())]
    assert sum(map(len, owners)) == len(set().union(*owners)), "a parameter belongs to one trait or to ranges"
    for trait, table in species.traits.items():
        assert len({frozenset(ranges) for ranges in table.values()}) == 1, trait  # every value says the same parameters
        assert set(species.weights.get(trait, table)) <= set(table)
    for weights in species.zone_weights.values():
        assert all(set(values) <= set(species.traits[trait]) for trait, values in weights.items())


def _values(species: Species, zone: str) -> list[tuple[str, str]]:
    return [(trait, value) for trait, values in species.offers(zone).items() for value in values]


@pytest.mark.parametrize("name", DRAWN)
def test_random_individuals_keep_every_rule_but_for_one(name: str) -> None:
    # Of the whole corpus more than 99 % keep all of them: `training.corpus --check`.
    assert len(broken(name, random_sprites(name), [one for zone in ZONES for one in individuals(name, zone)])) <= 1


@pytest.mark.parametrize("name", DRAWN)
def test_no_parameter_at_its_end_breaks_a_rule(name: str) -> None:
    chosen = [individual for zone in ZONES for individual in DRAWN[name].extremes(zone)]
    found = broken(name, drawn(name, chosen), chosen)
    assert found == [], [(chosen[at].zone, rule, dict(chosen[at].values)) for at, rule in found]


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_seed_draws_the_same_pixels_and_another_seed_others(name: str) -> None:
    once = random_sprites(name).reshape(len(ZONES), EACH, 32, 32)
    for number, zone in enumerate(ZONES):
        assert np.array_equal(once[number, :1], drawn(name, individuals(name, zone, count=1)))
        assert not np.array_equal(once[number, :1], drawn(name, individuals(name, zone, seed=1, count=1)))


def test_no_two_sprites_are_the_same_picture() -> None:
    pictures = Counter(sprite.tobytes() for name in DRAWN for sprite in random_sprites(name))
    assert len(pictures) == len(DRAWN) * len(ZONES) * EACH


@pytest.mark.parametrize("name", DRAWN)
def test_the_patterns_of_one_individual_look_different(name: str) -> None:
    species = DRAWN[name]
    shares: dict[tuple[str, str], list[float]] = {}
    for number in range(3 * len(ZONES)):
        zone = ZONES[number % len(ZONES)]
        sprites = {
            value: draw(species, species.sample(zone, np.random.default_rng(number), traits={"pattern": value}))
            for value in species.offers(zone)["pattern"]
        }
        for one, other in combinations(sprites, 2):
            both = (sprites[one] > 0) & (sprites[other] > 0)
            seen = _LOOK_APART[sprites[one], sprites[other]] & both
            shares.setdefault((one, other), []).append(float(seen.sum() / both.sum()))
    assert shares
    assert {pair: np.median(found) for pair, found in shares.items() if np.median(found) < PATTERN_PIXELS} == {}
