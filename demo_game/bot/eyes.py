"""A session -> what somebody in front of the screen sees: the view's water and rock, animals, the display. No more.

Nothing outside of the view is told, and of animals only where they are in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from demo_game.panels.hud import Hud
from demo_game.rules.company import VIEW
from demo_game.rules.diver import LOW_AIR
from demo_game.rules.terrain import CELL
from demo_game.session.session import Session

_MARGIN = 12.0  # pixels at the view's edge in which nobody is made out


@dataclass(frozen=True, slots=True)
class Animal:
    """x, y: in the world, as far as the view tells. number: which one it is, to know it again."""

    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Sight:
    """One look. left, top: cell of the view's corner; water: (rows, columns) of its cells.

    framed: what the finder says: name, or "New!" and the like; stars: of a picture now; line: y of the pressure line
    when it is in the view. vents: places where bubbles rise.
    """

    x: float
    y: float
    air: float
    low: bool
    adrift: bool
    left: int
    top: int
    water: npt.NDArray[np.bool_]
    animals: tuple[Animal, ...]
    framed: int | None
    name: str
    stars: int
    giant: bool
    line: float | None
    vents: tuple[tuple[float, float], ...]
    research: int
    goal: str


def sight_of(session: Session) -> Sight:
    """What is on the screen now."""
    reef, diver = session.reef, session.reef.diver
    left, top = reef.camera_x - VIEW[0] / 2, reef.camera_y - VIEW[1] / 2
    column, row = int(left // CELL) + 1, max(int(top // CELL) + 1, 0)
    columns = slice(max(column, 0), int((left + VIEW[0]) // CELL))
    rows = slice(row, int((top + VIEW[1]) // CELL))

    def seen(x: float, y: float) -> bool:
        return _MARGIN < x - left < VIEW[0] - _MARGIN and _MARGIN < y - top < VIEW[1] - _MARGIN

    animals = tuple(
        Animal(one.x, one.y, one.resident.number) for one in reef.awake if one.hatched and seen(one.x, one.y)
    )
    target = reef.target
    line = reef.outfit.bears if top < reef.outfit.bears < top + VIEW[1] else None
    return Sight(
        diver.x,
        diver.y,
        diver.air,
        diver.air < LOW_AIR,
        diver.adrift,
        columns.start,
        rows.start,
        reef.terrain.field[rows, columns] < 0,
        animals,
        None if target is None else target.resident.number,
        "" if target is None else Hud(session).name_of(target)[0],
        0 if target is None else reef.stars(target),
        reef.giant is not None and reef.giant_framed,
        line,
        tuple((vent.x, vent.y) for vent in reef.population.vents if seen(vent.x, vent.y)),
        session.progress.research,
        "" if session.goal is None else session.goal.goal.title,
    )
