"""The spelling of seeds."""

from __future__ import annotations

import pytest

from demo_game.rules.seeds import daily_seed, normalised_seed, suggested_seed


@pytest.mark.parametrize(
    ("typed", "seed"),
    [
        ("a" * 16, "A" * 16),
        ("a" * 17, "A" * 16),
        ("0123456789-ABC", "0123456789-ABC"),
        ("-reef-", "REEF"),
        ("coral\t 7431", "CORAL-7431"),
        ("z_9.", "Z9"),
        ("a" * 15 + "-b", "A" * 15),  # no hyphen at the end, where the sixteenth would be one
    ],
)
def test_a_seed_has_sixteen_capitals_digits_and_hyphens_at_most(typed: str, seed: str) -> None:
    assert normalised_seed(typed) == seed


def test_a_suggestion_is_a_word_and_four_digits() -> None:
    for key in range(200):
        word, digits = suggested_seed(key).split("-")
        assert word.isalpha()
        assert 1000 <= int(digits) <= 9999


def test_a_suggestion_is_the_same_on_every_machine() -> None:
    assert [suggested_seed(key) for key in ("first", 1, 4)] == ["ANCHOR-3235", "COVE-8243", "COVE-9005"]


def test_a_day_has_one_world_that_can_be_typed() -> None:
    seed = daily_seed("2026-03-09")
    assert seed == "DAY-2026-03-09" == normalised_seed(seed)
    assert daily_seed("2026-03-10") != seed
