"""The animals of one world and where the camera is -> who is awake, and what those do next. Knows no player's aims.

Only those near the view live on; the others wait where they are until it comes by.
"""

from __future__ import annotations

from dataclasses import replace

from demo_game.rules.behaviours import live
from demo_game.rules.diver import Diver
from demo_game.rules.events import Event, Hatched
from demo_game.rules.migration import let_rise
from demo_game.rules.population import STAND, Population, Resident, ground_near
from demo_game.rules.rng import Rng
from demo_game.rules.species_ways import way_of
from demo_game.rules.swimmer import Surroundings, Swimmer
from demo_game.rules.terrain import Terrain
from demo_game.rules.zones import zone_at
from pixelgen import SpriteRequest

VIEW = (480, 270)  # what the player sees of the world
_AWAKE = (430, 330)  # how far from the middle of the view animals live on
_AHEAD = (620, 640)  # and how far the sprites are wanted
_CHILDREN = 1_000_000  # numbers of bred animals begin here


class Company:
    """Residents as they swim. swimmers: all of the world; awake: those near the view.

    diver: whom they notice; camera_x, camera_y: middle of the view; seconds: of the world.
    """

    def __init__(self, seed: str, terrain: Terrain, population: Population, diver: Diver, *, seconds: float) -> None:
        self.seed = seed
        self.terrain = terrain
        self.population = population
        self.diver = diver
        self.seconds = seconds
        self.camera_x, self.camera_y = diver.x, diver.y
        self.swimmers = [Swimmer.at_home(resident) for resident in population.residents]
        self.awake: list[Swimmer] = []
        self._rng = Rng(seed, "life")
        self._wake_at = 0.0

    def wanted(self) -> list[Resident]:
        """Residents near enough that their sprites will be seen soon, the nearest first."""
        near = [
            (abs(one.x - self.camera_x) + abs(one.y - self.camera_y), one.resident.number, one.resident)
            for one in self.swimmers
            if abs(one.x - self.camera_x) < _AHEAD[0] and abs(one.y - self.camera_y) < _AHEAD[1]
        ]
        return [resident for _, _, resident in sorted(near, key=lambda each: each[:2])]

    def add_child(self, request: SpriteRequest, *, species: str, generation: int, place: int) -> Resident:
        """A bred egg beside the submarine, which lives there from now on. place: which child of the world it is.

        What lives on the ground sinks to the nearest ground that is free.
        """
        rng = Rng(self.seed, "child", place)
        x, y = self.diver.x + self.diver.facing * 48, self.diver.y + rng.uniform(-10, 10)
        if self.terrain.height(x, y) > -12:
            x, y = self.diver.x, self.diver.y + 2
        resident = self.put(child_resident(request, species=species, generation=generation, place=place, x=x, y=y))
        egg = self.swimmers[-1]
        egg.sinks = egg.way.ground
        egg.x, egg.y = x, y
        return resident

    def put(self, resident: Resident) -> Resident:
        """Let a bred animal live at its home; on the nearest ground when it lives on ground and has none."""
        self.swimmers = [one for one in self.swimmers if one.resident.number != resident.number]
        if way_of(resident.species).ground and not self._stands(resident):
            standing = [(one.resident.x, one.resident.y) for one in self.swimmers if one.way.ground]
            vents = [(vent.x, vent.y) for vent in self.population.vents]
            home = ground_near(self.terrain, resident.x, resident.y, taken=[*standing, *vents])
            if home is not None:
                resident = replace(resident, x=home[0], y=home[1], zone=zone_at(home[1]))
        self.swimmers.append(Swimmer.at_home(resident))
        self.look_around()
        return resident

    def _stands(self, resident: Resident) -> bool:
        return abs(self.terrain.height(resident.x, resident.y + STAND)) < 1 and (
            self.terrain.height(resident.x, resident.y) <= 0
        )

    def hatch(self, numbers: tuple[int, ...], events: list[Event]) -> None:
        """Eggs whose sprites are there hatch; what is seen of it is an event."""
        if not numbers:
            return
        ready = set(numbers)
        for egg in self.swimmers:
            if egg.resident.number in ready and not egg.hatched:
                egg.hatched = True
                egg.hatched_at = self.seconds if egg.resident.generation else -99.0
                if abs(egg.x - self.camera_x) < VIEW[0] / 2 and abs(egg.y - self.camera_y) < VIEW[1] / 2:
                    events.append(Hatched(egg.resident))

    def live_on(self, dt: float) -> None:
        """Those near the view live for dt seconds; who that is, is looked up four times a second."""
        if self.seconds >= self._wake_at:
            self._wake()
        around = self._surroundings()
        for animal in self.awake:
            live(animal, around, dt)

    def look_around(self) -> None:
        """Somebody came, or the view went elsewhere: look up at once who is near."""
        self._wake_at = 0.0

    def _wake(self) -> None:
        self._wake_at = self.seconds + 0.25
        let_rise(self.swimmers, self.terrain, self.seconds, camera=(self.camera_x, self.camera_y), view=VIEW)
        self.awake = [
            one
            for one in self.swimmers
            if abs(one.x - self.camera_x) < _AWAKE[0] and abs(one.y - self.camera_y) < _AWAKE[1]
        ]

    def _surroundings(self) -> Surroundings:
        diver = self.diver
        leaders: dict[int, Swimmer] = {}
        for animal in self.awake:
            if animal.hatched:
                leaders.setdefault(animal.resident.group, animal)
        return Surroundings(
            self.terrain,
            diver.x,
            diver.y,
            diver.speed,
            diver.aim_x,
            diver.aim_y,
            diver.lamp,
            self.awake,
            self._rng,
            leaders,
        )


def child_number(place: int) -> int:
    """The number of the resident that is the world's child of that place."""
    return _CHILDREN + place


def child_resident(
    request: SpriteRequest, *, species: str, generation: int, place: int, x: float, y: float
) -> Resident:
    """A bred animal as one of the world's. place: which child of the world it is, from 0."""
    number = child_number(place)
    return Resident(number, number, request, species, zone_at(y), x, y, generation)
