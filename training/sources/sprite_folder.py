"""Sprites with their labels and credits -> a folder of PNGs, sprites.csv and manifest.json. Knows no source.

sprites.csv is what `picture_cards` reads, so that the folder is itself a source: file (relative to the folder), zone,
category, species, family (empty: not known), licence, author, origin. manifest.json has the same and what more is
known of each, and what was skipped and why.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from pixelgen.errors import PixelgenError
from pixelgen.files.sprite_png import encode_png
from pixelgen.files.whole_files import write_files
from training.sources.labelled import Found, Skipped
from training.sources.picture_cards import COLUMNS


@dataclass(frozen=True, slots=True)
class Named:
    """A sprite, the name of its file (letters and digits) and what more is known of it."""

    name: str
    sprite: Found
    more: Mapping[str, str] = field(default_factory=dict)


def write_sprites(
    folder: Path, sprites: Sequence[Named], skipped: Sequence[Skipped], *, stopped: str | None = None
) -> None:
    """Write them all; PixelgenError when it cannot be done.

    Sprites that an earlier manifest lists and this one does not are removed, unless this run `stopped` early: then
    they stay, files and entries. Other files are never touched.
    """
    manifest_path = folder / "manifest.json"
    earlier = _entries(manifest_path)
    made = {_file(one.name): _entry(one) for one in sprites}
    kept = {file: entry for file, entry in earlier.items() if stopped and (folder / file).is_file()}
    listed = {**kept, **made}
    manifest = {
        "sprites": list(listed.values()),
        "skipped": [{"origin": one.origin, "reason": one.reason} for one in skipped],
        "stopped": stopped,
    }
    contents = {folder / _file(one.name): encode_png(one.sprite.indices, text=_credit(one.sprite)) for one in sprites}
    contents[folder / "sprites.csv"] = _table(listed.values())
    contents[manifest_path] = json.dumps(manifest, indent=1, ensure_ascii=False).encode()
    try:
        write_files(contents)
        for file in earlier.keys() - listed.keys():
            (folder / file).unlink(missing_ok=True)
    except OSError as error:
        raise PixelgenError(f"cannot write into {folder}: {error.strerror or error}") from error


def _file(name: str) -> str:
    if not (name.isascii() and name.isalnum()):
        raise ValueError(f"a sprite's name must be letters and digits; got {name!r}")
    return f"sprites/{name}.png"


def _entry(one: Named) -> dict[str, Any]:
    sprite = one.sprite
    told = (_file(one.name), *astuple(sprite.labels), sprite.licence, sprite.author, sprite.origin)
    return {**dict(zip(COLUMNS, told, strict=True)), **one.more}


def _entries(manifest: Path) -> dict[str, dict[str, Any]]:
    """What a manifest lists, by file; nothing of a damaged one, and no file that we would not have named so."""
    try:
        entries = json.loads(manifest.read_bytes())["sprites"]
        whole = [entry for entry in entries if set(COLUMNS) <= set(entry)]
        return {entry["file"]: entry for entry in whole if entry["file"] == _file(Path(entry["file"]).stem)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _table(entries: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(["" if entry[name] is None else entry[name] for name in COLUMNS] for entry in entries)
    return text.getvalue().encode()


def _credit(sprite: Found) -> dict[str, str]:
    return {"Author": sprite.author, "Copyright": sprite.licence, "Source": sprite.origin}
