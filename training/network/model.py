"""Token ids with positions and neighbours in, logits out, in torch: the network that is trained.

pixelgen/model/transformer.py runs the same network in exact integers. Knows nothing of data or of optimisers.
Shapes: batch, time, width; time is the sequence position.

Sources: RMS-norm (Zhang & Sennrich 2019), QK-norm (Henry et al. 2020), ReLU^2 (So et al. 2021), own and target
position (Pannatier et al. 2024, sigma-GPT).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pixelgen.quadtree import CELL_LEVEL, CELL_PLACE, CELLS, CONTEXT_KINDS, NEIGHBOURS, SIDE
from pixelgen.vocabulary import VOCABULARY_SIZE, WRITABLE

NO_CELL = CELLS  # the position of prompt tokens
POSITIONS = CELLS + 1
FREQUENCIES = 16
_QUERIES = 128  # in a block of attention


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Size of the network. `neighbours` adds what the next cell's surroundings read as to the input."""

    layers: int = 6
    width: int = 192
    heads: int = 6
    hidden: int = 768
    neighbours: bool = True


def position_features() -> Tensor:
    """(1345, 4F + 4): sine and cosine of each cell centre's x and y, then its level one-hot (last: no cell)."""
    top, left, size = (torch.tensor(row, dtype=torch.float64) for row in CELL_PLACE)
    frequency = torch.pi * torch.logspace(0, math.log2(SIDE), FREQUENCIES, base=2.0, dtype=torch.float64) / SIDE
    waves = []
    for centre in (left + size / 2, top + size / 2):
        angle = centre[:, None] * frequency
        waves += [angle.sin(), angle.cos()]
    level = F.one_hot(torch.tensor(CELL_LEVEL), 4)
    features = torch.cat([*waves, level], dim=1)
    none = torch.zeros(1, features.shape[1], dtype=torch.float64)
    none[0, -1] = 1.0
    return torch.cat([features, none]).float()


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
        return positive.square()

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        """2 * g * relu(x)."""
        positive: Tensor = ctx.saved_tensors[0]
        return (gradients[0] * positive).mul_(2)


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
    """
    if query.device.type != "cpu":
        return F.scaled_dot_product_attention(query, key, value, is_causal=True)
    shape, time = query.shape, query.shape[2]
    query, key, value = (x.reshape(-1, time, shape[3]) for x in (query / math.sqrt(shape[3]), key, value))
    attended = []
    for start in range(0, time, _QUERIES):
        end = min(start + _QUERIES, time)
        later = torch.full((end - start, end), -torch.inf, dtype=query.dtype).triu(start + 1)
        scores = torch.baddbmm(later, query[:, start:end], key[:, :end].transpose(1, 2))
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
        normed = norm(x)
        query, key, value = (
            projection(normed).view(batch, time, self.heads, -1)  # (batch, time, heads, 32)
            for projection in (self.query, self.key, self.value)
        )
        query = norm(query) * self.sharpness.exp().to(query.dtype)[:, None]
        attended = attention(query.transpose(1, 2), norm(key).transpose(1, 2), value.transpose(1, 2))
        mixed: Tensor = x + self.mix(attended.transpose(1, 2).reshape(batch, time, width))
        contracted: Tensor = self.contract(squared_relu(self.expand(norm(mixed))))
        return mixed + contracted


class PixelTransformer(nn.Module):
    """The decoder. Its inputs are aligned by time; entry i says what is known when token i + 1 is predicted."""

    def __init__(self, settings: ModelSettings | None = None) -> None:
        super().__init__()
        self.settings = settings = settings or ModelSettings()
        width = settings.width
        self.token = nn.Embedding(VOCABULARY_SIZE, width)
        self.around = nn.Embedding(NEIGHBOURS * CONTEXT_KINDS, width)
        features = position_features()
        self.features: Tensor
        self.register_buffer("features", features, persistent=False)
        self.own = nn.Linear(features.shape[1], width, bias=False)
        self.target = nn.Linear(features.shape[1], width, bias=False)
        self.blocks = nn.ModuleList(Block(settings) for _ in range(settings.layers))
        self.head = nn.Linear(width, len(WRITABLE), bias=False)
        self._initialise()

    def _initialise(self) -> None:
        for name, parameter in self.named_parameters():
            if name.endswith(("mix.weight", "contract.weight", "head.weight", "around.weight")):
                nn.init.zeros_(parameter)
            elif parameter.dim() == 2 and name.startswith("blocks"):
                bound = math.sqrt(3 / parameter.shape[1])
                nn.init.uniform_(parameter, -bound, bound)
            elif name.startswith(("own", "target")):
                nn.init.normal_(parameter, std=0.1)
            elif parameter.dim() == 2:
                nn.init.normal_(parameter, std=0.3)

    def layers(self) -> list[Block]:
        """The blocks, first to last."""
        return [cast(Block, block) for block in self.blocks]

    def embed(self, tokens: Tensor, cells: Tensor, targets: Tensor, around: Tensor) -> Tensor:
        """The stream before the first block; shapes as in forward."""
        own = F.linear(self.features, self.own.weight)  # (1345, width)
        target = F.linear(self.features, self.target.weight)
        x: Tensor = self.token(tokens) + F.embedding(cells, own) + F.embedding(targets, target)
        if self.settings.neighbours:
            places = torch.arange(NEIGHBOURS, device=around.device) * CONTEXT_KINDS
            flat = (around + places).view(-1, NEIGHBOURS)
            near = F.embedding_bag(flat, self.around.weight, mode="sum")
            x = x + near.view(*around.shape[:2], -1)
        return x

    def forward(self, tokens: Tensor, cells: Tensor, targets: Tensor, around: Tensor) -> Tensor:
        """tokens, cells, targets (batch, time) int64, around (batch, time, 8) -> logits (batch, time, 65).

        cells: the cell that the token was written into; targets: the cell to be predicted; NO_CELL for none.
        around: what the target's neighbours read as. Logit 64 is MASK.
        """
        x = self.embed(tokens, cells, targets, around)
        for block in self.layers():
            x = block(x)
        logits: Tensor = self.head(norm(x))
        return logits.float()
