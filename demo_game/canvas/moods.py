"""A depth -> colours and lights of the water there; each zone has its own. Knows nothing of what they are used for.

The colours are those of the palette, or mixtures of two of them as water makes them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

from demo_game.rules.zones import ZONE_HEIGHT, mood_at
from pixelgen import ZONES

Rgb = tuple[int, int, int]


def rgb(text: str) -> Rgb:
    """Six hexadecimal digits as a colour."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Between two colours; share 1 is the other."""
    a, b, c = (round(x + (y - x) * share) for x, y in zip(one, other, strict=True))
    return a, b, c


@dataclass(frozen=True, slots=True)
class Mood:
    """water: behind everything, at the zone's middle. far, mid: silhouettes, and how much of the water they hide.

    rock: six tones, dark to light, and inside: deep in the rock. crust: three tones of what grows or lies on top.
    ambient: light on the rock, 255 is full; body: on animals, brighter so that they stand out. rays: strength of the
    sun's shafts, 0 to 1. snow: colour of what floats, sparks: of what glows by itself.
    """

    water: Rgb
    far: Rgb
    mid: Rgb
    inside: Rgb
    rock: tuple[Rgb, ...]
    crust: tuple[Rgb, ...]
    ambient: Rgb
    body: Rgb
    snow: Rgb
    sparks: Rgb
    far_share: float
    mid_share: float
    rays: float
    plankton: float
    marine_snow: float
    glints: float


def _tones(text: str) -> tuple[Rgb, ...]:
    return tuple(rgb(word) for word in text.split())


MOODS: dict[str, Mood] = {
    "shallows": Mood(
        water=rgb("58cad4"),
        far=rgb("2f93a8"),
        mid=rgb("237a94"),
        inside=rgb("6f4a38"),
        rock=_tones("5a3b30 7d5437 9f774f be9e73 d9c6a3 f0e4c8"),
        crust=_tones("be9e73 d9c6a3 f4eede"),
        ambient=(255, 255, 255),
        body=(255, 255, 255),
        snow=rgb("e4efce"),
        sparks=rgb("f4f3cc"),
        far_share=0.28,
        mid_share=0.44,
        rays=1.0,
        plankton=0.6,
        marine_snow=0.0,
        glints=0.0,
    ),
    "reef": Mood(
        water=rgb("2576b4"),
        far=rgb("123c7c"),
        mid=rgb("0e2c64"),
        inside=rgb("20183f"),
        rock=_tones("261a48 3d2063 54346f 705080 93749a bda3b4"),
        crust=_tones("942662 d64410 f37725"),
        ambient=(225, 232, 250),
        body=(250, 250, 255),
        snow=rgb("c7f4fe"),
        sparks=rgb("e2ca6d"),
        far_share=0.38,
        mid_share=0.62,
        rays=0.75,
        plankton=1.0,
        marine_snow=0.1,
        glints=0.0,
    ),
    "twilight": Mood(
        water=rgb("15345e"),
        far=rgb("0a1b3e"),
        mid=rgb("07142a"),
        inside=rgb("0d1730"),
        rock=_tones("111d3c 1e2c52 33446b 4b5f84 7089a6 a3bccb"),
        crust=_tones("33446b 5a7a94 99a1ac"),
        ambient=(150, 165, 200),
        body=(250, 250, 255),
        snow=rgb("99c4de"),
        sparks=rgb("82e8ce"),
        far_share=0.36,
        mid_share=0.62,
        rays=0.28,
        plankton=0.3,
        marine_snow=0.7,
        glints=0.15,
    ),
    "midnight": Mood(
        water=rgb("151236"),
        far=rgb("33246a"),
        mid=rgb("0a0720"),
        inside=rgb("0a0818"),
        rock=_tones("120c22 241638 3d2450 5c3a68 85587f b58aa0"),
        crust=_tones("3d2450 5d1a4e 942662"),
        ambient=(88, 78, 128),
        body=(205, 190, 220),
        snow=rgb("8f86b8"),
        sparks=rgb("00cbbc"),
        far_share=0.5,
        mid_share=0.8,
        rays=0.0,
        plankton=0.0,
        marine_snow=1.0,
        glints=0.5,
    ),
    "abyss": Mood(
        water=rgb("07141f"),
        far=rgb("14404c"),
        mid=rgb("030b12"),
        inside=rgb("040b11"),
        rock=_tones("08141b 12262f 213b4d 3d5a66 6c8790 a9bfc2"),
        crust=_tones("213b4d 707783 99a1ac"),
        ambient=(62, 84, 96),
        body=(185, 205, 210),
        snow=rgb("7fa3ab"),
        sparks=rgb("82e8ce"),
        far_share=0.6,
        mid_share=0.85,
        rays=0.0,
        plankton=0.0,
        marine_snow=0.8,
        glints=1.0,
    ),
    "hadal": Mood(
        water=rgb("1b0a14"),
        far=rgb("5a2836"),
        mid=rgb("0d0409"),
        inside=rgb("060306"),
        rock=_tones("11080d 29142a 4a2138 74424a a5736a d9b9a0"),
        crust=_tones("74424a c3a08c f4eede"),
        ambient=(92, 64, 70),
        body=(200, 180, 185),
        snow=rgb("b89a98"),
        sparks=rgb("f37725"),
        far_share=0.5,
        mid_share=0.85,
        rays=0.0,
        plankton=0.0,
        marine_snow=0.5,
        glints=0.7,
    ),
}
SUNLIT = rgb("b8f0ee")  # the water just under the surface
_SILT, _SILT_SHARE, _SILT_ROWS = rgb("8a4a38"), 0.5, 100  # a bank of mud over the trench: where the hadal zone begins


@lru_cache(maxsize=4096)
def mood_of(y: int) -> Mood:
    """The mood at a depth of whole pixels: a zone's own at its middle, a blend between two."""
    first, second, share = mood_at(y)
    one, other = MOODS[ZONES[first]], MOODS[ZONES[second]]
    return Mood(*(_blend(getattr(one, field.name), getattr(other, field.name), share) for field in fields(Mood)))  # type: ignore[arg-type]


def _blend(one: object, other: object, share: float) -> object:
    if isinstance(one, float) and isinstance(other, float):
        return one + (other - one) * share
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    if isinstance(one[0], int):
        return mixed(one, other, share)
    return tuple(mixed(a, b, share) for a, b in zip(one, other, strict=True))


def water_at(y: float) -> Rgb:
    """The water's colour: towards the surface sunlit, at the edge of the trench rusty with silt."""
    colour = mood_of(int(max(y, 0))).water
    edge = abs(y / ZONE_HEIGHT - ZONES.index("hadal")) * ZONE_HEIGHT / _SILT_ROWS
    colour = mixed(colour, _SILT, max(1 - edge, 0.0) * _SILT_SHARE)
    near = 1 - y / 300
    return mixed(colour, SUNLIT, min(max(near, 0.0), 1.0) ** 2 * 0.75)


NIGHT_STEPS = 6
_MOONLIT: Rgb = (48, 66, 128)


def night_tint(night: float) -> Rgb:
    """What the light of day is multiplied by at a share of the night."""
    return mixed((255, 255, 255), _MOONLIT, round(night * NIGHT_STEPS) / NIGHT_STEPS)


@lru_cache(maxsize=256)
def at_night(mood: Mood, tint: Rgb) -> Mood:
    """A mood in the light that is left."""

    def dimmed(colour: Rgb) -> Rgb:
        red, green, blue = (round(part * share / 255) for part, share in zip(colour, tint, strict=True))
        return red, green, blue

    red, green, blue = dimmed(mood.body)
    return replace(mood, ambient=dimmed(mood.ambient), body=(max(red, 120), max(green, 130), max(blue, 160)))
