"""Rooms and their imports -> an SVG: a panel a package, what is imported below what imports it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.rooms import GROUND, PACKAGES, PUBLIC, circles

PICTURE = Path(__file__).with_name("rooms.svg")
_BOX_WIDTH, _BOX_HEIGHT, _GAP_X, _GAP_Y, _EDGE, _TITLE = 128, 26, 14, 34, 16, 34
_PLACES = {"demo_game": (0, 0), "training": (1, 0), "engine_bridges": (0, 1), "pixelgen": (1, 1)}  # column, row
_STYLE = (
    "text{font:12px sans-serif;fill:#123}.t{font-weight:bold;font-size:14px}"
    ".p{fill:#f3f7fa;stroke:#9ab}.b{fill:#fff;stroke:#357}.a{stroke:#7a97ad;stroke-width:1.2;fill:none}"
    ".w{stroke:#b0603a;stroke-width:2.5;fill:none}"
)


def drawn(graph: Mapping[str, set[str]]) -> str:
    """The picture of the arrows. graph: room -> the rooms it imports; ValueError when it has a circle.

    An arrow that follows from two others is left out. Arrows between packages are drawn once, from panel to panel.
    """
    if found := circles(graph):
        raise ValueError(f"rooms that import each other in a circle cannot be drawn: {', '.join(sorted(found))}")
    panels = {package: _panel(package, graph) for package in PACKAGES}
    columns = [max(panels[name][0] for name in PACKAGES if _PLACES[name][0] == column) for column in (0, 1)]
    rows = [max(panels[name][1] for name in PACKAGES if _PLACES[name][1] == row) for row in (0, 1)]
    middle = 60
    width, height = sum(columns) + middle + 2 * _EDGE, sum(rows) + middle + 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f"<style>{_STYLE}</style>",
        _head("a", "#7a97ad"),
        _head("w", "#b0603a"),
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    frames = {}
    for name in PACKAGES:
        column, row = _PLACES[name]
        x, y = _EDGE + column * (columns[0] + middle), _EDGE + row * (rows[0] + middle)
        frames[name] = (x, y, columns[column], rows[row])
        parts.append(f'<rect class="p" x="{x}" y="{y}" width="{columns[column]}" height="{rows[row]}" rx="8"/>')
        parts.append(f'<text class="t" x="{x + _EDGE}" y="{y + 22}">{name}</text>')
        parts.append(f'<g transform="translate({x} {y})">{panels[name][2]}</g>')
    for start in PACKAGES:
        for end in sorted(
            {room.split(".")[0] for name, rooms in graph.items() if name.split(".")[0] == start for room in rooms}
        ):
            if end != start and (start, end) not in {("pixelgen", "engine_bridges"), ("pixelgen", "training")}:
                parts.append(_between(frames[start], frames[end]))
    return "\n".join([*parts, "</svg>", ""])


def _head(name: str, colour: str) -> str:
    return (
        f'<defs><marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" '
        f'markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker></defs>'
    )


def _between(start: tuple[int, int, int, int], end: tuple[int, int, int, int]) -> str:
    (sx, sy, sw, sh), (ex, ey, ew, eh) = start, end
    if sx == ex:
        x1 = x2 = sx + sw // 2
        y1, y2 = (sy + sh, ey) if sy < ey else (sy, ey + eh)
    elif sy == ey:
        y1 = y2 = sy + min(sh, eh) // 2
        x1, x2 = (sx + sw, ex) if sx < ex else (sx, ex + ew)
    else:
        x1, y1 = (sx + sw, sy + sh) if sx < ex else (sx, sy + sh)
        x2, y2 = (ex, ey) if sx < ex else (ex + ew, ey)
    return f'<path class="w" d="M{x1} {y1}L{x2} {y2}" marker-end="url(#w)"/>'


def _panel(package: str, graph: Mapping[str, set[str]]) -> tuple[int, int, str]:
    """(width, height, SVG) of the rooms of one package, those that import nothing at the bottom."""
    inside = {
        room: {other for other in others if other.split(".")[0] == package and other != room}
        for room, others in graph.items()
        if room.split(".")[0] == package
    }
    if GROUND in inside:  # everything stands on it
        inside = {room: others | ({GROUND} - {room}) if room != PUBLIC else others for room, others in inside.items()}
        inside[GROUND] = set()
    depth: dict[str, int] = {}

    def depth_of(room: str) -> int:
        if room not in depth:
            depth[room] = 1 + max((depth_of(other) for other in inside[room]), default=-1)
        return depth[room]

    layers: dict[int, list[str]] = {}
    for room in sorted(inside):
        if inside[room] or any(room in others for others in inside.values()) or len(inside) == 1 or room != package:
            layers.setdefault(depth_of(room), []).append(room)
    most = max(map(len, layers.values()))
    width = most * (_BOX_WIDTH + _GAP_X) - _GAP_X + 2 * _EDGE
    places: dict[str, tuple[int, int]] = {}
    for level, rooms in layers.items():
        rooms.sort(key=lambda room: _middle(inside[room], places))
        left = (width - len(rooms) * (_BOX_WIDTH + _GAP_X) + _GAP_X) // 2
        y = _TITLE + (max(layers) - level) * (_BOX_HEIGHT + _GAP_Y)
        for number, room in enumerate(rooms):
            places[room] = (left + number * (_BOX_WIDTH + _GAP_X), y)
    height = _TITLE + (max(layers) + 1) * (_BOX_HEIGHT + _GAP_Y) - _GAP_Y + _EDGE
    lines = [_arrow(places[room], places[other]) for room in places for other in sorted(_direct(room, inside))]
    boxes = [_box(room, package, *place) for room, place in places.items()]
    return width, height, "".join([*lines, *boxes])


def _middle(others: set[str], places: Mapping[str, tuple[int, int]]) -> float:
    known = [places[other][0] for other in others if other in places]
    return sum(known) / len(known) if known else 0.0


def _direct(room: str, inside: Mapping[str, set[str]]) -> set[str]:
    def below(other: str) -> set[str]:
        return inside[other].union(*(below(each) for each in inside[other]))

    return inside[room] - set().union(*(below(other) for other in inside[room]))


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    x1, y1 = start[0] + _BOX_WIDTH // 2, start[1] + _BOX_HEIGHT
    x2, y2 = end[0] + _BOX_WIDTH // 2, end[1]
    bend = (y2 - y1) // 2
    return f'<path class="a" d="M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}" marker-end="url(#a)"/>'


def _box(room: str, package: str, x: int, y: int) -> str:
    names = {package: "entry points", PUBLIC: "public names"}
    name = names.get(room, room.removeprefix(f"{package}."))
    return (
        f'<rect class="b" x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="4"/>'
        f'<text x="{x + _BOX_WIDTH // 2}" y="{y + 17}" text-anchor="middle">{name}</text>'
    )
