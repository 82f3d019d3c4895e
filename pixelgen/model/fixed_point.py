"""The exact arithmetic: float32 rows <-> 8-bit integers with a step, and integer powers of two.

Every operation gives the same bits on every machine. Integers in [-127, 127] are held in float32, where a
product's sums stay below 2^24 and are therefore exact in any order; finer ones in float64, whose sums stay below
2^31 and are rounded to float32 once; +, -, *, / and sqrt are correctly rounded by IEEE 754, one at a time;
exponentials come from integer tables made with integer square roots. Knows nothing of networks.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

LEVELS = 127  # 8-bit values lie in [-127, 127]
ROOT_LEVELS = 181  # roots of what is squared: 181 * 181 is the largest square of 16 bits with a sign
HEAD_LEVELS = 4095  # the head's input: 12 bits and a sign
EXACT_TERMS = 1040  # sums of so many products of two such values are below 2^24
ATTENTION_LEVELS = 4095  # the weight of the key with the highest score: 12 bits
EXACT_KEYS = 2096  # sums over so many keys of half a weight (6 bits) times a value are below 2^24
SCORE_FRACTION = 256  # attention scores are counted in 1/256 of a factor of two
LOGIT_FRACTION = 4096
FARTHEST = 62 * LOGIT_FRACTION  # so far below the highest logit a weight is 0
LOGIT_BITS = 30

_ZERO = np.float32(0)
_SMALLEST = np.float32(2.0**-100)  # a row below counts as zero: 127 / peak must not overflow


def quantise(rows: Floats, levels: int = LEVELS) -> tuple[Floats, Floats]:
    """(..., n) -> integers in [-levels, levels] as float32, and the step (..., 1) they count; a zero row has step 0."""
    peak: Floats = np.abs(rows).max(axis=-1, keepdims=True)
    peak = np.where(peak < _SMALLEST, _ZERO, peak)
    safe = np.where(peak > _ZERO, peak, np.float32(1))
    return np.rint(rows * (np.float32(levels) / safe)), peak / np.float32(levels)


def rms_norm(rows: Floats, levels: int = LEVELS) -> tuple[Floats, Floats]:
    """RMS-norm and quantise (..., n) at once -> integers and the step (..., 1) that gives them a mean square of 1.

    The row's own scale cancels, so the root mean square is taken over the integers, where the sum is exact.
    """
    integers, _ = quantise(rows, levels)
    exact = np.float32 if levels <= LEVELS else np.float64
    squares = (integers * integers).sum(axis=-1, keepdims=True, dtype=exact).astype(np.float32)
    safe = np.where(squares > _ZERO, squares, np.float32(1))
    return integers, np.sqrt(np.float32(rows.shape[-1]) / safe)


def quantise_squared(rows: Floats) -> tuple[Floats, Floats]:
    """(..., n), none below 0 -> squares of integers in [0, 181], and the step (..., 1) they count.

    The root of a square has half its relative error near zero, where most of the squares lie.
    """
    roots, step = quantise(rows, ROOT_LEVELS)
    return roots * roots, step * step


def weighted_sums(weights: Floats, values: Floats) -> Floats:
    """weights (..., n, keys) in [0, 4095], values (..., keys, m) in [-127, 127] -> (..., n, m), rounded once.

    Exact for up to EXACT_KEYS keys: the weights' upper and lower six bits are multiplied apart, in one product.
    """
    high = np.floor(weights * np.float32(1 / 64))
    parts = np.concatenate([high, weights - high * np.float32(64)], axis=-2) @ values
    count = weights.shape[-2]
    return np.asarray(parts[..., :count, :] * np.float32(64) + parts[..., count:, :])


@cache
def powers_of_two(fraction: int, steps: int, bits: int) -> Ints:
    """(steps,) rint(2^bits * 2^(-i / fraction)) by integers alone; `fraction` is a power of two."""
    precision = 128
    root = 1 << precision  # of 1/2: after k square roots 2^(-1 / 2^k), scaled by 2^precision
    root >>= 1
    for _ in range(fraction.bit_length() - 1):
        root = math.isqrt(root << precision)
    values, power = [], 1 << precision
    half = 1 << (precision - bits - 1)
    for _ in range(steps):
        values.append((power + half) >> (precision - bits))
        power = power * root >> precision
    table = np.array(values, dtype=np.int64)
    table.setflags(write=False)
    return table


@cache
def score_weights() -> Floats:
    """(3329,) attention weight rint(4095 * 2^(-i / 256)) of a score i below the highest; the last one is 0."""
    exact = powers_of_two(SCORE_FRACTION, 13 * SCORE_FRACTION + 1, 48)
    table = ((exact * ATTENTION_LEVELS + (1 << 47)) >> 48).astype(np.float32)
    table.setflags(write=False)
    return table


def logit_weights(below: Ints) -> Ints:
    """(...,) distances below the highest logit, in 1/4096 of a factor of two -> weights, 2^30 for 0."""
    table = powers_of_two(LOGIT_FRACTION, LOGIT_FRACTION, LOGIT_BITS)
    below = np.minimum(below, FARTHEST)
    return np.asarray(table[below % LOGIT_FRACTION] >> below // LOGIT_FRACTION)
