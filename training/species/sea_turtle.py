"""Sea turtle: a domed shell rowed through the water by two long flippers. Knows nothing of other grazers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.masks import Mask, Point, blob, dot, ellipse, line, opened, polygon, shift
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_MARGINAL = 0.28  # share of the dome taken by the row of small scutes along its margin


@dataclass(frozen=True, slots=True)
class _Shell:
    """The carapace's outline: x from `tail` over `length`, y above the tilted margin."""

    tail: float
    length: float
    height: float
    peak: float  # where along the length the dome is highest, 0 tail to 1 front
    fullness: float  # 0.4 boxy to 0.7 tent-like
    tilt: float  # rows an x pixel; negative swims upwards

    def at(self, along: float, up: float) -> Point:
        """Point at a share of the length (0 tail, 1 front) and of the dome's height there (0 margin, 1 top)."""
        place = min(max(along, 0.0), 1.0) ** (math.log(0.5) / math.log(self.peak))
        dome = self.height * min(math.sin(math.pi * place) ** self.fullness, 0.96)
        x = self.tail + along * self.length
        return x, 17.5 + (x - 16) * self.tilt - up * dome


def _paddle(root: Point, length: float, width: float, *, angle: float, sweep: float) -> Mask:
    """A flipper: broad at the elbow, with a blunt tip that trails by `sweep` widths; angle 90 hangs down."""
    turn = math.radians(angle)
    along, lead = (math.cos(turn), math.sin(turn)), (math.sin(turn), -math.cos(turn))
    shape = [
        (-0.15, 0.34),
        (0.3, 0.58),
        (0.66, 0.4),
        (0.92, 0.02 - sweep),
        (1.0, -0.26 - sweep),
        (0.84, -0.4 - sweep * 0.7),
        (0.5, -0.34),
        (0.1, -0.42),
    ]
    paddle = blob(
        [
            (
                root[0] + u * length * along[0] + v * width * lead[0],
                root[1] + u * length * along[1] + v * width * lead[1],
            )
            for u, v in shape
        ]
    )
    return opened(paddle)


def _keel(shell: _Shell, up: float) -> list[Point]:
    """A line along the shell at a share of its height."""
    return [shell.at(along, up) for along in np.linspace(0.04, 0.97, 7).tolist()]


def _scutes(shell: _Shell, scute: float) -> tuple[Mask, list[Point]]:
    """Borders between the scutes, and the middle of each costal scute."""
    borders = line(_keel(shell, _MARGINAL), curve=False)
    count = max(3, round(shell.length / scute))
    middles = []
    for index in range(count):
        if index:
            top = 0.5 + (index / count - 0.5) * 0.8
            borders |= line([shell.at(index / count, _MARGINAL), shell.at(top, 1.0)], curve=False)
        middles.append(shell.at(0.5 + ((index + 0.5) / count - 0.5) * 0.9, 0.66))
    return borders, middles


def _carapace(canvas: UnlabelledCanvas, turtle: Individual, shell: _Shell) -> None:
    """The shell with its scutes (shallows, reef, abyss), keels (twilight, midnight) or bare (hadal)."""
    s = turtle.scheme
    outline = [shell.at(along, 1.0) for along in np.linspace(0, 1, 25).tolist()]
    outline += [shell.at(0.98, -0.12), shell.at(0.5, -0.14), shell.at(0.04, -0.1)]
    body = canvas.part(opened(polygon(outline)), s.body, seam=darker(s.body, 2))
    borders, middles = _scutes(shell, turtle["scute"])
    if turtle.look.camouflage:
        canvas.pattern(mottling(turtle.rng, scale=3, share=0.35), lighter(s.body), clip=body)
    elif turtle.zone == "reef":
        for x, y in middles:
            canvas.pattern(ellipse(x - 0.2, y, 1.3, 1.6), lighter(s.body), clip=body)
    if turtle.zone in ("twilight", "midnight"):
        canvas.pattern(line(_keel(shell, 0.24), curve=False) | line(_keel(shell, 0.66), curve=False), s.mark, clip=body)
    elif turtle.zone == "hadal":
        canvas.pattern(line(_keel(shell, _MARGINAL), curve=False), darker(s.body), clip=body)
    else:
        canvas.pattern(borders, darker(s.body, 2), clip=body)
    if turtle.look.photophores == "rows":
        canvas.pattern(photophores(_keel(shell, 0.24), every=3.6, start=2.5), s.accent, clip=body)
    elif turtle.look.photophores == "spots":
        for x, y in middles:
            light = dot(x - 0.5, y)
            canvas.pattern(light | shift(light, 1, 0), s.accent, clip=body)


def _head(canvas: UnlabelledCanvas, turtle: Individual, shell: _Shell) -> None:
    """Thick neck, blunt head with a hooked beak."""
    s, size = turtle.scheme, turtle["head"]
    x, y = shell.at(1.0, 0.0)
    y += turtle["lift"] - 1.4
    neck_y = shell.at(0.85, 0.0)[1]
    nose = x + size
    shape = [
        (x - 3, neck_y - 3.4),
        (x + size * 0.25, y - size * 0.3),
        (x + size * 0.55, y - size * 0.44),
        (nose - size * 0.12, y - size * 0.18),
        (nose, y + size * 0.2),
        (nose - size * 0.2, y + size * 0.42),
        (x + size * 0.35, y + size * 0.46),
        (x - 2, neck_y + 1.6),
    ]
    head = canvas.part(opened(blob(shape)), s.fin)
    mouth = line([(nose - size * 0.3, y + size * 0.24), (nose, y + size * 0.24)], curve=False)
    canvas.pattern(mouth, darker(s.fin, 2), clip=head)
    canvas.eye(x + size * 0.5, y, math.floor(turtle["eye"]), iris=s.iris)


def _sea_turtle(canvas: UnlabelledCanvas, turtle: Individual) -> None:
    """Field marks: domed shell of scutes, long front flipper swept back, blunt head with a beak.

    length: of the shell, pixels. dome: its height over its length. peak: where it is highest (0 tail, 1 front).
    fullness: exponent of the dome's curve, small ones box-like, large ones like a tent.
    tilt: swims up (negative) or down. flipper: length of the front flipper. beat: where its stroke is, angle
    from hanging (0) to swept back (1). lift: the head held high (negative) or low. head: its length.
    hind: length of the hind flipper. paddle: width of the flippers. scute: length of a costal scute. eye: pixels.
    """
    s = turtle.scheme
    length = turtle["length"]
    height = length * turtle["dome"] * turtle.look.bulk
    shell = _Shell(13.5 - length / 2, length, height, turtle["peak"], turtle["fullness"], turtle["tilt"])
    flipper = turtle["flipper"] * turtle.look.limb
    shoulder, hip = shell.at(0.78, -0.05), shell.at(0.24, -0.05)
    angle = 92 + 40 * turtle["beat"]
    paddle = turtle["paddle"]
    far = _paddle((shoulder[0] + 2, shoulder[1]), flipper * 0.8, paddle * 0.85, angle=angle - 52, sweep=0.3)
    canvas.limb(far, darker(s.fin))
    hind = _paddle(
        (hip[0] - 1, hip[1]), turtle["hind"] * math.sqrt(turtle.look.limb), paddle * 0.8, angle=154, sweep=0.0
    )
    canvas.limb(hind, s.fin)
    _head(canvas, turtle, shell)
    plastron = [shell.at(0.06, 0), shell.at(0.3, -0.36), shell.at(0.7, -0.4), shell.at(0.96, -0.2), shell.at(0.5, 0.3)]
    belly = canvas.limb(blob(plastron), s.belly)
    if turtle.look.photophores == "belly":
        lights = photophores([shell.at(0.2, -0.24), shell.at(0.9, -0.24)], every=3.5)
        canvas.pattern(lights, s.accent, clip=belly)
    _carapace(canvas, turtle, shell)
    near = canvas.limb(_paddle(shoulder, flipper, paddle, angle=angle, sweep=0.45), s.fin)
    canvas.pattern(spots(near, turtle.rng, count=4, size=2, apart=3), s.mark, clip=near)


SEA_TURTLE = Species(
    name="sea_turtle",
    draw=unlabelled(_sea_turtle),
    ranges={
        "length": (15.5, 18.5),
        "dome": (0.45, 0.55),
        "peak": (0.48, 0.62),
        "fullness": (0.5, 0.64),
        "tilt": (-0.18, 0.14),
        "flipper": (12.0, 14.5),
        "beat": (0.0, 1.0),
        "lift": (-1.5, 1.0),
        "head": (6.6, 7.8),
        "hind": (5.4, 7.0),
        "paddle": (3.8, 4.8),
        "scute": (3.8, 5.2),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 3.9), "head": (7.2, 8.0)},
        "midnight": {"eye": (3.0, 3.9), "head": (7.0, 7.8), "paddle": (3.2, 3.8)},
        "abyss": {"eye": (2.0, 2.9), "paddle": (3.4, 4.2)},
        "hadal": {"eye": (0.0, 1.9), "paddle": (4.2, 5.2), "dome": (0.48, 0.56), "fullness": (0.42, 0.5)},
    },
    schemes={
        "shallows": (
            scheme("sand3 sand5 kelp4 kelp3 kelp4 gold5"),
            scheme("kelp3 sand5 sand4 sand3 kelp4 gold5"),
            scheme("sand4 sand6 sand4 sand3 kelp4 gold5"),
            scheme("ink3 sand5 kelp4 kelp3 kelp4 gold5"),
        ),
        "reef": (
            scheme("gold3 gold5 kelp4 kelp2 gold4 ink6"),
            scheme("coral3 gold5 gold4 coral3 gold4 ink6"),
            scheme("kelp3 gold5 gold4 kelp3 gold4 ink6"),
            scheme("azure3 azure5 gold4 azure3 gold4 ink6"),
            scheme("rose3 rose5 kelp4 kelp2 gold4 ink6"),
            scheme("violet3 violet5 gold4 violet3 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure2 ink5 azure3 azure4 glow4 azure5"),
            scheme("violet2 ink5 violet3 violet5 glow4 azure5"),
            scheme("ink3 ink5 azure3 ink5 glow4 gold5"),
            scheme("azure3 ink5 ink3 azure5 glow5 gold5"),
        ),
        "midnight": (
            scheme("coral2 coral4 coral3 coral2 glow4 gold5"),
            scheme("violet2 violet4 violet3 rose3 glow4 gold5"),
            scheme("rose2 rose4 rose3 violet3 glow5 gold5"),
            scheme("ink2 ink4 coral3 coral2 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet4 ink6 ink5 ink4 glow4 ink6"),
            scheme("ink4 ink6 ink5 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet4 violet3 glow5 ink6"),
            scheme("violet5 ink6 violet4 violet3 glow4 ink6"),
        ),
    },
)
