"""The sampler at its limits: which bits of a draw count, and what stays exactly at a bound."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.model.sampling import Sampling, sample, scale_of, share_of
from tests.pixelgen.model.test_sampling import shares


def test_a_draw_counts_by_its_upper_26_bits() -> None:
    three = np.zeros(3, dtype=np.float32)
    third, two_thirds = 2**26 / 3, 2 * 2**26 / 3
    for edge, below in ((third, 0), (two_thirds, 1)):
        first = int(edge) + 1
        assert sample(three, np.ones(3, dtype=np.bool_), first << 38, Sampling()) == below + 1
        assert sample(three, np.ones(3, dtype=np.bool_), (first << 38) - 1, Sampling()) == below


def test_the_likeliest_has_its_whole_weight() -> None:
    half = np.array([0, -np.log(2)], dtype=np.float32)
    edge = int(2 * 2**26 / 3)
    assert [sample(half, np.ones(2, dtype=np.bool_), draw << 38, Sampling()) for draw in (edge, edge + 1)] == [0, 1]


@pytest.mark.parametrize(
    ("share", "units"),
    [(0, 0), (0.5, 32768), (1, 65536), (1 / 3, 21845), (100.53 / 65536, 101), (100.47 / 65536, 100)],
)
def test_shares_are_counted_in_units_of_2_to_the_minus_16(share: float, units: int) -> None:
    assert share_of(share) == units


def test_who_is_exactly_as_likely_as_min_p_asks_stays() -> None:
    half = np.array([0, -np.log(2)], dtype=np.float32)
    both = np.ones(2, dtype=np.bool_)
    assert shares(half, both, Sampling(min_p=0.5)) == pytest.approx([2 / 3, 1 / 3], abs=0.002)
    assert shares(half, both, Sampling(min_p=0.5001)).tolist() == [1, 0]


def test_the_likeliest_that_reach_top_p_exactly_are_enough() -> None:
    two = np.zeros(2, dtype=np.float32)
    assert shares(two, np.ones(2, dtype=np.bool_), Sampling(top_p=0.5)).tolist() == [1, 0]
    assert shares(two, np.ones(2, dtype=np.bool_), Sampling(top_p=0.5001)).tolist() == [0.5, 0.5]


def test_nothing_is_cut_off_unless_told() -> None:
    assert (Sampling().temperature, Sampling().top_k, Sampling().top_p, Sampling().min_p) == (1, 0, 1, 0)
    assert shares(np.log(np.arange(1, 5)).astype(np.float32), np.ones(4, dtype=np.bool_), Sampling()) == pytest.approx(
        [0.1, 0.2, 0.3, 0.4], abs=0.002
    )


@pytest.mark.parametrize(
    "sampling", [Sampling(min_p=0.9), Sampling(top_k=2), Sampling(top_p=0.9)], ids=["min_p", "top_k", "top_p"]
)
@pytest.mark.parametrize("first", [True, False])
def test_who_is_cut_off_or_forbidden_takes_nothing_from_the_others(sampling: Sampling, first: bool) -> None:
    """Two ids share all draws: of 2^26 the edge would move if each other had a weight of but 1 in 2^30."""
    logits = np.full(62, -12, dtype=np.float32)
    likely = (60, 61) if first else (0, 61)
    logits[[*likely]] = 0
    allowed = np.ones(62, dtype=np.bool_)
    allowed[20:40] = False
    assert [sample(logits, allowed, draw << 38, sampling) for draw in (0, 2**25 - 1, 2**25, 2**26 - 1)] == [
        likely[0],
        likely[0],
        likely[1],
        likely[1],
    ]


def test_top_p_of_nothing_is_greedy() -> None:
    logits = np.array([1, 0, 3, 2], dtype=np.float32)
    assert shares(logits, np.ones(4, dtype=np.bool_), Sampling(top_p=0)).tolist() == [0, 0, 1, 0]


def test_a_factor_of_two_is_4096_counts_at_temperature_1_and_fewer_at_a_higher_one() -> None:
    assert float(scale_of(1.0) * np.log(2)) == pytest.approx(4096, rel=1e-6)
    assert float(scale_of(4.0) * np.log(2)) == pytest.approx(1024, rel=1e-6)
    assert float(scale_of(0.7) * np.log(2)) == pytest.approx(4096 / 0.7, rel=1e-6)
    assert np.isfinite(scale_of(1e-300))
