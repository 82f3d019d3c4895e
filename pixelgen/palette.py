"""The 64 colours: index 0 transparent, then nine ramps of seven shades. Knows nothing of sprites.

The table is derived, not chosen by hand: `python -m training.drawing.derive_palette --write` rewrites it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

TRANSPARENT = 0
SHADES = 7

RAMP_HEX: dict[str, str] = {
    "ink": "0b0b0e 292b32 4b4f5a 707783 99a1ac c5ced5 f6fbfe",
    "sand": "2b1e1a 563627 7d5437 9f774f be9e73 d9c6a3 f4eede",
    "gold": "3b1d13 6c2f00 905100 b17600 d29d00 e2ca6d f4f3cc",
    "coral": "37141e 731026 a91d20 d64410 f37725 ffaf69 ffe3c1",
    "rose": "29142a 5d1a4e 942662 c7436c ed6e7b ffa59b ffded4",
    "violet": "18102a 3d2063 663594 9153bc bf77d4 e6a3e3 fcd9f0",
    "azure": "151b33 1e3573 1d56ab 1f7dd7 26aaf0 6dd4fb c7f4fe",
    "kelp": "002527 004640 006c51 11954d 6ab562 abd28c e4efce",
    "glow": "213b4d 005d77 007f90 00a4a6 00cbbc 82e8ce d9feec",
}

RAMPS: tuple[str, ...] = tuple(RAMP_HEX)
COLOURS = 1 + len(RAMPS) * SHADES

RGB: tuple[tuple[int, int, int], ...] = (
    (0, 0, 0),
    *(
        (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16))
        for ramp in RAMP_HEX.values()
        for text in ramp.split()
    ),
)

PALETTE_HASH = hashlib.sha256(bytes(channel for colour in RGB for channel in colour)).hexdigest()[:16]


def colour_index(ramp: str, shade: int) -> int:
    """Palette index of a ramp's shade; 0 is the darkest, 6 the lightest.

    >>> colour_index("ink", 0)
    1
    """
    if not 0 <= shade < SHADES:
        raise ValueError(f"shade must be 0 to {SHADES - 1}; got {shade}")
    return 1 + RAMPS.index(ramp) * SHADES + shade


def ramp_of(index: int) -> str | None:
    """Name of the ramp an index belongs to; None for the transparent index."""
    return RAMPS[(index - 1) // SHADES] if index else None


def shade_of(index: int) -> int:
    """Shade 0 to 6 of a coloured index."""
    if not 1 <= index < COLOURS:
        raise ValueError(f"index must be 1 to {COLOURS - 1}; got {index}")
    return (index - 1) % SHADES


def ramp_numbers(indices: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Of palette indices of any shape: 0 for transparent, then 1 to 9 in the order of the ramps."""
    numbers: npt.NDArray[np.uint8] = (indices + (SHADES - 1)) // SHADES
    return numbers


def ramp_indices(ramp: str) -> tuple[int, ...]:
    """The seven indices of a ramp, dark to light."""
    first = colour_index(ramp, 0)
    return tuple(range(first, first + SHADES))
