"""A game -> played by the bot for so many minutes of the game's time, by its keys; and what came of it.

The bot reads what the screens show: prices, parents with their looks, the goal. It never asks where anything is.
"""

from __future__ import annotations

import itertools
import mmap
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from demo_game.app.game import Game
from demo_game.book.breeding import Parent, parents_of
from demo_game.bot.eyes import sight_of
from demo_game.bot.player import Player
from demo_game.economy.goals import has_looks
from demo_game.economy.table import PARTS, STEPS
from demo_game.economy.upgrades import price
from demo_game.panels.slots import Grid
from demo_game.scenes.dive import DiveScene
from demo_game.session.inputs import Inputs, pressing
from demo_game.session.session import Session
from pixelgen import PixelgenError

STEP = 1 / 20
TRAPPED_SECONDS = 90.0  # adrift for longer
_ORDER = ("hull", "air", "camera", "lamp", "incubator")
_AHEAD = ("air", "camera")  # parts that are bought one step before the hull
_VISITS = 20.0  # seconds between two visits to the screens
_WAITS_EVERY = 20
_SETTLED = 60.0  # seconds after which memory is looked at first
_SHOWN_EVERY = 60  # frames of which one is drawn


@dataclass(slots=True)
class Played:
    """Of one world. zones, goals, parts: name -> minutes until it was reached; births, traps: how many.

    milliseconds: that drawn frames took, rules and view together. air_outs: how often the air was gone. longest_wait:
    minutes in which neither a goal was reached nor a part built. memory: megabytes after a minute and at the end.
    crash: what ended the game early, in a line.
    """

    seed: str
    minutes: float = 0.0
    zones: dict[str, float] = field(default_factory=dict)
    goals: dict[str, float] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    births: int = 0
    traps: int = 0
    air_outs: int = 0
    pages: int = 0
    dives: int = 0
    earned: int = 0
    longest_wait: float = 0.0
    memory: tuple[float, float] = (0.0, 0.0)
    crash: str = ""
    milliseconds: list[float] = field(default_factory=list)


def play(
    game: Game, *, minutes: float, wait: Callable[[], None] = lambda: None, told: Callable[[str], None] = lambda _: None
) -> Played:
    """Play from the title. wait: called once a second, to let the generator draw. told: what happens, as it happens."""
    assert game.session is not None
    bot = _Bot(game, game.session, wait, told)
    bot.press("confirm")
    if not isinstance(game.scene, DiveScene):
        raise PixelgenError("the dive does not begin")
    try:
        while bot.seconds < minutes * 60:
            bot.step()
            if bot.played.memory == (0.0, 0.0) and bot.seconds >= _SETTLED:
                bot.played.memory = memory_in_use(), 0.0
    except Exception as error:  # a crash is what the bot is there to find: it is counted, and told with its place
        bot.played.crash = f"{type(error).__name__}: {error}"
        told("".join(traceback.format_exception(error)))
    bot.played.minutes = bot.seconds / 60
    bot.played.memory = bot.played.memory[0], memory_in_use()
    moments = sorted([0.0, *bot.played.goals.values(), *bot.played.parts.values(), bot.played.minutes])
    bot.played.longest_wait = max(then - now for now, then in itertools.pairwise(moments))
    bot.played.births = game.session.progress.hatched
    bot.played.pages = len(game.session.book.pages)
    bot.played.dives = game.session.reef.dives
    bot.played.earned = game.session.progress.earned
    return bot.played


class _Bot:
    def __init__(self, game: Game, session: Session, wait: Callable[[], None], told: Callable[[str], None]) -> None:
        self.game, self.session = game, session
        self.player = Player()
        self.played = Played(session.reef.seed)
        self.seconds = 0.0
        self._wait, self._told = wait, told
        self._frames, self._adrift, self._visited = 0, 0.0, -_VISITS

    def frame(self, inputs: Inputs) -> None:
        self._frames += 1
        self.seconds += STEP
        if self._frames % _WAITS_EVERY == 0:
            self._wait()
        shown = self._frames % _SHOWN_EVERY == 0
        began = time.perf_counter()
        self.game.frame(STEP, inputs, shown=shown)
        if shown:
            self.played.milliseconds.append((time.perf_counter() - began) * 1000)

    def press(self, *actions: str) -> None:
        for action in actions:
            self.frame(pressing(action))
        self.frame(Inputs())

    def step(self) -> None:
        if not isinstance(self.game.scene, DiveScene):  # an ending, which any key ends
            self.press("confirm")
            return
        if self.seconds - self._visited > _VISITS:
            self._visited = self.seconds
            self._visit_screens()
        sight = sight_of(self.session)
        inputs = self.player.look(sight, STEP)
        wants_lamp = "lamp off" not in sight.goal
        if self.session.reef.diver.lamp != wants_lamp:  # the display says whether it is on
            inputs = Inputs((*inputs.presses, *pressing("lamp").presses), inputs.right, inputs.down)
        self.frame(inputs)
        self._watch(adrift=sight.adrift)

    def _watch(self, *, adrift: bool) -> None:
        played, session, now = self.played, self.session, self.seconds / 60
        for zone in session.book.visited:
            if zone not in played.zones:
                played.zones[zone] = now
                self._told(f"{now:5.1f} min  {zone}")
        for goal in session.book.reached:
            if goal not in played.goals:
                played.goals[goal] = now
                self._told(f"{now:5.1f} min  goal {goal}")
        if adrift and self._adrift == 0:
            played.air_outs += 1
        before, self._adrift = self._adrift, self._adrift + STEP if adrift else 0.0
        if before < TRAPPED_SECONDS <= self._adrift:
            played.traps += 1
            self._told(f"{now:5.1f} min  trapped at {session.reef.diver.x:.0f}, {session.reef.diver.y:.0f}")

    def _visit_screens(self) -> None:
        """The workshop when something can be paid, the incubator when it is empty, the aquarium when it is full."""
        self._build()
        self._breed()
        self._release()

    def _build(self) -> None:
        """Air and camera first, then the hull they are for, the rest with what is left; for the last hull it saves."""
        session, progress = self.session, self.session.progress
        hull = progress.level("hull")
        for part in _ORDER:
            cost, level = price(session.economy, progress, part), progress.level(part)
            most = hull + 1 if part in _AHEAD and hull < 2 else hull
            if level >= most and hull < STEPS and part != "hull":
                continue  # it saves for a hull
            if cost is None or cost > progress.research:
                continue
            self.press("workshop", *["down"] * tuple(PARTS).index(part), "confirm", "back")
            level = session.progress.level(part)
            self.played.parts[f"{part} {level}"] = self.seconds / 60
            self._told(f"{self.seconds / 60:5.1f} min  {part} {level}")
            self.player.forget_line()
            return

    def _breed(self) -> None:
        session = self.session
        parents = parents_of(session.book)
        if session.progress.eggs or len(parents) < 4 or not session.supply.draws:
            return
        pair = self._pair(parents)
        if pair is None:
            return
        self.press("incubator")
        grid, at = Grid(0, 0), 0
        for wanted in pair:
            steps = wanted // grid.columns - at // grid.columns
            across = wanted % grid.columns - at % grid.columns
            vertical, sideways = (
                ["down" if steps > 0 else "up"] * abs(steps),
                ["right" if across > 0 else "left"] * abs(across),
            )
            first, then = (sideways, vertical) if steps > 0 else (vertical, sideways)
            self.press(*first, *then, "confirm")
            at = wanted
        self.press("confirm", "back")
        if not isinstance(self.game.scene, DiveScene):
            self.press("back", "back")

    def _pair(self, parents: tuple[Parent, ...]) -> tuple[int, int] | None:
        """Two of one species, with the looks that the goal wants as far as they are shown; the oldest lines first."""
        session, goal = self.session, self.session.goal
        wanted = goal.goal.looks if goal is not None and goal.goal.kind == "bred" else ()
        looks = [session.family.looks_of(one.dna) for one in parents]

        def merit(one: int, other: int) -> float:
            kin = parents[one].species == parents[other].species
            shown = sum(has_looks(looks[place], (look,)) for look in wanted for place in (one, other))
            return shown * 3 + kin * 2 + 0.5 * (parents[one].generation + parents[other].generation)

        pairs = [(a, b) for a in range(min(len(parents), 40)) for b in range(a)]
        turn = session.progress.hatched % 3
        ranked = sorted(pairs, key=lambda pair: -merit(*pair))
        return ranked[turn % len(ranked)] if ranked else None

    def _release(self) -> None:
        kept = [one for one in self.session.book.children if one.home == "aquarium"]
        waits = self.session.goal is not None and self.session.goal.goal.kind in ("released", "strain")
        if (waits or len(kept) > 12) and kept and self.session.reef.diver.y > 100:
            self.press("aquarium", "confirm", "confirm", "back")


def memory_in_use() -> float:
    """Megabytes that this process has in memory now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * mmap.PAGESIZE / 1e6
