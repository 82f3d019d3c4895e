"""The game's pixels -> a window or nowhere, enlarged; places of the mouse back. Knows no scenes."""

from __future__ import annotations

import contextlib
import os
import warnings

import pygame

from demo_game.rules.company import VIEW
from demo_game.saves.settings import MOST_SCALE, Settings
from engine_bridges.pygame_surfaces import quiet_drivers
from pixelgen import PixelgenError

TITLE = "The reef"
_FRAME = (16, 90)  # pixels of the desktop that a window's frame and a bar of the desktop may take
_NOWHERE = ("dummy", "offscreen")  # drivers of SDL that show nothing
_HINT = "start the game on a desktop, or use --headless --frames 60 --screenshot reef.png"
Size = tuple[int, int]


def most_scale(desktop: Size) -> int:
    """The largest whole number by which a window with its frame fits on a desktop."""
    across, down = ((room - frame) // side for room, frame, side in zip(desktop, _FRAME, VIEW, strict=True))
    return min(max(min(across, down), 1), MOST_SCALE)


def window_size(desktop: Size, settings: Settings) -> Size:
    """Of a new window: the size that the player has drawn it to, else a whole number of times the view that fits."""
    drawn, largest = (settings.width, settings.height), most_scale(desktop)
    if not settings.scale and all(side >= view for side, view in zip(drawn, VIEW, strict=True)):
        width, height = (min(side, room) for side, room in zip(drawn, desktop, strict=True))
        return width, height
    scale = min(settings.scale, largest) if settings.scale else largest
    return VIEW[0] * scale, VIEW[1] * scale


class Window:
    """view: the surface to draw on. PixelgenError when there is no display."""

    def __init__(self, settings: Settings, *, headless: bool) -> None:
        self._headless = headless
        self._opened: Size | None = None  # when its size can be drawn
        if headless:
            os.environ["SDL_VIDEODRIVER"] = "dummy"
        try:
            with quiet_drivers():
                pygame.display.init()
            self._check_driver()
            self.open(settings)
        except pygame.error as error:
            raise PixelgenError(f"cannot open a window: {error}; {_HINT}") from error

    @property
    def most_scale(self) -> int:
        """The largest scale that fits on the desktop."""
        return most_scale(pygame.display.get_desktop_sizes()[0])

    @property
    def drawn_size(self) -> Size | None:
        """The size that the player has drawn the window to: (0, 0) for the usual one, None when it has no such size."""
        if self._opened is None:
            return None
        size = pygame.display.get_window_size()
        return (0, 0) if size == self._opened else size

    def open(self, settings: Settings) -> None:
        """Open it, or open it anew after the settings changed. pygame.error when it cannot be as they say."""
        with quiet_drivers():
            self._open(settings)

    def _open(self, settings: Settings) -> None:
        pygame.display.set_caption(TITLE)
        desktop = pygame.display.get_desktop_sizes()[0]
        self._enlarges, self._opened, self._corner = False, None, (0, 0)
        if self._headless:
            self._screen = pygame.display.set_mode(VIEW)
        elif settings.full_screen:
            size = _whole_screen(desktop) if settings.whole_pixels else VIEW
            self._screen = _synchronised(pygame.SCALED | pygame.FULLSCREEN, size)
            self._corner = (size[0] - VIEW[0]) // 2, (size[1] - VIEW[1]) // 2
        elif settings.scale or settings.whole_pixels:
            drawn = pygame.RESIZABLE if not settings.scale else 0
            self._screen = pygame.display.set_mode(window_size(desktop, settings), drawn)
            self._enlarges = True
            self._opened = window_size(desktop, Settings()) if drawn else None
        else:
            self._screen = _synchronised(pygame.SCALED | pygame.RESIZABLE, VIEW)
            _resize(window_size(desktop, settings))
            self._opened = window_size(desktop, Settings())
        self._screen.fill((0, 0, 0))
        if self._enlarges:
            self.view = pygame.Surface(VIEW).convert()
        else:
            self.view = self._screen.subsurface((*self._corner, *VIEW)) if self._corner != (0, 0) else self._screen

    def _check_driver(self) -> None:
        """Without a display SDL draws to nowhere, and nobody would know."""
        driver = pygame.display.get_driver()
        if driver in _NOWHERE and os.environ.get("SDL_VIDEODRIVER") != driver:
            raise pygame.error("there is no display")

    def show(self) -> None:
        """Bring what was drawn onto the screen."""
        if self._enlarges:
            screen = pygame.display.get_surface()
            assert screen is not None
            scale, corner = whole_fit(screen.get_size())
            if screen.get_size() != (VIEW[0] * scale, VIEW[1] * scale):
                screen.fill((0, 0, 0))
            screen.blit(pygame.transform.scale_by(self.view, scale), corner)
        pygame.display.flip()

    def place(self, at: Size) -> Size:
        """A place of the window in the game's pixels."""
        scale, corner = 1, self._corner
        if self._enlarges and (screen := pygame.display.get_surface()) is not None:
            scale, corner = whole_fit(screen.get_size())
        return (at[0] - corner[0]) // scale, (at[1] - corner[1]) // scale


def whole_fit(room: Size) -> tuple[int, Size]:
    """(by which whole number the view is enlarged in so much room, its corner there): in the middle of a rim."""
    scale = max(min(side // view for side, view in zip(room, VIEW, strict=True)), 1)
    return scale, ((room[0] - VIEW[0] * scale) // 2, (room[1] - VIEW[1] * scale) // 2)


def _whole_screen(desktop: Size) -> Size:
    """The size of a screen that SDL enlarges by a whole number to that of the desktop, with room for the view."""
    scale, _ = whole_fit(desktop)
    return max(desktop[0] // scale, VIEW[0]), max(desktop[1] // scale, VIEW[1])


def _synchronised(flags: int, size: Size) -> pygame.Surface:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there is no fast renderer: the picture is small enough without
        try:
            return pygame.display.set_mode(size, flags, vsync=1)
        except pygame.error:  # not every driver can
            return pygame.display.set_mode(size, flags)


def _resize(size: Size) -> None:
    """SDL opens a window that it scales as large as the desktop, its frame beyond the edge."""
    with contextlib.suppress(AttributeError, pygame.error), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pygame-ce would rather have a window without scaling
        window = pygame.Window.from_display_module()
        window.size = size
        window.position = pygame.WINDOWPOS_CENTERED
