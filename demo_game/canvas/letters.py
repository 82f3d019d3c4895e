"""Text -> pixels, in a bitmap font of our own: proportional, seven rows high and two below the line.

Knows nothing of colours or surfaces: a line of text is an array of which pixels are set. There is one size of text at a
time: small letters as they are drawn below, or large ones, ten rows high and two pixels thick, made from them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

GAP = 1
_DRAWN = 9  # rows of a line, the two below the letters' feet included
_ROWS = (0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 8)  # of a large letter: those of the small one, some of them twice
_COLUMNS = {
    3: (0, 0, 1, 2, 2),
    4: (0, 0, 1, 2, 3, 3),
    5: (0, 0, 1, 2, 2, 3, 4, 4),
}  # the same, by the small one's width
_SIGNS = "\u2605\u2606\u25b6"  # which a thicker line would fill
Bitmap = npt.NDArray[np.bool_]

# rows from the top, separated by a slash; missing rows at the end are empty
_GLYPHS = {
    " ": "...",
    "A": ".##./#..#/#..#/####/#..#/#..#/#..#",
    "B": "###./#..#/#..#/###./#..#/#..#/###.",
    "C": ".##./#..#/#.../#.../#.../#..#/.##.",
    "D": "###./#..#/#..#/#..#/#..#/#..#/###.",
    "E": "####/#.../#.../###./#.../#.../####",
    "F": "####/#.../#.../###./#.../#.../#...",
    "G": ".##./#..#/#.../#.##/#..#/#..#/.###",
    "H": "#..#/#..#/#..#/####/#..#/#..#/#..#",
    "I": "###/.#./.#./.#./.#./.#./###",
    "J": "..##/...#/...#/...#/...#/#..#/.##.",
    "K": "#..#/#..#/#.#./##../#.#./#..#/#..#",
    "L": "#.../#.../#.../#.../#.../#.../####",
    "M": "#...#/##.##/#.#.#/#.#.#/#...#/#...#/#...#",
    "N": "#..#/##.#/##.#/#.##/#.##/#..#/#..#",
    "O": ".##./#..#/#..#/#..#/#..#/#..#/.##.",
    "P": "###./#..#/#..#/###./#.../#.../#...",
    "Q": ".##./#..#/#..#/#..#/#..#/#.#./.#.#",
    "R": "###./#..#/#..#/###./#.#./#..#/#..#",
    "S": ".###/#.../#.../.##./...#/...#/###.",
    "T": "#####/..#../..#../..#../..#../..#../..#..",
    "U": "#..#/#..#/#..#/#..#/#..#/#..#/.##.",
    "V": "#...#/#...#/#...#/.#.#./.#.#./..#../..#..",
    "W": "#...#/#...#/#...#/#.#.#/#.#.#/##.##/#...#",
    "X": "#...#/#...#/.#.#./..#../.#.#./#...#/#...#",
    "Y": "#...#/#...#/.#.#./..#../..#../..#../..#..",
    "Z": "####/...#/..#./..#./.#../#.../####",
    "a": "..../..../.##./...#/.###/#..#/.###",
    "b": "#.../#.../###./#..#/#..#/#..#/###.",
    "c": ".../.../.##/#../#../#../.##",
    "d": "...#/...#/.###/#..#/#..#/#..#/.###",
    "e": "..../..../.##./#..#/####/#.../.###",
    "f": ".##/#../###/#../#../#../#..",
    "g": "..../..../.###/#..#/#..#/#..#/.###/...#/.##.",
    "h": "#.../#.../###./#..#/#..#/#..#/#..#",
    "i": "#/./#/#/#/#/#",
    "j": ".#/../.#/.#/.#/.#/.#/.#/#.",
    "k": "#.../#.../#..#/#.#./##../#.#./#..#",
    "l": "#./#./#./#./#./#./.#",
    "m": "...../...../##.#./#.#.#/#.#.#/#.#.#/#.#.#",
    "n": "..../..../###./#..#/#..#/#..#/#..#",
    "o": "..../..../.##./#..#/#..#/#..#/.##.",
    "p": "..../..../###./#..#/#..#/#..#/###./#.../#...",
    "q": "..../..../.###/#..#/#..#/#..#/.###/...#/...#",
    "r": ".../.../#.#/##./#../#../#..",
    "s": "..../..../.###/#.../.##./...#/###.",
    "t": "#../#../###/#../#../#../.##",
    "u": "..../..../#..#/#..#/#..#/#..#/.###",
    "v": "...../...../#...#/#...#/.#.#./.#.#./..#..",
    "w": "...../...../#...#/#.#.#/#.#.#/#.#.#/.#.#.",
    "x": ".../.../#.#/#.#/.#./#.#/#.#",
    "y": "..../..../#..#/#..#/#..#/#..#/.###/...#/.##.",
    "z": "..../..../####/..#./.#../#.../####",
    "0": ".##./#..#/#..#/#..#/#..#/#..#/.##.",
    "1": ".#./##./.#./.#./.#./.#./###",
    "2": ".##./#..#/...#/..#./.#../#.../####",
    "3": "###./...#/...#/.##./...#/...#/###.",
    "4": "..#./.##./#.#./#.#./####/..#./..#.",
    "5": "####/#.../###./...#/...#/#..#/.##.",
    "6": ".##./#.../#.../###./#..#/#..#/.##.",
    "7": "####/...#/...#/..#./..#./.#../.#..",
    "8": ".##./#..#/#..#/.##./#..#/#..#/.##.",
    "9": ".##./#..#/#..#/.###/...#/...#/.##.",
    ".": "././././././#",
    ",": "../../../../../../.#/#.",
    ":": "././#/././#",
    ";": "../../.#/../../.#/#.",
    "!": "#/#/#/#/#/./#",
    "?": ".##./#..#/...#/..#./.#../..../.#..",
    "'": "#/#",
    '"': "#.#/#.#",
    "-": ".../.../.../###",
    "+": "...../..#../..#../#####/..#../..#..",
    "=": ".../.../###/.../###",
    "_": "..../..../..../..../..../..../####",
    "/": "...#/...#/..#./..#./.#../.#../#.../#...",
    "\\": "#.../#.../.#../.#../..#./..#./...#/...#",
    "(": ".#/#./#./#./#./#./.#",
    ")": "#./.#/.#/.#/.#/.#/#.",
    "[": "##/#./#./#./#./#./##",
    "]": "##/.#/.#/.#/.#/.#/##",
    "<": "..../..#./.#../#.../.#../..#.",
    ">": "..../#.../.#../..#./.#../#...",
    "*": "...../.#.#./..#../#####/..#../.#.#.",
    "#": ".#.#./#####/.#.#./.#.#./#####/.#.#.",
    "%": "##..#/##.#./..#../..#../.#.##/#..##",
    "&": ".#.../#.#../.#.../#.#.#/#..#./#..#./.##.#",
    "@": ".###./#...#/#.###/#.#.#/#.##./#..../.###.",
    "|": "#/#/#/#/#/#/#/#",
    "\u2605": "...#.../..###../#######/.#####./..###../.##.##./.#...#.",  # a full star
    "\u2606": "...#.../..#.#../###.###/.#...#./.#.#.#./.##.##./.#...#.",  # and an empty one
    "\u25b6": "#.../##../###./####/###./##../#...",
    "\u25ae": "##/##/##/##/##/##/##",  # a full step of a gauge
    "\u25af": "../../##/##/##/../..",  # and an empty one
    "\u2022": "../../##/##",
    "\u2640": ".###./#...#/#...#/.###./..#../.###./..#..",
}
_UNKNOWN = "####/#..#/#..#/#..#/#..#/#..#/####"


class _Size:
    """The size of text that is in use; the module's one variable."""

    large = False


def use_large_text(large: bool) -> None:
    """From now on all text has large letters, or small ones."""
    if large != _Size.large:
        _Size.large = large
        balanced.cache_clear()


@contextlib.contextmanager
def small_letters() -> Iterator[None]:
    """What is drawn within has small letters, whatever is in use."""
    before = _Size.large
    use_large_text(False)
    try:
        yield
    finally:
        use_large_text(before)


def is_large() -> bool:
    """Whether text has large letters now."""
    return _Size.large


def line_height() -> int:
    """Rows from a line to the next one."""
    return 15 if _Size.large else 12


def letter_height() -> int:
    """Rows of a capital letter."""
    return 10 if _Size.large else 7


@cache
def _glyph(letter: str, *, large: bool) -> Bitmap:
    rows = _GLYPHS.get(letter, _UNKNOWN).split("/")
    width = max(len(row) for row in rows)
    bitmap = np.zeros((_DRAWN, width), dtype=np.bool_)
    for number, row in enumerate(rows):
        bitmap[number, : len(row)] = [mark == "#" for mark in row]
    if not large:
        return bitmap
    if letter in _SIGNS:
        return np.pad(bitmap, ((2, len(_ROWS) - _DRAWN - 2), (0, 0)))
    tall = bitmap[list(_ROWS)]
    thick = np.zeros((len(_ROWS), width + 1), dtype=np.bool_)
    thick[:, :-1] |= tall
    thick[:, 1:] |= tall
    closes = (bitmap[:, :-2] & ~bitmap[:, 1:-1] & bitmap[:, 2:]).any()  # a gap of one pixel, as in w
    return tall[:, list(_COLUMNS[width])] if closes and width in _COLUMNS else thick


def width_of(text: str, *, large: bool | None = None) -> int:
    """Pixels that a line takes. large: the size of its letters; None: the one in use."""
    size = _Size.large if large is None else large
    return max(sum(int(_glyph(letter, large=size).shape[1]) + GAP for letter in text) - GAP, 0)


def written(text: str, *, large: bool | None = None) -> Bitmap:
    """(rows, width) of one line; a letter that the font lacks is a box. Empty text is one column wide.

    large: the size; None: the one in use.
    """
    size = _Size.large if large is None else large
    glyphs = [_glyph(letter, large=size) for letter in text]
    width = max(sum(glyph.shape[1] + GAP for glyph in glyphs) - GAP, 1)
    line = np.zeros((len(_ROWS) if size else _DRAWN, width), dtype=np.bool_)
    at = 0
    for glyph in glyphs:
        line[:, at : at + glyph.shape[1]] = glyph
        at += glyph.shape[1] + GAP
    return line


def wrapped(text: str, width: int) -> list[str]:
    """Lines no wider than `width` pixels, broken at spaces; a word too long for a line is cut."""
    lines, line = [], ""
    for word in text.split():
        while width_of(word) > width:
            fits = next(count for count in range(len(word), 0, -1) if count == 1 or width_of(word[:count]) <= width)
            lines += [line] if line else []
            lines.append(word[:fits])
            word, line = word[fits:], ""
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


@lru_cache(maxsize=64)
def balanced(text: str, width: int) -> tuple[str, ...]:
    """The same in as few lines, but about equally long: no word is left alone."""
    lines = wrapped(text, width)
    while width > 60 and len(narrower := wrapped(text, width - 8)) == len(lines):
        lines, width = narrower, width - 8
    return tuple(lines)
