"""Where the submarine is and what is left of its air; it moves by thrust against the water and slides along rock.

Knows nothing of animals. Out of air it drops its weights and floats up by itself: nobody drowns here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from demo_game.rules.terrain import Terrain
from demo_game.rules.zones import WIDTH

AIR_SECONDS = 150.0
LOW_AIR = 0.25  # share of it from which on a warning is due
_REFILL_SECONDS = 5.0
_THRUST, _DRAG = 300.0, 2.9  # pixels a second squared; share of the speed lost a second
_RISE = 150.0  # speed of floating up
_HULL = ((-18, 0), (19, 2), (-4, -14), (0, 12), (-13, -6), (13, -8), (-12, 12), (12, 12))


@dataclass(slots=True)
class Diver:
    """aim: direction of the lamp, of length 1. air: 1 is full. adrift: floats up without air."""

    x: float = WIDTH / 2
    y: float = 8.0
    vx: float = 0.0
    vy: float = 0.0
    facing: int = 1
    aim_x: float = 1.0
    aim_y: float = 0.0
    air: float = 1.0
    lamp: bool = True
    adrift: bool = False

    @property
    def speed(self) -> float:
        """Pixels a second."""
        return math.sqrt(self.vx * self.vx + self.vy * self.vy)

    def move(self, dt: float, thrust_x: float, thrust_y: float, *, terrain: Terrain) -> bool:
        """One step; thrust is at most of length 1. True when it bumped into rock."""
        length = (thrust_x * thrust_x + thrust_y * thrust_y) ** 0.5
        if length > 1:
            thrust_x, thrust_y = thrust_x / length, thrust_y / length
        if self.adrift:
            thrust_x, thrust_y = thrust_x * 0.4, 0.0
        kept = max(0.0, 1 - _DRAG * dt)
        self.vx = self.vx * kept + thrust_x * _THRUST * dt
        self.vy = self.vy * kept + thrust_y * _THRUST * dt
        if self.adrift:
            self.vy += (-_RISE - self.vy) * min(1.0, 3 * dt)
        self._turn(dt, thrust_x, thrust_y)
        self.x += self.vx * dt
        self.y += self.vy * dt
        if self.y < 2:  # it floats with its dome above the water
            self.y, self.vy = 2.0, max(self.vy, 0.0)
        self.x = min(max(self.x, 20.0), WIDTH - 20.0)
        return self._kept_out_of(terrain)

    def breathe(self, dt: float, *, fresh: bool) -> None:
        """Use air up, or take it in where it is fresh."""
        change = dt / _REFILL_SECONDS if fresh else -dt / AIR_SECONDS
        self.air = min(max(self.air + change, 0.0), 1.0)
        if self.air == 0:
            self.adrift = True
        elif fresh and self.air >= 0.5:
            self.adrift = False

    def _turn(self, dt: float, thrust_x: float, thrust_y: float) -> None:
        if abs(thrust_x) > 0.2:
            self.facing = 1 if thrust_x > 0 else -1
        wanted_x, wanted_y = float(self.facing), thrust_y * 1.1
        share = min(1.0, 5 * dt)
        aim_x = self.aim_x + (wanted_x - self.aim_x) * share
        aim_y = self.aim_y + (wanted_y - self.aim_y) * share
        if abs(aim_x) < 0.12:  # a turn goes past the viewer, not through nothing
            aim_x = 0.12 * self.facing
        length = (aim_x * aim_x + aim_y * aim_y) ** 0.5
        self.aim_x, self.aim_y = aim_x / length, aim_y / length

    def _kept_out_of(self, terrain: Terrain) -> bool:
        bumped = False
        for _ in range(3):
            deepest, at = 0.0, (0.0, 0.0)
            for right, down in _HULL:
                height = terrain.height(self.x + right, self.y + down)
                if height > deepest:
                    deepest, at = height, (self.x + right, self.y + down)
            if deepest <= 0:
                return bumped
            out_x, out_y = terrain.way_out(*at)
            push = min(deepest, 4.0)
            self.x += out_x * push
            self.y += out_y * push
            into = self.vx * out_x + self.vy * out_y
            if into < 0:
                bumped = bumped or into < -30
                self.vx -= into * out_x
                self.vy -= into * out_y
        return bumped
