"""Where the submarine is and what is left of its air; it moves by thrust against the water and slides along rock.

Knows nothing of animals. Out of air it is adrift: it floats along the way up to the surface, from wherever it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from demo_game.rules.outfit import AIR_SECONDS
from demo_game.rules.terrain import CELL, Terrain
from demo_game.rules.way_up import Place, WayUp
from demo_game.rules.zones import WIDTH

LOW_AIR = 0.25  # share of it from which on a warning is due
_REFILL_SECONDS = 5.0
_THRUST, _DRAG = 300.0, 2.9  # pixels a second squared; share of the speed lost a second
RISE, _RISE_SECONDS = 150.0, 1.0  # speed of floating up, and how long it takes to reach it
_PUSHED_BACK = 14.0  # pixels a second squared for each pixel below the pressure line
_STEERED = 0.4  # share of the thrust that is left while adrift
_STILL = 4.0  # pixels a second: slower than that, a drifting submarine that nobody steers does not move by itself
_LOOK_AHEAD = 48.0  # pixels of the way up that are seen from the submarine: it cuts corners
HULL = ((-18, 0), (19, 2), (-4, -14), (0, 12), (-13, -6), (13, -8), (-12, 12), (12, 12))


@dataclass(slots=True)
class Diver:
    """aim: direction of the lamp, of length 1. air: 1 is full. adrift: floats up without air.

    vx, vy: pixels a second by its own thrust; drift: what floating up adds to it; ahead: where that leads next.
    """

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
    drift_x: float = 0.0
    drift_y: float = 0.0
    ahead: Place | None = None

    @property
    def velocity(self) -> tuple[float, float]:
        """Pixels a second, to the right and down."""
        return self.vx + self.drift_x, self.vy + self.drift_y

    @property
    def speed(self) -> float:
        """Pixels a second."""
        return math.hypot(*self.velocity)

    def move(
        self,
        dt: float,
        thrust_x: float,
        thrust_y: float,
        *,
        terrain: Terrain,
        way: WayUp,
        push: tuple[float, float] = (0.0, 0.0),
        bears: float = math.inf,
    ) -> bool:
        """One step; thrust is at most of length 1. way: up, when adrift. True when it bumped into rock.

        push: of a current, pixels a second squared. bears: the y below which the water pushes the hull back.
        """
        length = (thrust_x * thrust_x + thrust_y * thrust_y) ** 0.5
        if length > 1:
            thrust_x, thrust_y = thrust_x / length, thrust_y / length
        if self.adrift:
            thrust_x, thrust_y = thrust_x * _STEERED, 0.0
        kept = max(0.0, 1 - _DRAG * dt)
        self.vx = self.vx * kept + thrust_x * _THRUST * dt
        self.vy = self.vy * kept + thrust_y * _THRUST * dt
        if not self.adrift:
            back = min(max(self.y - bears, 0.0) * _PUSHED_BACK, 2 * _THRUST)
            self.vx, self.vy = self.vx + push[0] * dt, self.vy + (push[1] - back) * dt
        self._turn(dt, thrust_x, thrust_y)
        bumped = False
        if self.adrift and not thrust_x and math.hypot(self.vx, self.vy) < _STILL:
            self.vx = self.vy = 0.0
        else:
            bumped = self._go(dt, terrain)
            self.ahead = None
        if self.adrift:
            self._float_up(dt, way)
        return bumped

    def _go(self, dt: float, terrain: Terrain) -> bool:
        self.x += self.vx * dt
        self.y += self.vy * dt
        if self.y < 2:  # it floats with its dome above the water
            self.y, self.vy = 2.0, max(self.vy, 0.0)
        self.x = min(max(self.x, 20.0), WIDTH - 20.0)
        return self._kept_out_of(terrain)

    def _float_up(self, dt: float, way: WayUp) -> None:
        """Straight to the place ahead, then to the next one of the way up: sooner or later at the surface.

        Nothing holds it up: where the way is narrower than the hull, or leads through rock, it slips through.
        """
        speed = min(math.hypot(self.drift_x, self.drift_y) + RISE / _RISE_SECONDS * dt, RISE)
        ahead = way.nearest(self.x, self.y) if self.ahead is None else self.ahead
        left = speed * dt
        while left > 0:
            while (further := way.next(ahead)) != ahead and self._sees(further, way):
                ahead = further
            right, down = ahead[1] * CELL - self.x, ahead[0] * CELL - self.y
            length = math.hypot(right, down)
            if length > left:
                share = left / length
                self.x, self.y = self.x + right * share, self.y + down * share
                self.drift_x, self.drift_y = right / length * speed, down / length * speed
                break
            self.x, self.y, left = float(ahead[1] * CELL), float(ahead[0] * CELL), left - length
            if further == ahead:
                self.drift_x = self.drift_y = 0.0
                break
            ahead = further
        self.ahead = ahead

    def _sees(self, place: Place, way: WayUp) -> bool:
        far = math.hypot(place[1] * CELL - self.x, place[0] * CELL - self.y)
        return far < _LOOK_AHEAD and way.clear(self.x, self.y, place)

    def breathe(self, dt: float, *, fresh: bool, air_seconds: float = AIR_SECONDS) -> None:
        """Use air up, or take it in where it is fresh. air_seconds: of a full tank."""
        change = dt / _REFILL_SECONDS if fresh else -dt / air_seconds
        self.air = min(max(self.air + change, 0.0), 1.0)
        if self.air == 0:
            self.adrift = True
        elif fresh and self.air >= 0.5:
            self.adrift, self.ahead = False, None
            self.drift_x = self.drift_y = 0.0

    def _turn(self, dt: float, thrust_x: float, thrust_y: float) -> None:
        if abs(thrust_x) > 0.2:
            self.facing = 1 if thrust_x > 0 else -1
        wanted_x, wanted_y = float(self.facing), thrust_y * 1.1
        share = min(1.0, 5 * dt)
        ahead = abs(self.aim_x) * self.facing  # who turns round takes the lamp along at once
        aim_x = ahead + (wanted_x - ahead) * share
        aim_y = self.aim_y + (wanted_y - self.aim_y) * share
        length = (aim_x * aim_x + aim_y * aim_y) ** 0.5
        self.aim_x, self.aim_y = aim_x / length, aim_y / length

    def _kept_out_of(self, terrain: Terrain) -> bool:
        bumped = False
        for _ in range(3):
            deepest, at = 0.0, (0.0, 0.0)
            for right, down in HULL:
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
