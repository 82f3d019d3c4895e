"""Tube sponge: a cluster of upright hollow tubes with dark openings and light rims; a glass basket in the abyss."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.masks import Mask, ellipse, grow, line, polygon, shrink, where_x, where_y
from training.drawing.patterns import mottling, reticulation
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_FLOOR = 32.0


@dataclass(frozen=True, slots=True)
class Tube:
    """One tube in sprite pixels: its foot, its girth, its mouth's centre, whole width and height."""

    foot: float
    girth: float
    x: float
    y: float
    mouth: int
    gape: int


def _tubes(sponge: Individual) -> list[Tube]:
    """The cluster, back to front: tall tubes behind, short ones before them."""
    count = int(sponge["tubes"])
    widest = 1.1 * sponge["girth"] * max(1.0, sponge["neck"]) * (1 - 0.1 * (count - 3))
    half = min(14.3 - widest / 2, sponge["spread"] / 2 * (1 + 0.12 * (count - 3)))
    waves = [math.sin(2 * math.pi * sponge["habit"] + 2.4 * slot) for slot in range(count)]
    heights = [0.72 + 0.26 * wave for wave in waves]
    if count == 3:  # organ pipes: never one tall tube between two short ones, nor a stub between two tall ones
        heights[1] = 0.42 * (heights[0] + heights[2])
    else:  # nor one that stands far above all others
        heights = [min(height, 1.2 * sorted(heights)[-2]) for height in heights]
    tallest = max(heights)
    tubes = []
    for slot, wave in enumerate(waves):
        across = 2 * slot / (count - 1) - 1  # -1 left to 1 right
        height = sponge["height"] * heights[slot] / tallest
        girth = sponge["girth"] * (1 + 0.1 * wave) * (1 - 0.1 * (count - 3))
        mouth = max(4, round(girth * sponge["neck"]))
        left = round(16 + across * half - mouth / 2)
        gape = min(max(round(sponge["gape"] * mouth), 3), 5)
        foot = 16 + across * half * sponge["foot"]
        tubes.append(Tube(foot, girth, left + mouth / 2, round(_FLOOR - height), mouth, gape))
    return sorted(tubes, key=lambda tube: tube.y)


def _wall(tube: Tube, sponge: Individual) -> Mask:
    """The tube from below the floor to the middle of its mouth; it leans from the foot and ends upright."""
    share = np.linspace(0, 1, 12)
    y = _FLOOR + 1 + (tube.y + tube.gape / 2 - _FLOOR - 1) * share
    axis = tube.foot + (tube.x - tube.foot) * (1 - (1 - share) ** 2)
    swell = sponge["bulge"] * np.sin(np.pi * share)
    half = tube.girth * (sponge["taper"] * (1 - share) + swell) / 2 + (tube.mouth / 2 + 0.3) * share
    edges = [np.column_stack([axis + side * half, y]) for side in (-1, 1)]
    return polygon(np.concatenate([edges[0], edges[1][::-1]])) & (where_y() < _FLOOR)


def _rings(tube: Tube, *, every: float) -> Mask:
    """Growth rings, bowed like the lower lip of the mouth."""
    bow = 1.6 * np.sqrt(np.clip(1 - ((where_x() - tube.x) / (tube.mouth / 2 + 0.5)) ** 2, 0, 1))
    below = where_y() - tube.y - tube.gape / 2 - bow - 1.5
    return np.asarray((below > 0) & (below % every < 1.0))


def _pores(tube: Tube, *, every: int) -> Mask:
    """A column of two-pixel lights down the middle of a tube."""
    below = where_y() - tube.y - tube.gape - 1.5
    column = (where_x() > tube.x - 1) & (where_x() <= tube.x)
    return np.asarray(column & (below >= 0) & (below % every < 2))


def _canal(tube: Tube) -> Mask:
    """The hollow that shows through a translucent tube, from the mouth to where it closes."""
    depth = (_FLOOR - tube.y) * 0.62
    return ellipse(tube.x, tube.y + tube.gape / 2, tube.girth * 0.24, depth)


def _tube(canvas: UnlabelledCanvas, tube: Tube, sponge: Individual) -> None:
    s = sponge.scheme
    lights = sponge.look.photophores
    mask = _wall(tube, sponge)
    inside = shrink(mask)
    hole = darker(s.body, 4)
    if lights == "spots":  # glass: a bright net, the dark showing through its meshes
        canvas.limb(mask, s.body)
        canvas.thin(inside & ~reticulation(cell=4.0, phase=tube.x - 0.5), s.fin)
        hole = s.accent
    else:
        canvas.part(mask, s.body, seam=darkest(s.body))
    if sponge.look.camouflage:
        canvas.pattern(mottling(sponge.rng, scale=2, share=0.3), darker(s.body), clip=inside)
    elif lights == "rows":
        canvas.pattern(_pores(tube, every=5), s.accent, clip=inside)
    elif sponge.zone == "hadal":
        canvas.pattern(inside & ~shrink(inside), s.belly, clip=inside)
        canvas.pattern(_canal(tube), s.fin, clip=shrink(inside))
    elif lights != "spots":
        canvas.pattern(_rings(tube, every=sponge["ring"]), darker(s.body), clip=inside)
    middle = tube.y + tube.gape / 2
    lip = ellipse(tube.x, middle, tube.mouth / 2, tube.gape / 2)
    canvas.limb(lip, s.mark)
    if lights == "belly":
        canvas.pattern(lip & ((where_x() - tube.x) % 4 < 2), s.accent, clip=lip & (where_y() > middle))
    canvas.thin(ellipse(tube.x, middle, tube.mouth / 2 - 1, max(tube.gape / 2 - 0.9, 0.6)), hole)


def _foot(canvas: UnlabelledCanvas, tubes: list[Tube], sponge: Individual, *, glass: bool) -> None:
    """The common foot before the tubes: a mound, or the collar and anchor needles of a glass sponge."""
    s = sponge.scheme
    left = min(tube.foot - tube.girth * sponge["taper"] / 2 for tube in tubes)
    right = max(tube.foot + tube.girth * sponge["taper"] / 2 for tube in tubes)
    middle, reach = (left + right) / 2, (right - left) / 2 + 0.8
    mound = ellipse(middle, _FLOOR, reach, sponge["mound"]) & (where_y() < _FLOOR - 1)
    if glass:
        canvas.pixels[where_y()[:, 0] > _FLOOR - 3] = 0
        for turn in (-0.95, -0.45, 0.0, 0.45, 0.95):
            ends = [(middle + turn * reach, _FLOOR - 3.5), (middle + turn * (reach + 2.0), _FLOOR - 0.5)]
            canvas.thin(line(ends, curve=False), s.mark)
        canvas.thin(grow(mound) & (where_y() < _FLOOR - 3), darkest(s.mark))
        collar = (np.abs(where_x() - middle) < reach + 0.5) & (where_y() > _FLOOR - 3) & (where_y() < _FLOOR - 2)
        canvas.thin(collar | (mound & (where_y() < _FLOOR - 2)), s.mark)
    else:
        canvas.thin(grow(mound) & (where_y() < _FLOOR), darkest(s.fin))
        canvas.thin(mound, s.fin)


def _tube_sponge(canvas: UnlabelledCanvas, sponge: Individual) -> None:
    """Field marks: upright tubes of different heights, dark openings, light rims, one common foot.

    height: of the tallest tube, pixels. spread: from the first mouth to the last of three tubes. tubes: how many.
    girth: width of a tube. habit: which tubes are tall (a phase). foot: how near together they stand at the foot,
    as a share of the spread. taper: width at the foot over the girth. bulge: swelling at half height over the girth.
    neck: width of the mouth over the girth. gape: height of the mouth over its width. ring: distance of the growth
    rings. mound: height of the common foot.
    """
    tubes = _tubes(sponge)
    for tube in tubes:
        _tube(canvas, tube, sponge)
    _foot(canvas, tubes, sponge, glass=sponge.look.photophores == "spots")


TUBE_SPONGE = Species(
    name="tube_sponge",
    draw=unlabelled(_tube_sponge),
    ranges={
        "height": (24.0, 29.5),
        "spread": (15.0, 19.0),
        "tubes": (3.0, 5.99),
        "girth": (7.0, 8.4),
        "habit": (0.0, 1.0),
        "foot": (0.45, 0.7),
        "taper": (0.65, 0.85),
        "bulge": (-0.1, 0.05),
        "neck": (0.95, 1.05),
        "gape": (0.4, 0.6),
        "ring": (3.5, 6.0),
        "mound": (2.5, 4.5),
    },
    zone_ranges={
        "shallows": {"height": (20.0, 24.0), "girth": (7.6, 9.0), "tubes": (3.0, 4.99), "taper": (0.8, 0.95)},
        "twilight": {
            "taper": (0.4, 0.6),
            "bulge": (-0.15, 0.0),
            "neck": (1.0, 1.15),
            "foot": (0.4, 0.55),
            "tubes": (3.0, 4.99),
        },
        "midnight": {"height": (26.0, 30.5), "girth": (7.0, 8.0), "tubes": (3.0, 4.99), "taper": (0.6, 0.8)},
        "abyss": {
            "height": (28.0, 31.0),
            "spread": (15.0, 18.0),
            "girth": (5.6, 6.8),
            "tubes": (3.0, 4.6),
            "taper": (0.35, 0.5),
            "bulge": (0.05, 0.2),
            "neck": (0.95, 1.1),
            "foot": (0.25, 0.4),
        },
        "hadal": {
            "height": (21.0, 27.0),
            "spread": (17.0, 19.5),
            "girth": (8.2, 9.4),
            "tubes": (3.0, 4.3),
            "taper": (0.5, 0.65),
            "bulge": (0.25, 0.45),
            "neck": (0.66, 0.8),
            "gape": (0.55, 0.75),
        },
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand6 sand6 ink6"),
            scheme("kelp4 kelp5 kelp3 sand6 sand6 ink6"),
            scheme("ink4 ink5 ink3 ink6 sand6 ink6"),
            scheme("azure4 azure5 sand3 azure6 sand6 ink6"),
        ),
        "reef": (
            scheme("violet4 violet5 violet2 violet6 gold5 ink6"),
            scheme("gold4 gold5 kelp3 gold6 gold5 ink6"),
            scheme("coral4 coral5 violet2 coral6 gold5 ink6"),
            scheme("azure4 azure5 violet2 gold6 gold5 ink6"),
            scheme("rose4 rose5 kelp2 gold5 rose5 ink6"),
            scheme("kelp3 kelp4 rose2 gold5 violet5 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure2 azure5 glow5 ink6"),
            scheme("violet3 violet4 violet2 violet5 glow5 ink6"),
            scheme("ink3 ink4 violet2 ink5 glow5 ink6"),
            scheme("azure2 azure3 violet2 azure4 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral1 coral4 glow4 ink6"),
            scheme("violet2 violet3 violet1 rose4 glow4 ink6"),
            scheme("rose2 rose3 violet1 rose4 glow5 ink6"),
            scheme("ink2 ink3 coral1 coral4 glow4 ink6"),
        ),
        "abyss": (
            scheme("ink6 ink6 ink2 ink6 glow4 ink6"),
            scheme("violet5 violet6 violet1 violet6 glow4 ink6"),
            scheme("glow5 glow6 glow1 glow6 glow4 ink6"),
            scheme("ink5 ink6 violet2 ink6 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose6 ink6 ink6"),
            scheme("sand5 sand6 sand4 sand6 ink6 ink6"),
            scheme("ink5 ink6 rose4 ink6 ink6 ink6"),
            scheme("rose6 ink6 rose5 ink6 ink6 ink6"),
        ),
    },
    standing=True,
)
