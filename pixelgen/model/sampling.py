"""Sample one id from logits by a raw 64-bit draw, in integers. Knows nothing of what ids mean."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.model.fixed_point import FARTHEST, LOGIT_FRACTION, Floats, logit_weights

DRAW_BITS = 26
SHARE_BITS = 16
_LOG2_E = 1.4426950408889634
_STEEPEST = 1e30  # a temperature below 6e-27 is as good as greedy; dividing by it must not overflow


@dataclass(frozen=True, slots=True)
class Sampling:
    """temperature 0 is greedy; top_k 0, top_p 1 and min_p 0 switch that truncation off.

    top_k keeps the k likeliest ids; top_p the likeliest ones that together reach p (Holtzman et al. 2020);
    min_p those at least min_p times as likely as the likeliest (Nguyen et al. 2024).
    """

    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0


def sample(logits: Floats, allowed: npt.NDArray[np.bool_], draw: int, sampling: Sampling) -> int:
    """Index into `logits` (n,) among the allowed ones, by a draw in [0, 2^64). The lower index wins ties."""
    if sampling.temperature == 0:
        return int(np.argmax(np.where(allowed, logits, -np.inf)))
    scale = scale_of(sampling.temperature)
    highest = logits[allowed].max()
    # Far distances are clipped as floats: a tiny temperature must not overflow the integers.
    below = np.minimum(np.rint((highest - np.minimum(logits, highest)) * scale), np.float32(FARTHEST))
    weights = logit_weights(below.astype(np.int64)) * allowed
    weights *= (weights << SHARE_BITS) >= int(weights.max()) * share_of(sampling.min_p)
    _truncate(weights, sampling)
    total = int(weights.sum())
    point = ((draw >> (64 - DRAW_BITS)) * total) >> DRAW_BITS
    return int(np.searchsorted(np.cumsum(weights), point, side="right"))


def scale_of(temperature: float) -> np.float32:
    """What logits are multiplied by to be counted in 1/4096 of a factor of two; the temperature is above 0."""
    return np.float32(min(_LOG2_E * LOGIT_FRACTION / temperature, _STEEPEST))


def share_of(share: float) -> int:
    """A share in [0, 1] in units of 2^-16."""
    return math.floor(share * (1 << SHARE_BITS) + 0.5)


def _truncate(weights: npt.NDArray[np.int64], sampling: Sampling) -> None:
    order = np.argsort(-weights, kind="stable")
    if sampling.top_k:
        weights[order] *= np.arange(len(order)) < sampling.top_k
    reached = np.cumsum(weights[order])
    needed = (reached - weights[order]) << SHARE_BITS < int(reached[-1]) * share_of(sampling.top_p)
    needed[0] = True
    weights[order] *= needed
