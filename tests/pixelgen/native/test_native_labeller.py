"""The labeller in C names the same parts as the reference, byte for byte."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.model.labeller import Labeller, Told
from pixelgen.native.labeller import NativeLabeller
from pixelgen.native.library import NativeError, kernels, library
from tests.pixelgen.model.random_labeller import random_labeller, random_pixels

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)


RUNNING = [name for name, runs in kernels().items() if runs]
TOLD = [Told(), Told((4,), 0, 8), Told((0, 2, 2), 3, -1), Told((), 5, 5)]


@pytest.mark.parametrize("largest", [3, 20, 40, 127])
def test_core_and_reference_name_the_same_parts(largest: int) -> None:
    tensors = random_labeller(largest, rows=5, largest=largest)
    reference = Labeller.of(tensors)
    for kernel in RUNNING:
        core = NativeLabeller(tensors, kernel=kernel)
        for seed in range(10):
            picture = random_pixels(seed, quarters=seed % 5)
            for told in TOLD:
                np.testing.assert_array_equal(core.parts(picture, told), reference.parts(picture, told), kernel)


def test_core_and_reference_read_an_older_labeller_alike() -> None:
    tensors, picture = random_labeller(2, rows=5, is_older=True), random_pixels(1, quarters=3)
    core, reference = NativeLabeller(tensors), Labeller.of(tensors)
    for row in (0, 4):
        np.testing.assert_array_equal(core.parts(picture, Told((row,))), reference.parts(picture, Told((row,))))


def test_core_refuses_what_it_cannot_read() -> None:
    tensors = random_labeller(rows=3)
    core = NativeLabeller(tensors)
    with pytest.raises(ValueError, match=r"indices must be \(32, 32\)"):
        core.parts(np.zeros((32, 31), dtype=np.uint8))
    with pytest.raises(NativeError, match="a row must be 0 to 2; got 3"):
        core.parts(random_pixels(0, quarters=2), Told((0, 3)))
    with pytest.raises(NativeError, match="told must be at most 12 rows, and ramps of -1 to 8"):
        core.parts(random_pixels(0, quarters=2), Told((), 9))
    with pytest.raises(NativeError, match="no kernel 'abacus' runs here"):
        NativeLabeller(tensors, kernel="abacus")
    with pytest.raises(NativeError, match="an index must be below 64; got 64"):
        core.parts(np.full((32, 32), 64, dtype=np.uint8))
    del tensors["parts.bias"]
    with pytest.raises(NativeError, match="the tensors of the labeller are not those that it must have"):
        NativeLabeller(tensors)
