"""The text of one command-line option -> a checked value; what is allowed stands in the error."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pixelgen.commands.terminal.parser import not_one_of


@dataclass(frozen=True, slots=True)
class OneOf:
    """A parser of one of these names; shell completion offers them."""

    names: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """The name. ArgumentTypeError for any other text."""
        if text not in self.names:
            raise argparse.ArgumentTypeError(not_one_of(text, self.names))
        return text


@dataclass(frozen=True, slots=True)
class ListOf:
    """A parser of some of these names, each once, separated by commas; shell completion offers them."""

    names: tuple[str, ...]

    def __call__(self, text: str) -> tuple[str, ...]:
        """The names. ArgumentTypeError for any other text."""
        found = tuple(name.strip() for name in text.split(","))
        for name in found:
            if name not in self.names:
                raise argparse.ArgumentTypeError(f"each {not_one_of(name, self.names)}")
        if len(set(found)) < len(found):
            raise argparse.ArgumentTypeError(f"must have each name once; got {text!r}")
        return found


@dataclass(frozen=True, slots=True, eq=False)  # argparse hashes it
class ValuesOf:
    """A parser of name=value pairs separated by commas, each name once."""

    values: Mapping[str, tuple[str, ...]]

    def __call__(self, text: str) -> dict[str, str]:
        """Name -> value. ArgumentTypeError for any other text."""
        found: dict[str, str] = {}
        for pair in text.split(","):
            name, is_, value = (part.strip() for part in pair.partition("="))
            if name not in self.values:
                raise argparse.ArgumentTypeError(f"each {not_one_of(name, tuple(self.values))}")
            if not is_:
                raise argparse.ArgumentTypeError(f"must say {name}=VALUE: {', '.join(self.values[name])}")
            if value not in self.values[name]:
                raise argparse.ArgumentTypeError(f"{name} {not_one_of(value, self.values[name])}")
            if name in found:
                raise argparse.ArgumentTypeError(f"must have each name once; got {text!r}")
            found[name] = value
        return found


def one_of(*allowed: str) -> OneOf:
    """A parser of one of these names."""
    return OneOf(allowed)


def list_of(allowed: Sequence[str]) -> ListOf:
    """A parser of some of these names, separated by commas."""
    return ListOf(tuple(allowed))


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """A parser of a whole number, both ends included."""

    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = lowest - 1
        if not lowest <= number <= highest:
            raise argparse.ArgumentTypeError(f"must be a whole number from {lowest} to {highest}; got {text!r}")
        return number

    return parse


def number_up_to(highest: int, *, above_zero: bool = False) -> Callable[[str], float]:
    """A parser of a number from 0 (or above it) to `highest`."""
    allowed = f"above 0 and at most {highest}" if above_zero else f"from 0 to {highest}"

    def parse(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not 0 <= number <= highest or (above_zero and number == 0):  # not-a-number is in no range
            raise argparse.ArgumentTypeError(f"must be a number {allowed}; got {text!r}")
        return number

    return parse
