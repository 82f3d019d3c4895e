"""A model in training and held-out sprites -> a sheet: what it draws from their prompts, below each the original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from pixelgen.look.contact_sheet import WATER, contact_sheet
from pixelgen.model.sampling import Sampling
from pixelgen.model.world import SEA, World
from pixelgen.quadtree import CELLS
from training.network.batches import prompts_of
from training.network.model import Transformer
from training.network.sampler import Sampler, Wish
from training.samples.drawn_sprites import Sprites
from training.samples.picture_files import save_picture


def write_sample_sheet(
    model: Transformer,
    held_out: Sprites,
    path: Path,
    *,
    each: int = 12,
    seed: int = 0,
    sampling: Sampling,
    world: World = SEA,
) -> None:
    """At most `each` sprites of a zone of their world, unfinished; a zone without a held-out sprite is left out."""
    zones = held_out.labels[:, 0]
    chosen = [(zone, np.nonzero(zones == world.token_id("zone", zone))[0][:each]) for zone in world.zones]
    rows = [(zone, held_out[places]) for zone, places in chosen]
    write_rows(model, rows, path, seed=seed, sampling=sampling, water={**WATER, **water_of(world)})


def water_of(world: World) -> dict[str, tuple[int, int, int]]:
    """Zone -> what its world says of the colour behind its animals."""

    def rgb(colour: str) -> tuple[int, int, int]:
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
        return red, green, blue

    return {zone: rgb(colour) for zone, colour in world.water.items()}


def write_rows(
    model: Transformer,
    rows: Sequence[tuple[str, Sprites]],
    path: Path,
    *,
    seed: int = 0,
    sampling: Sampling,
    water: Mapping[str, tuple[int, int, int]] = WATER,
) -> None:
    """For each row what the model draws of its prompts, unfinished, and below it the row itself; (zone whose water it
    is shown on, sprites). Empty rows are left out. water: of each zone."""
    rng = np.random.default_rng(seed)
    shown = [(zone, sprites) for zone, sprites in rows if len(sprites)]
    prompts = np.concatenate([prompts_of(sprites) for _, sprites in shown])
    wishes = [Wish(prompt, rng.integers(0, 2**64, size=CELLS, dtype=np.uint64)) for prompt in prompts]
    drawn = iter(Sampler(model).draw(wishes, sampling))
    pictures = []
    for zone, sprites in shown:
        pictures += [(zone, [next(drawn) for _ in sprites.indices]), (zone, list(sprites.indices))]
    save_picture(contact_sheet(pictures, water=water), path)
