"""Kinds of values that a configuration may hold: each checks a value, says what is expected, and is a JSON Schema.

Knows nothing of which keys there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol

from engine_bridges.pack_file.errors import Mistakes, did_you_mean, shown
from engine_bridges.pack_file.toml_lines import Place

Schema = dict[str, Any]
Checked = Callable[[Any, Place, Mistakes], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value has to be. expected: that as a part of a sentence. schema: that as JSON Schema (draft 2020-12).

    checked: (value, place, mistakes) -> the value to use; None when it is not of this kind, which is noted.
    """

    expected: str
    schema: Schema
    checked: Checked


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table. description: for its reader. default: None when its absence has a meaning of its own.

    sample: TOML that shows a value, for a key without default.
    """

    name: str
    kind: Kind
    description: str
    default: Any = None
    required: bool = False
    sample: str = ""


class Relation(Protocol):
    """What the keys of a table have to do with each other."""

    def check(self, table: Mapping[str, Any], place: Place, mistakes: Mistakes) -> None:
        """Note what is wrong."""

    def schema(self) -> Schema:
        """The same as JSON Schema."""


def flag() -> Kind:
    """true or false."""
    return _simple("true or false", {"type": "boolean"}, lambda value: value if isinstance(value, bool) else None)


def whole(lowest: int, highest: int) -> Kind:
    """A whole number, both ends included."""

    def fitting(value: Any) -> int | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest
        return value if fits else None

    schema = {"type": "integer", "minimum": lowest, "maximum": highest}
    return _simple(f"a whole number from {lowest} to {highest}", schema, fitting)


def number(lowest: int, highest: int, *, above: bool = False) -> Kind:
    """A number, whole or not, as a float; both ends included or, with `above`, the lower one not."""

    def fitting(value: Any) -> float | None:
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not lowest <= value <= highest:
            return None
        return None if above and value == lowest else float(value) + 0.0  # -0.0 becomes 0.0

    allowed = f"above {lowest} and at most {highest}" if above else f"from {lowest} to {highest}"
    lower = "exclusiveMinimum" if above else "minimum"
    return _simple(f"a number {allowed}", {"type": "number", lower: lowest, "maximum": highest}, fitting)


def word(*allowed: str) -> Kind:
    """One of a few words."""

    def checked(value: Any, place: Place, mistakes: Mistakes) -> str | None:
        if isinstance(value, str) and value in allowed:
            return value
        _refuse(expected, value, place, mistakes, lambda: did_you_mean(value, allowed))
        return None

    expected = f"one of {', '.join(allowed)}"
    return Kind(expected, {"enum": list(allowed)}, checked)


def name_of(*known: str) -> Kind:
    """One of the names that the weights know. Its schema completes them and takes others, of weights of one's own."""
    own = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"}
    return replace(word(*known), schema={"anyOf": [{"enum": list(known)}, own]})


def text(expected: str, pattern: str) -> Kind:
    """Text that a regular expression matches as a whole: one that Python and JavaScript read alike."""

    def fitting(value: Any) -> str | None:
        return value if isinstance(value, str) and re.fullmatch(pattern, value) else None

    return _simple(expected, {"type": "string", "pattern": f"^(?:{pattern})$"}, fitting)


def list_of(each: Kind, least: int, most: int, *, what: str, distinct: bool = False) -> Kind:
    """So many of a kind, in order, as a tuple; distinct: none twice. what: their name, in the plural."""

    def checked(value: Any, place: Place, mistakes: Mistakes) -> tuple[Any, ...] | None:
        if not isinstance(value, list) or not least <= len(value) <= most:
            _refuse(expected, value, place, mistakes)
            return None
        found = tuple(each.checked(one, (*place, at), mistakes) for at, one in enumerate(value))
        if None in found:
            return None
        seen = set()
        for at, one in enumerate(found if distinct else ()):
            if one in seen:
                mistakes.add((*place, at), f"must have each only once; got {shown(one)} again")
                return None
            seen.add(one)
        return found

    count = f"{least}" if least == most else f"{least} to {most}"
    expected = f"a list of {count} {what}, each {each.expected}"
    schema = {"type": "array", "items": each.schema, "minItems": least, "maxItems": most}
    return Kind(expected, {**schema, "uniqueItems": True} if distinct else schema, checked)


def text_or(plain: Kind, other: Kind) -> Kind:
    """A text, or a table."""

    def checked(value: Any, place: Place, mistakes: Mistakes) -> Any:
        if isinstance(value, str):
            return plain.checked(value, place, mistakes)
        if isinstance(value, dict):
            return other.checked(value, place, mistakes)
        _refuse(expected, value, place, mistakes)
        return None

    expected = f"{plain.expected}, or {other.expected}"
    return Kind(expected, {"oneOf": [plain.schema, other.schema]}, checked)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of known keys. header: how TOML writes it. elsewhere: keys of other tables, and their headers."""

    header: str
    keys: tuple[Key, ...]
    relations: tuple[Relation, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def kind(self) -> Kind:
        """One such table, as a dictionary of those of its values that are right."""
        return Kind(f"a table, {self.header}", self._schema(), self._checked)

    def many(self) -> Kind:
        """One such table or more, as a list of dictionaries."""

        def checked(value: Any, place: Place, mistakes: Mistakes) -> list[Any] | None:
            if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
                _refuse(expected, value, place, mistakes)
                return None
            return [self._checked(one, (*place, at), mistakes) for at, one in enumerate(value)]

        expected = f"one table or more, each under {self.header}"
        return Kind(expected, {"type": "array", "items": self._schema(), "minItems": 1}, checked)

    def _checked(self, value: Any, place: Place, mistakes: Mistakes) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            _refuse(f"a table, {self.header}", value, place, mistakes)
            return None
        kinds = {key.name: key.kind for key in self.keys}
        found = {}
        for name, one in value.items():
            if name not in kinds:
                mistakes.add((*place, name), partial(self._unknown, name))
            elif (fit := kinds[name].checked(one, (*place, name), mistakes)) is not None:
                found[name] = fit
        for key in self.keys:
            if key.required and key.name not in value:
                mistakes.add((*place, key.name), f"is missing; it must be {key.kind.expected}")
        for relation in self.relations:
            relation.check(value, place, mistakes)
        return found

    def _schema(self) -> Schema:
        properties = {}
        for key in self.keys:
            properties[key.name] = {"description": key.description, **key.kind.schema}
            if key.default is not None:
                properties[key.name]["default"] = key.default
        found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if required := [key.name for key in self.keys if key.required]:
            found["required"] = required
        if self.relations:
            found["allOf"] = [relation.schema() for relation in self.relations]
        return found

    def _unknown(self, name: str) -> str:
        """What is said of a key that the table does not have."""
        unknown = f"is not a key of {self.header}"
        if name in self.elsewhere:
            return f"{unknown}; it belongs to {self.elsewhere[name]}"
        known = [key.name for key in self.keys]
        return unknown + (did_you_mean(name, known) or f"; its keys are {', '.join(known)}")


def _simple(expected: str, schema: Schema, fitting: Callable[[Any], Any]) -> Kind:
    def checked(value: Any, place: Place, mistakes: Mistakes) -> Any:
        found = fitting(value)
        if found is None:
            _refuse(expected, value, place, mistakes)
        return found

    return Kind(expected, schema, checked)


def _refuse(
    expected: str, value: Any, place: Place, mistakes: Mistakes, advice: Callable[[], str] = lambda: ""
) -> None:
    mistakes.add(place, lambda: f"must be {expected}; got {shown(value)}{advice()}")
