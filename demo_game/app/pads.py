"""SDL's events of gamepads -> names of buttons and where the sticks point; any pad, with SDL's map of it or without.

A pad that SDL has a map of has buttons by name ("pad x"); one that it knows nothing of has them by number ("pad 11"),
its first buttons as those of most pads are, and its first two axes are its stick.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pygame
from pygame._sdl2 import controller

from demo_game.saves.bindings import FIXED, PAD

_DEAD, _FULL = 0.25, 32_767  # of a stick's way; what SDL calls all of it
_PULLED, _LET_GO = 0.5, 0.3  # of a trigger's way
_BUTTONS = (  # in SDL's order
    *("a", "b", "x", "y", "back", "guide", "start"),
    *("leftstick", "rightstick", "leftshoulder", "rightshoulder", "dpup", "dpdown", "dpleft", "dpright"),
)
_UNMAPPED = ("a", "b", "x", "y", "leftshoulder", "rightshoulder", "back", "start")
_TRIGGERS = {
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: f"{PAD}lefttrigger",
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: f"{PAD}righttrigger",
}
_HATS = {(0, 1): "dpup", (0, -1): "dpdown", (-1, 0): "dpleft", (1, 0): "dpright"}


@dataclass(slots=True)
class Pads:
    """warn: called with a line when a pad fails or goes. Both tables by SDL's number of the device."""

    warn: Callable[[str], None] = lambda _: None
    _mapped: dict[int, Any] = field(default_factory=dict)
    _others: dict[int, pygame.joystick.JoystickType] = field(default_factory=dict)
    _pulled: set[tuple[int, str]] = field(default_factory=set)

    def pressed(self, event: pygame.event.Event) -> tuple[str, ...]:
        """Names of the buttons that an event presses; one that plugs a pad in or out is seen to."""
        if event.type == pygame.JOYDEVICEADDED:
            self._plug_in(event.device_index)
        elif event.type == pygame.JOYDEVICEREMOVED:
            self._mapped.pop(event.instance_id, None)
            self._others.pop(event.instance_id, None)
            self.warn("The gamepad was disconnected; keyboard and mouse still work")
        elif event.type == pygame.CONTROLLERBUTTONDOWN:
            return (f"{PAD}{_BUTTONS[event.button]}",) if event.button < len(_BUTTONS) else (f"{PAD}{event.button}",)
        elif event.type == pygame.CONTROLLERAXISMOTION and event.axis in _TRIGGERS:
            return self._pull(event.instance_id, _TRIGGERS[event.axis], event.value / _FULL)
        elif event.type == pygame.JOYBUTTONDOWN and getattr(event, "instance_id", -1) not in self._mapped:
            button = event.button
            return (f"{PAD}{_UNMAPPED[button] if button < len(_UNMAPPED) else button}",)
        elif event.type == pygame.JOYHATMOTION and getattr(event, "instance_id", -1) not in self._mapped:
            return (f"{PAD}{_HATS[event.value]}",) if event.value in _HATS else ()
        return ()

    def thrust(self) -> tuple[float, float]:
        """Where all sticks and hats together point, right and down."""
        right = down = 0.0
        with contextlib.suppress(pygame.error):  # one that is just being pulled out
            for pad in self._mapped.values():
                x, y = pad.get_axis(pygame.CONTROLLER_AXIS_LEFTX), pad.get_axis(pygame.CONTROLLER_AXIS_LEFTY)
                right, down = _added((right, down), x / _FULL, y / _FULL)
                for number, name in enumerate(_BUTTONS):
                    if name.startswith("dp") and pad.get_button(number):
                        way = FIXED[f"{PAD}{name}"]
                        right += {"left": -1, "right": 1}.get(way, 0)
                        down += {"up": -1, "down": 1}.get(way, 0)
            for other in self._others.values():
                if other.get_numaxes() >= 2:
                    right, down = _added((right, down), other.get_axis(0), other.get_axis(1))
                if other.get_numhats():
                    x, y = other.get_hat(0)
                    right, down = right + x, down - y
        return right, down

    def _plug_in(self, index: int) -> None:
        try:
            if controller.get_init() and controller.is_controller(index):
                pad = controller.Controller(index)
                self._mapped[pad.as_joystick().get_instance_id()] = pad
            else:
                other = pygame.joystick.Joystick(index)
                self._others[other.get_instance_id()] = other
        except pygame.error:
            self.warn("A gamepad was found but cannot be read; keyboard and mouse still work")

    def _pull(self, pad: int, name: str, way: float) -> tuple[str, ...]:
        """A trigger is pressed once when it is pulled, and again after it was let go."""
        if way < _LET_GO:
            self._pulled.discard((pad, name))
        elif way > _PULLED and (pad, name) not in self._pulled:
            self._pulled.add((pad, name))
            return (name,)
        return ()


def _added(so_far: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    return (so_far[0] + x, so_far[1] + y) if x * x + y * y > _DEAD * _DEAD else so_far
