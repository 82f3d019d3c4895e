"""How a token is chosen -> as the core has it. Knows nothing of models."""

from __future__ import annotations

from ctypes import POINTER, byref, c_float, c_uint8

import numpy as np
import numpy.typing as npt

from pixelgen.model.fixed_point import Floats
from pixelgen.model.sampling import Sampling, scale_of, share_of
from pixelgen.native.library import CSampling, library
from pixelgen.vocabulary import WRITABLE


def sampling_of(sampling: Sampling) -> CSampling:
    """The settings as the core has them."""
    greedy = sampling.temperature == 0
    return CSampling(
        scale=0.0 if greedy else float(scale_of(sampling.temperature)),
        top_k=0 if greedy else min(sampling.top_k, len(WRITABLE)),
        top_p_share=share_of(min(sampling.top_p, 1.0)),
        min_p_share=share_of(sampling.min_p),
    )


def native_sample(logits: Floats, allowed: npt.NDArray[np.bool_], draw: int, sampling: Sampling) -> int:
    """As pixelgen.model.sampling.sample, for 65 logits: for comparison of the two."""
    if logits.shape != (len(WRITABLE),) or allowed.shape != logits.shape:
        raise ValueError(f"logits and allowed must be ({len(WRITABLE)},); got {logits.shape}, {allowed.shape}")
    row, mask = np.ascontiguousarray(logits, dtype=np.float32), np.ascontiguousarray(allowed, dtype=np.uint8)
    pointers = row.ctypes.data_as(POINTER(c_float)), mask.ctypes.data_as(POINTER(c_uint8))
    return int(library().pixelgen_sample(*pointers, draw, byref(sampling_of(sampling))))
