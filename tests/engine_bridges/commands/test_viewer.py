"""The window that shows a pack, under SDL's dummy driver."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest

import pixelgen
from engine_bridges.commands.viewer import SIZE, Viewer
from engine_bridges.creatures.creature import Creature
from engine_bridges.pygame_surfaces import PackReload
from engine_bridges.sheets.pack import write_pack
from pixelgen.commands.cli import main
from tests.engine_bridges.tiny_creatures import COLOURS, Pixels, fish, still
from tests.quitting_clock import QuittingClock

INTERRUPTED = """
import os, signal, sys, warnings
import pygame
from pixelgen.entry import main

swallows = len(sys.argv) > 2

warnings.simplefilter("ignore")  # of a display that is none
frames, tick = 0, pygame.time.Clock
class Clock:
    def tick(self, frames_per_second):
        global frames
        frames += 1
        if frames == 3:
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except KeyboardInterrupt:  # as C code of Pygame does
                if not swallows:
                    raise
        assert frames < 1000
        return 16
pygame.time.Clock = Clock
folder = sys.argv[1]
sys.argv = ["pixelgen", "view", folder]
main()
"""


def bake(folder: Path, *creatures: Creature) -> None:
    write_pack(folder, creatures, name="tiny", format="pygame", palette=COLOURS)


@pytest.fixture(name="viewer")
def a_viewer(tmp_path: Path) -> Iterator[Viewer]:
    pygame.display.init()
    pygame.font.init()
    bake(tmp_path, fish(), fish("wrasse", "hadal", colour=3), fish("ghost", "elsewhere"))
    yield Viewer(PackReload(tmp_path), pygame.display.set_mode(SIZE))
    pygame.quit()


def shown(viewer: Viewer, seconds: float = 0.0) -> Pixels:
    viewer.draw(seconds)
    pixels = np.frombuffer(pygame.image.tobytes(viewer._screen, "RGB"), np.uint8)
    return pixels.reshape(SIZE[1], SIZE[0], 3)


def place_of(viewer: Viewer, name: str) -> tuple[int, int]:
    return viewer._sprites[name].rect.center


def happens(viewer: Viewer, kind: int, **what: Any) -> None:
    viewer.event(pygame.event.Event(kind, **what))


def test_each_creature_is_seen_once_in_its_zones_water(viewer: Viewer) -> None:
    picture = shown(viewer)
    for name, index in (("tang", 2), ("wrasse", 3), ("ghost", 2)):
        x, y = place_of(viewer, name)
        around = picture[y - 3 : y + 3, x - 4 : x + 4].reshape(-1, 3)
        assert (around == COLOURS.rgba[index, :3]).all(axis=1).any()
    depths = [place_of(viewer, name)[1] for name in ("tang", "wrasse", "ghost")]
    assert depths == sorted(depths)
    waters = [picture[depth, 300].tolist() for depth in depths]
    assert len({*map(tuple, waters)}) == 3


def test_creatures_move(viewer: Viewer) -> None:
    before = shown(viewer).copy()
    assert not np.array_equal(shown(viewer, 0.2), before)


def test_a_click_shows_the_next_animation_and_the_mouse_says_who_it_is(viewer: Viewer) -> None:
    tang = viewer._sprites["tang"]
    bar = np.s_[SIZE[1] - 15 :]
    before = shown(viewer)[bar].copy()
    seen = []
    for _ in range(3):
        happens(viewer, pygame.MOUSEBUTTONDOWN, button=1, pos=place_of(viewer, "tang"))
        seen.append(tang.animation)
    assert sorted(seen) == ["dart", "idle", "turn"]
    assert not np.array_equal(shown(viewer)[bar], before)
    happens(viewer, pygame.MOUSEBUTTONDOWN, button=1, pos=(SIZE[0] - 2, 5))  # nobody is there


def test_the_mouse_is_a_lamp(viewer: Viewer) -> None:
    def light_on_tang(mouse: tuple[int, int]) -> int:
        happens(viewer, pygame.MOUSEMOTION, pos=mouse)
        x, y = place_of(viewer, "tang")
        return int(shown(viewer)[y - 2 : y + 2, x - 3 : x + 3].astype(int).sum())

    far, near = (SIZE[0] - 1, SIZE[1] - 1), (place_of(viewer, "tang")[0] + 30, place_of(viewer, "tang")[1])
    by_day = light_on_tang(far)
    happens(viewer, pygame.KEYDOWN, key=pygame.K_l)
    assert light_on_tang(far) < light_on_tang(near) <= by_day * 1.2
    happens(viewer, pygame.KEYDOWN, key=pygame.K_l)
    assert light_on_tang(far) == by_day


def test_all_face_about(viewer: Viewer) -> None:
    happens(viewer, pygame.KEYDOWN, key=pygame.K_f)
    viewer.draw(0.2)
    assert all(sprite.facing_left for sprite in viewer._sprites.values())


def test_what_is_baked_anew_changes_and_comes_and_goes(viewer: Viewer, tmp_path: Path) -> None:
    shown(viewer)
    bake(tmp_path, fish(colour=3), *(fish(f"new_{number}") for number in range(30)))
    picture = shown(viewer, 1.0)
    assert viewer._sprites.keys() == {"tang", *(f"new_{number}" for number in range(30))}
    x, y = place_of(viewer, "tang")
    near = picture[max(y - 3, 0) : y + 3, x - 4 : x + 4].reshape(-1, 3)
    assert not (near == COLOURS.rgba[2, :3]).all(axis=1).any()
    assert len({place_of(viewer, name) for name in viewer._sprites}) == 31


def test_a_creature_that_moves_to_another_zone_moves_to_its_water(viewer: Viewer, tmp_path: Path) -> None:
    shown(viewer)
    assert place_of(viewer, "tang")[1] < place_of(viewer, "wrasse")[1]
    bake(tmp_path, fish("tang", "elsewhere"), fish("wrasse", "hadal", colour=3), fish("ghost", "elsewhere"))
    shown(viewer, 1.0)
    assert place_of(viewer, "tang")[1] > place_of(viewer, "wrasse")[1]


def test_other_colours_are_seen_in_the_lamps_light_too(viewer: Viewer, tmp_path: Path) -> None:
    happens(viewer, pygame.KEYDOWN, key=pygame.K_l)
    purple = COLOURS.toned((255, 0, 255), 1)
    write_pack(tmp_path, [fish(lit=False)], name="tiny", format="pygame", palette=purple)
    shown(viewer, 1.0)
    x, y = place_of(viewer, "tang")
    happens(viewer, pygame.MOUSEMOTION, pos=(x + 20, y))
    red, green, blue = shown(viewer)[y - 4 : y + 4, x - 6 : x + 6].reshape(-1, 3).astype(int).T
    assert ((red > green + 60) & (blue > green + 60)).any()


def test_more_than_fits_can_be_scrolled_to(viewer: Viewer, tmp_path: Path) -> None:
    bake(tmp_path, *(still(f"rock_{number}", np.full((100, 200), 2, np.uint8)) for number in range(8)))
    shown(viewer, 1.0)
    assert place_of(viewer, "rock_7")[1] > SIZE[1]
    happens(viewer, pygame.MOUSEWHEEL, y=-1000)
    assert 0 < place_of(viewer, "rock_7")[1] < SIZE[1] - 15
    happens(viewer, pygame.MOUSEWHEEL, y=1000)
    assert 0 < place_of(viewer, "rock_0")[1] < 100


def test_a_broken_pack_is_told_at_the_foot_and_the_old_one_stays(viewer: Viewer, tmp_path: Path) -> None:
    before = shown(viewer).copy()
    (tmp_path / "pack_manifest.json").write_bytes(b"{}")
    after = shown(viewer, 1.0)
    assert (after[SIZE[1] - 15 :] == (255, 175, 105)).all(axis=-1).any()
    assert not (before[SIZE[1] - 15 :] == (255, 175, 105)).all(axis=-1).any()
    assert len(viewer._sprites) == 3


@pytest.mark.parametrize("event", [{"kind": pygame.QUIT}, {"kind": pygame.KEYDOWN, "key": pygame.K_ESCAPE}])
def test_the_window_can_be_closed(viewer: Viewer, event: dict[str, int]) -> None:
    happens(viewer, pygame.KEYDOWN, key=pygame.K_x)
    assert viewer.open
    happens(viewer, event.pop("kind"), **event)
    assert not viewer.open


@pytest.mark.filterwarnings("ignore:no fast renderer available")  # as there is no window
def test_the_command_shows_a_pack_until_its_window_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pygame.time, "Clock", lambda: QuittingClock(5))
    bake(tmp_path, fish())
    assert main(["view", str(tmp_path)]) == 0
    opened, closed = capsys.readouterr().out.splitlines()
    assert opened.endswith(": a window shows it; Esc ends")
    assert closed == f"closed the window of {tmp_path}"
    assert not pygame.display.get_init()


def test_a_folder_without_a_pack_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["view", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "pack_manifest.json cannot be read" in said


def test_what_cannot_be_viewed_is_told_with_what_to_do(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(folder: str) -> str:
        assert main(["view", folder]) == 1
        line = capsys.readouterr().err
        assert line.count("\n") == 1
        return line.removeprefix("pixelgen view: ")

    Path("reef.toml").touch()
    assert said("reef.toml") == "reef.toml is a file; name the folder of a pack, as `pixelgen bake` prints it\n"
    assert said("reef") == "reef does not exist; name the folder of a pack, as `pixelgen bake` prints it\n"


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("how", [[], ["swallowed"]])
def test_interrupt_closes_the_window_even_if_it_is_swallowed(how: list[str], tmp_path: Path) -> None:
    bake(tmp_path, fish())
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path), *how]
    environment = {**os.environ, "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (130, "tiny: a window shows it; Esc ends\n", "")


def test_without_pygame_what_to_install_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [*sys.modules]:
        if module.startswith(("pygame", "engine_bridges.pygame", "engine_bridges.commands.viewer")):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "pygame", None)
    monkeypatch.delattr("engine_bridges.commands.viewer")
    assert main(["view", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "pip install 'pixelgen-reef[game]'" in said


def test_without_a_display_that_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bake(tmp_path, fish())
    monkeypatch.setenv("SDL_VIDEODRIVER", "there-is-no-such-driver")
    assert main(["view", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "there is no display for a window" in said


def test_a_window_that_nobody_would_see_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a display SDL may draw to nowhere, and the command would go on for ever."""
    bake(tmp_path, fish())
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "offscreen")
    assert main(["view", str(tmp_path)]) == 1
    assert capsys.readouterr().err == ("pixelgen view: there is no display for a window (SDL would draw to nowhere)\n")


def test_pygame_says_nothing_of_its_own(tmp_path: Path) -> None:
    bake(tmp_path, fish())
    environment = {**os.environ, "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent), "SDL_VIDEODRIVER": "none"}
    del environment["PYGAME_HIDE_SUPPORT_PROMPT"]
    command = [sys.executable, "-m", "pixelgen", "view", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no display for a window" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="Wayland and ALSA are Linux's")
@pytest.mark.parametrize("command", [["pixelgen", "view", "."], ["demo_game", "--saves", "saves"]])
def test_where_there_is_no_desktop_that_is_the_only_line(tmp_path: Path, command: list[str]) -> None:
    """Wayland's library writes to the terminal that XDG_RUNTIME_DIR is not set, ALSA's that there is no sound card."""
    bake(tmp_path, fish())
    environment = {**os.environ, "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent), "SDL_VIDEODRIVER": "wayland"}
    for name in ("XDG_RUNTIME_DIR", "SDL_AUDIODRIVER"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, env=environment, timeout=300
    )
    assert done.returncode == 1
    assert done.stderr.startswith(("pixelgen view: there is no display", "demo_game: cannot open a window"))
    assert done.stderr.count("\n") == 1, done.stderr
