"""The rules: a world, what the player commands and the time that passed -> what happened.

Knows neither screen, sound, clock nor disk, nor how sprites are drawn: the player's side tells it which eggs hatch.
The same seed and the same commands give the same dive on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from demo_game.rules.carving import terrain_of
from demo_game.rules.company import VIEW, Company
from demo_game.rules.currents import Current, currents_of, push_at
from demo_game.rules.daylight import night_in
from demo_game.rules.diver import HULL, LOW_AIR, Diver
from demo_game.rules.encounters import Box, giant_in_view, met, places_on, unhidden
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
    LampSwitched,
    Missed,
    Photographed,
    Surfaced,
    TooDeep,
    ZoneEntered,
)
from demo_game.rules.fauna import ANYWHERE, Fauna
from demo_game.rules.finder import framed, stars_for
from demo_game.rules.moments import moment_of
from demo_game.rules.outfit import Outfit
from demo_game.rules.population import Vent, population_of
from demo_game.rules.species_ways import DARK_ZONES
from demo_game.rules.swimmer import Swimmer
from demo_game.rules.terrain import Terrain
from demo_game.rules.visitors import is_visitor, visitors_of
from demo_game.rules.way_up import WayUp, way_up
from demo_game.rules.zones import DEPTH, WIDTH, metres_at, zone_at
from pixelgen import SpriteRequest

_LONGEST_STEP = 0.05
_SHUTTER_SECONDS = 0.6
_AWASH = 12.0  # above it the submarine breathes
_VENT_REACH = (20.0, 100.0)
_DIVES_FROM = 60.0  # pixels under the surface from which on it is a dive
_WARNED_AGAIN = 60.0  # pixels above the pressure line until it is told of once more
_AT_FALL = 110.0


class Reef(Company):
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
        terrain = terrain_of(seed)
        population = population_of(terrain, fauna=fauna, starters=starters, twins=twins)
        super().__init__(seed, terrain, population, Diver(x=_middle(terrain)), seconds=seconds)
        self.way_up: WayUp = way_up(self.terrain, HULL)
        self.currents: tuple[Current, ...] = currents_of(self.terrain)
        self.fauna = fauna
        self.outfit = Outfit()
        self.dives = dives
        self.giant: tuple[str, Box] | None = None
        self.visited: set[str] = set(visited)
        self.target: Swimmer | None = None
        self._zone: str | None = None
        self._shutter_at = 0.0
        self._air_warned = False
        self._at_surface, self._depth_warned, self._at_fall = True, False, False

    def update(self, dt: float, command: Command) -> list[Event]:
        """Pass dt seconds; a step longer than a twentieth of a second counts as that."""
        dt = min(dt, _LONGEST_STEP)
        self.seconds += dt
        events: list[Event] = []
        self.hatch(command.hatched, events)
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
        self.live_on(dt)
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
        """Whether a picture would show the giant that passes: nobody is nearer, and enough of it is to be seen."""
        if self.target is not None or self.giant is None or not met(self.giant[1], VIEW):
            return False
        left, top = self.camera_x - VIEW[0] / 2, self.camera_y - VIEW[1] / 2
        return unhidden([self.terrain.height(left + x, top + y) > 0 for x, y in places_on(self.giant[1])])

    def has_room(self, x: float, y: float) -> bool:
        """Whether the submarine fits into a place."""
        return all(self.terrain.height(x + right, y + down) <= 2 for right, down in HULL)

    def place_diver(self, x: float, y: float, *, air: float) -> None:
        """Go on where a dive was left, or look at another place; the camera goes along."""
        diver = self.diver
        self.diver = Diver(x, y, facing=diver.facing, aim_x=diver.aim_x, aim_y=diver.aim_y, air=air, lamp=diver.lamp)
        self.camera_x, self.camera_y = _kept_in_view(x, y)
        self.look_around()

    def at_vent(self) -> Vent | None:
        """The vent whose bubbles reach the submarine."""
        side, reach = _VENT_REACH
        for vent in self.population.vents:
            if abs(self.diver.x - vent.x) < side and -8 < vent.y - self.diver.y < reach:
                return vent
        return None

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
            self.look_around()
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


def _middle(terrain: Terrain) -> float:
    return next((x for x in (520.0, 480.0, 560.0, 440.0, 600.0) if terrain.height(x, 60) < -30), 520.0)


def _kept_in_view(x: float, y: float) -> tuple[float, float]:
    width, height = VIEW
    return min(max(x, width / 2), WIDTH - width / 2), min(max(y, 54.0), DEPTH - height / 2 + 30)
