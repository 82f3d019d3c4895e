"""The two-sample test: nothing to learn gives a half, anything that differs more, the same seeds the same figure."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from pixelgen.palette import colour_index
from training.drawing.pixel_rules import Indices
from training.judging.two_sample import two_sample_auc


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> object:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def squares(count: int, *, seed: int, ramp: str = "gold") -> Indices:
    rng = np.random.default_rng(seed)
    sprites = np.zeros((count, 32, 32), dtype=np.uint8)
    for sprite in sprites:
        top, left = (int(place) for place in rng.integers(2, 14, size=2))
        sprite[top : top + 12, left : left + 12] = colour_index(ramp, 3)
    return sprites


def test_other_colours_are_told_apart_and_the_same_squares_are_not() -> None:
    apart = two_sample_auc(squares(96, seed=0), squares(96, seed=1, ramp="rose"), seeds=(0,), epochs=3)
    alike = two_sample_auc(squares(96, seed=0), squares(96, seed=1), seeds=(0,), epochs=3)
    assert apart > 0.95
    assert abs(alike - 0.5) < 0.25


def test_the_same_seeds_give_the_same_figure_and_each_is_told() -> None:
    told: list[int] = []
    before = torch.get_rng_state()
    figures = [
        two_sample_auc(squares(32, seed=0), squares(32, seed=1), seeds=(0, 1, 2), epochs=1, advance=told.append)
        for _ in range(2)
    ]
    assert figures[0] == figures[1]
    assert sum(told) == 6
    assert torch.equal(torch.get_rng_state(), before)


def test_too_few_sprites_are_refused() -> None:
    with pytest.raises(ValueError, match="needs 8 sprites of each; got 7 and 9"):
        two_sample_auc(squares(7, seed=0), squares(9, seed=0))
