"""The plain PyTorch loop runs the network that the exact runtime runs."""

from __future__ import annotations

import numpy as np

from pixelgen.drawing.drawing import job_of
from pixelgen.drawing.engines import best_engine
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import load_weights
from pixelgen.requests.request import SpriteRequest
from training.network.plain_decoder import PlainDecoder, aligned_inputs


def test_plain_and_exact_logits_are_close_after_a_whole_sprite() -> None:
    weights = load_weights(SHIPPED_WEIGHTS)
    jobs = [job_of(SpriteRequest("reef", "jellyfish", seed=seed))[0] for seed in (1, 2)]
    sprites = best_engine(weights, batch=2, threads=1).decode(jobs)
    transformer = Transformer(weights)
    decoder = PlainDecoder(weights)
    for job, sprite in zip(jobs, sprites, strict=True):
        tokens, cells, targets, around = aligned_inputs([job.prompt], [sprite])
        store = transformer.new_cache(1)
        exact = transformer.forward(store, slice(0, 1), tokens=tokens, cells=cells, targets=targets, around=around)
        plain = decoder.draw([job.prompt], [sprite]).numpy()
        assert np.ptp(exact) > 3
        assert np.abs(plain - exact).max() < 0.05 * np.ptp(exact)


def test_sprites_side_by_side_are_padded_to_the_longest() -> None:
    flat, busy = np.zeros((32, 32), np.uint8), np.random.default_rng(0).integers(0, 64, (32, 32), np.uint8)
    tokens, cells, targets, around = aligned_inputs([[65, 69, 70, 64, 64]] * 2, [flat, busy])
    assert tokens.shape == cells.shape == targets.shape == (2, 4 + 64 + 256 + 1024)
    assert around.shape == (*tokens.shape, 8)
    assert (targets[0, 68:] == 1344).all()
    assert (targets[1, 4:] < 1344).all()
