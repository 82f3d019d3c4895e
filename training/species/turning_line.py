"""A line that turns on its way: the course of an arm, a tentacle, a tail. Knows nothing of species."""

from __future__ import annotations

import math

from training.drawing.masks import Point


def turning_line(
    root: Point, length: float, *, heading: float, turn: float, late: float = 1.0, steps: int | None = None
) -> list[Point]:
    """Points from the root on, `length` pixels along; without `steps` about one a pixel.

    heading: where it sets out, degrees below rightwards; turn: degrees clockwise until its end, evenly; late: above 1
    it turns towards its end, below 1 at its root.
    """
    count = steps or max(5, round(length))
    (x, y), path = root, [root]
    for step in range(count):
        angle = math.radians(heading + turn * ((step + 0.5) / count) ** late)
        x, y = x + math.cos(angle) * length / count, y + math.sin(angle) * length / count
        path.append((x, y))
    return path
