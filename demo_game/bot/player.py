"""Looks at the screen -> inputs, look after look: a player who is neither quick nor clever, but does not give up.

It goes for animals that it has no good picture of, comes close, takes the picture when the stars are there; otherwise
it looks for water that it has not seen, downwards as far as the hull bears. With the air that the way home needs it
turns round. At the surface it visits the workshop and the incubator, by their keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from demo_game.bot.chart import Cell, Chart
from demo_game.bot.eyes import Animal, Sight
from demo_game.rules.terrain import CELL
from demo_game.session.inputs import Inputs, pressing

_PACE = 0.75  # of the thrust: it looks around
_SPEED = 60.0  # pixels a second that it counts on
_RESERVE = 16.0  # seconds of air that it keeps
_THINKS = 1.6  # seconds between two plans
_PATIENCE = 9.0  # seconds for one animal
_DULL_AFTER, _DULL_FOR = 25.0, 150.0  # seconds of chasing in a part of the sea until it is dull, and then for how long
_PART = 200.0  # pixels: the side of such a part
_SHUTTER = 2.5  # seconds from one picture to the next, as a person needs
_ROAMS = 9.0  # seconds for which it looks for new water after a picture
_ERRANDS = ("Dive down", "Reach", "Find", "Dive through")  # goals for which it goes down without looking around
_SURFACE = 10.0


@dataclass(slots=True)
class Player:
    """air_seconds: of a full tank, as the display has shown. best: animal -> stars of its picture."""

    air_seconds: float = 100.0
    chart: Chart = field(default_factory=Chart)
    best: dict[int, int] = field(default_factory=dict)
    line: float = 1e9
    seconds: float = 0.0
    goes_home: bool = False
    _tries: dict[int, float] = field(default_factory=dict)
    _chased_in: dict[Cell, float] = field(default_factory=dict)  # part of the sea -> seconds
    _dull_until: dict[Cell, float] = field(default_factory=dict)
    _vents: set[tuple[float, float]] = field(default_factory=set)
    _way: list[Cell] = field(default_factory=list)
    _planned: float = -9.0
    _shot: float = -9.0
    _chased: int | None = None
    _side: float = 1.0
    _stuck: float = 0.0
    _before: tuple[float, float] = (0.0, 0.0)
    _before_air: float = 1.0
    _phase: int = 0

    def look(self, sight: Sight, dt: float) -> Inputs:
        """What is pressed in answer to a look."""
        self.seconds += dt
        self.chart.add(sight)
        if sight.line is not None:
            self.line = sight.line
        self._vents |= set(sight.vents)
        self._note_air(sight, dt)
        if sight.adrift:
            return Inputs()
        presses = self._photograph(sight)
        right, down = self._steer(sight, dt)
        return pressing(*presses, right=right, down=down)

    def forget_line(self) -> None:
        """A better hull: nobody knows yet how deep it goes."""
        self.line = 1e9

    def _note_air(self, sight: Sight, dt: float) -> None:
        used = (self._before_air - sight.air) / dt
        if used > 1e-4:
            self.air_seconds += (1 / used - self.air_seconds) * 0.05
        self._before_air = sight.air
        if sight.air > 0.97:
            self.goes_home = False

    def _photograph(self, sight: Sight) -> tuple[str, ...]:
        if self.seconds - self._shot < _SHUTTER:
            return ()
        if sight.giant:
            self._shot = self.seconds
            return ("photo",)
        if sight.framed is None or sight.stars <= self.best.get(sight.framed, 0):
            return ()
        tried = self._tries.get(sight.framed, 0.0)
        if sight.stars == 3 or sight.framed not in self.best or tried > _PATIENCE * 0.7:
            self._shot = self.seconds
            self.best[sight.framed] = sight.stars
            return ("photo",)
        return ()

    def _steer(self, sight: Sight, dt: float) -> tuple[float, float]:
        moved = abs(sight.x - self._before[0]) + abs(sight.y - self._before[1])
        self._before = sight.x, sight.y
        self._stuck = self._stuck + dt if moved < 12 * dt else max(0.0, self._stuck - dt)
        roams = self.seconds - self._shot < _ROAMS or sight.goal.startswith(_ERRANDS)
        chased = None if self.goes_home or roams else self._wanted(sight)
        if chased is not None:
            self._tries[chased.number] = self._tries.get(chased.number, 0.0) + dt
            self._tire_of(chased, dt)
            if self._sees(sight, chased):
                return self._approach(sight, chased)
        if self.seconds - self._planned > _THINKS:
            self._plan(sight, chased)
        return self._follow(sight)

    def _wanted(self, sight: Sight) -> Animal | None:
        """The nearest animal of which it has no good picture, and has not tried for too long."""
        waiting = [
            one
            for one in sight.animals
            if self.best.get(one.number, 0) < 3
            and self._tries.get(one.number, 0.0) < _PATIENCE
            and one.y < self.line - 4
            and self._dull_until.get(self._part(one), 0.0) <= self.seconds
        ]
        return min(waiting, key=lambda one: (one.x - sight.x) ** 2 + (one.y - sight.y) ** 2, default=None)

    def _tire_of(self, animal: Animal, dt: float) -> None:
        """Who has looked at one part of the sea for long goes elsewhere for a while."""
        part = self._part(animal)
        self._chased_in[part] = self._chased_in.get(part, 0.0) + dt
        if self._chased_in[part] > _DULL_AFTER:
            self._chased_in[part] = 0.0
            self._dull_until[part] = self.seconds + _DULL_FOR

    @staticmethod
    def _part(animal: Animal) -> Cell:
        return int(animal.y // _PART), int(animal.x // _PART)

    def _sees(self, sight: Sight, animal: Animal) -> bool:
        """Whether the hull can go straight to it, nearly."""
        right, down = animal.x - sight.x, animal.y - sight.y
        steps = int(max(abs(right), abs(down)) / CELL) + 1
        for step in range(1, max(steps - 5, 1)):
            row, column = self.chart.cell(sight.x + right * step / steps, sight.y + down * step / steps)
            if not self.chart.free[min(row, self.chart.free.shape[0] - 1), min(column, self.chart.free.shape[1] - 1)]:
                return row < 4
        return True

    def _approach(self, sight: Sight, animal: Animal) -> tuple[float, float]:
        """Towards it and slower the nearer; then stand still, looking its way."""
        right, down = animal.x - sight.x, animal.y - sight.y
        distance = max((right * right + down * down) ** 0.5, 1.0)
        if distance < 30:
            return -right / distance * 0.25, -down / distance * 0.25
        pull = 1.0 if distance > 110 else 0.32 if distance > 44 else 0.1
        return right / distance * pull, down / distance * pull

    def _plan(self, sight: Sight, chased: Animal | None) -> None:
        self._planned = self.seconds
        steps, before = self.chart.from_here(sight.x, sight.y)
        home = self._home(steps, sight)
        if self.goes_home or self._needs_air(steps, home, sight):
            self.goes_home = True
            self._way = self.chart.way_to(home, before) if home is not None else []
            return
        goal = self._cell_of(chased, steps) if chased is not None else None
        if goal is None:
            goal = self._unseen(steps, sight)
        self._way = self.chart.way_to(goal, before) if goal is not None else []

    def _home(self, steps: np.ndarray, sight: Sight) -> Cell | None:
        """The nearest cell where there is air: the surface, or over bubbles."""
        places = [(3, column) for column in range(4, steps.shape[1] - 4) if steps[3, column] >= 0]
        places += [(2, column) for column in range(4, steps.shape[1] - 4) if steps[2, column] >= 0]
        for x, y in self._vents:
            row, column = self.chart.cell(x, y - 34)
            places += [(row + down, column) for down in (-3, 0, 3) if steps[row + down, column] >= 0]
        return min(places, key=lambda cell: steps[cell], default=None)

    def _needs_air(self, steps: np.ndarray, home: Cell | None, sight: Sight) -> bool:
        if sight.air * self.air_seconds < _RESERVE:
            return True
        return home is not None and sight.air * self.air_seconds < int(steps[home]) * CELL / _SPEED + _RESERVE

    def _cell_of(self, animal: Animal, steps: np.ndarray) -> Cell | None:
        """The reachable cell nearest to an animal."""
        row, column = self.chart.cell(animal.x, animal.y)
        rows, columns = slice(max(row - 7, 0), row + 8), slice(max(column - 7, 0), column + 8)
        near = np.argwhere(steps[rows, columns] >= 0)
        if not len(near):
            return None
        near = near + np.array((rows.start, columns.start))
        best = near[((near - (row, column)) ** 2).sum(axis=1).argmin()]
        return int(best[0]), int(best[1])

    def _unseen(self, steps: np.ndarray, sight: Sight) -> Cell | None:
        """Where something new is to be seen: near, and rather below; else where it has been least."""
        lowest = int(min(self.line, 1e6) // CELL) - 1
        reachable = steps >= 0
        reachable[max(lowest, 0) :] = False
        places = np.argwhere(reachable & self.chart.frontier())
        if len(places):
            far = steps[places[:, 0], places[:, 1]]
            return self._cell(places[(far - 2.2 * places[:, 0]).argmin()])
        places = np.argwhere(reachable)
        if not len(places):
            return None
        self._phase += 1
        picked = places[(np.arange(1, 40) * 7919 * (self._phase // 6 + 1)) % len(places)]
        return self._cell(picked[self.chart.visited[picked[:, 0], picked[:, 1]].argmin()])

    @staticmethod
    def _cell(place: np.ndarray) -> Cell:
        return int(place[0]), int(place[1])

    def _follow(self, sight: Sight) -> tuple[float, float]:
        """Along the planned way; at the surface up to where the hull breathes."""
        if self.goes_home and sight.y < 40:
            return 0.0, -1.0 if sight.y > _SURFACE else 0.0
        while len(self._way) > 1 and self._near(sight, self._way[0], 26):
            self._way.pop(0)
        ahead = self._way[min(2, len(self._way) - 1)] if self._way else None
        if ahead is None or self._stuck > 1.2:
            self._stuck = max(self._stuck - 0.05, 0.0)
            self._side = -self._side if self._phase % 9 == 0 else self._side
            self._phase += 1
            return self._side, -0.5 if self._phase % 40 < 20 else 0.5
        right, down = ahead[1] * CELL - sight.x, ahead[0] * CELL - sight.y
        length = max((right * right + down * down) ** 0.5, 1.0)
        if length < 8 and len(self._way) <= 1:
            return 0.0, 0.0
        return right / length * _PACE, down / length * _PACE

    @staticmethod
    def _near(sight: Sight, cell: Cell, reach: float) -> bool:
        return (cell[1] * CELL - sight.x) ** 2 + (cell[0] * CELL - sight.y) ** 2 < reach * reach
