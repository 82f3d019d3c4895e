"""A network and sprites -> loss in nats and accuracy, by level, or of each sprite. Knows nothing of training."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F

from pixelgen.groups import encode
from training.network.batches import Batch, BatchSettings, collate, prompts_of, validation_batches
from training.network.model import Transformer
from training.samples.drawn_sprites import Sprites


@torch.no_grad()
def validate(model: Transformer, batches: Iterator[Batch], device: torch.device) -> dict[str, float]:
    """Loss of the missing cells in nats a sprite, in all and by level, and top-1 accuracy of their tokens."""
    model.eval()
    nats, right, count, sprites = torch.zeros(3, dtype=torch.float64), 0, 0, 0
    for batch in (each.to(device) for each in batches):
        predicted = batch.classes >= 0
        logits, classes, missing = model(*batch.inputs()), batch.classes[predicted], batch.missing[predicted]
        losses = F.cross_entropy(logits, classes, reduction="none") * missing
        levels = batch.levels[..., None].expand_as(predicted)[predicted]
        nats += torch.zeros(3, dtype=torch.float64).index_add_(0, levels.cpu(), losses.double().cpu())
        right += int(((logits.argmax(-1) == classes) & missing).sum())
        count += int(missing.sum())
        sprites += len(batch.tokens)
    model.train()
    by_level = (nats / sprites).tolist()
    return {
        "nats": round(sum(by_level), 2),
        "nats_4x4": round(by_level[0], 2),
        "nats_2x2": round(by_level[1], 2),
        "nats_pixel": round(by_level[2], 2),
        "accuracy": round(right / count, 4),
    }


def validation_figures(
    model: Transformer, sprites: Sprites, settings: BatchSettings, device: torch.device
) -> dict[str, float]:
    """Figures from scratch; with prompts of zone and category alone, prefixed with bare_; with what breeding keeps kept
    first, with kept_; with parts kept first, with part_."""
    figures = validate(model, validation_batches(sprites, settings), device)
    bare = validate(model, validation_batches(sprites, settings, bare=True), device)
    figures |= {f"bare_{name}": bare[name] for name in ("nats", "accuracy")}
    for prefix, kind in (("kept", "bred"), ("part", "parts")):
        kept = validate(model, validation_batches(sprites, settings, kept=(kind,)), device)
        figures |= {f"{prefix}_{name}": value for name, value in kept.items()}
    return figures


@torch.no_grad()
def nats_of_tokens(model: Transformer, sprites: Sprites, *, together: int = 16) -> npt.NDArray[np.float64]:
    """(n,) what a token of each sprite costs when it is written from scratch by its whole prompt: the mean in nats."""
    model.eval()
    rows = [(encode(indices), prompt) for indices, prompt in zip(sprites.indices, prompts_of(sprites), strict=True)]
    order = np.argsort([len(sequence.groups) for sequence, _ in rows], kind="stable")
    nats = np.zeros(len(rows))
    for places in np.split(order, range(together, len(order), together)):
        batch = collate([rows[place] for place in places], BatchSettings())
        predicted = batch.classes >= 0
        losses = torch.zeros(predicted.shape)
        losses[predicted] = F.cross_entropy(model(*batch.inputs()), batch.classes[predicted], reduction="none")
        nats[places] = (losses.sum(dim=(1, 2)) / predicted.sum(dim=(1, 2))).numpy()
    return nats
