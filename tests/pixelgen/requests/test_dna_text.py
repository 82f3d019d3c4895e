from __future__ import annotations

import contextlib
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.errors import DnaError
from pixelgen.requests.dna_text import LONGEST_TEXT, PREFIX, decode_text, encode_text

ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
CONTENT = bytes(range(7, 160))
TEXT = encode_text(CONTENT)


@given(st.binary(max_size=400))
def test_text_reads_back_as_the_same_bytes(content: bytes) -> None:
    text = encode_text(content)
    assert decode_text(text) == content
    assert decode_text(f"  {text}\n") == content


def test_text_is_one_url_safe_line() -> None:
    assert re.fullmatch(r"pg1_[A-Za-z0-9_-]+", TEXT)
    assert len(TEXT) < 1.45 * len(CONTENT) + 12


@given(st.integers(len(PREFIX), len(TEXT) - 1), st.sampled_from(ALPHABET))
def test_a_wrong_character_is_named_with_its_place_and_what_fits(place: int, letter: str) -> None:
    if TEXT[place] == letter:
        return
    with pytest.raises(DnaError) as caught:
        decode_text(TEXT[:place] + letter + TEXT[place + 1 :])
    assert f"character {place + 1} is {letter!r} where {TEXT[place]!r} fits" in str(caught.value)


def test_a_wrong_character_in_each_of_two_blocks_is_named() -> None:
    places = 10, 100
    wrong = list(TEXT)
    for place in places:
        wrong[place] = "A" if TEXT[place] != "A" else "B"
    with pytest.raises(DnaError) as caught:
        decode_text("".join(wrong))
    for place in places:
        assert f"character {place + 1} is" in str(caught.value)


@pytest.mark.parametrize("place", [5, 40, 70, 150, len(TEXT) - 1])
def test_a_missing_or_surplus_character_is_refused_from_its_block_on(place: int) -> None:
    for damaged in (TEXT[:place] + TEXT[place + 1 :], TEXT[:place] + "Q" + TEXT[place:]):
        with pytest.raises(DnaError, match="damaged from character") as caught:
            decode_text(damaged)
        begins = re.search(r"character (\d+) on", str(caught.value))
        assert begins is not None
        assert int(begins[1]) <= place + 1


def test_two_swapped_characters_are_refused() -> None:
    swapped = [
        TEXT[:place] + TEXT[place + 1] + TEXT[place] + TEXT[place + 2 :]
        for place in range(len(PREFIX), len(TEXT) - 1)
        if TEXT[place] != TEXT[place + 1]
    ]
    assert len(swapped) > 100
    for text in swapped:
        with pytest.raises(DnaError):
            decode_text(text)


@given(st.sets(st.integers(len(PREFIX), len(TEXT) - 1), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_several_wrong_characters_never_pass_as_right(places: set[int], random: object) -> None:
    wrong = list(TEXT)
    for place in places:
        wrong[place] = random.choice([one for one in ALPHABET if one != TEXT[place]])  # type: ignore[attr-defined]
    with pytest.raises(DnaError):
        decode_text("".join(wrong))


def test_every_truncation_is_refused() -> None:
    for length in range(len(TEXT)):
        with pytest.raises(DnaError):
            decode_text(TEXT[:length])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "must begin with 'pg1_'"),
        ("pg2_AAAA", "must begin with 'pg1_'; got 'pg2_AAAA'"),
        ("pg1_", "damaged"),
        (TEXT[:20] + "%" + TEXT[21:], "character 21 of the DNA is '%', which no DNA has"),
        (TEXT[:20] + " " + TEXT[21:], "character 21 of the DNA is ' '"),
        ("x" * (LONGEST_TEXT + 1), "at most"),
        (None, "must be a text"),
    ],
)
def test_what_is_no_dna_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(DnaError) as caught:
        decode_text(text)
    assert reason in str(caught.value)
    assert str(caught.value).isprintable()


@given(st.text(alphabet=ALPHABET, max_size=200))
def test_reading_raises_nothing_but_a_dna_error(text: str) -> None:
    with contextlib.suppress(DnaError):
        decode_text(PREFIX + text)
