"""Who lives where, on terrains made for it: how many, how far apart, in which zones, and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest

from demo_game.rules.fauna import Fauna, as_morph, morph_of
from demo_game.rules.population import STAND, Population, open_water, population_of, rosters_of
from demo_game.rules.rng import Rng
from demo_game.rules.terrain import CELL, Spot, Terrain
from demo_game.rules.zones import ZONE_HEIGHT, zone_at
from pixelgen import SPECIES, ZONES, SpriteRequest

CORALS = Fauna(("staghorn",))
FISH = tuple(species for species, category in SPECIES.items() if category == "reef_fish")[:6]
EVERYWHERE = tuple((100 + 60 * column, 100 + 90 * row) for row in range(47) for column in range(14))


def water(spots: Iterable[tuple[float, float]] = EVERYWHERE) -> Terrain:
    """Open water with ground to stand on at these places."""
    return Terrain("TEST", np.full((566, 131), -50.0), (), tuple(Spot(x, y) for x, y in spots))


def in_zones(population: Population) -> dict[str, int]:
    return Counter(one.zone for one in population.residents)


# --- ground ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "down", "both"),
    [(22, 40, False), (-22, -40, False), (23, 40, True), (-23, 0, True), (22, 41, True), (0, -41, True)],
)
def test_what_stands_keeps_22_pixels_aside_or_40_up_and_down_to_itself(right: float, down: float, both: bool) -> None:
    population = population_of(water([(500, 300), (500 + right, 300 + down)]), fauna=CORALS)
    assert len(population.residents) == (2 if both else 1)


def test_nobody_stands_less_than_60_pixels_under_the_surface() -> None:
    population = population_of(water([(300, 60), (500, 61)]), fauna=CORALS)
    assert [(one.x, one.y) for one in population.residents] == [(500, 61 - STAND)]


def test_fourteen_corals_live_in_each_upper_zone_and_ten_in_each_lower_one() -> None:
    assert in_zones(population_of(water(), fauna=CORALS)) == dict(zip(ZONES, (14, 14, 14, 10, 10, 10), strict=True))


def test_vents_are_more_in_deeper_zones_and_hot_in_the_two_deepest() -> None:
    population = population_of(water(), fauna=CORALS)
    count = Counter(zone_at(vent.y) for vent in population.vents)
    assert [count[zone] for zone in ZONES] == [0, 1, 2, 2, 3, 3]
    assert {zone_at(vent.y) for vent in population.vents if vent.hot} == {"abyss", "hadal"}
    assert not any(vent.hot for vent in population.vents if zone_at(vent.y) not in ("abyss", "hadal"))


def test_a_whale_lies_in_the_abyss_of_a_world_with_homes_where_nothing_else_stands() -> None:
    assert population_of(water(), fauna=CORALS).fall is None
    population = population_of(water(), fauna=Fauna(("staghorn",), {"staghorn": ZONES}))
    assert population.fall is not None
    assert zone_at(population.fall.y) == "abyss"
    taken = [(one.x, one.y + STAND) for one in population.residents] + [(one.x, one.y) for one in population.vents]
    assert (population.fall.x, population.fall.y) not in taken


# --- water ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["shallows", "abyss"])
def test_open_water_is_60_pixels_from_the_sides_of_the_world_and_70_and_50_from_the_ends_of_its_zone(zone: str) -> None:
    rng, terrain, top = Rng("places"), water(), ZONES.index(zone) * ZONE_HEIGHT
    x, y = zip(*(open_water(rng, terrain, zone) for _ in range(400)), strict=True)
    assert [min(x), max(x)] == pytest.approx([60, 980], abs=6)
    assert [min(y) - top, max(y) - top] == pytest.approx([70, 670], abs=6)
    assert min(x) >= 60
    assert max(x) < 980
    assert min(y) - top >= 70
    assert max(y) - top < 670


def test_open_water_is_the_first_of_twelve_places_with_more_than_40_pixels_to_the_rock_else_the_roomiest() -> None:
    """In water that widens by a pixel for each 20 to the right; 40 at x = 800."""
    widens = Terrain("", np.repeat(np.arange(131.0)[None, :] * CELL / -20, 566, axis=0), (), ())
    kinds = set()
    for number in range(300):
        draws, tried = Rng(number), []
        for _ in range(12):
            tried.append(draws.uniform(60, 980))
            draws.next_word()  # its y
        roomy = [x for x in tried if x > 800]
        assert open_water(Rng(number), widens, "reef")[0] == (roomy[0] if roomy else max(tried))
        kinds.add(tried.index(roomy[0]) if roomy else None)
    assert kinds >= {None, 0, 5}


def test_just_40_pixels_to_the_rock_are_not_enough() -> None:
    field = np.full((566, 131), -40.0)
    field[:, 65:] = -41.0
    narrow = Terrain("", field, (), ())
    assert all(open_water(Rng(number), narrow, "reef")[0] > 512 for number in range(20))


# --- species --------------------------------------------------------------------------------------------


def test_where_all_live_anywhere_a_zone_has_two_of_a_category_and_all_come_up_before_one_comes_again() -> None:
    for seed in ("A", "B", "C"):
        rosters = [set(roster) for roster in rosters_of(seed, Fauna(FISH)).values()]
        assert [len(roster) for roster in rosters] == [2] * 6
        assert rosters[0] | rosters[1] | rosters[2] == rosters[3] | rosters[4] | rosters[5] == set(FISH)


def test_a_zone_has_four_species_of_a_category_that_are_at_home_there_or_all_if_there_are_fewer() -> None:
    homes = {species: ("shallows", "reef") if species in FISH[:3] else ("shallows",) for species in FISH}
    rosters = rosters_of("A", Fauna(FISH, homes))
    assert len(set(rosters["shallows"])) == len(rosters["shallows"]) == 4
    assert sorted(rosters["reef"]) == sorted(FISH[:3])
    assert all(rosters[zone] == () for zone in ZONES[2:])


def test_of_a_category_one_of_the_first_ones_is_in_the_shallows_if_it_is_at_home_there() -> None:
    both = 0
    for number in range(20):
        roster = rosters_of(f"SEED-{number}", Fauna(FISH), first=FISH[2:4])["shallows"]
        assert FISH[2] in roster
        both += FISH[3] in roster
    assert 0 < both < 12
    for number in range(20):
        assert FISH[2] in rosters_of(f"SEED-{number}", Fauna(FISH, {FISH[2]: ZONES[:1]}), first=FISH[2:3])["shallows"]
    homes = {FISH[2]: ("reef",)}
    for number in range(20):
        roster = rosters_of(f"SEED-{number}", Fauna(FISH[:5], homes), first=FISH[2:4])["shallows"]
        assert sorted(roster) == sorted({*FISH[:5]} - {FISH[2]})


def test_a_starter_is_one_of_its_zone_and_species_and_with_twins_all_of_them() -> None:
    starter = SpriteRequest("shallows", "coral", "staghorn", seed=5)
    for twins, count in ((False, 1), (True, 14)):
        population = population_of(water(), fauna=CORALS, starters=[starter], twins=twins)
        assert sum(one.request == starter for one in population.residents) == count
    alone = population_of(water(), fauna=CORALS, starters=[starter])
    assert [one.request == starter for one in alone.residents].index(True) == 0


def test_starters_of_the_shallows_alone_decide_who_lives_there() -> None:
    for number in range(20):
        terrain = Terrain(f"SEED-{number}", water(()).field, (), ())
        deep, shallow = (SpriteRequest(zone, "reef_fish", FISH[3]) for zone in ("midnight", "shallows"))
        plain, with_deep, with_shallow = (
            population_of(terrain, fauna=Fauna(FISH), starters=starters).rosters for starters in ([], [deep], [shallow])
        )
        assert with_deep == plain
        assert FISH[3] in with_shallow["shallows"]


def test_the_wild_are_of_no_generation_and_of_the_morph_that_their_number_says() -> None:
    fauna = Fauna(FISH, offers={species: {"growth": ("giant",), "glow": ("rich",)} for species in FISH})
    plain = population_of(water(()), fauna=Fauna(FISH)).residents
    dressed = population_of(water(()), fauna=fauna).residents
    assert any(one.morph for one in dressed)
    for one, other in zip(plain, dressed, strict=True):
        assert (one.generation, one.morph, other.generation) == (0, "", 0)
        assert other.morph == morph_of("TEST", other.number, fauna, other.species)
        assert other.request == as_morph(one.request, other.morph)
