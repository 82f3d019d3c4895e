"""Pictures in an array of any shape -> one after the other, for what takes a picture at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pixelgen.parts import PartMap

Pixels = npt.NDArray[np.uint8]


def each_of(indices: Pixels, parts: PartMap | None) -> Iterator[tuple[Pixels, PartMap | None]]:
    """(..., H, W) pictures and their part maps, if there are any -> (H, W) of each."""
    flat = indices.reshape(-1, *indices.shape[-2:])
    if parts is None:
        return ((one, None) for one in flat)
    return zip(flat, parts.reshape(flat.shape), strict=True)
