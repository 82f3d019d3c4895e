"""Corpus sprites and drawn ones -> how well a fresh network learns to tell them apart.

Source: the classifier two-sample test (Lopez-Paz & Oquab 2017), told as the area under the ROC curve of held-out
sprites: 0.5 when nothing tells them apart, 1 when everything does. The figure grows with the number of sprites and of
epochs, so both belong to it, and so does that of corpus sprites against others of the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchmetrics.functional.classification import binary_auroc

from pixelgen.palette import COLOURS
from training.drawing.pixel_rules import Indices
from training.judging.convolutions import learn

SEEDS = (0, 1, 2)
EPOCHS = 10
HELD_OUT = 0.25
_WIDTHS = (32, 64, 96)
_COLOUR_WIDTH = 16
_AT_ONCE = 256


class _Residual(nn.Module):
    """Two convolutions beside a short cut; the side is halved (He et al. 2015)."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride=2, padding=1, bias=False)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.first_norm, self.second_norm = nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)
        self.past = nn.Conv2d(inputs, outputs, 1, stride=2, bias=False)

    def forward(self, seen: Tensor) -> Tensor:
        found = self.second_norm(self.second(F.relu(self.first_norm(self.first(seen)))))
        return F.relu(found + self.past(seen))


class _Classifier(nn.Module):
    """(n, 32, 32) palette indices -> (n,) logits: drawn rather than of the corpus."""

    def __init__(self) -> None:
        super().__init__()
        self.colours = nn.Embedding(COLOURS, _COLOUR_WIDTH)
        widths = (_COLOUR_WIDTH, *_WIDTHS)
        self.stages = nn.Sequential(*(_Residual(*pair) for pair in pairwise(widths)))
        self.head = nn.Linear(_WIDTHS[-1], 1)

    def forward(self, indices: Tensor) -> Tensor:
        found: Tensor = self.head(self.stages(self.colours(indices.long()).permute(0, 3, 1, 2)).mean(dim=(2, 3)))
        return found[:, 0]


def two_sample_auc(
    corpus: Indices,
    drawn: Indices,
    *,
    seeds: Sequence[int] = SEEDS,
    epochs: int = EPOCHS,
    advance: Callable[[int], None] = lambda _: None,
) -> float:
    """Median over the seeds of the held-out AUC, 0 to 1, of networks that tell sprites (n, 32, 32) from (m, 32, 32).

    Three quarters of each are learnt from, by chance. ValueError with fewer than eight of either. `advance` is told
    when a network is done.
    """
    if min(len(corpus), len(drawn)) < 8:
        raise ValueError(f"a two-sample test needs 8 sprites of each; got {len(corpus)} and {len(drawn)}")
    found = []
    for seed in seeds:
        found.append(_auc(corpus, drawn, seed=seed, epochs=epochs))
        advance(1)
    return float(np.median(found))


def _auc(corpus: Indices, drawn: Indices, *, seed: int, epochs: int) -> float:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        sprites = torch.from_numpy(np.concatenate([corpus, drawn]))
        is_drawn = torch.cat([torch.zeros(len(corpus)), torch.ones(len(drawn))])
        learnt, held_out = _split(is_drawn)
        model = _Classifier()

        def loss(chosen: Tensor) -> Tensor:
            rows = learnt[chosen]
            return F.binary_cross_entropy_with_logits(model(sprites[rows]), is_drawn[rows])

        learn(model, loss, count=len(learnt), epochs=epochs)
        with torch.no_grad():
            logits = torch.cat([model(sprites[rows]) for rows in torch.split(held_out, _AT_ONCE)])
    return float(binary_auroc(logits, is_drawn[held_out].long()))


def _split(is_drawn: Tensor) -> tuple[Tensor, Tensor]:
    """Rows to learn from and rows held out, the same share of both kinds."""
    learnt, held_out = [], []
    for kind in (0, 1):
        rows = torch.nonzero(is_drawn == kind)[:, 0]
        rows = rows[torch.randperm(len(rows))]
        kept = max(1, round(HELD_OUT * len(rows)))
        held_out.append(rows[:kept])
        learnt.append(rows[kept:])
    return torch.cat(learnt), torch.cat(held_out)
