"""A network's predictions, moved away from those of an empty prompt -> what a network learns that heeds its prompt.

Sampling so takes two passes a step; a network that has learnt it takes one. Outside the tokens that the prompt makes
plausible nothing is moved: there a ratio of two tiny shares would make the unlikely likely.

Sources: classifier-free guidance (Ho & Salimans 2022), learnt by the network itself (Meng et al. 2023); the limit to
plausible tokens (Li et al. 2022, contrastive decoding).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pixelgen.vocabulary import PAD
from training.network.batches import Batch
from training.network.model import PROMPT_STEPS

PLAUSIBLE = 0.1  # of the likeliest token's share


class Teacher(Protocol):
    """Whoever says what a network is to learn."""

    def shares(self, batch: Batch) -> Tensor:
        """(n, 65) what the network is to predict of each predicted cell, in order; rows add up to 1."""


class Guide:
    """A network that stays as it is, and how far its predictions are moved; 1 is not at all."""

    def __init__(self, teacher: nn.Module, scale: float) -> None:
        if scale < 1:
            raise ValueError(f"guidance must be 1 or more; got {scale}")
        self._teacher = teacher.eval().requires_grad_(False)
        self._scale = scale

    @torch.no_grad()
    def shares(self, batch: Batch) -> Tensor:
        """(n, 65) what the network is to predict of each predicted cell, in order; rows add up to 1."""
        tokens = batch.tokens.clone()
        tokens[:, :PROMPT_STEPS] = PAD
        asked, bare = (self._teacher(*each.inputs()) for each in (batch, replace(batch, tokens=tokens)))
        return guided(asked, bare, self._scale)


def guided(asked: Tensor, bare: Tensor, scale: float) -> Tensor:
    """Logits (n, k) by a prompt and by none -> shares (n, k): the plausible tokens share among themselves what they
    have together, in proportion to asked^scale / bare^(scale - 1); the others keep theirs."""
    shares, bare = F.softmax(asked, dim=1), F.log_softmax(bare, dim=1)
    plausible = shares >= PLAUSIBLE * shares.amax(dim=1, keepdim=True)
    moved = (bare + scale * (F.log_softmax(asked, dim=1) - bare)).masked_fill(~plausible, -torch.inf)
    together = (shares * plausible).sum(dim=1, keepdim=True)
    return torch.where(plausible, F.softmax(moved, dim=1) * together, shares)
