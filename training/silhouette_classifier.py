"""Silhouettes -> species: a small convolutional network, trained on corpus sprites, that sees no colour.

Source: a plain convolutional classifier (LeCun et al. 1998) with batch norm. Knows nothing of how sprites are drawn.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.pixel_rules import Indices

Classes = npt.NDArray[np.int64]


class SilhouetteClassifier(nn.Module):
    """(n, 32, 32) silhouettes as 0 or 1 -> (n, classes) logits."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for inputs, outputs in ((1, 24), (24, 48), (48, 96)):
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
            layers += [nn.MaxPool2d(2)]
        self.features = nn.Sequential(*layers)
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
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.05)
    batch = 64
    steps = epochs * (len(indices) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=3e-3, total_steps=steps)
    order = torch.randperm(len(indices))
    for step in range(steps):
        at = step % (len(indices) // batch)
        if at == 0:
            order = torch.randperm(len(indices))
        chosen = order[at * batch : (at + 1) * batch]
        loss = F.cross_entropy(model(silhouettes[chosen]), target[chosen])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
    return model.eval()


@torch.no_grad()
def classify(model: SilhouetteClassifier, indices: Indices) -> Classes:
    """The likeliest class of each sprite (n, 32, 32)."""
    logits = [model(torch.from_numpy(part > 0)) for part in np.array_split(indices, -(-len(indices) // 500))]
    return np.asarray(torch.cat(logits).argmax(dim=1).numpy())
