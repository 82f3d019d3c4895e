"""What a player wants in one frame: presses, thrust, the mouse. Knows neither pygame nor scenes nor rules."""

from __future__ import annotations

from dataclasses import dataclass

_MOUSE_NEAR = 14.0  # pixels from the submarine within which the mouse does not pull


@dataclass(frozen=True, slots=True)
class Press:
    """Something was pressed. action: up, down, left, right, confirm, back, photo, lamp, log, keeper, ..., type,
    paste, copy or click. text: what was typed or pasted. at: where the mouse was, in the game's pixels."""

    action: str
    text: str = ""
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """A frame's. presses in order; right, down: thrust from -1 to 1; pointer: the mouse, when it moved or is held.

    away: the player has just gone to another window. names: of the keys and pad buttons that were pressed, whatever
    they do. pad: whether a pad was used last.
    """

    presses: tuple[Press, ...] = ()
    right: float = 0.0
    down: float = 0.0
    pointer: tuple[int, int] | None = None
    steering: bool = False  # the mouse is held: go towards the pointer
    quits: bool = False
    away: bool = False
    names: tuple[str, ...] = ()
    pad: bool = False

    def pressed(self, *actions: str) -> bool:
        """Whether one of them was pressed."""
        return any(press.action in actions for press in self.presses)


def steer(inputs: Inputs, submarine: tuple[float, float]) -> tuple[float, float]:
    """Thrust of keys and stick, or towards the pointer while the mouse is held. submarine: its place in the view."""
    if inputs.steering and inputs.pointer is not None:
        right, down = inputs.pointer[0] - submarine[0], inputs.pointer[1] - submarine[1]
        length = (right * right + down * down) ** 0.5
        if length > _MOUSE_NEAR:
            share = min(length / 70, 1) / length
            return right * share, down * share
    return inputs.right, inputs.down


def pressing(*actions: str, right: float = 0.0, down: float = 0.0) -> Inputs:
    """Inputs of a frame in which these were pressed, for play without hands."""
    return Inputs(tuple(Press(action) for action in actions), right, down)
