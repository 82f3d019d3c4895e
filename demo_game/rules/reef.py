"""The rules: a world, what the player commands and the time that passed -> what happened.

Knows neither screen, sound, clock nor disk, nor how sprites are drawn: the player's side tells it which eggs hatch.
The same seed and the same commands give the same dive on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from demo_game.rules.behaviours import live
from demo_game.rules.currents import Current, currents_of, push_at
from demo_game.rules.daylight import night_in
from demo_game.rules.diver import HULL, LOW_AIR, Diver
from demo_game.rules.encounters import Box, giant_in_view, met
from demo_game.rules.events import (
    AirFull,
    AirLow,
    Bumped,
    Command,
    DiveBegan,
    Event,
    FallFound,
    FloatsUp,
    GiantMet,
    Hatched,
    LampSwitched,
    Missed,
    Photographed,
    Surfaced,
    TooDeep,
    ZoneEntered,
)
from demo_game.rules.fauna import ANYWHERE, Fauna
from demo_game.rules.finder import framed, stars_for
from demo_game.rules.migration import let_rise
from demo_game.rules.moments import moment_of
from demo_game.rules.outfit import Outfit
from demo_game.rules.population import STAND, Population, Resident, Vent, ground_near, population_of
from demo_game.rules.rng import Rng
from demo_game.rules.species_ways import DARK_ZONES, way_of
from demo_game.rules.swimmer import Surroundings, Swimmer
from demo_game.rules.terrain import Terrain, terrain_of
from demo_game.rules.visitors import is_visitor, visitors_of
from demo_game.rules.way_up import WayUp, way_up
from demo_game.rules.zones import DEPTH, WIDTH, metres_at, zone_at
from pixelgen import SpriteRequest

VIEW = (480, 270)  # what the player sees of the world
_AWAKE = (430, 330)  # how far from the middle of the view animals live on
_AHEAD = (620, 640)  # and how far the sprites are wanted
_LONGEST_STEP = 0.05
_SHUTTER_SECONDS = 0.6
_AWASH = 12.0  # above it the submarine breathes
_VENT_REACH = (20.0, 100.0)
_CHILDREN = 1_000_000  # numbers of bred animals begin here
_DIVES_FROM = 60.0  # pixels under the surface from which on it is a dive
_WARNED_AGAIN = 60.0  # pixels above the pressure line until it is told of once more
_AT_FALL = 110.0


class Reef:
    """One world and the dive in it. seed: its text; visited: zones where the submarine has been.

    fauna, starters: the species, and animals that are drawn already; with twins these come often. dives: how many there
    were; seconds: of the world before this dive.
    """

    def __init__(
        self,
        seed: str,
        *,
        fauna: Fauna = ANYWHERE,
        starters: Sequence[SpriteRequest] = (),
        twins: bool = False,
        visited: Iterable[str] = (),
        dives: int = 0,
        seconds: float = 0.0,
    ) -> None:
        self.seed = seed
        self.terrain: Terrain = terrain_of(seed)
        self.way_up: WayUp = way_up(self.terrain, HULL)
        self.population: Population = population_of(self.terrain, fauna=fauna, starters=starters, twins=twins)
        self.currents: tuple[Current, ...] = currents_of(self.terrain)
        self.fauna = fauna
        self.outfit = Outfit()
        self.dives = dives
        self.giant: tuple[str, Box] | None = None
        self.diver = Diver(x=_middle(self.terrain))
        self.visited: set[str] = set(visited)
        self.swimmers = [Swimmer.at_home(resident) for resident in self.population.residents]
        self.awake: list[Swimmer] = []
        self.target: Swimmer | None = None
        self.seconds = seconds
        self.camera_x, self.camera_y = self.diver.x, self.diver.y
        self._rng = Rng(seed, "life")
        self._zone: str | None = None
        self._wake_at = 0.0
        self._shutter_at = 0.0
        self._air_warned = False
        self._at_surface, self._depth_warned, self._at_fall = True, False, False

    def update(self, dt: float, command: Command) -> list[Event]:
        """Pass dt seconds; a step longer than a twentieth of a second counts as that."""
        dt = min(dt, _LONGEST_STEP)
        self.seconds += dt
        events: list[Event] = []
        self._hatch(command.hatched, events)
        if command.switch_lamp:
            self.diver.lamp = not self.diver.lamp
            events.append(LampSwitched(self.diver.lamp))
        depth = self.diver.y
        push = push_at(self.currents, self.diver.x, self.diver.y)
        if self.diver.move(
            dt,
            command.right,
            command.down,
            terrain=self.terrain,
            way=self.way_up,
            push=push,
            bears=self.outfit.bears,
        ):
            events.append(Bumped())
        self._feel_pressure(events)
        if depth >= _AWASH > self.diver.y:
            events.append(Surfaced())
        if not command.rests:
            if command.relaxed:
                self.diver.air, self.diver.adrift = 1.0, False
            self._breathe(dt, events)
            self._begin_dive(events)
        self._follow(dt)
        if self.seconds >= self._wake_at:
            self._wake()
        around = self._surroundings()
        for animal in self.awake:
            live(animal, around, dt)
        self._enter_zone(events)
        self.target = framed(
            self.awake,
            self.diver,
            camera=(self.camera_x, self.camera_y),
            view=VIEW,
            outfit=self.outfit,
            dark=self.is_dark,
        )
        self.giant = giant_in_view(self.camera_x, self.camera_y, self.seconds, VIEW)
        if command.photograph and self.seconds >= self._shutter_at:
            self._shutter_at = self.seconds + _SHUTTER_SECONDS
            events.append(self._picture())
        return events

    @property
    def is_dark(self) -> bool:
        """Whether without the lamp only what is very near can be made out."""
        return zone_at(self.diver.y) in DARK_ZONES or night_in(self.diver.y, self.seconds) > 0.75

    @property
    def giant_framed(self) -> bool:
        """Whether a picture would show the giant that passes: nobody is nearer, and enough of it is in the view."""
        return self.target is None and self.giant is not None and met(self.giant[1], VIEW)

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
        self._wake_at = 0.0
        return resident

    def _stands(self, resident: Resident) -> bool:
        return abs(self.terrain.height(resident.x, resident.y + STAND)) < 1 and (
            self.terrain.height(resident.x, resident.y) <= 0
        )

    def has_room(self, x: float, y: float) -> bool:
        """Whether the submarine fits into a place."""
        return all(self.terrain.height(x + right, y + down) <= 2 for right, down in HULL)

    def place_diver(self, x: float, y: float, *, air: float) -> None:
        """Go on where a dive was left, or look at another place; the camera goes along."""
        diver = self.diver
        self.diver = Diver(x, y, facing=diver.facing, aim_x=diver.aim_x, aim_y=diver.aim_y, air=air, lamp=diver.lamp)
        self.camera_x, self.camera_y = _kept_in_view(x, y)
        self._wake_at = 0.0

    def at_vent(self) -> Vent | None:
        """The vent whose bubbles reach the submarine."""
        side, reach = _VENT_REACH
        for vent in self.population.vents:
            if abs(self.diver.x - vent.x) < side and -8 < vent.y - self.diver.y < reach:
                return vent
        return None

    def _hatch(self, numbers: tuple[int, ...], events: list[Event]) -> None:
        if not numbers:
            return
        ready = set(numbers)
        for egg in self.swimmers:
            if egg.resident.number in ready and not egg.hatched:
                egg.hatched = True
                egg.hatched_at = self.seconds if egg.resident.generation else -99.0
                if abs(egg.x - self.camera_x) < VIEW[0] / 2 and abs(egg.y - self.camera_y) < VIEW[1] / 2:
                    events.append(Hatched(egg.resident))

    def _breathe(self, dt: float, events: list[Event]) -> None:
        diver, before, drifted = self.diver, self.diver.air, self.diver.adrift
        fresh = diver.y < _AWASH or self.at_vent() is not None
        diver.breathe(dt, fresh=fresh, air_seconds=self.outfit.air_seconds)
        if diver.adrift and not drifted:
            events.append(FloatsUp())
        if diver.air < LOW_AIR and not self._air_warned:
            self._air_warned = True
            events.append(AirLow())
        if diver.air > LOW_AIR * 1.5:
            self._air_warned = False
        if diver.air == 1 and before < 1:
            events.append(AirFull())

    def _feel_pressure(self, events: list[Event]) -> None:
        line = self.outfit.bears
        if self.diver.y > line and not self._depth_warned:
            self._depth_warned = True
            events.append(TooDeep())
        elif self.diver.y < line - _WARNED_AGAIN:
            self._depth_warned = False

    def _begin_dive(self, events: list[Event]) -> None:
        """A dive begins under the surface, with what is special about it; it ends at the surface."""
        if self.diver.y < _AWASH:
            self._at_surface = True
        elif self._at_surface and self.diver.y > _DIVES_FROM:
            self._at_surface = False
            self.dives += 1
            special, came = visitors_of(self.terrain, self.fauna, self.dives)
            self.swimmers = [one for one in self.swimmers if not is_visitor(one.resident.number)]
            self.swimmers += [Swimmer.at_home(resident) for resident in came]
            self._wake_at = 0.0
            events.append(DiveBegan(self.dives, special.stray, special.bloom))
        fall = self.population.fall
        if fall is not None:
            near = abs(self.diver.x - fall.x) < _AT_FALL and abs(self.diver.y - fall.y) < _AT_FALL
            if near and not self._at_fall:
                events.append(FallFound())
            self._at_fall = near

    def _follow(self, dt: float) -> None:
        """The camera looks a little ahead and comes after gently."""
        diver = self.diver
        right, down = diver.velocity
        wanted_x = diver.x + diver.facing * 34 + right * 0.25
        wanted_y = diver.y + down * 0.45
        share = min(1.0, 2.6 * dt)
        x = self.camera_x + (wanted_x - self.camera_x) * share
        y = self.camera_y + (wanted_y - self.camera_y) * share
        self.camera_x, self.camera_y = _kept_in_view(x, y)

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

    def _enter_zone(self, events: list[Event]) -> None:
        zone = zone_at(self.diver.y)
        if zone != self._zone:
            self._zone = zone
            events.append(ZoneEntered(zone, first=zone not in self.visited))
            self.visited.add(zone)

    def _picture(self) -> Event:
        animal = self.target
        if animal is None:
            return GiantMet(self.giant[0]) if self.giant is not None and self.giant_framed else Missed()
        right, down = animal.x - self.diver.x, animal.y - self.diver.y
        return Photographed(
            animal.resident,
            self.stars(animal),
            metres_at(self.diver.y),
            animal.facing < 0,
            moment_of(animal, self.awake, self.seconds),
            shy=animal.shy,
            lamp=self.diver.lamp,
            night=night_in(self.diver.y, self.seconds) > 0.5,
            near=right * right + down * down < self.outfit.close**2,
            calm=animal.calm,
        )

    def stars(self, animal: Swimmer) -> int:
        """What a picture of it would be worth now."""
        return stars_for(animal, self.diver, outfit=self.outfit)


def child_number(place: int) -> int:
    """The number of the resident that is the world's child of that place."""
    return _CHILDREN + place


def child_resident(
    request: SpriteRequest, *, species: str, generation: int, place: int, x: float, y: float
) -> Resident:
    """A bred animal as one of the world's. place: which child of the world it is, from 0."""
    number = child_number(place)
    return Resident(number, number, request, species, zone_at(y), x, y, generation)


def _middle(terrain: Terrain) -> float:
    return next((x for x in (520.0, 480.0, 560.0, 440.0, 600.0) if terrain.height(x, 60) < -30), 520.0)


def _kept_in_view(x: float, y: float) -> tuple[float, float]:
    width, height = VIEW
    return min(max(x, width / 2), WIDTH - width / 2), min(max(y, 54.0), DEPTH - height / 2 + 30)
