"""Sea pen: a curved quill on a bulb foot, leaves of polyps on both sides. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.masks import Mask, ellipse, grow, opened, stroke, where_y
from training.drawing.tones import darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import grown
from training.species.contract import Individual, Species

_FLOOR = 31.0  # the colour ends here; the outline takes the bottom row
_MIDDLE = 16.0

Path = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quill:
    """Middle lines in sprite pixels: the rachis from foot to tip, and the leaves from the highest pair down."""

    rachis: Path
    leaves: tuple[Path, ...]


def _rachis(pen: Individual) -> Path:
    """Upright at the foot, then bent ever more to one side; 1 pixel from point to point, unfitted."""
    length = 30.0
    share = np.linspace(0, 1, 31)
    turn = np.radians(pen["curve"]) * share**1.5 + np.radians(pen["snake"]) * np.sin(2 * np.pi * share)
    steps = np.column_stack([np.sin(turn), -np.cos(turn)]) * length / 30
    return np.concatenate([[[0.0, 0.0]], np.cumsum(steps[:-1], axis=0)])


def _leaf(rachis: Path, at: float, side: int, pen: Individual, *, length: float) -> Path:
    """A leaf rooted `at` points up the rachis: out at the angle `open`, its end bent up along the rachis by `sweep`."""
    places = np.arange(len(rachis))
    x, y = (float(np.interp(at, places, rachis[:, axis])) for axis in (0, 1))
    low, high = rachis[max(int(at) - 1, 0)], rachis[min(int(at) + 2, len(rachis) - 1)]
    along = math.atan2(high[0] - low[0], low[1] - high[1])
    path = [(x, y)]
    for bend in (0.1, 0.9):
        turn = along + side * math.radians(pen["open"] - pen["sweep"] * bend)
        x, y = x + math.sin(turn) * length / 2, y - math.cos(turn) * length / 2
        path.append((x, y))
    return np.array(path)


def _quill(pen: Individual) -> Quill:
    """All middle lines, fitted to the height and to the width if they would be wider."""
    rachis = _rachis(pen)
    first, pairs = pen["stalk"] * 30, int(pen["pairs"])
    leaves = []
    for pair in range(pairs - 1, -1, -1):
        t = pair / (pairs - 1)
        fullness = 0.25 + 0.75 * math.sin(math.pi * (0.2 + 0.75 * t ** pen["fullest"]))
        for side in (-1, 1):
            at = first + (27.5 - first) * t + (0.4 if side > 0 else 0.0)
            leaves.append(_leaf(rachis, at, side, pen, length=pen["leaf"] * fullness))
    rachis, *leaves = grown(
        [rachis, *leaves], width=pen["width"], height=pen["height"] - 3, floor=_FLOOR - 1, widest=1.15
    )
    return Quill(rachis, tuple(leaves))


def _leaves(canvas: UnlabelledCanvas, pen: Individual, quill: Quill) -> None:
    """Leaves from the tip down, each with a dark edge over the one above, polyps at its end."""
    s = pen.scheme
    broad = pen["broad"]
    for index, path in enumerate(quill.leaves):
        leaf = opened(stroke(path, [2.4, broad, 2.4]))
        canvas.limb(leaf, s.fin)
        x, y = path[-1].tolist()
        glowing = {"belly": index % 4 < 2, "rows": True, "spots": True}.get(pen.look.photophores, False)
        size = 1.3 if glowing else pen["polyps"]
        canvas.pattern(ellipse(x, y, size, size), s.accent if glowing else s.mark, clip=leaf)


def _stem(pen: Individual, quill: Quill) -> Mask:
    """Rachis, stalk and the bulb that anchors it."""
    girth, bulb = pen["girth"], pen["bulb"]
    x = float(quill.rachis[0, 0])
    stem = stroke(quill.rachis[::5], [girth + 0.8, girth, girth, 2.4, 2.0])
    stem |= ellipse(round(x), _FLOOR - bulb * 1.2, bulb, bulb * 1.4)
    return opened(stem) & (where_y() < _FLOOR)


def _sea_pen(canvas: UnlabelledCanvas, pen: Individual) -> None:
    """Field marks: a bent quill, leaves in pairs along its upper part, bare stalk with a bulb below.

    height, width: of the whole, at most, pixels. curve: degrees that the tip is bent over; snake: degrees that
    the stalk sways. stalk: bare part of the rachis over the whole. pairs: how many pairs of leaves. leaf: length of
    the longest, pixels; broad: its width. open: angle between leaf and rachis at the root, degrees; sweep: degrees
    that its end is bent up. fullest: above 1 the leaves are longest high up. girth: width of the stalk, pixels.
    bulb: radius of the foot. polyps: radius of the leaves' light ends.
    """
    s = pen.scheme
    quill = _quill(pen)
    _leaves(canvas, pen, quill)
    stem = _stem(pen, quill)
    canvas.thin(grow(stem) & ~canvas.filled(), darkest(s.body))
    canvas.thin(stem, s.body)


SEA_PEN = Species(
    name="sea_pen",
    draw=unlabelled(_sea_pen),
    ranges={
        "height": (28.0, 30.8),
        "width": (17.0, 22.0),
        "curve": (10.0, 75.0),
        "snake": (-18.0, 12.0),
        "stalk": (0.24, 0.34),
        "pairs": (5.0, 6.99),
        "leaf": (6.5, 8.5),
        "broad": (2.4, 3.0),
        "open": (64.0, 88.0),
        "sweep": (0.0, 45.0),
        "fullest": (0.5, 1.1),
        "girth": (2.4, 3.2),
        "bulb": (2.6, 3.4),
        "polyps": (1.2, 2.6),
    },
    zone_ranges={
        "shallows": {"height": (23.0, 27.0), "stalk": (0.2, 0.3), "pairs": (4.0, 5.99), "broad": (2.4, 3.2)},
        "reef": {"leaf": (7.5, 9.5), "width": (18.0, 24.0), "broad": (2.2, 3.2)},
        "twilight": {"sweep": (20.0, 70.0)},
        "midnight": {"leaf": (6.0, 8.0), "girth": (2.0, 2.4), "broad": (2.4, 2.5), "bulb": (2.2, 2.8)},
        "abyss": {
            "stalk": (0.34, 0.44),
            "pairs": (4.0, 5.99),
            "leaf": (8.0, 10.5),
            "width": (18.0, 24.0),
            "sweep": (-40.0, 30.0),
            "broad": (2.4, 2.5),
            "girth": (2.0, 2.4),
            "bulb": (2.2, 2.8),
        },
        "hadal": {
            "height": (26.0, 29.0),
            "pairs": (4.0, 5.99),
            "broad": (2.8, 3.5),
            "leaf": (7.0, 9.0),
            "curve": (5.0, 55.0),
            "stalk": (0.28, 0.36),
            "girth": (2.8, 3.4),
            "bulb": (3.4, 4.4),
            "polyps": (0.0, 1.6),
        },
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand5 sand6 ink6"),
            scheme("kelp4 kelp5 kelp3 kelp5 sand6 ink6"),
            scheme("ink5 ink6 azure4 ink6 sand6 ink6"),
            scheme("sand4 sand5 azure4 azure6 sand6 ink6"),
        ),
        "reef": (
            scheme("gold4 gold5 coral4 gold5 gold5 ink6"),
            scheme("violet3 violet4 violet4 gold5 gold5 ink6"),
            scheme("coral4 coral5 gold4 gold6 gold5 ink6"),
            scheme("rose4 rose5 rose3 rose5 gold5 ink6"),
            scheme("gold5 gold6 violet4 violet5 gold5 ink6"),
            scheme("kelp4 kelp5 rose4 gold5 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure4 azure5 glow5 ink6"),
            scheme("violet3 violet4 violet4 violet5 glow5 ink6"),
            scheme("ink4 ink5 azure3 azure5 glow5 ink6"),
            scheme("azure3 azure4 violet3 violet5 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 coral3 glow4 ink6"),
            scheme("violet3 violet4 violet2 rose3 glow4 ink6"),
            scheme("rose3 rose4 violet2 violet3 glow5 ink6"),
            scheme("ink3 ink4 coral2 coral3 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet5 violet6 glow4 ink6"),
            scheme("ink4 ink5 ink5 ink6 glow4 ink6"),
            scheme("violet3 violet4 violet4 violet5 glow5 ink6"),
            scheme("ink3 ink4 violet5 violet6 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose4 rose5 rose5 rose6 ink6 ink6"),
            scheme("sand4 sand5 sand5 sand6 ink6 ink6"),
            scheme("ink4 ink5 ink5 ink6 ink6 ink6"),
            scheme("rose5 rose6 rose6 ink6 ink6 ink6"),
        ),
    },
    standing=True,
)
