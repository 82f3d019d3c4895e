"""A network as it was, and sprites -> what a network learns that is to know more and to forget nothing.

Of the species that it knew it learns what it said before, so that neither a few new pictures nor the corpus, which is
harder than the network can be, moves them; of the others, and where no species is named, what the sprites hold.

Source: learning without forgetting (Li & Hoiem 2016).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pixelgen.vocabulary import WRITABLE
from training.network.batches import Batch
from training.samples.drawn_sprites import LABELS

_SPECIES = LABELS.index("species")  # its place in the prompt's first step


class Remembered:
    """A network that stays as it is, and the token ids of the species that it knows."""

    def __init__(self, teacher: nn.Module, known: Sequence[int]) -> None:
        self._teacher = teacher.eval().requires_grad_(False)
        self._known = torch.tensor(known)

    @torch.no_grad()
    def shares(self, batch: Batch) -> Tensor:
        """(n, 65) what the network is to predict of each predicted cell, in order; rows add up to 1."""
        predicted = batch.classes >= 0
        wanted = F.one_hot(batch.classes[predicted], len(WRITABLE)).float()
        old = torch.isin(batch.tokens[:, 0, _SPECIES], self._known.to(batch.tokens.device))
        if old.any():
            said = self._teacher(*Batch(*(getattr(batch, name)[old] for name in Batch.__slots__)).inputs())
            wanted[old[:, None, None].expand_as(predicted)[predicted]] = F.softmax(said.float(), dim=1)
        return wanted
