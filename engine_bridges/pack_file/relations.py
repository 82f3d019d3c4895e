"""What keys of one table have to do with each other: each rule checks a table, and is a JSON Schema.

Only words that drafts 7 to 2020-12 share, as some editors know the older ones alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine_bridges.pack_file.errors import Mistakes, shown
from engine_bridges.pack_file.kinds import Schema
from engine_bridges.pack_file.toml_lines import Place


@dataclass(frozen=True, slots=True)
class Excludes:
    """Where `key` is, the others must not be; reason: a clause about the key."""

    key: str
    others: tuple[str, ...]
    reason: str

    def check(self, table: Mapping[str, Any], place: Place, mistakes: Mistakes) -> None:
        """A mistake for each of the others."""
        for other in self.others:
            if self.key in table and other in table:
                mistakes.add((*place, other), f"must be left out beside {self.key}, {self.reason}")

    def schema(self) -> Schema:
        """Not both."""
        either: Schema = {"anyOf": [{"required": [other]} for other in self.others]}
        return {"if": {"required": [self.key]}, "then": {"not": either}}


@dataclass(frozen=True, slots=True)
class Needs:
    """Where `key` is, `other` must be too; reason: a clause about the other."""

    key: str
    other: str
    reason: str

    def check(self, table: Mapping[str, Any], place: Place, mistakes: Mistakes) -> None:
        """One mistake, at the key that needs the other."""
        if self.key in table and self.other not in table:
            mistakes.add((*place, self.key), f"needs {self.other}, {self.reason}")

    def schema(self) -> Schema:
        """The other is required."""
        return {"if": {"required": [self.key]}, "then": {"required": [self.other]}}


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these sets of keys must be there; message: what is missing otherwise."""

    sets: tuple[tuple[str, ...], ...]
    message: str

    def check(self, table: Mapping[str, Any], place: Place, mistakes: Mistakes) -> None:
        """One mistake, of the table."""
        if not any(all(key in table for key in keys) for keys in self.sets):
            mistakes.add(place, self.message)

    def schema(self) -> Schema:
        """Any of them."""
        return {"anyOf": [{"required": list(keys)} for keys in self.sets]}


@dataclass(frozen=True, slots=True)
class MemberOf:
    """Where both keys are, the value of `key` must be one that belongs to that of `of`. owners: of each value."""

    key: str
    of: str
    owners: Mapping[str, str]

    def check(self, table: Mapping[str, Any], place: Place, mistakes: Mistakes) -> None:
        """One mistake, at the key; none for values that are wrong by themselves."""
        value, owner = table.get(self.key), table.get(self.of)
        known = isinstance(value, str) and value in self.owners and owner in self.owners.values()
        if known and self.owners[str(value)] != owner:
            fitting = ", ".join(self._members(owner))
            mistakes.add((*place, self.key), f"must be one of {fitting} ({self.of} {owner}); got {shown(value)}")

    def schema(self) -> Schema:
        """One condition an owner: none of what belongs to another one; what is not known here may belong to it."""
        owners = dict.fromkeys(self.owners.values())
        return {
            "allOf": [
                {
                    "if": {"required": [self.of], "properties": {self.of: {"const": owner}}},
                    "then": {"properties": {self.key: {"not": {"enum": self._members(owner, of_others=True)}}}},
                }
                for owner in owners
            ]
        }

    def _members(self, owner: Any, *, of_others: bool = False) -> list[str]:
        return [value for value, its in self.owners.items() if (its == owner) != of_others]
