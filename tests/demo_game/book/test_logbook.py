"""The log book, its names and who may be a parent."""

from __future__ import annotations

from dataclasses import replace

from demo_game.book.breeding import (
    Pairing,
    Parent,
    child_generation,
    child_name,
    child_request,
    display_name,
    parents_of,
)
from demo_game.book.field_notes import field_note
from demo_game.book.logbook import MOST_STARS, Child, LogBook, Photo, joined
from demo_game.rules.seeds import LONGEST, normalised_seed, suggested_seed
from pixelgen import PATTERNS, SPECIES, SpriteRequest

PHOTO = Photo("tang", "reef", "pg1_a", 2, 40)
CHILD = Child(0, "Lira", "pg1_b", "tang", "reef", 1, False, 500.0, 900.0)


def test_a_page_keeps_the_best_picture() -> None:
    book = LogBook().with_photo(PHOTO)
    assert book.page("reef", "tang") == PHOTO
    assert book.with_photo(replace(PHOTO, stars=1)) == book
    assert book.with_photo(replace(PHOTO, stars=3)).page("reef", "tang") == replace(PHOTO, stars=3)


def test_a_later_picture_as_good_takes_the_place() -> None:
    later = replace(PHOTO, dna="pg1_later")
    assert LogBook().with_photo(PHOTO).with_photo(later).page("reef", "tang") == later


def test_the_same_species_has_a_page_in_each_zone() -> None:
    book = LogBook().with_photo(PHOTO).with_photo(replace(PHOTO, zone="abyss"))
    assert book.species_of("reef") == book.species_of("abyss") == {"tang"}


def test_parents_are_the_children_and_everyone_with_a_picture() -> None:
    book = LogBook().with_photo(PHOTO).with_photo(replace(PHOTO, species="crab", dna="")).with_child(CHILD)
    assert [parent.name for parent in parents_of(book)] == [
        "Lira",
        child_name("pg1_a"),
    ]  # without a DNA nobody can be drawn


def test_children_come_first_and_once_the_youngest_at_the_front() -> None:
    book = LogBook().with_photo(replace(PHOTO, dna="pg1_b", generation=1)).with_photo(replace(PHOTO, species="crab"))
    for place, name in enumerate(("Lira", "Bo", "Kano", "Mo")):
        book = book.with_child(replace(CHILD, place=place, name=name, dna=f"pg1_{'bcde'[place]}", generation=place))
    found = [(parent.name, parent.dna[-1], parent.generation) for parent in parents_of(book)]
    assert found == [("Mo", "e", 3), ("Kano", "d", 2), ("Bo", "c", 1), ("Lira", "b", 0), (child_name("pg1_a"), "a", 0)]


def test_a_child_is_one_generation_older_than_its_older_parent() -> None:
    a = Parent("a", "pg1_a", "tang", "reef", 2)
    assert child_generation(a, replace(a, generation=0)) == 3


def test_the_request_of_a_child_depends_on_parents_pattern_and_seed() -> None:
    a, b = SpriteRequest("reef", "reef_fish", "tang", seed=1), SpriteRequest("reef", "coral", "sea_fan", seed=2)
    requests = {
        child_request(one, other, pattern=pattern, seed=seed)
        for one, other in ((a, b), (b, a))
        for pattern in PATTERNS
        for seed in (1, 2)
    }
    assert len(requests) == 2 * len(PATTERNS) * 2
    assert child_request(a, b, pattern="fins", seed=1).species == "tang"


def test_names_are_for_people_and_stay() -> None:
    assert [child_name(f"pg1_{number}") for number in range(4)] == ["Cokiko", "Conox", "Kabeli", "Time"]
    assert len({child_name(f"pg1_{number}") for number in range(50)}) > 30
    assert display_name("lions_mane") == "Lion's mane"
    assert display_name("sea_turtle") == "Sea turtle"


def test_a_typed_seed_has_one_spelling() -> None:
    assert normalised_seed("  coral  7431!\n") == "CORAL-7431"
    assert normalised_seed("äöü ?") == ""
    assert len(normalised_seed("x" * 99)) == LONGEST
    assert normalised_seed(suggested_seed(3)) == suggested_seed(3) != suggested_seed(4)


def test_every_species_has_a_note_that_fits_its_page() -> None:
    for species in SPECIES:
        assert 20 < len(field_note(species)) < 90, species


def test_a_picture_has_three_stars_at_most_is_of_a_wild_animal_and_not_flipped_unless_told() -> None:
    assert MOST_STARS == 3
    assert (PHOTO.generation, PHOTO.flipped) == (0, False)


def test_the_first_picture_of_a_species_of_a_zone_opens_a_page() -> None:
    book = LogBook().with_photo(PHOTO)
    assert not book.is_first(replace(PHOTO, stars=3))
    assert book.is_first(replace(PHOTO, species="crab"))
    assert book.is_first(replace(PHOTO, zone="abyss"))


def test_children_are_numbered_from_0() -> None:
    book = LogBook()
    assert book.next_place == 0
    book = book.with_child(CHILD)
    assert book.next_place == 1
    assert book.with_child(replace(CHILD, place=6)).with_child(replace(CHILD, place=2)).next_place == 7


def test_two_books_joined_hold_what_both_hold() -> None:
    mine = LogBook(visited=("reef", "abyss"), reached=("glow", "zones")).with_photo(PHOTO)
    other = LogBook(visited=("shallows", "reef"), reached=("stars",)).with_photo(replace(PHOTO, species="crab"))
    book = joined(mine, other)
    assert {species for _, species in book.pages} == {"tang", "crab"}
    assert (book.visited, book.reached) == (("shallows", "reef", "abyss"), ("stars", "glow", "zones"))


def test_of_two_pictures_the_better_one_stays_and_of_equal_ones_mine() -> None:
    mine, other = LogBook().with_photo(PHOTO), LogBook().with_photo(replace(PHOTO, dna="pg1_other"))
    assert joined(mine, other).page("reef", "tang") == PHOTO
    better = LogBook().with_photo(replace(PHOTO, dna="pg1_other", stars=3))
    assert joined(mine, better).page("reef", "tang") == better.page("reef", "tang")


def test_a_child_that_both_books_know_is_in_it_once_wherever_it_stands() -> None:
    mine, other = LogBook(children=(CHILD,)), LogBook(children=(replace(CHILD, place=4),))
    assert joined(mine, other).children == other.children
    assert joined(mine, LogBook()).children == mine.children


def test_a_child_whose_place_is_taken_moves_to_a_new_one_and_others_stay() -> None:
    bo, kano = replace(CHILD, name="Bo", dna="pg1_c"), replace(CHILD, name="Kano", dna="pg1_d", place=9)
    book = joined(LogBook(children=(bo, kano)), LogBook(children=(CHILD, replace(CHILD, name="Mo", place=3))))
    assert [(child.name, child.place) for child in book.children] == [("Lira", 0), ("Mo", 3), ("Bo", 4), ("Kano", 9)]


def test_pairs_are_equal_when_all_they_hold_is() -> None:
    a = Parent("a", "pg1_a", "tang", "reef", 2)
    assert Pairing(a, replace(a, name="b"), "fins", 1) == Pairing(a, replace(a, name="b"), pattern="fins", seed=1)
    assert Pairing(a, a, "fins", 1) != Pairing(a, a, "fins", 2)
