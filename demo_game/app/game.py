"""Settings, saves, a generator and a window -> the running game. Knows how its parts come together, no rules.

A part that does not start is left out, and the screen says so: sound, weights, saves, starter creatures.
"""

from __future__ import annotations

import contextlib
import gc
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

import pygame
from pygame._sdl2 import controller

import pixelgen
from demo_game.app.controls import Controls
from demo_game.app.hearing import Hearing
from demo_game.app.window import Window
from demo_game.canvas.letters import use_large_text
from demo_game.creatures.sprite_supply import Artist, SpriteSupply
from demo_game.creatures.starter_set import starters
from demo_game.rules.seeds import suggested_seed
from demo_game.saves.saves import Saves
from demo_game.saves.settings import LOUDEST, Settings
from demo_game.scenes.base import Scene
from demo_game.scenes.bindings import BindingsScene
from demo_game.scenes.dive import DiveScene
from demo_game.scenes.leave import LeaveScene, asked
from demo_game.scenes.seed import SeedScene
from demo_game.scenes.title import TitleScene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session
from demo_game.sounds.audio import Audio
from demo_game.view.lamp_light import close_lamp_pictures
from engine_bridges.pygame_surfaces import quiet_drivers
from pixelgen import PixelgenError, SlowWarning, Sprite, SpriteRequest, interrupts

FRAMES_A_SECOND = 60
COLLECTED_AFTER = (10_000, 50, 1_000_000)  # the old generation, which takes long, as good as never
SWITCH_SECONDS = 0.001  # a frame waits no longer for a thread that draws


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says. seed empty: that of the last dive; frames 0: until the player leaves."""

    seed: str = ""
    headless: bool = False
    frames: int = 0
    scale: int | None = None
    saves: Path | None = None


class Game:
    """artist: makes the generator, or None without weights; its argument is called with a line when the cache fails.

    worker: on which portraits are painted; a thread otherwise.
    """

    def __init__(
        self,
        options: Options,
        *,
        artist: Callable[[Callable[[str], None]], Artist | None],
        worker: Executor | None = None,
    ) -> None:
        self._options = options
        self._early: list[str] = []
        self.session: Session | None = None
        self.saves = None if options.saves is None else Saves(options.saves, warn=self.warn)
        self.settings = Settings() if self.saves is None else self.saves.settings()
        if options.scale is not None:
            self.settings = replace(self.settings, scale=options.scale)
        self.window = self._window(headless=options.headless)
        drawn_by = artist(self.warn)
        slow = None if drawn_by is None else pixelgen.engine_note()
        if slow is not None:
            warnings.simplefilter("ignore", SlowWarning)  # the library would say the same once more
            if not options.headless:  # where all of them are printed
                print(f"demo_game: {slow}", file=sys.stderr)
            self.warn(f"Creatures hatch slowly: {slow}")
        supply = SpriteSupply(drawn_by, starters=self._starters(), warn=self.warn, worker=worker, slow=slow is not None)
        seed = options.seed or self.settings.seed or suggested_seed("first")
        self.session = Session(seed, supply=supply, saves=self.saves, settings=self.settings)
        self.session.most_scale = self.window.most_scale
        with quiet_drivers():
            self.audio = None if options.headless else Audio(warn=self.warn)
        self.controls = Controls(place=self.window.place, warn=self.warn)
        self.hearing = None if self.audio is None else Hearing(self.session, self.audio)
        if self.hearing is not None:
            self.session.play = self.hearing.play
        self._follow(None)
        for line in self._early:
            self.session.show_message(line, failure=True)
        if not options.headless:
            with contextlib.suppress(pygame.error), quiet_drivers():  # a machine without gamepads plays as well
                pygame.joystick.init()
                controller.init()
        self.scene: Scene | None = TitleScene(self.session)

    def warn(self, line: str) -> None:
        """Show a failure on the screen, or as soon as there is one; without a window, on stderr."""
        if self._options.headless:
            print(f"demo_game: {line}", file=sys.stderr)
        if self.session is None:
            self._early.append(line)
        else:
            self.session.show_message(line, failure=True)

    def _window(self, *, headless: bool) -> Window:
        """As the settings say; when that fails, as usual: a setting must not lock the player out."""
        try:
            return Window(self.settings, headless=headless)
        except PixelgenError as error:
            plain = replace(self.settings, full_screen=False, scale=0, width=0, height=0)
            if plain == self.settings:
                raise
            self.settings = plain
            window = Window(plain, headless=headless)
            self.warn(f"The window cannot be opened as it was saved: {error.__cause__}; it has the usual size now")
            return window

    def _starters(self) -> tuple[tuple[SpriteRequest, Sprite], ...]:
        try:
            return starters()
        except PixelgenError as error:
            self.warn(f"The starter creatures are missing: {error}")
            return ()

    def run(self) -> None:
        """Frame after frame, until the player leaves or the frames are over."""
        smooth()
        clock, count = pygame.time.Clock(), 0
        step = 1 / FRAMES_A_SECOND
        try:
            while self.scene is not None:
                inputs = self.controls.read(pygame.event.get(), seconds=step)
                self.frame(step, inputs)
                count += 1
                if count == self._options.frames:
                    break
                if not self._options.headless:
                    step = clock.tick(FRAMES_A_SECOND) / 1000
        finally:
            self.close()  # whatever ends the game, the dive is saved

    def frame(self, dt: float, inputs: Inputs, *, shown: bool = True) -> None:
        """One frame: the time passes, then it is drawn, unless it is not to be shown."""
        assert self.session is not None
        interrupts.raise_again()
        if self.scene is None:
            return
        before = self.session.settings
        self.session.pad = inputs.pad
        if not isinstance(self.scene, DiveScene):
            self.controls.rest()
        typing = isinstance(self.scene, SeedScene | BindingsScene)  # there an m is a letter
        if inputs.pressed("mute") and not typing:
            self.session.change(replace(before, muted=not before.muted))
            self.session.reply("Sound off" if self.session.settings.muted else "Sound on")
        if inputs.pressed("full_screen") and not typing:
            self.session.change(replace(self.session.settings, full_screen=not before.full_screen))
        if inputs.quits and not isinstance(self.scene, LeaveScene):
            self.session.save()
            self.scene = asked(self.session, self.scene)
        else:  # who closes the window once more means it
            self.scene = None if inputs.quits else self.scene.update(dt, inputs)
        if self.scene is not None and shown:
            self.scene.draw(self.window.view)
            self.window.show()
        if self.hearing is not None:
            self.hearing.pass_time(dt, aside=not isinstance(self.scene, DiveScene | TitleScene))
        if self.session.settings != before:
            self._follow(before)

    def close(self) -> None:
        """Save, and wait until that is done, whatever Ctrl-C comes in the meantime."""
        assert self.session is not None
        with interrupts.waiting():
            self._keep_window_size()
            self.session.save()
            if self.saves is not None:
                self.saves.close()
            if self.audio is not None:
                self.audio.close()
            self.session.supply.close()
            self.session.view.close()
            close_lamp_pictures()

    def _keep_window_size(self) -> None:
        """In the settings, so that it comes back after the full screen, and the next time."""
        assert self.session is not None
        size = self.window.drawn_size
        if size is not None:
            self.session.settings = replace(self.session.settings, width=size[0], height=size[1])

    def _follow(self, before: Settings | None) -> None:
        """Let window and sound be as the settings say."""
        assert self.session is not None
        now = self.session.settings
        shape = attrgetter("scale", "full_screen", "whole_pixels")
        if before is not None and shape(now) != shape(before):
            self._open_anew(now, before)
        self.controls.follow(now)
        use_large_text(now.large_text)
        if self.audio is not None:
            self.audio.volume = now.volume / LOUDEST
            self.audio.music = now.music / LOUDEST
            self.audio.effects = now.effects / LOUDEST
            self.audio.muted = now.muted

    def _open_anew(self, now: Settings, before: Settings) -> None:
        assert self.session is not None
        if now.full_screen and not before.full_screen:
            self._keep_window_size()
        try:
            self.window.open(self.session.settings)
        except pygame.error as error:
            usual = replace(now, scale=before.scale, full_screen=before.full_screen, whole_pixels=before.whole_pixels)
            self.session.change(usual)
            self.window.open(self.session.settings)
            self.warn(f"The window cannot be changed: {error}")


def smooth() -> None:
    """Settings of Python that keep frames even: threads take turns often, and the collector passes over what is old."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
