"""Arguments of every wrong kind to what games import: done, or refused in one line, and never an error from inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pygame
import pytest

from engine_bridges.godot.pack import write_pack as write_godot_pack
from engine_bridges.pygame_surfaces import (
    Card,
    Clip,
    Creature,
    CreatureSprite,
    CreatureSurfaces,
    LampPalette,
    PackReload,
    Palette,
    Playback,
    SurfaceClip,
    SwimmingSprite,
    clips_of,
    creature_of,
    draw_glow,
    indexed_surface,
    load_pack,
    palette_of,
    read_palette,
    write_pack,
)
from pixelgen import OwnPalette, PixelgenError, SpriteRequest
from tests.engine_bridges.tiny_creatures import COLOURS, fish
from tests.pixelgen.test_wrong_arguments import SPRITE, WRONG, errors_of

TANG = CreatureSurfaces(fish(), COLOURS)
LAMP = LampPalette(COLOURS)
CLIP = Clip(np.zeros((1, 3, 3), np.uint8), [100])
MORE = (*WRONG, fish(), TANG, COLOURS, LAMP, (1, 2), (1, 2, 3), ("a", "b"), (300, 0, 0))
NO_PACK = "no pack"
HEX = b"102030\n405060\n"


def of_sprite(name: str) -> Callable[..., Any]:
    """A method of a new sprite, and a frame after it, where what it took is used."""

    def call(**arguments: Any) -> None:
        sprite = SwimmingSprite(TANG)
        getattr(sprite, name)(**arguments)
        sprite.update(0.1)

    return call


def updated(kind: type[CreatureSprite]) -> Callable[..., Any]:
    return lambda **arguments: kind(**arguments).update(0.1)


def if_there(call: Callable[..., Any]) -> Callable[..., Any]:
    """A folder without a pack is refused rightly."""

    def tried(**arguments: Any) -> None:
        try:
            call(**arguments)
        except PixelgenError as error:
            if arguments["folder"] is not NO_PACK:
                raise error from None

    return tried


CALLS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "load_pack": (if_there(load_pack), {"folder": NO_PACK}),
    "PackReload": (if_there(PackReload), {"folder": NO_PACK}),
    "CreatureSurfaces": (CreatureSurfaces, {"creature": fish(), "palette": COLOURS, "scale": 1}),
    "recolour": (lambda palette: CreatureSurfaces(fish(), COLOURS).recolour(palette), {"palette": COLOURS}),
    "indexed_surface": (indexed_surface, {"indices": np.zeros((3, 3), np.uint8), "palette": COLOURS}),
    "CreatureSprite": (updated(CreatureSprite), {"creature": TANG, "center": (0, 0), "phase": 0.0, "pace": 1.0}),
    "SwimmingSprite": (
        updated(SwimmingSprite),
        {"creature": TANG, "center": (0, 0), "roaming": (9.0, 9.0), "seed": 1},
    ),
    "play": (of_sprite("play"), {"animation": "dart"}),
    "sprite.recolour": (of_sprite("recolour"), {"palette": COLOURS}),
    "light": (of_sprite("light"), {"by": LAMP, "azimuth": 90.0, "strength": 0.5}),
    "outline": (of_sprite("outline"), {"rgb": (1, 2, 3)}),
    "swim_to": (of_sprite("swim_to"), {"point": (3, 4)}),
    "startle": (of_sprite("startle"), {"danger": (3, 4)}),
    "another creature": (lambda one: setattr(CreatureSprite(TANG), "creature", one), {"one": TANG}),
    "LampPalette": (LampPalette, {"palette": COLOURS}),
    "Palette": (Palette, {"name": "a", "rgba": np.zeros((2, 4), np.uint8), "labels": ()}),
    "toned": (COLOURS.toned, {"rgb": (1, 2, 3), "share": 0.5}),
    "read_palette": (read_palette, {"name": "a.hex", "content": HEX}),
    "creature_of": (creature_of, {"sprite": SPRITE, "request": SpriteRequest("reef", "coral"), "name": "jelly"}),
    "clips_of": (
        clips_of,
        {"sprite": SPRITE, "category": "coral", "species": None, "style": None}
        | {"animations": ("idle",), "frames": 6, "margin": 2, "scale": 1, "normals": True, "flat": False},
    ),
    "a still": (clips_of, {"sprite": SPRITE, "category": "coral", "species": None, "style": None, "animations": ()}),
    "a scene": (creature_of, {"sprite": SPRITE, "request": SpriteRequest("reef", "coral"), "shaded": True}),
    "palette_of": (palette_of, {"own": OwnPalette({"ink": ["#101018"], "gold": ["#806020"]}), "name": "own"}),
    "draw_glow": (draw_glow, {"sprites": [CreatureSprite(TANG)], "screen": pygame.Surface((9, 9))}),
    "SurfaceClip": (SurfaceClip, {"frames": [pygame.Surface((3, 3))], "durations_ms": [100], "loops": True}),
    "Card": (Card, {"name": "a", "zone": "reef", "category": "coral", "species": "", "dna": ""}),
    "Clip": (Clip, {"frames": np.zeros((1, 3, 3), np.uint8), "durations_ms": [100], "normals": None}),
    "Creature": (Creature, {"card": Card("a", "reef", "coral"), "clips": {"idle": CLIP}}),
    "Playback": (Playback, {"clips": fish().clips, "phase": 0.0}),
    "write_pack": (
        write_pack,
        {"folder": "tiny", "creatures": [fish()], "name": "tiny", "format": "pygame", "palette": COLOURS},
    ),
    "write_pack for Godot": (
        write_godot_pack,
        {"folder": "godot", "creatures": [fish()], "name": "godot", "palette": COLOURS},
    ),
}


@pytest.fixture(autouse=True)
def _display(empty_folder: object) -> Iterator[None]:
    pygame.display.init()
    pygame.display.set_mode((64, 48))
    yield
    pygame.quit()


@pytest.mark.parametrize("name", CALLS)
def test_nothing_that_games_import_fails_inside(name: str) -> None:
    assert errors_of(*CALLS[name], MORE) == []
