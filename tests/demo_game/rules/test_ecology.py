"""Who lives where and when: homes, strays, morphs, night, moments, giants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demo_game.rules.behaviours import live
from demo_game.rules.carving import terrain_of
from demo_game.rules.company import VIEW
from demo_game.rules.daylight import DAY_SECONDS, night_at, night_in, part_of_day
from demo_game.rules.encounters import GIANTS, giant_depth, giant_in_view, met, special_of
from demo_game.rules.events import Command, DiveBegan, GiantMet, Photographed
from demo_game.rules.fauna import MORPHS, Fauna, as_morph, morph_of
from demo_game.rules.moments import moment_of
from demo_game.rules.population import Resident, population_of, rosters_of
from demo_game.rules.reef import Reef
from demo_game.rules.rng import Rng
from demo_game.rules.swimmer import Surroundings, Swimmer
from demo_game.rules.visitors import is_visitor, visitors_of
from pixelgen import SPECIES, ZONES, SpriteRequest

HOMES = {
    species: {
        "reef_fish": ("shallows", "reef"),
        "grazer": ("shallows", "reef"),
        "coral": ("reef", "twilight", "abyss"),
        "jellyfish": ZONES,
        "cephalopod": ("reef", "twilight", "midnight", "abyss"),
        "abyssal": ("midnight", "abyss", "hadal"),
    }[category]
    for species, category in SPECIES.items()
}
OFFERS = {species: {"growth": ("young", "giant"), "glow": ("rich",)} for species in SPECIES}
FAUNA = Fauna(homes=HOMES, offers=OFFERS)
SEED = "CORAL-7431"


def test_species_live_where_they_are_at_home_and_every_one_does() -> None:
    rosters = rosters_of(SEED, FAUNA)
    assert all(zone in HOMES[species] for zone, roster in rosters.items() for species in roster)
    assert {species for roster in rosters.values() for species in roster} == set(SPECIES)
    population = population_of(terrain_of(SEED), fauna=FAUNA)
    assert all(one.zone in HOMES[one.species] for one in population.residents)
    assert population.fall is not None
    assert population.fall.y > giant_depth("midnight")


def test_a_few_animals_are_of_a_rare_morph_and_their_requests_are_so() -> None:
    population = population_of(terrain_of(SEED), fauna=FAUNA)
    rare = [one for one in population.residents if one.morph]
    assert 0.02 < len(rare) / len(population.residents) < 0.16
    assert {one.morph for one in rare} <= set(MORPHS)
    for one in rare:
        plain = SpriteRequest(one.request.zone, one.request.category, one.species, seed=one.request.seed)
        assert one.request != plain
    fish = SpriteRequest("reef", "reef_fish", "tang", seed=4)
    assert len({as_morph(fish, morph) for morph in ("", *MORPHS)}) == len(MORPHS) + 1


def test_nobody_is_giant_or_glows_whose_species_never_is() -> None:
    none = Fauna(homes=HOMES, offers={species: {} for species in SPECIES})
    found = {morph_of(SEED, number, none, "tang") for number in range(2000)}
    assert found == {"", "albino", "melanistic", "mosaic"}


def test_a_stray_comes_from_a_neighbouring_zone_and_leaves_with_the_dive() -> None:
    strays = [special_of(SEED, dive, homes=HOMES, learnt=tuple(SPECIES)).stray for dive in range(1, 60)]
    found = [stray for stray in strays if stray is not None]
    assert 10 < len(found) < 40
    for species, zone in found:
        assert zone not in HOMES[species]
        assert min(abs(ZONES.index(zone) - ZONES.index(home)) for home in HOMES[species]) == 1
    reef = Reef(SEED, fauna=FAUNA)
    events = []
    for step in range(240):
        down = 1.0 if step % 120 < 40 else -1.0
        events += reef.update(0.05, Command(0.0, down))
    began = [event for event in events if isinstance(event, DiveBegan)]
    assert [event.number for event in began] == [1, 2]
    _, came = visitors_of(reef.terrain, FAUNA, 2)
    assert {one.resident.number for one in reef.swimmers if is_visitor(one.resident.number)} == {
        one.number for one in came
    }


def test_a_day_has_a_night_that_the_deep_does_not_know() -> None:
    parts = [part_of_day(DAY_SECONDS * share / 100) for share in range(100)]
    assert [part for part, before in zip(parts, ["", *parts], strict=False) if part != before] == [
        "morning",
        "day",
        "dusk",
        "night",
        "morning",
    ]
    assert night_at(0.0) == night_at(DAY_SECONDS) == 0
    assert night_at(DAY_SECONDS * 0.8) == 1
    assert night_in(3000.0, DAY_SECONDS * 0.8) == 0
    assert 0 < night_in(700.0, DAY_SECONDS * 0.8) < 1


def test_at_night_some_come_up_and_by_day_they_are_down_again() -> None:
    reef = Reef(SEED, fauna=Fauna(("hatchetfish",), {"hatchetfish": ("twilight", "midnight")}))
    for share, rises in ((0.3, False), (0.8, True), (1.3, False)):
        reef.seconds = DAY_SECONDS * share
        reef.update(0.05, Command(rests=True))
        risen = [one.risen > 100 for one in reef.swimmers]
        assert any(risen) == rises
        for one in reef.swimmers:
            assert reef.terrain.height(one.x, one.y) <= 0


def animal(species: str, x: float, y: float, *, number: int = 0, group: int = 0) -> Swimmer:
    request = SpriteRequest("reef", SPECIES[species], species, seed=number)
    one = Swimmer.at_home(Resident(number, group, request, species, "reef", x, y))
    one.hatched = True
    return one


def around(*near: Swimmer, lamp: bool = False) -> Surroundings:
    return Surroundings(terrain_of(SEED), 430.0, 1090.0, 0.0, 1.0, 0.0, lamp, near, Rng("test"))


def test_a_cleaner_goes_to_its_host_and_is_seen_at_work() -> None:
    turtle, cleaner = animal("sea_turtle", 480, 1080, number=1), animal("butterflyfish", 440, 1130, number=2)
    begin = (cleaner.x - turtle.x) ** 2 + (cleaner.y - turtle.y) ** 2
    seen = set()
    for _ in range(200):
        live(cleaner, around(turtle, cleaner), 0.05)
        seen.add(moment_of(cleaner, (turtle, cleaner), 100.0))
    assert (cleaner.x - turtle.x) ** 2 + (cleaner.y - turtle.y) ** 2 < begin
    assert "cleaning" in seen


def test_the_lamp_draws_some() -> None:
    jelly = animal("moon_jelly", 540, 1090)
    for _ in range(200):
        live(jelly, around(jelly, lamp=True), 0.05)
    assert jelly.x < 530


@pytest.mark.parametrize(("company", "seen"), [(1, ""), (2, ""), (3, "schooling")])
def test_three_together_are_a_school(company: int, seen: str) -> None:
    school = [animal("tang", 600 + 20 * number, 1000, number=number) for number in range(company)]
    assert moment_of(school[0], school, 100.0) == seen


def test_a_hunter_hunts_and_what_hatches_is_young_for_some_seconds() -> None:
    hunter = animal("lionfish", 600, 1000)
    hunter.rest = 6.0
    assert moment_of(hunter, (hunter,), 100.0) == "hunting"
    hunter.rest, hunter.hatched_at = 0.0, 98.0
    assert moment_of(hunter, (hunter,), 100.0) == "hatching"
    assert moment_of(hunter, (hunter,), 103.0) == ""


@pytest.mark.parametrize("zone", ZONES)
def test_each_zone_has_a_giant_that_passes_and_can_be_photographed(zone: str) -> None:
    assert zone in GIANTS
    depth = giant_depth(zone)
    seen = [giant_in_view(520.0, depth, seconds, VIEW) for seconds in range(0, 240, 2)]
    whole = [one for one in seen if one is not None and met(one[1], VIEW)]
    assert {one[0] for one in whole} == {zone}
    assert 20 < len(whole) < 110  # it comes, and it goes


def test_a_giant_is_met_by_a_picture_of_nobody_else() -> None:
    reef = Reef(SEED, fauna=Fauna(("tang",)))
    reef.swimmers = []
    reef.seconds = next(
        float(t) for t in range(240) if (seen := giant_in_view(520, 395, t, VIEW)) and met(seen[1], VIEW)
    )
    reef.place_diver(520.0, giant_depth("shallows"), air=1.0)
    events = reef.update(0.05, Command(photograph=True))
    assert any(event == GiantMet("shallows") for event in events)


def test_a_picture_tells_what_the_economy_pays_for() -> None:
    reef = Reef(SEED, fauna=Fauna(("tang",)))
    one = animal("tang", 475, 1090)
    reef.swimmers = [one]
    reef.place_diver(430.0, 1090.0, air=1.0)
    events = reef.update(0.05, Command(photograph=True))
    shot = next(event for event in events if isinstance(event, Photographed))
    assert (shot.near, shot.lamp, shot.night) == (True, True, False)
    assert replace(shot, stars=1).resident is one.resident
