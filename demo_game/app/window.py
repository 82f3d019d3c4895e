"""The game's pixels -> a window or nowhere, enlarged by whole numbers; places of the mouse back. Knows no scenes."""

from __future__ import annotations

import os
import warnings

import pygame

from demo_game.rules.reef import VIEW
from demo_game.saves.settings import Settings
from pixelgen import PixelgenError

TITLE = "The reef"


class Window:
    """view: the surface to draw on. PixelgenError when there is no display."""

    def __init__(self, settings: Settings, *, headless: bool) -> None:
        self._headless = headless
        if headless:
            os.environ["SDL_VIDEODRIVER"] = "dummy"
        try:
            pygame.display.init()
            self.open(settings)
        except pygame.error as error:
            raise PixelgenError(
                f"cannot open a window: {error}; start the game on a desktop, or use --headless --screenshot out.png"
            ) from error

    def open(self, settings: Settings) -> None:
        """Open it, or open it anew after the settings changed."""
        self._scale = 0 if settings.full_screen else settings.scale
        pygame.display.set_caption(TITLE)
        if self._headless:
            self._screen = pygame.display.set_mode(VIEW)
        elif self._scale:
            self._screen = pygame.display.set_mode((VIEW[0] * self._scale, VIEW[1] * self._scale))
        else:
            flags = pygame.SCALED | (pygame.FULLSCREEN if settings.full_screen else pygame.RESIZABLE)
            self._screen = _synchronised(flags)
        self.view = pygame.Surface(VIEW).convert() if self._scale > 1 else self._screen

    def show(self) -> None:
        """Bring what was drawn onto the screen."""
        if self.view is not self._screen:
            pygame.transform.scale_by(self.view, self._scale, self._screen)
        pygame.display.flip()

    def place(self, at: tuple[int, int]) -> tuple[int, int]:
        """A place of the window in the game's pixels."""
        scale = max(self._scale, 1) if self.view is not self._screen else 1
        return at[0] // scale, at[1] // scale


def _synchronised(flags: int) -> pygame.Surface:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there is no fast renderer: the picture is small enough without
        try:
            return pygame.display.set_mode(VIEW, flags, vsync=1)
        except pygame.error:  # not every driver can
            return pygame.display.set_mode(VIEW, flags)
