"""A model in training and held-out sprites -> a sheet: what it draws from their prompts, below each the original."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.model.sampling import Sampling
from pixelgen.quadtree import CELLS
from pixelgen.vocabulary import ZONES, token_id
from training.network.batches import prompts_of
from training.network.model import Transformer
from training.network.sampler import Sampler, Wish
from training.samples.drawn_sprites import Sprites
from training.samples.picture_files import save_picture


def write_sample_sheet(
    model: Transformer, held_out: Sprites, path: Path, *, each: int = 12, seed: int = 0, sampling: Sampling
) -> None:
    """At most `each` sprites of a zone, unfinished; a zone without a held-out sprite is left out."""
    rng = np.random.default_rng(seed)
    chosen = [np.nonzero(held_out.labels[:, 0] == token_id("zone", zone))[0][:each] for zone in ZONES]
    prompts = prompts_of(held_out)[np.concatenate(chosen)]
    wishes = [Wish(prompt, rng.integers(0, 2**64, size=CELLS, dtype=np.uint64)) for prompt in prompts]
    drawn = iter(Sampler(model).draw(wishes, sampling))
    rows = []
    for zone, places in zip(ZONES, chosen, strict=True):
        if len(places):
            rows += [(zone, [next(drawn) for _ in places]), (zone, list(held_out.indices[places]))]
    save_picture(contact_sheet(rows), path)
