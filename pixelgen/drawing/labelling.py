"""Finished pixels -> sprites whose parts are named, by the native core or by NumPy, which give the same bytes.

The labeller is told what the weights' names say of a sprite. A child's pixels that are its parent's keep the parent's
parts. Knows nothing of requests.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pixelgen.model.labeller import Labeller
from pixelgen.model.telling import told_from
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
        self._weights = weights

    def picture(self, indices: Indices, species: str | None = None) -> Sprite:
        """A picture from elsewhere, of which only its species may be known."""
        return self.sprite(indices, () if species is None else (self._weights.world.token_id("species", species),))

    def sprite(self, indices: Indices, ids: Sequence[int]) -> Sprite:
        """Pixels (32, 32) with their parts. ids: what is known of the sprite."""
        if self._labeller is None or self._weights.labeller is None:
            return Sprite(indices)
        told = told_from(ids, self._weights.world, self._weights.labeller)
        return Sprite(indices, self._labeller.parts(indices, told))

    def child(self, indices: Indices, ids: Sequence[int], *, parent: Sprite, kept: npt.NDArray[np.bool_]) -> Sprite:
        """The same of a child whose pixels in `kept` (32, 32) are its parent's, with the parts that they have there."""
        labelled = self.sprite(indices, ids)
        return Sprite(indices, np.where(kept & (parent.parts > 0), parent.parts, labelled.parts))
