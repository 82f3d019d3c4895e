"""The submarine in open water: thrust, drag, lamp, air, and floating up without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from demo_game.rules.diver import HULL, Diver
from demo_game.rules.terrain import Terrain
from demo_game.rules.way_up import way_up

OPEN = Terrain("", np.full((566, 131), -40.0), (), ())
WAY = way_up(OPEN, ((0, 0),))


def moved(diver: Diver, seconds: float, right: float, down: float, *, step: float = 1 / 60) -> Diver:
    for _ in range(round(seconds / step)):
        diver.move(step, right, down, terrain=OPEN, way=WAY)
    return diver


def test_thrust_and_drag_make_a_top_speed_that_is_the_same_in_all_directions() -> None:
    speeds = [
        moved(Diver(520.0, 2000.0), 3, *thrust).speed for thrust in ((1, 0), (0, 1), (-1, -1), (0.6, 0.8), (9, 9))
    ]
    assert speeds == pytest.approx([300 / 2.9] * 5, rel=0.01)
    assert moved(Diver(520.0, 2000.0), 3, 0.5, 0).speed == pytest.approx(150 / 2.9, rel=0.01)


def test_without_thrust_it_comes_to_rest() -> None:
    diver = moved(moved(Diver(520.0, 2000.0), 2, 1, 0), 1, 0, 0)
    assert diver.speed == pytest.approx(300 / 2.9 * (1 - 2.9 / 60) ** 60, rel=0.02)


def test_it_stays_within_the_world_and_its_dome_above_the_water() -> None:
    assert moved(Diver(520.0, 300.0), 12, -1, 0).x == 20
    assert moved(Diver(520.0, 300.0), 12, 1, 0).x == 1020
    up = moved(Diver(520.0, 60.0), 3, 0, -1)
    assert (up.y, up.vy) == (2, 0)


def test_it_turns_with_the_thrust_and_its_lamp_follows() -> None:
    diver = moved(Diver(520.0, 2000.0), 2, -0.21, 0)
    assert diver.facing == -1
    assert (diver.aim_x, diver.aim_y) == pytest.approx((-1, 0), abs=0.01)
    assert moved(diver, 1, 0.2, 0).facing == -1  # a light touch turns nobody round
    assert moved(diver, 2, 0, 1).aim_y == pytest.approx(1.1 / (1 + 1.1**2) ** 0.5, abs=0.01)
    assert diver.aim_x**2 + diver.aim_y**2 == pytest.approx(1)


@pytest.mark.parametrize("down", [0.0, 0.8])
@pytest.mark.parametrize("step", [1 / 60, 1 / 20])
def test_the_lamp_turns_round_with_the_hull_at_once(down: float, step: float) -> None:
    diver = moved(Diver(520.0, 2000.0), 1, 1, down, step=step)
    aim_x, aim_y = diver.aim_x, diver.aim_y
    diver.move(step, -1, down, terrain=OPEN, way=WAY)
    assert diver.facing == -1
    assert (diver.aim_x, diver.aim_y) == pytest.approx((-aim_x, aim_y), abs=0.01)


def test_air_lasts_150_seconds_and_is_taken_in_within_5() -> None:
    diver = Diver()
    for _ in range(149):
        diver.breathe(1.0, fresh=False)
    assert not diver.adrift
    assert diver.air == pytest.approx(1 / 150)
    diver.breathe(1.1, fresh=False)
    assert (diver.air, diver.adrift) == (0, True)
    diver.breathe(2.4, fresh=True)
    assert diver.adrift
    diver.drift_y, diver.ahead = -100.0, (3, 4)
    diver.breathe(0.1, fresh=True)
    assert (diver.air, diver.adrift) == (pytest.approx(0.5), False)
    assert (diver.drift_x, diver.drift_y, diver.ahead) == (0, 0, None)
    diver.breathe(2.6, fresh=True)
    assert diver.air == 1


def test_adrift_it_rises_at_150_pixels_a_second() -> None:
    idle = moved(Diver(520.0, 2000.0, air=0.0, adrift=True), 3, 0, 1)
    assert idle.velocity[1] == pytest.approx(-150)
    assert 2000 - idle.y == pytest.approx(150 * 3 - 75, abs=5)


@pytest.mark.parametrize("frames_a_second", [20, 60, 240])
def test_adrift_it_is_steered_a_little_at_any_frame_rate(frames_a_second: int) -> None:
    step = 1 / frames_a_second
    steered = moved(Diver(520.0, 2000.0, air=0.0, adrift=True), 3, 1, 1, step=step)
    assert steered.vx == pytest.approx(0.4 * 0.5**0.5 * 300 / 2.9, rel=0.05)
    assert steered.vy == 0
    let_go = moved(steered, 2, 0, 0, step=step)
    assert let_go.vx == 0


def test_it_begins_at_the_surface_in_the_middle_at_rest_with_full_air_and_its_lamp_on() -> None:
    diver = Diver()
    assert (diver.x, diver.y, diver.velocity, diver.air, diver.adrift) == (520, 8, (0, 0), 1, False)
    assert (diver.facing, diver.aim_x, diver.aim_y, diver.lamp) == (1, 1, 0, True)


def test_its_velocity_is_its_own_and_what_it_drifts() -> None:
    diver = Diver(vx=3.0, vy=-4.0, drift_x=2.0, drift_y=16.0)
    assert (diver.velocity, diver.speed) == ((5, 12), 13)


def test_a_long_step_stops_it_and_turns_its_lamp_and_does_neither_twice() -> None:
    diver = Diver(520.0, 2000.0, vx=100.0, vy=-100.0)
    diver.move(1.0, 0.0, 0.0, terrain=OPEN, way=WAY)
    assert diver.velocity == (0, 0)
    diver.move(1.0, 0.0, 1.0, terrain=OPEN, way=WAY)
    assert (diver.aim_x, diver.aim_y) == pytest.approx((1 / 2.21**0.5, 1.1 / 2.21**0.5))


@pytest.mark.parametrize(("y", "kept"), [(2.5, 2.5), (2.0, 2.0), (1.5, 2.0), (-9.0, 2.0)])
def test_it_rises_to_2_pixels_under_the_surface(y: float, kept: float) -> None:
    diver = Diver(520.0, y, vy=-1.0)
    diver.move(0.0, 0.0, 0.0, terrain=OPEN, way=WAY)
    assert (diver.y, diver.vy) == (kept, -1.0 if y >= 2 else 0.0)


@pytest.mark.parametrize(("speed", "stops"), [(3.9, True), (4.0, False), (4.1, False)])
def test_adrift_and_not_steered_it_stops_by_itself_below_4_pixels_a_second(speed: float, stops: bool) -> None:
    adrift = Diver(520.0, 2000.0, vx=speed, adrift=True)
    adrift.move(0.0, 0.0, 0.0, terrain=OPEN, way=WAY)
    assert adrift.vx == (0 if stops else speed)
    with_air = Diver(520.0, 2000.0, vx=speed)
    with_air.move(0.0, 0.0, 0.0, terrain=OPEN, way=WAY)
    assert with_air.vx == speed


@pytest.mark.parametrize("x", [520.0, 300.0])
def test_adrift_it_comes_to_rest_at_the_surface(x: float) -> None:
    diver = moved(Diver(x, 150.0, air=0.0, adrift=True), 3, 0, 0)
    assert diver.x == pytest.approx(x, abs=4)
    assert (diver.y, diver.velocity) == (8, (0, 0))


# --- rock: a plane whose height grows by `right` and `down` a pixel, 0 at a distance from the place (520, 2000) ----


def slope(right: float, down: float, *, off: float) -> Terrain:
    y, x = np.arange(566)[:, None] * 8.0, np.arange(131)[None, :] * 8.0
    return Terrain("", (x - 520) * right + (y - 2000) * down - off, (), ())


@pytest.mark.parametrize(
    ("right", "down", "reach"),
    [
        (1, 0, 19),
        (-1, 0, 18),
        (0, 1, 12),
        (0, -1, 14),
        (1, 1, 24),
        (-1, 1, 24),
        (1, -1, 21),
        (-1, -1, 19),
        (2, 1, 40),
        (-3, 1, 54),
        (-1, -4, 60),
    ],
)
def test_its_hull_reaches_so_far_in_each_direction(right: int, down: int, reach: int) -> None:
    for off, free in ((reach, True), (reach - 0.5, False)):
        diver = Diver(520.0, 2000.0)
        diver.move(0.0, 0.0, 0.0, terrain=slope(right, down, off=off), way=WAY)
        assert ((diver.x, diver.y) == (520, 2000)) == free
        assert (diver.x - 520) * right + (diver.y - 2000) * down <= 0


def test_it_is_pushed_out_of_rock_by_12_pixels_a_step_at_most() -> None:
    deep, shallow = Diver(520.0, 2000.0), Diver(520.0, 2000.0)
    deep.move(0.0, 0.0, 0.0, terrain=slope(1, 0, off=-20), way=WAY)
    shallow.move(0.0, 0.0, 0.0, terrain=slope(1, 0, off=14), way=WAY)
    assert (deep.x, shallow.x) == (508, 515)


@pytest.mark.parametrize(
    ("vx", "kept", "bumped"),
    [(31.0, 0, True), (30.0, 0, False), (0.5, 0, False), (0.0, 0, False), (-0.5, -0.5, False), (-40.0, -40, False)],
)
def test_rock_takes_the_speed_into_it_and_tells_of_more_than_30_pixels_a_second(
    vx: float, kept: float, bumped: bool
) -> None:
    diver = Diver(520.0, 2000.0, vx=vx, vy=50.0)
    assert diver.move(0.0, 0.0, 0.0, terrain=slope(1, 0, off=0), way=WAY) == bumped
    assert (diver.vx, diver.vy) == (kept, 50)


def test_adrift_around_corners_and_through_rock_it_goes_no_farther_than_its_speed_allows() -> None:
    cave = replace(OPEN, field=OPEN.field.copy())
    cave.field[150:220, 30:100] = 20.0
    cave.field[170:200, 50:80] = -40.0
    diver, way = Diver(500.0, 1500.0, air=0.0, adrift=True), way_up(cave, HULL)
    while diver.y > 100:
        x, y = diver.x, diver.y
        diver.move(1 / 20, 0.0, 0.0, terrain=cave, way=way)
        assert np.hypot(diver.x - x, diver.y - y) < 150 / 20 + 1e-9
