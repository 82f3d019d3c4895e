"""pygame's events and the state of keyboard, mouse and gamepads -> what the player wants. Knows no scenes, no rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pygame

from demo_game.app.pads import Pads
from demo_game.saves.bindings import FIXED
from demo_game.saves.settings import Settings
from demo_game.session.clipboard import pasted_text
from demo_game.session.inputs import Inputs, Press

_WAYS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
_MOUSE = {2: "lamp", 3: "photo", 4: "up", 5: "down"}
_AWAY_SECONDS = 0.2


@dataclass(slots=True)
class Controls:
    """place: from the screen's pixels to the game's. warn: called with a line when a gamepad fails or goes.

    A window that is opened anew loses the focus for a moment; only after _AWAY_SECONDS has the player left.
    """

    place: Callable[[tuple[int, int]], tuple[int, int]] = lambda at: at
    warn: Callable[[str], None] = lambda _: None
    _settings: Settings = field(default_factory=Settings)
    _codes: dict[str, tuple[int, ...]] = field(default_factory=dict)  # way -> keys that are held to swim it
    _pads: Pads = field(default_factory=Pads)
    _stick: tuple[int, int] = (0, 0)
    _focused: bool = True
    _away: float = 0.0  # seconds without the focus
    _swims: tuple[int, int] = (0, 0)  # where to, when a press is enough
    _follows: bool = False  # the mouse, when a click is enough
    _pad: bool = False  # the last thing used

    def __post_init__(self) -> None:
        self._pads.warn = self.warn
        self.follow(self._settings)

    def follow(self, settings: Settings) -> None:
        """Keys, buttons and ways of holding them, from now on."""
        if not settings.swim_toggles:
            self.rest()
        self._settings = settings
        self._codes = {
            way: tuple(_code(name) for name in (way, *settings.bindings.names(f"swim_{way}")[:2]) if name)
            for way in _WAYS
        }

    def rest(self) -> None:
        """Swim no further by what was pressed before: another screen lies over the dive."""
        self._swims, self._follows = (0, 0), False

    def read(self, events: Sequence[pygame.event.Event], *, seconds: float = 0.0) -> Inputs:
        """What happened since the last frame, which was so many seconds ago."""
        presses: list[Press] = []
        names: list[str] = []
        pointer, quits = None, False
        for event in events:
            if event.type == pygame.QUIT:
                quits = True
            elif event.type in (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED):
                self._focused = event.type == pygame.WINDOWFOCUSGAINED
            elif event.type == pygame.KEYDOWN:
                self._pad = False
                presses += self._key(event, names)
            elif event.type == pygame.MOUSEMOTION:
                pointer = self.place(event.pos)
            elif event.type == pygame.MOUSEBUTTONDOWN:
                presses += self._click(event)
            else:
                for name in self._pads.pressed(event):
                    self._pad = True
                    names.append(name)
                    presses += self._named(name)
        right, down = self._thrust(presses)
        held = pygame.mouse.get_pressed()[0] or self._follows
        if held:
            pointer = self.place(pygame.mouse.get_pos())
        before, self._away = self._away, 0.0 if self._focused else self._away + seconds
        away = before <= _AWAY_SECONDS < self._away
        if away:
            self.rest()
        return Inputs(tuple(presses), right, down, pointer, held, quits, away, tuple(names), self._pad)

    def _key(self, event: pygame.event.Event, names: list[str]) -> list[Press]:
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META) and event.key in (pygame.K_v, pygame.K_c):
            return [Press("paste", pasted_text())] if event.key == pygame.K_v else [Press("copy")]
        name = pygame.key.name(event.key)
        names.append(name)
        presses = self._named(name)
        if event.unicode and event.unicode.isprintable():
            presses.append(Press("type", event.unicode))
        return presses

    def _named(self, name: str) -> list[Press]:
        """What a key or button does, as it is bound."""
        action = FIXED.get(name) or self._settings.bindings.action_of(name)
        if action is None:
            return []
        way = action.removeprefix("swim_")
        if way in _WAYS and self._settings.swim_toggles:
            self._follows = False
            wish = _WAYS[way]
            self._swims = (0, 0) if wish == self._swims else wish
        return [] if way != action else [Press(action)]

    def _click(self, event: pygame.event.Event) -> list[Press]:
        at = self.place(event.pos)
        if event.button == 1:
            if self._settings.swim_toggles:
                self._follows, self._swims = not self._follows, (0, 0)
            return [Press("click", at=at)]
        return [Press(_MOUSE[event.button], at=at)] if event.button in _MOUSE else []

    def _thrust(self, presses: list[Press]) -> tuple[float, float]:
        """Of all that is held; a stick or hat that is moved also chooses, as an arrow does."""
        keys = pygame.key.get_pressed()
        stick_x, stick_y = self._pads.thrust()
        step = (round(stick_x) if abs(stick_x) > 0.6 else 0, round(stick_y) if abs(stick_y) > 0.6 else 0)
        if step != self._stick:
            self._stick = step
            self._pad = self._pad or step != (0, 0)
            presses += [each for each in _stepped(*step) if not any(p.action == each.action for p in presses)]
        if self._settings.swim_toggles:
            held = dict.fromkeys(_WAYS, False)
        else:
            held = {way: any(keys[code] for code in codes) for way, codes in self._codes.items()}
        right = held["right"] - held["left"] + stick_x + self._swims[0]
        down = held["down"] - held["up"] + stick_y + self._swims[1]
        return max(-1.0, min(1.0, right)), max(-1.0, min(1.0, down))


def _code(name: str) -> int:
    """Of a key by its name; 0, which is never held, of one that this keyboard does not know."""
    try:
        return pygame.key.key_code(name)
    except (ValueError, pygame.error):
        return 0


def _stepped(right: int, down: int) -> list[Press]:
    presses = [Press("right" if right > 0 else "left")] if right else []
    return presses + ([Press("down" if down > 0 else "up")] if down else [])
