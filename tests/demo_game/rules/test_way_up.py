"""Out of air, from wherever it is, the submarine surfaces by itself."""

from __future__ import annotations

import numpy as np
import pytest

from demo_game.rules.diver import HULL, Diver
from demo_game.rules.events import AirFull, Command, FloatsUp, Surfaced
from demo_game.rules.reef import Reef
from demo_game.rules.terrain import CELL, Terrain
from demo_game.rules.way_up import way_up
from demo_game.tools.surfacing import looked_at, main

STEP = 1 / 20


def water(*rock: tuple[slice, slice]) -> Terrain:
    """Open water of 1040 x 4520 pixels with blocks of rock in it: rows and columns of cells."""
    field = np.full((566, 131), -40.0)
    for block in rock:
        field[block] = 20.0
    return Terrain("", field, (), ())


def surfaces(terrain: Terrain, x: float, y: float, *, thrust: float = 0.0, seconds: float = 90.0) -> Diver:
    diver, way = Diver(x, y, air=0.0, adrift=True), way_up(terrain, HULL)
    for _ in range(round(seconds / STEP)):
        diver.move(STEP, thrust, 0.0, terrain=terrain, way=way)
    return diver


@pytest.mark.parametrize(
    ("seed", "x", "y"), [("ANCHOR-3235", 323.15, 2641.0), ("CORAL-7431", 30.0, 2000.0), ("TIDE-1", 520.0, 4310.0)]
)
def test_out_of_air_under_a_ledge_in_rock_or_at_the_ground_the_submarine_surfaces(
    seed: str, x: float, y: float
) -> None:
    reef = Reef(seed)
    reef.place_diver(x, y, air=0.0)
    told = [event for _ in range(round(90 / STEP)) for event in reef.update(STEP, Command())]
    assert [type(event) for event in told if isinstance(event, (FloatsUp, Surfaced, AirFull))] == [
        FloatsUp,
        Surfaced,
        AirFull,
    ]
    assert reef.diver.y < 12
    assert not reef.diver.adrift


def test_from_all_places_of_a_world_a_way_ends_at_the_surface() -> None:
    found = looked_at("WORLD-0", every=900, limit=90.0)
    assert found.places > 30_000
    assert found.dives > 30
    assert found.stuck == ()
    assert found.dive_seconds < 45  # from caves and from below shelves, which wind
    assert found.hull < 4
    assert found.through_rock < 10


def test_the_command_says_how_many_do_not_surface(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--worlds", "1", "--every", "5000"]) == 0
    assert "dives without air: 0 did not surface" in capsys.readouterr().out
    assert main(["--worlds", "1", "--every", "9000", "--limit", "20"]) == 1
    assert "WORLD-0: no way to the surface from x=" in capsys.readouterr().out


def test_the_way_leads_around_a_roof_and_not_through_it() -> None:
    terrain = water((slice(150, 156), slice(20, 90)))
    way = way_up(terrain, HULL)
    place, seen = way.nearest(400.0, 1600.0), []
    while way.next(place) != place:
        seen.append(way.room[place])
        place = way.next(place)
    assert min(seen) > 0
    assert place[0] * CELL < 12
    assert surfaces(terrain, 400.0, 1600.0).y < 12


def test_a_closed_cave_has_a_way_up_too() -> None:
    cave = (slice(150, 220), slice(30, 100))
    terrain = water(cave)
    terrain.field[170:200, 50:80] = -40.0
    assert surfaces(terrain, 500.0, 1500.0).y < 12


def test_who_steers_while_adrift_surfaces_all_the_same_and_elsewhere() -> None:
    terrain = water((slice(150, 156), slice(20, 90)))
    idle, steered = (surfaces(terrain, 500.0, 3000.0, thrust=thrust) for thrust in (0.0, 1.0))
    assert steered.y < 12
    assert steered.x > idle.x + 40


def test_floating_up_begins_gently_and_makes_no_sharp_turns() -> None:
    terrain = water((slice(150, 156), slice(20, 90)))
    diver, way = Diver(400.0, 1600.0, air=0.0, adrift=True), way_up(terrain, HULL)
    speeds, headings = [], []
    while diver.y > 20:
        diver.move(1 / 60, 0.0, 0.0, terrain=terrain, way=way)
        speeds.append(diver.speed)
        headings.append(np.arctan2(*diver.velocity))
    assert np.diff(speeds[:-5]).max() < 5
    assert max(speeds) == pytest.approx(150)
    turns = np.degrees(np.abs(np.diff(np.unwrap(headings))))
    assert np.quantile(turns, 0.99) < 15


def test_a_submarine_with_air_stays_where_it_is() -> None:
    reef = Reef("CORAL-7431")
    reef.place_diver(520.0, 900.0, air=1.0)
    for _ in range(40):
        reef.update(STEP, Command())
    assert (reef.diver.x, reef.diver.y) == (520.0, 900.0)


def test_the_way_up_is_the_same_each_time() -> None:
    terrain = Reef("TIDE-1").terrain
    one, other = way_up(terrain, HULL), way_up(terrain, HULL)
    assert np.array_equal(one.costs, other.costs)
    assert np.array_equal(one.steps, other.steps)
