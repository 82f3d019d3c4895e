"""A pufferfish individual -> its drawing: an inflated ball with short spines, tiny fins and a beak."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, blob, ellipse, empty, grow, line, opened, shift, shrink, where_x, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_X, _Y = 17.0, 16.0  # middle of the ball


def _draw(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: a ball all over short spines, fins far too small for it, beak, large eye.

    girth: half the ball's width, pixels. squash: its height over its width. spines: how many about the ball.
    spine: their length, pixels. turn: degrees that the first spine is turned. tail: length of the tail fin, pixels.
    wag: pixels that the tail hangs (or rises). fin: length of dorsal, anal and breast fin, pixels.
    belly: height of the belly's edge, -0.2 above the middle to 0.5 below. spots: how many on the back. eye: pixels.
    """
    wide = fish["girth"] * min(1.0, 0.9 + 0.1 * fish.look.bulk)
    tall = wide * fish["squash"]
    feet = _spines(canvas, fish, wide, tall)
    _fins(canvas, fish, wide, tall)
    ball = _ball(canvas, fish, wide, tall)
    canvas.pattern(grow(ball) & ~ball, darker(fish.scheme.body, 2), clip=feet)
    _face(canvas, fish, wide, tall, ball)


def _spines(canvas: UnlabelledCanvas, fish: Individual, wide: float, tall: float) -> Mask:
    """Spines that stand off all round but at the tail and the beak; returns the sides of their broad feet."""
    count, stems, feet = round(fish["spines"]), empty(), empty()
    for index in range(count):
        angle = 2 * math.pi * (index + 0.5) / count + math.radians(fish["turn"])
        along, up = math.cos(angle), math.sin(angle)
        if abs(up) < 0.4:
            continue
        # Upright or at 45 degrees, so that no spine has a kink.
        aside, down = (0 if abs(along) < 0.42 else 1 if along > 0 else -1), (1 if up > 0 else -1)
        reach = round(fish["spine"] + (0 if aside else 1))
        x, y = _X + along * wide, _Y + up * tall
        stems |= line([(x - aside, y - down), (x + aside * reach, y + down * reach)], curve=False)
        foot = line([(x - aside, y - down), (x + aside * (reach - 1), y + down * (reach - 1))], curve=False)
        if aside:
            feet |= shift(foot, -aside, 0) | shift(foot, 0, -down)
        else:
            foot &= abs(where_y() - y) <= 1
            feet |= shift(foot, 1, 0) | shift(foot, -1, 0)
    canvas.thin(feet, fish.scheme.fin)
    canvas.thin(stems, lighter(fish.scheme.fin))
    return feet & ~stems


def _fins(canvas: UnlabelledCanvas, fish: Individual, wide: float, tall: float) -> None:
    """Tail paddle on its short root, dorsal and anal fin."""
    s, x, y, tail = fish.scheme, _X - wide, _Y + fish["wag"], fish["tail"]
    canvas.part(blob([(x + 3, _Y - 3), (x - 1.5, y - 1.6), (x - 1.5, y + 1.6), (x + 3, _Y + 3)]), s.body)
    fan = [(x, y - 1.4), (x - tail, y - 2.8), (x - tail - 0.4, y), (x - tail, y + 2.8), (x, y + 1.4)]
    canvas.part(opened(blob(fan)), s.fin)


def _ball(canvas: UnlabelledCanvas, fish: Individual, wide: float, tall: float) -> Mask:
    """The ball, its light belly and spotted back."""
    s = fish.scheme
    muzzle = ellipse(_X + wide - 1.2, _Y + 0.8, 2.8, 2.8)
    ball = canvas.part(ellipse(_X, _Y, wide, tall) | muzzle, s.body, seam=darker(s.body, 2))
    edge = _Y + fish["belly"] * tall + 0.16 * (where_x() - _X)
    canvas.pattern(where_y() > edge, s.belly, clip=ball)
    inner = shrink(shrink(ball))
    back = inner & (where_y() < edge - 1.5) & (where_x() < _X + wide * 0.3)
    if fish.look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.35), s.mark, clip=shrink(ball) & (where_y() < edge - 1))
    else:
        canvas.pattern(spots(back, fish.rng, count=round(fish["spots"]), size=2, apart=3.6), s.mark, clip=back)
    return ball


def _face(canvas: UnlabelledCanvas, fish: Individual, wide: float, tall: float, ball: Mask) -> None:
    """Breast fin, beak, eye, and the lights of the deep."""
    s = fish.scheme
    x, y = _X - wide * 0.05, _Y + 1.5
    reach = fish["fin"] * fish.look.limb
    fan = [(x, y - 1.2), (x - reach, y - 2.4), (x - reach - 0.4, y + 0.6), (x - reach, y + 2.6), (x, y + 1.4)]
    paddle = canvas.part(opened(blob(fan)), s.fin, seam=darker(s.fin, 2 if fish.zone == "reef" else 1))
    lit = shrink(shrink(ball)) & ~paddle
    if fish.look.photophores in ("belly", "rows"):
        row = [(_X - wide * 0.6, _Y + tall * 0.4), (_X, _Y + tall * 0.66), (_X + wide * 0.55, _Y + tall * 0.5)]
        canvas.pattern(photophores(row, every=4.0), s.accent, clip=lit)
    elif fish.look.photophores == "spots":
        canvas.pattern(spots(lit, fish.rng, count=4, size=2, apart=6), s.accent, clip=lit)
    beak, gap = lighter(s.belly, 3), darker(s.body, 4)
    canvas.stamp(math.floor(_X + wide + 0.1), round(_Y) - 1, [[beak, beak], [gap, gap], [beak, beak]])
    canvas.eye(_X + wide * 0.48, _Y - tall * 0.36, math.floor(fish["eye"]), iris=s.iris)


PUFFERFISH = Species(
    name="pufferfish",
    draw=unlabelled(_draw),
    ranges={
        "girth": (9.4, 10.6),
        "squash": (0.9, 1.02),
        "spines": (13.0, 18.0),
        "spine": (1.5, 2.5),
        "turn": (0.0, 20.0),
        "tail": (3.4, 4.6),
        "wag": (-1.6, 1.6),
        "fin": (3.6, 5.0),
        "belly": (-0.1, 0.4),
        "spots": (3.0, 8.0),
        "eye": (3.0, 4.4),
    },
    zone_ranges={
        "twilight": {"eye": (4.0, 5.4)},
        "abyss": {"eye": (2.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand6 sand4 sand3 sand2 gold5"),
            scheme("kelp4 kelp6 kelp4 kelp3 kelp2 gold5"),
            scheme("azure4 azure6 azure4 azure3 azure2 gold5"),
        ),
        "reef": (
            scheme("gold4 gold6 gold3 coral2 coral3 ink6"),
            scheme("azure3 azure6 gold4 azure1 azure1 gold5"),
            scheme("rose4 rose6 violet3 violet2 rose2 ink6"),
            scheme("kelp3 gold5 kelp4 kelp1 kelp1 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure5 azure3 azure2 glow5 ink6"),
            scheme("violet3 violet5 violet3 violet2 glow5 ink6"),
            scheme("ink4 ink6 azure3 azure2 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral4 coral3 coral1 glow5 gold5"),
            scheme("violet2 rose3 violet3 violet1 glow5 gold5"),
            scheme("rose2 rose4 rose3 rose1 glow5 gold5"),
            scheme("ink3 ink4 coral2 coral2 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet6 violet4 violet3 glow4 ink6"),
            scheme("ink4 ink6 ink4 violet4 glow4 ink6"),
            scheme("violet5 ink6 violet4 violet4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 rose3 ink5"),
            scheme("sand5 sand6 sand4 sand4 rose4 ink5"),
            scheme("ink5 ink6 rose5 rose5 rose4 ink5"),
        ),
    },
)
