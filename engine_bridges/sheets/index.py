"""What a pack holds <-> `pack.json`, the one file that a loader of sheets has to read first.

    {"format": "pixelgen pack", "version": 1, "name": "reef",
     "palette": ["00000000", "0b0b0eff", ...],              rrggbbaa by index; 0 is transparent
     "creatures": [
      {"name": "tang", "zone": "reef", "category": "reef_fish", "species": "tang", "dna": "pg1_...",
       "animations": {"idle": {"durations_ms": [160, ...], "loops": true, "rectangles": [[x, y, width, height], ...],
                               "anchors": {"eye": [[x, y], ...], ...}}},     a point a frame: see anchor_tracks.py
       "emission": null,                                    or the path of a sheet of the same size, as the next
       "normals": "creatures/tang/tang_normals.png",
       "parts": ["0000012100", ...],                        a row of the drawing each, a pixel a digit: see Creature
       "sheet": "creatures/tang/tang.png"},                 indexed; its colours are the palette's
      ...]}

A creature is a line, so that a difference shows who changed. Packs for Godot, which have no `pack.json`, have the same
in their manifest. Knows nothing of pixels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine_bridges.creatures.anchor_tracks import anchors_in
from engine_bridges.creatures.creature import MAX_FRAMES, MAX_SIDE, Card, PackError
from engine_bridges.creatures.palette import Palette
from engine_bridges.folders.creature_pack import CREATURE
from engine_bridges.folders.manifest import MANIFEST, Manifest, is_plain_path
from engine_bridges.pictures.sprite_sheet import LARGEST_SIDE
from pixelgen import Anchors

INDEX = "pack.json"
LARGEST_INDEX = 64 << 20
MOST_PIXELS = 1 << 26  # of all frames together, so that an index from anywhere takes no more memory
_FORMAT, _VERSION = "pixelgen pack", 1
_MOST_LISTED = 1000  # colours that are looked at; a palette has fewer
_DAMAGE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
_PART_ROW = re.compile(rf"[0-9a-f]{{1,{MAX_SIDE}}}")
_CARD = ("name", "zone", "category", "species", "dna")
Rectangle = tuple[int, int, int, int]  # x, y, width, height


@dataclass(frozen=True, slots=True)
class SheetClip:
    """Where the frames of an animation stand on the sheet, how long each is shown, and where anchors are in each."""

    rectangles: tuple[Rectangle, ...]
    durations_ms: tuple[int, ...]
    loops: bool
    anchors: tuple[Anchors, ...] | None = None

    @property
    def pixels(self) -> int:
        """Of all frames together."""
        return sum(width * height for _, _, width, height in self.rectangles)


@dataclass(frozen=True, slots=True)
class SheetCreature:
    """Who a creature is, its pictures by path in the pack's folder, and its animations by name."""

    card: Card
    sheet: str
    normals: str | None
    emission: str | None
    clips: Mapping[str, SheetClip]
    parts: tuple[str, ...] | None = None  # rows of digits; None where they are unknown
    palette: Palette | None = None  # of its own; None: the pack's

    @property
    def paths(self) -> tuple[str, ...]:
        """Of all its pictures."""
        return tuple(path for path in (self.sheet, self.normals, self.emission) if path is not None)


@dataclass(frozen=True, slots=True)
class PackIndex:
    """The pack's name, the colours of its sheets, and its creatures by name."""

    name: str
    palette: Palette
    creatures: Mapping[str, SheetCreature]


def index_bytes(name: str, palette: Palette, entries: Iterable[tuple[Card, Mapping[str, Any]]]) -> bytes:
    """The file's content. entries: creatures with what `entry_of` says of them."""
    head = {"format": _FORMAT, "version": _VERSION, "name": name}
    head["palette"] = [bytes(colour).hex() for colour in palette.rgba.tolist()]
    # An entry that comes out of a manifest has its keys in another order than a new one.
    ordered = ((card, json.loads(json.dumps(entry, sort_keys=True))) for card, entry in entries)
    lines = [
        json.dumps({**{key: getattr(card, key) for key in _CARD}, **entry}, separators=(",", ":"))
        for card, entry in ordered
    ]
    creatures = ",\n".join(lines)
    return f'{json.dumps(head)[:-1]}, "creatures": [\n{creatures}\n]}}\n'.encode("ascii")


def read_index(content: bytes) -> PackIndex:
    """The index in the file's content; PackError in one line for what is none, is damaged or asks for too much."""
    if len(content) > LARGEST_INDEX:
        raise PackError(f"{INDEX} may have {LARGEST_INDEX >> 20} MB; it has {len(content) >> 20}")
    try:
        told = json.loads(content)
        if told["format"] != _FORMAT or told["version"] != _VERSION:
            raise PackError(
                f"{INDEX} must be a {_FORMAT} of version {_VERSION}; got {told['format']!r:.40}, version "
                f"{told['version']!r:.20}; bake it with this version of pixelgen"
            )
        return index_of(str(told["name"]), told["palette"], told["creatures"], file=INDEX)
    except _DAMAGE as error:
        raise _damaged(INDEX, error) from error


def index_in_manifest(manifest: Manifest) -> PackIndex:
    """The index that a pack for Godot has in its manifest; PackError when there is none."""
    if "shared" not in manifest.parts or manifest.owner is None:
        raise PackError(f"{MANIFEST} lists no creatures; bake the pack again")
    try:
        palette = manifest.parts["shared"].notes["palette"]
        entries = [part.notes for name, part in manifest.parts.items() if name.startswith(CREATURE)]
    except KeyError as error:
        raise PackError("an older pixelgen baked this pack; bake it again to see it here") from error
    return index_of(manifest.owner.pack, palette, entries, file=MANIFEST)


def index_of(name: str, palette: Any, entries: Any, *, file: str) -> PackIndex:
    """The index from its parts as JSON has them, checked. file: what errors call it."""
    try:
        colours = _palette(name, palette)
        creatures = [_creature(entry, file) for entry in entries]
    except _DAMAGE as error:
        raise _damaged(file, error) from error
    if len({creature.card.name for creature in creatures}) < len(creatures):
        raise PackError(f"{file} must list each creature once; bake the pack again")
    pixels = sum(clip.pixels for creature in creatures for clip in creature.clips.values())
    if pixels > MOST_PIXELS:
        raise PackError(f"a pack's frames may have {MOST_PIXELS} pixels in all; got {pixels}: bake several packs")
    return PackIndex(name, colours, MappingProxyType({creature.card.name: creature for creature in creatures}))


def _damaged(file: str, error: Exception) -> PackError:
    return PackError(f"{file} is damaged ({type(error).__name__}: {error!s:.100}); bake the pack again")


def _creature(entry: Any, file: str) -> SheetCreature:
    card = Card(**{key: entry[key] for key in _CARD})
    animations = entry["animations"].items()
    clips = {str(name): _clip(told, f"{card.name} {name}", file) for name, told in animations}
    sheet, normals, emission = (entry[layer] for layer in ("sheet", "normals", "emission"))
    for path in (sheet, *(layer for layer in (normals, emission) if layer is not None)):
        if not is_plain_path(path):
            raise PackError(f"{file} must have plain paths inside the pack; got {path!r:.100}")
    parts = _part_rows(entry.get("parts"), card.name, file)
    palette = None if entry.get("palette") is None else _palette(card.name, entry["palette"])
    return SheetCreature(card, sheet, normals, emission, MappingProxyType(clips), parts, palette)


def _palette(name: str, colours: Any) -> Palette:
    return Palette(name, np.array([[*bytes.fromhex(colour)] for colour in colours[:_MOST_LISTED]], np.uint8))


def _part_rows(rows: Any, name: str, file: str) -> tuple[str, ...] | None:
    if rows is None:
        return None
    found = tuple(rows)
    whole = all(isinstance(row, str) and _PART_ROW.fullmatch(row) for row in found)
    if not whole or not 1 <= len(found) <= MAX_SIDE or len({len(row) for row in found}) > 1:
        raise PackError(f"{file} must have rows of digits as the parts of {name}, one as long as another")
    return found


def _clip(told: Any, name: str, file: str) -> SheetClip:
    rectangles = tuple(_rectangle(numbers, name, file) for numbers in told["rectangles"])
    durations = tuple(told["durations_ms"])
    if not 1 <= len(rectangles) <= MAX_FRAMES or len(durations) != len(rectangles):
        raise PackError(f"{file} must have 1 to {MAX_FRAMES} frames for {name}, each with a duration")
    anchors = anchors_in(told.get("anchors"), frames=len(rectangles), of=name)
    return SheetClip(rectangles, durations, bool(told["loops"]), anchors)


def _rectangle(numbers: Any, name: str, file: str) -> Rectangle:
    if [type(number) for number in numbers] != [int] * 4:
        raise PackError(f"{file} must have rectangles of four whole numbers for {name}; got {numbers!r:.60}")
    x, y, width, height = numbers
    inside = 0 <= x <= LARGEST_SIDE - width and 0 <= y <= LARGEST_SIDE - height
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE and inside):
        raise PackError(f"{file} has a rectangle for {name} that no sheet has: {numbers!r:.60}")
    return x, y, width, height
