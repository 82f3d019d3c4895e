"""The plain PyTorch loop runs the network that the exact runtime runs."""

from __future__ import annotations

import numpy as np

from pixelgen.drawing.best_engine import ReferenceEngine
from pixelgen.drawing.drawing import job_of
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import load_weights
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES
from training.network.plain_decoder import PlainDecoder


def test_plain_and_exact_sprites_are_nearly_the_same() -> None:
    weights = load_weights(SHIPPED_WEIGHTS)
    table = TraitTable(weights.world, weights.trait_rows)
    requests = [SpriteRequest("reef", category, seed=2, temperature=0.3) for category in CATEGORIES]
    jobs = [job_of(request, table=table)[0] for request in requests]
    exact = np.stack(ReferenceEngine(weights, batch=6, threads=1).decode(jobs))
    plain = np.stack(PlainDecoder(weights).draw(jobs))
    covered = (exact > 0) | (plain > 0)
    agree = ((exact == plain) & covered).sum(axis=(1, 2)) / covered.sum(axis=(1, 2))
    others = ((exact == np.roll(plain, 1, axis=0)) & covered).sum() / covered.sum()
    assert np.median(agree) > 0.9 > 0.5 > others
