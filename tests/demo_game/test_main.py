"""The command: what goes wrong is one line, never a traceback; and the game goes on without what fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pygame
import pytest

from demo_game.app.game import Game, Options
from demo_game.command import _artist, main
from demo_game.saves.saves import Saves
from demo_game.session.inputs import Inputs
from pixelgen import CACHE_VARIABLE, SpriteRequest, interrupts
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
    played = Game(Options("CORAL-7431", headless=True), artist=lambda warn: warn("no weights"), worker=AtOnce())
    assert played.session is not None
    assert [message.line for message in played.session.messages.told if message.failure] == ["no weights"]
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
    for option, value in (("--frames", "-5"), ("--frames", "0"), ("--frames", "x"), ("--scale", "9"), ("--scale", "x")):
        with pytest.raises(SystemExit) as left:
            main(["--headless", option, value])
        assert left.value.code == 2
        said = capsys.readouterr().err
        assert said.startswith(f"demo_game: {option}: must be a whole number")
        assert f"got {value!r}" in said
        assert said.count("\n") == 1


def test_an_unknown_option_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--nonsense"])
    assert left.value.code == 2
    assert capsys.readouterr().err == (
        "demo_game: unrecognized arguments: --nonsense; see python -m demo_game --help\n"
    )


def test_a_picture_that_is_there_is_replaced_when_forced_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "reef.png"
    place.write_bytes(b"mine")
    assert headless("--screenshot", str(place)) == 1
    assert "is there already; name another file, or replace it with --force" in capsys.readouterr().err
    assert place.read_bytes() == b"mine"
    assert headless("--screenshot", str(place), "--force") == 0
    assert place.read_bytes().startswith(b"\x89PNG")


def test_what_fails_is_told_where_no_window_shows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert headless("--weights", str(tmp_path / "none.safetensors"), "--saves", str(tmp_path / "file")) == 0
    said = capsys.readouterr().err.splitlines()
    assert any("none.safetensors" in line and "only the starter creatures are shown" in line for line in said)
    assert any(str(tmp_path / "file") in line for line in said)
    assert all(line.startswith("demo_game: ") for line in said)


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
    lines = [message.line for message in again.session.messages.told if message.failure]
    assert sorted(line.split("-")[0].split(".")[0] for line in lines) == ["reef", "settings"]
    assert all("is damaged: it is no JSON; it was renamed to" in line for line in lines)
    again.close()


def test_missing_starters_are_said_on_screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("demo_game.creatures.starter_set.FOLDER", tmp_path)
    monkeypatch.setattr("demo_game.creatures.starter_set.starters.__defaults__", (tmp_path,))
    played = game()
    assert played.session is not None
    assert any("starter creatures" in message.line for message in played.session.messages.told)


def test_no_loudspeaker_is_said_on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise pygame.error("ALSA: Couldn't open audio device")

    monkeypatch.setattr(pygame.mixer, "init", broken)
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    played = Game(Options("CORAL-7431"), artist=lambda warn: FakeArtist(), worker=AtOnce())
    assert played.session is not None
    assert [message.line for message in played.session.messages.told] == ["No sound: no audio device was found"]
    played.session.play("shutter")
    played.close()


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
    saved = Saves(tmp_path, warn=print).dive("CORAL-7431")
    assert saved is not None
    assert (saved.x, saved.y, saved.air) == (520.0, 400.0, 0.5)


def test_an_interrupt_that_was_swallowed_ends_the_game_with_the_next_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    played = game()
    monkeypatch.setattr(interrupts, "_noted", 2)
    with pytest.raises(KeyboardInterrupt):
        played.frame(0.05, Inputs())
    played.close()


@pytest.mark.parametrize("number", [signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)])
def test_a_game_that_is_interrupted_ends_in_silence_and_its_dive_is_saved(tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-m", "demo_game", "--headless", "--frames", "1000000", "--saves", str(tmp_path)]
    root = str(Path(__file__).resolve().parents[2])
    played = subprocess.Popen(
        [*command, "--seed", "CORAL-7431"],
        env={**os.environ, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(tmp_path.glob("reef-*.json")) and played.poll() is None:
        time.sleep(0.01)
    played.send_signal(number)
    out, err = played.communicate()
    assert played.returncode == 128 + number
    assert "Traceback" not in out + err
    assert Saves(tmp_path, warn=print).dive("CORAL-7431") is not None
    assert list(tmp_path.glob("*damaged*")) == []


def test_saves_are_not_strewn_over_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert headless("--saves", str(tmp_path)) == 1
    alone = tmp_path / "reef_saves"
    assert capsys.readouterr().err == (
        f"demo_game: {tmp_path} is your home folder; name a folder for saves alone, such as {alone}\n"
    )
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("option", ["--saves", "--screenshot", "--weights"])
def test_an_empty_path_is_not_the_current_folder(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        headless(option, "")
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith(f"demo_game: {option}: must be a path; got ''; see ")
