"""How a line is divided into blocks, where its damage begins, and that bytes have one line alone."""

from __future__ import annotations

import string

import pytest

from pixelgen.errors import DnaError
from pixelgen.requests.dna_text import PREFIX, decode_text, encode_text

ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
FIRST, SECOND, THIRD = (len(PREFIX) + 63 * block for block in range(3))  # where a block begins


@pytest.mark.parametrize(
    ("size", "symbols", "blocks"),
    [(0, 6, 1), (1, 7, 1), (2, 8, 1), (41, 60, 1), (42, 62, 2), (87, 122, 2), (88, 123, 3)],
)
def test_61_characters_and_two_checks_make_a_block(size: int, symbols: int, blocks: int) -> None:
    text = encode_text(bytes(size))
    assert len(text) == len(PREFIX) + symbols + 2 * blocks
    assert decode_text(text) == bytes(size)


def test_a_text_of_a_million_characters_is_read_and_a_longer_one_is_not() -> None:
    text = encode_text(b"abc").ljust(1_000_000)
    assert decode_text(text) == b"abc"
    with pytest.raises(DnaError, match="a text of at most 1000000 characters"):
        decode_text(text + " ")


def damaged_from(text: str) -> int:
    """The character, counted from 0, that the error names."""
    with pytest.raises(DnaError, match="damaged from character") as caught:
        decode_text(text)
    return int(str(caught.value).split("character ")[1].split(" on")[0]) - 1


@pytest.mark.parametrize("begins", [FIRST, SECOND, THIRD])
def test_damage_is_said_to_begin_with_the_block_of_two_wrong_characters(begins: int) -> None:
    text = encode_text(bytes(range(130)))
    for first in range(begins, begins + 20):
        wrong = list(text)
        for place, step in ((first, 1), (first + 20, 5)):
            wrong[place] = ALPHABET[(ALPHABET.index(wrong[place]) + step) % 64]
        assert damaged_from("".join(wrong)) == begins


@pytest.mark.parametrize("begins", [SECOND, THIRD])
def test_damage_is_said_to_begin_with_the_block_of_a_missing_character(begins: int) -> None:
    text = encode_text(bytes(range(130)))
    for place in range(begins, begins + 40):
        assert damaged_from(text[:place] + text[place + 1 :]) == begins


def test_a_missing_block_damages_the_line_from_its_beginning() -> None:
    text = encode_text(bytes(range(130)))
    assert damaged_from(text[:SECOND] + text[THIRD:]) == FIRST


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"ab", "A"),  # a character more, though all its bits are zero
        (b"a", None),  # the same characters, though the last holds a bit that no byte has
    ],
)
def test_bytes_have_no_second_line_whatever_its_checks(content: bytes, ending: str | None) -> None:
    data = encode_text(content)[:-2]
    changed = data + ending if ending else data[:-1] + ALPHABET[ALPHABET.index(data[-1]) ^ 1]
    assert (8 * (len(content) + 4)) % 6 == (0 if ending else 4)
    for one in ALPHABET:
        for other in ALPHABET:
            with pytest.raises(DnaError):
                decode_text(changed + one + other)
