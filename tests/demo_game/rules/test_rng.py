"""Random numbers: the same on every machine, and spread as they should be."""

from __future__ import annotations

import pytest

from demo_game.rules.rng import Rng


def test_random_words_are_those_of_splitmix64() -> None:
    numbers = Rng()
    numbers._state = 1234567
    assert [numbers.next_word() for _ in range(5)] == [  # Vigna's reference program, seeded with 1234567
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_a_key_of_other_words_is_another_generator() -> None:
    assert [Rng("reef", 7).randrange(100), Rng("reef", 8).randrange(100), Rng("reef7").randrange(100)] == [18, 81, 67]
    assert Rng("a", "b").next_word() != Rng("ab").next_word()


def test_shares_lie_below_one_and_have_53_bits() -> None:
    numbers, same = Rng("share"), Rng("share")
    for _ in range(100):
        assert numbers.random() == same.next_word() // 2**11 / 2**53
    numbers.next_word = lambda: 2**64 - 1  # type: ignore[method-assign]
    assert numbers.random() == 1 - 2**-53
    assert numbers.randrange(10) == 9
    assert numbers.uniform(10, 20) == pytest.approx(20)
    numbers.next_word = lambda: 0  # type: ignore[method-assign]
    assert (numbers.random(), numbers.randrange(10), numbers.uniform(10, 20), numbers.choice("abc")) == (0, 0, 10, "a")


def test_all_of_a_shuffled_list_come_in_each_order() -> None:
    orders = {"".join(Rng("order", number).shuffled("abc")) for number in range(60)}
    assert orders == {"abc", "acb", "bac", "bca", "cab", "cba"}
