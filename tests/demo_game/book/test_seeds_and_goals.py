"""The spelling of seeds, and how far an aim is: what counts and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demo_game.book.goals import Goal, goals_of, newly_reached
from demo_game.book.logbook import Child, LogBook, Photo
from demo_game.rules.seeds import normalised_seed, suggested_seed
from pixelgen import ZONES

ROSTERS = {zone: ("tang", "crab") if zone != "abyss" else ("tang", "crab", "isopod", "gulper") for zone in ZONES}
PHOTO = Photo("tang", "reef", "pg1_a", 2, 40)
CHILD = Child(0, "Lira", "pg1_b", "tang", "reef", 1, True, 500.0, 900.0)


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


def aim(book: LogBook, name: str) -> tuple[int, int]:
    """How much of how many."""
    return next((one.done, one.of) for one in goals_of(book, ROSTERS) if one.name == name)


def test_a_new_book_has_nothing_done() -> None:
    aims = {one.name: (one.done, one.of) for one in goals_of(LogBook(), ROSTERS)}
    assert aims == {"zones": (0, 6), "roster": (0, 2), "stars": (0, 6), "glow": (0, 3), "all": (0, 4)}


def test_the_roster_that_is_nearest_to_complete_counts_by_its_share() -> None:
    book = LogBook().with_photo(replace(PHOTO, zone="reef"))
    for species in ("tang", "crab"):
        book = book.with_photo(replace(PHOTO, zone="abyss", species=species))
    assert aim(book, "roster") == (1, 2)  # both by half: the upper zone
    book = book.with_photo(replace(PHOTO, zone="abyss", species="isopod"))
    assert aim(book, "roster") == (3, 4)


def test_a_zone_without_species_is_never_the_nearest() -> None:
    book = LogBook().with_photo(replace(PHOTO, zone="reef"))
    rosters = {**ROSTERS, "shallows": (), "hadal": ("tang",)}
    assert next((one.done, one.of) for one in goals_of(book, rosters) if one.name == "roster") == (1, 2)
    alone = goals_of(LogBook().with_photo(replace(PHOTO, zone="hadal")), rosters)
    assert next((one.done, one.of) for one in alone if one.name == "roster") == (1, 1)
    both = goals_of(book.with_photo(replace(PHOTO, zone="hadal")), rosters)
    assert next((one.done, one.of) for one in both if one.name == "roster") == (1, 1)


def test_pictures_of_three_stars_count_once_a_zone() -> None:
    book = LogBook().with_photo(replace(PHOTO, stars=2))
    assert aim(book, "stars") == (0, 6)
    for species in ("tang", "crab"):
        book = book.with_photo(replace(PHOTO, stars=3, species=species))
    assert aim(book, "stars") == (1, 6)


@pytest.mark.parametrize(("generation", "glows", "done"), [(1, True, 1), (2, True, 2), (3, True, 3), (5, True, 3)])
def test_the_oldest_glowing_child_counts_up_to_the_third_generation(generation: int, glows: bool, done: int) -> None:
    book = LogBook().with_child(replace(CHILD, generation=generation, glows=glows))
    assert aim(book, "glow") == (done, 3)
    assert aim(book.with_child(replace(CHILD, generation=9, glows=False)), "glow") == (done, 3)


def test_a_species_counts_once_among_all() -> None:
    book = LogBook().with_photo(PHOTO).with_photo(replace(PHOTO, zone="abyss"))
    assert aim(book, "all") == (1, 4)


def test_an_aim_is_reached_when_all_is_done() -> None:
    assert [Goal("a", "A", done, 3).reached for done in (2, 3, 4)] == [False, True, True]


def test_what_is_newly_reached_is_added_to_what_was() -> None:
    book = LogBook(visited=ZONES, reached=("glow",))
    after, new = newly_reached(book, ROSTERS)
    assert [one.name for one in new] == ["zones"]
    assert after.reached == ("glow", "zones")
