"""One animal as it is now, and what it can notice around it. Knows nothing of what it then does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from demo_game.rules.lamp import noticed
from demo_game.rules.population import Resident
from demo_game.rules.rng import Rng
from demo_game.rules.species_ways import Way, fears_lamp, way_of
from demo_game.rules.terrain import Terrain


@dataclass(slots=True)
class Swimmer:
    """One animal, now. alarm: seconds for which it still flees; rest: until it hunts again; clock: its own age.

    sinks: it is still on its way to the ground that it will live on. risen: pixels that its home lies higher now, as it
    rises at night. hatched_at: seconds of the world when it hatched in view. cleans: it is at work on another animal.
    """

    resident: Resident
    x: float
    y: float
    way: Way
    shy: bool
    facing: int
    clock: float
    goal_x: float
    goal_y: float
    hatched: bool = False
    vx: float = 0.0
    vy: float = 0.0
    alarm: float = 0.0
    rest: float = 0.0
    goal_until: float = 0.0
    sinks: bool = False
    risen: float = 0.0
    hatched_at: float = -99.0
    cleans: bool = False

    @property
    def home_y(self) -> float:
        """The y of its home at this time of the day."""
        return self.resident.y - self.risen

    @classmethod
    def at_home(cls, resident: Resident) -> Swimmer:
        """As it is when the world begins: an egg at its home."""
        species = resident.species
        phase = Rng("phase", resident.number, resident.request.seed).uniform(0, 5)
        return cls(
            resident,
            resident.x,
            resident.y,
            way_of(species),
            fears_lamp(species, resident.zone),
            clock=phase,
            facing=1 if resident.number % 2 else -1,
            goal_x=resident.x,
            goal_y=resident.y,
        )

    @property
    def calm(self) -> bool:
        """Neither fleeing nor hunting."""
        return self.alarm <= 0 and self.vx * self.vx + self.vy * self.vy < 45 * 45


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an animal can notice. near: the others about, leaders before their followers."""

    terrain: Terrain
    diver_x: float
    diver_y: float
    diver_speed: float
    aim_x: float
    aim_y: float
    lamp: bool
    near: Sequence[Swimmer]
    rng: Rng
    leaders: dict[int, Swimmer] = field(default_factory=dict)


def lit(x: float, y: float, around: Surroundings) -> bool:
    """Whether the lamp falls on a place, so that an animal there notices it."""
    if not around.lamp:
        return False
    return noticed(x - around.diver_x, y - around.diver_y, aim=(around.aim_x, around.aim_y))
