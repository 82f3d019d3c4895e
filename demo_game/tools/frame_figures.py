"""`python -m demo_game.tools.frame_figures`: how long frames take with 60 creatures in view.

Without a window, at 60 frames a second. Prints rules and drawing apart, and of each both the time that passed and what
the thread computed, as a busy machine makes the first longer. Also: memory, and the time to the first frame.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from demo_game.app.game import FRAMES_A_SECOND, Game, Options, smooth
from demo_game.rules.company import VIEW
from demo_game.rules.reef import Reef
from demo_game.rules.rng import Rng
from demo_game.rules.zones import DEPTH, zone_at
from demo_game.session.inputs import Inputs, pressing
from pixelgen import Generator, SpriteRequest
from pixelgen.interrupts import run_program

_IN_VIEW = 60
_LONG_MS = 50.0
_CROWD_SECONDS = 20.0  # then others come
_SPEED = 90.0  # pixels a second, down and up the water column
_FIRST = 10_000  # number of the crowd's first
Figures = npt.NDArray[np.float64]


class Crowd:
    """Residents beyond those of the world, in view wherever it goes; after a while others take their place."""

    def __init__(self, reef: Reef) -> None:
        self._reef = reef
        self._rng = Rng("crowd")
        self._first = _FIRST

    def come(self, count: int) -> None:
        """So many new ones, each with a sprite of its own, like those that live here."""
        reef, rng = self._reef, self._rng
        reef.swimmers = [one for one in reef.swimmers if one.resident.number < _FIRST]
        zone = zone_at(reef.diver.y)
        homes = [one for one in reef.population.residents if one.zone == zone]
        for number in range(self._first, self._first + count):
            like = homes[number % len(homes)]
            request = replace(like.request, seed=number)
            x, y = reef.camera_x + rng.uniform(-230, 230), reef.camera_y + rng.uniform(-120, 120)
            reef.put(replace(like, number=number, group=_FIRST + like.group, request=request, x=x, y=y))
        self._first += count

    def follow(self) -> None:
        """Whoever left the view comes in on the other side."""
        reef, (width, height) = self._reef, VIEW
        for one in reef.swimmers:
            if one.resident.number >= _FIRST:
                one.x = reef.camera_x + (one.x - reef.camera_x + width / 2) % width - width / 2
                one.y = reef.camera_y + (one.y - reef.camera_y + height / 2) % height - height / 2


def measured(seconds: float) -> dict[str, Figures]:
    """Milliseconds of each frame, rules and drawing, passed and computed; creatures in view; megabytes of memory."""
    game = Game(Options("CORAL-7431", headless=True), artist=lambda _: Generator(threads=1))
    assert game.session is not None
    session, reef = game.session, game.session.reef
    game.frame(1 / FRAMES_A_SECOND, pressing("confirm"))
    smooth()
    figures: dict[str, list[float]] = {}
    step, began, others_at = 1 / FRAMES_A_SECOND, time.perf_counter(), 0.0
    crowd, frames = Crowd(reef), 0
    while (now := time.perf_counter() - began) < seconds:
        if now >= others_at:
            others_at += _CROWD_SECONDS
            crowd.come(_IN_VIEW)
        if not session.supply.busy:  # the generator is never idle
            session.supply.portrait(SpriteRequest("reef", "reef_fish", seed=frames), species=None)
        way = now * _SPEED % (2 * DEPTH)
        reef.place_diver(reef.diver.x, min(way, 2 * DEPTH - way), air=1.0)  # down and up again, through rock
        crowd.follow()
        starts = time.perf_counter(), time.thread_time()
        assert game.scene is not None
        game.scene = game.scene.update(step, Inputs(right=0.2 if frames // 200 % 2 else -0.2))
        middles = time.perf_counter(), time.thread_time()
        assert game.scene is not None
        game.scene.draw(game.window.view)
        game.window.show()
        ends = time.perf_counter(), time.thread_time()
        for kind, name in enumerate(("passed", "computed")):
            figures.setdefault(f"rules {name}", []).append((middles[kind] - starts[kind]) * 1000)
            figures.setdefault(f"drawing {name}", []).append((ends[kind] - middles[kind]) * 1000)
            figures.setdefault(f"frame {name}", []).append((ends[kind] - starts[kind]) * 1000)
        inside = [one for one in reef.awake if _in_view(one.x - reef.camera_x, one.y - reef.camera_y)]
        figures.setdefault("in view", []).append(len(inside))
        figures.setdefault("hatched", []).append(sum(one.hatched for one in inside))
        figures.setdefault("memory", []).append(_megabytes())
        frames += 1
        time.sleep(max(0.0, step - (time.perf_counter() - starts[0])))
    game.close()
    return {name: np.array(values) for name, values in figures.items()}


def _in_view(right: float, down: float) -> bool:
    return abs(right) <= VIEW[0] / 2 and abs(down) <= VIEW[1] / 2


def _megabytes() -> float:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:  # no Linux
        return float("nan")


def _first_frame() -> tuple[float, float]:
    """From the start of a process to its first playable frame and its end: seconds passed, seconds computed."""
    began, before = time.perf_counter(), _children_seconds()
    command = [sys.executable, "-m", "demo_game", "--headless", "--frames", "1", "--seed", "CORAL-7431"]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began, _children_seconds() - before


def _children_seconds() -> float:
    times = os.times()
    return times.children_user + times.children_system


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures -> exit status."""
    parser = argparse.ArgumentParser(prog="python -m demo_game.tools.frame_figures", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0, help="how long to measure (default 300)")
    asked = parser.parse_args(arguments)
    if not asked.seconds >= 5:
        parser.error(f"--seconds must be 5 or more; got {asked.seconds:g}")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    passed, computed = min(_first_frame() for _ in range(3))
    print(f"start to first frame, the end of the process included: {passed:.2f} s passed, {computed:.2f} s computed")
    figures = measured(asked.seconds)
    frames, in_view, memory = figures["frame passed"], figures["in view"], figures["memory"]
    hatched = figures["hatched"].mean()
    print(f"{len(frames)} frames, {in_view.min():.0f} to {in_view.max():.0f} creatures in view, {hatched:.0f} hatched")
    for name in ("frame", "drawing", "rules"):
        for kind in ("passed", "computed"):
            values = figures[f"{name} {kind}"]
            p50, p99 = np.percentile(values, (50, 99))
            print(f"{name:8} {kind:9} p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   longest {values.max():6.2f} ms")
    over = [int((figures[f"frame {kind}"] > _LONG_MS).sum()) for kind in ("passed", "computed")]
    print(f"frames over {_LONG_MS:.0f} ms: {over[0]} passed, {over[1]} computed")
    fifth = len(memory) // 5
    parts = ", ".join(f"{memory[part * fifth : (part + 1) * fifth].mean():.0f}" for part in range(5))
    print(f"memory in each fifth of the time: {parts} MB")
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
