"""Palette indices as tones: shades up and down a ramp, how far apart two are. Knows nothing of pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pixelgen.palette import COLOURS, RGB, SHADES
from training.drawing.derive_palette import rgb_to_oklab

_TONES = np.arange(COLOURS)
DARKEST = np.where(_TONES, (_TONES - 1) // SHADES * SHADES + 1, 0).astype(np.uint8)  # of each tone's ramp
LIT = np.where(_TONES % SHADES, _TONES + 1, _TONES).astype(np.uint8)  # one shade lighter, at most the lightest
LIT[0] = 0
_OKLAB = np.array([rgb_to_oklab(colour) for colour in RGB])
# The outline in dark water, where the darkest shade would be lost: of shade 0 to 6 of a ramp, this shade of it.
_DUSK = np.array((0, 0, 1, 1, 2, 2, 2))
DUSKY = np.where(_TONES, DARKEST + _DUSK[(_TONES - 1) % SHADES], 0).astype(np.uint8)


def darker(tone: int, steps: int = 1) -> int:
    """The tone some shades down its own ramp, at most to the darkest."""
    return tone - min(steps, (tone - 1) % SHADES) if tone else 0


def lighter(tone: int, steps: int = 1) -> int:
    """The tone some shades up its own ramp, at most to the lightest."""
    return tone + min(steps, SHADES - 1 - (tone - 1) % SHADES) if tone else 0


def darkest(tone: int) -> int:
    """The outline colour for a tone: shade 0 of its ramp."""
    return darker(tone, SHADES)


def difference(one: int, other: int) -> float:
    """How different two tones look: their distance in OKLab, about 0.12 from one shade of a ramp to the next."""
    return float(np.linalg.norm(_OKLAB[one] - _OKLAB[other]))


def clearest(on: int, *tones: int) -> int:
    """Of these tones the one that is most easily seen on a tone."""
    return clearest_on_all((on,), *tones)


def clearest_on_all(grounds: Sequence[int], *tones: int) -> int:
    """Of these tones the one most easily seen on the worst of the grounds that a mark runs over."""
    return max(tones, key=lambda tone: min(difference(ground, tone) for ground in grounds))
