"""Token ids with positions and neighbours in, logits out, in torch: the network of the weights that ship.

pixelgen/model/transformer.py runs the same network in exact integers. Knows nothing of data or of optimisers.
Shapes: batch, time, width; time is the sequence position.

Sources: own and target position (Pannatier et al. 2024, sigma-GPT), and those of training/network/layers.py.
"""

from __future__ import annotations

import math
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pixelgen.quadtree import CELL_LEVEL, CELL_PLACE, CELLS, CONTEXT_KINDS, NEIGHBOURS
from pixelgen.vocabulary import VOCABULARY_SIZE, WRITABLE
from training.network.layers import Block, ModelSettings, norm, waves

NO_CELL = CELLS  # the position of prompt tokens


def position_features() -> Tensor:
    """(1345, 4F + 4): sine and cosine of each cell centre's x and y, then its level one-hot (last: no cell)."""
    top, left, size = (torch.tensor(row, dtype=torch.float64) for row in CELL_PLACE)
    level = F.one_hot(torch.tensor(CELL_LEVEL), 4)
    features = torch.cat([waves(left + size / 2, top + size / 2), level], dim=1)
    none = torch.zeros(1, features.shape[1], dtype=torch.float64)
    none[0, -1] = 1.0
    return torch.cat([features, none]).float()


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
        places = torch.arange(NEIGHBOURS, device=around.device) * CONTEXT_KINDS
        flat = (around + places).view(-1, NEIGHBOURS)
        near = F.embedding_bag(flat, self.around.weight, mode="sum")
        return x + near.view(*around.shape[:2], -1)

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
