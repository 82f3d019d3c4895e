"""A creature that wanders about its home, goes where it is sent and flees: where it is after some seconds.

The same as the Godot pack's swimmer.gd does, in pixels, y downwards. Knows nothing of sprites or animations.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum, auto
from random import Random

Point = tuple[float, float]

# category -> cruising and darting speed in pixels a second; corals stand where they are
_SPEEDS = {"coral": (0.0, 0.0), "jellyfish": (7.0, 26.0), "grazer": (10.0, 40.0), "cephalopod": (14.0, 90.0)}
_SPEEDS_OF_FISH = (18.0, 80.0)
_NEAR = 2.0  # how near counts as there, in pixels
_DARTING_SECONDS = 1.0
_STEP = 1 / 30  # the longest that is moved at once, so that a stumbling game does not fling creatures about


def speeds_of(category: str) -> tuple[float, float]:
    """Cruising and darting speed of a category, in pixels a second."""
    return _SPEEDS.get(category, _SPEEDS_OF_FISH)


class _Errand(Enum):
    WANDERING = auto()
    GOING = auto()
    WAITING = auto()


@dataclass(slots=True)
class Swimming:
    """One creature's way through the water.

    position: where it begins, and its home. cruise, dart: pixels a second; 0 for one that stands. roaming: how far from
    home it wanders to each side and up and down. acceleration: pixels a second each second. seed: the same, the same
    way.
    """

    position: Point
    cruise: float
    dart: float
    roaming: Point = (96.0, 32.0)
    acceleration: float = 120.0
    seed: int = 0
    velocity: Point = field(default=(0.0, 0.0), init=False)
    _home: Point = field(init=False)
    _target: Point = field(init=False)
    _errand: _Errand = field(default=_Errand.WANDERING, init=False)
    _darting: float = field(default=0.0, init=False)
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._home = self.position
        self._target = self._somewhere()

    @property
    def darting(self) -> bool:
        """It flees."""
        return self._darting > 0

    @property
    def arrived(self) -> bool:
        """It waits where `swim_to` sent it."""
        return self._errand is _Errand.WAITING

    def swim_to(self, point: Point) -> None:
        """Go to a point and wait there."""
        self._target, self._errand = point, _Errand.GOING

    def wander(self) -> None:
        """Wander about the place where it is now."""
        self._home, self._errand = self.position, _Errand.WANDERING
        self._target = self._somewhere()

    def startle(self, danger: Point) -> bool:
        """Dart away from a point, forget where it was going and wander on -> whether it can."""
        if self.cruise <= 0:
            return False
        right, down = self.position[0] - danger[0], self.position[1] - danger[1]
        far = math.hypot(right, down)
        if far == 0:
            turn = self._random.random() * math.tau
            right, down, far = math.cos(turn), math.sin(turn), 1.0
        self.velocity = right / far * self.dart, down / far * self.dart
        self._target = self.position[0] + self.velocity[0], self.position[1] + self.velocity[1]
        self._errand, self._darting = _Errand.WANDERING, _DARTING_SECONDS
        return True

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        while seconds > 0 and self.cruise > 0:
            self._step(min(seconds, _STEP))
            seconds -= _STEP

    def _step(self, seconds: float) -> None:
        self._darting = max(0.0, self._darting - seconds)
        right, down = self._target[0] - self.position[0], self._target[1] - self.position[1]
        far = math.hypot(right, down)
        # Slower on the last pixels, so that it does not swim past.
        speed = min(self.dart if self.darting else self.cruise, far * 2 + 1)
        wished = (right / far * speed, down / far * speed) if far > 0 else (0.0, 0.0)
        self.velocity = _nearer(self.velocity, wished, self.acceleration * seconds)
        self.position = self.position[0] + self.velocity[0] * seconds, self.position[1] + self.velocity[1] * seconds
        if far < _NEAR and self._errand is _Errand.WANDERING:
            self._target = self._somewhere()
        elif far < _NEAR and self._errand is _Errand.GOING:
            self._errand = _Errand.WAITING

    def _somewhere(self) -> Point:
        across, height = self.roaming
        right, down = self._random.uniform(-across, across), self._random.uniform(-height, height)
        return self._home[0] + right, self._home[1] + down


def _nearer(point: Point, goal: Point, step: float) -> Point:
    right, down = goal[0] - point[0], goal[1] - point[1]
    far = math.hypot(right, down)
    return goal if far <= step else (point[0] + right / far * step, point[1] + down / far * step)
