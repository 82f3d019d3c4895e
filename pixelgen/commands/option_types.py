"""The text of one command-line option -> a checked value; what is allowed stands in the error."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable


def one_of(*allowed: str) -> Callable[[str], str]:
    """A parser of one of these names."""

    def parse(text: str) -> str:
        if text not in allowed:
            raise argparse.ArgumentTypeError(f"must be one of {', '.join(allowed)}; got {text!r}")
        return text

    return parse


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
