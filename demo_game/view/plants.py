"""A terrain -> what grows on its ground and sways: grass, weed, fingers, whips, worms. No animals of the log book.

A plant is a handful of strokes from one foot; it is drawn for eight moments of its swaying, once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pygame

from demo_game.canvas.moods import Rgb, rgb
from demo_game.rules.company import VIEW
from demo_game.rules.rng import Rng
from demo_game.rules.terrain import Spot, Terrain
from demo_game.rules.zones import zone_at
from demo_game.view.ahead import DrawnAhead, Pixels

_MOMENTS = 8
_SWAY_SECONDS = 3.4
_VARIANTS = 5
_DENSITY = 0.8
_KEPT, _AHEAD = 128, 420


@dataclass(frozen=True, slots=True)
class Kind:
    """strokes, heights and widths: from, to. spread: how far its feet lie apart; lean: how far tips bend outwards.

    tones: dark, middle, light. tip: a colour of the last two pixels; leaf: length of leaves; sway: of the tip.
    """

    strokes: tuple[int, int]
    heights: tuple[float, float]
    width: int
    spread: float
    lean: float
    sway: float
    tones: tuple[Rgb, ...]
    tip: Rgb | None = None
    leaf: int = 0
    tuft: bool = False


def _tones(text: str) -> tuple[Rgb, ...]:
    return tuple(rgb(word) for word in text.split())


_GRASS = Kind((6, 11), (8, 22), 1, 9, 4, 3, _tones("006c51 11954d 6ab562"))
_WEED = Kind((1, 3), (34, 66), 2, 7, 3, 6, _tones("004640 006c51 6ab562"), leaf=4)
_FINGERS = Kind((4, 7), (8, 17), 3, 8, 6, 0.6, _tones("942662 c7436c ed6e7b"), tip=rgb("ffded4"))
_GOLDEN = Kind((5, 8), (7, 15), 3, 9, 7, 0.6, _tones("905100 d29d00 e2ca6d"), tip=rgb("f4f3cc"))
_PURPLE = Kind((4, 6), (12, 24), 2, 7, 8, 2, _tones("3d2063 9153bc bf77d4"), tip=rgb("fcd9f0"))
_ORANGE = Kind((7, 11), (6, 13), 2, 9, 6, 1.4, _tones("a91d20 d64410 f37725"), tip=rgb("ffaf69"))
_WHIP = Kind((1, 3), (26, 54), 1, 5, 9, 4, _tones("1e3573 4b6f9a 99c4de"), tip=rgb("c7f4fe"))
_BLUE_GRASS = Kind((5, 8), (6, 15), 1, 8, 3, 2, _tones("1e3573 1d56ab 5f9bd0"))
_FLOWER = Kind((2, 4), (14, 26), 2, 6, 5, 2, _tones("29142a 5d1a4e 942662"), tip=rgb("00cbbc"), tuft=True)
_STALK = Kind((2, 5), (10, 24), 1, 6, 6, 3, _tones("213b4d 3d5a66 6c8790"), tip=rgb("82e8ce"))
_WORMS = Kind((5, 9), (12, 26), 3, 10, 5, 0.8, _tones("707783 c5ced5 f6fbfe"), tip=rgb("d64410"), tuft=True)
_BONES = Kind((3, 6), (12, 28), 2, 9, 9, 0, _tones("7d5437 be9e73 f4eede"))
_LILY = Kind((1, 2), (20, 40), 1, 4, 5, 3, _tones("4a2138 a5736a d9b9a0"), tip=rgb("ffded4"), tuft=True)

_KINDS: dict[str, tuple[Kind, ...]] = {
    "shallows": (_GRASS, _GRASS, _WEED, _GRASS),
    "reef": (_FINGERS, _GOLDEN, _PURPLE, _ORANGE, _GRASS),
    "twilight": (_WHIP, _BLUE_GRASS, _BLUE_GRASS, _PURPLE),
    "midnight": (_FLOWER, _FLOWER, _STALK),
    "abyss": (_STALK, _WORMS, _STALK),
    "hadal": (_BONES, _LILY, _LILY),
}
_NUMBERED = [(zone, kind) for zone, kinds in _KINDS.items() for kind in kinds]


@dataclass(frozen=True, slots=True)
class Plant:
    """One of them, at its foot."""

    x: int
    y: int
    zone: str
    sheet: tuple[int, int]  # number of its kind and variant
    phase: float


class Plants:
    """All that grows on a terrain; a kind's pictures are drawn in the background before it comes into view."""

    def __init__(self, terrain: Terrain) -> None:
        self._plants = plants_of(terrain.seed, terrain.spots)
        self._sheets = DrawnAhead(sheet_pixels, keeps=_KEPT)

    def draw(self, onto: pygame.Surface, left: int, top: int, seconds: float) -> None:
        """Those in view, as they sway now; the rock is drawn over their feet."""
        for plant in self._plants:
            x, y = plant.x - left, plant.y - top
            if not (-30 < x < VIEW[0] + 30 and 0 < y < VIEW[1] + 76):
                continue
            sheet = self._sheets.picture(plant.sheet)
            if sheet is not None:
                moment = int((seconds / _SWAY_SECONDS + plant.phase) * _MOMENTS) % _MOMENTS
                width, height = sheet.get_width() // _MOMENTS, sheet.get_height()
                onto.blit(sheet, (x - width // 2, y - height + 4), (moment * width, 0, width, height))

    def prepare(self, left: int, top: int) -> None:
        """Have what may soon come into view drawn in the background."""
        self._sheets.prepare(
            plant.sheet
            for plant in self._plants
            if abs(plant.y - top - VIEW[1] // 2) < _AHEAD and abs(plant.x - left - VIEW[0] // 2) < _AHEAD
        )

    def close(self) -> None:
        """Draw nothing ahead any more."""
        self._sheets.close()


def plants_of(seed: str, spots: tuple[Spot, ...]) -> list[Plant]:
    """What grows where."""
    rng, plants = Rng(seed, "plants"), []
    for spot in spots:
        for _ in range(2):
            zone = zone_at(spot.y + rng.uniform(-60, 60))  # zones grow into each other
            kinds = [number for number, (home, _) in enumerate(_NUMBERED) if home == zone]
            sheet = rng.choice(kinds), rng.randrange(_VARIANTS)
            x, phase, grows = spot.x + rng.uniform(-8, 8), rng.random(), rng.random() < _DENSITY
            if grows:
                plants.append(Plant(round(x), round(spot.y), zone, sheet, phase))
    return plants


def sheet_pixels(number: int, variant: int) -> Pixels:
    """The moments of a plant's swaying, side by side. number: of its kind among all kinds."""
    zone, kind = _NUMBERED[number]
    moments = [_drawn(kind, Rng("plant", zone, number, variant), moment) for moment in range(_MOMENTS)]
    return np.concatenate(moments, axis=1)


def _drawn(kind: Kind, rng: Rng, moment: int) -> Pixels:
    height, half = int(kind.heights[1]) + 10, int(kind.spread + kind.lean + kind.sway + kind.leaf) + 4
    pixels = np.zeros((height, 2 * half + 1, 4), dtype=np.uint8)
    swing = math.sin(moment / _MOMENTS * 2 * math.pi)
    late = math.sin(moment / _MOMENTS * 2 * math.pi - 1.1)
    count = kind.strokes[0] + rng.randrange(kind.strokes[1] - kind.strokes[0] + 1)
    for number in range(count):
        foot = rng.uniform(-kind.spread, kind.spread)
        tall = rng.uniform(*kind.heights) * (1 - 0.35 * abs(foot) / (kind.spread + 1))
        lean = foot / kind.spread * kind.lean + rng.uniform(-1.5, 1.5)
        tone = kind.tones[(number + 1) % 2]
        for step in range(int(tall)):
            share = step / tall
            bend = (swing * (1 - share) + late * share) * kind.sway
            x, y = half + foot + (lean + bend) * share * share, height - 1 - step
            _dot(pixels, x, y, kind.width, tone, kind.tones[2] if share > 0.55 else kind.tones[1], kind.tones[0])
            if kind.leaf and step % 7 == 3:
                side = 1 if step % 14 > 6 else -1
                for leaf in range(1, kind.leaf + 1):
                    _dot(pixels, x + side * leaf, y - leaf // 2, 1, kind.tones[2], kind.tones[2], kind.tones[1])
        if kind.tip is not None:
            _tip(pixels, x, y, kind)
    return pixels


def _dot(pixels: Pixels, x: float, y: int, width: int, middle: Rgb, light: Rgb, dark: Rgb) -> None:
    left = round(x - (width - 1) / 2)
    for column in range(width):
        colour = light if column == 0 and width > 1 else dark if column == width - 1 and width > 1 else middle
        if 0 <= left + column < pixels.shape[1] and 0 <= y < pixels.shape[0]:
            pixels[y, left + column] = (*colour, 255)


def _tip(pixels: Pixels, x: float, y: int, kind: Kind) -> None:
    assert kind.tip is not None
    if kind.tuft:
        for right, up in ((-2, 2), (-1, 3), (0, 2), (1, 3), (2, 2), (0, 1), (-1, 1), (1, 1)):
            _dot(pixels, x + right, y - up, 1, kind.tip, kind.tip, kind.tip)
    else:
        _dot(pixels, x, y - 1, max(kind.width - 1, 1), kind.tip, kind.tip, kind.tip)
