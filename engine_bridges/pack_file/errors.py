"""The errors of a pack's file, gathered: each with file, line and key, all of them one exception.

Only the first few are kept and written out, however many there are. Knows nothing of what a pack may hold.
"""

from __future__ import annotations

import datetime
import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine_bridges.creatures.creature import PackError
from engine_bridges.pack_file.toml_lines import Place

MOST_TOLD = 20
_LONGEST_SHOWN = 60
_LONGEST_GUESSED = 80  # characters of a word for which a similar one is looked for


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: the file as it was named, its line from 1, the key with its table, what was expected and what came.

    >>> print(Mistake(Path("reef.toml"), 3, "pack.frames", "must be a whole number from 4 to 8; got 12"))
    reef.toml:3: pack.frames: must be a whole number from 4 to 8; got 12
    """

    file: Path
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return one_line(f"{self.file}:{self.line}: {self.key + ': ' if self.key else ''}{self.message}")


class PackFileError(PackError):
    """A pack's file that cannot be used; its text is a line for each error.

    errors: by line, the first 20; where there are more, one more entry says how many. count: of all errors.
    sources: the files that were read or not found, for a caller that waits until they are fixed.
    """

    def __init__(self, mistakes: Iterable[Mistake], sources: Iterable[Path] = (), *, untold: int = 0) -> None:
        ordered = sorted(mistakes, key=lambda mistake: (mistake.line, mistake.key, mistake.message))
        self.count = len(ordered) + untold
        self.errors = tuple(ordered[:MOST_TOLD])
        if (more := self.count - MOST_TOLD) > 0:
            last = self.errors[-1]
            self.errors += (Mistake(last.file, last.line, "", f"and {more} more error{'s' if more > 1 else ''}"),)
        self.sources = tuple(sources)
        super().__init__(self.errors, self.sources)

    def __reduce__(self) -> tuple[Any, ...]:
        told = self.errors[:MOST_TOLD]
        return _pack_file_error, (told, self.sources, self.count - len(told))

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


def _pack_file_error(mistakes: tuple[Mistake, ...], sources: tuple[Path, ...], untold: int) -> PackFileError:
    return PackFileError(mistakes, sources, untold=untold)


class Mistakes:
    """A file's errors while they are found. lines: of each place in the file."""

    def __init__(self, file: Path, lines: Mapping[Place, int]) -> None:
        self._file = file
        self._lines = lines
        self._found: dict[Mistake, None] = {}
        self._untold = 0
        self._places: set[Place] = set()  # that have an error themselves
        self._around: set[Place] = set()  # every place that holds an error

    def add(self, place: Place, message: str | Callable[[], str]) -> None:
        """Note an error, once; at a place that the file does not have, on the line of what it is missing from.

        message: a function where the text costs something; it is called only for an error that will be shown.
        """
        is_known = place in self._places
        self._places.add(place)
        self._around.update(place[:depth] for depth in range(len(place) + 1))
        if len(self._found) < MOST_TOLD:
            text = message if isinstance(message, str) else message()
            self._found.setdefault(Mistake(self._file, self.line(place), key_text(place), text))
        elif not is_known:
            self._untold += 1

    def within(self, place: Place) -> bool:
        """Whether something there is wrong."""
        return place in self._around

    def line(self, place: Place) -> int:
        """Of a place, or of the nearest one around it that the file has."""
        return line_of(place, self._lines)

    def raise_if_any(self, sources: Iterable[Path] = ()) -> None:
        """PackFileError with all of them."""
        if self._found:
            raise PackFileError(self._found, sources, untold=self._untold)


def line_of(place: Place, lines: Mapping[Place, int]) -> int:
    """Of a place, or of the nearest one around it that the file has."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def key_text(place: Place) -> str:
    """A place for people: keys alone, as a line tells which of a list is meant.

    >>> key_text(("creatures", 2, "light", "azimuth"))
    'creatures.light.azimuth'
    """
    keys = [part for part in place if isinstance(part, str)]
    return ".".join(cut(key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)) for key in keys)


def shown(value: Any) -> str:
    """A value as TOML has it, in one line that is never long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return cut(json.dumps(value[: _LONGEST_SHOWN + 1], ensure_ascii=False))
    if isinstance(value, (datetime.date, datetime.time)):
        return f"the date or time {value}"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return cut(f"[{', '.join(shown(one) for one in value[:_LONGEST_SHOWN])}]") if value else "an empty list"
    try:
        return cut(str(value))
    except ValueError:  # Python refuses to write integers of thousands of digits
        return "a number of thousands of digits"


def did_you_mean(name: Any, known: Iterable[str]) -> str:
    """`; did you mean ...?` when one of the known names is similar, else nothing."""
    if not isinstance(name, str) or len(name) > _LONGEST_GUESSED:
        return ""
    near = difflib.get_close_matches(name.lower(), list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def cut(text: str) -> str:
    """A text that is shown in a message, shortened."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def one_line(text: str) -> str:
    """A text without line breaks and what else moves a terminal."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
