"""The weights that ship, opened by C and by Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from tests.pixelgen.native.c_creatures import CWeights


@pytest.fixture(scope="module")
def opened() -> Iterator[CWeights]:
    weights = CWeights(SHIPPED_WEIGHTS.read_bytes())
    yield weights
    weights.close()


@pytest.fixture(scope="module")
def generator() -> Iterator[Generator]:
    with Generator() as made:
        yield made
