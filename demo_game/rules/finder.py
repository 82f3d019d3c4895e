"""Animals and the submarine -> which of them a picture would show, and its stars. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from demo_game.rules.diver import Diver
from demo_game.rules.swimmer import Swimmer

_REACH = 150.0
_CLOSE = 66.0
_HIDDEN = (24.0, 19.0)  # half the width and height of what the hull hides: whoever has its middle there
_EDGE = 10.0  # pixels at the view's edge in which nothing is framed


def framed(
    animals: Iterable[Swimmer], diver: Diver, *, camera: tuple[float, float], view: tuple[int, int]
) -> Swimmer | None:
    """What a picture would show: near, in the direction of the lamp, in sight. camera: the middle of the view.

    Out of sight is what lies behind the hull or beyond the edge of the view.
    """
    best, found = 0.0, None
    for animal in animals:
        right, down = animal.x - diver.x, animal.y - diver.y
        if not animal.hatched or (right / _HIDDEN[0]) ** 2 + (down / _HIDDEN[1]) ** 2 < 1:
            continue
        if abs(animal.x - camera[0]) > view[0] / 2 - _EDGE or abs(animal.y - camera[1]) > view[1] / 2 - _EDGE:
            continue
        distance = max((right * right + down * down) ** 0.5, 1.0)
        ahead = (right * diver.aim_x + down * diver.aim_y) / distance
        if distance > _REACH or (ahead < 0.35 and distance > 40):
            continue
        worth = (1.2 + ahead) * (1 - distance / (_REACH * 1.1))
        if worth > best:
            best, found = worth, animal
    return found


def stars_for(animal: Swimmer, diver: Diver) -> int:
    """1 for any picture, one more from near by, one more of a calm animal."""
    right, down = animal.x - diver.x, animal.y - diver.y
    return 1 + (right * right + down * down < _CLOSE * _CLOSE) + animal.calm
