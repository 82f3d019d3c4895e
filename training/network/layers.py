"""The parts that the networks are made of, in torch: norm, ReLU^2, attention, a block of both.

Shapes: batch, time, width; time is the step of the sequence. Backward passes are written by hand where torch's own take
more passes over memory: that is what training on a CPU waits for. Knows nothing of tokens.

Sources: RMS-norm (Zhang & Sennrich 2019), QK-norm (Henry et al. 2020), ReLU^2 (So et al. 2021), sine and cosine of
positions (Vaswani et al. 2017).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pixelgen.quadtree import SIDE

FREQUENCIES = 16
_QUERIES = 128  # in a block of attention


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Size of the blocks."""

    layers: int = 6
    width: int = 192
    heads: int = 6
    hidden: int = 768


def waves(x: Tensor, y: Tensor) -> Tensor:
    """(n,) centres in pixels, float64 -> (n, 4F): sines and cosines of x, then of y."""
    frequency = torch.pi * torch.logspace(0, math.log2(SIDE), FREQUENCIES, base=2.0, dtype=torch.float64) / SIDE
    angles = [centre[:, None] * frequency for centre in (x, y)]
    return torch.cat([wave for angle in angles for wave in (angle.sin(), angle.cos())], dim=1)


class _Norm(torch.autograd.Function):
    """RMS-norm with a backward pass of few passes over memory: eager CPU training is bound by those."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """x / rms(x) over the last axis."""
        scale = (torch.linalg.vector_norm(x, dim=-1, keepdim=True).square() / x.shape[-1] + 1e-6).rsqrt()
        y: Tensor = x * scale
        ctx.save_for_backward(y, scale)
        return y

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        """scale * (g - y * mean(g * y))."""
        (gradient,) = gradients
        saved: tuple[Tensor, Tensor] = ctx.saved_tensors
        y, scale = saved
        along = (gradient * y).mean(dim=-1, keepdim=True)
        return torch.addcmul(gradient, y, along, value=-1).mul_(scale)


class _SquaredRelu(torch.autograd.Function):
    """relu(x)^2 that keeps one tensor for its backward pass instead of three."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """relu(x) squared."""
        positive = x.clamp_min(0)
        ctx.save_for_backward(positive)
        return positive * positive  # far faster than a power in bfloat16

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        """2 * g * relu(x)."""
        positive: Tensor = ctx.saved_tensors[0]
        return torch.addcmul(positive.new_zeros(()), gradients[0], positive, value=2)


def norm(x: Tensor) -> Tensor:
    """RMS-norm over the last axis without a gain: the next matrix holds it."""
    normed: Tensor = _Norm.apply(x)  # type: ignore[no-untyped-call]
    return normed


def squared_relu(x: Tensor) -> Tensor:
    """ReLU^2."""
    squared: Tensor = _SquaredRelu.apply(x)  # type: ignore[no-untyped-call]
    return squared


def attention(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Causal scaled dot-product attention, (batch, heads, time, head width) each -> the same shape.

    On a CPU in blocks of queries, each with the keys up to its end: torch's fused kernel takes twice as long there.
    Only one block where torch.compile traces it, as the number of blocks would be compiled in.
    """
    if query.device.type != "cpu":
        return F.scaled_dot_product_attention(query, key, value, is_causal=True)
    shape, time = query.shape, query.shape[2]
    query, key, value = (x.reshape(-1, time, shape[3]) for x in (query, key, value))
    attended = []
    starts = [0] if torch.compiler.is_compiling() else range(0, time, _QUERIES)
    for start in starts:
        end = time if torch.compiler.is_compiling() else min(start + _QUERIES, time)
        later = torch.full((end - start, end), -torch.inf, dtype=query.dtype).triu(start + 1)
        scores = torch.baddbmm(later, query[:, start:end], key[:, :end].transpose(1, 2), alpha=1 / math.sqrt(shape[3]))
        attended.append(scores.softmax(-1) @ value[:, :end])
    return torch.cat(attended, dim=1).view(shape)


class Block(nn.Module):
    """Attention, then a ReLU^2 MLP, each added to the stream."""

    def __init__(self, settings: ModelSettings) -> None:
        super().__init__()
        width = settings.width
        self.heads = settings.heads
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(width, width, bias=False)
        self.value = nn.Linear(width, width, bias=False)
        self.mix = nn.Linear(width, width, bias=False)
        self.expand = nn.Linear(width, settings.hidden, bias=False)
        self.contract = nn.Linear(settings.hidden, width, bias=False)
        # The logarithm of how sharply each head looks: scores are gain * cosine * sqrt(head width).
        self.sharpness = nn.Parameter(torch.full((settings.heads,), 0.3))

    def forward(self, x: Tensor) -> Tensor:
        """(batch, time, width) -> the same shape."""
        batch, time, width = x.shape
        # One product for the three: the optimiser has them apart, a processor is faster with them together.
        weight = torch.cat([self.query.weight, self.key.weight, self.value.weight])
        together = F.linear(norm(x), weight).view(batch, time, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        looking, value = together.contiguous().split_with_sizes([2, 1])  # (2 and 1, batch, heads, time, 32)
        query, key = norm(looking).unbind()
        query = query * self.sharpness.exp().to(query.dtype)[:, None, None]
        attended = attention(query, key, value[0])
        mixed: Tensor = x + self.mix(attended.transpose(1, 2).reshape(batch, time, width))
        contracted: Tensor = self.contract(squared_relu(self.expand(norm(mixed))))
        return mixed + contracted
