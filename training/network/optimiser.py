"""Muon for the hidden matrices, AdamW for the rest. Knows nothing of the model beyond names and shapes.

Muon: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024). Written here because
torch.optim.Muon runs matrix by matrix in bfloat16, which a CPU without bfloat16 units emulates; this one
stacks equal shapes and works in the precision that it is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn


def orthogonalise(matrices: Tensor, *, steps: int = 5) -> Tensor:
    """(n, rows, columns) -> nearly the nearest orthogonal matrices, by a quintic Newton-Schulz iteration."""
    a, b, c = 3.4445, -4.7750, 2.0315
    flipped = matrices.shape[1] > matrices.shape[2]
    x = matrices.mT if flipped else matrices
    x = (x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)).contiguous()
    for _ in range(steps):
        gram = x @ x.mT
        polynomial = torch.baddbmm(gram, gram, gram, beta=b, alpha=c)
        x = torch.baddbmm(x, polynomial, x, beta=a)  # a x + (b gram + c gram^2) x, summed inside the products
    nearest: Tensor = x.mT if flipped else x
    return nearest


class Muon(torch.optim.Optimizer):
    """Momentum (Nesterov), orthogonalised; the step is scaled by sqrt(max(1, rows / columns))."""

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        *,
        lr: float = 0.02,
        momentum: float = 0.95,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        """dtype: of the iteration; parameters and momentum keep theirs."""
        super().__init__(list(parameters), {"lr": lr, "momentum": momentum})
        self._dtype = dtype

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> None:  # type: ignore[override]
        """One update of every parameter that has a gradient."""
        for group in self.param_groups:
            alike: dict[torch.Size, list[tuple[nn.Parameter, Tensor]]] = defaultdict(list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    alike[parameter.shape].append((parameter, parameter.grad))
            for shape, parameters in alike.items():
                directions = []
                for parameter, gradient in parameters:
                    state = self.state[parameter]
                    if "momentum" not in state:
                        state["momentum"] = torch.zeros_like(parameter)
                    state["momentum"].lerp_(gradient, 1 - group["momentum"])
                    directions.append(gradient.lerp(state["momentum"], group["momentum"]))
                updates = orthogonalise(torch.stack(directions).to(self._dtype)).unbind()
                scale = -group["lr"] * max(1.0, shape[0] / shape[1]) ** 0.5
                for (parameter, _), update in zip(parameters, updates, strict=True):
                    parameter.add_(update, alpha=scale)


def build_optimisers(
    model: nn.Module, *, kind: str, matrix_lr: float, other_lr: float, dtype: torch.dtype = torch.float32
) -> list[torch.optim.Optimizer]:
    """kind "muon": Muon for the matrices inside the blocks, its iteration in `dtype`, AdamW for the rest; "adamw":
    AdamW for all."""
    hidden = [p for name, p in model.named_parameters() if p.dim() == 2 and name.startswith("blocks")]
    ids = {id(p) for p in hidden}
    others = [p for p in model.parameters() if id(p) not in ids]
    if kind == "muon":
        return [
            Muon(hidden, lr=matrix_lr, dtype=dtype),
            torch.optim.AdamW(others, lr=other_lr, betas=(0.9, 0.95), weight_decay=0.0, fused=True),
        ]
    if kind == "adamw":
        return [torch.optim.AdamW([*hidden, *others], lr=other_lr, betas=(0.9, 0.95), weight_decay=0.01, fused=True)]
    raise ValueError(f"optimiser must be muon or adamw; got {kind!r}")
