from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine_bridges.pack_file.toml_lines import Place, lines_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[3]
# What a careless scanner takes for the end of a string, a table, a comment or a line.
TEMPTING = [
    "",
    " ",
    "#",
    "[[a]]",
    "[a]",
    "a = 1",
    '"',
    "'",
    "}",
    "]",
    ",",
    "\\",
    "=",
    ".",
    "\n",
    "\n\n",
    '""',
    "''",
    "é",
]
FIRST_MARKED = 1_000_000


def places(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Everything in a document, with where it is."""
    if place:
        yield place, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, one in parts:
        yield from places(one, (*place, part))


def test_each_key_table_and_element_has_its_line() -> None:
    source = """\
# a comment with = and [x]
top.dotted."quoted key" = 1
list = [
  1,  # one
  [2,
   3],
]

[ pack . light ]
text = \"\"\"
not = "a key"
[[neither]] \\\"\"\"\"\"\"
after = { a = 1, b = [ { c = 2 },
  { c = 3 } ] }

[[fish]]
name = 'tang # no comment'
  [[fish.fins]]
  size = 1
[[fish]]
  [fish.eye]
  wide = true
[pack]
last = 1979-05-27 07:32:00 # a date with a space
"""
    assert lines_of(source) == {
        ("top",): 2,
        ("top", "dotted"): 2,
        ("top", "dotted", "quoted key"): 2,
        ("list",): 3,
        ("list", 0): 4,
        ("list", 1): 5,
        ("list", 1, 0): 5,
        ("list", 1, 1): 6,
        ("pack",): 23,
        ("pack", "light"): 9,
        ("pack", "light", "text"): 10,
        ("pack", "light", "after"): 13,
        ("pack", "light", "after", "a"): 13,
        ("pack", "light", "after", "b"): 13,
        ("pack", "light", "after", "b", 0): 13,
        ("pack", "light", "after", "b", 0, "c"): 13,
        ("pack", "light", "after", "b", 1): 14,
        ("pack", "light", "after", "b", 1, "c"): 14,
        ("fish",): 16,
        ("fish", 0): 16,
        ("fish", 0, "name"): 17,
        ("fish", 0, "fins"): 18,
        ("fish", 0, "fins", 0): 18,
        ("fish", 0, "fins", 0, "size"): 19,
        ("fish", 1): 20,
        ("fish", 1, "eye"): 21,
        ("fish", 1, "eye", "wide"): 22,
        ("pack", "last"): 24,
    }
    assert set(lines_of(source)) == {place for place, _ in places(tomllib.loads(source))}


@pytest.mark.parametrize("name", ["pyproject.toml", "training/configs/default.toml"])
def test_files_that_people_wrote_are_understood(name: str) -> None:
    source = (ROOT / name).read_text(encoding="utf-8")
    found = lines_of(source)
    assert set(found) == {place for place, _ in places(tomllib.loads(source))}
    for place, line in found.items():
        if isinstance(place[-1], str) and "\\" not in source.splitlines()[line - 1]:
            assert place[-1] in source.splitlines()[line - 1]


@pytest.mark.parametrize("source", ["", "\n\n", "# nothing", "a = 1", "\r\na = 1\r\n", "[a]\n[b]"])
def test_the_smallest_documents_are_understood(source: str) -> None:
    assert set(lines_of(source)) == {place for place, _ in places(tomllib.loads(source))}


@given(st.text(alphabet="ab=.[]{}\"'\\,#\n 1", max_size=40))
def test_what_is_no_document_ends_too(source: str) -> None:
    lines_of(source)


class Writer:
    """Draws a document whose whole numbers are all different, so that each can be found in the text."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0

    def choose(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def key(self) -> str:
        self.count += 1
        odd = self.choose("", ".", "#", " ", "[", "=", "\\u0041", '\\"', "'")
        return str(self.choose(f"k{self.count}", f"-{self.count}", f'"{odd}{self.count}"', f"'l{self.count}'"))

    def space(self, *, lines: bool) -> str:
        return str(self.choose("", " ", "\t", *(["\n", "\r\n", ' # ] } = "\n', "\n\n"] if lines else [])))

    def value(self, depth: int) -> str:
        self.count += 1
        kind = self.choose("number", "number", "text", "word", *(["list", "table"] if depth else []))
        if kind == "number":
            return str(FIRST_MARKED + self.count)
        if kind == "word":
            return str(self.choose("true", "1.5e3", "-inf", "07:32:00", "1979-05-27 07:32:00Z", "0x1F"))
        if kind == "text":
            return self.text()
        ones = range(self.choose(0, 1, 3))
        if kind == "list":
            inside = ",".join(f"{self.space(lines=True)}{self.value(depth - 1)}{self.space(lines=True)}" for _ in ones)
            return f"[{inside}{',' if inside and self.choose(True, False) else self.space(lines=True)}]"
        inside = ",".join(f"{self.space(lines=False)}{self.pair(depth - 1)}{self.space(lines=False)}" for _ in ones)
        return f"{{{inside}}}"

    def text(self) -> str:
        content = "".join(self.draw(st.lists(st.sampled_from(TEMPTING), max_size=4)))
        mark = self.choose('"', "'", '"""', "'''")
        if mark[0] == '"':
            content = content.replace("\\", "\\\\").replace('"', '\\"' if len(mark) == 1 else '"')
        content = content if len(mark) == 3 else content.replace("\n", "")
        if mark[0] == "'":
            content = content.replace("'", '"') if len(mark) == 1 else content
        return f"{mark}{content}{mark}"

    def pair(self, depth: int) -> str:
        dotted = self.choose("", "", f"{self.key()}{self.choose('.', ' . ')}")
        return f"{dotted}{self.key()}{self.space(lines=False)}={self.space(lines=False)}{self.value(depth)}"

    def header(self) -> str:
        self.count += 1
        name = self.choose("fish", "fish", "reef", "fish.fins", f"t{self.count}", f"fish.t{self.count}")
        opening, closing = self.choose(("[", "]"), ("[[", "]]"), ("[[", "]]"))
        return f"{opening}{self.space(lines=False)}{name}{self.space(lines=False)}{closing}"


@st.composite
def documents(draw: st.DrawFn) -> str:
    writer = Writer(draw)
    lines = []
    for _ in range(draw(st.integers(0, 8))):
        kind = writer.choose("pair", "pair", "header", "comment")
        line = writer.pair(2) if kind == "pair" else writer.header() if kind == "header" else '# [x] = """'
        end = writer.choose("\n", "\r\n", " # y = 1\n")
        lines.append(f"{writer.space(lines=False)}{line}{end}")
    return "".join(lines)


@given(documents())
def test_every_key_of_a_random_document_has_the_line_on_which_its_value_stands(source: str) -> None:
    try:
        document = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        assume(False)
    found = lines_of(source)
    everything = dict(places(document))
    assert set(found) == set(everything)
    for place, value in everything.items():
        if type(value) is int and value > FIRST_MARKED:
            assert found[place] == 1 + source.count("\n", 0, source.index(str(value)))
