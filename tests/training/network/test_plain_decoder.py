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
    seeds = (2, 3, 4)  # many, as one token that is chosen otherwise changes all that follow
    requests = [SpriteRequest("reef", category, seed=seed, temperature=0) for category in CATEGORIES for seed in seeds]
    jobs = [job_of(request, table=table)[0] for request in requests]
    exact = np.stack(ReferenceEngine(weights, batch=18, threads=1).decode(jobs))
    plain = np.stack(PlainDecoder(weights).draw(jobs))
    covered = (exact > 0) | (plain > 0)
    agree = ((exact == plain) & covered).sum(axis=(1, 2)) / covered.sum(axis=(1, 2))
    others = ((exact == np.roll(plain, 3, axis=0)) & covered).sum() / covered.sum()
    assert np.median(agree) > 0.7 > 0.5 > others
