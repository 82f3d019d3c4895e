"""The text of `economy.toml` -> an Economy, checked: what research is worth, what parts cost, which goals there are.

PixelgenError, one line that names the place, for a table that is not as described.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from demo_game.rules.fauna import MORPHS, STRAY
from demo_game.rules.moments import MOMENTS
from pixelgen import CATEGORIES, SPECIES, TRAITS, ZONES, PixelgenError, read_toml

FILE = Path(__file__).with_name("economy.toml")
STEPS = 3  # of an upgrade
PARTS: Mapping[str, tuple[str, ...]] = {  # part -> its figures, one at first and one for each step
    "hull": ("bears",),
    "air": ("seconds",),
    "lamp": ("reach",),
    "camera": ("reach", "close"),
    "incubator": ("eggs", "seconds"),
}
KINDS = (
    "photo species zone zones upgrades hatched aquarium looks released strain bred giants generation stars fall rare"
    " glow roster all"
).split()
_RANGES = {"bears": (1, len(ZONES)), "seconds": (1, 3600), "reach": (40, 240), "close": (20, 200), "eggs": (1, 5)}
_KINDS = {"str": str, "int": int, "bool": bool, "bool | None": bool}


@dataclass(frozen=True, slots=True)
class Worth:
    """Research for what is found, in points."""

    species: int
    deeper: int
    star: int
    animal: int
    trait: int
    morph: int
    stray: int
    moment: int
    again: int
    giant: int
    fall: int
    child: int


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A part of the submarine. costs: of its three steps; says: what each gives; figures: name -> four numbers."""

    part: str
    title: str
    costs: tuple[int, ...]
    says: tuple[str, ...]
    figures: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Goal:
    """kind: what counts, one of KINDS. of: how much of it. count: of photos: "photos", "species" or "animals".

    tier: from 1; it opens when most of the one before is reached. reward: research; gift: a part that gets a step.
    ends: reaching it ends the story. The others narrow down what counts. looks: "trait=value other" each.
    """

    id: str
    title: str
    tier: int
    kind: str
    of: int = 1
    count: str = "photos"
    reward: int = 0
    gift: str = ""
    ends: bool = False
    zone: str = ""
    category: str = ""
    species: str = ""
    part: str = ""
    morph: str = ""
    moment: str = ""
    stars: int = 0
    shy: bool | None = None
    lamp: bool | None = None
    night: bool | None = None
    ground: bool | None = None
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Economy:
    """homes: zone -> species that live there beside those that the weights know. Goals in the order of the table."""

    worth: Worth
    upgrades: Mapping[str, Upgrade]
    goals: tuple[Goal, ...]
    homes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def shipped_economy() -> Economy:
    """The game's own table."""
    return read_economy(FILE)


def read_economy(path: Path) -> Economy:
    """The table of a file; PixelgenError when it cannot be read, too."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PixelgenError(f"cannot read {path}: {error.strerror or error}") from error
    try:
        return economy_of(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PixelgenError(f"{path.name} must be UTF-8") from error
    except PixelgenError as error:
        raise PixelgenError(f"{path.name}: {error}") from error


def economy_of(text: str) -> Economy:
    """The table of a TOML text."""
    tables = read_toml(text)
    _known("the table", tables, ("research", "upgrades", "homes", "goals"))
    worth = _table("research", tables.get("research"))
    names = [each.name for each in fields(Worth)]
    _known("[research]", worth, names, all_of_them=True)
    points = Worth(**{name: _whole(f"[research] {name}", worth[name], 0, 1000) for name in names})
    upgrades = _table("upgrades", tables.get("upgrades"))
    _known("[upgrades]", upgrades, tuple(PARTS), all_of_them=True)
    homes = {zone: _names(f"[homes] {zone}", found, tuple(SPECIES)) for zone, found in tables.get("homes", {}).items()}
    _known("[homes]", homes, ZONES)
    goals = tables.get("goals")
    if not isinstance(goals, list) or not goals:
        raise PixelgenError("there must be [[goals]]")
    every = tuple(_goal(number, goal) for number, goal in enumerate(goals, 1))
    ids = [goal.id for goal in every]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise PixelgenError(f"two goals have the id {twice[0]!r}")
    return Economy(points, {part: _upgrade(part, upgrades[part]) for part in PARTS}, every, homes)


def _upgrade(part: str, content: Any) -> Upgrade:
    where = f"[upgrades.{part}]"
    table = _table(where, content)
    _known(where, table, ("title", "costs", "says", *PARTS[part]), all_of_them=True)
    costs = tuple(_whole(f"{where} costs", one, 0, 9999) for one in _many(f"{where} costs", table["costs"], STEPS))
    says = tuple(_text(f"{where} says", one) for one in _many(f"{where} says", table["says"], STEPS))
    figures = {}
    for name in PARTS[part]:
        low, high = _RANGES[name]
        numbers = _many(f"{where} {name}", table[name], STEPS + 1)
        figures[name] = tuple(float(_whole(f"{where} {name}", one, low, high)) for one in numbers)
    return Upgrade(part, _text(f"{where} title", table["title"]), costs, says, figures)


def _goal(number: int, content: Any) -> Goal:
    table = _table(f"goal {number}", content)
    where = f"goal {table.get('id', number)!r}"
    names = {each.name: str(each.type) for each in fields(Goal)}
    _known(where, table, tuple(names))
    if missing := [one.name for one in fields(Goal) if one.default is MISSING and one.name not in table]:
        raise PixelgenError(f"{where} must have {', '.join(missing)}")
    found = dict(table)
    for name, value in table.items():
        if name == "looks":
            found[name] = tuple(_look(where, one) for one in _many(f"{where}: looks", value, None))
        elif type(value) is not _KINDS[names[name]]:
            raise PixelgenError(
                f"{where}: {name} must be of the kind {_KINDS[names[name]].__name__}; got {value!r:.60}"
            )
    goal = Goal(**found)
    choices: dict[str, Sequence[str]] = {
        "kind": KINDS,
        "count": ("photos", "species", "animals"),
        "zone": ("", *ZONES),
        "category": ("", *CATEGORIES),
        "species": ("", *SPECIES),
        "part": ("", *PARTS),
        "gift": ("", *PARTS),
        "morph": ("", "any", STRAY, *MORPHS),
        "moment": ("", *MOMENTS),
    }
    for name, allowed in choices.items():
        if getattr(goal, name) not in allowed:
            one_of = ", ".join(word for word in allowed if word)
            raise PixelgenError(f"{where}: {name} must be one of {one_of}; got {getattr(goal, name)!r:.60}")
    for name, low, high in (("tier", 1, 9), ("of", 1, 999), ("reward", 0, 999), ("stars", 0, 3)):
        _whole(f"{where}: {name}", getattr(goal, name), low, high)
    if (goal.kind in ("bred", "looks")) != bool(goal.looks):
        raise PixelgenError(f"{where}: looks go with the kinds bred and looks, and these need them")
    return goal


def _look(where: str, content: Any) -> str:
    look = _text(f"{where}: looks", content)
    trait, _, values = look.partition("=")
    if trait not in TRAITS or not values.split() or not set(values.split()) <= set(TRAITS[trait]):
        raise PixelgenError(
            f"{where}: a look must be a trait and its values, such as 'glow=some rich'; got {content!r}"
        )
    return look


def _table(where: str, content: Any) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise PixelgenError(f"{where} must be a table")
    return content


def _known(where: str, table: Mapping[str, Any], names: Sequence[str], *, all_of_them: bool = False) -> None:
    if odd := sorted(set(table) - set(names)):
        raise PixelgenError(f"{where} has no {odd[0]!r}; it has {', '.join(names)}")
    if all_of_them and (missing := [name for name in names if name not in table]):
        raise PixelgenError(f"{where} must have {missing[0]!r}")


def _many(where: str, content: Any, count: int | None) -> list[Any]:
    if not isinstance(content, list) or (count is not None and len(content) != count) or not content:
        raise PixelgenError(f"{where} must be a list{'' if count is None else f' of {count}'}; got {content!r:.60}")
    return content


def _whole(where: str, content: Any, low: int, high: int) -> int:
    if type(content) is not int or not low <= content <= high:
        raise PixelgenError(f"{where} must be a whole number from {low} to {high}; got {content!r:.60}")
    return content


def _text(where: str, content: Any) -> str:
    if not isinstance(content, str) or not content.strip():
        raise PixelgenError(f"{where} must be a text; got {content!r:.60}")
    return content


def _names(where: str, content: Any, known: Sequence[str]) -> tuple[str, ...]:
    found = tuple(_text(where, one) for one in _many(where, content, None))
    if odd := [one for one in found if one not in known]:
        raise PixelgenError(f"{where}: {odd[0]!r} is no species")
    return found
