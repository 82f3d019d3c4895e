"""Games that were played -> a Markdown table of how they went. Knows not how they are played."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from demo_game.bot.games import Played
from demo_game.economy.table import STEPS
from pixelgen import ZONES

_DEEP = ZONES[1:]
_HEAD = (
    "world",
    *_DEEP,
    *(f"hull {step}" for step in range(1, STEPS + 1)),
    *("goals", "parts", "births", "pages", "dives", "earned", "longest wait"),
    *("out of air", "traps", "crashes", "frames", "p50 ms", "p99 ms", "max ms", "MB", "MB at the end"),
)


def table(games: Sequence[Played], *, goals: Sequence[str]) -> str:
    """A line a world, and the medians; times in minutes of the game. goals: all that there are."""
    rows = [[*_row(one)] for one in games]
    rows.append(["median", *(_median([row[place] for row in rows]) for place in range(1, len(_HEAD)))])
    lines = [_line(_HEAD), _line("---" if place == 0 else "---:" for place in range(len(_HEAD)))]
    lines += [_line(row) for row in rows]
    count = len(games)
    minutes = max((one.minutes for one in games), default=0.0)
    lines += ["", f"{count} world{'' if count == 1 else 's'}, {minutes:.0f} minutes each.", ""]
    lines += [_line(("goal", "worlds", "median minute")), _line(("---", "---:", "---:"))]
    for goal in goals:
        times = [one.goals[goal] for one in games if goal in one.goals]
        lines.append(_line((goal, str(len(times)), _minutes(median(times)) if times else "-")))
    never = [goal for goal in goals if not any(goal in one.goals for one in games)]
    lines += ["", f"{len(goals) - len(never)} of {len(goals)} goals were reached; never: {', '.join(never) or 'none'}."]
    lines += [f"{one.seed} crashed after {one.minutes:.1f} minutes: {one.crash}" for one in games if one.crash]
    return "\n".join(lines)


def _row(one: Played) -> list[str]:
    slow = sorted(one.milliseconds) or [0.0]
    hulls = [one.parts.get(f"hull {step}") for step in range(1, STEPS + 1)]
    counts = [len(one.goals), len(one.parts), one.births, one.pages, one.dives, one.earned]
    return [
        one.seed,
        *(_minutes(found) for found in (*(one.zones.get(zone) for zone in _DEEP), *hulls)),
        *map(str, counts),
        f"{one.longest_wait:.1f}",
        *map(str, (one.air_outs, one.traps, int(bool(one.crash)), len(one.milliseconds))),
        *(f"{slow[int((len(slow) - 1) * share)]:.1f}" for share in (0.5, 0.99, 1.0)),
        *(f"{megabytes:.0f}" for megabytes in one.memory),
    ]


def _median(cells: Sequence[str]) -> str:
    """Of those that were reached; how many were not is said behind it."""
    found = [float(cell) for cell in cells if cell != "-"]
    if not found:
        return "-"
    missing = len(cells) - len(found)
    return f"{median(found):.1f}".removesuffix(".0") + (f" ({missing} never)" if missing else "")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _minutes(found: float | None) -> str:
    return "-" if found is None else f"{found:.1f}"
