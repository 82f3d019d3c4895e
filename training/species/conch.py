"""A conch individual -> its drawing: a spired shell with a flared lip, eyes on stalks. Knows no other grazers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.masks import Mask, Point, blob, ellipse, opened, rectangle, shrink, where_x, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_X, _Y, _GROUND = 12.5, 17.0, 28.0  # the middle of the body whorl; the height of the ground
_LONGEST = 29.0  # from the apex to the snout


@dataclass(frozen=True, slots=True)
class _Whorl:
    """One turn of the shell: an ellipse across the shell's axis."""

    x: float
    y: float
    half: float  # half its breadth, pixels
    axis: float  # degrees on screen from the shell's mouth to its apex

    def at(self, angle: float, share: float = 1.0) -> Point:
        """A place on it: angle 0 is towards the apex, 90 the upper and -90 the lower side; share of the radius."""
        turn, axis = math.radians(angle), math.radians(self.axis)
        u, v = 0.66 * self.half * share * math.cos(turn), self.half * share * math.sin(turn)
        return self.x + u * math.cos(axis) - v * math.sin(axis), self.y + u * math.sin(axis) + v * math.cos(axis)

    def mask(self) -> Mask:
        """Its pixels."""
        return ellipse(self.x, self.y, 0.66 * self.half, self.half, angle=self.axis)

    def below(self, share: float) -> Mask:
        """What lies beyond a curve across it, 0 at the apex's side to 1 in the middle."""
        away, axis = 1.32 * self.half * (1 - share), math.radians(self.axis)
        x, y = self.x + away * math.cos(axis), self.y + away * math.sin(axis)
        return self.mask() & ~ellipse(x, y, 0.66 * self.half, self.half * 1.2, angle=self.axis)


def _whorls(conch: Individual) -> list[_Whorl]:
    """From the body whorl to the apex, each `ratio` of the breadth of the one before."""
    axis = conch["axis"]
    cos, sin = math.cos(math.radians(axis)), math.sin(math.radians(axis))
    room = _X - (_nose(conch) - _LONGEST) - conch["knob"] * 0.7  # for the spire, to the left
    whorls, half, away = [], conch["breadth"] / 2, 0.0
    for _ in range(math.floor(conch["turns"])):
        reach = math.hypot(0.66 * half * cos, half * sin)
        here = min(away, (room - reach) / -cos)
        whorls.append(_Whorl(_X + here * cos, _Y + here * sin, half, axis))
        away += 0.66 * half * conch["pitch"]
        half *= conch["ratio"]
    return whorls


def _nose(conch: Individual) -> float:
    """How far to the right the snout is."""
    return _X + 15 + conch["crawl"]


def _knobs(whorl: _Whorl, height: float) -> Mask:
    """Round knobs in a row along a whorl's shoulder, `height` pixels over it."""
    places = np.array([whorl.at(angle, 1 + (height - 1.5) / whorl.half) for angle in (58, 16, -28, -66)])
    dx, dy = where_x() - places[:, :1, None], where_y() - places[:, 1:, None]
    return np.asarray((dx**2 + dy**2 <= 1.6**2).any(axis=0))


def _shell(canvas: UnlabelledCanvas, conch: Individual) -> None:
    """The spire from its apex down, each whorl with knobs on its shoulder, then the body whorl with its marks."""
    s, whorls = conch.scheme, _whorls(conch)
    for whorl in reversed(whorls):
        turn = whorl.mask()
        if whorl.half > 2.5:
            turn |= _knobs(whorl, conch["knob"] * math.sqrt(whorl.half / 9))
        body = canvas.part(opened(turn), s.body, seam=darker(s.body, 2))
    _marks(canvas, conch, whorls[0], body)


def _marks(canvas: UnlabelledCanvas, conch: Individual, whorl: _Whorl, body: Mask) -> None:
    """Mottling or a spiral band, pale base, and lights."""
    s, inside = conch.scheme, shrink(body)
    lower = whorl.below(conch["band"] + 0.34)
    if conch.look.camouflage:
        canvas.pattern(mottling(conch.rng, scale=3, share=0.35), s.mark, clip=inside & (canvas.pixels == s.body))
    elif conch.zone != "hadal":
        canvas.pattern(whorl.below(conch["band"]) & ~lower, s.mark, clip=inside)
    canvas.pattern(whorl.below(conch["band"] + 0.68), s.belly, clip=inside)
    if conch.look.photophores in ("rows", "belly"):
        row = [whorl.at(angle, 0.66) for angle in (84, 20, -30, -74)]
        canvas.pattern(photophores(row, every=3.6), s.accent, clip=inside)
    elif conch.look.photophores == "spots":
        canvas.pattern(spots(inside, conch.rng, count=4, size=2, apart=4), s.accent, clip=inside)


def _lip(canvas: UnlabelledCanvas, conch: Individual) -> None:
    """The flared lip, drawn out into a point, with the aperture's lining inside."""
    s, flare, point = conch.scheme, conch["flare"] * math.sqrt(conch.look.limb), conch["point"]
    right = _X + 5 + flare
    rim = [(_X + 2, _Y - 6), (right - 2.5, _Y - 6 - point), (right, _Y - 5 - point), (right + 1.2, _Y + 1)]
    rim += [(right - 1, _Y + 6.4), (_X + 4, _Y + 9), (_X + 0.5, _Y + 7.6), (_X + 3, _Y + 1)]
    lip = canvas.part(opened(blob(rim)), s.fin, seam=darkest(s.fin))
    mouth = [(_X + 3.4, _Y - 3), (right - 3, _Y - 4 - point * 0.5), (right - 2, _Y + 1), (right - 3.6, _Y + 5)]
    mouth += [(_X + 3.2, _Y + 6.4), (_X + 4.4, _Y + 1)]
    canvas.pattern(opened(blob(mouth)), darker(s.fin, 2), clip=shrink(lip))


def _foot(canvas: UnlabelledCanvas, conch: Individual) -> None:
    """The foot on the ground with the snout."""
    nose, tone = _nose(conch), conch.scheme.belly
    sole = [(_X - 6, _GROUND - 3.4), (_X + 2, _GROUND - 4.6), (nose - 4, _GROUND - 5.0), (nose - 0.5, _GROUND - 4.6)]
    sole += [(nose + 1.2, _GROUND - 2), (nose, _GROUND), (_X, _GROUND), (_X - 5.6, _GROUND)]
    canvas.part(opened(blob(sole), by=3), tone)


def _eyes(canvas: UnlabelledCanvas, conch: Individual) -> None:
    """Two stalked eyes that peek out from below the lip, the far one higher; a blind one keeps two stumps."""
    s, size = conch.scheme, math.floor(conch["eye"])
    ball, ground = max(size, 2), round(_GROUND)
    for back, rise in ((3.0 + ball / 2, conch["splay"]), (0.0, 0.0)):
        left = round(_nose(conch) - 1.8 - back - ball / 2)
        top = round(_GROUND - 4 - ball - conch["stalk"] - rise)
        stalk = rectangle(left + (ball - 1) // 2, top, 2, ground - top - 3)
        canvas.limb(stalk | rectangle(left, top, ball, ball), s.belly)
        canvas.eye(left + ball / 2, top + ball / 2, size, iris=s.iris)
    canvas.thin(rectangle(round(_nose(conch)) - 7, ground - 4, 7, 2), s.belly)


def _conch(canvas: UnlabelledCanvas, conch: Individual) -> None:
    """Field marks: spire of knobbed whorls up to the left, flared lip drawn out to a point, eyes on stalks before it.

    breadth: of the body whorl, pixels. axis: degrees on screen that the spire points to (-90 is up). turns: number of
    whorls; ratio: breadth of one to the one before; pitch: how far they stand apart, 1 in each other's middle.
    knob: height of the knobs, pixels. flare: breadth of the lip, pixels; point: height of its point. band: where the
    mark lies on the body whorl, 0 at the spire to 1 in the middle. crawl: pixels the head is out. stalk: length of the
    eye stalks, pixels; splay: how much higher the far eye is. eye: pixels.
    """
    _foot(canvas, conch)
    _shell(canvas, conch)
    _lip(canvas, conch)
    _eyes(canvas, conch)


CONCH = Species(
    name="conch",
    draw=unlabelled(_conch),
    ranges={
        "breadth": (15.5, 18.5),
        "axis": (-152.0, -126.0),
        "turns": (4.0, 5.9),
        "ratio": (0.58, 0.68),
        "pitch": (0.95, 1.15),
        "knob": (0.5, 1.9),
        "flare": (3.0, 5.4),
        "point": (0.0, 4.0),
        "band": (0.3, 0.8),
        "crawl": (0.0, 2.0),
        "stalk": (2.0, 6.0),
        "splay": (0.5, 3.0),
        "eye": (3.0, 3.9),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 4.9)},
        "midnight": {"eye": (3.0, 3.9), "knob": (1.2, 2.2)},
        "abyss": {"eye": (2.0, 3.9), "knob": (1.2, 2.2), "stalk": (3.0, 7.0)},
        "hadal": {"eye": (0.0, 1.9), "stalk": (0.0, 2.5), "knob": (0.0, 0.6), "point": (0.0, 1.0)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand6 rose4 sand3 kelp4 gold5"),
            scheme("kelp4 sand5 sand4 kelp3 sand4 gold5"),
            scheme("ink5 ink6 sand4 ink4 azure3 gold5"),
            scheme("sand5 sand6 coral4 sand4 kelp3 gold5"),
        ),
        "reef": (
            scheme("coral4 gold5 rose4 gold4 gold4 ink6"),
            scheme("azure3 azure5 gold4 azure4 coral4 ink6"),
            scheme("violet4 violet5 coral4 violet3 gold4 ink6"),
            scheme("gold4 gold6 rose4 coral4 coral3 ink6"),
            scheme("kelp3 gold5 rose4 kelp4 gold4 ink6"),
            scheme("rose4 rose6 azure4 rose3 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure3 ink4 violet3 azure2 glow4 ink6"),
            scheme("ink4 ink5 azure3 ink3 glow4 azure5"),
            scheme("violet2 violet4 azure3 violet3 glow4 ink6"),
            scheme("violet4 ink5 azure3 violet3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 coral3 glow4 gold5"),
            scheme("violet2 violet3 rose3 violet3 glow4 gold5"),
            scheme("rose2 rose3 violet3 rose3 glow5 gold5"),
            scheme("ink3 ink4 coral3 ink4 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet5 ink6 violet4 violet4 glow4 ink6"),
            scheme("ink4 ink5 violet4 ink5 glow4 ink6"),
            scheme("ink5 ink6 violet5 violet5 glow5 ink6"),
            scheme("violet4 violet5 ink5 violet5 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink5"),
            scheme("sand5 sand6 rose5 sand4 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose5 rose5 ink5"),
            scheme("rose6 ink6 rose5 rose5 sand5 ink5"),
        ),
    },
)
