"""A pack's folder -> a window that shows its creatures moving, each in its zone's water, and every new bake.

Beside `pixelgen watch` it shows an artist every change. Knows nothing of files or of how creatures are drawn.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path

import pygame

from engine_bridges.creatures.lamp_light import COLOURS as MOST_LIT_COLOURS
from engine_bridges.creatures.lamp_light import LampPalette
from engine_bridges.creatures.palette import Palette
from engine_bridges.pygame.drivers import quiet_drivers
from engine_bridges.pygame.sprite import CreatureSprite, draw_glow
from engine_bridges.pygame_surfaces import PackReload
from pixelgen import WATER, ZONES

SIZE = (480, 300)
_BAR = 15  # pixels of the status bar
_GAP = 4
_SCROLL = 24
_REACH = 170  # pixels from the mouse that its lamp lights
_OTHER_WATER, _DARK = (20, 60, 90), (6, 9, 24)
_NOWHERE = ("dummy", "offscreen")  # drivers of SDL that show nothing
_TEXT, _WRONG = (214, 226, 232), (255, 175, 105)
_KEYS = "click: next animation    L: lamp    F: turn round    wheel: scroll    Esc: quit"


NoDisplayError = pygame.error


class Viewer:
    """The window's content: `event` handles input, `draw` lets time pass and draws a frame."""

    def __init__(self, reload: PackReload, screen: pygame.Surface) -> None:
        self.open = True
        self._reload, self._screen = reload, screen
        self._water = screen.subsurface((0, 0, screen.get_width(), screen.get_height() - _BAR))
        self._font = pygame.font.Font(None, 14)
        self._lamp: LampPalette | None = None  # None: it is off
        self._own_lamps: dict[Palette, LampPalette] = {}
        self._left = False
        self._scroll = 0
        self._mouse = (-1, -1)
        self._sprites: dict[str, CreatureSprite] = {}
        self._homes: dict[str, tuple[int, int]] = {}  # middles, before scrolling
        self._bands: list[tuple[int, int, str]] = []  # top, height and zone
        self._lay_out()

    def event(self, event: pygame.event.Event) -> None:
        """Handle a key, the mouse, or the window being closed."""
        key = event.key if event.type == pygame.KEYDOWN else None
        if event.type == pygame.QUIT or key == pygame.K_ESCAPE:
            self.open = False
        elif key == pygame.K_l:
            self._lamp = None if self._lamp else LampPalette(self._reload.pack.palette)
        elif key == pygame.K_f:
            self._left = not self._left
            for sprite in self._sprites.values():
                sprite.face(left=self._left)
        elif event.type == pygame.MOUSEWHEEL:
            self._scroll -= _SCROLL * event.y
            self._place()
        elif event.type == pygame.MOUSEMOTION:
            self._mouse = event.pos
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._mouse = event.pos
            pointed = self._pointed()
            if pointed is not None:
                names = [*pointed.creature.clips]
                pointed.play(names[(names.index(pointed.animation) + 1) % len(names)])

    def draw(self, seconds: float) -> None:
        """Let time pass and draw the next frame."""
        changed = self._reload.update(seconds, self._sprites.values())
        if changed or self._sprites.keys() != self._reload.pack.keys():
            self._lay_out()  # zones and sizes may be others, colours too
            self._lamp = LampPalette(self._reload.pack.palette) if self._lamp else None
        for sprite in self._sprites.values():
            sprite.update(seconds)
        seen = [one for one in self._sprites.values() if one.rect.colliderect(self._water.get_rect())]
        self._water.fill(_DARK)
        for top, height, zone in self._bands:
            water = _DARK if self._lamp else WATER.get(zone, _OTHER_WATER)
            self._water.fill(water, (0, top - self._scroll, self._water.get_width(), height))
        for sprite in seen:
            self._light(sprite)
            self._water.blit(sprite.image, sprite.rect)
        if self._lamp:
            draw_glow(seen, self._water)
        pointed = self._pointed()
        if pointed is not None:
            self._water.blit(pointed.outline(_TEXT), pointed.rect)
        self._draw_status()

    def _light(self, sprite: CreatureSprite) -> None:
        right, down = self._mouse[0] - sprite.rect.centerx, self._mouse[1] - sprite.rect.centery
        strength = 1.2 - math.hypot(right, down) / _REACH
        sprite.light(self._lamp_of(sprite), azimuth=math.degrees(math.atan2(-down, right)), strength=strength)

    def _lamp_of(self, sprite: CreatureSprite) -> LampPalette | None:
        """The lamp for its colours, which may be its own; None for too many to be lit."""
        own = sprite.creature.creature.palette
        if self._lamp is None or own is None:
            return self._lamp
        if len(own.rgba) > MOST_LIT_COLOURS:
            return None
        return self._own_lamps.setdefault(own, LampPalette(own))

    def _lay_out(self) -> None:
        """Zone under zone, as many creatures side by side as fit."""
        pack = self._reload.pack
        zones = [*ZONES, *sorted({one.card.zone for one in pack.values()} - {*ZONES})]
        self._bands, self._homes = [], {}
        y = 0
        for zone in zones:
            top, x, tallest = y, _GAP, 0
            for creature in pack.select(zone=zone):
                sprite = self._sprites.setdefault(creature.name, CreatureSprite(creature, facing_left=self._left))
                width, height = sprite.rect.size
                if x + width > self._water.get_width() and x > _GAP:
                    x, y, tallest = _GAP, y + tallest + _GAP, 0
                self._homes[creature.name] = x + width // 2, y + _GAP + height // 2
                x, tallest = x + width + _GAP, max(tallest, height)
            if tallest:
                y += tallest + 2 * _GAP
                self._bands.append((top, y - top, zone))
        self._sprites = {name: self._sprites[name] for name in self._homes}
        self._place()

    def _place(self) -> None:
        content = sum(height for _, height, _ in self._bands)
        self._scroll = max(0, min(self._scroll, content - self._water.get_height()))
        for name, (x, y) in self._homes.items():
            self._sprites[name].rect.center = x, y - self._scroll

    def _pointed(self) -> CreatureSprite | None:
        under = (sprite for sprite in self._sprites.values() if sprite.rect.collidepoint(self._mouse))
        return next(under, None) if self._water.get_rect().collidepoint(self._mouse) else None

    def _draw_status(self) -> None:
        pointed, error = self._pointed(), self._reload.error
        text = _KEYS
        if error is not None:
            text = error
        elif pointed is not None:
            card = pointed.creature.card
            text = f"{card.name}: {pointed.animation}, {card.species or card.category} of the {card.zone}   {card.dna}"
        bar = self._screen.subsurface((0, self._water.get_height(), self._screen.get_width(), _BAR))
        bar.fill(_DARK)
        bar.blit(self._font.render(text, True, _TEXT if error is None else _WRONG), (_GAP, 3))


def view(folder: Path, *, each_frame: Callable[[], None] = lambda: None) -> None:
    """Show the pack in a window until it is closed, or `each_frame` raises something.

    PackError for a folder without a whole pack, NoDisplayError where no window can be opened.
    """
    reload = PackReload(folder)
    try:
        with quiet_drivers():
            screen = _window(f"{reload.pack.name} - pixelgen")
        viewer = Viewer(reload, screen)
        print(f"{reload.pack.name}: a window shows it; Esc ends", flush=True)
        clock = pygame.time.Clock()
        while viewer.open:
            each_frame()
            for event in pygame.event.get():
                viewer.event(event)
            viewer.draw(clock.tick(60) / 1000)
            pygame.display.flip()
    finally:
        pygame.quit()


def _window(title: str) -> pygame.Surface:
    pygame.display.init()
    pygame.font.init()
    driver = pygame.display.get_driver()
    if driver in _NOWHERE and os.environ.get("SDL_VIDEODRIVER") != driver:
        raise NoDisplayError("SDL would draw to nowhere")
    pygame.display.set_caption(title)
    return pygame.display.set_mode(SIZE, pygame.SCALED | pygame.RESIZABLE)
