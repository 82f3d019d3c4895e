"""A network and held-out sprites -> loss in nats a sprite and accuracy, by level. Knows nothing of training."""

from __future__ import annotations

from collections.abc import Iterator

import torch
import torch.nn.functional as F

from training.network.batches import Batch, BatchSettings, validation_batches
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
