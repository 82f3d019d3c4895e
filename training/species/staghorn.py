"""A staghorn coral individual -> its drawing: forked branches like antlers, tips of another colour. Knows no other
species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pixelgen.palette import shade_of
from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, ellipse, empty, grow, grow_all, rectangle, shrink, where_x, where_y
from training.drawing.patterns import along
from training.drawing.pixel_rules import GROWTH_PIXELS
from training.drawing.tones import darker, lighter
from training.drawing.zones import scheme
from training.species.body_axis import grown
from training.species.contract import Individual, Species, free
from training.species.coral_growth import Path, across, lit_side, on_path, paired, shoot, tapered

_FLOOR = 27.0


@dataclass(frozen=True, slots=True)
class _Shoot:
    """A branch of a growth form.

    of: number of the branch that bears it, -1 for the foot; at: where along it, 0 root to 1 end. heading: degrees
    right of upright. share: its length, of the whole's height. bow: how far it bulges to its right, a share of its
    length. tine: a limb that ends in a tip, rather than a stem that forks. rank: only with so much room; 0 always.
    depth: 1 for what lies behind the stems, -1 for what lies before them.
    """

    of: int
    at: float
    heading: float
    share: float
    bow: float = 0.0
    tine: bool = True
    rank: int = 0
    depth: int = 0


def _stem(of: int, at: float, heading: float, share: float, bow: float = 0.0) -> _Shoot:
    return _Shoot(of, at, heading, share, bow, tine=False)


_FORMS: dict[str, tuple[tuple[_Shoot, ...], ...]] = {
    "rest": (
        (  # two beams from a trunk
            _stem(-1, 0.0, 0.0, 0.3),
            _stem(0, 1.0, -44.0, 0.36, -0.14),
            _stem(0, 0.9, 38.0, 0.4, 0.14),
            _Shoot(1, 1.0, -8.0, 0.32, -0.06),
            _Shoot(2, 1.0, 6.0, 0.36, 0.06),
            _Shoot(2, 0.7, 74.0, 0.3, 0.16, rank=1),
            _Shoot(1, 0.8, -80.0, 0.26, -0.16, rank=2),
            _Shoot(2, 0.3, -18.0, 0.4, 0.04, rank=2),
        ),
        (  # three stems from the foot
            _stem(-1, 0.0, -36.0, 0.46, -0.12),
            _stem(-1, 0.0, 4.0, 0.5),
            _stem(-1, 0.0, 42.0, 0.4, 0.12),
            _Shoot(0, 1.0, -10.0, 0.3, -0.1),
            _Shoot(1, 1.0, -20.0, 0.4, 0.06, rank=1),
            _Shoot(1, 0.86, 26.0, 0.42, 0.06),
            _Shoot(2, 1.0, 16.0, 0.26, 0.1),
            _Shoot(0, 0.62, -86.0, 0.26, -0.14, rank=3),
            _Shoot(2, 0.7, 88.0, 0.26, 0.14, rank=2),
        ),
        (  # one leader with tines to either side
            _stem(-1, 0.0, 8.0, 0.62, -0.1),
            _Shoot(0, 1.0, -6.0, 0.36, 0.06),
            _Shoot(0, 0.36, -56.0, 0.4, -0.18),
            _Shoot(0, 0.6, 60.0, 0.4, 0.2),
            _Shoot(0, 0.86, -52.0, 0.34, -0.14, rank=1),
            _Shoot(0, 0.98, 44.0, 0.28, 0.1, rank=2),
            _Shoot(0, 0.2, 74.0, 0.3, 0.18, rank=3),
        ),
    ),
    "glide": (
        (  # a bush that the current has bent to one side
            _stem(-1, 0.0, 12.0, 0.22, -0.08),
            _stem(0, 1.0, 52.0, 0.5, -0.18),
            _stem(0, 0.9, -6.0, 0.42, -0.12),
            _Shoot(1, 1.0, 82.0, 0.28, -0.1),
            _Shoot(1, 0.9, 24.0, 0.32, -0.12),
            _Shoot(2, 1.0, 34.0, 0.3, -0.1),
            _Shoot(2, 0.8, -36.0, 0.28, -0.14, rank=1),
            _Shoot(0, 0.4, 86.0, 0.38, -0.1, rank=3),
        ),
        (  # two beams swept the same way
            _stem(-1, 0.0, 22.0, 0.24, -0.1),
            _stem(0, 1.0, 6.0, 0.34, -0.18),
            _stem(0, 0.8, 62.0, 0.36, -0.14),
            _Shoot(1, 1.0, 34.0, 0.38, -0.1),
            _Shoot(1, 0.6, -28.0, 0.34, -0.16),
            _Shoot(2, 1.0, 80.0, 0.3, -0.08),
            _Shoot(2, 0.5, 22.0, 0.36, -0.1, rank=2),
        ),
    ),
    "turn": (
        (  # round the trunk: two behind, two beside, one before
            _stem(-1, 0.0, -2.0, 0.34),
            _Shoot(0, 0.9, -18.0, 0.62, -0.06, depth=1),
            _Shoot(0, 0.9, 30.0, 0.56, 0.08, rank=1, depth=1),
            _Shoot(0, 0.9, -66.0, 0.46, -0.22),
            _Shoot(0, 1.0, 60.0, 0.44, 0.22, rank=2),
            _Shoot(0, 0.62, 16.0, 0.5, 0.16, depth=-1),
        ),
        (
            _stem(-1, 0.0, 8.0, 0.3),
            _Shoot(0, 0.9, 24.0, 0.66, 0.06, depth=1),
            _Shoot(0, 0.8, -30.0, 0.5, -0.08, rank=1, depth=1),
            _Shoot(0, 0.9, 70.0, 0.44, 0.24),
            _Shoot(0, 1.0, -70.0, 0.4, -0.22, rank=2),
            _Shoot(0, 0.7, -22.0, 0.48, -0.18, depth=-1),
        ),
    ),
    "display": (
        (
            _stem(-1, 0.0, 0.0, 0.16),
            _Shoot(0, 1.0, -74.0, 0.6, -0.22),
            _Shoot(0, 1.0, -30.0, 0.62, -0.08),
            _Shoot(0, 1.0, 16.0, 0.7, 0.04, rank=1),
            _Shoot(0, 1.0, 48.0, 0.56, 0.1),
            _Shoot(0, 1.0, 84.0, 0.54, 0.24, rank=2),
        ),
        (
            _stem(-1, 0.0, -62.0, 0.34, -0.14),
            _stem(-1, 0.0, 62.0, 0.34, 0.14),
            _Shoot(0, 1.0, -80.0, 0.34, -0.2),
            _Shoot(0, 0.9, -28.0, 0.44, -0.1),
            _Shoot(1, 0.9, 24.0, 0.5, 0.1),
            _Shoot(1, 1.0, 78.0, 0.36, 0.2),
            _Shoot(-1, 0.0, 2.0, 0.5, 0.06, rank=2),
        ),
    ),
}
_WIDE = {"rest": 1.0, "glide": 1.12, "turn": 0.86, "display": 1.22}  # pose -> share of the build's width
_GAP = 2.0  # pixels from a branch to the next, outlines included; thick ones need more


@dataclass(frozen=True, slots=True)
class _Branch:
    """A shoot laid out in sprite pixels: its middle line, and what it covers without its outline."""

    shoot: _Shoot
    path: Path
    core: Mask


def _branches(coral: Individual) -> list[_Branch]:
    """The growth form's branches, fitted to the width and height of its build."""
    forms = _FORMS[coral.pose]
    form = forms[min(int(coral["habit"] * len(forms)), len(forms) - 1)]
    height = coral.frame.px(coral["height"])
    width = height * coral["wide"] * _WIDE[coral.pose]
    about = sum(GROWTH_PIXELS[coral.growth]) / 2  # not the scale's: a form stays as it is when drawn again
    room = about * min(coral["wide"] * _WIDE[coral.pose], 1.0)
    young = coral.growth == "young"
    rank = max(int(room / (1.3 * max(about / 27 * coral["girth"], 2.0) + _GAP)) - (3 if young else 2), 0)
    side = -1 if coral["side"] < 0 and coral.pose != "glide" else 1
    youth = 0.7 if young else 1.0  # a young one forks low
    level = (0.72 if young else 0.82) if coral.pose == "glide" else 1.0  # one level branch would be a pointing hand
    paths: list[Path] = []
    for number, one in enumerate(form):
        root = np.zeros(2) if one.of < 0 else on_path(paths[one.of], one.at)
        turn = coral["unrest"] * math.sin(2 * math.pi * coral["habit"] * len(forms) + 2.4 * number)
        heading = side * one.heading * level + turn * (0.5 if one.of < 0 else 1.0)
        tines, stems = coral["tines"], coral["stems"]
        if coral.pose in ("glide", "display"):  # long ones from one palm would be fingers
            tines, stems = min(max(tines, 0.96 if young else 0.0), 1.2), max(stems, 0.86)
        length = one.share * (tines if one.tine else stems * youth)
        path = shoot(root, heading, length=length, bow=side * one.bow)
        path[1:, 1] = np.minimum(path[1:, 1], -0.08)  # nothing grows into the floor
        paths.append(path)
    kept = [number for number, one in enumerate(form) if one.rank <= rank]
    fitted = grown([paths[number] for number in kept], width=width, height=height, floor=_FLOOR, widest=height * 1.7)
    girth = max(coral.frame.px(coral["girth"]) * (0.84 if young else 1.0), 2.0)
    found = []
    for number, path in zip(kept, fitted, strict=True):
        one = form[number]
        thick = max(2, round(girth * (1.25 if one.of < 0 and not one.tine else 1.0)))
        end = max(2, round(girth * 0.8))
        found.append(_Branch(one, path, tapered(path, thick, end)))
    return found


def _staghorn(canvas: Canvas, coral: Individual) -> None:
    """Field marks: forked branches like antlers, as thick as a stag's, with tips of another colour.

    height: of the branches, nominal pixels. wide: their width over their height. girth: of a stem, nominal pixels.
    tines, stems: lengths of branches that end in a tip and of those that fork, shares of what the form says.
    habit: which of its pose's growth forms, and how its branches differ from it. side: below 0 the form is mirrored.
    unrest: degrees that branches turn from what the form says. tip: length of the coloured tips, nominal pixels.
    rings: bands across the branches, so many pixels apart (0 none). base: height of the coloured foot, a share.
    """
    branches = _branches(coral)
    for depth in (1, 0, -1):
        layer = [branch for branch in branches if branch.shoot.depth == depth]
        if layer:
            _layer(canvas, coral, layer, depth)
    _lights(canvas, coral, branches)


def _layer(canvas: Canvas, coral: Individual, layer: list[_Branch], depth: int) -> None:
    """Branches that lie at one depth: one outline about them all, dark where they come close to each other."""
    s = coral.scheme
    tone = s.fin if depth == 1 and not canvas.lit else s.body
    stems, tines, tips = empty(), empty(), empty()
    reach = max(1.6, coral.frame.px(coral["tip"])) + (1.6 if coral.glow == "rich" else 0.0)
    for branch in layer:
        if branch.shoot.tine:
            x, y = branch.path[-1].tolist()
            end = ellipse(x, y, reach, reach)
            # On a slender or a short thick branch they would be a frog's toes.
            open_polyps = coral.pose == "display" and coral.growth != "young" and 2.4 < coral["girth"] < 3.5
            bulb = ellipse(round(x), round(y), 2.1, 2.1) if open_polyps else empty()
            tines |= branch.core | bulb
            tips |= (end & branch.core) | bulb
        else:
            stems |= branch.core
    foot = empty()
    if depth == 0:
        x = float(layer[0].path[0, 0])
        foot = ellipse(x, _FLOOR, coral.frame.px(coral["girth"]) * 0.7 + 1.6, 2.0) & (where_y() < _FLOOR)
    core = (stems | tines | foot) & (where_y() < _FLOOR)
    whole = grow(core) & (where_y() < _FLOOR + 1)
    canvas.part("limb", grow(tines) & whole, tone, gap=depth < canvas.lit)
    body = canvas.part("body", whole & ~grow(tines & ~stems & ~foot), tone)
    canvas.label("body", body | (whole & (stems | foot)))
    filled = canvas.filled()
    near_water = grow_all(grow_all(~filled))  # a slit in the midst of the branches would look like an eye
    canvas.shade(whole & ~core & shrink(filled) & near_water, canvas.dark(tone), clip=whole)
    if depth < 1 and not canvas.lit:
        canvas.shade(lit_side(core), s.belly, clip=core)
    _marks(canvas, coral, layer, core)
    canvas.shade(grow(tips) & whole & ~(core & ~tips), s.accent, clip=whole)


def _marks(canvas: Canvas, coral: Individual, layer: list[_Branch], core: Mask) -> None:
    """Bands across the branches, or a foot two shades darker; lighter where that would be lost."""
    s = coral.scheme
    if coral["rings"] > 0:
        bands = empty()
        girth = coral.frame.px(coral["girth"])
        for branch in layer:
            start = girth + (1.0 if branch.shoot.tine else 2.6)
            bands |= across(branch.path, every=coral["rings"], start=start, reach=girth) & branch.core
        canvas.mark(paired(bands & core), s.mark, clip=core)
    if coral["base"] > 0:
        edge = _FLOOR - coral.frame.px(coral["height"]) * coral["base"]
        least = {"shallows": 3, "twilight": 5}.get(coral.zone, 4)  # from this shade on its foot is darker
        tone = darker(s.body, 2) if shade_of(s.body) >= least else lighter(s.body, 2)
        canvas.mark(where_y() > edge + 0.25 * (where_x() - 16), tone, clip=core)


def _lights(canvas: Canvas, coral: Individual, branches: list[_Branch]) -> None:
    """One row of light organs from the foot up a branch; richly, the tips of all branches too."""
    s = coral.scheme
    if coral.glow == "none":
        return
    tines = [branch for branch in branches if branch.shoot.tine]
    tallest = min(tines, key=lambda branch: float(branch.path[-1, 1]))
    round_ = 0.7 if coral.growth == "young" else 1.4
    for branch in tines if coral.glow == "rich" else []:
        x, y = branch.path[-1].tolist()
        canvas.light(grow(ellipse(x, y, round_, round_) & branch.core), s.light, clip=canvas.filled())
    row = empty()
    for x, y in along([*branches[0].path[:1], *tallest.path[:-1]], every=3.6, start=2.6):
        row |= rectangle(math.floor(x), math.floor(y) - 1, 1, 2)
    canvas.light(row, s.light, clip=shrink(canvas.filled()))


STAGHORN = Species(
    name="staghorn",
    draw=_staghorn,
    span=27.0,
    standing=True,
    homes=("reef", "shallows"),
    ranges={"habit": (0.0, 1.0), "side": (-1.0, 1.0), "unrest": (3.0, 9.0), "tip": (1.9, 2.6)},
    traits={
        "build": {
            "slim": {"wide": (0.62, 0.7), "girth": (1.8, 2.1), "height": (24.0, 24.5)},
            "regular": {"wide": (0.96, 1.04), "girth": (2.8, 3.2), "height": (23.0, 23.5)},
            "stout": {"wide": (1.36, 1.46), "girth": (3.7, 4.0), "height": (18.6, 19.2)},
        },
        "limbs": {
            "short": {"tines": (0.7, 0.76), "stems": (1.16, 1.24)},
            "long": {"tines": (1.5, 1.6), "stems": (0.66, 0.7)},
        },
        "pattern": {
            "plain": {"rings": (0.0, 0.0), "base": (0.0, 0.0)},
            "banded": {"rings": (6.2, 6.8), "base": (0.0, 0.0)},
            "masked": {"rings": (0.0, 0.0), "base": (0.42, 0.48)},
        },
        "pose": free("pose"),
        "growth": free("growth"),
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("coral3 coral4 coral2 sand4 sand5 gold5"),
            scheme("kelp2 kelp3 kelp1 gold5 gold5 gold5"),
            scheme("violet3 violet4 violet2 rose4 rose5 gold5"),
            scheme("azure3 azure4 azure2 violet4 violet5 gold5"),
            scheme("sand2 sand3 sand1 kelp4 kelp5 gold5"),
            scheme("rose3 rose4 rose2 gold4 gold6 gold5"),
        ),
        "reef": (
            scheme("violet5 violet6 violet4 azure2 azure5 gold5"),
            scheme("coral4 coral5 coral3 violet2 violet5 gold5"),
            scheme("rose5 rose6 rose4 gold2 gold5 gold5"),
            scheme("kelp4 kelp5 kelp3 rose3 rose5 gold5"),
            scheme("gold4 gold5 gold3 coral2 coral6 gold5"),
            scheme("azure5 azure6 azure4 coral3 coral5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 violet3 violet6 gold5 glow5"),
            scheme("violet5 violet6 violet4 azure3 azure6 gold5 glow5"),
            scheme("ink4 ink5 ink3 azure3 azure5 gold5 glow5"),
            scheme("rose5 rose6 rose4 violet3 violet5 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose2 rose5 gold5 glow4"),
            scheme("violet3 violet4 violet2 coral2 coral5 gold5 glow4"),
            scheme("rose3 rose4 rose2 violet2 violet5 gold5 glow4"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 azure2 azure6 gold5 glow4"),
            scheme("ink4 ink5 ink3 violet2 violet5 gold5 glow4"),
            scheme("azure4 azure5 azure3 violet2 violet6 gold5 glow4"),
        ),
        "hadal": (
            scheme("violet5 violet6 violet4 violet2 azure5 gold5 glow4"),  # flesh, or nails of it, would make a hand
            scheme("azure5 azure6 azure4 azure2 violet5 gold5 glow4"),
            scheme("ink5 ink6 ink4 violet2 violet4 gold5 glow4"),
        ),
    },
)
