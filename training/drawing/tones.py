"""Palette indices as tones: shades up and down a ramp. Knows nothing of pictures."""

from __future__ import annotations

import numpy as np

from pixelgen.palette import COLOURS, SHADES

_TONES = np.arange(COLOURS)
DARKEST = np.where(_TONES, (_TONES - 1) // SHADES * SHADES + 1, 0).astype(np.uint8)  # of each tone's ramp
LIT = np.where(_TONES % SHADES, _TONES + 1, _TONES).astype(np.uint8)  # one shade lighter, at most the lightest
LIT[0] = 0


def darker(tone: int, steps: int = 1) -> int:
    """The tone some shades down its own ramp, at most to the darkest."""
    return tone - min(steps, (tone - 1) % SHADES) if tone else 0


def lighter(tone: int, steps: int = 1) -> int:
    """The tone some shades up its own ramp, at most to the lightest."""
    return tone + min(steps, SHADES - 1 - (tone - 1) % SHADES) if tone else 0


def darkest(tone: int) -> int:
    """The outline colour for a tone: shade 0 of its ramp."""
    return darker(tone, SHADES)
