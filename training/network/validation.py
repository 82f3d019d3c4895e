"""A network and held-out sprites -> loss in nats a sprite and accuracy, by level. Knows nothing of training."""

from __future__ import annotations

from collections.abc import Iterator

import torch
import torch.nn.functional as F

from training.network.batches import Batch, BatchSettings, validation_batches
from training.network.model import PixelTransformer
from training.samples.drawn_sprites import Sprites


@torch.no_grad()
def validate(model: PixelTransformer, batches: Iterator[Batch], device: torch.device) -> dict[str, float]:
    """Loss of the missing cells in nats a sprite, in all and by level, and top-1 accuracy of their tokens."""
    model.eval()
    nats, right, count, sprites = torch.zeros(3, dtype=torch.float64), 0, 0, 0
    for batch in (each.to(device) for each in batches):
        logits = model(batch.tokens, batch.cells, batch.targets, batch.around)
        losses = F.cross_entropy(logits.flatten(0, 1), batch.classes.flatten(), ignore_index=-1, reduction="none")
        losses = losses.view(batch.classes.shape) * batch.missing
        for level in range(3):
            nats[level] += losses[batch.levels == level].double().sum().cpu()
        right += int(((logits.argmax(-1) == batch.classes) & batch.missing).sum())
        count += int(batch.missing.sum())
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
    model: PixelTransformer, sprites: Sprites, settings: BatchSettings, device: torch.device
) -> dict[str, float]:
    """Figures from scratch; with prompts of zone and category alone, prefixed with bare_; kept-first, with kept_."""
    figures = validate(model, validation_batches(sprites, settings), device)
    bare = validate(model, validation_batches(sprites, settings, bare=True), device)
    figures |= {f"bare_{name}": bare[name] for name in ("nats", "accuracy")}
    if settings.order == "quadtree":
        kept = validate(model, validation_batches(sprites, settings, kept_first=True), device)
        figures |= {f"kept_{name}": value for name, value in kept.items()}
    return figures
