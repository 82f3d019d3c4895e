"""Sea fan: a flat fan of net on a short stem, ribs that fork through it; see-through meshes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.masks import (
    MARGIN,
    SIDE,
    Mask,
    Point,
    ellipse,
    empty,
    grow,
    opened,
    polygon,
    rectangle,
    shrink,
    stroke,
    where_x,
    where_y,
)
from training.drawing.tones import darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_FLOOR = 31.0  # the colour ends here; the outline takes the bottom row


@dataclass(frozen=True, slots=True)
class Fan:
    """A fan in polar terms about the top of its stem: angle in degrees from upright, share of the way to the edge."""

    coral: Individual
    low: Point = (-1.0, 0.0)  # smallest x and y of the edge before it is fitted to the sprite
    high: Point = (1.0, 1.0)

    def edge(self, angle: float) -> float:
        """How far the net reaches at an angle; about 1."""
        c = self.coral
        turn = angle / c["half_angle"]
        lobe = c["lobes"] * math.cos(math.pi * c["lobe_count"] * turn + 2 * math.pi * c["habit"])
        return (1 - (1 - c["side"]) * turn**2) * (1 + lobe)

    def unit(self, angle: float, share: float) -> Point:
        """The point before it is fitted: y up."""
        far = self.edge(angle) * share
        turn = math.radians(angle + self.coral["lean"] * share)
        return far * math.sin(turn), far * math.cos(turn)

    def at(self, angle: float, share: float) -> Point:
        """The point in sprite pixels."""
        x, y = self.unit(angle, share)
        c = self.coral
        wide = c["width"] / (self.high[0] - self.low[0])
        tall = (c["height"] - c["stem"]) / self.high[1]
        return 16 + wide * (x - (self.low[0] + self.high[0]) / 2), _FLOOR - c["stem"] - tall * y


def _fitted(coral: Individual) -> tuple[Fan, Mask]:
    """The fan that spans the width and height, and its sheet without meshes."""
    half = coral["half_angle"]
    angles = np.linspace(-half, half, 33).tolist()
    loose = Fan(coral)
    points = [loose.unit(angle, 1.0) for angle in angles]
    fan = Fan(coral, (min(x for x, _ in points), 0.0), (max(x for x, _ in points), max(y for _, y in points)))
    edge = [fan.at(0, -0.06), *(fan.at(angle, 1.0) for angle in angles)]
    return fan, opened(opened(polygon(edge), by=3))


def _meshes(fan: Fan, sheet: Mask) -> Mask:
    """The holes: cells about seeds on staggered rings, kept apart by threads (a Voronoi diagram)."""
    c = fan.coral
    middle, floor = fan.at(0, 0)
    seeds = []
    for ring in range(7):
        far = (ring + 1.1) * c["mesh"] * c["tall_mesh"]
        count = int(1.7 * far / c["mesh"])  # a little below the level of the stem's top
        for slot in range(-count, count + 1):
            turn = (slot + (0.5 if ring % 2 else 0.0) + c["shift"]) * c["mesh"] / far
            loose = far + c["jitter"] * math.sin(2 * math.pi * c["habit"] + 7.3 * ring + 3.1 * slot)
            seeds.append((middle + loose * math.sin(turn), floor - loose * math.cos(turn)))
    at = np.array(seeds)
    at = at[(np.abs(at - 16) < 18).all(axis=1)]
    rows = slice(MARGIN, MARGIN + SIDE)
    x, y = where_x()[:, rows, None], where_y()[rows, :, None]
    squares = (x - at[:, 0]) ** 2 + (y - at[:, 1]) ** 2
    nearest = np.sqrt(np.partition(squares, 1, axis=2)[:, :, :2])
    holes = empty()
    holes[rows, rows] = nearest[:, :, 1] - nearest[:, :, 0] > c["thread"]
    return opened(holes & shrink(sheet))


def _ribs(fan: Fan) -> list[list[Point]]:
    """Courses of the ribs, from the stem through the net."""
    c = fan.coral
    ribs = []
    count = int(c["ribs"])
    for index in range(count):
        turn = 2 * index / (count - 1) - 1
        end = c["half_angle"] * 0.78 * turn
        far = 0.74 + 0.1 * math.cos(2 * math.pi * c["habit"] + 2.4 * index)
        ribs.append([fan.at(0, -0.1), fan.at(end * 0.8, 0.35), fan.at(end, far)])
    return ribs


def _lights(ribs: list[list[Point]], *, middles: bool) -> Mask:
    """Glowing polyps, 2x2 pixels, at the ribs' ends and, if asked for, half way along the rest."""
    lights = empty()
    for _, (mid_x, mid_y), (x, y) in ribs:
        lights |= rectangle(round(x) - 1, round(y) - 1, 2, 2)
        if middles:
            lights |= rectangle(round((x + mid_x) / 2) - 1, round((y + mid_y) / 2) - 1, 2, 2)
    return lights


def _sea_fan(canvas: UnlabelledCanvas, coral: Individual) -> None:
    """Field marks: a flat fan on a short stem, all of it a net with see-through meshes, ribs that spread through it.

    height, width: of the whole, pixels. stem: its length, pixels. half_angle: how far the fan opens to each side,
    degrees from upright. side: how far its sides reach over its middle. lobes: how much its edge swells and sinks,
    as a share; lobe_count: how many swellings to each half; habit: where, and where ribs end (a phase).
    lean: degrees that its edge is turned to the right. mesh: from mesh to mesh, pixels. tall_mesh: the same
    upwards, as a share. jitter: how uneven the meshes are, pixels. shift: turns the meshes, in meshes.
    thread: width of the net's threads, pixels. ribs: how many. girth: width of the stem, pixels.
    """
    s = coral.scheme
    fan, sheet = _fitted(coral)
    courses = _ribs(fan)
    ribs = empty()
    for course in courses:
        ribs |= stroke(course, [2.0, 2.0]) & sheet
    holes = _meshes(fan, sheet) & ~ribs
    x, y = fan.at(0, 0)
    girth = coral["girth"]
    trunk = stroke([(x, y - 1), (x, _FLOOR)], [girth, girth + 1]) | ellipse(x, _FLOOR, girth + 1.5, 2.5)
    trunk &= where_y() < _FLOOR
    canvas.thin(grow(sheet | trunk), darkest(s.body))
    canvas.thin(sheet, s.body)
    canvas.thin(ribs | trunk, s.fin)
    canvas.pixels[opened(holes)] = 0
    if coral.look.photophores != "none":
        lights = _lights(courses[:: 2 if coral.look.photophores == "belly" else 1], middles=coral.zone == "midnight")
        canvas.pattern(lights, s.accent, clip=sheet)


SEA_FAN = Species(
    name="sea_fan",
    draw=unlabelled(_sea_fan),
    ranges={
        "height": (25.5, 29.5),
        "width": (27.0, 29.9),
        "stem": (4.0, 6.5),
        "half_angle": (60.0, 78.0),
        "side": (0.86, 1.04),
        "lobes": (0.0, 0.07),
        "lobe_count": (1.0, 3.0),
        "habit": (0.0, 1.0),
        "lean": (-8.0, 8.0),
        "mesh": (4.8, 5.6),
        "tall_mesh": (0.9, 1.1),
        "jitter": (0.0, 0.5),
        "shift": (-0.5, 0.5),
        "thread": (1.2, 1.5),
        "ribs": (3.0, 4.99),
        "girth": (3.0, 4.0),
    },
    zone_ranges={
        "shallows": {"height": (21.0, 25.0), "stem": (2.5, 4.0), "thread": (1.0, 1.3), "ribs": (3.0, 3.99)},
        "twilight": {"half_angle": (56.0, 70.0), "height": (27.5, 30.0), "stem": (5.0, 8.0)},
        "midnight": {"width": (24.0, 28.0), "height": (27.5, 30.0), "mesh": (5.2, 6.0), "girth": (2.4, 3.0)},
        "abyss": {
            "width": (24.0, 28.0),
            "height": (27.5, 30.0),
            "stem": (6.5, 9.5),
            "mesh": (5.0, 5.6),
            "thread": (1.0, 1.3),
            "girth": (2.0, 2.6),
            "ribs": (3.0, 3.99),
        },
        "hadal": {
            "height": (24.0, 27.0),
            "half_angle": (68.0, 84.0),
            "mesh": (6.4, 7.4),
            "thread": (2.0, 2.6),
            "ribs": (3.0, 3.99),
            "lobes": (0.0, 0.04),
            "girth": (3.6, 4.6),
        },
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand2 sand6 ink6"),
            scheme("kelp4 kelp5 kelp3 kelp2 sand6 ink6"),
            scheme("ink4 ink5 ink3 ink2 sand6 ink6"),
            scheme("violet4 violet5 sand4 violet2 sand6 ink6"),
        ),
        "reef": (
            scheme("violet4 violet5 gold4 violet3 gold5 ink6"),
            scheme("gold4 gold5 rose4 gold3 gold5 ink6"),
            scheme("coral4 coral5 coral3 coral3 gold5 ink6"),
            scheme("rose4 rose5 violet3 rose3 gold5 ink6"),
            scheme("gold5 gold6 violet3 gold3 gold5 ink6"),
            scheme("kelp4 kelp5 rose4 kelp3 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 azure2 glow5 ink6"),
            scheme("violet3 violet4 azure3 violet2 glow5 ink6"),
            scheme("ink4 ink5 azure3 azure2 glow5 ink6"),
            scheme("azure3 azure4 violet4 violet2 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 coral1 glow4 ink6"),
            scheme("violet3 violet4 violet2 violet1 glow4 ink6"),
            scheme("rose3 rose4 rose2 violet1 glow5 ink6"),
            scheme("ink3 ink4 coral2 coral1 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 violet3 glow4 ink6"),
            scheme("ink5 ink6 ink4 ink3 glow4 ink6"),
            scheme("violet4 violet5 ink5 violet2 glow5 ink6"),
            scheme("ink4 ink5 violet4 violet2 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink6"),
            scheme("sand5 sand6 sand4 sand4 ink6 ink6"),
            scheme("ink5 ink6 rose4 rose5 ink6 ink6"),
            scheme("rose6 ink6 rose5 rose5 ink6 ink6"),
        ),
    },
    standing=True,
)
