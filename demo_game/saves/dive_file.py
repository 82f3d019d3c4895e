"""A saved dive <-> what its file says. Knows neither folders nor screens.

Nothing in a file is trusted. What this game does not know, such as another key or a species that came later, is left
out when it is read and kept when it is written over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, TypeVar

from demo_game.book.breeding import Pairing, Parent
from demo_game.book.logbook import HOMES, MOST_STARS, Child, LogBook, Photo
from demo_game.economy.progress import Egg, Progress
from demo_game.economy.table import PARTS, STEPS
from demo_game.rules.seeds import normalised_seed
from demo_game.rules.zones import DEPTH, WIDTH
from pixelgen import PATTERNS, SPECIES, ZONES

VERSION = 1
Content = dict[str, Any]
T = TypeVar("T", Photo, Child, Parent, Egg)
_TYPES = {"str": str, "int": int, "float": (int, float), "bool": bool}


class OtherVersionError(ValueError):
    """The file is whole, and of a version that this game does not read."""

    def __init__(self, version: int) -> None:
        super().__init__(f"it is of version {version}, this game reads version {VERSION}")
        self.version = version


@dataclass(frozen=True, slots=True)
class SavedDive:
    """A world's seed, where the submarine was, the log book and what was reached.

    pairing: in the nursery of an earlier version of the game. progress: None in a save of such a version.
    """

    seed: str
    x: float
    y: float
    air: float
    lamp: bool
    book: LogBook
    pairing: Pairing | None = None
    progress: Progress | None = None


def dive_content(dive: SavedDive) -> Content:
    """What `dive_of` reads."""
    book = dive.book
    return {
        "version": VERSION,
        "seed": dive.seed,
        "x": dive.x,
        "y": dive.y,
        "air": dive.air,
        "lamp": dive.lamp,
        "pages": [asdict(photo) for photo in book.pages.values()],
        "children": [asdict(child) for child in book.children],
        "visited": list(book.visited),
        "reached": list(book.reached),
        "nursery": None if dive.pairing is None else asdict(dive.pairing),
        "rare": [asdict(photo) for photo in book.rare],
        "progress": None if dive.progress is None else _progress_content(dive.progress),
    }


def _progress_content(progress: Progress) -> Content:
    found = {each.name: getattr(progress, each.name) for each in fields(Progress)}
    for name in ("met", "seen"):
        found[name] = {str(number): value for number, value in found[name].items()}
    found["eggs"] = [asdict(egg) for egg in progress.eggs]
    return found


def dive_of(content: Any) -> SavedDive:
    """A saved dive from what was read.

    OtherVersionError, or ValueError, KeyError or TypeError for anything that no dive saves.
    """
    check_version(content)
    pages = [_record(Photo, each) for each in _list(content["pages"]) if _is_known(each)]
    children = tuple(_record(Child, each) for each in _list(content["children"]) if _is_known(each))
    _check(all(1 <= photo.stars <= MOST_STARS for photo in pages), "a picture has no stars")
    rare = tuple(_record(Photo, each) for each in _list(content.get("rare", [])) if _is_known(each))
    for child in children:
        _check(child.place >= 0 and child.generation >= 1, "a child has no place or generation")
        _check(child.home in HOMES, f"a child lives in {child.home!r}"[:80])
        _check(0 <= child.x <= WIDTH and 0 <= child.y <= DEPTH, "a child is outside of the world")
    _check(len({child.place for child in children}) == len(children), "two children have one place")
    visited = tuple(zone for zone in _list(content["visited"]) if zone in ZONES)
    reached = tuple(_list(content["reached"]))
    _check(all(isinstance(name, str) for name in reached), "a goal is no text")
    seed = content["seed"]
    _check(isinstance(seed, str) and seed == normalised_seed(seed) != "", "its seed is none")
    return SavedDive(
        seed,
        _number(content["x"], 0, WIDTH),
        _number(content["y"], 0, DEPTH),
        _number(content["air"], 0, 1),
        content["lamp"] is True,
        LogBook({(photo.zone, photo.species): photo for photo in pages}, children, visited, reached, rare),
        _pairing(content.get("nursery")),
        None if content.get("progress") is None else _progress(content["progress"]),
    )


def _progress(content: Any) -> Progress:
    """What was reached, each part of the kind that it has; a part that is missing is as at the beginning."""
    _check(isinstance(content, dict), "its progress is no table")
    found: dict[str, Any] = {}
    for name in ("earned", "spent", "hatched", "released", "dives"):
        found[name] = _count(name, content.get(name, 0))
    for name in ("fall", "ended"):
        found[name] = content.get(name) is True
    for name in ("looks", "moments", "giants", "taught"):
        found[name] = tuple(typed(name, one, "str") for one in _list(content.get(name, [])))
    for name in ("met", "seen"):
        numbers = content.get(name, {})
        _check(isinstance(numbers, dict) and all(str(key).isdecimal() for key in numbers), f"{name} names no animals")
        found[name] = {int(key): _count(name, value) for key, value in numbers.items()}
    levels, counts = content.get("levels", {}), content.get("counts", {})
    _check(isinstance(levels, dict) and isinstance(counts, dict), "its levels or counts are no tables")
    found["levels"] = {part: min(_count(part, levels[part]), STEPS) for part in PARTS if part in levels}
    found["counts"] = {
        str(goal): tuple(typed(goal, one, "str") for one in _list(keys)) for goal, keys in counts.items()
    }
    found["eggs"] = tuple(_record(Egg, each) for each in _list(content.get("eggs", [])) if _is_known(each))
    found["seconds"] = _number(content.get("seconds", 0.0), 0, 1e9)
    return Progress(**found)


def _count(name: str, value: Any) -> int:
    number = typed(name, value, "int")
    _check(0 <= number < 10**9, f"{name} is {value!r}"[:80])
    return int(number)


def over(old: Any, new: Content) -> Content:
    """The new content, with what the old one says beyond it: other keys, records that this game does not know."""
    if not isinstance(old, dict):
        return new
    kept = {key: value for key, value in old.items() if key not in new}
    records = {key: _kept_records(old.get(key), new[key]) for key in ("pages", "children", "rare")}
    unknown = [zone for zone in _listed(old.get("visited")) if zone not in ZONES]
    return {**kept, **new, **records, "visited": [*new["visited"], *unknown]}


def _kept_records(old: Any, new: Sequence[Content]) -> list[Content]:
    """New records, in the words of an old one that says the same and more; and the old ones that are not known."""
    records = [record for record in _listed(old) if isinstance(record, dict)]
    words = [next((record for record in records if record.items() >= wanted.items()), wanted) for wanted in new]
    return [*words, *(record for record in records if not _is_known(record))]


def _is_known(record: Any) -> bool:
    """Whether it is of a species and zone that this game has; what is no record is for others to refuse."""
    if not isinstance(record, dict):
        return True
    species, zone = record.get("species", ""), record.get("zone", "")
    named = isinstance(species, str) and isinstance(zone, str) and species
    return not named or (species in SPECIES and (not zone or zone in ZONES))


def check_version(content: Any) -> None:
    """OtherVersionError, or ValueError for what has no version at all."""
    _check(isinstance(content, dict), "it holds no table")
    version = content.get("version")
    _check(isinstance(version, int) and not isinstance(version, bool), "it has no version")
    if version != VERSION:
        raise OtherVersionError(version)


def _pairing(content: Any) -> Pairing | None:
    """The pair in the nursery; none when there is none or what stands there is not one."""
    try:
        pairing = Pairing(
            _record(Parent, content["a"]), _record(Parent, content["b"]), content["pattern"], content["seed"]
        )
        whole = isinstance(pairing.seed, int) and pairing.seed >= 0 and pairing.pattern in PATTERNS
    except (ValueError, KeyError, TypeError):
        return None
    return pairing if whole and all(_is_known(asdict(one)) for one in (pairing.a, pairing.b)) else None


def _record(kind: type[T], content: Any) -> T:
    """A dataclass of plain fields, each of the type that it is declared with; other keys are left out."""
    _check(isinstance(content, dict), f"a {kind.__name__.lower()} is no table")
    found: dict[str, Any] = {}
    for each in fields(kind):
        if each.name in content:
            found[each.name] = typed(each.name, content[each.name], str(each.type))
        elif each.default is MISSING:
            raise ValueError(f"a {kind.__name__.lower()} has no {each.name}")
    return kind(**found)


def typed(name: str, value: Any, kind: str) -> Any:
    """The value, when it is of a kind: str, int, float or bool; ValueError when it is not."""
    fits = isinstance(value, _TYPES[kind]) and (kind == "bool" or not isinstance(value, bool))  # type: ignore[arg-type]
    _check(fits, f"{name} is {value!r}"[:80])
    return value


def _list(content: Any) -> list[Any]:
    _check(isinstance(content, list), "a list is missing")
    return list(content)


def _listed(content: Any) -> list[Any]:
    return list(content) if isinstance(content, list) else []


def _number(value: Any, low: float, high: float) -> float:
    _check(isinstance(value, (int, float)) and low <= value <= high, f"{value!r} is not from {low} to {high}")
    return float(value)


def _check(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)
