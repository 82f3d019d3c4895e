"""A box jelly individual -> its drawing: a rounded box, a tentacle at each corner. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import ConvexHull

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, opened, polygon, shrink, stroke, where_x, where_y
from training.drawing.patterns import along, photophores
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.soft_arms import ribbon, trail

Grid = npt.NDArray[np.float64]
# (share of the height below the crown, share of the half width) of the box, from its crown to its margin
_SIDES = ((0.0, 0.3), (0.04, 0.66), (0.12, 0.88), (0.26, 1.0), (0.6, 1.0), (0.86, 0.98), (1.0, 0.92))
_TIGHT = ((0.0, 0.24), (0.05, 0.56), (0.16, 0.82), (0.36, 0.98), (0.6, 1.0), (0.86, 0.9), (1.0, 0.76))
_ROUND = ((1.0, -0.7), (1.0, 0.0), (1.0, 0.7), (0.94, 0.94))  # a side of the cross-section and its corner
_CROWN = 0.2  # share of the height that is its top


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. wide, tall: shares of the box's width and height; tight: how far it is contracted; lean: degrees to the
    right; pitch: degrees that we see it from above; yaw: degrees that it is turned about its axis;
    middle: of the box, nominal pixels right of and below the sprite's.

    spread: degrees that the tentacles stand out at the corners; bend: degrees that their ends turn further out;
    reach: share of their length; upright: share of the lean that their ends make up for.
    """

    wide: float
    tall: float
    tight: float
    lean: float
    pitch: float
    yaw: float
    middle: Point
    spread: float
    bend: float
    reach: float = 1.0
    upright: float = 0.8


_GESTURES = {
    "rest": _Gesture(1.0, 1.0, 0.0, 0.0, 14.0, 24.0, (0.0, -6.0), 16.0, -14.0),
    "glide": _Gesture(0.9, 1.16, 1.0, 58.0, 8.0, 40.0, (6.0, -4.0), 6.0, 4.0, upright=0.3),
    "turn": _Gesture(1.0, 0.94, 0.0, -24.0, 40.0, 34.0, (3.0, -5.0), 18.0, 6.0, reach=1.3),
    "display": _Gesture(1.12, 0.9, 0.0, 0.0, 16.0, 45.0, (0.0, -6.0), 38.0, 50.0, reach=1.0),
}


@dataclass(frozen=True, slots=True)
class _Box:
    """A box with rounded edges, sprite pixels. crown: where the middle of its top is seen."""

    crown: Point
    half: float
    height: float
    lean: float
    pitch: float
    yaw: float
    sides: tuple[Point, ...]

    def seen(self, across: float, down: float) -> Point:
        """Pixels right of and below the crown along the axis -> sprite coordinates."""
        cos, sin = math.cos(math.radians(self.lean)), math.sin(math.radians(self.lean))
        return self.crown[0] + across * cos - down * sin, self.crown[1] + across * sin + down * cos

    def _turned(self, x: float, z: float) -> Point:
        """A place of the cross-section, right of and before the axis, turned by the yaw."""
        cos, sin = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        return x * cos - z * sin, x * sin + z * cos

    def place(self, x: float, z: float, depth: float) -> Point:
        """A place of the cross-section (shares of the half width) at a share of the height."""
        across, near = self._turned(x * self.half, z * self.half)
        pitch = math.radians(self.pitch)
        return self.seen(across, depth * self.height * math.cos(pitch) + near * math.sin(pitch))

    def ring(self, depth: float) -> list[Point]:
        """The cross-section at a share of the height."""
        size = float(np.interp(depth, [at for at, _ in self.sides], [size for _, size in self.sides]))
        quarter, whole = list(_ROUND), []
        for _ in range(4):
            whole += quarter
            quarter = [(-z, x) for x, z in quarter]
        return [self.place(x * size, z * size, depth) for x, z in whole]

    def corners(self) -> list[tuple[float, float, Point]]:
        """Of each corner: pixels right of the axis, pixels before it, where it is seen at the margin."""
        size = self.sides[-1][1] * 0.84
        found = []
        for x, z in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
            across, near = self._turned(x * size * self.half, z * size * self.half)
            found.append((across, near, self.place(x * size, z * size, 1.0)))
        return sorted(found, key=lambda corner: corner[1])

    def mask(self) -> Mask:
        """All that is seen of it."""
        places = np.array([place for depth, _ in self.sides for place in self.ring(depth)])
        return polygon(places[ConvexHull(places).vertices])

    @property
    def facing(self) -> list[Point]:
        """The corners of the cross-section that we see, from the left to the right."""
        corners = sorted(((1, 1), (-1, 1), (-1, -1), (1, -1)), key=lambda corner: self._turned(*corner)[1])[1:]
        return sorted(corners, key=lambda corner: self._turned(*corner)[0])

    def grid(self) -> tuple[Grid, Grid, list[float]]:
        """(48, 48) each: pixels right of the axis; share of the height on the side that we see. And how far right of
        the axis its edges are seen."""
        cos, sin = math.cos(math.radians(self.lean)), math.sin(math.radians(self.lean))
        dx, dy = where_x() - self.crown[0], where_y() - self.crown[1]
        across, down = dx * cos + dy * sin, dy * cos - dx * sin
        front = [self._turned(x * self.half, z * self.half) for x, z in self.facing]
        near = np.interp(across, [x for x, _ in front], [z for _, z in front])
        pitch = math.radians(self.pitch)
        depth = (down - near * math.sin(pitch)) / (self.height * math.cos(pitch))
        return across, depth, [x for x, _ in front]


def _box_jelly(canvas: Canvas, jelly: Individual) -> None:
    """Field marks: a tall rounded box, seen with two of its sides, a blade and a tentacle at each corner.

    width: of the box, nominal pixels; tall: its height over its width. arm: length of the tentacles; blade: of what
    they hang from; thick: width of both. lean: degrees that it hangs over; yaw: that it is turned; wave: degrees that
    the tentacles wave; phase: of the waving. youth: 1 for a small low box.
    """
    pose, px = _GESTURES[jelly.pose], jelly.frame.px
    youth = max(jelly["youth"], 0)
    half = max(px(jelly["width"]) * pose.wide * (1 - 0.08 * youth) / 2, 2.8)
    height = px(jelly["width"] * jelly["tall"]) * pose.tall * (1 - 0.1 * youth)
    sides = np.array(_SIDES) * (1 - pose.tight) + np.array(_TIGHT) * pose.tight
    lean = pose.lean + jelly["lean"]
    up = height / 2 * math.cos(math.radians(pose.pitch))
    x, y = jelly.frame.at(16 + pose.middle[0], 16 + pose.middle[1])
    crown = (x + up * math.sin(math.radians(lean)), y - up * math.cos(math.radians(lean)))
    form = tuple((depth, size) for depth, size in sides.tolist())
    box = _Box(crown, half, height, lean, pose.pitch, pose.yaw + jelly["yaw"], form)
    corners = box.corners()
    if jelly.pose == "rest" and (jelly.young or box.half < 4.6):  # at their corners they would be two, a pair of legs
        rooted = [share * box.half for share in (0.0, -0.9, 0.9)]
        corners[1:] = [(across, 0.0, box.seen(across, box.height * 0.96)) for across in rooted]
    hindmost = box.half > 4.6 and not jelly.young and jelly.pose in ("rest", "turn")  # else there is no room for it
    for number, corner in enumerate(corners[:2]):
        if number or hindmost:
            _tentacle(canvas, jelly, box, corner, number)
    body = _paint(canvas, jelly, box)
    for number, corner in enumerate(corners[2:]):
        _tentacle(canvas, jelly, box, corner, number + 2)
    if jelly.glow != "none":
        row = [box.place(x, z, 0.8) for x, z in box.facing]
        canvas.light(photophores(row, every=3.2), jelly.scheme.light, clip=shrink(body))


def _tentacle(canvas: Canvas, jelly: Individual, box: _Box, corner: tuple[float, float, Point], number: int) -> None:
    """A blade at a corner and the tentacle that hangs from it."""
    pose, s, px = _GESTURES[jelly.pose], jelly.scheme, jelly.frame.px
    across, _, root = corner
    side = across / (box.half * 1.3)
    length = px(jelly["arm"]) * pose.reach
    blade = px(jelly["blade"])
    spread, bend = pose.spread if box.half > 3.4 else max(pose.spread, 34.0), pose.bend  # two, not one
    if jelly.young and jelly.pose == "display":  # spread wider, they would be a stool's legs
        spread, bend = 30.0, 14.0
    path = trail(
        root,
        heading=90 + box.lean - spread * side,
        length=length + blade,
        bend=-bend * side - box.lean * pose.upright,
        wave=jelly["wave"],
        turns=max(1.0, length / 11),
        phase=jelly["phase"] + 0.15 * number,
    )
    wide = max(2.1, min(px(jelly["thick"]), box.half * 0.56))  # of a slim one they would be a curtain
    mask = ribbon(canvas, path, [wide, wide * 0.9, wide * 0.7], s.accent)
    stem = along(path, every=blade / 3)[:4]
    canvas.thin("fin", opened(stroke(stem, [wide, max(2.1, wide * 1.2), 2.1], curve=False)), s.fin)
    if jelly.glow == "rich":
        x, y = path[-1]
        canvas.light(ellipse(x, y, 2.4, 2.4), s.light, clip=mask)


def _paint(canvas: Canvas, jelly: Individual, box: _Box) -> Mask:
    """The box: a pale top, a darker side away from the light, and its marks; returns it."""
    s = jelly.scheme
    body = canvas.part("body", opened(box.mask(), by=3, corners=box.half > 4), s.body, seam=canvas.dark(s.body))
    inner = shrink(body)
    across, depth, edges = box.grid()
    canvas.shade((across > edges[-2]) & (depth > _CROWN), s.fin, clip=inner)
    if box.half > 4 and box.pitch < 30:  # the stomach shines through
        stomach = stroke([box.seen(0.0, box.height * share) for share in (0.1, 0.4, 0.56)], [2.1, box.half * 0.62, 2.1])
        canvas.shade(stomach, s.belly, clip=inner)
    if jelly.pattern == "banded":
        for middle in (0.42, 0.76):
            canvas.mark(np.abs(depth - middle) < max(0.11, 1.1 / box.height), s.mark, clip=inner)
    canvas.shade((depth < _CROWN) | ((depth > 0.9) & (box.height > 8)), s.belly, clip=inner)
    return body


BOX_JELLY = Species(
    name="box_jelly",
    draw=_box_jelly,
    span=28.0,
    homes=("shallows", "reef"),
    ranges={"lean": (-7.0, 7.0), "yaw": (-7.0, 7.0), "phase": (0.0, 6.28), "wave": (22.0, 42.0)},
    traits={
        "build": {
            "slim": {"width": (8.4, 9.0), "tall": (1.7, 1.8)},
            "regular": {"width": (11.6, 12.4), "tall": (1.12, 1.2)},
            "stout": {"width": (15.4, 16.4), "tall": (0.76, 0.82)},
        },
        "limbs": {
            "short": {"arm": (5.4, 6.0), "blade": (2.2, 2.4), "thick": (2.7, 2.9)},
            "regular": {"arm": (9.6, 10.6), "blade": (3.0, 3.3), "thick": (2.8, 3.0)},
            "long": {"arm": (17.6, 19.0), "blade": (3.8, 4.2), "thick": (3.1, 3.3)},
        },
        "pattern": {"plain": {}, "banded": {}},
        "pose": free("pose"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("azure2 azure3 azure1 gold2 gold3 gold5"),
            scheme("ink2 ink3 ink1 rose2 rose3 gold5"),
            scheme("kelp2 kelp3 kelp1 coral2 coral3 gold5"),
            scheme("violet2 violet3 violet1 coral2 azure3 gold5"),
            scheme("rose2 rose3 rose1 sand1 sand3 gold5"),
        ),
        "reef": (
            scheme("azure5 azure6 azure4 violet2 violet5 ink6"),
            scheme("gold5 gold6 gold4 violet2 violet5 ink6"),
            scheme("rose5 rose6 rose4 gold2 gold5 ink6"),
            scheme("violet5 violet6 violet4 azure2 azure5 ink6"),
            scheme("ink5 ink6 ink4 coral3 coral5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 violet5 violet5 ink6 glow5"),
            scheme("violet4 violet5 violet3 azure5 azure5 ink6 glow5"),
            scheme("ink4 ink5 ink3 violet4 violet5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose5 rose5 ink6 glow4"),
            scheme("violet3 violet4 violet2 rose4 rose5 ink6 glow5"),
            scheme("rose3 rose4 rose2 violet5 violet5 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 ink4 ink5 ink6 glow4"),
            scheme("ink4 ink5 ink3 violet4 violet5 ink6 glow4"),
            scheme("azure4 azure5 azure3 violet4 violet5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 violet4 violet4 violet5 ink6 glow4"),
            scheme("sand5 sand6 azure4 azure4 azure5 ink6 glow4"),
            scheme("ink5 ink6 ink4 rose4 rose5 ink6 glow4"),
        ),
    },
)
