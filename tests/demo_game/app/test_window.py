"""How large a window is, when it is opened and when it comes back; and what cannot be opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from demo_game.app import game as game_module
from demo_game.app.game import Game, Options
from demo_game.app.window import Window, most_scale, whole_fit, window_size
from demo_game.saves.settings import Settings
from demo_game.session.inputs import pressing
from pixelgen import PixelgenError
from tests.demo_game.fake_artist import AtOnce, FakeArtist


@pytest.mark.parametrize(
    ("desktop", "scale"),
    [((1920, 1080), 3), ((1366, 768), 2), ((2560, 1440), 5), ((3840, 2160), 7), ((1024, 768), 2), ((320, 240), 1)],
)
def test_a_window_fits_on_the_desktop_with_its_frame(desktop: tuple[int, int], scale: int) -> None:
    assert most_scale(desktop) == scale
    assert window_size(desktop, Settings()) == (480 * scale, 270 * scale)
    assert window_size(desktop, Settings(scale=8)) == (480 * scale, 270 * scale)
    assert window_size(desktop, Settings(scale=1)) == (480, 270)


def test_a_window_that_was_drawn_to_a_size_has_it_again_as_far_as_it_fits() -> None:
    drawn = Settings(width=1111, height=700)
    assert window_size((1920, 1080), drawn) == (1111, 700)
    assert window_size((1024, 768), drawn) == (1024, 700)
    assert window_size((1920, 1080), replace(drawn, scale=2)) == (960, 540)
    assert window_size((1920, 1080), Settings(width=10, height=5)) == (1440, 810)


@pytest.mark.parametrize("room", [(480, 270), (1366, 768), (1920, 1080), (1000, 300), (3840, 2160), (200, 100)])
def test_whole_pixels_lie_in_the_middle_of_any_room(room: tuple[int, int]) -> None:
    scale, (left, top) = whole_fit(room)
    assert scale >= 1
    if room[0] >= 480 and room[1] >= 270:
        assert left >= 0
        assert top >= 0
        assert 480 * (scale + 1) > room[0] or 270 * (scale + 1) > room[1]  # no larger one has room
    assert abs(room[0] - 480 * scale - 2 * left) <= 1
    assert abs(room[1] - 270 * scale - 2 * top) <= 1


class FakeWindow:
    """opened: how it was opened each time; size: what the player has drawn it to; broken: full screens fail."""

    most_scale = 3
    opened: list[Settings]
    size: tuple[int, int] | None = None
    broken = False

    def __init__(self, settings: Settings, *, headless: bool) -> None:
        type(self).opened = []
        self.view = pygame.Surface((480, 270))
        try:
            self.open(settings)
        except pygame.error as error:
            raise PixelgenError("cannot open a window") from error

    def open(self, settings: Settings) -> None:
        if self.broken and settings.full_screen:
            raise pygame.error("no such mode")
        type(self).opened.append(settings)

    @property
    def drawn_size(self) -> tuple[int, int] | None:
        return None if self.opened[-1].full_screen else self.size

    def show(self) -> None:
        pass

    def place(self, at: tuple[int, int]) -> tuple[int, int]:
        return at


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> type[FakeWindow]:
    class OfThisTest(FakeWindow):
        pass

    monkeypatch.setattr(game_module, "Window", OfThisTest)
    return OfThisTest


def played(saves: Path | None = None) -> Game:
    return Game(Options("CORAL-7431", headless=True, saves=saves), artist=lambda warn: FakeArtist(), worker=AtOnce())


def test_a_window_has_its_size_again_after_the_full_screen_and_the_next_time(
    window: type[FakeWindow], tmp_path: Path
) -> None:
    game = played(tmp_path)
    window.size = (1234, 700)
    game.frame(0.05, pressing("full_screen"))
    game.frame(0.05, pressing("full_screen"))
    assert [(one.full_screen, one.width, one.height) for one in window.opened[1:]] == [
        (True, 1234, 700),
        (False, 1234, 700),
    ]
    window.size = (1000, 600)
    game.close()
    again = played(tmp_path)
    assert (window.opened[0].width, window.opened[0].height) == (1000, 600)
    window.size = (0, 0)  # as large as fits
    again.close()
    assert played(tmp_path).settings.width == 0


def test_a_full_screen_that_fails_leaves_the_window_and_is_warned(window: type[FakeWindow]) -> None:
    game = played()
    window.broken = True
    game.frame(0.05, pressing("full_screen"))
    assert game.session is not None
    assert not game.session.settings.full_screen
    assert not window.opened[-1].full_screen
    assert [message.line for message in game.session.messages.told] == ["The window cannot be changed: no such mode"]
    game.frame(0.05, pressing("confirm"))  # and the game goes on
    game.close()


def test_a_saved_full_screen_that_fails_locks_nobody_out(window: type[FakeWindow], tmp_path: Path) -> None:
    game = played(tmp_path)
    game.frame(0.05, pressing("full_screen"))
    game.close()
    window.broken = True
    again = played(tmp_path)
    assert again.session is not None
    assert [one.full_screen for one in window.opened] == [False]
    assert "no such mode" in again.session.messages.told[0].line
    again.close()
    window.broken = False
    assert not played(tmp_path).settings.full_screen


def test_without_a_display_there_is_a_line_and_no_game_that_nobody_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "offscreen")
    with pytest.raises(PixelgenError, match="cannot open a window: there is no display; start the game on a desktop"):
        Window(Settings(), headless=False)


def test_a_game_without_a_window_needs_no_display() -> None:
    window = Window(Settings(full_screen=True), headless=True)
    assert window.view.get_size() == (480, 270)
    assert window.place((7, 9)) == (7, 9)
    assert window.drawn_size is None
    window.show()
