"""Mask -> trimmed or spotted mask: what the skins of several cephalopods share. Knows no species and no colours."""

from __future__ import annotations

import numpy as np

from training.masks import Mask, shift
from training.patterns import spots


def trimmed(mask: Mask) -> Mask:
    """The mask without single pixels that stick out of its edge."""
    sideways = shift(mask, 1, 0) | shift(mask, -1, 0)
    upright = shift(mask, 0, 1) | shift(mask, 0, -1)
    return mask & sideways & upright


def squares(clip: Mask, rng: np.random.Generator, *, count: int, apart: float) -> Mask:
    """Up to `count` whole 2x2 spots inside the clip (`patterns.spots` cuts them at its edge)."""
    corners = spots(clip & shift(clip, -1, 0) & shift(clip, 0, -1), rng, count=count, size=1, apart=apart)
    wide = corners | shift(corners, 1, 0)
    return wide | shift(wide, 0, 1)
