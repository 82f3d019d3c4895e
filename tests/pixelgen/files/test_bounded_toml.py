"""TOML from anywhere is read in bounded memory, and means what `tomllib` says that it means."""

from __future__ import annotations

import pickle
import sys
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen import RequestError
from pixelgen.files.bounded_toml import LARGEST_TOML, MOST_LEVELS, MOST_VALUES, TomlError, decode_toml, read_toml
from pixelgen.look.own_palette import OwnPalette

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

VALUE = 'expected a value: "text", a number, true, false, a date, a list [...] or a table {...}'
DEEP = f"is nested more than {MOST_LEVELS} levels deep"
TOO_MUCH = {
    "a dotted key": (".".join("a" * 20_000) + " = 1", 1, DEEP),
    "a dotted key of quoted parts": ("\n" + ' . "a"'.join(['"b"'] * 9_000) + " = 1", 2, DEEP),
    "a dotted header": (f"\n\n[{'.'.join('a' * 20_000)}]", 3, DEEP),
    "a dotted header of a list": (f"[[{'.'.join('a' * 20_000)}]]", 1, DEEP),
    "lists in lists": (f"a = 1\nb = {'[' * 20_000}", 2, DEEP),
    "tables in tables": (f"a = {'{a = ' * 8_000}", 1, DEEP),
    "numbers": (f"a = [{'1,' * (MOST_VALUES + 1)}]", 1, "has more than 200,000 values"),
    "keys": ("\n".join(f"a{number}=1" for number in range(MOST_VALUES + 1)), MOST_VALUES + 1, "has more than 200,000"),
    "tables": ("[[a]]\n" * MOST_VALUES, MOST_VALUES // 2 + 1, "has more than 200,000 values"),
    "letters": ("#" * (LARGEST_TOML + 1), 1, "is larger than 2 MB"),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_text_that_asks_for_too_much_is_refused_before_it_costs_anything(what: str) -> None:
    text, line, message = TOO_MUCH[what]
    tracemalloc.start()
    try:
        with pytest.raises(TomlError) as caught:
            read_toml(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert str(caught.value).startswith(message)
    assert caught.value.line == line
    assert peak < 1 << 20


def test_as_much_as_is_allowed_is_read() -> None:
    levels = ".".join("abcdefgh"[:MOST_LEVELS])
    assert read_toml(f"{levels} = 1\nlist = {'[' * MOST_LEVELS}{']' * MOST_LEVELS}")
    assert len(read_toml(f"[a]\nb = [{'1,' * (MOST_VALUES - 4)}]")["a"]["b"]) == MOST_VALUES - 4


def test_dots_brackets_and_commas_in_texts_and_comments_count_for_nothing() -> None:
    odd = ".,[]{}=" * 100
    text = f'# {odd}\na = \'{odd}\' # {odd}\nb = """\n{odd}\\"""{odd}"""\nc = \'\'\'{odd}\'\'\' \nd.e = 1.5\n'
    assert read_toml(text)["a"] == odd


@given(st.text(alphabet="ab=.[]{}\"'\\,#\n 1", max_size=60))
def test_every_text_is_read_as_tomllib_reads_it_or_refused(text: str) -> None:
    try:
        expected = tomllib.loads(text)
    except ValueError:
        with pytest.raises(TomlError) as caught:
            read_toml(text)
        assert 1 <= caught.value.line <= 1 + text.count("\n")
        assert "\n" not in str(caught.value)
        return
    assert read_toml(text) == expected


def test_the_line_of_an_error_is_known_and_its_message_does_not_repeat_it() -> None:
    with pytest.raises(TomlError) as caught:
        read_toml("a = 1\nb = \n")
    assert (caught.value.line, str(caught.value)) == (2, "is not TOML: " + VALUE)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.line, str(again)) == (2, "is not TOML: " + VALUE)


def test_a_file_is_decoded_with_or_without_a_byte_order_mark() -> None:
    assert decode_toml("\ufeffa = 'é'".encode()) == "a = 'é'"
    with pytest.raises(TomlError, match="must be UTF-8 text") as caught:
        decode_toml(b"a = 1\nb = '\xff'")
    assert caught.value.line == 2
    with pytest.raises(TomlError, match="is larger than 2 MB"):
        decode_toml(b"#" * (LARGEST_TOML + 1))


def test_a_palette_comes_from_the_content_of_a_file() -> None:
    palette = OwnPalette.from_toml(b'[ramps]\nink = ["#101018"]\ncoral = ["#802020", "#f06040"]\n')
    assert palette == OwnPalette({"ink": ["#101018"], "coral": ["#802020", "#f06040"]})


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_palette_that_asks_for_too_much_is_refused(what: str) -> None:
    with pytest.raises(TomlError):
        OwnPalette.from_toml(TOO_MUCH[what][0].encode())


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"", TomlError, "must have one table, [ramps]; got nothing"),
        (b"ramps = 1\nmore = 2", TomlError, "must have one table, [ramps]; got ['more', 'ramps']"),
        (b"".join(b"a%d = 1\n" % number for number in range(20_000)), TomlError, "must have one table, [ramps]; got ["),
        (b"ramps = 1", RequestError, "a palette must map ramps to colours; got 1"),
        (b'[ramps]\nink = ["black"]', RequestError, "a colour of ramp ink must be like '#1a2b3c'; got 'black'"),
    ],
)
def test_a_file_that_is_no_palette_is_one_short_line(content: bytes, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        OwnPalette.from_toml(content)
    assert str(caught.value).startswith(message)
    assert len(str(caught.value)) < 200
