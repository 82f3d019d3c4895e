"""What is said of a text that is not TOML: what to write instead, in words of those who write it."""

from __future__ import annotations

import doctest
import re

import pytest

from pixelgen.files import toml_words
from pixelgen.files.bounded_toml import TomlError, read_toml
from pixelgen.files.toml_words import expected_instead

WRONG = {
    "name = reef": 'expected a value: "text", a number',
    "name =": "expected a value",
    "shading = True": "expected a value",
    "name = “reef”": "expected a value",
    "name 'reef'": "expected KEY = VALUE",
    "name: reef": "expected KEY = VALUE",
    "{}": "expected KEY = VALUE, [TABLE] or",
    "seed = 007": "expected the end of the line",
    "seed = 5;": "expected the end of the line",
    "seed = 1 frames = 6": "expected the end of the line",
    "a = 1\rb = 2": "expected the end of the line",
    "light = { a = 1,\n b = 2 }": "expected a key of letters",
    "light = { a = 1": "a table {...} must have commas",
    "light = { a = 1 b = 2 }": "a table {...} must have commas",
    "light = { a = 1, a = 2 }": "a key may be there only once",
    "a = 1\na = 2": "a key may be there only once",
    "a = ['x' 'y']": "a list [...] must have commas",
    "a = ['x', 'y'": "a list [...] must have commas",
    "[pack": "a header must end with as many ]",
    "[[pack]": "a header must end with as many ]",
    "[pack]\n[pack]": "the table [pack] may be there only once",
    "[pack.light]\n[pack.light]": "the table [pack.light] may be there only once",
    "a = {b = 1}\na.c = 2": "the table [a] is complete already",
    "a = []\n[[a]]": "the table [a] is complete already",
    "name = 'reef": "must end with the quotes",
    'name = """reef': "must end with the quotes",
    "name = '''reef": "must end with the quotes",
    'name = "reef\nseed = 1': "must end with the quotes that it began with, on the same line",
    "name = 'reef\nseed = 1": "must end with the quotes",
    r'output = "C:\games"': r"a \ in a text must be doubled",
    r'output = "C:\Users"': r"a \ in a text must be doubled",
    r'name = "\ud800"': r"a \ in a text must be doubled",
    "seed = 2024-02-30T00:00:00": "expected a date or time that there is",
    "seed = 1 # \x1b": r"the character '\x1b' may not be in it",
    'name = "\x1b"': r"the character '\x1b' may not be in it",
    f"seed = {'9' * 5000}": "may not have thousands of digits",
}


@pytest.mark.parametrize("text", WRONG)
def test_an_error_says_what_was_expected(text: str) -> None:
    with pytest.raises(TomlError) as caught:
        read_toml(text)
    said = str(caught.value)
    assert said.startswith("is not TOML: ")
    assert WRONG[text] in said
    assert not re.search("mutate|namespace|declare|Invalid|Unescaped|Illegal|tuple|sys\\.", said)
    assert len(said) < 120


def test_words_that_are_not_known_are_passed_on() -> None:
    assert expected_instead("Something new") == "Something new"


def test_the_example_in_the_docstring_holds() -> None:
    assert doctest.testmod(toml_words).failed == 0
