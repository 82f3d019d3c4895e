"""An animation and the sprite that it moves -> figures of how steady and how whole it is. Draws nothing.

jitter: of the pixels deep in the body, two from the outline or more in every frame, the share that shows another pixel
for one frame alone and then the same again, per frame. A wave that passes through holds or goes on; a flicker does not.
moving: the share of all pixels that show another pixel than in the frame before.
still: how many frames look like the one before. surge: the most pixels that change their colour from one frame to the
next, over the mean: what hops as a whole has a large one. pinholes: transparent pixels between four coloured ones,
beyond those that the sprite has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from pixelgen.look.animation import Animation

_EIGHT = np.ones((3, 3), dtype=np.bool_)
_AROUND = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=np.int8)
_DEPTH = 2


@dataclass(frozen=True, slots=True)
class MotionFigures:
    """Of one animation. torn: frames in more pieces than the sprite. seam: pixels that change from
    the last frame to the first over the most that change elsewhere."""

    jitter: float
    moving: float
    seam: float
    torn: int
    still: int
    surge: float
    pinholes: int


def pieces(indices: npt.NDArray[np.uint8]) -> int:
    """8-connected pieces of a picture."""
    return int(ndimage.label(indices > 0, structure=_EIGHT)[1])


def pinholes(indices: npt.NDArray[np.uint8]) -> int:
    """Transparent pixels of a picture whose four neighbours are coloured."""
    coloured = indices > 0
    neighbours = ndimage.convolve(coloured.astype(np.int8), _AROUND, mode="constant")
    return int((~coloured & (neighbours == 4)).sum())


def motion_figures(sprite: npt.NDArray[np.uint8], animation: Animation) -> MotionFigures:
    """Figures of an animation of a sprite (h, w); what does not loop is measured from its first frame to its last."""
    sources = animation.sources
    if animation.loops:
        sources = np.concatenate([sources[-1:], sources, sources[:1]])
    changed = sources[1:] != sources[:-1]
    filled = animation.frames > 0
    deep = ndimage.binary_erosion(filled.all(axis=0), structure=_EIGHT, iterations=_DEPTH)
    back = changed[1:] & changed[:-1] & (sources[2:] == sources[:-2])
    steps = changed.sum(axis=(1, 2))
    inner = steps[1:-1] if animation.loops else steps
    whole = pieces(sprite)
    pictures = np.concatenate([animation.frames, animation.frames[:1]]) if animation.loops else animation.frames
    altered = (pictures[1:] != pictures[:-1]).sum(axis=(1, 2))
    most = pinholes(np.pad(sprite, 1))
    return MotionFigures(
        jitter=float(back[:, deep].mean()) if deep.any() and len(back) else 0.0,
        moving=float(inner.mean() / max(1, int(filled.sum(axis=(1, 2)).mean()))),
        seam=float(steps[0] / inner.max()) if animation.loops and inner.any() else 0.0,
        torn=sum(pieces(frame) > whole for frame in animation.frames),
        still=int((altered == 0).sum()),
        surge=float(altered.max() / max(1.0, altered.mean())),
        pinholes=sum(max(0, pinholes(frame) - most) for frame in animation.frames),
    )
