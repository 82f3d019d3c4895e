"""Staghorn coral: thick tapering branches like antlers, pale polyp tips, a clear trunk; a thin ghost in the deep."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from training.drawing.masks import Mask, ellipse, empty, grow, rectangle, shift, shrink, stroke, where_x, where_y
from training.drawing.patterns import along
from training.drawing.tones import darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import grown
from training.species.contract import Individual, Species

_FLOOR = 31.0  # the branches' colour ends here; the outline takes the bottom row

Path = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch in units of the crown: x right, y down; from trunk to tip it is about one unit tall."""

    path: Path  # (3, 2), root first
    root: float  # width at the root as a share of the trunk's
    end: float  # width at the end, likewise
    tine: bool  # ends in a tip, rather than in a fork


def _shoot(root: Path, heading: float, *, length: float, bow: float) -> Path:
    """Three points from the root along a heading (degrees from upright), bowed sideways by a share of the length."""
    ahead = np.array([math.sin(math.radians(heading)), -math.cos(math.radians(heading))])
    middle = root + ahead * length / 2 + np.array([-ahead[1], ahead[0]]) * bow * length
    return np.array([root, middle, root + ahead * length])


def _branches(coral: Individual) -> list[Branch]:
    """The trunk, then its two beams, each forked at its end, and tines on the beams' outer and inner sides."""
    slender, tines = coral["slender"], coral["tines"]
    trunk = _shoot(np.zeros(2), coral["sway"], length=coral["trunk"], bow=0.0)
    branches = [Branch(trunk, 1.0, 0.95, tine=False)]
    phase = 2 * math.pi * coral["habit"]
    for order, side in enumerate((-1, 1)):
        swing = phase + 2.6 * order
        heading = coral["sway"] + side * coral["splay"] + 7 * math.sin(swing)
        length = 0.42 * (1 + 0.18 * math.sin(swing + 1.0))
        beam = _shoot(trunk[2], heading, length=length, bow=coral["curl"] * side)
        branches.append(Branch(beam, 0.85, 0.72, tine=False))
        for turn in (-1, 1):
            reach = tines * (1 + 0.22 * math.sin(swing + 2.2 * turn))
            tine = _shoot(beam[2], heading + turn * coral["fork"] / 2 - 8 * side, length=reach, bow=-0.06 * turn)
            branches.append(Branch(tine, 0.72, slender, tine=True))
        if coral["twigs"] >= 1 + order:  # outwards, from the middle of the beam
            reach = tines * (0.72 + 0.15 * math.sin(swing + 4.0))
            twig = _shoot(beam[1], heading + side * 50, length=reach, bow=-0.1 * side)
            branches.append(Branch(twig, 0.66, slender, tine=True))
        if coral["twigs"] >= 4 - order:  # inwards, and up
            root = beam[1] * 0.6 + beam[2] * 0.4
            twig = _shoot(root, heading - side * 56, length=tines * 0.8, bow=0.06 * side)
            branches.append(Branch(twig, 0.66, slender, tine=True))
    return branches


def _fitted(branches: list[Branch], *, width: float, height: float) -> list[Branch]:
    """The branches in sprite pixels: their points span the width and height, the foot on the floor."""
    paths = grown([branch.path for branch in branches], width=width, height=height, floor=_FLOOR)
    return [replace(branch, path=path) for branch, path in zip(branches, paths, strict=True)]


def _lights(branches: list[Branch], *, every: float) -> Mask:
    """Two-pixel lights along the limbs, clear of the trunk and the tips."""
    lights = empty()
    for branch in branches[1:]:
        for x, y in along(branch.path, every=every, start=every * 0.7):
            lights |= rectangle(math.floor(x), math.floor(y) - 1, 1, 2)
    return lights


def _bulb(x: float, y: float, *, size: int) -> Mask:
    """A round swelling `size` pixels across, set on whole pixels so that it is even on all sides."""
    if size < 3:
        return empty()
    half = size % 2 / 2
    return ellipse(round(x - half) + half, round(y - half) + half, size / 2, size / 2)


def _staghorn(canvas: UnlabelledCanvas, coral: Individual) -> None:
    """Field marks: two slanting beams like antlers, forked, with tines and pale tips; a short trunk on a small foot.

    height, spread: of the branches, pixels. girth: width of the trunk. trunk: its length over the whole.
    twigs: from 1 and 2 the beams bear a tine outwards, from 3 and 4 one inwards. habit: which are long (a phase).
    splay: angle of the beams from upright, degrees. fork: angle between the tines at their ends, degrees;
    tines: their length over the whole. curl: how far beams are bowed outwards, as a share. sway: lean of the crown,
    degrees. slender: width of the tips over the trunk's. bulb: radius of swollen tips, pixels (below 1.3 none).
    polyps: radius of the pale tips, pixels.
    """
    s = coral.scheme
    girth = coral["girth"]
    branches = _fitted(_branches(coral), width=coral["spread"], height=coral["height"])
    core = empty()
    for branch in branches:
        core |= stroke(branch.path, [max(girth * branch.root, 2.0), max(girth * branch.end, 2.0)])
    foot_x = float(branches[0].path[0, 0])
    core |= ellipse(foot_x, _FLOOR + 0.5, girth * 0.5 + 1.6, 2.2)
    core &= where_y() < _FLOOR
    tips = empty()
    tines = [branch for branch in branches if branch.tine]
    for branch in tines:
        x, y = branch.path[-1].tolist()
        tips |= ellipse(x, y, coral["polyps"], coral["polyps"]) & core
        tips |= _bulb(x, y, size=round(2 * coral["bulb"]))
    core |= tips
    glowing = coral.look.photophores in ("rows", "spots")
    tip = s.accent if glowing else s.mark
    canvas.thin(grow(core), darkest(s.body))
    canvas.thin(grow(core & tips) & ~core, darkest(tip))
    canvas.thin(core, s.body)
    # old growth at the foot, its edge rising to one side; polyps of the light side
    edge = _FLOOR - coral["height"] * coral["trunk"] * 0.6
    canvas.pattern(core & (where_y() > edge + 0.5 * (where_x() - foot_x)), s.fin, clip=core)
    if coral.look.photophores == "none":
        canvas.pattern(_lights(branches, every=4.5), s.belly, clip=shrink(core | shift(core, 1, 0)))
    elif coral.look.photophores == "rows":
        canvas.pattern(_lights(branches, every=5.0), s.accent, clip=core)
    canvas.pattern(tips, tip, clip=core)
    if coral.look.photophores == "belly":  # the first lights: the very ends of every other branch
        for branch in tines[::2]:
            x, y = branch.path[-1].tolist()
            canvas.pattern(ellipse(x, y - 0.5, 1.2, 1.2), s.accent, clip=core)


STAGHORN = Species(
    name="staghorn",
    draw=unlabelled(_staghorn),
    ranges={
        "height": (24.0, 28.5),
        "spread": (23.0, 28.0),
        "girth": (3.6, 4.4),
        "trunk": (0.16, 0.28),
        "twigs": (1.0, 5.0),
        "habit": (0.0, 1.0),
        "splay": (34.0, 50.0),
        "fork": (44.0, 66.0),
        "tines": (0.3, 0.42),
        "curl": (-0.08, 0.14),
        "sway": (-8.0, 8.0),
        "slender": (0.5, 0.56),
        "bulb": (0.0, 1.2),
        "polyps": (1.5, 2.4),
    },
    zone_ranges={
        "shallows": {"height": (20.0, 25.0), "girth": (4.0, 4.8)},
        "twilight": {"girth": (3.2, 3.8), "slender": (0.55, 0.62)},
        "midnight": {"height": (25.0, 28.5), "girth": (3.0, 3.5), "slender": (0.6, 0.66), "polyps": (1.2, 1.8)},
        "abyss": {
            "height": (24.5, 27.0),
            "spread": (22.0, 26.0),
            "girth": (2.4, 2.9),
            "twigs": (0.0, 3.0),
            "trunk": (0.26, 0.38),
            "bulb": (1.3, 2.2),
            "polyps": (1.6, 2.0),
        },
        "hadal": {
            "height": (22.0, 26.0),
            "spread": (21.0, 25.0),
            "girth": (3.6, 4.4),
            "twigs": (0.0, 3.0),
            "bulb": (1.6, 2.4),
            "polyps": (1.8, 2.8),
        },
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand6 sand6 ink6"),
            scheme("kelp4 kelp5 kelp3 gold6 sand6 ink6"),
            scheme("azure4 azure5 azure3 ink6 sand6 ink6"),
            scheme("ink4 ink5 ink3 ink6 sand6 ink6"),
        ),
        "reef": (
            scheme("violet4 violet5 violet3 gold6 gold5 ink6"),
            scheme("coral4 coral5 coral3 gold6 gold5 ink6"),
            scheme("azure4 azure5 azure3 rose6 gold5 ink6"),
            scheme("kelp4 kelp5 kelp3 rose5 rose5 ink6"),
            scheme("gold4 gold5 gold3 violet5 violet5 ink6"),
            scheme("rose4 rose5 rose3 gold6 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure2 azure5 glow5 ink6"),
            scheme("violet3 violet4 violet2 violet5 glow5 ink6"),
            scheme("ink4 ink5 ink3 azure5 glow5 ink6"),
            scheme("violet3 violet4 azure2 azure5 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral1 rose4 glow4 ink6"),
            scheme("violet2 violet3 violet1 rose4 glow4 ink6"),
            scheme("rose2 rose3 rose1 rose4 glow5 ink6"),
            scheme("ink2 ink3 ink1 coral4 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 glow5 glow5 ink6"),
            scheme("ink5 ink6 ink4 glow5 glow5 ink6"),
            scheme("ink4 ink5 violet3 glow5 glow4 ink6"),
            scheme("violet4 violet5 violet3 glow5 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose6 ink6 ink6"),
            scheme("sand5 sand6 sand4 rose5 ink6 ink6"),
            scheme("ink5 ink6 ink4 rose6 ink6 ink6"),
            scheme("rose6 ink6 rose5 ink6 ink6 ink6"),
        ),
    },
    standing=True,
)
