"""A lure lights the water before its animal, and goes with its frames."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pygame
import pytest

from demo_game.creatures.creature_pictures import Portrait, portrait_of
from demo_game.view.drawing import DiveView
from demo_game.view.lamp_light import LightMap
from pixelgen import PARTS, RAMPS, Sprite, SpriteRequest

REQUEST = SpriteRequest("abyss", "abyssal", "anglerfish", seed=1)


@pytest.fixture(autouse=True, name="screen")
def a_screen(monkeypatch: pytest.MonkeyPatch) -> pygame.Surface:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    return pygame.display.set_mode((480, 270))


def colour(ramp: str, shade: int) -> int:
    return 1 + 7 * RAMPS.index(ramp) + shade


def angler(lantern: str) -> Portrait:
    """A body with an eye and a rod; what hangs from the rod is of that part."""
    pixels, parts = np.zeros((32, 32), dtype=np.uint8), np.zeros((32, 32), dtype=np.uint8)
    for rows, columns, kind, tone in (
        ((14, 22), (6, 20), "body", colour("azure", 3)),
        ((16, 18), (16, 18), "eye", colour("ink", 0)),
        ((8, 14), (18, 19), "fin", colour("azure", 2)),
        ((7, 9), (19, 21), lantern, colour("glow", 5)),
    ):
        pixels[slice(*rows), slice(*columns)] = tone
        parts[slice(*rows), slice(*columns)] = PARTS.index(kind)
    return portrait_of(Sprite(pixels, parts), REQUEST, species="anglerfish")


def test_a_lure_is_where_it_hangs_and_on_the_other_side_in_a_mirrored_frame() -> None:
    ahead, above = angler("light").lure("dart", 5) or (0, 0)  # the last frame, at rest
    assert (ahead, above) == (20 - 16, 8 - 16)
    assert angler("light").lure("dart", 5, mirrored=True) == (-4, -8)
    assert angler("mark").lure("idle", 0) is None
    places = {angler("light").lure("idle", frame) for frame in range(6)}
    assert len(places) > 1


def lit_by(portrait: Portrait) -> tuple[np.ndarray, np.ndarray]:
    """(H, W, 3) what a swimmer at (240, 130) adds to black water, and to the light on rocks."""
    water = pygame.Surface((480, 270))
    light = LightMap()
    light.begin((0, 0, 0))
    motion = SimpleNamespace(animation="idle", frame=0, mirrored=False)
    animal = SimpleNamespace(x=240.0, y=130.0, resident=SimpleNamespace(number=1), hatched=True, clock=0.0, facing=1)
    reef = SimpleNamespace(seconds=0.0, population=SimpleNamespace(vents=[]))
    supply = SimpleNamespace(creature=lambda number: portrait)
    view = SimpleNamespace(reef=reef, supply=supply, _light=light, _motions={1: motion})
    DiveView._add_glows(view, water, [animal], 0, 0)  # type: ignore[arg-type, list-item]
    return tuple(  # type: ignore[return-value]
        pygame.surfarray.array3d(one).swapaxes(0, 1).astype(int) for one in (water, light.picture)
    )


def test_a_lure_lights_the_water_around_it_and_the_rocks_further_away() -> None:
    water, rocks = lit_by(angler("light"))
    y, x = 130 - 8, 240 + 4
    assert water[y, x].sum() > 60
    assert not water[y, x + 40].any()
    assert water[y, x].sum() > water[y, x + 9].sum()
    plain_water, plain_rocks = lit_by(angler("mark"))
    assert not plain_water.any()
    assert rocks[y, x + 20].sum() > plain_rocks[y, x + 20].sum()
