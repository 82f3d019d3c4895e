"""A dive and settings <-> files in a folder: each whole or not there; what is damaged is put aside and said.

Knows nothing of screens. Files are JSON; nothing in them is trusted.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from demo_game.book.logbook import MOST_STARS, Child, LogBook, Photo
from demo_game.rules.seeds import spelled
from demo_game.rules.zones import DEPTH, WIDTH
from demo_game.saves.settings import LOUDEST, MOST_SCALE, Settings
from pixelgen import SPECIES, ZONES

VERSION = 1
_LARGEST = 8 << 20
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SavedDive:
    """A world's seed, where the submarine was, and the log book."""

    seed: str
    x: float
    y: float
    air: float
    lamp: bool
    book: LogBook


class Saves:
    """A folder of saves. tell: is told, in a line, of what is damaged or cannot be written."""

    def __init__(self, folder: Path, *, tell: Callable[[str], None]) -> None:
        self.folder = folder
        self._tell = tell
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saves")  # no frame waits for the disk
        self._writing: deque[tuple[Path, Future[str | None]]] = deque()
        self._told: dict[Path, str | None] = {}

    def dive(self, seed: str) -> SavedDive | None:
        """What was saved of a world; None when nothing was, or when it is damaged (and now put aside)."""
        for _, writing in self._writing:
            writing.result()  # it may be this one
        return self._read(self._path(seed), dive_of)

    def settings(self) -> Settings:
        """The saved settings; the usual ones when there are none."""
        return self._read(self.folder / "settings.json", settings_of) or Settings()

    def keep_dive(self, dive: SavedDive) -> None:
        """Save in the background; a failure is told once until it goes well again."""
        self._keep(self._path(dive.seed), {"version": VERSION, **dive_content(dive)})

    def keep_settings(self, settings: Settings) -> None:
        """Save in the background."""
        self._keep(self.folder / "settings.json", {"version": VERSION, **asdict(settings)})

    def poll(self) -> None:
        """Tell what went wrong with the saves that are done; never waits."""
        while self._writing and self._writing[0][1].done():
            path, writing = self._writing.popleft()
            problem = writing.result()
            if problem is not None and problem != self._told.get(path):
                self._tell(problem)
            self._told[path] = problem

    def close(self) -> None:
        """Wait for the last save."""
        self._writer.shutdown(wait=True)
        self.poll()

    def _path(self, seed: str) -> Path:
        return self.folder / f"reef-{blake2b(seed.encode(), digest_size=8).hexdigest()}.json"

    def _keep(self, path: Path, content: dict[str, Any]) -> None:
        self.poll()
        text = json.dumps(content, indent=1).encode()
        self._writing.append((path, self._writer.submit(_written, path, text)))

    def _read(self, path: Path, parsed: Callable[[Any], T]) -> T | None:
        try:
            if path.stat().st_size > _LARGEST:
                raise ValueError(f"it has more than {_LARGEST >> 20} MB")
            return parsed(json.loads(path.read_bytes()))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell(f"cannot read {path.name}: {error.strerror or error}")
            return None
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            aside = _put_aside(path)
            kept = f"kept as {aside.name}" if aside else "it stays where it is"
            why = "it is no JSON" if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)) else error
            self._tell(f"the save {path.name} is damaged ({why}); {kept}, a new one begins")
            return None


def write_whole(path: Path, content: bytes) -> None:
    """The whole file, or none of it: written beside its place, flushed, then renamed. OSError when that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _written(path: Path, content: bytes) -> str | None:
    try:
        write_whole(path, content)
    except OSError as error:
        return f"cannot save: {error.strerror or error} ({path.parent}); the dive goes on unsaved"
    return None


def _put_aside(path: Path) -> Path | None:
    for number in range(1, 100):
        aside = path.with_name(f"{path.stem}.damaged-{number}.json")
        if not aside.exists():
            with contextlib.suppress(OSError):
                os.replace(path, aside)
                return aside
            return None
    return None


def dive_content(dive: SavedDive) -> dict[str, Any]:
    """What `dive_of` reads."""
    book = dive.book
    return {
        "seed": dive.seed,
        "x": dive.x,
        "y": dive.y,
        "air": dive.air,
        "lamp": dive.lamp,
        "pages": [asdict(photo) for photo in book.pages.values()],
        "children": [asdict(child) for child in book.children],
        "visited": list(book.visited),
        "reached": list(book.reached),
    }


def dive_of(content: Any) -> SavedDive:
    """A saved dive from what was read; ValueError, KeyError or TypeError for anything that no dive saves."""
    _check_version(content)
    pages = [_record(Photo, each) for each in _list(content["pages"])]
    children = tuple(_record(Child, each) for each in _list(content["children"]))
    for photo in pages:
        _check(photo.species in SPECIES and photo.zone in ZONES, "a page names no species or zone")
        _check(1 <= photo.stars <= MOST_STARS, "a picture has no stars")
    for number, child in enumerate(children):
        _check(child.species in SPECIES and child.zone in ZONES, "a child names no species or zone")
        _check(child.place == number and child.generation >= 1, "the children are not in order")
        _check(0 <= child.x <= WIDTH and 0 <= child.y <= DEPTH, "a child is outside of the world")
    visited = tuple(_list(content["visited"]))
    _check(all(zone in ZONES for zone in visited), "a visited zone is none")
    reached = tuple(_list(content["reached"]))
    _check(all(isinstance(name, str) for name in reached), "an aim is no text")
    seed = content["seed"]
    _check(isinstance(seed, str) and seed == spelled(seed) != "", "its seed is none")
    book = LogBook({(photo.zone, photo.species): photo for photo in pages}, children, visited, reached)
    return SavedDive(
        seed,
        _number(content["x"], 0, WIDTH),
        _number(content["y"], 0, DEPTH),
        _number(content["air"], 0, 1),
        content["lamp"] is True,
        book,
    )


def settings_of(content: Any) -> Settings:
    """Settings from what was read; raises as `dive_of` does."""
    _check_version(content)
    settings = _record(Settings, {name: value for name, value in content.items() if name != "version"})
    _check(0 <= settings.scale <= MOST_SCALE and 0 <= settings.volume <= LOUDEST, "a setting is out of range")
    _check(settings.seed == spelled(settings.seed), "its seed is none")
    return settings


def _record(kind: type[T], content: Any) -> T:
    """A dataclass of plain fields, each of the type that it is declared with, none missing, none else."""
    types = {"str": str, "int": int, "float": (int, float), "bool": bool}
    wanted = {each.name: types[str(each.type)] for each in fields(kind)}  # type: ignore[arg-type]
    if not isinstance(content, dict) or content.keys() != wanted.keys():
        raise ValueError(f"a {kind.__name__.lower()} has other fields")
    for name, value in content.items():
        if not isinstance(value, wanted[name]) or (isinstance(value, bool) and wanted[name] is not bool):  # type: ignore[arg-type]
            raise ValueError(f"{name} is {value!r}")
    return kind(**content)


def _list(content: Any) -> list[Any]:
    _check(isinstance(content, list), "a list is missing")
    return list(content)


def _number(value: Any, low: float, high: float) -> float:
    _check(isinstance(value, (int, float)) and low <= value <= high, f"{value!r} is not from {low} to {high}")
    return float(value)


def _check_version(content: Any) -> None:
    _check(isinstance(content, dict) and content.get("version") == VERSION, f"it is not of version {VERSION}")


def _check(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)
