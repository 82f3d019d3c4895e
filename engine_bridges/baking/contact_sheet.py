"""Creatures' pictures -> pages that show all of a pack, each creature with its name, on the water of its zone.

The PNG's text says what a page shows and of which pack, so that pictures of what has not changed are taken from it, and
no other file is replaced. Knows nothing of how creatures are made.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from engine_bridges.creatures.creature import Creature, PackError, Pixels
from engine_bridges.creatures.palette import Palette, sprite_palette
from pixelgen import WATER, ZONES, lit_as, marked, write_files

COLUMNS, ROWS = 10, 12
_SIDE = 32
_SCALE = 3
_PICTURE = _SIDE * _SCALE
_GAP = 6  # left and right of a picture
_LINE = 11  # pixels of a line of text
_LINES = 2
_WIDE = _PICTURE + 2 * _GAP
_HIGH = _PICTURE + _LINES * _LINE + 2
_LETTERS = 17  # that fit on a line
_CHUNK = "pixelgen contact sheet"
_VERSION = 2
_PALE = (226, 236, 240)
_DARK = (16, 24, 40)
_LIGHT_WATER = "shallows"  # on which text is dark


@dataclass(frozen=True, slots=True)
class Entry:
    """A creature on the sheet. key: differs whenever its picture may."""

    name: str
    zone: str
    key: str


# By creature's name (H, W) palette indices, or (H, W, 4) where it has colours of its own.
Pictures = Mapping[str, Pixels]


def picture_of(creature: Creature, *, scale: int, margin: int) -> Pixels:
    """The first frame of what it does first, without its margin. scale, margin: as it was made."""
    first = next(iter(creature.clips.values())) if "idle" not in creature.clips else creature.clips["idle"]
    whole = first.frames[0][::scale, ::scale]
    picture: Pixels = whole[margin : whole.shape[0] - margin, margin : whole.shape[1] - margin].copy()
    return picture if creature.palette is None else creature.palette.coloured(picture)


def check_places(path: Path, count: int, *, pack: str | None = None) -> None:
    """PackError when a page for so many creatures would replace something else. pack: its key; None: of any pack."""
    for place in _places(path, count):
        if not os.path.lexists(place):
            continue
        shown = _shown(place)
        if shown is None:
            raise PackError(f"{place} is not a contact sheet; move it away or name another file")
        if not shown.is_of(pack):
            raise PackError(f"{place} is the contact sheet of another pack; name another file")


def write_contact_sheets(
    path: Path,
    entries: Sequence[Entry],
    pictures: Pictures,
    *,
    others: Callable[[Sequence[str]], Pictures],
    pack: str,
    palette: Palette | None = None,
    mark: bool = False,
) -> tuple[Path, ...]:
    """Write what changed of the pages, zone by zone, and give the places of all: `path`, then -02 and so on.

    pictures: those at hand; others: gives the pictures of other names. pack: the pack's key. mark: the pages say that
    what they show was generated. PackError when a page cannot be written.
    """
    palette = palette or sprite_palette()
    settings = hashlib.sha256(palette.rgba.tobytes()).hexdigest()[:16]
    in_order = sorted(entries, key=lambda entry: ZONES.index(lit_as(entry.zone)))
    places = _places(path, len(in_order))
    per_page = COLUMNS * ROWS
    for number, place in enumerate(places):
        page = in_order[number * per_page : (number + 1) * per_page]
        wanted = [[entry.name, f"{settings} {entry.zone} {entry.key}"] for entry in page]
        shown = _shown(place)
        if shown is None or shown.cells != wanted or shown.marked != mark:
            told = {"version": _VERSION, "pack": pack, "creatures": wanted, "marked": mark}
            write_files({place: _page(page, told, shown, pictures, others, palette, mark)})
    stale = len(places) + 1
    while (shown := _shown(place := _numbered(path, stale))) is not None and shown.is_of(pack):
        with contextlib.suppress(OSError):
            place.unlink()
        stale += 1
    return tuple(places)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page that is there. cells: name and key of each creature on it, in order. pack: its key; "": of any pack.

    marked: it says that it was generated.
    """

    place: Path
    cells: list[list[str]]
    pack: str = ""
    marked: bool = False

    def is_of(self, pack: str | None) -> bool:
        """Whether the page may be replaced by one of that pack."""
        return pack is None or self.pack in ("", pack)

    def pixels(self) -> Pixels | None:
        """(H, W, 3); None when they are damaged."""
        try:
            with Image.open(self.place, formats=["PNG"]) as image:
                return np.asarray(image)
        except (OSError, ValueError, SyntaxError):
            return None


def _shown(place: Path) -> _Shown | None:
    """None for what is no page of ours. One of another version has no cells."""
    try:
        with Image.open(place, formats=["PNG"]) as image:
            told = json.loads(str(image.info[_CHUNK]))
            cells = [[str(name), str(key)] for name, key in told["creatures"]]
            is_like_ours = image.mode == "RGB" and image.size == (COLUMNS * _WIDE, -(-len(cells) // COLUMNS) * _HIGH)
            known = cells if is_like_ours and told["version"] == _VERSION else []
            return _Shown(place, known, str(told.get("pack", "")), told.get("marked") is True)
    except (OSError, ValueError, KeyError, TypeError, SyntaxError, RecursionError, Image.DecompressionBombError):
        return None


def _page(
    page: Sequence[Entry],
    told: Mapping[str, Any],
    shown: _Shown | None,
    pictures: Pictures,
    others: Callable[[Sequence[str]], Pictures],
    palette: Palette,
    mark: bool,
) -> bytes:
    wanted = told["creatures"]
    old = shown.pixels() if shown is not None and shown.cells else None
    there = {} if shown is None or old is None else {tuple(cell): number for number, cell in enumerate(shown.cells)}
    unknown = [entry.name for entry, cell in zip(page, wanted, strict=True) if tuple(cell) not in there]
    pictures = {**pictures, **others([name for name in unknown if name not in pictures])}
    rows = -(-len(page) // COLUMNS)
    sheet = np.full((rows * _HIGH, COLUMNS * _WIDE, 3), WATER[ZONES[-1]], dtype=np.uint8)
    for number, (entry, cell) in enumerate(zip(page, wanted, strict=True)):
        kept = there.get(tuple(cell))
        taken = None if kept is None or old is None else old[_box(kept)]
        sheet[_box(number)] = _cell(entry, pictures[entry.name], palette) if taken is None else taken
    image = Image.fromarray(sheet)
    text = PngImagePlugin.PngInfo()
    text.add_text(_CHUNK, json.dumps(told), zip=True)
    file = io.BytesIO()
    image.save(file, "PNG", pnginfo=text)
    return marked(file.getvalue()) if mark else file.getvalue()


def _box(number: int) -> tuple[slice, slice]:
    row, column = divmod(number, COLUMNS)
    return slice(row * _HIGH, (row + 1) * _HIGH), slice(column * _WIDE, (column + 1) * _WIDE)


def _cell(entry: Entry, picture: Pixels, palette: Palette) -> Pixels:
    """(_HIGH, _WIDE, 3) the picture at three times its size, or as large as there is room, and its name."""
    cell = np.full((_HIGH, _WIDE, 3), WATER[lit_as(entry.zone)], dtype=np.uint8)
    rgba = palette.coloured(picture) if picture.ndim == 2 else picture
    within = -(-max(rgba.shape[:2]) // _PICTURE)  # every so manieth pixel of what is larger than the cell
    rgba = rgba[::within, ::within]
    scale = min(_SCALE, _PICTURE // max(rgba.shape[:2]))
    large = rgba.repeat(scale, axis=0).repeat(scale, axis=1).astype(np.int64)
    high, wide = large.shape[:2]
    under = cell[_PICTURE - high : _PICTURE, (_WIDE - wide) // 2 : (_WIDE - wide) // 2 + wide]
    under[:] = (large[..., :3] * large[..., 3:] + under * (255 - large[..., 3:]) + 127) // 255
    image = Image.fromarray(cell)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"  # no shades between ink and water
    ink = _DARK if entry.zone == _LIGHT_WATER else _PALE
    for number, line in enumerate(_lines(entry.name)):
        draw.text((_WIDE // 2, _PICTURE + number * _LINE), line, fill=ink, font=_font(), anchor="ma")
    return np.asarray(image)


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(10)


def _lines(name: str) -> list[str]:
    """A name on at most two lines, broken after the underscore nearest to the middle, or cut."""
    if len(name) <= _LETTERS:
        return [name]
    breaks = [at + 1 for at, letter in enumerate(name) if letter == "_" and at < _LETTERS]
    at = min(breaks, key=lambda at: abs(2 * at - len(name)), default=_LETTERS)
    rest = name[at:]
    return [name[:at], rest if len(rest) <= _LETTERS else f"{rest[: _LETTERS - 2]}.."]


def _places(path: Path, count: int) -> list[Path]:
    return [_numbered(path, number) for number in range(1, max(1, -(-count // (COLUMNS * ROWS))) + 1)]


def _numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_name(f"{path.stem}-{number:02}{path.suffix}")
