"""The end of a rod -> the lamp or bait that hangs there. Shared by fishes that angle; knows nothing of species."""

from __future__ import annotations

import math

from pixelgen.palette import colour_index
from training.drawing.canvas import Canvas
from training.drawing.masks import MARGIN, SIDE, Point
from training.drawing.tones import lighter

_WHITE = colour_index("ink", 6)


def hang_lure(canvas: Canvas, end: Point, tone: int, *, size: str) -> None:
    """Stamp a lure under the end of a rod, in its tone with a light core.

    size: "spark" (2 pixels, for a young one), "lamp" (a star of 3), "worm" (3, curled on a hook) or "beacon" (4).
    """
    core = lighter(tone, 2)
    shapes: dict[str, list[list[int | None]]] = {
        "spark": [[tone, core], [tone, tone]],
        "lamp": [[None, tone, None], [tone, core, tone], [None, tone, None]],
        "worm": [[tone, tone, None], [tone, core, tone], [None, tone, tone]],
        "beacon": [
            [None, tone, tone, None],
            [tone, _WHITE, _WHITE, tone],
            [tone, _WHITE, _WHITE, tone],
            [None, tone, tone, None],
        ],
    }
    last = SIDE + MARGIN - 4  # a first drawing may be larger than the sheet: the lure stays on it
    x, y = (min(max(math.floor(place), 1 - MARGIN), last) for place in end)
    canvas.stamp("light", x - 1, y, shapes[size])
