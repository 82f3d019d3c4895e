"""Staghorn coral: thick tapering branches like antlers, pale polyp tips, a clear trunk; a thin ghost in the deep."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.canvas import Canvas, darkest
from training.masks import Mask, dot, ellipse, empty, grow, shift, shrink, spline, stroke, where_x, where_y
from training.patterns import along
from training.species.contract import Individual, Species
from training.zones import scheme

_FLOOR = 31.0  # the branches' colour ends here; the outline takes the bottom row

Path = npt.NDArray[np.float64]

# Crown by number of tips, left to right: L leader, S limb off the leader, < or > twig of the limb to the left or right.
_CROWNS = {4: "SL>S", 5: "S<L>S", 6: "S<LS>S", 7: "S<SL>SS"}


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch in units of the crown: x right, y up; the leader is about one unit tall."""

    path: Path  # (points, 2), root first
    root: float  # width at the root as a share of the trunk's
    tip: float  # width at the tip, likewise


def _bent(root: Path, tip: Path, curl: float) -> Path:
    """A branch that leaves its root sideways and turns upright: three points."""
    middle = (root + tip) / 2
    corner = np.array([tip[0], root[1]])
    return np.array([root, middle + curl * (corner - middle), tip])


def _branches(coral: Individual) -> list[Branch]:
    """The leader first, then limbs, twigs, and young shoots from the foot."""
    crown = _CROWNS[int(coral["tips"])]
    sway, fork, slender = coral["sway"], coral["fork"], coral["slender"]
    tips = []
    for slot in range(len(crown)):
        turn = math.radians(coral["splay"]) * (2 * slot / (len(crown) - 1) - 1)
        reach = (1 - fork) * (0.94 + 0.16 * math.sin(2 * math.pi * coral["habit"] + 2.4 * slot))
        if crown[slot] in "<>":
            reach *= 0.92
        tips.append(np.array([sway + reach * math.sin(turn), fork + reach * math.cos(turn)]))
    top = tips[crown.index("L")]
    leader = np.array([(0.0, 0.0), (-0.06 * sway, fork * 0.8), (top[0] * 0.45, (fork + top[1]) / 2), top])
    stem = spline(leader, steps=16)
    grown = {crown.index("L"): Branch(leader, 1.0, slender)}
    limbs = sorted((slot for slot, kind in enumerate(crown) if kind == "S"), key=lambda slot: tips[slot][1])
    for order, slot in enumerate(limbs):  # the lowest limb leaves lowest
        height = fork * 0.9 + (top[1] - fork) * 0.2 * order
        root = stem[int(np.abs(stem[:, 1] - height).argmin())]
        grown[slot] = Branch(_bent(root, tips[slot], coral["curl"]), 0.85 - 0.07 * order, slender)
    for slot, kind in enumerate(crown):
        if kind in "<>":
            limb = grown[slot - 1 if kind == "<" else slot + 1].path
            grown[slot] = Branch(_bent(limb[1] * 0.8 + limb[0] * 0.2, tips[slot], -0.1), 0.6, slender)
    return list(grown.values())


def _fitted(branches: list[Branch], *, width: float, height: float) -> list[Branch]:
    """The branches in sprite pixels: their points span the width and height, the foot on the floor."""
    points = np.concatenate([branch.path for branch in branches])
    low, high = points.min(axis=0), points.max(axis=0)
    scale = np.array([width, -height]) / (high - low)
    origin = np.array([16 - width / 2 - low[0] * scale[0], _FLOOR])
    return [Branch(origin + branch.path * scale, branch.root, branch.tip) for branch in branches]


def _lights(branches: list[Branch], *, every: float) -> Mask:
    """Two-pixel lights along the limbs, clear of the trunk and the tips."""
    lights = empty()
    for branch in branches[1:]:
        for x, y in along(branch.path, every=every, start=every * 0.7):
            light = dot(x, y)
            lights |= light | shift(light, 0, -1)
    return lights


def _bulb(x: float, y: float, *, size: int) -> Mask:
    """A round swelling `size` pixels across, set on whole pixels so that it is even on all sides."""
    if size < 3:
        return empty()
    half = size % 2 / 2
    return ellipse(round(x - half) + half, round(y - half) + half, size / 2, size / 2)


def _staghorn(canvas: Canvas, coral: Individual) -> None:
    """Field marks: antler branches that taper to pale tips, a clear trunk on a small foot.

    height, spread: of the branches, pixels. girth: width of the trunk. fork: height of the lowest limb over the
    whole. tips: how many branch tips the crown has. habit: which of them are long (a phase). splay: angle of the
    outer tips from upright, degrees. curl: how far limbs leave sideways before they turn upright (negative: they
    rise first and hang over). sway: lean of the crown. slender: width of the tips over the trunk's. bulb: radius of
    swollen tips, pixels (below 1.3 none). polyps: radius of the pale tips, pixels.
    """
    s = coral.scheme
    girth = coral["girth"]
    branches = _fitted(_branches(coral), width=coral["spread"], height=coral["height"])
    core = empty()
    for branch in branches:
        widths = [girth * branch.root, girth * (branch.root + branch.tip) / 2, girth * branch.tip]
        core |= stroke(branch.path, widths)
    foot_x = float(branches[0].path[0, 0])
    core |= ellipse(foot_x, _FLOOR + 0.5, girth * 0.5 + 1.6, 2.2)
    core &= where_y() < _FLOOR
    tips = empty()
    for branch in branches:
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
    edge = _FLOOR - coral["height"] * coral["fork"] * 0.55
    canvas.pattern(core & (where_y() > edge + 0.5 * (where_x() - foot_x)), s.fin, clip=core)
    if coral.look.photophores == "none":
        canvas.pattern(_lights(branches, every=4.5), s.belly, clip=shrink(core | shift(core, 1, 0)))
    elif coral.look.photophores == "rows":
        canvas.pattern(_lights(branches, every=5.0), s.accent, clip=core)
    canvas.pattern(tips, tip, clip=core)
    if coral.look.photophores == "belly":  # the first lights: the very ends of every other branch
        for branch in branches[::2]:
            x, y = branch.path[-1].tolist()
            canvas.pattern(ellipse(x, y - 0.5, 1.2, 1.2), s.accent, clip=core)


STAGHORN = Species(
    name="staghorn",
    draw=_staghorn,
    ranges={
        "height": (23.5, 28.0),
        "spread": (21.0, 27.0),
        "girth": (3.8, 4.6),
        "fork": (0.2, 0.36),
        "tips": (5.0, 7.99),
        "habit": (0.0, 1.0),
        "splay": (46.0, 62.0),
        "curl": (0.05, 0.4),
        "sway": (-0.12, 0.12),
        "slender": (0.45, 0.52),
        "bulb": (0.0, 1.2),
        "polyps": (1.5, 2.4),
    },
    zone_ranges={
        "shallows": {"height": (20.0, 25.0), "girth": (4.3, 5.2), "fork": (0.18, 0.28), "tips": (5.0, 6.99)},
        "twilight": {"girth": (3.4, 4.0), "fork": (0.24, 0.38), "slender": (0.5, 0.56)},
        "midnight": {"height": (25.0, 28.5), "girth": (3.0, 3.5), "slender": (0.56, 0.62), "polyps": (1.2, 1.8)},
        "abyss": {
            "height": (24.5, 27.0),
            "spread": (20.0, 25.0),
            "girth": (2.2, 2.9),
            "fork": (0.3, 0.42),
            "tips": (4.0, 6.99),
            "splay": (50.0, 66.0),
            "curl": (-0.35, 0.1),
            "slender": (0.4, 0.5),
            "bulb": (1.3, 2.2),
            "polyps": (1.6, 2.0),
        },
        "hadal": {
            "height": (22.0, 26.0),
            "spread": (20.0, 24.5),
            "girth": (3.6, 4.6),
            "fork": (0.2, 0.32),
            "tips": (4.0, 5.99),
            "curl": (0.1, 0.5),
            "slender": (0.5, 0.6),
            "bulb": (1.8, 2.7),
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
