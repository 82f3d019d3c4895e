"""The core's sampler against the NumPy reference, draw for draw."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.model.sampling import Sampling, sample
from pixelgen.native.library import NativeError, library
from pixelgen.native.sampling import native_sample
from pixelgen.vocabulary import WRITABLE

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)


@given(
    seed=st.integers(0, 2**32 - 1),
    draw=st.integers(0, 2**64 - 1),
    spread=st.sampled_from([0.0, 0.01, 1.0, 30.0, 1e6]),
    temperature=st.sampled_from([0.0, 1e-30, 1e-3, 0.7, 1.0, 5.0, 1e9]),
    top_k=st.integers(0, 70),
    top_p=st.floats(0.001, 1),
    min_p=st.floats(0, 1),
)
def test_every_draw_chooses_what_the_reference_chooses(
    seed: int, draw: int, spread: float, temperature: float, top_k: int, top_p: float, min_p: float
) -> None:
    rng = np.random.default_rng(seed)
    logits = (rng.normal(size=len(WRITABLE)) * spread).astype(np.float32)
    logits[rng.integers(0, len(WRITABLE), 9)] = logits[0]  # ties
    allowed: npt.NDArray[np.bool_] = rng.random(len(WRITABLE)) < 0.6
    allowed[rng.integers(0, len(WRITABLE))] = True
    sampling = Sampling(temperature, top_k, top_p, min_p)
    assert native_sample(logits, allowed, draw, sampling) == sample(logits, allowed, draw, sampling)
