"""What the page asks for, by name -> what it is told. JSON's types in and out; knows nothing of HTTP.

Every action raises a PixelgenError with one line where it cannot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from engine_bridges.studio.content import Content, count_in, list_in
from engine_bridges.studio.encoding import encoded
from engine_bridges.studio.exports import SHADES, exported
from engine_bridges.studio.families import Families
from engine_bridges.studio.items import Item, Items, drawn
from engine_bridges.studio.own_pictures import picture_table, sheet_of
from engine_bridges.studio.pack_favourites import PackFavourites
from engine_bridges.studio.world import world_of
from pixelgen import (
    RAMPS,
    RGB,
    Appearance,
    Generator,
    Light,
    OwnPalette,
    RequestError,
    SpriteRequest,
    animations_of,
    lit_as,
    moves_as,
    normal_map,
    shade,
    style_of,
)

_MARGIN = 2  # pixels around frames of a motion
_FRAMES = 8


class Actions:
    """What can be asked for. pack: the file that favourites stand in; None: the page keeps them itself."""

    def __init__(self, generator: Generator, pack: PackFavourites | None = None) -> None:
        self._generator, self._pack = generator, pack
        self._items = Items(generator)
        self._world, families = world_of(generator), Families(generator, self._items)
        self._by_name: dict[str, Callable[[Content], Any]] = {
            "hello": self._hello,
            "draw": self._draw,
            "litter": families.litter,
            "pair": families.pair,
            "mend": families.mend,
            "recolour": families.recolour,
            "look": self._look,
            "light": self._light,
            "tree": families.tree,
            "palette": self._palette,
            "picture": self._picture,
            "export": self._export,
            "pack": self._favourites,
            "version": lambda _: {"version": self._kept().version()},
            "keep": self._keep,
            "rename": self._rename,
            "remove": self._remove,
        }

    def answer(self, name: str, content: Content) -> Any:
        """The answer of an action. PixelgenError when there is none; RequestError for what is asked wrongly."""
        action = self._by_name.get(name)
        if action is None:
            raise RequestError(f"there is no action {name[:40]!r}")
        return action(content)

    def _hello(self, _: Content) -> dict[str, Any]:
        pack = None
        if self._pack is not None:
            palette = self._pack.palette()
            pack = {"name": self._pack.file.name, "palette": None if palette is None else _colours_of(palette)}
        return {"world": self._world, "engine": self._generator.engine, "pack": pack}

    def _draw(self, content: Content) -> list[dict[str, Any] | None]:
        """None for a wish that nothing in the world fits."""
        items: list[Item | None] = []
        for one in list_in(content, "items"):
            try:
                items.append(self._items.read(one))
            except RequestError:
                if len(content["items"]) == 1:
                    raise
                items.append(None)
        cards = iter(self._items.cards([item for item in items if item is not None]))
        return [None if item is None else next(cards) for item in items]

    def _look(self, content: Content) -> dict[str, Any]:
        """Layers and a motion of one creature; genes where it has any."""
        item = self._one(content)
        wanted = str(content.get("animation", "idle"))
        if item.own is not None:
            return item.own.look(item.category, item.species, wanted)
        sprite, animations = drawn(item), animations_of(*moves_as(item.category, item.species))
        look = Appearance(frames=_FRAMES, margin=_MARGIN, animation=wanted if wanted in animations else "idle")
        shown = look.shown(sprite.indices, item.zone, item.category, item.species, parts=sprite.parts)
        return {
            "normals": encoded(normal_map(sprite.indices, sprite.parts)),
            "animations": list(animations),
            "animation": look.animation,
            "frames": encoded(shown.frames),
            "width": shown.frames.shape[2],
            "height": shown.frames.shape[1],
            "durations_ms": shown.durations_ms.tolist(),
            "loops": bool(shown.loops),
            "genes": self._genes(item),
        }

    def _light(self, content: Content) -> dict[str, Any]:
        """The creature lit from elsewhere. azimuth, elevation: degrees, as `Light`."""
        item = self._one(content)
        light = Light(azimuth=content.get("azimuth", 90), elevation=content.get("elevation", 40))
        style, sprite = replace(style_of(lit_as(item.zone)), light=light), drawn(item)
        if item.own is not None:
            return {"lit": encoded(item.own.lit_by(style)[0])}
        return {"lit": encoded(shade(sprite.indices, style, sprite.parts))}

    def _one(self, content: Content) -> Item:
        return self._items.draw([self._items.read(content.get("item"))])[0]

    def _genes(self, item: Item) -> list[dict[str, str]]:
        genome = self._items.genome(item.origin) if isinstance(item.origin, SpriteRequest) else None
        if genome is None or not isinstance(item.origin, SpriteRequest):
            return []
        heredity = item.origin.heredity
        found = []
        for locus in genome.loci:
            gene = {"trait": locus.trait, "shown": locus.shown, "hidden": locus.hidden}
            if heredity is not None:
                gene["shown_from"], gene["hidden_from"] = heredity.givers_of(locus.trait)
            found.append(gene)
        return found

    def _palette(self, content: Content) -> dict[str, Any]:
        """Of colours in any order, or of ramps of ours by their names."""
        ramps = content.get("ramps")
        return _colours_of(OwnPalette.from_colours(content.get("colours", ())) if ramps is None else OwnPalette(ramps))

    def _picture(self, content: Content) -> dict[str, Any]:
        return self._items.cards([self._items.read(content)])[0]

    def _export(self, content: Content) -> dict[str, Any]:
        rgb = content.get("rgb")
        return exported(
            self._generator,
            self._items,
            [self._items.read(one) for one in list_in(content, "items")],
            names=[str(name) for name in content.get("names", ())],
            kind=str(content.get("kind")),
            scale=count_in(content, "scale", 1, most=16),
            animation=str(content.get("animation", "idle")),
            rgb=None if rgb is None else _table(rgb),
        )

    def _favourites(self, _: Content) -> dict[str, Any]:
        """The creatures of the pack's file, in its order."""
        entries = self._kept().entries()
        cards = self._items.cards([self._items.kept(one.origin, one.zone, one.species or None) for one in entries])
        creatures = [
            {"name": one.name, "alone": one.alone, "card": card} for one, card in zip(entries, cards, strict=True)
        ]
        return {"creatures": creatures, "version": self._kept().version()}

    def _keep(self, content: Content) -> dict[str, Any]:
        item, wanted = self._items.read(content.get("item")), str(content.get("name", ""))
        if isinstance(item.origin, SpriteRequest):
            name = self._kept().add(self._generator.dna(item.origin), wanted)
        else:
            assert item.own is not None
            table = picture_table("", item.own.picture, item.zone, item.species)
            name = self._kept().add_picture(sheet_of(item.own.picture), table, wanted)
        return {"name": name, "version": self._kept().version()}

    def _rename(self, content: Content) -> dict[str, Any]:
        self._kept().rename(str(content.get("name")), str(content.get("to")))
        return {"version": self._kept().version()}

    def _remove(self, content: Content) -> dict[str, Any]:
        self._kept().remove(str(content.get("name")))
        return {"version": self._kept().version()}

    def _kept(self) -> PackFavourites:
        if self._pack is None:
            raise RequestError("this studio was started without a pack; `pixelgen studio pack.toml` names one")
        return self._pack


def _colours_of(palette: OwnPalette) -> dict[str, Any]:
    """The colour that each of the 64 indices is shown in, ours where the palette has none, and the ramps that it locks
    creatures to."""
    rgb = np.array(RGB, dtype=np.uint8)
    for ramp in palette.ramps:
        first = 1 + SHADES * RAMPS.index(ramp)
        rgb[first : first + SHADES] = palette.rgb_table()[first : first + SHADES]
    return {"rgb": rgb.tolist(), "colours": list(palette.colours)}


def _table(content: Any) -> np.ndarray[Any, np.dtype[np.uint8]]:
    try:
        found = np.array(content, dtype=np.uint8)
    except (TypeError, ValueError, OverflowError) as error:
        raise RequestError("rgb must be 64 colours of three numbers") from error
    if found.shape != (64, 3):
        raise RequestError("rgb must be 64 colours of three numbers")
    return found
