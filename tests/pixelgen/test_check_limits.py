"""How a value of any kind is shown in an error, and where numbers end."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pixelgen.checks import check_name, checked_number, checked_whole, shown
from pixelgen.errors import RequestError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("reef", "'reef'"),
        (3, "3"),
        (None, "None"),
        ([1, 2], "[1, 2]"),
        ("x" * 58, f"'{'x' * 58}'"),  # 60 characters with the quotes
        ("x" * 59, f"'{'x' * 59}..."),
        ("x" * 1000, f"'{'x' * 59}..."),
        (list(range(100)), f"{str(list(range(100)))[:60]}..."),
    ],
)
def test_a_value_is_shown_in_sixty_characters_at_most(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_number_too_long_to_print_is_shown_by_its_type() -> None:
    assert shown(10**5000) == "a value of type int"


def test_a_whole_number_is_from_0_to_its_highest() -> None:
    assert [checked_whole("seed", number, 5) for number in (0, 5)] == [0, 5]
    for odd in (-1, 6, True, 2.0, "2", None):
        with pytest.raises(RequestError, match=r"^seed must be a whole number from 0 to 5; got "):
            checked_whole("seed", odd, 5)


def test_a_number_is_from_0_or_above_it_to_its_highest() -> None:
    assert [checked_number("share", number, 2) for number in (0, 0.5, 2)] == [0.0, 0.5, 2.0]
    assert math.copysign(1, checked_number("share", -0.0, 2)) == 1
    odd: Any
    for odd in (-0.001, 2.001, True, "1", None, math.nan):
        with pytest.raises(RequestError, match=r"^share must be a number from 0 to 2; got "):
            checked_number("share", odd, 2)
    assert checked_number("share", 1e-300, 2, above_zero=True) == 1e-300
    with pytest.raises(RequestError, match=r"^share must be a number above 0 and at most 2; got 0"):
        checked_number("share", 0, 2, above_zero=True)


@pytest.mark.parametrize("odd", ["Reef", "", None, 3, ["reef"]])
def test_a_name_is_one_of_those_allowed(odd: object) -> None:
    check_name("zone", "reef", ("reef", "abyss"))
    with pytest.raises(RequestError, match=r"^zone must be one of reef, abyss \(by depth\); got "):
        check_name("zone", odd, ("reef", "abyss"), of=" (by depth)")
