"""A frame and its emission -> its glow: colours that are combined with the picture behind by the maximum of each.

Knows nothing of engines.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine_bridges.creatures.creature import Clip, Pixels
from engine_bridges.creatures.palette import Palette

_HALO = (0.30, 0.12, 0.05)  # of a glowing pixel's colour, at one, two and three pixels from it


def glow_of(clip: Clip, frame: int, palette: Palette) -> Pixels | None:
    """(H, W, 3) uint8: the frame's glowing pixels in their colours and a halo around each; None when nothing glows.

    The halo ends at the frame's border, so that a margin of three pixels shows all of it.
    """
    if clip.emission is None or not clip.emission[frame].any():
        return None
    colours = palette.coloured(clip.frames[frame])[..., :3].astype(np.float64)
    light = colours * (clip.emission[frame] / 255)[..., None]
    glow, near = light.copy(), light
    for share in _HALO:
        near = _grown(near)
        np.maximum(glow, share * near, out=glow)
    return np.asarray(np.rint(glow), dtype=np.uint8)


def _grown(light: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Each pixel the brightest of itself and its four neighbours."""
    grown = light.copy()
    for towards, away in ((np.s_[1:], np.s_[:-1]), (np.s_[:-1], np.s_[1:])):
        np.maximum(grown[towards], light[away], out=grown[towards])
        np.maximum(grown[:, towards], light[:, away], out=grown[:, towards])
    return grown
