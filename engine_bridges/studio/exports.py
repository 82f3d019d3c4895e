"""Creatures of the page -> a file to take away: a PNG, a GIF, a zip of sheets or of a Godot pack, a pack's TOML.

Each with the name that it should have. Knows nothing of HTTP.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from engine_bridges.baking.bake import bake
from engine_bridges.pack_file.pack import parse_pack
from engine_bridges.studio.items import Item, Items, drawn, encoded_bytes
from engine_bridges.studio.pack_favourites import free_name, pack_text
from pixelgen import RAMPS, Appearance, Generator, OwnPalette, RequestError, SpriteRequest, encode_png

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
    text = _pack(generator, chosen, called, format="sheet" if kind == "sheet" else "godot", palette=palette)
    if kind == "toml":
        return _file("pack.toml", text.encode("utf-8"), "application/toml")
    return _file(f"{kind}_pack.zip", _baked(generator, text), "application/zip")


def _picture(generator: Generator, item: Item, *, kind: str, look: Appearance, scale: int, rgb: Table | None) -> bytes:
    if not isinstance(item.origin, SpriteRequest):
        sprite = drawn(item)
        shown = look.shown(sprite.indices, item.zone, item.category, item.species, parts=sprite.parts)
        return encode_png(shown.strip(), scale=scale, rgb=rgb)
    palette = None if rgb is None else _palette(rgb)
    make = generator.png if kind == "png" else generator.gif
    return make(item.origin, sprite=drawn(item), look=look, scale=scale, palette=palette)


def _palette(rgb: Table) -> OwnPalette:
    """The palette that shows every index in this colour: ramps of seven, after the transparent one."""
    steps = [[f"#{bytes(colour).hex()}" for colour in rgb[1 + SHADES * at :][:SHADES].tolist()] for at in range(9)]
    return OwnPalette(dict(zip(RAMPS, steps, strict=True)))


def _pack(
    generator: Generator, chosen: Sequence[Item], names: Sequence[str], *, format: str, palette: OwnPalette | None
) -> str:
    taken: list[str] = []
    creatures = []
    for item, name in zip(chosen, names, strict=True):
        if not isinstance(item.origin, SpriteRequest):
            raise RequestError("a picture of your own has no DNA for a pack; mend or breed it first")
        taken.append(free_name(name, taken))
        creatures.append((taken[-1], generator.dna(item.origin)))
    return pack_text("studio", creatures, id=secrets.token_hex(8), format=format, palette=palette)


def _baked(generator: Generator, text: str) -> bytes:
    with TemporaryDirectory(prefix="pixelgen-studio-") as place:
        folder = Path(place, "studio_pack")
        bake(parse_pack(text, Path(place, "pack.toml")), generator, folder=folder)
        content = io.BytesIO()
        with ZipFile(content, "w", ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(place))
            archive.writestr("studio_pack.toml", text)
    return content.getvalue()


def _file(name: str, content: bytes, kind: str) -> dict[str, Any]:
    return {"name": name, "file": encoded_bytes(content), "type": kind}
