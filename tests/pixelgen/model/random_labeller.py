"""Random weights of a labeller and random pictures, the same with every version of NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.model.labeller import BY_ID, BY_SPECIES, expected_labeller


def random_labeller(
    seed: int = 0, *, rows: int = 3, largest: int = 40, is_older: bool = False
) -> dict[str, npt.NDArray[np.int8]]:
    """Its tensors: integers from -largest to largest. rows: of what is told; is_older: of species alone."""
    stream = np.random.Philox(key=seed)
    expected = expected_labeller(rows, by=BY_SPECIES if is_older else BY_ID)
    return {name: _whole(stream, shape, largest) for name, (_, shape) in expected.items()}


def random_pixels(seed: int, *, quarters: int) -> npt.NDArray[np.uint8]:
    """(32, 32) palette indices; so many quarters of the pixels, on average, are coloured."""
    raw = np.random.Philox(key=seed).random_raw(2048).reshape(2, 32, 32)
    return np.where(raw[0] % np.uint64(4) < quarters, 1 + raw[1] % np.uint64(63), 0).astype(np.uint8)


def _whole(stream: np.random.Philox, shape: tuple[Any, ...], largest: int) -> npt.NDArray[np.int8]:
    raw = stream.random_raw(int(np.prod(shape))) % np.uint64(2 * largest + 1)
    return (raw.astype(np.int64) - largest).astype(np.int8).reshape(shape)
