"""Animals and the submarine -> which of them a picture would show, and its stars. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from demo_game.rules.diver import Diver
from demo_game.rules.lamp import noticed
from demo_game.rules.outfit import USUAL, Outfit
from demo_game.rules.swimmer import Swimmer

_IN_THE_DARK = 74.0  # pixels at which an animal is made out where no light falls on it
_HIDDEN = (24.0, 19.0)  # half the width and height of what the hull hides: whoever has its middle there
_EDGE = 10.0  # pixels at the view's edge in which nothing is framed


def framed(
    animals: Iterable[Swimmer],
    diver: Diver,
    *,
    camera: tuple[float, float],
    view: tuple[int, int],
    outfit: Outfit = USUAL,
    dark: bool = False,
) -> Swimmer | None:
    """What a picture would show: near, in the direction of the lamp, in sight. camera: the middle of the view.

    Out of sight is what lies behind the hull or beyond the edge of the view; where it is dark, also what is neither lit
    by the lamp nor very near.
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
        if dark and distance > _IN_THE_DARK and not _lit(diver, right, down, outfit):
            continue
        if distance > outfit.camera or (ahead < 0.35 and distance > 40):
            continue
        worth = (1.2 + ahead) * (1 - distance / (outfit.camera * 1.1))
        if worth > best:
            best, found = worth, animal
    return found


def _lit(diver: Diver, right: float, down: float, outfit: Outfit) -> bool:
    return diver.lamp and noticed(right, down, aim=(diver.aim_x, diver.aim_y), reach=outfit.lamp)


def stars_for(animal: Swimmer, diver: Diver, *, outfit: Outfit = USUAL) -> int:
    """1 for any picture, one more from near by, one more of a calm animal."""
    right, down = animal.x - diver.x, animal.y - diver.y
    return 1 + (right * right + down * down < outfit.close * outfit.close) + animal.calm
