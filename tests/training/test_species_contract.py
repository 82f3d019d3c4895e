"""What a species says of itself: ranges by zone, random individuals within them, and every end of them."""

from __future__ import annotations

import numpy as np

from pixelgen.vocabulary import ZONES
from training.drawing.canvas import Canvas
from training.drawing.zones import LOOKS, scheme
from training.species.contract import Individual, Species


def _draw(canvas: Canvas, individual: Individual) -> None:
    """Nothing: these tests look at individuals before they are drawn."""


PLAIN = Species(
    name="octopus",
    draw=_draw,
    ranges={"arms": (0.0, 2.0), "bell": (4.0, 8.0)},
    zone_ranges={"hadal": {"arms": (10.0, 20.0)}},
    schemes={"reef": (scheme("rose4 rose5 rose3 rose2 gold4 ink6"),)},
)


def test_a_zone_replaces_the_ranges_and_schemes_that_it_names() -> None:
    assert PLAIN.category == "cephalopod"
    assert PLAIN.ranges_in("reef") == {"arms": (0.0, 2.0), "bell": (4.0, 8.0)}
    assert PLAIN.ranges_in("hadal") == {"arms": (10.0, 20.0), "bell": (4.0, 8.0)}
    assert PLAIN.schemes_in("reef") == PLAIN.schemes["reef"]
    assert PLAIN.schemes_in("hadal") == LOOKS["hadal"].schemes


def test_random_individuals_lie_within_the_ranges_of_their_zone_and_differ() -> None:
    rng = np.random.default_rng(0)
    for zone in ZONES:
        drawn = [PLAIN.sample(zone, rng) for _ in range(50)]
        for name, (low, high) in PLAIN.ranges_in(zone).items():
            values = [individual[name] for individual in drawn]
            assert low <= min(values) < low + (high - low) / 4
            assert high - (high - low) / 4 < max(values) <= high
        assert {individual.scheme for individual in drawn} == set(PLAIN.schemes_in(zone))
        assert {individual.zone for individual in drawn} == {zone}
        assert all(individual.look is LOOKS[zone] for individual in drawn)


def test_the_extremes_are_both_ends_of_each_parameter_and_of_all_together() -> None:
    assert [dict(individual.values) for individual in PLAIN.extremes("reef")] == [
        {"arms": 0.0, "bell": 6.0},
        {"arms": 2.0, "bell": 6.0},
        {"arms": 1.0, "bell": 4.0},
        {"arms": 1.0, "bell": 8.0},
        {"arms": 0.0, "bell": 4.0},
        {"arms": 2.0, "bell": 8.0},
    ]
    assert [individual["arms"] for individual in PLAIN.extremes("hadal")] == [10.0, 20.0, 15.0, 15.0, 10.0, 20.0]


def test_extremes_differ_in_their_parameters_alone_and_are_the_same_each_time() -> None:
    for zone in ZONES:
        once, again = PLAIN.extremes(zone), PLAIN.extremes(zone)
        assert {(individual.zone, individual.scheme) for individual in once} == {(zone, once[0].scheme)}
        numbers = {individual.rng.random() for individual in once}
        assert numbers == {individual.rng.random() for individual in again}
        assert len(numbers) == 1
