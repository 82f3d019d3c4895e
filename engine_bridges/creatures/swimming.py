"""A creature that wanders around its home, swims to a point or flees -> its position after some seconds.

The same motion as swimmer.gd of the Godot packs, in pixels, y downwards. Knows nothing of sprites or animations.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum, auto
from random import Random

from engine_bridges.creatures.argument_checks import check_pair, check_whole
from engine_bridges.creatures.playback import checked_seconds

Point = tuple[float, float]

# category -> cruising and darting speed in pixels a second; corals stand where they are
_SPEEDS = {"coral": (0.0, 0.0), "jellyfish": (7.0, 26.0), "grazer": (10.0, 40.0), "cephalopod": (14.0, 90.0)}
_SPEEDS_OF_FISH = (18.0, 80.0)
_MOST_SEED = (1 << 64) - 1
_NEAR = 2.0  # how near counts as there, in pixels
_DARTING_SECONDS = 1.0
_STEP = 1 / 30  # seconds that are moved at once at most, so that creatures of a slow game do not overshoot
_LONGEST = 10.0  # seconds of one call; a game that slept for a night need not catch up with all of it


def speeds_of(category: str) -> tuple[float, float]:
    """Cruising and darting speed of a category, in pixels a second."""
    return _SPEEDS.get(category, _SPEEDS_OF_FISH)


class _Task(Enum):
    WANDERING = auto()
    GOING = auto()
    WAITING = auto()


@dataclass(slots=True)
class Swimming:
    """The motion of one creature.

    position: where it starts, and its home. cruise, dart: speeds in pixels a second; cruise 0: it never moves. roaming:
    how far from home it wanders, to each side and up and down, in pixels. acceleration: in pixels a second, per second.
    seed: equal seeds give equal paths.
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
    _task: _Task = field(default=_Task.WANDERING, init=False)
    _darting: float = field(default=0.0, init=False)
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        check_pair("a creature's position", self.position)
        check_pair("roaming", self.roaming)
        check_whole("seed", self.seed, -_MOST_SEED, _MOST_SEED)
        self._random = Random(int(self.seed))
        self._home = self.position
        self._target = self._somewhere()

    @property
    def darting(self) -> bool:
        """It is fleeing."""
        return self._darting > 0

    @property
    def arrived(self) -> bool:
        """It has reached the point of `swim_to` and waits there."""
        return self._task is _Task.WAITING

    def swim_to(self, point: Point) -> None:
        """Go to a point and wait there. PackError for what is no point."""
        check_pair("a point to swim to", point)
        self._target, self._task = point, _Task.GOING

    def wander(self) -> None:
        """Wander around its present position."""
        self._home, self._task = self.position, _Task.WANDERING
        self._target = self._somewhere()

    def startle(self, danger: Point) -> bool:
        """Dart away from a point and wander from there -> False for a creature that never moves.

        PackError for what is no point.
        """
        check_pair("a danger", danger)
        if self.cruise <= 0:
            return False
        right, down = self.position[0] - danger[0], self.position[1] - danger[1]
        far = math.hypot(right, down)
        if far == 0:
            turn = self._random.random() * math.tau
            right, down, far = math.cos(turn), math.sin(turn), 1.0
        self.velocity = right / far * self.dart, down / far * self.dart
        self._target = self.position[0] + self.velocity[0], self.position[1] + self.velocity[1]
        self._task, self._darting = _Task.WANDERING, _DARTING_SECONDS
        return True

    def advance(self, seconds: float) -> None:
        """Let time pass, ten seconds at most. PackError for what is no time in seconds."""
        left = min(checked_seconds(seconds), _LONGEST)
        while left > 0 and self.cruise > 0:
            self._step(min(left, _STEP))
            left -= _STEP

    def _step(self, seconds: float) -> None:
        self._darting = max(0.0, self._darting - seconds)
        right, down = self._target[0] - self.position[0], self._target[1] - self.position[1]
        far = math.hypot(right, down)
        # Slower on the last pixels, so that it does not swim past.
        speed = min(self.dart if self.darting else self.cruise, far * 2 + 1)
        wanted = (right / far * speed, down / far * speed) if far > 0 else (0.0, 0.0)
        self.velocity = _nearer(self.velocity, wanted, self.acceleration * seconds)
        self.position = self.position[0] + self.velocity[0] * seconds, self.position[1] + self.velocity[1] * seconds
        if far < _NEAR and self._task is _Task.WANDERING:
            self._target = self._somewhere()
        elif far < _NEAR and self._task is _Task.GOING:
            self._task = _Task.WAITING

    def _somewhere(self) -> Point:
        across, height = self.roaming
        right, down = self._random.uniform(-across, across), self._random.uniform(-height, height)
        return self._home[0] + right, self._home[1] + down


def _nearer(point: Point, goal: Point, step: float) -> Point:
    right, down = goal[0] - point[0], goal[1] - point[1]
    far = math.hypot(right, down)
    return goal if far <= step else (point[0] + right / far * step, point[1] + down / far * step)
