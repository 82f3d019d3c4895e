"""The hour of the day -> how far those that come up at night have risen. Knows nothing of how they swim."""

from __future__ import annotations

from collections.abc import Iterable

from demo_game.rules.daylight import night_at
from demo_game.rules.swimmer import Swimmer
from demo_game.rules.terrain import Terrain

_STEP = 4.0  # pixels by which a home moves at least
_FAR = 100.0  # pixels: who is further from its home of this hour, out of sight, is there at once
_ROOM, _HIGHEST = 20.0, 40.0  # pixels of water around a home, and from the surface to the highest


def let_rise(
    swimmers: Iterable[Swimmer],
    terrain: Terrain,
    seconds: float,
    *,
    camera: tuple[float, float],
    view: tuple[int, int],
) -> None:
    """Move the homes of those that rise. camera: the middle of the view, in which nobody jumps."""
    night = night_at(seconds)
    for one in swimmers:
        risen = one.way.rises * night
        if abs(risen - one.risen) <= _STEP:
            continue
        x, y = one.resident.x, one.resident.y - risen
        if y < _HIGHEST or terrain.height(x, y) > -_ROOM:
            continue  # its way leads through rock: it stays until there is water again
        one.risen = risen
        away = abs(one.x - camera[0]) > view[0] or abs(one.y - camera[1]) > view[1]
        if away and abs(one.y - one.home_y) > _FAR:
            one.x, one.y = x, y
