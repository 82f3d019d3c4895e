"""The text of a TOML document -> its tables, as `tomllib` reads them, in time and memory that do not explode.

`tomllib` takes a gigabyte for 40 KB of `a.a.a...`, and a reader of the tables may take as much for a list of a million
numbers. So size, depth and count are checked first, in one pass over the text. Knows nothing of what keys mean.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from pixelgen.checks import check_is
from pixelgen.errors import PixelgenError
from pixelgen.files.toml_words import expected_instead

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LARGEST_TOML = 2 << 20  # bytes
MOST_LEVELS = 8  # parts of a dotted key, and lists or inline tables in each other
MOST_VALUES = 200_000

_TOKEN = re.compile(
    r"""(?P<string>
          \"{3}[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*(?:"{3,5})?
        | '{3}[^']*(?:'(?!'')[^']*)*(?:'{3,5})?
        | "[^"\\\n]*(?:\\.[^"\\\n]*)*"?
        | '[^'\n]*'?)
    | (?P<comment>\#[^\n]*)
    | (?P<mark>[\[\]{}=,.\n])
    | [^"'\#\[\]{}=,.\n]+""",
    re.VERBOSE,
)
_WHERE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")


class TomlError(PixelgenError):
    """A text that is not TOML, or too large a one. line: where, from 1; the message does not name it."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.line, str(self))


def decode_toml(content: bytes) -> str:
    """The text in a file's content, without a byte-order mark; TomlError when it is too long or not UTF-8.

    RequestError for what are no bytes.
    """
    check_is("content", content, bytes, bytearray)
    if len(content) > LARGEST_TOML:
        raise TomlError(1, f"is larger than {LARGEST_TOML >> 20} MB")
    try:
        return content.decode("utf-8-sig")  # some editors begin a file with a byte-order mark
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        raise TomlError(line, "must be UTF-8 text; save it as that") from error


def read_toml(text: str) -> dict[str, Any]:
    """The document's tables. TomlError for what is not TOML, and for what is too large, deep or has too many values;
    RequestError for what is no text.

    >>> read_toml("[pack]\\nname = 'reef'")
    {'pack': {'name': 'reef'}}
    """
    check_is("text", text, str)
    if len(text) > LARGEST_TOML:
        raise TomlError(1, f"is larger than {LARGEST_TOML >> 20} MB")
    _check(text)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise TomlError(1, _too_deep()) from error
    except ValueError as error:
        found = _WHERE.search(str(error))
        line = int(found[1]) if found and found[1] else 1 + text.rstrip().count("\n")
        raise TomlError(line, f"is not TOML: {expected_instead(_WHERE.sub('', str(error)))}") from error


def _check(text: str) -> None:
    """TomlError where a limit is passed; says nothing of what is wrong otherwise."""
    line = 1
    values = levels = depth = 0
    begins_line, is_header = True, False
    for token in _TOKEN.finditer(text):
        mark = token["mark"]
        if mark is None:
            if token["string"] is not None:
                line += token["string"].count("\n")
            begins_line = begins_line and token[0].isspace()
            continue
        if mark == ".":
            levels += 1
        else:
            levels = 0
        if mark == "\n":
            line, begins_line, is_header = line + 1, True, False
            continue
        if mark == "[" and begins_line and depth == 0:
            is_header = True
        if not is_header:
            depth += (mark in "[{") - (mark in "]}" and depth > 0)
        values += mark in "=,[{"
        begins_line = False
        if levels >= MOST_LEVELS or depth > MOST_LEVELS:
            raise TomlError(line, _too_deep())
        if values > MOST_VALUES:
            raise TomlError(line, f"has more than {MOST_VALUES:,} values")


def _too_deep() -> str:
    return f"is nested more than {MOST_LEVELS} levels deep"
