"""The look as it is recorded: what was baked stays true until `LOOK_VERSION` in baking/plan.py is raised.

On every machine, as all of it is exact. Whoever changes the look looks at the pictures, raises that number, and writes
down the new digests that these tests print.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from pixelgen.look.animation import animate
from pixelgen.look.lighting.light import Light, ShadingStyle, style_of
from pixelgen.look.normals import normal_map
from pixelgen.look.shading import shade
from pixelgen.palette import RAMPS, colour_index
from pixelgen.vocabulary import SPECIES, ZONES
from tests.pixelgen.look.lighting.lit_shapes import Indices, disc, odd_sprites
from tests.pixelgen.look.lighting.part_shapes import beast

RECORDED = {
    "shallows": "f20cb4376b9257d5",
    "reef": "b7d666a664064f04",
    "twilight": "42488f82ae3ca8a5",
    "midnight": "70be86d15989e431",
    "abyss": "1a5c364af214946a",
    "hadal": "f47c3935faf18f28",
    "dithered": "bb3f21269846476f",
    "strong": "d9659bf60951720a",
    "hollow": "36236126ea9f5337",
}
STYLES = {
    **{zone: style_of(zone) for zone in ZONES},
    "dithered": ShadingStyle(dither=True),
    "strong": ShadingStyle(highlight=2, rim=2, glow=2, ambient_occlusion=2.0, edge_darkening=2.0),
    "hollow": ShadingStyle(light=Light(elevation=90), ambient_occlusion=3.0, dark_from=0.4, selective_outline=False),
}
EYES = [["PW"], ["PW", "PP"], ["GGG", "GPW", "GPP"], ["WWW", "WPW", "WPP"]]


def creatures() -> Indices:
    """(n, 40, 40): discs of every ramp and thickness with blots of another ramp, an eye, a lure, a limb and a fin."""
    at = np.arange(40 * 40, dtype=np.uint64).reshape(40, 40)
    noise = (at * np.uint64(2654435761) >> np.uint64(13)) % np.uint64(9)
    blots = noise.repeat(4, 0).repeat(4, 1)[:40, :40] == 0
    marks = {"P": colour_index("ink", 0), "W": colour_index("ink", 6), "G": colour_index("gold", 5)}
    made = []
    for number, ramp in enumerate(RAMPS):
        sprite = disc(40, 6 + 1.5 * number, tone=colour_index(ramp, 1 + number % 6), outline=colour_index(ramp, 0))
        sprite[(sprite > 0) & blots] = colour_index(RAMPS[number - 1], 4)
        sprite[18:20, 2:20] = colour_index(ramp, 3)
        for step in range(12):
            sprite[24 + step, 8 + step // 2 : 10 + step // 2 + number % 3] = colour_index(ramp, 2)
        rows = EYES[number % len(EYES)]
        for row, line in enumerate(rows):
            sprite[16 + row, 22 : 22 + len(line)] = [marks[mark] for mark in line]
        sprite[28:30, 20:22] = colour_index("glow", 4)
        made.append(sprite)
    return np.stack(made).astype(np.uint8)


def digest(*pictures: Indices) -> str:
    return hashlib.sha256(b"".join(picture.tobytes() for picture in pictures)).hexdigest()[:16]


@pytest.mark.parametrize("name", STYLES)
def test_light_and_shadow_are_as_recorded(name: str) -> None:
    style = STYLES[name]
    turned = replace(style, light=replace(style.light, azimuth=style.light.azimuth + 77))
    odd = [shade(sprite, style) for sprite in odd_sprites().values()]
    assert digest(shade(creatures(), style), shade(creatures(), turned), *odd) == RECORDED[name]


def test_normal_maps_are_as_recorded() -> None:
    assert digest(normal_map(creatures()), *map(normal_map, odd_sprites().values())) == "16c9f6daf031f581"


def test_light_by_parts_is_as_recorded() -> None:
    pixels, parts = beast()
    found = [
        shade(pixels, replace(style, light=Light(azimuth)), parts) for style in STYLES.values() for azimuth in (135, 20)
    ]
    assert digest(*found, normal_map(pixels, parts)) == "e9c4ced09d0f353f"


def test_motion_by_parts_is_as_recorded() -> None:
    pixels, parts = beast()
    found = [
        animate(pixels, its, species=name, parts=known, margin=2).frames
        for name, its in SPECIES.items()
        for known in (parts, None)
    ]
    assert digest(*found) == "ddab44f9f5fd1cf0"
