"""The vampire squid in all zones: a dark cloak of webbed arms, pale spikes inside it, ear fins, one huge eye.

Knows no other species.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from training.drawing.masks import Mask, Point, blob, brushed, dot, empty, line, opened, polygon, shift, shrink
from training.drawing.patterns import mottling, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import BodyAxis
from training.species.contract import Individual, Species

_ROOT = 8.4  # the arms leave the body so far below its top, pixels
_ARMS = (-1.0, -0.52, 0.0, 0.52, 1.0)  # share of the spread
_ROOM = 28.4  # pixels from the first to the last fin or arm's tip, in the longer direction
_PADDLE = ((0.0, 0.6), (0.35, 0.9), (0.75, 1.0), (1.0, 0.6), (0.85, -0.3), (0.5, -0.8), (0.0, -0.7))


class _Cloak:
    """Measures of a vampire squid, and its places -> sprite coordinates: across its axis and down from its top."""

    def __init__(self, animal: Individual) -> None:
        self.half = animal["body"] / 2
        self.arm = animal["arm"]
        self._spread, self._curl = math.radians(animal["spread"]), math.radians(animal["curl"])
        tips = [self.ray(share, 1.04 + animal["ripple"]) for share in _ARMS]
        ends = [(0.0, 0.0), *self.fin(animal, -1), *self.fin(animal, 1), *tips]
        self.at = BodyAxis(-animal["tilt"]).fitted(ends, room=_ROOM).at

    def ray(self, share: float, out: float) -> Point:
        """A place on the cloak: share of the spread from its axis, share of the arms' length from their root.

        Outwards the rays turn up.
        """
        angle = share * (self._spread + self._curl * out**2)
        return self.arm * out * math.sin(angle), _ROOT + self.arm * out * math.cos(angle)

    def fin(self, animal: Individual, side: int) -> list[Point]:
        """Outline of the ear fin on the left (side -1) or right (1)."""
        turn, long, wide = math.radians(animal["beat"]), animal["fin"] + self.half * 0.4, animal["fin_width"] / 2
        root = np.array([side * self.half * 0.7, 4.6])
        ahead = np.array([side * math.cos(turn), -math.sin(turn)])
        up = np.array([-side * math.sin(turn), -math.cos(turn)])
        return [tuple(root + ahead * t * long + up * h * wide) for t, h in _PADDLE]


def _cloak(canvas: UnlabelledCanvas, animal: Individual, cloak: _Cloak) -> None:
    """The open cloak from within: web hung in arches from arm to arm, the arms on it, spikes (cirri) between them."""
    s, half = animal.scheme, cloak.half
    hem = 1 - animal["web"]
    edge = [cloak.ray(_ARMS[0], 1.0)]
    for left, right in pairwise(_ARMS):
        for t, rise in ((0.25, 0.07), (0.5, 0.0), (0.75, 0.07)):
            edge.append(cloak.ray(left + (right - left) * t, hem + rise))
        edge.append(cloak.ray(right, 1.0))
    collar = [(half * 0.9, _ROOT - 1.0), (-half * 0.9, _ROOT - 1.0)]
    flanks = [cloak.ray(1.1, 0.8), cloak.ray(1.18, 0.45), *collar, cloak.ray(-1.18, 0.45), cloak.ray(-1.1, 0.8)]
    web = canvas.part(opened(polygon(cloak.at([*edge, *flanks])), by=3), s.mark)
    for index, share in enumerate(_ARMS):
        wave = 1.04 + animal["ripple"] * math.sin(animal["phase"] + 2.3 * index)
        path = cloak.at([cloak.ray(share, 0.2), cloak.ray(share, 0.6), cloak.ray(share, wave)])
        ridge = line(path, curve=False)
        canvas.pattern(ridge, s.body, clip=web)
        canvas.thin(brushed(ridge) & ~web, s.body)
    studs = empty()
    for left, right in pairwise(_ARMS):
        for out in (hem - 0.14, hem - 0.36):
            stud = dot(*cloak.at([cloak.ray((left + right) / 2, out)])[0])
            studs |= stud | shift(stud, 0, 1)
    canvas.pattern(studs, s.belly, clip=shrink(web))


def _body(canvas: UnlabelledCanvas, animal: Individual, cloak: _Cloak) -> Mask:
    """Mantle and head in front of the cloak; returns them."""
    s, half = animal.scheme, cloak.half
    outline = [(half, 5.0), (half * 0.78, 1.4), (0.0, 0.0), (-half * 0.78, 1.4), (-half, 5.0)]
    outline += [(-half * 0.95, _ROOT), (-half * 0.5, _ROOT + 2.5), (half * 0.5, _ROOT + 2.5), (half * 0.95, _ROOT)]
    return canvas.part(opened(blob(cloak.at(outline)), by=3), s.body, seam=darker(s.body, 2))


def _vampire(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: open cloak of webbed arms, dark inside, with rows of pale spikes; ear fins; a huge eye.

    body: width of the mantle, pixels. arm: length of the arms, pixels. spread: degrees from the axis to the outermost
    arm. curl: degrees that the tips are lifted further. tilt: degrees that the cloak points to the right. fin: pixels
    that an ear fin stands out. fin_width: its width. beat: degrees that the fins are raised. web: depth of the arches
    between the arms, share of their length. ripple: share of its length that an arm stretches. phase: where in that.
    marks: number of spots. eye: pixels.
    """
    s = animal.scheme
    cloak = _Cloak(animal)
    for side in (-1, 1):
        canvas.part(opened(blob(cloak.at(cloak.fin(animal, side)))), s.fin)
    _cloak(canvas, animal, cloak)
    body = _body(canvas, animal, cloak)
    back = shrink(body)
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=3, share=0.3), s.mark, clip=back)
    elif animal["marks"] >= 1:
        canvas.pattern(spots(back, animal.rng, count=math.floor(animal["marks"]), apart=4.0), s.mark, clip=body)
    if animal.look.photophores != "none":
        for share in _ARMS:
            light = dot(*cloak.at([cloak.ray(share, 1.0)])[0])
            canvas.pattern(brushed(light), s.accent, clip=canvas.filled())
    x, y = cloak.at([(cloak.half * 0.3, 6.6)])[0]
    canvas.eye(float(x), float(y), math.floor(animal["eye"]), iris=s.iris)


VAMPIRE_SQUID = Species(
    name="vampire_squid",
    draw=unlabelled(_vampire),
    ranges={
        "body": (9.8, 11.8),
        "arm": (15.5, 18.5),
        "spread": (46.0, 66.0),
        "curl": (-6.0, 14.0),
        "tilt": (-4.0, 24.0),
        "fin": (4.5, 6.5),
        "fin_width": (6.0, 8.0),
        "beat": (-22.0, 26.0),
        "web": (0.08, 0.22),
        "ripple": (0.0, 0.06),
        "phase": (0.0, 6.28),
        "marks": (0.0, 3.0),
        "eye": (4.0, 5.9),
    },
    zone_ranges={
        "shallows": {"marks": (0.0, 0.0)},
        "twilight": {"eye": (5.0, 5.9)},
        "abyss": {"eye": (3.0, 4.9)},
        "hadal": {"eye": (0.0, 2.9), "marks": (0.0, 0.0), "body": (10.4, 12.0)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand6 sand3 sand2 kelp4 azure4"),
            scheme("ink4 ink6 ink3 ink2 azure3 coral4"),
            scheme("kelp4 kelp6 kelp3 kelp2 sand4 coral4"),
            scheme("azure4 azure6 azure3 azure2 sand4 coral4"),
        ),
        "reef": (
            scheme("coral4 coral6 coral5 coral2 azure4 azure5"),
            scheme("rose4 rose6 rose5 rose2 gold5 azure5"),
            scheme("violet4 violet6 violet5 violet2 rose4 gold5"),
            scheme("azure3 azure6 azure4 azure1 gold4 coral5"),
            scheme("gold4 gold6 gold3 coral3 azure4 azure5"),
            scheme("kelp3 kelp5 kelp4 kelp1 rose4 coral5"),
        ),
        "twilight": (
            scheme("azure3 azure5 azure4 azure1 glow4 coral4"),
            scheme("ink4 ink6 ink3 azure2 glow4 coral4"),
            scheme("violet3 violet5 violet4 violet1 glow4 azure5"),
            scheme("violet3 azure5 azure3 azure1 glow5 coral4"),
        ),
        "midnight": (
            scheme("coral2 coral5 coral3 coral1 glow4 azure4"),
            scheme("rose2 rose5 rose3 rose1 glow4 azure4"),
            scheme("violet2 violet5 violet3 violet1 glow4 coral4"),
            scheme("coral2 coral5 rose2 rose1 glow5 azure5"),
        ),
        "abyss": (
            scheme("violet4 violet6 violet5 violet2 glow4 azure5"),
            scheme("ink4 ink6 ink5 ink2 glow4 azure4"),
            scheme("violet5 violet6 violet4 violet3 glow5 azure4"),
            scheme("ink5 ink6 violet5 ink3 glow4 coral4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink5"),
            scheme("sand5 sand6 sand4 sand4 ink6 ink5"),
            scheme("ink5 ink6 rose5 ink4 sand5 ink6"),
        ),
    },
)
