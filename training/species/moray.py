"""A moray individual -> its drawing: a ribbon in an S with its jaws open. Knows nothing of other species."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, Point, opened, polygon, shift, shrink, stroke, where_x, where_y
from training.drawing.patterns import measured, mottling, photophores, spots
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import off
from training.species.contract import Individual, Species

_WIDTHS = (0.92, 1.0, 1.0, 1.0, 0.97, 0.94, 0.88, 0.78, 0.62, 0.5, 0.42)  # along the ribbon, shares of the girth


def _draw(canvas: UnlabelledCanvas, eel: Individual) -> None:
    """Field marks: thick ribbon in an S without paired fins, a fin along the whole back, jaws open.

    swing: half the width of the S, pixels. pitch: from one pass of the S to the next, pixels. lean: pixels that the
    upper half stands before the lower. tail: how far it reaches back, pixels. curl: pixels that its tip is raised.
    girth: thickness of the body, pixels. fin: height of the dorsal fin, pixels. gape: angle between the jaws, degrees.
    tilt: head up (negative) or down, degrees. jaw: length of the jaws, pixels. pattern: below 1 bars, below 2 spots,
    else plain. every: pixels from bar to bar. eye: pixels.
    """
    path = _course(eel)
    thick = eel["girth"] * (0.7 + 0.3 * eel.look.bulk)
    body = _ribbon(canvas, eel, path, thick)
    _marks(canvas, eel, path, body)
    _head(canvas, eel, path[0], thick)


def _course(eel: Individual) -> list[Point]:
    """Middle line from the nape to the tail tip: three passes of an S from top to bottom."""
    right, left, pitch, lean = 15.6 + eel["swing"], 15.6 - eel["swing"], eel["pitch"], eel["lean"]
    y, end = 8.0, 15.0 - eel["tail"]
    return [
        (19.5 + lean, y),
        (14.0 + lean, y - 0.6),
        (left + 3.6 + lean * 0.6, y + pitch * 0.14),
        (left + 2.2 + lean * 0.3, y + pitch * 0.6),
        (left + 6.4, y + pitch * 0.92),
        (right - 6.2, y + pitch * 1.06),
        (right - 2.6, y + pitch * 1.44),
        (right - 4.4, y + pitch * 1.86),
        (16.5, y + pitch * 2.02),
        (end + 2.0, y + pitch * 1.98 - eel["curl"] * 0.2),
        (end - 2.0, y + pitch * 1.9 - eel["curl"]),
    ]


def _ribbon(canvas: UnlabelledCanvas, eel: Individual, path: list[Point], thick: float) -> Mask:
    """The body with its fin along the back, which is the outer side of the first bend and the upper side below."""
    s, widths = eel.scheme, [thick * share for share in _WIDTHS]
    body = opened(stroke(path, widths), by=3)
    raised = round(eel["fin"])
    outside = (where_y() < path[0][1]) & (where_x() < 16.5 + eel["lean"]) | (where_x() < path[2][0])
    fin = (shift(body, 0, -raised) | shift(body, -raised, 0)) & outside & (where_y() < path[4][1] - 2)
    canvas.part(opened(fin | body), s.fin)
    canvas.part(body, s.body)
    canvas.pattern(body & ~shift(body, 0, -3) & shift(body, 0, 2), s.belly, clip=shrink(body))
    return body


def _marks(canvas: UnlabelledCanvas, eel: Individual, path: list[Point], body: Mask) -> None:
    """Bars across the ribbon, or spots, or camouflage; lights of the deep along its middle."""
    s = eel.scheme
    skin = shrink(body) & (canvas.pixels == s.body)
    if eel["pattern"] < 1:
        distance, _ = measured(path, body)
        bars = (distance - 4) % eel["every"] < 2.2
        canvas.pattern(bars, s.mark, clip=shrink(body))
    elif eel["pattern"] < 2:
        canvas.pattern(spots(skin, eel.rng, count=14, size=2, apart=3.4), s.mark, clip=body)
    elif eel.look.camouflage:
        canvas.pattern(mottling(eel.rng, scale=3, share=0.35), s.mark, clip=skin)
    lit = body & shrink(shrink(canvas.filled()))
    if eel.look.photophores in ("belly", "rows"):
        lights = path[2:] if eel.look.photophores == "rows" else path[4:]
        canvas.pattern(photophores(lights, every=4.0), s.accent, clip=lit)
    elif eel.look.photophores == "spots":
        canvas.pattern(spots(lit, eel.rng, count=5, size=2, apart=6), s.accent, clip=lit)


def _head(canvas: UnlabelledCanvas, eel: Individual, nape: Point, thick: float) -> None:
    """Skull and jaws, the red of the mouth between them, eye."""
    s, long, (x, y) = eel.scheme, eel["jaw"], nape
    hinge = (x + 1.5, y + 0.8)
    rise, fall = eel["tilt"] - eel["gape"] * 0.32, eel["tilt"] + eel["gape"] * 0.68
    snout, chin = off(hinge, rise, long), off(hinge, fall, long * 0.92)
    lower = [(x - 1.5, y + 0.8), off(hinge, fall + 30, 2.0), off(chin, fall + 90, 0.4)]
    lower_jaw = opened(stroke(lower, [thick * 0.8, 4.0, 3.2]), by=3)
    upper = [(x - 1.5, y - 0.4), off(hinge, rise - 48, 3.0), off(snout, rise - 90, 0.7)]
    upper_jaw = opened(stroke(upper, [thick, 5.8, 3.8]), by=3)
    back = off(hinge, (rise + fall) / 2, long * 0.62)
    canvas.thin(polygon([hinge, snout, back, chin]), s.accent if eel.look.photophores == "none" else s.fin)
    canvas.part(lower_jaw, s.body)
    canvas.pattern(lower_jaw & ~shift(lower_jaw, 0, -2), s.belly, clip=lower_jaw)
    canvas.part(upper_jaw, s.body)
    canvas.eye(*off(hinge, rise - 40, 3.4), math.floor(eel["eye"]), iris=s.iris)


MORAY = Species(
    name="moray",
    draw=unlabelled(_draw),
    ranges={
        "swing": (10.2, 11.8),
        "pitch": (9.2, 10.2),
        "lean": (-1.2, 0.8),
        "tail": (2.0, 8.0),
        "curl": (-0.6, 3.0),
        "girth": (6.0, 7.0),
        "fin": (0.6, 2.0),
        "gape": (54.0, 72.0),
        "tilt": (-12.0, 4.0),
        "jaw": (7.6, 9.0),
        "pattern": (0.0, 3.0),
        "every": (5.0, 7.0),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 3.9)},
        "midnight": {"gape": (62.0, 78.0), "eye": (2.0, 3.4)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9), "pattern": (2.0, 3.0)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand3 rose3 gold5"),
            scheme("kelp4 kelp5 kelp3 kelp3 rose3 gold5"),
            scheme("gold3 gold4 gold2 gold2 rose3 gold5"),
        ),
        "reef": (
            scheme("kelp3 gold5 gold4 gold4 rose3 ink6"),
            scheme("gold4 gold5 violet3 violet2 rose2 ink6"),
            scheme("violet3 violet4 gold4 gold4 rose3 ink6"),
            scheme("azure3 azure4 gold4 gold4 rose3 ink6"),
            scheme("ink6 ink5 coral4 coral3 rose3 gold5"),
        ),
        "twilight": (
            scheme("azure3 azure4 violet3 azure2 glow5 ink6"),
            scheme("violet3 violet4 rose2 violet2 glow5 ink6"),
            scheme("ink4 ink5 azure3 azure3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 coral4 glow5 gold5"),
            scheme("violet2 violet3 rose3 violet4 glow5 gold5"),
            scheme("rose2 rose3 violet3 rose4 glow5 gold5"),
            scheme("ink3 ink4 coral2 coral3 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet2 violet5 glow4 ink6"),
            scheme("ink4 ink5 violet3 violet4 glow4 ink6"),
            scheme("violet5 ink6 violet3 violet4 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 rose3 ink5"),
            scheme("sand5 sand6 sand4 rose4 rose4 ink5"),
            scheme("ink5 ink6 rose5 rose4 rose4 ink5"),
        ),
    },
)
