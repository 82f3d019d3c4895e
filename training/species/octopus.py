"""The octopus in all zones: a bulbous mantle, big eyes, arms that curl outwards. Knows nothing of other species."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, Point, arc, blob, ellipse, opened, rim, shift, shrink, stroke, where_y
from training.drawing.patterns import measured, mottling, spots
from training.drawing.tones import darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

# Right-hand arms from the outermost inwards, in drawing order (the inner ones lie in front):
# heading at the root (degrees below the horizontal), share of the full length, how much of the curl it has.
_ARMS = ((10.0, 1.0, 1.0), (46.0, 1.0, 0.9), (84.0, 0.85, 0.7))
_MIDDLE = 16.0
_HEAD = 16.0  # height of the eyes
_EYES = (-2.9, 3.7)  # the head is turned a little to the right
_REACH = 14.2  # farthest an arm's middle line may get from the middle of the sprite, sideways


def _arm(root: Point, heading: float, side: int, *, length: float, curl: float) -> list[Point]:
    """Middle line of an arm: it droops a little, then its tip winds up and outwards. Angles in degrees."""
    x, y = root
    path = [root]
    steps = round(length)
    for step in range(steps):
        t = (step + 0.5) / steps
        angle = math.radians(heading + 24 * math.sin(math.pi * min(t / 0.7, 1.0)) - curl * t**2.6)
        x += side * math.cos(angle) * length / steps
        y += math.sin(angle) * length / steps
        path.append((x, y))
    return path


def _paths(animal: Individual, *, room: float) -> list[tuple[int, list[Point]]]:
    """Side (-1 left, 1 right) and middle line of each arm, back to front; none ends more than `room` below the eyes."""
    length = animal["arm"] * animal.look.limb
    paths: list[tuple[int, list[Point]]] = []
    for order, (heading, share, curled) in enumerate(_ARMS):
        for side in (-1, 1):
            swing = math.sin(animal["phase"] + 1.9 * order + (2.4 if side > 0 else 0.0))
            root = (_MIDDLE + side * (4.2 - 1.4 * order), _HEAD + 2.5 + 0.6 * order)
            curl = animal["curl"] * curled * (1 + 0.25 * swing)
            lifted = heading - (animal["spread"] - side * animal["sway"]) * (1 - order * 0.3) + 7 * swing
            paths.append((side, _arm(root, lifted, side, length=length * share, curl=curl)))
    farthest = max(abs(x - _MIDDLE) for _, path in paths for x, _ in path)
    lowest = max(y - _HEAD for _, path in paths for _, y in path)
    wide, high = min(1.0, _REACH / farthest), min(1.0, room / lowest)
    return [
        (side, [(_MIDDLE + (x - _MIDDLE) * wide, _HEAD + (y - _HEAD) * high) for x, y in path]) for side, path in paths
    ]


def _paired(mask: Mask) -> Mask:
    """The mask's pixels that touch another one of it by a side."""
    return mask & (shift(mask, 1, 0) | shift(mask, -1, 0) | shift(mask, 0, 1) | shift(mask, 0, -1))


def _arms(canvas: UnlabelledCanvas, animal: Individual, *, room: float) -> None:
    """Three arms a side: dark along the upper edge, light along the sucker side, one colour at the tip."""
    s = animal.scheme
    width = animal["thickness"]
    glow_until = {"none": 0.0, "belly": 0.45}.get(animal.look.photophores, 0.9)
    for side, path in _paths(animal, room=room):
        arm = canvas.thin(stroke(path, [width, width * 0.92, width * 0.8, 2.0], curve=False), s.fin)
        distance, right = measured(path, arm)
        share, under = distance / distance.max(), right * side > 0
        edge = rim(arm) & (share < 0.8)
        canvas.pattern(edge & under, s.belly, clip=arm)
        if animal["banding"] >= 1:
            canvas.pattern((share * len(path) + 1) % 7 < animal["banding"] + 1, s.mark, clip=arm & (share < 0.95))
        canvas.pattern(edge & ~under, darkest(s.fin), clip=arm)
        if animal.look.camouflage:
            canvas.pattern(mottling(animal.rng, scale=3, share=0.3), s.mark, clip=arm & (canvas.pixels == s.fin))
        lit = (share * len(path)) % 6 < 2
        canvas.pattern(_paired(edge & under & lit & (share > 0.2) & (share < glow_until)), s.accent, clip=arm)


def _mantle(canvas: UnlabelledCanvas, animal: Individual, *, half: float, tall: float) -> Mask:
    """Mantle, head with its two eye bulges, and web in one piece; returns it."""
    x, y, lean, web = _MIDDLE, _HEAD, animal["lean"], animal["web"]
    neck = 4.6
    middle = y - tall * 0.56
    outline = [
        (x - neck, y - 0.5),
        *arc(x - lean, middle, half, tall * 0.44, start=170, end=370, count=9),
        (x + neck, y - 0.5),
        (x + neck + 1, y + 2.2),
        (x + 3.0, y + 3.0 + web),
        (x, y + 3.4 + web),
        (x - 3.0, y + 3.0 + web),
        (x - neck - 1, y + 2.2),
    ]
    bulges = ellipse(x + _EYES[0] - 0.6, y, 3.0, 2.6) | ellipse(x + _EYES[1] + 0.2, y, 3.0, 2.6)
    return canvas.part(opened(blob(outline) | bulges), animal.scheme.body)


def _octopus(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: bulbous mantle, big eyes, six separate arms in view that curl outwards, light sucker sides.

    mantle: its width, pixels. tall: its height over its width. lean: how far its top lies back (left), pixels.
    arm: length of the arms, pixels. thickness: of an arm at the root. curl: degrees the tips wind up.
    spread: degrees the arms are lifted. sway: degrees the arms of the right are lowered, those of the left lifted.
    phase: where the arms are in their swing. web: depth of the skin between the arms. marks: number of spots.
    banding: width of the bands round the arms, none below 1. organs: radius of the organs that show through the skin.
    eye: pixels.
    """
    s = animal.scheme
    half = animal["mantle"] * animal.look.bulk / 2
    tall = 2 * half * animal["tall"]
    _arms(canvas, animal, room=29.0 - tall)
    mantle = _mantle(canvas, animal, half=half, tall=tall)
    dome = shrink(shrink(mantle)) & (where_y() < _HEAD - 3)
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=3, share=0.2 + 0.04 * animal["marks"]), s.mark, clip=mantle)
    else:
        canvas.pattern(spots(dome, animal.rng, count=math.floor(animal["marks"]), apart=4), s.mark, clip=mantle)
    if animal.look.photophores == "spots":
        canvas.pattern(spots(dome, animal.rng, count=2, apart=5), s.accent, clip=mantle)
    if animal["organs"] > 0:
        size = animal["organs"]
        organs = ellipse(round(_MIDDLE - animal["lean"] * 0.8), round(_HEAD - tall * 0.52), size, size * 1.15)
        canvas.pattern(organs, s.mark, clip=mantle)
    size = math.floor(animal["eye"])
    for x in _EYES:
        canvas.eye(_MIDDLE + x, _HEAD, size, iris=s.iris)


OCTOPUS = Species(
    name="octopus",
    draw=unlabelled(_octopus),
    ranges={
        "mantle": (12.0, 14.4),
        "tall": (0.88, 1.05),
        "lean": (-0.5, 3.2),
        "arm": (14.0, 18.0),
        "thickness": (2.8, 3.8),
        "curl": (150.0, 240.0),
        "spread": (-10.0, 14.0),
        "sway": (-18.0, 18.0),
        "phase": (0.0, 6.28),
        "web": (0.0, 2.0),
        "marks": (2.0, 6.0),
        "banding": (-2.0, 0.0),
        "organs": (0.0, 0.0),
        "eye": (3.0, 3.9),
    },
    zone_ranges={
        "shallows": {
            "mantle": (13.6, 15.6),
            "thickness": (2.6, 3.1),
            "web": (0.0, 1.0),
            "arm": (15.0, 18.5),
            "banding": (-2.0, 1.9),
        },
        "reef": {"banding": (-2.0, 1.9)},
        "twilight": {"eye": (3.0, 4.9)},
        "midnight": {"mantle": (12.6, 14.8), "thickness": (2.7, 3.4)},
        "abyss": {
            "mantle": (13.0, 15.6),
            "eye": (2.0, 2.9),
            "thickness": (2.6, 3.1),
            "web": (1.0, 3.0),
            "marks": (0.0, 2.0),
        },
        "hadal": {
            "mantle": (12.6, 14.8),
            "tall": (0.8, 0.92),
            "eye": (0.0, 1.9),
            "thickness": (2.6, 3.0),
            "marks": (0.0, 0.0),
            "organs": (1.6, 3.0),
        },
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand4 sand3 kelp4 gold5"),
            scheme("kelp4 kelp5 kelp4 kelp3 sand4 gold5"),
            scheme("ink4 ink5 ink4 ink3 azure3 gold5"),
            scheme("sand3 sand5 sand3 sand2 sand4 gold5"),
        ),
        "reef": (
            scheme("coral4 coral6 coral4 coral3 azure4 ink6"),
            scheme("gold4 gold6 gold4 azure2 azure4 ink6"),
            scheme("rose4 rose6 rose4 violet3 gold5 ink6"),
            scheme("violet4 violet5 violet4 gold5 rose4 ink6"),
            scheme("coral3 coral5 coral3 gold4 gold5 ink6"),
            scheme("azure3 azure5 azure3 gold5 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure5 azure3 azure4 glow4 ink6"),
            scheme("ink4 ink5 ink4 azure3 glow4 ink6"),
            scheme("violet3 violet5 violet3 violet4 glow4 ink6"),
            scheme("azure2 azure4 azure2 azure3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral2 coral3 glow4 gold5"),
            scheme("rose2 rose3 rose2 rose3 glow4 gold5"),
            scheme("violet2 violet3 violet2 violet3 glow4 gold5"),
            scheme("coral2 coral4 coral2 rose3 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet5 violet4 glow4 ink6"),
            scheme("ink4 ink6 ink4 ink5 glow4 ink6"),
            scheme("violet4 violet6 violet4 violet5 glow5 ink6"),
            scheme("ink5 ink6 ink5 violet4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose5 rose4 ink6 ink5"),
            scheme("sand5 sand6 sand5 rose4 ink6 ink5"),
            scheme("ink5 ink6 ink5 rose5 sand5 ink6"),
        ),
    },
)
