"""What the player commands in a step, and what can happen in one: the words that the rules and the game share."""

from __future__ import annotations

from dataclasses import dataclass

from demo_game.rules.population import Resident


@dataclass(frozen=True, slots=True)
class Command:
    """What the player does in a step: thrust from -1 to 1; hatched: numbers of eggs whose sprites are there now.

    rests: nobody is at the wheel, and no air is used up. relaxed: no air is used up, whoever steers.
    """

    right: float = 0.0
    down: float = 0.0
    photograph: bool = False
    switch_lamp: bool = False
    hatched: tuple[int, ...] = ()
    rests: bool = False
    relaxed: bool = False


@dataclass(frozen=True, slots=True)
class Photographed:
    """A picture was taken. stars 1 to 3: one for any, one for being close, one for an animal at ease.

    moment: what the animal was doing that is worth telling, see `moments`. shy: it flees the lamp; lamp: that was on.
    """

    resident: Resident
    stars: int
    metres: int
    flipped: bool
    moment: str = ""
    shy: bool = False
    lamp: bool = False
    night: bool = False
    near: bool = False
    calm: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """The shutter clicked at empty water."""


@dataclass(frozen=True, slots=True)
class Hatched:
    """An egg in view opened."""

    resident: Resident


@dataclass(frozen=True, slots=True)
class ZoneEntered:
    """The submarine came into another zone. first: it had never been there."""

    zone: str
    first: bool


@dataclass(frozen=True, slots=True)
class AirLow:
    """A quarter is left."""


@dataclass(frozen=True, slots=True)
class AirFull:
    """Filled up at the surface or at a vent."""


@dataclass(frozen=True, slots=True)
class FloatsUp:
    """No air is left; the submarine rises by itself."""


@dataclass(frozen=True, slots=True)
class LampSwitched:
    """The lamp went on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class Surfaced:
    """Up from below, into the air."""


@dataclass(frozen=True, slots=True)
class Bumped:
    """The hull met rock."""


@dataclass(frozen=True, slots=True)
class DiveBegan:
    """Down from the surface, for the so-manieth time in this world, from 1. stray, bloom: see `encounters.Special`."""

    number: int
    stray: tuple[str, str] | None
    bloom: str


@dataclass(frozen=True, slots=True)
class GiantMet:
    """The giant of a zone was photographed."""

    zone: str


@dataclass(frozen=True, slots=True)
class FallFound:
    """The submarine is at the place to which a whale has sunk."""


@dataclass(frozen=True, slots=True)
class TooDeep:
    """The hull does not bear what is below; the water pushes it back."""


Event = (
    Photographed
    | Missed
    | Hatched
    | ZoneEntered
    | AirLow
    | AirFull
    | FloatsUp
    | LampSwitched
    | Bumped
    | Surfaced
    | DiveBegan
    | GiantMet
    | FallFound
    | TooDeep
)
