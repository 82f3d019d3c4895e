"""The integer sampler against plain floating-point probabilities, and where it must not break."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pixelgen.model.fixed_point import Floats
from pixelgen.model.sampling import Sampling, sample

CLASSES = 65
DRAWS = 1024  # so many evenly spaced draws give every probability to within 1/1024
LAST_DRAW = 2**64 - 1
EVERY = np.ones(CLASSES, dtype=np.bool_)
EXTREME_LOGITS = st.lists(st.sampled_from([-1e4, -50.0, -1.0, 0.0, 1e-30, 1.0, 50.0, 1e4]), min_size=5, max_size=5)


def probabilities(logits: Floats, allowed: npt.NDArray[np.bool_], sampling: Sampling) -> npt.NDArray[np.float64]:
    """What `sample` promises, in plain floats; a borderline id makes the example useless."""
    scaled = np.where(allowed, logits.astype(np.float64), -np.inf) / sampling.temperature
    weights = np.exp(scaled - scaled.max())
    if sampling.min_p:
        assume((np.abs(weights - sampling.min_p) > 1e-3).all())
        weights[weights < sampling.min_p] = 0
    order = np.argsort(-weights, kind="stable")
    if sampling.top_k:
        weights[order[sampling.top_k :]] = 0
    if sampling.top_p < 1:
        reached = np.cumsum(weights[order]) / weights.sum()
        assume((np.abs(reached - sampling.top_p) > 1e-3).all())
        weights[order[1:][reached[:-1] >= sampling.top_p]] = 0
    return np.asarray(weights / weights.sum())


def shares(logits: Floats, allowed: npt.NDArray[np.bool_], sampling: Sampling) -> npt.NDArray[np.float64]:
    """How often each id comes over evenly spaced draws."""
    chosen = [sample(logits, allowed, draw << 54, sampling) for draw in range(DRAWS)]
    return np.bincount(chosen, minlength=len(logits)) / DRAWS


def random_logits(seed: int, spread: float) -> Floats:
    return (np.random.default_rng(seed).normal(size=CLASSES) * spread).astype(np.float32)


@given(
    st.integers(0, 2**32),
    st.sampled_from([0.5, 2.0, 6.0]),
    st.builds(
        Sampling,
        temperature=st.sampled_from([0.3, 0.8, 1.0, 1.7]),
        top_k=st.sampled_from([0, 1, 5, 64, 200]),
        top_p=st.sampled_from([0.05, 0.6, 0.9, 1.0]),
        min_p=st.sampled_from([0.0, 0.02, 0.1, 0.5]),
    ),
)
@hypothesis_settings(max_examples=60)
def test_every_truncation_gives_the_probabilities_of_plain_floats(seed: int, spread: float, sampling: Sampling) -> None:
    logits = random_logits(seed, spread)
    allowed = np.random.default_rng(seed + 1).random(CLASSES) < 0.7
    expected = probabilities(logits, allowed, sampling)
    got = shares(logits, allowed, sampling)
    assert np.abs(got - expected).max() < 2 / DRAWS
    assert not got[expected == 0].any()


def test_frequencies_of_random_draws_follow_the_probabilities() -> None:
    logits = random_logits(3, 1.0)
    rng = np.random.default_rng(9)
    count = 20_000
    chosen = [sample(logits, EVERY, int(draw), Sampling()) for draw in rng.integers(2**64, size=count, dtype=np.uint64)]
    seen = np.bincount(chosen, minlength=CLASSES)
    expected = probabilities(logits, EVERY, Sampling()) * count
    chi_square = float(((seen - expected) ** 2 / expected).sum())
    assert chi_square < 105  # 64 degrees of freedom: beyond it lies one run in a thousand


def test_temperature_zero_is_greedy_and_the_lower_index_wins_ties() -> None:
    logits = np.array([1, 3, 3, 2, 9], dtype=np.float32)
    allowed = np.array([True, True, True, True, False])
    for draw in (0, 2**63, LAST_DRAW):
        assert sample(logits, allowed, draw, Sampling(temperature=0)) == 1


def test_top_k_of_one_is_greedy_at_any_temperature() -> None:
    logits = np.array([1, 3, 3, 2], dtype=np.float32)
    for draw in (0, 2**63, LAST_DRAW):
        assert sample(logits, np.ones(4, dtype=np.bool_), draw, Sampling(temperature=4, top_k=1)) == 1


def test_ids_lie_along_the_draw_in_their_order() -> None:
    logits = np.zeros(4, dtype=np.float32)
    draws = [0, 2**62 - 1, 2**62, 2**63, LAST_DRAW]
    assert [sample(logits, np.ones(4, dtype=np.bool_), draw, Sampling()) for draw in draws] == [0, 0, 1, 2, 3]


@given(
    EXTREME_LOGITS,
    st.lists(st.booleans(), min_size=5, max_size=5).filter(any),
    st.sampled_from([0, 1, 2**38 - 1, 2**63, LAST_DRAW]) | st.integers(0, LAST_DRAW),
    st.sampled_from([0.0, 1e-300, 1e-38, 1e-6, 0.7, 4.0]),
    st.sampled_from([(0, 1.0, 0.0), (1, 1.0, 0.0), (3, 0.5, 0.0), (0, 0.0, 0.0), (0, 1.0, 1.0), (2, 0.9, 0.05)]),
)
@hypothesis_settings(max_examples=400)
def test_a_forbidden_id_is_never_chosen(
    values: list[float], may: list[bool], draw: int, temperature: float, cut: tuple[int, float, float]
) -> None:
    sampling = Sampling(temperature, *cut)
    assert may[sample(np.array(values, dtype=np.float32), np.array(may), draw, sampling)]


@pytest.mark.parametrize("temperature", [1e-300, 1e-38, 1e-6])
@pytest.mark.parametrize("highest", [1e4, 1.0, -9e3])
def test_a_tiny_temperature_is_as_good_as_greedy(temperature: float, highest: float) -> None:
    logits = np.array([highest - 1, -1e4, highest, highest - 2e4, highest - 0.01], dtype=np.float32)
    for draw in (0, 2**63, LAST_DRAW):
        assert sample(logits, np.ones(5, dtype=np.bool_), draw, Sampling(temperature)) == 2


def test_equal_logits_stay_equally_likely_at_a_tiny_temperature() -> None:
    assert shares(np.full(4, 7, dtype=np.float32), np.ones(4, dtype=np.bool_), Sampling(1e-6)).tolist() == [0.25] * 4


def test_a_high_temperature_spreads_and_far_logits_vanish() -> None:
    logits = np.array([1e4, 1e4 - 4, -1e4], dtype=np.float32)
    got = shares(logits, np.ones(3, dtype=np.bool_), Sampling(4))
    assert got[:2] == pytest.approx([0.731, 0.269], abs=0.002)
    assert got[2] == 0


def test_what_a_forbidden_logit_holds_changes_nothing() -> None:
    logits, allowed = random_logits(4, 2.0), EVERY.copy()
    allowed[7] = False
    plain = [sample(logits, allowed, draw << 54, Sampling(top_p=0.9, min_p=0.02)) for draw in range(0, DRAWS, 9)]
    for value in (-1e4, 0.0, 1e4):
        logits[7] = value
        again = [sample(logits, allowed, draw << 54, Sampling(top_p=0.9, min_p=0.02)) for draw in range(0, DRAWS, 9)]
        assert again == plain
