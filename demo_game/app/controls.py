"""pygame's events and the state of keyboard, mouse and gamepad -> what the player wants. Knows no scenes, no rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pygame

from demo_game.session.clipboard import pasted_text
from demo_game.session.inputs import Inputs, Press

_KEYS = {
    pygame.K_UP: "up",
    pygame.K_DOWN: "down",
    pygame.K_LEFT: "left",
    pygame.K_RIGHT: "right",
    pygame.K_RETURN: "confirm",
    pygame.K_KP_ENTER: "confirm",
    pygame.K_SPACE: "photo",
    pygame.K_ESCAPE: "back",
    pygame.K_TAB: "log",
    pygame.K_l: "lamp",
    pygame.K_f: "lamp",
    pygame.K_b: "log",
    pygame.K_n: "incubator",
    pygame.K_k: "keeper",
    pygame.K_u: "workshop",
    pygame.K_v: "aquarium",
    pygame.K_c: "share",
    pygame.K_p: "pause",
    pygame.K_m: "mute",
    pygame.K_h: "help",
    pygame.K_F1: "help",
    pygame.K_F11: "full_screen",
    pygame.K_PAGEUP: "previous",
    pygame.K_PAGEDOWN: "next",
    pygame.K_q: "previous",
    pygame.K_e: "next",
    pygame.K_BACKSPACE: "erase",
    pygame.K_DELETE: "erase",
}
_MOVES = {"up": pygame.K_w, "down": pygame.K_s, "left": pygame.K_a, "right": pygame.K_d}
_BUTTONS = {0: "confirm", 1: "back", 2: "lamp", 3: "log", 4: "previous", 5: "next", 6: "keeper", 7: "pause"}
_DEAD = 0.25  # of a stick's way
_AWAY_SECONDS = 0.2


@dataclass(slots=True)
class Controls:
    """place: from the screen's pixels to the game's. warn: called with a line when a gamepad fails or goes.

    A window that is opened anew loses the focus for a moment; only after _AWAY_SECONDS has the player left.
    """

    place: Callable[[tuple[int, int]], tuple[int, int]] = lambda at: at
    warn: Callable[[str], None] = lambda _: None
    _pads: dict[int, pygame.joystick.JoystickType] = field(default_factory=dict)
    _stick: tuple[int, int] = (0, 0)
    _focused: bool = True
    _away: float = 0.0  # seconds without the focus

    def read(self, events: Sequence[pygame.event.Event], *, seconds: float = 0.0) -> Inputs:
        """What happened since the last frame, which was so many seconds ago."""
        presses: list[Press] = []
        pointer, quits = None, False
        for event in events:
            if event.type == pygame.QUIT:
                quits = True
            elif event.type in (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED):
                self._focused = event.type == pygame.WINDOWFOCUSGAINED
            elif event.type == pygame.KEYDOWN:
                presses += _key(event)
            elif event.type == pygame.MOUSEMOTION:
                pointer = self.place(event.pos)
            elif event.type == pygame.MOUSEBUTTONDOWN:
                action = {1: "click", 2: "lamp", 3: "photo", 4: "up", 5: "down"}.get(event.button)
                if action:
                    presses.append(Press(action, at=self.place(event.pos)))
            elif event.type == pygame.JOYBUTTONDOWN and event.button in _BUTTONS:
                presses.append(Press(_BUTTONS[event.button]))
            elif event.type == pygame.JOYHATMOTION:
                presses += _stepped(event.value[0], -event.value[1])
            elif event.type == pygame.JOYDEVICEADDED:
                self._plug_in(event.device_index)
            elif event.type == pygame.JOYDEVICEREMOVED:
                self._pads.pop(event.instance_id, None)
                self.warn("The gamepad was disconnected; keyboard and mouse still work")
        right, down = self._thrust(presses)
        held = pygame.mouse.get_pressed()[0]
        if held:
            pointer = self.place(pygame.mouse.get_pos())
        before, self._away = self._away, 0.0 if self._focused else self._away + seconds
        away = before <= _AWAY_SECONDS < self._away
        return Inputs(tuple(presses), right, down, pointer, held, quits, away)

    def _plug_in(self, index: int) -> None:
        try:
            pad = pygame.joystick.Joystick(index)
        except pygame.error:
            self.warn("A gamepad was found but cannot be read; keyboard and mouse still work")
            return
        self._pads[pad.get_instance_id()] = pad

    def _thrust(self, presses: list[Press]) -> tuple[float, float]:
        keys = pygame.key.get_pressed()
        held = {name: keys[letter] or keys[_ARROWS[name]] for name, letter in _MOVES.items()}
        right, down = float(held["right"] - held["left"]), float(held["down"] - held["up"])
        for pad in self._pads.values():
            if pad.get_numaxes() >= 2:
                x, y = pad.get_axis(0), pad.get_axis(1)
                if x * x + y * y > _DEAD * _DEAD:
                    right, down = right + x, down + y
            if pad.get_numhats():
                x, y = pad.get_hat(0)
                right, down = right + x, down - y
        step = (round(right) if abs(right) > 0.6 else 0, round(down) if abs(down) > 0.6 else 0)
        if step != self._stick:
            self._stick = step
            if self._pads and not any(keys[key] for key in (*_ARROWS.values(), *_MOVES.values())):
                presses += [each for each in _stepped(*step) if not any(p.action == each.action for p in presses)]
        return max(-1.0, min(1.0, right)), max(-1.0, min(1.0, down))


_ARROWS = {"up": pygame.K_UP, "down": pygame.K_DOWN, "left": pygame.K_LEFT, "right": pygame.K_RIGHT}


def _key(event: pygame.event.Event) -> list[Press]:
    if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META):
        if event.key == pygame.K_v:
            return [Press("paste", pasted_text())]
        return [Press("copy")] if event.key == pygame.K_c else []
    presses = [Press(_KEYS[event.key])] if event.key in _KEYS else []
    if event.unicode and event.unicode.isprintable():
        presses.append(Press("type", event.unicode))
    return presses


def _stepped(right: int, down: int) -> list[Press]:
    presses = [Press("right" if right > 0 else "left")] if right else []
    return presses + ([Press("down" if down > 0 else "up")] if down else [])
