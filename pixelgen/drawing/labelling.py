"""Finished pixels -> sprites whose parts are named, by the native core or by NumPy, which give the same bytes.

A child's pixels that are its parent's keep the parent's parts. Knows nothing of requests.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.model.labeller import UNKNOWN, Labeller
from pixelgen.model.weights import Weights
from pixelgen.native.labeller import NativeLabeller
from pixelgen.quadtree import Indices
from pixelgen.sprite import Sprite


class Labelling:
    """The labeller of a weights file; without one the parts of its sprites stay unknown. Threads may share it.

    native: by the core, where NativeError says that there is none.
    """

    def __init__(self, weights: Weights, *, native: bool) -> None:
        make = NativeLabeller if native else Labeller.of
        self._labeller = None if weights.labeller is None else make(weights.labeller)
        self._rows = {name: row for row, name in enumerate(weights.world.species, 1)}

    def sprite(self, indices: Indices, species: str | None) -> Sprite:
        """Pixels (32, 32) with their parts. species: None where it is unknown."""
        if self._labeller is None:
            return Sprite(indices)
        row = UNKNOWN if species is None else self._rows[species]
        return Sprite(indices, self._labeller.parts(indices, row))

    def child(self, indices: Indices, species: str | None, *, parent: Sprite, kept: npt.NDArray[np.bool_]) -> Sprite:
        """The same of a child whose pixels in `kept` (32, 32) are its parent's, with the parts that they have there."""
        labelled = self.sprite(indices, species)
        return Sprite(indices, np.where(kept & (parent.parts > 0), parent.parts, labelled.parts))
