"""A model in training -> the sheet of sprites that the exact runtime would draw with its weights now, unfinished."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pixelgen.drawing.engines import best_engine
from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.model.decoding import Job
from pixelgen.model.sampling import Sampling
from pixelgen.model.weights import Weights
from pixelgen.quadtree import CELLS
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES, prompt_tokens


def write_sample_sheet(weights: Weights, path: Path, *, each: int = 2, seed: int = 0, sampling: Sampling) -> None:
    """Draw `each` sprites of every zone and category, a row a zone; a category's species take turns, as requests that
    name none give one to each seed."""
    rng = np.random.default_rng(seed)
    kinds = {category: [name for name, its in SPECIES.items() if its == category] for category in CATEGORIES}
    jobs = [
        Job(
            prompt=prompt_tokens(zone, category, kinds[category][(row * each + number) % len(kinds[category])]),
            draws=rng.integers(0, 2**64, size=CELLS, dtype=np.uint64),
            sampling=sampling,
        )
        for row, zone in enumerate(ZONES)
        for category in CATEGORIES
        for number in range(each)
    ]
    drawn = best_engine(weights, batch=16, threads=1).decode(jobs)
    columns = len(CATEGORIES) * each
    rows = [(zone, drawn[place * columns : (place + 1) * columns]) for place, zone in enumerate(ZONES)]
    contact_sheet(rows).save(path)
