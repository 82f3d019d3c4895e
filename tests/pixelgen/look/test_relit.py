"""What an engine would show: the side of the light is lit, glow shines by itself."""

from __future__ import annotations

from pixelgen.look.lighting.light import Light
from pixelgen.look.relit import relit
from pixelgen.palette import RGB, colour_index
from tests.pixelgen.look.lighting.lit_shapes import disc

WATER = (1, 2, 3)


def test_an_engine_lights_the_side_of_the_light_and_leaves_glow_as_it_is() -> None:
    sprite = disc(21, 9, outline=None)
    sprite[10, 3] = glow = colour_index("glow", 4)
    right, left = (relit(sprite, Light(azimuth), WATER).astype(int) for azimuth in (0, 180))
    assert right[10, 17].sum() > 1.3 * left[10, 17].sum()
    assert tuple(right[10, 3]) == tuple(left[10, 3]) == RGB[glow]
    assert tuple(right[0, 0]) == WATER
