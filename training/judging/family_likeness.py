"""Families -> how often a child's parent is told from three other adults, by all that is seen and by shape alone.

A conditional logit (McFadden 1974) over how alike a child and each of four adults are, learnt on half of the families
and asked about the other half; the three others are parents of other families. Chance is 0.25. What is compared: ramps,
what the judge names and feels, silhouettes and part maps; of shape alone silhouettes and part maps. Knows nothing of
genes.

Two that share what is rare are more alike than two that share what is common: of each name that the judge gives, what
counts is the logarithm of how much likelier both opinions are of one animal than of two (the weight of evidence of
Good 1950).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.palette import RAMPS, ramp_numbers
from pixelgen.parts import PARTS
from training.judging.families import Family
from training.judging.judge_network import HEADS, Judge
from training.judging.silhouettes import BOX, scaled_silhouettes

ADULTS = 4
_STEPS, _RATE, _SHRINK = 400, 0.3, 1e-3  # of the logit's gradient descent, and how strongly weights are held near 0

_RARE = 0.01  # so rare is a name at the rarest
_DOUBT = 0.05  # of an opinion that is sure and wrong

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LikenessFigures:
    """Shares of first choices that were right, 0 to 1, by parent: of all that is seen, and of shape alone. asked: how
    many children; kept: the share of them that has parts of A."""

    seen: dict[str, float]
    shape: dict[str, float]
    asked: int
    kept: float


@dataclass(frozen=True, slots=True)
class _Looks:
    """Sprites as what is compared: shapes (n, k) of each kind of likeness, the judge's shares and features."""

    solid: Floats  # (n, 1024) silhouettes where they are
    boxed: Floats  # (n, BOX * BOX) in one bounding box
    parts: Floats  # (n, kinds, 1024)
    sizes: Floats  # (n, 3) logarithms of area, width, height
    ramps: Floats  # (n, 9) shares of the coloured pixels
    shares: tuple[Floats, ...]  # (n, names) of each head
    features: Floats


def likeness_figures(found: Sequence[Family], judge: Judge, *, seed: int) -> LikenessFigures:
    """Figures of at least four families; the first half of them teaches."""
    looks = _looks(found, judge)
    each = len(found[0].sprites)
    half = len(found) // 2
    measured: dict[str, dict[str, float]] = {"seen": {}, "shape": {}}
    for place, name in enumerate("AB"):
        rng = np.random.default_rng(seed)
        groups = [
            _questions(range(*part), place, each, rng) for part in ((0, half), (half, len(found)))
        ]  # (n, 1 + ADULTS) sprites: the child, its parent, others
        for kind, alike in (("shape", _shape_alike), ("seen", _all_alike)):
            taught, asked = (_features(looks, group, alike) for group in groups)
            measured[kind][name] = _right(_learnt(taught), asked)
    kept = [bool(one.heredity and one.heredity.kept) for family in found[half:] for one in family.requests[2:]]
    return LikenessFigures(measured["seen"], measured["shape"], len(kept), float(np.mean(kept)))


def _looks(found: Sequence[Family], judge: Judge) -> _Looks:
    sprites = [sprite for family in found for sprite in family.sprites]
    indices = np.stack([sprite.indices for sprite in sprites])
    parts = np.stack([sprite.parts for sprite in sprites]).reshape(len(sprites), -1)
    filled = indices > 0
    sizes = [filled.sum(axis=(1, 2)), filled.any(axis=1).sum(axis=1), filled.any(axis=2).sum(axis=1)]
    ramps = np.stack([np.bincount(one.ravel(), minlength=1 + len(RAMPS))[1:] for one in ramp_numbers(indices)])
    opinion = judge.opinion(indices)
    return _Looks(
        filled.reshape(len(sprites), -1).astype(np.float64),
        scaled_silhouettes(indices).reshape(len(sprites), BOX * BOX).astype(np.float64),
        np.stack([parts == part for part in range(1, len(PARTS))], axis=1).astype(np.float64),
        np.log(np.stack(sizes, axis=1) + 1.0),
        ramps / np.maximum(1, ramps.sum(axis=1, keepdims=True)),
        tuple(opinion.shares[name].astype(np.float64) for name in HEADS),
        opinion.features.astype(np.float64),
    )


def _questions(numbers: range, parent: int, each: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """(n, 1 + ADULTS) numbers of sprites: each child of these families, its parent, and parents of other families."""
    found = []
    for family in numbers:
        others = [number for number in numbers if number != family]
        for child in range(2, each):
            adults = rng.choice(others, size=ADULTS - 1, replace=False) * each + rng.integers(2, size=ADULTS - 1)
            found.append([family * each + child, family * each + parent, *adults.tolist()])
    return np.array(found)


def _features(
    looks: _Looks, questions: npt.NDArray[np.int64], alike: Callable[[_Looks, npt.NDArray[np.int64]], Floats]
) -> Floats:
    """(n, ADULTS, features) how alike the child and each adult are; the first adult is the right one."""
    return np.stack([alike(looks, questions[:, [0, 1 + adult]]) for adult in range(ADULTS)], axis=1)


def _overlap(maps: Floats, pairs: npt.NDArray[np.int64]) -> Floats:
    """Intersection over union of two maps of 0 and 1 each, over their last axis; 1 where both are empty."""
    one, other = maps[pairs[:, 0]], maps[pairs[:, 1]]
    both, either = np.minimum(one, other).sum(axis=-1), np.maximum(one, other).sum(axis=-1)
    return np.where(either > 0, both / np.maximum(either, 1), 1.0)


def _evidence(shares: Floats, pairs: npt.NDArray[np.int64]) -> Floats:
    """(n,) of two that one name holds for both, by shares (sprites, names) and how common each name is."""
    common = shares.mean(axis=0) + _RARE
    return np.asarray(np.log((shares[pairs[:, 0]] * shares[pairs[:, 1]] / common).sum(axis=1) + _DOUBT))


def _shape_alike(looks: _Looks, pairs: npt.NDArray[np.int64]) -> Floats:
    counts = looks.parts.sum(axis=-1) / np.maximum(1, looks.parts.sum(axis=(1, 2)))[:, None]
    return np.concatenate(
        [
            _overlap(looks.solid, pairs)[:, None],
            _overlap(looks.boxed, pairs)[:, None],
            _overlap(looks.parts, pairs),
            -np.abs(counts[pairs[:, 0]] - counts[pairs[:, 1]]),
            -np.abs(looks.sizes[pairs[:, 0]] - looks.sizes[pairs[:, 1]]),
        ],
        axis=1,
    )


def _all_alike(looks: _Looks, pairs: npt.NDArray[np.int64]) -> Floats:
    features = looks.features / np.maximum(1e-9, np.linalg.norm(looks.features, axis=1, keepdims=True))
    ramps = looks.ramps[pairs[:, 0]], looks.ramps[pairs[:, 1]]
    return np.concatenate(
        [
            _shape_alike(looks, pairs),
            (features[pairs[:, 0]] * features[pairs[:, 1]]).sum(axis=1, keepdims=True),
            np.stack([_evidence(shares, pairs) for shares in looks.shares], axis=1),
            np.minimum(*ramps).sum(axis=1, keepdims=True),
            np.minimum(*ramps),
        ],
        axis=1,
    )


@dataclass(frozen=True, slots=True)
class _Logit:
    weights: Floats
    middle: Floats
    spread: Floats

    def scores(self, features: Floats) -> Floats:
        """(n, ADULTS)"""
        return np.asarray((features - self.middle) / self.spread @ self.weights)


def _learnt(features: Floats) -> _Logit:
    """The logit whose first choice is the first adult as often as it can be."""
    flat = features.reshape(-1, features.shape[-1])
    logit = _Logit(np.zeros(flat.shape[1]), flat.mean(axis=0), flat.std(axis=0) + 1e-9)
    scaled = (features - logit.middle) / logit.spread
    weights = logit.weights
    for _ in range(_STEPS):
        scores = scaled @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        gradient = (scaled[:, 0] - (chances[..., None] * scaled).sum(axis=1)).mean(axis=0)
        weights = weights + _RATE * (gradient - _SHRINK * weights)
    return _Logit(weights, logit.middle, logit.spread)


def _right(logit: _Logit, features: Floats) -> float:
    """Share of first choices that are the first adult; of equal scores the last counts."""
    scores = logit.scores(features)
    return float((scores[:, 0] > scores[:, 1:].max(axis=1)).mean())
