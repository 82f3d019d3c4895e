"""Density, coverage and kernel distance on features whose spread is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from training.judging.spread import FEWEST, Features, kernel_distance, spread


def cloud(count: int, *, seed: int, centre: float = 0.0, width: float = 1.0) -> Features:
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(count, 8)) * width + centre).astype(np.float32)


def test_others_of_the_same_kind_cover_the_real_ones() -> None:
    found = spread(cloud(300, seed=0), cloud(300, seed=1))
    assert found is not None
    assert found.coverage > 0.9
    assert found.density == pytest.approx(1.0, abs=0.2)
    assert abs(found.kid) < 0.02


def test_drawing_one_sprite_again_and_again_covers_little() -> None:
    found = spread(cloud(300, seed=0), np.repeat(cloud(1, seed=1), 300, axis=0))
    assert found is not None
    assert found.coverage < 0.1


def test_drawing_one_kind_of_two_covers_half() -> None:
    both, one = np.concatenate([cloud(150, seed=0), cloud(150, seed=1, centre=9.0)]), cloud(300, seed=2)
    found, turned = spread(both, one), spread(one, both)
    assert found is not None
    assert turned is not None
    assert found.coverage == pytest.approx(0.5, abs=0.05)
    assert turned.coverage > 0.8
    assert turned.density < 0.7 < found.density


def test_what_lies_elsewhere_is_neither_dense_nor_covering_and_far() -> None:
    found = spread(cloud(300, seed=0), cloud(300, seed=1, centre=5.0))
    assert found is not None
    assert found.density == found.coverage == 0.0
    assert found.kid > 0.5


def test_too_few_sprites_have_no_spread() -> None:
    enough, few = cloud(FEWEST, seed=0), cloud(FEWEST - 1, seed=1)
    assert spread(enough, few) is None
    assert spread(few, enough) is None
    assert spread(enough, cloud(FEWEST, seed=1)) is not None


def test_nothing_is_printed_and_chance_elsewhere_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    spread(cloud(20, seed=0), cloud(12, seed=1))
    assert torch.equal(torch.rand(3), expected)
    assert capsys.readouterr().out == ""


def test_the_kernel_distance_is_the_unbiased_estimate_of_its_paper() -> None:
    real, drawn = cloud(40, seed=0), cloud(40, seed=1, centre=0.5)

    def kernel(a: Features, b: Features) -> np.ndarray:
        unit = np.mean(real.astype(np.float64) ** 2)
        return np.asarray((a.astype(np.float64) @ b.astype(np.float64).T / unit / a.shape[1] + 1) ** 3)

    within = sum((kernel(one, one).sum() - np.trace(kernel(one, one))) / (40 * 39) for one in (real, drawn))
    assert kernel_distance(real, drawn) == pytest.approx(within - 2 * kernel(real, drawn).mean(), rel=1e-6)


def test_the_size_of_the_features_does_not_matter() -> None:
    real, drawn = cloud(30, seed=0), cloud(30, seed=1, centre=0.5)
    assert kernel_distance(1000 * real, 1000 * drawn) == pytest.approx(kernel_distance(real, drawn), rel=1e-4)
