from __future__ import annotations

import numpy as np

from engine_bridges.creatures.creature import Clip
from engine_bridges.creatures.glow_light import glow_of
from tests.engine_bridges.tiny_creatures import COLOURS, fish


def lamp(emission: int = 255) -> Clip:
    """One shining pixel in the middle of a dull square."""
    frames = np.full((1, 9, 9), 2, np.uint8)
    frames[0, 4, 4] = 4
    return Clip(frames, [100], emission=np.where(frames == 4, emission, 0).astype(np.uint8))


def test_a_shining_pixel_has_its_colour_and_a_halo_that_fades() -> None:
    glow = glow_of(lamp(), 0, COLOURS)
    assert glow is not None
    assert glow[4, 4].tolist() == COLOURS.rgba[4, :3].tolist()
    along = [int(glow[4, 4 + away].sum()) for away in range(5)]
    assert along == sorted(along, reverse=True)
    assert along[3] > along[4] == 0
    assert np.array_equal(glow, glow[::-1])
    assert np.array_equal(glow, glow.transpose(1, 0, 2))


def test_what_shines_half_gives_half() -> None:
    full, half = glow_of(lamp(), 0, COLOURS), glow_of(lamp(128), 0, COLOURS)
    assert full is not None
    assert half is not None
    assert abs(int(half[4, 4].sum()) - int(full[4, 4].sum()) / 2) < 4


def test_what_does_not_shine_has_no_glow() -> None:
    assert glow_of(lamp(0), 0, COLOURS) is None
    assert glow_of(fish(lit=False).clips["idle"], 0, COLOURS) is None
