"""The submarine in open water: thrust, drag, lamp, air, and floating up without it."""

from __future__ import annotations

import numpy as np
import pytest

from demo_game.rules.diver import Diver
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
    assert moved(diver, 1, 0.19, 0).facing == -1  # a light touch turns nobody round
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
