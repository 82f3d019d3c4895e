"""Steps of the parts -> what the submarine can do; research -> steps. Pure values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from demo_game.economy.progress import Progress
from demo_game.economy.table import STEPS, Economy
from demo_game.rules.outfit import Outfit
from demo_game.rules.zones import DEPTH, ZONE_HEIGHT
from pixelgen import ZONES

_OVER_LINE = 48.0  # pixels above a border at which the water pushes back: full thrust does not reach the border


def outfit_of(economy: Economy, levels: Mapping[str, int]) -> Outfit:
    """What the submarine can do with so many steps of each part."""

    def figure(part: str, name: str) -> float:
        return economy.upgrades[part].figures[name][min(levels.get(part, 0), STEPS)]

    zones = round(figure("hull", "bears"))
    return Outfit(
        bears=zones * ZONE_HEIGHT - _OVER_LINE if zones < len(ZONES) else float(DEPTH + 400),
        air_seconds=figure("air", "seconds"),
        lamp=figure("lamp", "reach"),
        camera=figure("camera", "reach"),
        close=figure("camera", "close"),
        eggs=round(figure("incubator", "eggs")),
        hatch_seconds=figure("incubator", "seconds"),
    )


def price(economy: Economy, progress: Progress, part: str) -> int | None:
    """Research that the next step of a part costs; None when it has all."""
    level = progress.level(part)
    return economy.upgrades[part].costs[level] if level < STEPS else None


def bought(economy: Economy, progress: Progress, part: str) -> Progress | None:
    """With the next step of a part, paid; None when it cannot be paid, or there is none."""
    cost = price(economy, progress, part)
    if cost is None or cost > progress.research:
        return None
    return replace(given(progress, part), spent=progress.spent + cost)


def given(progress: Progress, part: str) -> Progress:
    """With the next step of a part, for nothing; as before when it has all."""
    return replace(progress, levels={**progress.levels, part: min(progress.level(part) + 1, STEPS)})


def levels_of_visits(economy: Economy, visited: Iterable[str]) -> dict[str, int]:
    """The hull that somebody must have who has been in these zones: of a save from before there were hulls."""
    deepest = max((ZONES.index(zone) + 1 for zone in visited), default=1)
    bears = economy.upgrades["hull"].figures["bears"]
    return {"hull": next(level for level, zones in enumerate(bears) if zones >= deepest or level == STEPS)}
