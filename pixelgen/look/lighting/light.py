"""Where light comes from, how strongly it shades, and the presets of the zones. Knows nothing of pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from numbers import Real

from pixelgen.checks import check_is, checked_finite, checked_name, checked_whole, shown
from pixelgen.errors import RequestError
from pixelgen.names import Zone
from pixelgen.vocabulary import ZONES

UNIT = 256  # length of a light's vector
_MOST_SHADES = 2  # by which a pixel is lit or darkened


@dataclass(frozen=True, slots=True)
class Light:
    """Direction to a light in degrees. Azimuth: 0 is to the right, 90 above, 135 the upper left, 180 to the left.

    Elevation: 0 lies in the picture's plane, 90 is where the viewer is.
    """

    azimuth: float = 135.0
    elevation: float = 40.0

    def __post_init__(self) -> None:
        for name, degrees in (("azimuth", self.azimuth), ("elevation", self.elevation)):
            if not isinstance(degrees, Real):
                raise RequestError(f"{name} must be a number of degrees; got {shown(degrees)}")

    @property
    def vector(self) -> tuple[int, int, int]:
        """To the right, up, towards the viewer, in 256ths: rounded, so that every machine has the same integers."""
        turn = math.radians(checked_finite("azimuth", self.azimuth))
        rise = math.radians(checked_finite("elevation", self.elevation))
        level = UNIT * math.cos(rise)
        return round(level * math.cos(turn)), round(level * math.sin(turn)), round(UNIT * math.sin(rise))


@dataclass(frozen=True, slots=True)
class ShadingStyle:
    """One light and what it does.

    Thresholds are brightness above or below that of a surface which faces the viewer; 1 is the light's own.
    """

    light: Light = field(default_factory=Light)
    highlight: int = 1  # most shades up, 0 to 2
    shadow: int = 2  # most shades down, 0 to 2
    lit_from: float = 0.11  # brighter than this: one shade up; than twice this: two
    dark_from: float = 0.24  # darker than this: one shade down
    deep_from: float = 0.8  # darker than this: two shades down
    ambient_occlusion: float = 0.4  # how much darker where parts meet, for each pixel that the ground lies deeper
    edge_darkening: float = 0.5  # how much darker where the surface turns away from viewer and light
    rim: int = 0  # shades by which the outline on the near side outshines what it borders, 0 (none) to 2
    glow: int = 0  # shades by which glow colours light what they touch, 0 to 2
    dither: bool = False  # a checkerboard between two bands, fixed to the canvas and not to the sprite
    selective_outline: bool = True  # the outline on the near side is a shade lighter

    def __post_init__(self) -> None:
        check_is("light", self.light, Light)
        for name in ("highlight", "shadow", "rim", "glow"):
            object.__setattr__(self, name, checked_whole(name, getattr(self, name), _MOST_SHADES))
        for name in ("lit_from", "dark_from", "deep_from", "ambient_occlusion", "edge_darkening"):
            object.__setattr__(self, name, checked_finite(name, getattr(self, name)))
        for name in ("dither", "selective_outline"):
            check_is(name, getattr(self, name), bool)

    @property
    def settings(self) -> tuple[float, ...]:
        """All fields but the light, in their order."""
        return tuple(getattr(self, one.name) for one in fields(self)[1:])


_STYLES: dict[str, ShadingStyle] = {
    "shallows": ShadingStyle(light=Light(105.0, 45.0)),
    "reef": ShadingStyle(),
    "twilight": ShadingStyle(light=Light(120.0, 35.0)),
    "midnight": ShadingStyle(light=Light(125.0, 25.0), highlight=0, shadow=0, rim=2, glow=1),
    "abyss": ShadingStyle(light=Light(125.0, 30.0), highlight=0, shadow=1, rim=1, glow=1),
    "hadal": ShadingStyle(light=Light(125.0, 35.0), highlight=1, shadow=2, rim=1),
}


def style_of(zone: Zone | str) -> ShadingStyle:
    """The preset of a zone; RequestError for an unknown zone."""
    return _STYLES[checked_name("zone", zone, ZONES)]
