"""A model in training and held-out sprites -> a sheet: what it draws from their prompts, below each the original."""

from __future__ import annotations

from collections.abc import Sequence
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
    chosen = [(zone, np.nonzero(held_out.labels[:, 0] == token_id("zone", zone))[0][:each]) for zone in ZONES]
    rows = [(zone, held_out[places]) for zone, places in chosen]
    write_rows(model, rows, path, seed=seed, sampling=sampling)


def write_rows(
    model: Transformer, rows: Sequence[tuple[str, Sprites]], path: Path, *, seed: int = 0, sampling: Sampling
) -> None:
    """For each row what the model draws of its prompts, unfinished, and below it the row itself; (zone whose water it
    is shown on, sprites). Empty rows are left out."""
    rng = np.random.default_rng(seed)
    shown = [(zone, sprites) for zone, sprites in rows if len(sprites)]
    prompts = np.concatenate([prompts_of(sprites) for _, sprites in shown])
    wishes = [Wish(prompt, rng.integers(0, 2**64, size=CELLS, dtype=np.uint64)) for prompt in prompts]
    drawn = iter(Sampler(model).draw(wishes, sampling))
    pictures = []
    for zone, sprites in shown:
        pictures += [(zone, [next(drawn) for _ in sprites.indices]), (zone, list(sprites.indices))]
    save_picture(contact_sheet(pictures), path)
