"""How far a tone stands out from a zone's water: contrast ratios as WCAG 2.1 defines them, 1 (none) to 21.

Source: W3C, Web Content Accessibility Guidelines 2.1, "contrast ratio" and "relative luminance". Knows nothing of
species.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from pixelgen.look.contact_sheet import WATER
from pixelgen.palette import RGB, SHADES
from pixelgen.vocabulary import ZONES
from training.drawing.zones import Scheme

Figure = npt.NDArray[np.float64]
LEAST = 2.0  # of a sprite's median pixel with its zone's water


def luminance(colours: npt.ArrayLike) -> Figure:
    """(..., 3) sRGB colours, 0 to 255 -> (...) relative luminance, 0 to 1."""
    share = np.asarray(colours, dtype=np.float64) / 255
    linear = np.where(share <= 0.03928, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def _ratios() -> dict[str, Figure]:
    tones = luminance(RGB) + 0.05
    found = {}
    for zone in ZONES:
        water = float(luminance(WATER[zone])) + 0.05
        found[zone] = np.maximum(tones, water) / np.minimum(tones, water)
    return found


RATIOS: dict[str, Figure] = _ratios()  # zone -> (64,) contrast of each palette index with its water


def contrast(tone: int, zone: str) -> float:
    """Contrast of a palette index with the zone's water."""
    return float(RATIOS[zone][tone])


def median_contrast(indices: npt.NDArray[np.uint8], zone: str) -> Figure:
    """(n, 32, 32) sprites -> (n,) contrast with the water that half of their coloured pixels reach; 1 when empty."""
    ratios = RATIOS[zone]
    return np.array([float(np.median(ratios[one[one > 0]])) if one.any() else 1.0 for one in indices])


def suited(scheme: Scheme, zone: str, *, least: float = LEAST) -> Scheme:
    """The scheme with body, belly and fins moved along their ramps by as few shades as make the body stand out.

    The body reaches `least`, or as much as its ramp has; darker wins over lighter where both are as near.
    """
    first = (scheme.body - 1) // SHADES * SHADES + 1
    shade = scheme.body - first
    order = sorted(range(1, SHADES), key=lambda other: (abs(other - shade), other))
    good = [other for other in order if contrast(first + other, zone) >= least]
    found = good[0] if good else max(order, key=lambda other: contrast(first + other, zone))
    moved = {name: _moved(getattr(scheme, name), found - shade) for name in ("body", "belly", "fin")}
    return replace(scheme, **moved)


def _moved(tone: int, shades: int) -> int:
    """The tone some shades up or down, between its ramp's second and lightest."""
    first = (tone - 1) // SHADES * SHADES + 1
    return min(max(tone + shades, first + 1), first + SHADES - 1)
