"""An animal and its surroundings -> how it moves. Knows nothing of pictures, of air or of the log book.

Each behaviour gives a desired velocity (steering behaviours: Reynolds, 1999); `_swim` turns towards it and keeps out of
the rock.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from demo_game.rules.rng import Rng
from demo_game.rules.species_ways import CLEANED, hunts
from demo_game.rules.swimmer import Surroundings, Swimmer, lit
from demo_game.rules.terrain import Terrain

_ELBOW_ROOM = 27.0
_BESIDE = 40.0
_BUMPER = 30.0  # everyone gets out of the way of a hull so near
_STAND = 15.0
_SINK = 55.0  # pixels a second
_HARD = 6.0  # pixels of water that swimmers keep from the rock, whatever they want
_LURED = 52.0  # pixels from the hull at which who comes to the lamp stays
_CLEANED_FROM = 130.0  # pixels within which a cleaner sees its host
_ALARM_SECONDS = 1.6
_HUNT_SECONDS, _REST_SECONDS = 1.8, 5.0

Velocity = tuple[float, float]


def live(animal: Swimmer, around: Surroundings, dt: float) -> None:
    """One time step of an animal; an egg only bobs at its home."""
    animal.clock += dt
    if animal.sinks:
        _sink(animal, dt)
        return
    if not animal.hatched:
        _bob(animal, dt)
        return
    animal.alarm = max(0.0, animal.alarm - dt)
    animal.rest = max(0.0, animal.rest - dt)
    if animal.way.name == "root":
        return
    animal.cleans = False
    desired = _flee(animal, around) or _avoid_hull(_at_ease(animal, around), animal, around)
    if animal.way.ground:
        _walk(animal, around.terrain, desired[0], dt)
    else:
        _swim(animal, around.terrain, desired, dt)


def _at_ease(animal: Swimmer, around: Surroundings) -> Velocity:
    """What it does by itself; some come to the lamp, and cleaners to larger animals, whatever else they would do."""
    if animal.way.drawn and lit(animal.x, animal.y, around):
        return _to_lamp(animal, around)
    if animal.way.cleans and (host := _host(animal, around)) is not None:
        return _clean(animal, host)
    return _WAYS[animal.way.name](animal, around)


def _to_lamp(animal: Swimmer, around: Surroundings) -> Velocity:
    """To the edge of the light's middle, not into the hull."""
    right, down = around.diver_x - animal.x, around.diver_y - animal.y
    distance = max(math.hypot(right, down), 1.0)
    share = animal.way.speed * 1.2 * min((distance - _LURED) / 30, 1.0) / distance
    return right * share, down * share


def _host(animal: Swimmer, around: Surroundings) -> Swimmer | None:
    """The nearest animal that is cleaned."""
    hosts = (other for other in around.near if other.hatched and other.resident.species in CLEANED)
    near = min(hosts, key=lambda other: (other.x - animal.x) ** 2 + (other.y - animal.y) ** 2, default=None)
    if near is None or (near.x - animal.x) ** 2 + (near.y - animal.y) ** 2 > _CLEANED_FROM**2:
        return None
    return near


def _clean(animal: Swimmer, host: Swimmer) -> Velocity:
    """Along its host, from end to end."""
    along = (animal.clock / 3 + animal.resident.number * 0.31) % 2 - 1
    x, y = host.x + (abs(along) - 0.5) * 40, host.y - 15
    animal.cleans = math.hypot(x - animal.x, y - animal.y) < 26
    right, down = _towards(animal, x, y, animal.way.speed * 1.4)
    return right + host.vx * 0.6, down + host.vy * 0.6


def _bob(egg: Swimmer, dt: float) -> None:
    phase = egg.clock % 4
    swing = phase if phase < 2 else 4 - phase
    if not egg.way.ground:
        egg.y += (egg.home_y + (swing - 1) * 4 - egg.y) * min(1.0, dt)


def _sink(animal: Swimmer, dt: float) -> None:
    """Straight to its home on the ground."""
    right, down = animal.resident.x - animal.x, animal.resident.y - animal.y
    length = math.hypot(right, down)
    share = min(_SINK * dt / max(length, 1e-9), 1.0)
    animal.x, animal.y = animal.x + right * share, animal.y + down * share
    animal.sinks = share < 1


def _flee(animal: Swimmer, around: Surroundings) -> Velocity | None:
    """Away from a hull that comes near, for the shy also from the lamp; hiders go home instead."""
    if animal.way.name == "crawl":
        return None
    right, down = animal.x - around.diver_x, animal.y - around.diver_y
    distance = max((right * right + down * down) ** 0.5, 1.0)
    hull = distance < _BUMPER and around.diver_speed > 40
    if hull or (animal.shy and lit(animal.x, animal.y, around)):
        animal.alarm = _ALARM_SECONDS
    if animal.alarm <= 0:
        return None
    sprint = animal.way.sprint
    if animal.way.name == "hide" and distance > 24:
        return _towards(animal, animal.resident.x, animal.home_y, sprint)
    return right / distance * sprint, down / distance * sprint


def _avoid_hull(desired: Velocity, animal: Swimmer, around: Surroundings) -> Velocity:
    """A little out of the way of the hull, so that it hides nobody."""
    right, down = animal.x - around.diver_x, animal.y - around.diver_y
    distance = max(math.sqrt(right * right + down * down), 1.0)
    if distance > _BESIDE:
        return desired
    push = (_BESIDE - distance) * 1.3 / distance
    return desired[0] + right * push, desired[1] + down * push


def _school(animal: Swimmer, around: Surroundings) -> Velocity:
    leader = around.leaders.get(animal.resident.group)
    if leader is None or leader is animal:
        return _wander(animal, around, reach=170)
    place = Rng("place", animal.resident.number)
    desired_x = leader.x - leader.facing * place.uniform(8, 60) - animal.x
    desired_y = leader.y + place.uniform(-34, 34) - animal.y
    share = animal.way.speed * 1.35 / max((desired_x * desired_x + desired_y * desired_y) ** 0.5, 24.0)
    apart_x, apart_y = _separation(animal, around)
    return desired_x * share + leader.vx * 0.5 + apart_x, desired_y * share + leader.vy * 0.5 + apart_y


def _separation(animal: Swimmer, around: Surroundings) -> Velocity:
    """Away from those of its company that are too near."""
    away_x = away_y = 0.0
    for other in around.near:
        if other is not animal and other.resident.group == animal.resident.group:
            right, down = animal.x - other.x, animal.y - other.y
            distance = math.sqrt(right * right + down * down)
            if distance < _ELBOW_ROOM:
                if distance < 1:  # one inside the other: the numbers decide who goes where
                    right, down, distance = (1.0, 0.4, 1.0) if animal.resident.number % 2 else (-1.0, -0.4, 1.0)
                push = (_ELBOW_ROOM - distance) * 2.4 / distance
                away_x += right * push
                away_y += down * push
    return away_x, away_y


def _cruise(animal: Swimmer, around: Surroundings) -> Velocity:
    return _wander(animal, around, reach=260)


def _hide(animal: Swimmer, around: Surroundings) -> Velocity:
    return _wander(animal, around, reach=34 if around.lamp else 70)


def _drift(animal: Swimmer, around: Surroundings) -> Velocity:
    """A pulse upwards, then sinking; low under its home the pulses are stronger."""
    beat = animal.clock % 1.4
    low = animal.y - animal.home_y
    push = 2.6 if low > 0 else 1.5 if low > -40 else 0.6
    rise = -animal.way.speed * push * 2.2 if beat < 0.45 else animal.way.speed * 0.75
    side = (animal.clock / 7 + animal.resident.number * 0.37) % 2 - 1
    drift = animal.way.speed * (0.7 if side > 0 else -0.7) + (animal.resident.x - animal.x) * 0.05
    return drift, rise


def _hunt(animal: Swimmer, around: Surroundings) -> Velocity:
    """Goes after small fish for a moment, never quite fast enough, then rests."""
    if animal.rest <= 0:
        prey = min(
            (
                other
                for other in around.near
                if hunts(animal.resident.species, other.resident.species) and other.hatched
            ),
            key=lambda other: (other.x - animal.x) ** 2 + (other.y - animal.y) ** 2,
            default=None,
        )
        if prey is not None and (prey.x - animal.x) ** 2 + (prey.y - animal.y) ** 2 < 120 * 120:
            animal.rest = _HUNT_SECONDS + _REST_SECONDS
            animal.goal_x, animal.goal_y = prey.x, prey.y
            animal.goal_until = animal.clock + _HUNT_SECONDS
            prey.alarm = _ALARM_SECONDS
    if animal.rest > _REST_SECONDS:
        return _towards(animal, animal.goal_x, animal.goal_y, animal.way.sprint)
    return _wander(animal, around, reach=150)


def _crawl(animal: Swimmer, around: Surroundings) -> Velocity:
    """To and fro about its home, with long rests; under the lamp a little faster."""
    if animal.clock >= animal.goal_until:
        animal.goal_until = animal.clock + around.rng.uniform(3, 9)
        rests = around.rng.random() < 0.45
        animal.goal_x = animal.x if rests else animal.resident.x + around.rng.uniform(-40, 40)
    away = animal.goal_x - animal.x
    speed = animal.way.sprint if lit(animal.x, animal.y, around) else animal.way.speed
    return (0.0 if abs(away) < 2 else speed if away > 0 else -speed), 0.0


_WAYS: dict[str, Callable[[Swimmer, Surroundings], Velocity]] = {
    "school": _school,
    "cruise": _cruise,
    "hide": _hide,
    "drift": _drift,
    "hunt": _hunt,
    "crawl": _crawl,
}


def _wander(animal: Swimmer, around: Surroundings, *, reach: float) -> Velocity:
    """From one place near home to the next, more to the side than up and down."""
    near = abs(animal.goal_x - animal.x) < 10 and abs(animal.goal_y - animal.y) < 10
    if near or animal.clock >= animal.goal_until:
        rng, home = around.rng, animal.resident
        animal.goal_x = home.x + rng.uniform(-reach, reach)
        animal.goal_y = animal.home_y + rng.uniform(-reach * 0.4, reach * 0.4)
        animal.goal_until = animal.clock + rng.uniform(5, 11)
    return _towards(animal, animal.goal_x, animal.goal_y, animal.way.speed)


def _towards(animal: Swimmer, x: float, y: float, speed: float) -> Velocity:
    right, down = x - animal.x, y - animal.y
    length = (right * right + down * down) ** 0.5
    share = speed / max(length, 12.0)  # slower when nearly there
    return right * share, down * share


def _walk(animal: Swimmer, terrain: Terrain, speed: float, dt: float) -> None:
    if not speed:
        animal.vx = 0.0
        return
    x = animal.x + speed * dt
    foot = animal.y + _STAND
    ground = terrain.ground_below(x, foot - 6, reach=12)
    if ground is None or terrain.height(x, foot - 7) > 0 or terrain.height(x, animal.y) > 0:
        animal.goal_x, animal.vx = animal.x, 0.0  # a step, a gap or a roof: not that way
        return
    animal.vx = speed
    animal.x = x
    animal.y += min(max(ground - _STAND - animal.y, -20 * dt), 20 * dt)
    animal.facing = 1 if speed > 0 else -1


def _swim(animal: Swimmer, terrain: Terrain, desired: Velocity, dt: float) -> None:
    share = min(1.0, (4.0 if animal.alarm > 0 else 1.6) * dt)
    animal.vx += (desired[0] - animal.vx) * share
    animal.vy += (desired[1] - animal.vy) * share
    ahead = terrain.height(animal.x + animal.vx * 0.5, animal.y + animal.vy * 0.5)
    berth = 8 if animal.way.name == "hide" else 14  # hiders live close to the rock
    if ahead > -berth:
        out_x, out_y = terrain.way_out(animal.x, animal.y)
        push = (ahead + berth) * 6 * dt
        animal.vx += out_x * push
        animal.vy += out_y * push
        if ahead > -4:
            animal.goal_until = min(animal.goal_until, animal.clock + 0.5)
    animal.x += animal.vx * dt
    animal.y += animal.vy * dt
    _keep_out_of_rock(animal, terrain, dt)
    if animal.y < 26:  # under the waves
        animal.y, animal.vy = 26.0, max(animal.vy, 4.0)
    if abs(animal.vx) > 4:
        animal.facing = 1 if animal.vx > 0 else -1


def _keep_out_of_rock(animal: Swimmer, terrain: Terrain, dt: float) -> None:
    """Out of the rock, and no further into it."""
    inside = terrain.height(animal.x, animal.y) + _HARD
    if inside <= 0:
        return
    out_x, out_y = terrain.way_out(animal.x, animal.y)
    step = min(inside, 90 * dt)
    animal.x, animal.y = animal.x + out_x * step, animal.y + out_y * step
    into = animal.vx * out_x + animal.vy * out_y
    if into < 0:
        animal.vx, animal.vy = animal.vx - into * out_x, animal.vy - into * out_y
