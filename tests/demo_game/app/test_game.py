"""What the game says of parts that are missing or slow."""

from __future__ import annotations

import pytest

import pixelgen
from demo_game.creatures.sprite_supply import AT_ONCE_WHEN_SLOW
from tests.demo_game.fake_artist import FakeArtist, game

NOTE = "the native core is missing; run: pip install -e . with a C compiler"


def test_without_the_native_core_one_line_says_so_and_the_reef_is_alive(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pixelgen, "engine_note", lambda: NOTE)
    artist = FakeArtist(slow=True)
    played = game(artist=artist)
    assert played.session is not None
    assert capsys.readouterr().err == f"demo_game: Creatures hatch slowly: {NOTE}\n"
    assert [message.line for message in played.session.messages.told] == [f"Creatures hatch slowly: {NOTE}"]
    for _ in range(60):
        played.frame(0.05, played.controls.read([]), shown=False)
    assert len(artist.asked) == AT_ONCE_WHEN_SLOW
    reef = played.session.reef
    near = [animal for animal in reef.awake if abs(animal.x - reef.camera_x) < 240]
    assert sum(animal.hatched for animal in near) > len(near) / 3
    played.close()


def test_with_the_native_core_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixelgen, "engine_note", lambda: None)
    played = game()
    assert played.session is not None
    assert played.session.messages.told == ()
    played.close()
