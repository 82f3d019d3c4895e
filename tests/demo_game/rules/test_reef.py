"""The rules without a screen: worlds, air, lamp, eggs and pictures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest

from demo_game.rules.carving import terrain_of
from demo_game.rules.company import VIEW, child_resident
from demo_game.rules.diver import Diver
from demo_game.rules.events import (
    AirFull,
    AirLow,
    Command,
    Event,
    FloatsUp,
    GiantMet,
    Hatched,
    LampSwitched,
    Missed,
    Photographed,
    Surfaced,
    ZoneEntered,
)
from demo_game.rules.fauna import Fauna
from demo_game.rules.finder import framed
from demo_game.rules.outfit import AIR_SECONDS
from demo_game.rules.population import STAND, Resident, rosters_of
from demo_game.rules.reef import Reef
from demo_game.rules.species_ways import way_of
from demo_game.rules.swimmer import Swimmer
from demo_game.rules.terrain import CELL
from demo_game.rules.zones import DEPTH, ZONE_HEIGHT, metres_at, mood_at, zone_at
from pixelgen import CATEGORIES, SPECIES, ZONES, SpriteRequest

SEED = "CORAL-7431"
STEP = 1 / 20


def everyone(reef: Reef) -> tuple[int, ...]:
    return tuple(animal.resident.number for animal in reef.swimmers)


def pass_time(reef: Reef, seconds: float, command: Command | None = None) -> list[Event]:
    events: list[Event] = []
    for _ in range(round(seconds / STEP)):
        events += reef.update(STEP, command or Command())
    return events


def told(reef: Reef) -> str:
    """Everything about a reef after a while of play, as a hash."""
    pass_time(reef, 0.1, Command(hatched=everyone(reef)))
    pass_time(reef, 6, Command(right=0.3, down=1.0))
    facts = [(animal.resident.request.canonical(), animal.x, animal.y) for animal in reef.swimmers]
    content = json.dumps([facts, reef.diver.x, reef.diver.y, reef.population.rosters]).encode()
    return blake2b(content + reef.terrain.field.tobytes()).hexdigest()


def test_a_seed_is_the_same_reef_in_every_process() -> None:
    source = f"from tests.demo_game.rules.test_reef import *; print(told(Reef({SEED!r})))"
    root = str(Path(__file__).resolve().parents[3])
    other = subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == told(Reef(SEED))


def test_another_seed_is_another_reef() -> None:
    one, other = Reef("TIDE-1"), Reef("TIDE-2")
    assert (one.terrain.field != other.terrain.field).any()
    assert one.population.rosters != other.population.rosters


def test_every_zone_has_two_species_a_category_and_every_species_a_zone() -> None:
    for seed in ("A", "B", "C"):
        rosters = rosters_of(seed, Fauna())
        for zone in ZONES:
            kinds = [SPECIES[species] for species in rosters[zone]]
            assert sorted(kinds) == sorted([*CATEGORIES, *CATEGORIES])
            assert len(set(rosters[zone])) == len(rosters[zone])
        assert {species for roster in rosters.values() for species in roster} == set(SPECIES)


def test_everyone_of_a_roster_lives_in_its_zone() -> None:
    population = Reef(SEED).population
    for zone in ZONES:
        assert {one.species for one in population.residents if one.zone == zone} == set(population.rosters[zone])
    assert [one.number for one in population.residents] == list(range(len(population.residents)))


def test_a_world_of_few_species_is_still_one() -> None:
    reef = Reef(SEED, fauna=Fauna(("tang", "moon_jelly")))
    assert set(reef.population.rosters["abyss"]) == {"tang", "moon_jelly"}
    assert reef.population.residents


@pytest.mark.parametrize("number", range(6))
def test_open_water_leads_from_the_surface_to_the_ground(number: int) -> None:
    rock = terrain_of(f"WORLD-{number}").field > -14  # room for a submarine
    reached = np.zeros_like(rock)
    reached[1] = ~rock[1]
    for _ in range(60):  # sweeps of a flood: down and up, then to both sides
        before = reached.sum()
        for rows in (range(1, rock.shape[0]), range(rock.shape[0] - 2, 0, -1)):
            for row in rows:
                step = -1 if rows.step > 0 else 1
                reached[row] |= reached[row + step] & ~rock[row]
                for _ in range(2):
                    reached[row, 1:] |= reached[row, :-1] & ~rock[row, 1:]
                    reached[row, :-1] |= reached[row, 1:] & ~rock[row, :-1]
        if reached.sum() == before:
            break
    assert reached[(DEPTH - 80) // CELL].any()


def test_every_zone_below_the_shallows_has_a_vent_in_every_world() -> None:
    for number in range(6):
        vents = Reef(f"WORLD-{number}").population.vents
        assert {zone_at(vent.y) for vent in vents} == set(ZONES[1:])


def test_depth_grows_and_names_its_zone() -> None:
    metres = [metres_at(y) for y in range(0, DEPTH + 1, 90)]
    assert metres == sorted(metres)
    assert metres[0] == 0
    assert metres[-1] == 10935
    assert [zone_at((number + 0.5) * ZONE_HEIGHT) for number in range(6)] == list(ZONES)
    assert zone_at(-40) == "shallows"
    assert mood_at(2.5 * ZONE_HEIGHT) == (2, 3, 0)


def test_the_submarine_dives_and_is_warned_of_each_zone_once_as_new() -> None:
    reef = Reef(SEED)
    reef.place_diver(reef.diver.x, ZONE_HEIGHT - 8, air=1.0)
    events = pass_time(reef, 1.5, Command(down=1.0)) + pass_time(reef, 2.5, Command(down=-1.0))
    entered = [event for event in events if isinstance(event, ZoneEntered)]
    assert entered == [
        ZoneEntered("shallows", first=True),
        ZoneEntered("reef", first=True),
        ZoneEntered("shallows", first=False),
    ]


def test_rock_stops_the_submarine() -> None:
    reef = Reef(SEED)
    for aim in (1.0, -1.0):
        pass_time(reef, 12, Command(right=aim, down=0.4))
        assert reef.terrain.height(reef.diver.x, reef.diver.y) < 0


def test_air_is_used_up_warned_of_and_then_the_submarine_floats_up_unharmed() -> None:
    reef = Reef(SEED)
    reef.place_diver(reef.diver.x, 420.0, air=0.26)
    events = pass_time(reef, AIR_SECONDS * 0.27)
    assert [type(event) for event in events if isinstance(event, (AirLow, FloatsUp))] == [AirLow, FloatsUp]
    before = reef.diver.y
    pass_time(reef, 1, Command(down=1.0))
    assert reef.diver.y < before
    later = pass_time(reef, 12)
    assert [type(event) for event in later if isinstance(event, (Surfaced, AirFull))] == [Surfaced, AirFull]
    assert not reef.diver.adrift


def test_nobody_breathes_while_nobody_steers() -> None:
    reef = Reef(SEED)
    reef.place_diver(reef.diver.x, 420.0, air=0.5)
    pass_time(reef, 5, Command(rests=True))
    assert reef.diver.air == 0.5


def test_a_vent_fills_the_air_up() -> None:
    reef = Reef(SEED)
    vent = reef.population.vents[0]
    reef.place_diver(vent.x, vent.y - 30, air=0.4)
    assert AirFull() in pass_time(reef, 6)


def test_the_lamp_goes_off_and_on() -> None:
    reef = Reef(SEED)
    assert LampSwitched(False) in reef.update(STEP, Command(switch_lamp=True))
    assert LampSwitched(True) in reef.update(STEP, Command(switch_lamp=True))


def test_the_nearest_is_wanted_first_and_hatches_when_it_is_there() -> None:
    reef = Reef(SEED)
    reef.update(STEP, Command())
    wanted = reef.wanted()
    distances = [abs(one.x - reef.camera_x) + abs(one.y - reef.camera_y) for one in wanted]
    assert distances == sorted(distances)
    events = reef.update(STEP, Command(hatched=(wanted[0].number,)))
    animal = next(one for one in reef.swimmers if one.resident == wanted[0])
    assert animal.hatched
    assert all(event.resident == wanted[0] for event in events if isinstance(event, Hatched))


def test_only_what_has_hatched_can_be_photographed() -> None:
    reef = Reef(SEED)
    resident = next(one for one in reef.population.residents if one.species in reef.population.rosters["reef"])
    reef.place_diver(resident.x - 40, resident.y, air=1.0)
    reef.swimmers = [animal for animal in reef.swimmers if animal.resident == resident]
    assert isinstance(reef.update(STEP, Command(photograph=True))[-1], (Missed, GiantMet))
    pass_time(reef, 1, Command(hatched=(resident.number,)))
    taken = reef.update(STEP, Command(photograph=True))[-1]
    assert isinstance(taken, Photographed)
    assert taken.resident == resident
    assert taken.metres == metres_at(reef.diver.y)


def test_the_shutter_needs_a_moment() -> None:
    reef = Reef(SEED)
    clicks = [reef.update(STEP, Command(photograph=True)) for _ in range(10)]
    assert sum(Missed() in events for events in clicks) == 1


def test_a_picture_is_worth_more_close_and_at_ease() -> None:
    reef = Reef(SEED)
    animal = reef.swimmers[0]
    animal.hatched = True
    reef.place_diver(animal.x - 40, animal.y, air=1.0)
    assert reef.stars(animal) == 3
    animal.alarm = 1.0
    assert reef.stars(animal) == 2
    reef.place_diver(animal.x - 120, animal.y, air=1.0)
    assert reef.stars(animal) == 1


def test_what_lies_behind_is_not_framed() -> None:
    reef = Reef(SEED)
    animal = reef.swimmers[0]
    animal.hatched = True
    reef.swimmers = [animal]
    reef.place_diver(animal.x + 90, animal.y, air=1.0)
    reef.update(STEP, Command())
    assert reef.target is None
    pass_time(reef, 0.5, Command(right=-1.0))
    assert reef.target is animal


def test_what_the_hull_hides_is_not_framed() -> None:
    reef = Reef(SEED)
    animal = reef.swimmers[0]
    animal.hatched = True
    reef.swimmers = [animal]
    for right, down, seen in ((0, 0, False), (12, 8, False), (-18, 4, False), (0, 24, True), (30, 0, True)):
        reef.place_diver(animal.x - right, animal.y - down, air=1.0)
        reef.awake = []
        reef.update(0.0, Command())
        assert (reef.target is animal) == seen, (right, down)


def test_what_lies_beyond_the_edge_of_the_view_is_not_framed() -> None:
    diver = Diver(520.0, 900.0, aim_x=0.1, aim_y=1.0)
    below = Swimmer.at_home(Resident(1, 1, SpriteRequest("reef", "reef_fish", "tang"), "tang", "reef", 520.0, 1030.0))
    below.hatched = True
    assert framed([below], diver, camera=(520.0, 930.0), view=VIEW) is below
    assert framed([below], diver, camera=(520.0, 870.0), view=VIEW) is None


def test_a_bred_egg_lies_beside_the_submarine_and_lives_there() -> None:
    reef = Reef(SEED)
    request = SpriteRequest("reef", "reef_fish", "tang", seed=4)
    child = reef.add_child(request, species="tang", generation=2, place=0)
    assert reef.terrain.height(child.x, child.y) < 0
    assert child.generation == 2
    reef.update(STEP, Command())
    assert child in reef.wanted()


@pytest.mark.parametrize("species", ["staghorn", "sea_fan", "crab"])
def test_a_bred_ground_dweller_sinks_to_ground_of_its_own(species: str) -> None:
    reef = Reef(SEED)
    reef.place_diver(520.0, 1000.0, air=1.0)
    request = SpriteRequest("reef", SPECIES[species], species, seed=4)
    homes = []
    for place in range(3):
        child = reef.add_child(request, species=species, generation=1, place=place)
        egg = reef.swimmers[-1]
        assert (egg.x, egg.y) != (child.x, child.y)
        assert reef.terrain.height(child.x, child.y + STAND) == pytest.approx(0, abs=1)  # it stands on ground
        pass_time(reef, np.hypot(egg.x - child.x, egg.y - child.y) / 50)
        assert (egg.x, egg.y) == (child.x, child.y)
        homes.append((child.x, child.y))
        assert np.hypot(child.x - 520, child.y - 1000) < 450
    wild = [(one.x, one.y) for one in reef.population.residents if way_of(one.species).ground]
    for number, (x, y) in enumerate(homes):
        assert all(np.hypot(x - a, y - b) > 8 for a, b in [*wild, *homes[number + 1 :]])


def test_a_coral_that_was_saved_in_open_water_is_put_on_ground() -> None:
    reef = Reef(SEED)
    request = SpriteRequest("reef", "coral", "staghorn", seed=4)
    saved = child_resident(request, species="staghorn", generation=1, place=0, x=520.0, y=1000.0)
    placed = reef.put(saved)
    assert reef.terrain.height(placed.x, placed.y + STAND) == pytest.approx(0, abs=1)
    assert reef.put(placed) == placed
    fish = child_resident(request, species="tang", generation=1, place=1, x=520.0, y=1000.0)
    assert reef.put(fish) == fish


def test_nobody_lives_in_rock_and_what_stands_stands_on_ground() -> None:
    for number in range(12):
        reef = Reef(f"WORLD-{number}")
        for one in reef.population.residents:
            room = -reef.terrain.height(one.x, one.y)
            assert room > 8 if not way_of(one.species).ground else room >= 0, one
            if way_of(one.species).ground:
                assert reef.terrain.height(one.x, one.y + STAND) == pytest.approx(0, abs=1)


def test_nobody_swims_into_rock() -> None:
    reef = Reef("WORLD-1")
    pass_time(reef, 0.1, Command(hatched=everyone(reef), rests=True))
    hiders = [one for one in reef.population.residents if way_of(one.species).name == "hide"]
    for home in hiders[::6]:
        reef.place_diver(home.x, home.y - 40, air=1.0)
        for _ in range(6):
            pass_time(reef, 1, Command(rests=True))
            assert [one for one in reef.awake if reef.terrain.height(one.x, one.y) > 0] == []


def test_time_that_stood_still_makes_no_leap() -> None:
    reef = Reef(SEED)
    reef.place_diver(reef.diver.x, 300.0, air=1.0)
    before = reef.diver.y
    reef.update(30.0, Command(down=1.0))
    assert reef.diver.y - before < 8
