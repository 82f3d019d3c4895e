"""The network in ONNX Runtime is the one of the plain PyTorch loop."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.model.architecture import Architecture
from tests.tiny_weights import tiny_weights
from training.network.plain_decoder import PlainDecoder

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from training.network.onnx_decoder import OnnxDecoder, network


def test_onnx_and_torch_end_at_the_same_logits() -> None:
    weights = tiny_weights(size=Architecture(layers=2, width=64, heads=2, hidden=128))
    prompts = [[65, 69, 70, 64, 64], [65, 66, 72, 90, 64]]
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 64, (2, 16, 16), dtype=np.uint8)
    sprites = list(np.kron(coarse, np.ones((1, 2, 2), np.uint8)))
    expected = PlainDecoder(weights).draw(prompts, sprites).numpy()
    got = OnnxDecoder(weights).draw(prompts, sprites)
    assert np.ptp(expected) > 1
    assert np.abs(got - expected).max() < 1e-3 * np.ptp(expected)
    assert np.abs(got[0] - got[1]).max() > 0.1


def test_every_operator_is_of_the_standard() -> None:
    import onnx

    onnx.checker.check_model(network(tiny_weights()), full_check=True)
