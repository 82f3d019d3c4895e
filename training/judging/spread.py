"""Features of real and of drawn sprites -> how much of the real ones' variety the drawn ones have.

Density and coverage (Naeem et al. 2020) by the authors' `prdc`, kernel distance (Binkowski et al. 2018) by
torchmetrics. What the figures of real sprites against others of them are says what is possible: the floor.
"""

from __future__ import annotations

import io
import warnings
from contextlib import redirect_stdout
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from prdc import compute_prdc
from torch import nn
from torchmetrics.image.kid import KernelInceptionDistance

NEAREST = 5  # neighbours that make a real sprite's surroundings, as in the paper
FEWEST = NEAREST + 2

Features = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spread:
    """density: how deep in the real ones' surroundings the drawn ones lie, 1 like real ones; coverage: share of the
    real ones with a drawn one in their surroundings; kid: kernel distance, 0 for the same distribution."""

    density: float
    coverage: float
    kid: float


def spread(real: Features, drawn: Features) -> Spread | None:
    """Of features (n, d) and (m, d), n and m alike for a floor that compares; None for fewer than 7 of either."""
    if min(len(real), len(drawn)) < FEWEST:
        return None
    with redirect_stdout(io.StringIO()):  # it prints the sizes
        found = compute_prdc(real_features=real, fake_features=drawn, nearest_k=NEAREST)
    return Spread(float(found["density"]), float(found["coverage"]), kernel_distance(real, drawn))


def kernel_distance(real: Features, drawn: Features) -> float:
    """KID of precomputed features: all of them at once when both are as many, else as many as the fewer, by chance.

    In units of the real features' root mean square, since the kernel is a cubic and the judge's features are large.
    """
    scale = float(np.sqrt(np.mean(np.square(real, dtype=np.float64)))) or 1.0
    with warnings.catch_warnings(), torch.random.fork_rng(devices=[]):
        warnings.filterwarnings("ignore", message="Metric `Kernel Inception Distance` will save all extracted features")
        torch.manual_seed(0)
        # The features are there already, so the network that would extract them is the identity.
        metric = KernelInceptionDistance(nn.Identity(), subsets=1, subset_size=min(len(real), len(drawn)))
        metric.update(torch.from_numpy(real).double() / scale, real=True)
        metric.update(torch.from_numpy(drawn).double() / scale, real=False)
        mean, _ = metric.compute()
    return float(mean)
