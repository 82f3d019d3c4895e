"""The anglerfish: frogfish of weed and reef near the light, seadevil with a glowing lure below it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pixelgen.palette import colour_index
from training.drawing.masks import (
    MARGIN,
    SHEET,
    Mask,
    Point,
    arc,
    blob,
    ellipse,
    empty,
    line,
    opened,
    polygon,
    shift,
    shrink,
    spline,
    stroke,
    where_x,
    where_y,
)
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker, darkest, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_TOOTH = colour_index("ink", 6)
_THROAT_SHADE = {"abyss": 1, "hadal": 2}  # the pale ones' mouths are not black


@dataclass(frozen=True, slots=True)
class _Frame:
    """The globe that every part is placed on: `at(u, v)` is u half-lengths forward, v half-depths down."""

    x: float
    y: float
    half_length: float
    half_depth: float

    def at(self, u: float, v: float) -> Point:
        return self.x + u * self.half_length, self.y + v * self.half_depth


def _anglerfish(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: globe of a body, underslung jaw of white needle teeth, lure on an arched rod, small fins.

    length: snout to tail root, pixels. depth: height over length. gape: how far the mouth opens, 0 to 1.
    jaw: how far the lower jaw juts past the snout, pixels. teeth: length of the longest tooth, pixels.
    rod: length of the illicium, pixels. arch: where the lure hangs, 0 upright, 1 before the snout.
    esca: size of the lure, pixels. fin: length of the fins, pixels. bend: tail up (negative) or down, pixels.
    rays: length of the free fin rays, pixels (abyss). tags: length of the skin flaps, pixels (shallows, reef).
    spots: how many the reef's bold ones wear. eye: pixels.
    """
    half_length = fish["length"] / 2
    frame = _Frame(15.0, 20.0, half_length, half_length * fish["depth"] * fish.look.bulk)
    _fins(canvas, fish, frame)
    gape = _gape(fish, frame)
    _body(canvas, fish, frame, gape)
    _teeth(canvas, fish, gape)
    _pectoral(canvas, fish, frame)
    _lure(canvas, fish, frame)
    x, y = frame.at(0.4, -0.47)
    canvas.eye(x, y, math.floor(fish["eye"]), iris=fish.scheme.iris)


def _fins(canvas: UnlabelledCanvas, fish: Individual, frame: _Frame) -> None:
    """Small tail fan, and dorsal and anal fin set far back, all behind the body; then the skin flaps."""
    s, fin, bend = fish.scheme, fish["fin"] * fish.look.limb, fish["bend"]
    root_x, root_y = frame.at(-0.9, 0.05)
    end = root_x - fin * 1.15 - 1
    spread = fin * 0.5 + 1.6
    tail = blob(
        [
            (root_x + 3, root_y - 2.4),
            (root_x - 1, root_y - 2.0 + bend * 0.3),
            (end, root_y - spread + bend),
            (end - 0.6, root_y + bend),
            (end, root_y + spread + bend),
            (root_x - 1, root_y + 2.0 + bend * 0.3),
            (root_x + 3, root_y + 2.4),
        ]
    )
    canvas.part(opened(tail, by=3, corners=True), s.fin)
    rays = fish["rays"]
    if rays >= 1:
        for side in (-1, 1):
            x, y = end + 2.0, root_y + side * (spread - 1.6) + bend
            canvas.thin(line([(x, y), (x - rays * 0.6, y + side * 0.2 * rays)]), s.fin)
    for side, front, back in ((-1, -0.25, -0.82), (1, -0.4, -0.82)):
        (x0, y0), (x1, y1) = frame.at(front, side * 0.85), frame.at(back, side * 0.5)
        height = fin * (0.85 if side < 0 else 0.6)
        canvas.part(blob([(x0, y0), (x0 - 2.0, y0 + side * height), (x1 - 1.2, y1 + side * height), (x1, y1)]), s.fin)
        x, y = x0 - 2.0, y0 + side * (height - 0.5)
        if rays >= 1:
            canvas.thin(
                line([(x, y), (x - rays * 0.25, y + side * rays * 0.45), (x - rays, y + side * rays * 0.7)]), s.fin
            )
    tags = fish["tags"]
    if tags >= 1:
        for u, v in ((-0.02, -0.95), (-0.1, 0.95), (0.45, 0.88)):
            x, y = frame.at(u, v)
            out = math.copysign(tags, v)
            canvas.thin(stroke([(x, y), (x - 0.6, y + out * 0.6), (x - 1.4, y + out)], [3.0, 2.6, 1.8]), s.fin)


@dataclass(frozen=True, slots=True)
class _Gape:
    mouth: Mask  # between the lips, up to the straight line from snout to jaw tip
    snout: Point
    jaw_tip: Point
    depth: float  # how far the water reaches into the mouth


def _gape(fish: Individual, frame: _Frame) -> _Gape:
    wide = fish["gape"]
    snout = frame.at(0.8, -0.22 - 0.2 * wide)
    jaw_tip = frame.at(0.96 + fish["jaw"] / frame.half_length, 0.1 + 0.08 * wide)
    corner = frame.at(-0.1, 0.22)
    upper = spline([corner, frame.at(0.25, 0.02 - 0.12 * wide), frame.at(0.55, -0.1 - 0.18 * wide), snout])
    lower = spline([jaw_tip, frame.at(0.76, 0.45 + 0.1 * wide), frame.at(0.3, 0.52 + 0.08 * wide), corner])
    return _Gape(polygon(np.concatenate([upper, lower])), snout, jaw_tip, 2.6 + 2.2 * wide)


def _body(canvas: UnlabelledCanvas, fish: Individual, frame: _Frame, gape: _Gape) -> None:
    s, bend = fish.scheme, fish["bend"]
    (snout_x, snout_y), (tip_x, tip_y) = gape.snout, gape.jaw_tip
    back_and_belly = spline(
        [
            (tip_x, tip_y),
            (tip_x + 1.3, tip_y + 0.6),
            (tip_x + 0.7, tip_y + frame.half_depth * 0.46),
            frame.at(0.5, 0.95),
            frame.at(-0.1, 1.0),
            frame.at(-0.68, 0.72),
            frame.at(-1.0, 0.28 + 0.03 * bend),
            frame.at(-1.0, -0.2 + 0.03 * bend),
            frame.at(-0.72, -0.7),
            frame.at(-0.1, -1.0),
            frame.at(0.42, -0.92),
            (snout_x + 0.5, snout_y - frame.half_depth * 0.34),
            (snout_x + 1.3, snout_y - 1.4),
            (snout_x, snout_y),
        ]
    )
    front = spline([gape.snout, ((snout_x + tip_x) / 2 - gape.depth, (snout_y + tip_y) / 2), gape.jaw_tip])
    # Without lips and corners thinner than three pixels the head takes a whole outline.
    head = opened(polygon(np.concatenate([back_and_belly, front])), by=3, corners=True)
    canvas.part(head, s.body, seam=darker(s.body, 2))
    low = head & ~shift(head, 0, -4) & (where_y() > frame.at(0, 0.42)[1])
    canvas.pattern(low, s.belly, clip=head)
    back = head & (canvas.pixels == s.body)
    flank = shrink(back) & (where_x() < frame.at(0.22, 0)[0])  # a spot beside the eye would read as another eye
    if fish.look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.35), s.mark, clip=back)
    elif fish.zone == "reef":
        canvas.pattern(spots(flank, fish.rng, count=round(fish["spots"]), size=2, apart=4.0), s.mark, clip=back)
    if fish.look.photophores in ("belly", "rows"):
        row = [frame.at(-0.62, 0.62), frame.at(-0.1, 0.86), frame.at(0.45, 0.8)]
        canvas.pattern(photophores(row, every=4.0), s.accent, clip=shrink(head))
    if fish.look.photophores == "rows":
        row = [frame.at(-0.88, 0.02), frame.at(-0.5, -0.2), frame.at(0.1, -0.3)]
        canvas.pattern(photophores(row, every=4.0, start=1.5), s.accent, clip=shrink(head))
    if fish.look.photophores == "spots":
        canvas.pattern(spots(flank, fish.rng, count=4, size=2, apart=5), s.accent, clip=shrink(head))
    throat = lighter(darkest(s.body), _THROAT_SHADE.get(fish.zone, 0))
    canvas.part(gape.mouth & head, throat)


def _teeth(canvas: UnlabelledCanvas, fish: Individual, gape: _Gape) -> None:
    """Needles on every second column of the mouth, upper and lower in turn, longest in front."""
    teeth = empty()
    columns = np.nonzero(gape.mouth.any(axis=0))[0]
    last = math.floor(gape.jaw_tip[0]) + MARGIN
    for order, column in enumerate(range(last - 1, int(columns[0]) + 2, -2)):
        if not 0 <= column < SHEET or not gape.mouth[:, column].any():
            continue
        rows = np.nonzero(gape.mouth[:, column])[0]
        top, bottom = int(rows[0]), int(rows[-1])
        reach = max(2, round(fish["teeth"] - 0.25 * order))
        reach = min(reach, bottom - top - 1)
        if order % 2 == 0:
            teeth[bottom + 1 - reach : bottom + 1, column] = True
        elif column + 0.5 - MARGIN < gape.snout[0]:
            teeth[top : top + reach, column] = True
    canvas.thin(teeth, _TOOTH)


def _pectoral(canvas: UnlabelledCanvas, fish: Individual, frame: _Frame) -> None:
    fin = fish["fin"] * fish.look.limb
    x, y = frame.at(-0.42, 0.32)
    canvas.part(ellipse(x, y, 1.2 + fin * 0.4, 1.9, angle=-25), fish.scheme.fin, seam=darker(fish.scheme.fin, 2))


def _lure(canvas: UnlabelledCanvas, fish: Individual, frame: _Frame) -> None:
    """The illicium, a rod arched forward from the brow, and the esca at its tip."""
    s, rod, arch = fish.scheme, fish["rod"], fish["arch"]
    x, y = frame.at(0.22, -0.86)
    x = math.floor(x) + 0.5
    span = round(rod * (0.42 + 0.42 * arch))
    rise = max(rod - span * 0.05, span * 0.6)
    lowest = np.nonzero(canvas.filled().any(axis=1))[0][-1] - MARGIN
    top = max(math.floor(y - rise), int(lowest) - 30) + 0.7  # the arch stands on a pixel row, inside the sprite
    bend_y = top + span * 0.45
    # The lure hangs clear of the brow and, on a long span, in front of the snout.
    behind = (x + span - 2.5 - frame.x) / frame.half_length
    brow = frame.y - frame.half_depth * math.sqrt(max(0.0, 1 - behind * behind))
    end = (x + span, min(bend_y + arch * rod * 0.5, brow - 5.0))
    hook = arc(x + span / 2, bend_y, span / 2, span * 0.45, start=180, end=360)
    canvas.thin(line([(x, y), (x, (y + bend_y) / 2), *hook, end]), lighter(s.fin))
    glow, core = s.accent, lighter(s.accent, 2)
    if fish.look.photophores == "none" and fish.zone != "hadal":  # a bait of flesh, a worm curled on a hook
        bulb: list[list[int | None]] = [[glow, glow, None], [glow, core, glow], [None, glow, glow]]
    elif fish["esca"] < 3.5:
        bulb = [[None, glow, None], [glow, core, glow], [None, glow, None]]
    else:
        bulb = [[None, glow, glow, None], [glow, core, core, glow], [glow, core, core, glow], [None, glow, glow, None]]
    canvas.stamp(math.floor(end[0]) - 1, math.floor(end[1]), bulb)


ANGLERFISH = Species(
    name="anglerfish",
    draw=unlabelled(_anglerfish),
    ranges={
        "length": (18.0, 21.0),
        "depth": (0.86, 1.0),
        "gape": (0.0, 1.0),
        "jaw": (0.3, 2.0),
        "teeth": (2.5, 4.4),
        "rod": (7.5, 10.0),
        "arch": (0.2, 1.0),
        "esca": (2.6, 4.4),
        "fin": (3.0, 4.6),
        "bend": (-1.6, 1.6),
        "rays": (0.0, 0.0),
        "tags": (0.0, 0.0),
        "spots": (0.0, 0.0),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "shallows": {"tags": (1.4, 3.0), "rod": (6.0, 8.0), "teeth": (1.6, 2.4), "esca": (2.0, 3.4)},
        "reef": {
            "spots": (2.0, 10.0),
            "tags": (0.0, 2.2),
            "rod": (6.5, 9.0),
            "teeth": (1.6, 2.8),
            "depth": (0.78, 0.88),
        },
        "twilight": {"eye": (3.0, 4.9)},
        "midnight": {"teeth": (3.4, 5.4), "depth": (0.84, 1.0)},
        "abyss": {"rays": (2.5, 6.0), "length": (16.0, 18.0), "fin": (2.4, 3.6), "eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9), "depth": (0.84, 0.93), "teeth": (1.6, 3.0)},
    },
    schemes={
        "shallows": (
            scheme("gold3 gold5 gold2 gold2 rose4 gold5"),
            scheme("kelp3 kelp5 gold3 kelp2 rose4 gold5"),
            scheme("sand4 sand5 sand3 sand2 coral4 gold5"),
        ),
        "reef": (
            scheme("gold4 gold5 coral4 coral3 azure4 ink6"),
            scheme("coral3 coral5 coral4 gold4 azure5 gold5"),
            scheme("rose4 rose5 violet3 violet3 gold4 ink6"),
            scheme("violet3 violet5 gold4 gold4 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure2 ink4 azure3 azure4 glow4 ink6"),
            scheme("violet2 violet4 azure3 violet4 glow4 ink6"),
            scheme("ink3 ink5 azure3 azure2 glow4 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral1 rose3 glow4 gold5"),
            scheme("ink2 ink3 rose2 rose3 glow4 gold5"),
            scheme("violet2 violet3 rose2 rose3 glow4 gold5"),
            scheme("rose2 rose3 violet2 violet3 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 violet3 glow4 ink6"),
            scheme("ink4 ink5 violet3 violet4 glow4 ink6"),
            scheme("violet5 ink6 violet4 violet3 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose3 rose4 ink5"),
            scheme("sand5 sand6 rose5 rose4 rose5 ink5"),
            scheme("ink5 ink6 rose5 rose4 rose5 ink5"),
        ),
    },
)
