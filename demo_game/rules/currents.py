"""A terrain -> where the water flows, and how it pushes. Knows nothing of what is pushed.

A current rises or sinks through some openings of the shelves, and flows across the open water between others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demo_game.rules.rng import Rng
from demo_game.rules.terrain import Terrain
from demo_game.rules.zones import WIDTH

_THROUGH, _ACROSS = 95.0, 80.0  # pixels a second squared; a submarine has three times as much
_HIGH = 46.0  # half the height of a current across
_EVERY = 3  # opening that has one


@dataclass(frozen=True, slots=True)
class Current:
    """Its middle, half its size, and how it pushes at its middle."""

    x: float
    y: float
    half_width: float
    half_height: float
    right: float
    down: float

    def share(self, x: float, y: float) -> float:
        """How strong it is at a place: 1 in its middle, 0 outside."""
        across, along = abs(x - self.x) / self.half_width, abs(y - self.y) / self.half_height
        if across >= 1 or along >= 1:
            return 0.0
        return (1 - across * across) * float((1 - along * along) ** 0.5)


def currents_of(terrain: Terrain) -> tuple[Current, ...]:
    """All of a world, from the surface down."""
    rng, found = Rng(terrain.seed, "currents"), []
    for number, opening in enumerate(terrain.openings):
        middle = (opening.top + opening.bottom) / 2
        if number % _EVERY == 1:  # against who dives
            found.append(Current(opening.x, middle, opening.half, opening.bottom - opening.top + 60, 0.0, -_THROUGH))
        elif number % _EVERY == 2:
            direction = rng.choice((-1, 1))
            y = opening.bottom + rng.uniform(90, 130)
            found.append(Current(WIDTH / 2, y, WIDTH * 0.3, _HIGH, direction * _ACROSS, 0.0))
    return tuple(found)


def push_at(currents: Sequence[Current], x: float, y: float) -> tuple[float, float]:
    """Pixels a second squared, to the right and down."""
    right = down = 0.0
    for current in currents:
        share = current.share(x, y)
        right, down = right + current.right * share, down + current.down * share
    return right, down
