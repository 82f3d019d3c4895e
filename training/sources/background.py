"""RGBA picture -> which pixels belong to the sprite: by alpha, or by the colour of the border. No photographs.

Half-transparent pixels are in or out by a threshold. An opaque picture must have one colour along its border;
what of that colour hangs together with the border is background, so white eyes and bellies stay.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.oklab import to_oklab

Mask = npt.NDArray[np.bool_]
SOLID = 128  # alpha from which a pixel counts
TOLERANCE = 0.03  # OKLab distance up to which a colour is the border's


class NoForeground(ValueError):  # noqa: N818 - a finding, and the text is the reason
    """A picture of which no sprite can be told from its background."""


def foreground(rgba: npt.NDArray[np.uint8]) -> Mask:
    """(h, w, 4) uint8 -> (h, w) True on the sprite; NoForeground when there is none, or no background either."""
    solid = rgba[..., 3] >= SOLID
    if solid.all():
        solid = ~_flooded(_background_coloured(rgba))
    if not solid.any():
        raise NoForeground("no foreground: every pixel is transparent or of the background colour")
    return solid


def _background_coloured(rgba: npt.NDArray[np.uint8]) -> Mask:
    edge = np.concatenate([rgba[0], rgba[-1], rgba[1:-1, 0], rgba[1:-1, -1]])[:, :3]
    corners = rgba[[0, 0, -1, -1], [0, -1, 0, -1], :3]
    lab, edge_lab = to_oklab(rgba[..., :3]), to_oklab(edge)
    # Of the four corners the one that most of the border looks like.
    near = [np.linalg.norm(edge_lab - corner, axis=1) <= TOLERANCE for corner in to_oklab(corners)]
    best = int(np.argmax([mask.sum() for mask in near]))
    if near[best].mean() < 0.5:
        raise NoForeground("no background: opaque, and the border has no one colour")
    colour = to_oklab(np.median(edge[near[best]], axis=0).round().astype(np.uint8))
    return np.asarray(np.linalg.norm(lab - colour, axis=2) <= TOLERANCE)


def _flooded(open_: Mask) -> Mask:
    """Those open pixels that are 4-connected with the border through open ones."""
    wet = np.zeros_like(open_)
    wet[0], wet[-1], wet[:, 0], wet[:, -1] = open_[0], open_[-1], open_[:, 0], open_[:, -1]
    while True:
        before = int(wet.sum())
        # A sweep each way carries the water along whole rows and columns, so that a few rounds do.
        for along in (wet, wet.T):
            gate = open_ if along is wet else open_.T
            for line in range(1, len(along)):
                along[line] |= along[line - 1] & gate[line]
            for line in range(len(along) - 2, -1, -1):
                along[line] |= along[line + 1] & gate[line]
        if int(wet.sum()) == before:
            return wet
