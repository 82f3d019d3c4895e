"""The text of a TOML document -> the line of each key, table and list element in it, which no TOML parser tells.

For documents that a parser has accepted: what is wrong in others is passed over. Knows nothing of what keys mean.
"""

from __future__ import annotations

import bisect
import re
import sys
from collections.abc import Iterator

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Place = tuple[str | int, ...]  # keys and, in lists, numbers from 0: ("creatures", 2, "parents", 0)

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_BARE_KEY = re.compile(r"[^\s\"'.=\[\]{},#]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")
# Longest first. A long string may end with one or two quotes of its own.
_STRING = re.compile(
    r'"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*"""(?:""?)?'
    r"|'''[^']*(?:'(?!'')[^']*)*'''(?:''?)?"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'"
)


def lines_of(source: str) -> dict[Place, int]:
    """The line, from 1, of everything in a valid document: of a key where it is written, of a table its header.

    A table that only deeper ones imply has the line of the first of them. RecursionError when values are nested deeper
    than Python calls.

    >>> lines_of('[[fish]]\\nname = "tang"')
    {('fish',): 1, ('fish', 0): 1, ('fish', 0, 'name'): 2}
    """
    scanner = _Scanner(source)
    table: Place = ()
    while not scanner.at_end():
        line = scanner.line()
        if scanner.took("[["):
            table = scanner.next_element(list(scanner.key()), line)
        elif scanner.took("["):
            table = scanner.inside((), list(scanner.key()), line)
            scanner.lines[table] = line
        else:
            scanner.pair(table)
            continue
        scanner.took("]]") or scanner.took("]")
    return scanner.lines


class _Scanner:
    def __init__(self, source: str) -> None:
        self.lines: dict[Place, int] = {}
        self._source = source
        self._at = 0
        self._lengths: dict[Place, int] = {}  # of arrays of tables
        self._breaks = [found.start() for found in re.finditer("\n", source)]

    def at_end(self) -> bool:
        """Nothing but space and comments is left; both are passed over."""
        self._pass(_SPACE)
        return self._at >= len(self._source)

    def line(self) -> int:
        return 1 + bisect.bisect_left(self._breaks, self._at)

    def took(self, mark: str) -> bool:
        """Past space, the mark, if it comes next."""
        self._pass(_SPACE)
        if not self._source.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def key(self) -> Iterator[str]:
        """The parts of a dotted key."""
        while True:
            self._pass(_SPACE)
            quoted = self._pass(_STRING)
            if quoted:
                yield next(iter(tomllib.loads(f"{quoted} = 0")))
            else:
                yield self._pass(_BARE_KEY)
            if not self._pass(_DOT):
                return

    def next_element(self, keys: list[str], line: int) -> Place:
        """The place of the table that `[[keys]]` begins."""
        array = (*self.inside((), keys[:-1], line), keys[-1])
        number = self._lengths.get(array, 0)
        self._lengths[array] = number + 1
        self.lines.setdefault(array, line)
        self.lines[(*array, number)] = line
        return (*array, number)

    def inside(self, table: Place, keys: list[str], line: int) -> Place:
        """The place of a dotted key in a table; through an array of tables it leads into the last one."""
        for key in keys:
            table = (*table, key)
            self.lines.setdefault(table, line)
            if table in self._lengths:
                table = (*table, self._lengths[table] - 1)
        return table

    def pair(self, table: Place) -> None:
        self._pass(_SPACE)
        line, before = self.line(), self._at
        place = self.inside(table, list(self.key()), line)
        self.took("=")
        self._value(place)
        self._at = max(self._at, before + 1)  # on to the end, whatever it is

    def _value(self, place: Place) -> None:
        self._pass(_SPACE)
        if self.took("["):
            number, before = 0, -1
            while not self.took("]") and self._at > before:
                before = self._at
                self.lines[(*place, number)] = self.line()
                self._value((*place, number))
                number += 1
                self.took(",")
        elif self.took("{"):
            while not self.took("}") and not self.at_end():
                self.pair(place)  # which always gets on
                self.took(",")
        elif not self._pass(_STRING):
            self._pass(_SCALAR)

    def _pass(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._source, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""
