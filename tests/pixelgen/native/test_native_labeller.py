"""The labeller in C names the same parts as the reference, byte for byte."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.model.labeller import Labeller
from pixelgen.native.labeller import NativeLabeller
from pixelgen.native.library import NativeError, library
from tests.pixelgen.model.random_labeller import random_labeller, random_pixels

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)


@pytest.mark.parametrize("largest", [3, 20, 40, 127])
def test_core_and_reference_name_the_same_parts(largest: int) -> None:
    tensors = random_labeller(largest, species=5, largest=largest)
    core, reference = NativeLabeller(tensors), Labeller.of(tensors)
    for seed in range(10):
        picture = random_pixels(seed, quarters=seed % 5)
        for species in (0, 2, 5):
            np.testing.assert_array_equal(core.parts(picture, species), reference.parts(picture, species))


def test_core_refuses_what_it_cannot_read() -> None:
    tensors = random_labeller(species=2)
    core = NativeLabeller(tensors)
    with pytest.raises(ValueError, match=r"indices must be \(32, 32\)"):
        core.parts(np.zeros((32, 31), dtype=np.uint8))
    with pytest.raises(NativeError, match="species must be 0 to 2; got 3"):
        core.parts(random_pixels(0, quarters=2), 3)
    with pytest.raises(NativeError, match="an index must be below 64; got 64"):
        core.parts(np.full((32, 32), 64, dtype=np.uint8))
    del tensors["parts.bias"]
    with pytest.raises(NativeError, match="the tensors of the labeller are not those that it must have"):
        NativeLabeller(tensors)
