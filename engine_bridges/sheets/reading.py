"""A pack's folder, of any format -> its index and its creatures, as they were when they were written.

Nothing in the folder is trusted: each file is checked before memory is taken, and whatever is wrong with the pack is
one PackError. Knows nothing of engines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from engine_bridges.creatures.creature import Clip, Creature, PackError, Pixels
from engine_bridges.folders.manifest import LARGEST, MANIFEST, has_digest, parsed
from engine_bridges.folders.plain_files import opened
from engine_bridges.pictures.png_pictures import LARGEST_FILE, Kind, read_png
from engine_bridges.sheets.index import (
    INDEX,
    LARGEST_INDEX,
    PackIndex,
    SheetClip,
    SheetCreature,
    index_in_manifest,
    read_index,
)


def pack_index(folder: Path, *, digests: Mapping[str, str] | None = None) -> PackIndex:
    """What `pack.json` in the folder says, or the manifest of a pack for Godot; PackError when there is no pack.

    digests: SHA-256 of files by path, that what is read must have; None: any content is read, an artist's change too.
    """
    try:
        if (folder / MANIFEST).is_file() and not (folder / INDEX).exists():
            return index_in_manifest(parsed(file_bytes(folder, MANIFEST, most=LARGEST)))
        return read_index(file_bytes(folder, INDEX, most=LARGEST_INDEX, digests=digests))
    except PackError as error:
        raise PackError(f"{folder}: {error}") from error


def creature_in(
    folder: Path, entry: SheetCreature, *, colours: int, digests: Mapping[str, str] | None = None
) -> Creature:
    """A creature with its frames and layers, read from the sheets that the index names.

    colours: how many the pack's palette has. digests: as in `pack_index`. PackError when a picture is missing,
    damaged or not as the index says.
    """
    try:
        colours = colours if entry.palette is None else len(entry.palette.rgba)
        sheet = _picture(folder, entry.sheet, "indexed", digests)
        if int(sheet.max()) >= colours:
            raise PackError(f"{entry.sheet} has a pixel of index {int(sheet.max())}; the palette ends at {colours - 1}")
        layers: dict[str, Pixels | None] = {"normals": None, "emission": None}
        for layer, path, kind in _layers(entry):
            found = layers[layer] = _picture(folder, path, kind, digests)
            if found.shape[:2] != sheet.shape:
                size = " by ".join(str(side) for side in sheet.shape[::-1])
                raise PackError(f"{path} must have the size of its sheet, {size}; bake the pack again")
        normals, emission = layers["normals"], layers["emission"]
        clips = {
            name: Clip(
                _cut(sheet, clip, entry.sheet),
                clip.durations_ms,
                clip.loops,
                None if normals is None else _cut(normals, clip, entry.sheet),
                None if emission is None else _cut(emission, clip, entry.sheet),
                anchors=clip.anchors,
            )
            for name, clip in entry.clips.items()
        }
        parts = None
        if entry.parts is not None:
            parts = np.array([[int(digit, 16) for digit in row] for row in entry.parts], dtype=np.uint8)
        return Creature(entry.card, clips, parts, entry.palette)
    except PackError as error:
        raise PackError(f"{folder}: {error}") from error


def file_bytes(folder: Path, path: str, *, most: int, digests: Mapping[str, str] | None = None) -> bytes:
    """A file's content, of so many bytes at most and one more. PackError when it cannot be read or is another."""
    try:
        with opened(folder / path) as file:
            content = file.read(most + 1)
    except OSError as error:
        raise PackError(f"{path} cannot be read: {error.strerror or error}; bake the pack again") from error
    if digests is not None and not has_digest(content, digests.get(path)):
        raise PackError(f"{path} is not the file that the manifest lists; bake the pack again")
    return content


def _picture(folder: Path, path: str, kind: Kind, digests: Mapping[str, str] | None) -> Pixels:
    return read_png(file_bytes(folder, path, most=LARGEST_FILE, digests=digests), kind, name=path)


def _layers(entry: SheetCreature) -> Iterator[tuple[str, str, Kind]]:
    if entry.normals is not None:
        yield "normals", entry.normals, "RGBA"
    if entry.emission is not None:
        yield "emission", entry.emission, "grey"


def _cut(sheet: Pixels, clip: SheetClip, path: str) -> Pixels:
    """(n, height, width, ...) the frames; PackError when one lies outside the sheet or they differ in size."""
    _, _, width, height = clip.rectangles[0]
    for x, y, *size in clip.rectangles:
        if size != [width, height] or x + width > sheet.shape[1] or y + height > sheet.shape[0]:
            raise PackError(f"the frames of the index must be of one size and inside of {path}; bake the pack again")
    return np.stack([sheet[y : y + height, x : x + width] for x, y, _, _ in clip.rectangles])
