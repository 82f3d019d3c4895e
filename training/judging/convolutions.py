"""What classifiers of sprites share: halving stages of convolutions, and how such a network learns.

Source: a plain convolutional classifier (LeCun et al. 1998) with batch norm (Ioffe & Szegedy 2015) under a one-cycle
learning rate (Smith & Topin 2019). Knows nothing of what is told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

BATCH = 64
LEARNING_RATE = 3e-3


def convolutions(inputs: int, widths: Iterable[int]) -> nn.Sequential:
    """(n, inputs, 32, 32) -> (n, last width, side, side); each stage halves the side."""
    layers: list[nn.Module] = []
    for outputs in widths:
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
        layers += [nn.MaxPool2d(2)]
        inputs = outputs
    return nn.Sequential(*layers)


def learn(
    model: nn.Module,
    loss: Callable[[Tensor], Tensor],
    *,
    count: int,
    epochs: int,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Minimise `loss` of some examples, given their numbers (batch,) below `count`; the model is left in eval mode.

    The order of the examples comes from torch's random state. `progress` is told (step, steps).
    """
    optimiser = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=0.05)
    batch = min(BATCH, count)
    steps = epochs * (count // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=LEARNING_RATE, total_steps=steps)
    model.train()
    order = torch.randperm(count)
    for step in range(steps):
        at = step % (count // batch)
        if at == 0:
            order = torch.randperm(count)
        loss_now = loss(order[at * batch : (at + 1) * batch])
        optimiser.zero_grad(set_to_none=True)
        loss_now.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if progress is not None:
            progress(step + 1, steps)
    model.eval()
