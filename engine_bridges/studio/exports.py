"""Creatures of the page -> a file to take away: a PNG, a GIF, a zip of sheets or of a Godot pack, a pack's TOML.

Each with the name that it should have. Knows nothing of HTTP.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from engine_bridges.baking.bake import bake
from engine_bridges.pack_file.pack import parse_pack
from engine_bridges.studio.encoding import encoded_bytes
from engine_bridges.studio.items import Item, Items, drawn
from engine_bridges.studio.own_pictures import picture_table, sheet_of
from engine_bridges.studio.pack_favourites import free_name, pack_text
from pixelgen import RAMPS, Appearance, Generator, OwnPalette, RequestError, SpriteRequest

_FRAMES, _MARGIN = 8, 2
SHADES = 7  # of a ramp
KINDS = ("png", "gif", "sheet", "godot", "toml")

Table = np.ndarray[Any, np.dtype[np.uint8]]


def exported(
    generator: Generator,
    items: Items,
    chosen: Sequence[Item],
    *,
    names: Sequence[str],
    kind: str,
    scale: int,
    animation: str,
    rgb: Table | None,
) -> dict[str, Any]:
    """{"name", "file" in base64, "type"}. rgb: (64, 3) other colours. RequestError for another kind."""
    if kind not in KINDS:
        raise RequestError(f"kind must be one of {', '.join(KINDS)}; got {kind[:40]!r}")
    called = [names[at] if at < len(names) else (item.species or "picture") for at, item in enumerate(chosen)]
    items.draw(chosen)
    if kind in ("png", "gif"):
        look = Appearance() if kind == "png" else Appearance(frames=_FRAMES, margin=_MARGIN, animation=animation)
        content = _picture(generator, chosen[0], kind=kind, look=look, scale=max(1, scale), rgb=rgb)
        return _file(f"{free_name(called[0], ())}.{kind}", content, f"image/{kind}")
    palette = None if rgb is None else _palette(rgb)
    text, pictures = _pack(generator, chosen, called, format="sheet" if kind == "sheet" else "godot", palette=palette)
    if kind != "toml":
        return _file(f"{kind}_pack.zip", _baked(generator, text, pictures), "application/zip")
    if pictures:
        return _file("pack.zip", _zipped({"pack.toml": text.encode("utf-8"), **pictures}), "application/zip")
    return _file("pack.toml", text.encode("utf-8"), "application/toml")


def _picture(generator: Generator, item: Item, *, kind: str, look: Appearance, scale: int, rgb: Table | None) -> bytes:
    if not isinstance(item.origin, SpriteRequest):
        raise RequestError("the page makes PNGs and GIFs of pictures itself")
    palette = None if rgb is None else _palette(rgb)
    make = generator.png if kind == "png" else generator.gif
    return make(item.origin, sprite=drawn(item), look=look, scale=scale, palette=palette)


def _palette(rgb: Table) -> OwnPalette:
    """The palette that shows every index in this colour: ramps of seven, after the transparent one."""
    steps = [[f"#{bytes(colour).hex()}" for colour in rgb[1 + SHADES * at :][:SHADES].tolist()] for at in range(9)]
    return OwnPalette(dict(zip(RAMPS, steps, strict=True)))


def _pack(
    generator: Generator, chosen: Sequence[Item], names: Sequence[str], *, format: str, palette: OwnPalette | None
) -> tuple[str, dict[str, bytes]]:
    """A pack's text, and the pictures that it names, by their places beside it."""
    taken: list[str] = []
    creatures: list[tuple[str, str]] = []
    tables, files = [], {}
    for item, name in zip(chosen, names, strict=True):
        taken.append(free_name(name, taken))
        if isinstance(item.origin, SpriteRequest):
            creatures.append((taken[-1], generator.dna(item.origin)))
            continue
        assert item.own is not None
        tables.append(picture_table(taken[-1], item.own.picture, item.zone, item.species))
        files[tables[-1]["file"]] = sheet_of(item.own.picture)
    pack_id = secrets.token_hex(8)
    return pack_text("studio", creatures, id=pack_id, format=format, palette=palette, pictures=tables), files


def _baked(generator: Generator, text: str, pictures: Mapping[str, bytes]) -> bytes:
    with TemporaryDirectory(prefix="pixelgen-studio-") as place:
        folder = Path(place, "studio_pack")
        for name, content in pictures.items():
            Path(place, name).parent.mkdir(exist_ok=True)
            Path(place, name).write_bytes(content)
        bake(parse_pack(text, Path(place, "pack.toml")), generator, folder=folder)
        baked = {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    return _zipped({**baked, "studio_pack.toml": text.encode("utf-8"), **pictures})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, its in files.items():
            archive.writestr(name, its)
    return content.getvalue()


def _file(name: str, content: bytes, kind: str) -> dict[str, Any]:
    return {"name": name, "file": encoded_bytes(content), "type": kind}
