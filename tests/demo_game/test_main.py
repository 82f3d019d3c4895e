"""The command: what goes wrong is one line, never a traceback; and the game goes on without what fails."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from demo_game.__main__ import _artist, main
from demo_game.app.controls import Controls
from demo_game.app.game import Game, Options
from demo_game.saves.saves import Saves
from demo_game.session.clipboard import copy_text
from pixelgen import CACHE_VARIABLE, SpriteRequest
from tests.demo_game.fake_artist import AtOnce, FakeArtist, game


def headless(*more: str) -> int:
    return main(["--headless", "--frames", "2", "--seed", "coral 7431", *more])


def test_a_screenshot_is_written(tmp_path: Path) -> None:
    assert headless("--screenshot", str(tmp_path / "reef.png")) == 0
    assert pygame.image.load(tmp_path / "reef.png").get_size() == (480, 270)


def test_the_environment_says_where_sprites_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "kept"))
    made = _artist(None)(print)
    assert made is not None
    with made as artist:
        artist.sprite(SpriteRequest("reef", "coral"))
    assert list((tmp_path / "kept").rglob("*.png"))


def test_missing_weights_leave_the_starters(tmp_path: Path) -> None:
    assert headless("--weights", str(tmp_path / "none.safetensors")) == 0
    played = Game(Options("CORAL-7431", headless=True), artist=lambda tell: tell("no weights"), worker=AtOnce())
    assert played.session is not None
    assert [message.line for message in played.session.messages if message.grave] == ["no weights"]
    played.frame(0.02, played.controls.read([]))
    played.frame(0.02, played.controls.read([]))
    assert any(animal.hatched for animal in played.session.reef.swimmers)


def test_a_screenshot_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    for name, says in (("file/picture.png", "cannot write"), ("picture.bmp", "--screenshot must name a .png")):
        assert headless("--screenshot", str(tmp_path / name)) == 1
        said = capsys.readouterr().err
        assert said.startswith(f"demo_game: {says}")
        assert said.count("\n") == 1


def test_no_display_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise pygame.error("No available video device")

    monkeypatch.setattr(pygame.display, "set_mode", broken)
    assert headless() == 1
    said = capsys.readouterr().err
    assert said.startswith("demo_game: cannot open a window: No available video device")
    assert said.count("\n") == 1


def test_a_seed_of_nothing_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--headless", "--frames", "1", "--seed", "???"]) == 1
    assert capsys.readouterr().err == "demo_game: a seed must have letters or digits; got '???'\n"


def test_frames_and_sizes_that_there_are_not_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for option, value in (("--frames", "-5"), ("--frames", "0"), ("--scale", "9")):
        with pytest.raises(SystemExit) as left:
            main(["--headless", option, value])
        assert left.value.code == 2
        assert f"argument {option}" in capsys.readouterr().err


def test_headless_needs_an_end(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--headless"])
    assert left.value.code == 2
    assert "--frames N" in capsys.readouterr().err


def test_damaged_saves_and_settings_are_said_on_screen(tmp_path: Path) -> None:
    first = game(tmp_path)
    first.close()
    for path in tmp_path.glob("*.json"):
        path.write_text("{")
    again = game(tmp_path)
    assert again.session is not None
    lines = [message.line for message in again.session.messages if message.grave]
    assert sorted(line.split("-")[0].split(".")[0] for line in lines) == ["the save reef", "the save settings"]
    assert all("is damaged (it is no JSON); kept as" in line for line in lines)
    again.close()


def test_missing_starters_are_said_on_screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("demo_game.creatures.starter_set.FOLDER", tmp_path)
    monkeypatch.setattr("demo_game.creatures.starter_set.starters.__defaults__", (tmp_path,))
    played = game()
    assert played.session is not None
    assert any("starter creatures" in message.line for message in played.session.messages)


def test_no_loudspeaker_is_said_on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise pygame.error("ALSA: Couldn't open audio device")

    monkeypatch.setattr(pygame.mixer, "init", broken)
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    played = Game(Options("CORAL-7431"), artist=lambda tell: FakeArtist(), worker=AtOnce())
    assert played.session is not None
    assert any("there is no sound" in message.line for message in played.session.messages)
    played.session.play("shutter")
    played.close()


def test_a_gamepad_that_goes_is_said_and_the_keys_go_on() -> None:
    told: list[str] = []
    pygame.display.init()
    pygame.display.set_mode((480, 270))
    controls = Controls(tell=told.append)
    events = [
        pygame.event.Event(pygame.JOYDEVICEADDED, device_index=5),
        pygame.event.Event(pygame.JOYDEVICEREMOVED, instance_id=5),
        pygame.event.Event(pygame.JOYBUTTONDOWN, button=0),
        pygame.event.Event(pygame.JOYHATMOTION, value=(0, -1)),
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, unicode=" "),
    ]
    inputs = controls.read(events)
    assert [press.action for press in inputs.presses if press.action != "type"] == ["confirm", "down", "photo"]
    assert len(told) == 2


def test_every_key_of_the_help_does_what_it_says() -> None:
    pygame.display.init()
    pygame.display.set_mode((480, 270))
    keys = {
        pygame.K_SPACE: "photo",
        pygame.K_l: "lamp",
        pygame.K_TAB: "log",
        pygame.K_q: "previous",
        pygame.K_e: "next",
        pygame.K_n: "nursery",
        pygame.K_ESCAPE: "back",
        pygame.K_p: "pause",
        pygame.K_m: "mute",
    }
    for key, action in keys.items():
        event = pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode="")
        assert Controls().read([event]).pressed(action)


def test_an_interrupted_dive_is_saved_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played = game(tmp_path)
    assert played.session is not None
    reef, frames = played.session.reef, 0

    def interrupted(*_: object) -> None:
        nonlocal frames
        frames += 1
        if frames == 3:
            reef.place_diver(520.0, 400.0, air=0.5)
            raise KeyboardInterrupt

    monkeypatch.setattr("demo_game.app.window.Window.show", interrupted)
    with pytest.raises(KeyboardInterrupt):
        played.run()
    saved = Saves(tmp_path, tell=print).dive("CORAL-7431")
    assert saved is not None
    assert (saved.x, saved.y, saved.air) == (520.0, 400.0, 0.5)


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("demo_game.app.window.Window.show", interrupted)
    assert headless() == 130


def test_without_a_clipboard_nothing_is_pasted_and_copying_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise pygame.error("no clipboard")

    monkeypatch.setattr(pygame.scrap, "get_text", none)
    monkeypatch.setattr(pygame.scrap, "put_text", none)
    event = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_v, mod=pygame.KMOD_CTRL, unicode="")
    pygame.display.init()
    pygame.display.set_mode((480, 270))
    (press,) = Controls().read([event]).presses
    assert (press.action, press.text) == ("paste", "")
    assert not copy_text("CORAL-7431")
