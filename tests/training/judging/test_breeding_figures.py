"""What is measured of children: each figure falls when what it measures is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import torch

from pixelgen.palette import colour_index
from pixelgen.requests.request import SpriteRequest
from tests.training.stand_ins import corpus_sprite
from training.drawing.pixel_rules import Indices
from training.judging.breeding_figures import BreedingFigures, Seams, _masks, breeding_figures, seams
from training.judging.judge_network import Judge, JudgeNetwork

Change = Callable[[Indices, np.ndarray[tuple[int, int], np.dtype[np.bool_]], Indices], Indices]


@dataclass(frozen=True)
class Drawer:
    """Parents as the corpus has them; children as `change` makes them of A, the mask and B."""

    change: Change

    def __call__(self, requests: list[SpriteRequest]) -> Indices:
        return np.stack([self._one(request) for request in requests])

    def _one(self, request: SpriteRequest) -> Indices:
        if not request.parents:
            return corpus_sprite(request)
        assert request.mask is not None
        a, b = (parent.origin for parent in request.parents)
        assert isinstance(a, SpriteRequest)
        assert isinstance(b, SpriteRequest)
        return self.change(corpus_sprite(a), request.mask.drawn_pixels(), corpus_sprite(b))


def figures(change: Change) -> BreedingFigures:
    torch.manual_seed(0)
    corpus = np.stack([corpus_sprite(SpriteRequest("reef", "coral", seed=seed)) for seed in range(4)])
    return breeding_figures(Drawer(change), Judge(JudgeNetwork()), corpus, each=1)


def test_parents_themselves_are_children_without_a_seam() -> None:
    found = figures(lambda a, mask, b: a)
    assert (found.children, found.kept, found.strange) == (36, 1.0, 0.0)
    assert found.category == found.parents
    assert found.seams == found.own
    assert found.seams.worst < 0.01
    assert found.coloured < 1  # they have A's colours alone


def test_a_changed_pixel_outside_the_mask_is_no_child() -> None:
    assert figures(lambda a, mask, b: np.where(mask, a, 0).astype(np.uint8)).kept == 0.0


def test_what_wears_the_second_parent_is_coloured_by_it() -> None:
    assert figures(lambda a, mask, b: np.where(mask & (b > 0), b, a)).coloured > 0.95


@pytest.mark.parametrize("ramp", ["kelp", "gold"])
def test_a_ramp_of_neither_parent_is_strange(ramp: str) -> None:
    paint = colour_index(ramp, 3)
    assert figures(lambda a, mask, b: np.where(mask & (a > 0), paint, a).astype(np.uint8)).strange > 0.25


def test_flaws_count_along_the_seam_alone() -> None:
    body = np.zeros((1, 32, 32), dtype=np.uint8)
    body[0, 8:24, 8:24] = 20
    mask = np.zeros((1, 32, 32), dtype=np.bool_)
    mask[0, :, 16:] = True
    assert seams(body, mask) == Seams(0.0, 0.0, 0.0)
    orphan, away = body.copy(), body.copy()
    orphan[0, 12, 16] = away[0, 12, 20] = 40
    assert seams(orphan, mask) == Seams(round(1 / 32, 4), 0.0, 0.0)
    assert seams(away, mask) == Seams(0.0, 0.0, 0.0)
    loose = body.copy()
    loose[0, 2:4, 15] = 20
    assert seams(loose, mask).loose == round(2 / 34, 4)


def test_the_floor_is_of_corpus_sprites_under_masks_of_their_own() -> None:
    found = figures(lambda a, mask, b: np.zeros_like(a))
    corals = np.stack([corpus_sprite(SpriteRequest("reef", "coral", seed=seed)) for seed in range(4)])
    assert found.floor == seams(corals, np.stack(_masks(corals)))
