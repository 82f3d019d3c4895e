"""Silhouettes -> species: a small convolutional network, trained on corpus sprites, that sees no colour.

Knows nothing of how sprites are drawn.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.drawing.pixel_rules import Indices
from training.judging.convolutions import convolutions, learn

Classes = npt.NDArray[np.int64]


class SilhouetteClassifier(nn.Module):
    """(n, 32, 32) silhouettes as 0 or 1 -> (n, classes) logits."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.features = convolutions(1, (24, 48, 96))
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(96 * 16, 128), nn.ReLU(), nn.Linear(128, classes))

    def forward(self, silhouettes: Tensor) -> Tensor:
        """Logits of the classes."""
        logits: Tensor = self.head(self.features(silhouettes[:, None].float()))
        return logits


def train_classifier(indices: Indices, classes: Classes, *, epochs: int, seed: int = 0) -> SilhouetteClassifier:
    """A classifier of sprites (n, 32, 32) by their silhouettes into classes (n,), 0 to the largest."""
    torch.manual_seed(seed)
    model = SilhouetteClassifier(int(classes.max()) + 1)
    silhouettes, target = torch.from_numpy(indices > 0), torch.from_numpy(classes)

    def loss(chosen: Tensor) -> Tensor:
        return F.cross_entropy(model(silhouettes[chosen]), target[chosen])

    learn(model, loss, count=len(indices), epochs=epochs)
    return model


@torch.no_grad()
def classify(model: SilhouetteClassifier, indices: Indices) -> Classes:
    """The likeliest class of each sprite (n, 32, 32)."""
    logits = [model(torch.from_numpy(part > 0)) for part in np.array_split(indices, -(-len(indices) // 500))]
    return np.asarray(torch.cat(logits).argmax(dim=1).numpy())
