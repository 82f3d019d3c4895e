"""Groups of four tokens with places and surroundings in, logits of each token out, in torch: the network in training.

A step of the blocks is a group: it takes in the last group's tokens, where that stood and where the next one is, and
what is around the next one. A local head then writes the next group's four tokens in turn, each with its own eight
neighbours as they read at that moment, its siblings before it among them. Knows nothing of data or of optimisers.
Shapes: batch, time, width; time is the step: three of the prompt, then one for each group but the last.

Sources: own and target position (Pannatier et al. 2024, sigma-GPT), and those of training/network/layers.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pixelgen.groups import GROUP_LEVEL, GROUP_PLACE, GROUPS, RING, SLOTS
from pixelgen.quadtree import CONTEXT_KINDS, NEIGHBOURS
from pixelgen.vocabulary import MASK, VOCABULARY_SIZE, WRITABLE
from training.network.layers import Block, ModelSettings, norm, squared_relu, waves

PROMPT_STEPS = 3
NO_PLACE = 2 * GROUPS  # of the prompt; a group of the writing pass has its own number, of the kept pass GROUPS more
SLOT_TOKENS = MASK + 1  # ids that stand for something else in each slot; those after them are of the prompt alone
TOKEN_ROWS = SLOTS * SLOT_TOKENS + VOCABULARY_SIZE - SLOT_TOKENS
NEAR_ROWS = NEIGHBOURS * CONTEXT_KINDS + SLOTS
_LEVELS = 7  # three of the writing pass, three of the kept pass, none


@dataclass(frozen=True, slots=True)
class HeadSettings:
    """Size of the local head."""

    hidden: int = 384


def place_features() -> Tensor:
    """(673, 4F + 7): sine and cosine of each group's centre, then its level and pass one-hot (last: no place)."""
    top, left, side = (torch.tensor(row, dtype=torch.float64) for row in GROUP_PLACE)
    position, level = waves(left + side / 2, top + side / 2), torch.tensor(GROUP_LEVEL)
    passes = [torch.cat([position, F.one_hot(level + 3 * number, _LEVELS)], dim=1) for number in range(2)]
    none = torch.zeros(1, passes[0].shape[1], dtype=torch.float64)
    none[0, -1] = 1.0
    return torch.cat([*passes, none]).float()


class _SumOfRows(torch.autograd.Function):
    """Sums of rows of a table; torch's own backward pass takes twice as long on a CPU."""

    @staticmethod
    def forward(ctx: Any, table: Tensor, rows: Tensor) -> Tensor:
        """table (m, width), rows (n, k) -> (n, width)."""
        ctx.save_for_backward(rows)
        ctx.height = len(table)
        return F.embedding_bag(rows, table, mode="sum")

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        """Each row gets the gradients of the sums that it is in."""
        rows: Tensor = ctx.saved_tensors[0]
        table = gradients[0].new_zeros(ctx.height, gradients[0].shape[1])
        for column in rows.unbind(1):
            table.index_add_(0, column, gradients[0])
        return table, None


def sum_of_rows(table: Tensor, rows: Tensor) -> Tensor:
    """table (m, width), rows (..., k) -> (..., width), the sum of k rows each."""
    flat: Tensor = _SumOfRows.apply(table, rows.reshape(-1, rows.shape[-1]))  # type: ignore[no-untyped-call]
    return flat.view(*rows.shape[:-1], table.shape[1])


def _by_place(values: Tensor) -> Tensor:
    """(..., k) what k places read as -> rows of a table that has CONTEXT_KINDS for each place."""
    return values + torch.arange(values.shape[-1], device=values.device) * CONTEXT_KINDS


class Head(nn.Module):
    """What the blocks say of a group, and what is near a cell of it -> the logits of that cell's token."""

    def __init__(self, settings: HeadSettings, width: int) -> None:
        super().__init__()
        self.settings = settings
        self.inner = nn.Linear(width, settings.hidden, bias=False)
        self.near = nn.Embedding(NEAR_ROWS, settings.hidden)  # the last rows: which slot
        self.out = nn.Linear(settings.hidden, len(WRITABLE), bias=False)

    def forward(self, states: Tensor, near: Tensor, steps: Tensor, slots: Tensor) -> Tensor:
        """states (time, width), normed; of each cell near (n, 8), steps (n,), slots (n,) -> logits (n, 65)."""
        rows = torch.cat([_by_place(near), slots[:, None] + NEIGHBOURS * CONTEXT_KINDS], dim=1)
        hidden = sum_of_rows(self.near.weight, rows).add_(self.inner(states).float().index_select(0, steps))
        logits: Tensor = self.out(squared_relu(hidden))
        return logits.float()


class Transformer(nn.Module):
    """The decoder. Its inputs are aligned by time; entry i says what is known when group i + 1 is written."""

    def __init__(self, settings: ModelSettings | None = None, head: HeadSettings | None = None) -> None:
        super().__init__()
        self.settings = settings = settings or ModelSettings()
        width = settings.width
        self.token = nn.Embedding(TOKEN_ROWS, width)
        self.start = nn.Embedding(PROMPT_STEPS, width)  # which step of the prompt; the first one stands for BOS
        self.around = nn.Embedding(RING * CONTEXT_KINDS, width)
        features = place_features()
        self.features: Tensor
        self.register_buffer("features", features, persistent=False)
        self.own = nn.Linear(features.shape[1], width, bias=False)
        self.target = nn.Linear(features.shape[1], width, bias=False)
        self.blocks = nn.ModuleList(Block(settings) for _ in range(settings.layers))
        self.head = Head(head or HeadSettings(), width)
        self._initialise()

    def _initialise(self) -> None:
        for name, parameter in self.named_parameters():
            if name.endswith(("mix.weight", "contract.weight", "out.weight", "around.weight", "near.weight")):
                nn.init.zeros_(parameter)
            elif parameter.dim() == 2 and name.startswith(("blocks", "head")):
                bound = math.sqrt(3 / parameter.shape[1])
                nn.init.uniform_(parameter, -bound, bound)
            elif name.startswith(("own", "target")):
                nn.init.normal_(parameter, std=0.1)
            elif name.startswith(("token", "start")):
                nn.init.normal_(parameter, std=0.15 if name.startswith("token") else 0.3)

    def layers(self) -> list[Block]:
        """The blocks, first to last."""
        return [cast(Block, block) for block in self.blocks]

    def embed(self, tokens: Tensor, own: Tensor, targets: Tensor, ring: Tensor, *, first: int = 0) -> Tensor:
        """The stream before the first block; shapes as in forward. first: which step of its sequence is the first."""
        slots = torch.arange(SLOTS, device=tokens.device) * SLOT_TOKENS
        rows = tokens + torch.where(tokens < SLOT_TOKENS, slots, (SLOTS - 1) * SLOT_TOKENS)
        own_places = F.linear(self.features, self.own.weight)  # (673, width)
        target_places = F.linear(self.features, self.target.weight)
        x = sum_of_rows(self.token.weight, rows) + F.embedding(own, own_places) + F.embedding(targets, target_places)
        x = x + sum_of_rows(self.around.weight, _by_place(ring))
        prompt = self.start.weight[first : first + tokens.shape[1]]
        x[:, : len(prompt)] += prompt
        return x

    def forward(
        self, tokens: Tensor, own: Tensor, targets: Tensor, ring: Tensor, near: Tensor, predicted: Tensor
    ) -> Tensor:
        """-> logits (n, 65) of the predicted cells, in order; logit 64 is MASK.

        tokens (batch, time, 4) of the last group or the prompt; own, targets (batch, time): its place and the next
        one's, NO_PLACE for none; ring (batch, time, 12): what is around the next one; near (batch, time, 4, 8): what
        is near each of its cells; predicted (batch, time, 4) bool.
        """
        x = self.embed(tokens, own, targets, ring)
        for block in self.layers():
            x = block(x)
        steps, slots = predicted.view(-1, SLOTS).nonzero(as_tuple=True)
        near = near.view(-1, SLOTS, NEIGHBOURS)[steps, slots]
        logits: Tensor = self.head(norm(x).flatten(0, 1), near, steps, slots)
        return logits
