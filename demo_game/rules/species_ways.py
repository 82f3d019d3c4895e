"""A species -> how it moves: alone or in schools, on the ground or in the water, how fast. Knows no places.

A new species is one line here; without one it lives as its category does.
"""

from __future__ import annotations

from dataclasses import dataclass

from pixelgen import SPECIES

DARK_ZONES = ("midnight", "abyss", "hadal")


@dataclass(frozen=True, slots=True)
class Way:
    """name: of the behaviour that steers it. speed: pixels a second at leisure, sprint: when it flees or hunts.

    company: how many live together at most. ground: lives on rock. shy: flees the lamp even where there is daylight.
    drawn: comes to the lamp. rises: pixels that it comes up at night. cleans: picks at the animals of `CLEANED`.
    """

    name: str
    speed: float
    sprint: float
    company: int = 1
    ground: bool = False
    shy: bool = False
    drawn: bool = False
    rises: float = 0.0
    cleans: bool = False


_ROOT = Way("root", 0, 0, ground=True)
_CRAWL = Way("crawl", 5, 9, ground=True)
_SCHOOL = Way("school", 34, 95, company=6)
_PAIR = Way("school", 26, 85, company=2)
_CLEANER = Way("school", 26, 85, company=2, cleans=True)
_CRUISE = Way("cruise", 20, 60)
_DRIFT = Way("drift", 7, 14)
_HIDE = Way("hide", 16, 110, shy=True)
_HUNT = Way("hunt", 15, 78)

_CATEGORY = {
    "reef_fish": _SCHOOL,
    "grazer": _CRAWL,
    "coral": _ROOT,
    "jellyfish": _DRIFT,
    "cephalopod": _HIDE,
    "abyssal": _HUNT,
}
_SPECIES = {
    "clownfish": Way("hide", 20, 80, company=3),
    "angelfish": _PAIR,
    "butterflyfish": _CLEANER,
    "pufferfish": _CRUISE,
    "lionfish": _HUNT,
    "seahorse": Way("hide", 8, 40, company=2),
    "moray": _HIDE,
    "sea_turtle": Way("cruise", 28, 70),
    "dugong": _CRUISE,
    "parrotfish": Way("school", 24, 80, company=4),
    "moon_jelly": Way("drift", 6, 12, company=4, drawn=True),
    "squid": Way("school", 30, 130, company=4, rises=300),
    "cuttlefish": _CRUISE,
    "nautilus": Way("drift", 7, 14, rises=260, drawn=True),
    "dumbo_octopus": _DRIFT,
    "vampire_squid": Way("drift", 9, 60, shy=True),
    "giant_isopod": _CRAWL,
    "tripod_fish": _CRAWL,
    "hatchetfish": Way("school", 24, 85, company=6, rises=380),
    "comb_jelly": Way("drift", 7, 14, rises=340, drawn=True),
    "crown_jelly": Way("drift", 7, 14, rises=260),
    "viperfish": Way("hunt", 15, 78, rises=240),
    "barreleye": Way("drift", 8, 50, shy=True),
}
_PREY = ("school", "hide")
CLEANED = ("sea_turtle", "dugong", "parrotfish", "moray", "pufferfish")


def way_of(species: str) -> Way:
    """A species' own way, else its category's."""
    return _SPECIES.get(species) or _CATEGORY[SPECIES[species]]


def fears_lamp(species: str, zone: str) -> bool:
    """Whether a lamp drives it away: hiders always do so, in the dark also whoever lives in company."""
    way = way_of(species)
    return way.shy or (zone in DARK_ZONES and way.name in ("school", "hide"))


def hunts(hunter: str, prey: str) -> bool:
    """Whether one species goes after another."""
    return way_of(hunter).name == "hunt" and way_of(prey).name in _PREY
