"""Frames in red, green, blue and alpha -> a table of their colours, the library's nearest ones, light within their own:
the reference in NumPy. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.oklab import PALETTE, mapping_costs, to_oklab
from pixelgen.palette import COLOURS, SHADES, colour_index
from pixelgen.quadtree import Indices

Rgba = npt.NDArray[np.uint8]
_GLOW = [colour_index("glow", shade) - 1 for shade in range(SHADES)]
_FAR = 0.03  # squared OKLab distance from which no colour of the picture's own is a shade of another


@dataclass(frozen=True, eq=False, slots=True)
class OwnColours:
    """rgba (k, 4): transparent first, the others as they first appear; nearest (k,): the library's index of each."""

    rgba: Rgba
    nearest: Indices

    def lit(self, own: Indices, indices: Indices, shaded: Indices) -> Indices:
        """Rows (h, w) of these colours and their nearest indices, shaded -> rows, lighter and darker alike."""
        steps = shaded.astype(np.int64) - indices
        result, lab = own.copy(), to_oklab(self.rgba[:, :3])
        for row in range(1, len(self.rgba)):
            here = own == row
            for step in np.unique(steps[here]).tolist():
                if step:
                    result[here & (steps == step)] = self._shifted(row, step, lab)
        return result

    def _shifted(self, own: int, step: int, lab: npt.NDArray[np.float64]) -> int:
        """The row of the colour so many shades lighter, or of itself where there is none such."""
        index = int(self.nearest[own])
        wanted = lab[own] + np.array([PALETTE[index + step - 1, 0] - PALETTE[index - 1, 0], 0, 0])
        costs = mapping_costs(wanted[None], lab)[0]
        costs[(lab[:, 0] - lab[own, 0]) * step <= 0] = np.inf
        costs[self.rgba[:, 3] != self.rgba[own, 3]] = np.inf
        best = int(costs.argmin())
        return best if costs[best] < _FAR else own


def distinct(frames: Rgba) -> tuple[Rgba, npt.NDArray[np.int64]]:
    """(..., 4) whose transparent pixels are 0 -> its colours (k, 4), transparent first, then by first appearance; and
    the row of each pixel among them."""
    flat = np.concatenate([np.zeros(4, np.uint8), frames.reshape(-1)]).view(np.uint32)
    found, first, where = np.unique(flat, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    colours = found[np.argsort(first)].view(np.uint8).reshape(-1, 4)
    return colours, rank[where.reshape(-1)][1:].reshape(frames.shape[:-1])


def own_colours(frames: Rgba, glow: Collection[tuple[int, int, int]]) -> tuple[OwnColours, Indices]:
    """Of frames (..., 4) with at most 255 colours, and the row of each pixel. glow: those that shine by themselves,
    which alone have the ramp glow."""
    colours, own = distinct(frames)
    costs = mapping_costs(to_oklab(colours[:, :3]))
    shines = np.array([tuple(colour) in glow for colour in colours[:, :3].tolist()])
    costs[shines[:, None] != np.isin(np.arange(COLOURS - 1), _GLOW)] = np.inf
    nearest = (1 + costs.argmin(axis=1)).astype(np.uint8)
    nearest[0] = 0
    return OwnColours(colours, nearest), own.astype(np.uint8)
