"""An animal and its zone -> a photograph: the water of its zone, a ground, the animal, a white border. No rules."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame

from demo_game.book.logbook import MOST_STARS
from demo_game.canvas.dither import stepped
from demo_game.canvas.moods import MOODS, mixed, rgb
from demo_game.canvas.pixels import surface_of
from demo_game.creatures.creature_pictures import SIDE, Portrait
from demo_game.panels import widgets

_BORDER, _SHADOW, _BLANK = rgb("ffffff"), rgb("8a6a50"), rgb("1a2c44")
_CAPTION, _STAR = rgb("3b2a20"), rgb("b17600")


@lru_cache(maxsize=32)
def backdrop(zone: str, width: int, height: int) -> pygame.Surface:
    """A little piece of the zone's water, lighter at the top, with ground at its foot."""
    mood = MOODS[zone]
    light, dark = mixed(mood.water, (255, 255, 255), 0.22), mixed(mood.water, mood.inside, 0.35)
    tones = np.array([mixed(light, dark, step / 5) for step in range(6)], dtype=np.uint8)
    rows = np.repeat(np.linspace(0, 4.6, height)[:, None], width, axis=1)
    pixels = tones[np.clip(stepped(rows), 0, 5)]
    x = np.arange(width)
    ground = height - 5 - (np.sin(x * 0.17) * 1.6 + np.sin(x * 0.41 + 1) * 1.1).astype(np.int64)
    below = np.arange(height)[:, None] >= ground[None, :]
    pixels[below] = mood.rock[1]
    pixels[below & ~np.roll(below, 1, axis=0)] = mood.rock[4]
    return surface_of(pixels).convert()


def draw_photo(
    onto: pygame.Surface,
    at: tuple[int, int],
    *,
    zone: str,
    creature: Portrait | None,
    seconds: float = 0.0,
    flipped: bool = False,
    scale: int = 1,
    size: tuple[int, int] = (44, 40),
) -> None:
    """A framed picture whose upper left corner is at `at`; without a creature it is still being developed."""
    width, height = size
    area = pygame.Rect(*at, width + 6, height + 6)
    onto.fill(_SHADOW, area.move(1, 1))
    onto.fill(_BORDER, area)
    inside = pygame.Rect(at[0] + 3, at[1] + 3, width, height)
    if creature is None:
        onto.fill(_BLANK, inside)
        return
    onto.blit(backdrop(zone, width, height), inside)
    before = onto.get_clip()
    onto.set_clip(inside)
    picture = creature.still(seconds, mirrored=flipped)
    if scale > 1:
        picture = pygame.transform.scale_by(picture, scale)
    onto.blit(picture, (inside.centerx - SIDE * scale // 2, inside.centery - SIDE * scale // 2))
    onto.set_clip(before)


def draw_print(
    onto: pygame.Surface,
    card: pygame.Rect,
    *,
    zone: str,
    creature: Portrait | None,
    flipped: bool,
    name: str,
    stars: int,
) -> None:
    """A print that is 78 x 72 pixels: the picture, and on its wide lower border the name and the stars."""
    onto.fill(_SHADOW, card.move(1, 1))
    onto.fill(_BORDER, card)
    draw_photo(onto, card.topleft, zone=zone, creature=creature, flipped=flipped, size=(card.width - 6, 40))
    onto.fill(_BORDER, (card.left, card.top + 43, card.width, card.height - 43))
    widgets.write(onto, name, (card.centerx, card.top + 47), align="middle", colour=_CAPTION, edge=None)
    for number in range(MOST_STARS):
        mark = "\u2605" if number < stars else "\u2606"
        widgets.write(onto, mark, (card.centerx - 13 + number * 10, card.top + 60), colour=_STAR, edge=None)
