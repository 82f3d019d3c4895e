"""Games that were played -> the table of how they went. Knows not how they are played."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from demo_game.bot.games import Played
from pixelgen import ZONES


def table(games: Sequence[Played], *, goals: int) -> str:
    """A line a world, and the medians; times in minutes of the game. goals: how many there are."""
    head = [
        "world",
        *(zone[:8] for zone in ZONES[1:]),
        "goals",
        "parts",
        "births",
        "pages",
        "dives",
        "no air",
        "traps",
        "p99 ms",
        "max ms",
    ]
    rows = [head]
    for one in games:
        times = [_minutes(one.zones.get(zone)) for zone in ZONES[1:]]
        slow = sorted(one.milliseconds) or [0.0]
        counts = [len(one.goals), len(one.parts), one.births, one.pages, one.dives, one.air_outs, one.traps]
        figures = [f"{slow[int(len(slow) * 0.99)]:.1f}", f"{slow[-1]:.1f}"]
        rows.append([one.seed, *times, *map(str, counts), *figures])
    middle = [[one.zones[zone] for one in games if zone in one.zones] for zone in ZONES[1:]]
    rows.append(["median", *(_minutes(median(found)) if found else "-" for found in middle)])
    widths = [max(len(row[place]) for row in rows if place < len(row)) for place in range(len(head))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=False)) for row in rows]
    reached = {goal for one in games for goal in one.goals}
    lines.append(f"{len(reached)} of {goals} goals reached in at least one world, {games[0].minutes:.0f} minutes each")
    return "\n".join(lines)


def _minutes(found: float | None) -> str:
    return "-" if found is None else f"{found:.1f}"
