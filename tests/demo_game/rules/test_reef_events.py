"""What a reef tells and shows, by its figures: dives, depths, the fall, pictures, and where bred ones come to live."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from demo_game.rules.company import VIEW, child_resident
from demo_game.rules.daylight import DAY_SECONDS
from demo_game.rules.events import (
    AirFull,
    Command,
    DiveBegan,
    Event,
    FallFound,
    GiantMet,
    LampSwitched,
    Missed,
    Photographed,
    TooDeep,
    ZoneEntered,
)
from demo_game.rules.fauna import Fauna
from demo_game.rules.outfit import Outfit
from demo_game.rules.population import Resident, Vent
from demo_game.rules.reef import Reef
from demo_game.rules.swimmer import Swimmer
from demo_game.rules.terrain import Spot, Terrain
from demo_game.rules.visitors import is_visitor, visitors_of
from demo_game.rules.zones import ZONE_HEIGHT, metres_at
from pixelgen import SpriteRequest

TANG = SpriteRequest("reef", "reef_fish", "tang", seed=4)
CORAL = SpriteRequest("reef", "coral", "staghorn", seed=4)
X, Y = 430.0, 1090.0
NIGHT, NOON = DAY_SECONDS * 0.8, DAY_SECONDS * 0.3


@pytest.fixture(scope="module")
def world() -> Reef:
    return Reef("CORAL-7431", fauna=Fauna(("tang", "staghorn", "moon_jelly")))


@pytest.fixture
def reef(world: Reef) -> Reef:
    """The submarine at (X, Y) with full air in open water, and nobody about."""
    reef = copy(world)
    reef.terrain = Terrain(world.seed, np.full_like(world.terrain.field, -100.0), (), ())
    reef.population = replace(reef.population, vents=())
    reef.swimmers, reef.visited = [], set()
    reef.place_diver(X, Y, air=1.0)
    return reef


def told(reef: Reef, kind: type, *, y: float = Y, x: float = X, command: Command | None = None) -> list[Event]:
    """What of a kind is told at a place, in no time."""
    reef.diver.x, reef.diver.y = x, y
    return [event for event in reef.update(0.0, command or Command()) if isinstance(event, kind)]


def bred(request: SpriteRequest, x: float, y: float, *, place: int = 0) -> Resident:
    return child_resident(request, species=str(request.species), generation=1, place=place, x=x, y=y)


# --- dives ----------------------------------------------------------------------------------------------


def test_a_world_begins_in_its_first_morning_before_its_first_dive(world: Reef) -> None:
    assert (world.dives, world.seconds, world.visited) == (0, 0, set())


def test_a_dive_begins_more_than_60_pixels_down_once_until_the_submarine_was_at_the_surface(reef: Reef) -> None:
    places = (60.0, 60.1, 60.1, 12.0, 61.0, 11.9, 61.0)
    began = [told(reef, DiveBegan, y=y) for y in places]
    assert [[event.number for event in events if isinstance(event, DiveBegan)] for events in began] == [
        [],
        [1],
        [],
        [],
        [],
        [],
        [2],
    ]


def test_nothing_begins_and_nothing_is_found_while_nobody_steers(reef: Reef) -> None:
    reef.population = replace(reef.population, fall=Spot(X, Y))
    assert told(reef, DiveBegan, y=61.0, command=Command(rests=True)) == []
    assert told(reef, FallFound, command=Command(rests=True)) == []


def test_visitors_come_with_their_dive_and_leave_with_the_next_one(reef: Reef) -> None:
    number = next(number for number in range(2, 30) if visitors_of(reef.terrain, reef.fauna, number)[1])
    resident = reef.put(bred(TANG, X, Y))
    old = Swimmer.at_home(replace(resident, number=2_000_000))
    reef.swimmers.append(old)
    reef.dives = number - 1
    (began,) = told(reef, DiveBegan)
    special, came = visitors_of(reef.terrain, reef.fauna, number)
    assert began == DiveBegan(number, special.stray, special.bloom)
    assert [one.resident for one in reef.swimmers] == [resident, *came]
    assert all(is_visitor(one.number) for one in came)


def test_when_a_dive_begins_all_who_are_near_live_at_once(reef: Reef) -> None:
    assert told(reef, DiveBegan, y=8.0) == []
    reef.swimmers = [Swimmer.at_home(bred(TANG, X, Y))]
    told(reef, DiveBegan, y=8.0)
    assert reef.awake == []
    told(reef, DiveBegan, y=61.0)
    assert [one.resident.species for one in reef.awake][:1] == ["tang"]


def test_the_pressure_line_is_told_of_once_until_the_submarine_was_60_pixels_above_it(reef: Reef) -> None:
    reef.outfit = Outfit(bears=1000.0)
    places = (1000.0, 1000.1, 1000.1, 940.0, 1001.0, 939.9, 1001.0)
    assert [len(told(reef, TooDeep, y=y)) for y in places] == [0, 1, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("right", "down", "found"),
    [
        (109.9, 109.9, True),
        (-109.9, -109.9, True),
        (110, 0, False),
        (-110, 0, False),
        (0, 110, False),
        (0, -110, False),
    ],
)
def test_the_fall_is_found_within_110_pixels(reef: Reef, right: float, down: float, found: bool) -> None:
    reef.population = replace(reef.population, fall=Spot(X - right, Y - down))
    assert told(reef, FallFound) == ([FallFound()] if found else [])


def test_the_fall_is_found_anew_by_who_comes_back(reef: Reef) -> None:
    reef.population = replace(reef.population, fall=Spot(X, Y))
    assert [len(told(reef, FallFound, y=y)) for y in (Y - 200, Y, Y + 50, Y + 200, Y)] == [0, 1, 0, 0, 1]


def test_a_zone_is_new_the_first_time(reef: Reef) -> None:
    reef.visited = {"twilight"}
    places = [(number + 0.5) * ZONE_HEIGHT for number in (1, 1, 2, 1)]
    assert [told(reef, ZoneEntered, y=y) for y in places] == [
        [ZoneEntered("reef", first=True)],
        [],
        [ZoneEntered("twilight", first=False)],
        [ZoneEntered("reef", first=False)],
    ]


def test_the_lamp_is_told_to_be_as_it_then_is(reef: Reef) -> None:
    for lit in (False, True):
        assert told(reef, LampSwitched, command=Command(switch_lamp=True)) == [LampSwitched(lit)]
        assert reef.diver.lamp == lit


# --- air and room ---------------------------------------------------------------------------------------


def test_in_the_bubbles_of_a_vent_it_breathes(reef: Reef) -> None:
    reef.population = replace(reef.population, vents=(Vent(X, Y + 40, hot=False),))
    reef.place_diver(X, Y, air=0.99)
    assert AirFull() in reef.update(0.05, Command())
    reef.place_diver(X, Y - 100, air=0.99)
    reef.update(0.05, Command())
    assert reef.diver.air < 0.99


def test_relaxed_the_air_is_always_full_and_nobody_is_adrift(reef: Reef) -> None:
    reef.diver.air, reef.diver.adrift = 0.0, True
    reef.update(0.0, Command(rests=True, relaxed=True))
    assert (reef.diver.air, reef.diver.adrift) == (0, True)
    reef.update(0.0, Command(relaxed=True))
    assert (reef.diver.air, reef.diver.adrift) == (1, False)


@pytest.mark.parametrize(("height", "fits"), [(2.0, True), (2.1, False)])
def test_the_submarine_fits_where_its_hull_is_at_most_2_pixels_in_rock(reef: Reef, height: float, fits: bool) -> None:
    reef.terrain.field[:] = -20.0
    reef.terrain.field[:, 50:] = height
    assert reef.has_room(360.0, Y)
    assert reef.has_room(395.0, Y) == fits


# --- light and pictures ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("y", "seconds", "dark"),
    [
        (374.0, NIGHT, True),
        (375.0, NIGHT, False),
        (376.0, NIGHT, False),
        (100.0, NOON, False),
        (3 * ZONE_HEIGHT - 1.0, NOON, False),
        (3 * ZONE_HEIGHT + 1.0, NOON, True),
    ],
)
def test_it_is_dark_in_the_deep_and_at_night_near_the_surface(reef: Reef, y: float, seconds: float, dark: bool) -> None:
    reef.seconds, reef.diver.y = seconds, y
    assert reef.is_dark is dark


@pytest.mark.parametrize(
    ("left", "seen", "framed"), [(0, True, True), (-40, True, True), (-80, True, False), (0, False, False)]
)
def test_a_giant_is_framed_when_enough_of_it_is_in_view_and_nobody_is_nearer(
    reef: Reef, left: int, seen: bool, framed: bool
) -> None:
    reef.giant = ("reef", (left, 100, 170, 60)) if seen else None
    assert reef.giant_framed is framed
    reef.target = Swimmer.at_home(bred(TANG, X, Y))
    assert reef.giant_framed is False


def test_a_giant_behind_rock_is_framed_where_most_of_it_is_seen(reef: Reef, monkeypatch: pytest.MonkeyPatch) -> None:
    reef.giant = ("reef", (100, 100, 180, 60))
    for covered, framed in ((0, True), (60, True), (120, False), (180, False)):
        edge = reef.camera_x - VIEW[0] / 2 + 100 + covered
        monkeypatch.setattr(Terrain, "height", lambda self, x, y, edge=edge: 9.0 if x < edge else -9.0)
        assert reef.giant_framed is framed, covered


def picture(reef: Reef) -> Event:
    return reef.update(0.0, Command(photograph=True))[-1]


def test_a_picture_of_nobody_is_of_the_giant_that_is_there_or_missed(reef: Reef) -> None:
    clicks = set()
    for second in range(0, 400, 5):
        reef.seconds = float(second)
        clicks.add(click := picture(reef))
        assert click == (GiantMet("reef") if reef.giant_framed else Missed())
    assert clicks == {GiantMet("reef"), Missed()}


def photographed(reef: Reef, right: float, down: float) -> Photographed:
    """A picture of a tang that is so far from the submarine."""
    reef.put(bred(TANG, reef.diver.x + right, reef.diver.y + down))
    reef.swimmers[-1].hatched = True
    taken = picture(reef)
    assert isinstance(taken, Photographed)
    return taken


@pytest.mark.parametrize("down", [30.0, -30.0])
@pytest.mark.parametrize(("close", "near"), [(49.9, False), (50.0, False), (50.1, True)])
def test_a_picture_is_from_near_by_within_what_the_camera_counts_as_close(
    reef: Reef, close: float, near: bool, down: float
) -> None:
    reef.outfit = Outfit(close=close)
    assert photographed(reef, 40.0, down).near == near


@pytest.mark.parametrize(("y", "seconds", "night"), [(740, NIGHT, True), (750, NIGHT, False), (740, NOON, False)])
def test_a_picture_is_by_night_where_more_than_half_of_the_night_is_seen(
    reef: Reef, y: float, seconds: float, night: bool
) -> None:
    reef.place_diver(X, y, air=1.0)
    reef.seconds = seconds
    taken = photographed(reef, 40.0, 0.0)
    assert (taken.night, taken.metres) == (night, metres_at(y))


def test_a_picture_tells_of_the_lamp_and_how_the_animal_was(reef: Reef) -> None:
    taken = photographed(reef, 40.0, 0.0)
    assert (taken.lamp, taken.shy, taken.calm, taken.stars) == (True, False, True, 3)
    reef.diver.lamp, reef.seconds = False, reef.seconds + 1.0
    reef.swimmers[-1].shy, reef.swimmers[-1].alarm = True, 1.0
    again = picture(reef)
    assert isinstance(again, Photographed)
    assert (again.lamp, again.shy, again.calm, again.stars) == (False, True, False, 2)


def test_of_two_equally_near_the_lower_number_is_wanted_first(reef: Reef) -> None:
    for place, (right, down) in ((5, (0, 50)), (2, (50, 0)), (4, (-30, 20))):
        reef.put(bred(TANG, X + right, Y + down, place=place))
    assert [one.number % 10 for one in reef.wanted()] == [2, 4, 5]


@pytest.mark.parametrize("generation", [0, 1])
def test_only_the_bred_are_seen_to_hatch_now(reef: Reef, generation: int) -> None:
    one = reef.put(replace(bred(TANG, X, Y), generation=generation))
    reef.seconds = 7.0
    reef.update(0.0, Command(hatched=(one.number,)))
    assert reef.swimmers[0].hatched_at == (7 if generation else -99)


# --- where the bred live --------------------------------------------------------------------------------


def test_who_is_put_once_more_is_there_once(reef: Reef) -> None:
    first, second = bred(TANG, X, Y), bred(TANG, X, Y, place=1)
    reef.put(first)
    reef.put(second)
    moved = reef.put(replace(first, x=X + 50))
    assert [one.resident for one in reef.swimmers] == [second, moved]


def test_a_bred_coral_lives_on_the_nearest_ground_that_neither_a_coral_nor_a_vent_has(reef: Reef) -> None:
    spots = [Spot(X + 25, Y + 15), Spot(X + 60, Y + 15), Spot(X + 90, 2 * ZONE_HEIGHT + 40)]
    reef.terrain = replace(reef.terrain, spots=tuple(spots[:2]))
    one, other = (reef.put(bred(CORAL, X, Y, place=place)) for place in range(2))
    assert [(one.x, one.y), (other.x, other.y)] == [(X + 25, Y), (X + 60, Y)]
    fish = reef.put(bred(TANG, X + 25, Y, place=2))
    assert (fish.x, fish.y) == (X + 25, Y)
    reef.swimmers = [Swimmer.at_home(fish)]  # who swims takes no ground
    reef.population = replace(reef.population, vents=(Vent(X + 60, Y, hot=False),))
    one = reef.put(bred(CORAL, X + 50, Y))
    assert one.x == X + 25
    reef.terrain = replace(reef.terrain, spots=tuple(spots[2:]))
    one = reef.put(bred(CORAL, X, Y))
    assert (one.y, one.zone) == (2 * ZONE_HEIGHT + 25, "twilight")


def test_without_ground_a_bred_coral_stays_where_it_is(reef: Reef) -> None:
    assert reef.put(bred(CORAL, X, Y)) == bred(CORAL, X, Y)


@pytest.mark.parametrize(
    ("up", "inside", "stays"),
    [
        (15.0, -9.0, True),
        (14.1, -9.0, True),
        (15.9, -9.0, True),
        (14.0, -9.0, False),
        (16.0, -9.0, False),
        (30.0, -9.0, False),
        (15.0, 0.0, True),
        (15.0, 0.5, False),
    ],
)
def test_a_coral_stands_where_it_is_within_a_pixel_of_15_above_ground_and_not_itself_in_rock(
    reef: Reef, up: float, inside: float, stays: bool
) -> None:
    """up: its middle above ground at y = 1000. inside: the height of the rock there."""
    y = np.arange(len(reef.terrain.field))[:, None] * 8.0
    field = np.repeat(np.clip(y - 1000, -100, 100), reef.terrain.field.shape[1], axis=1)
    field[121:125] = inside
    field[124] = -8.0 if inside < 0 else inside
    reef.terrain = replace(reef.terrain, field=field, spots=(Spot(X + 200, 1000),))
    coral = bred(CORAL, X, 1000 - up)
    assert (reef.put(coral) == coral) == stays
