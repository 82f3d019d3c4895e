"""The exact arithmetic against slow, long decimal arithmetic, and at the ends of what a float32 holds."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.groups import MAX_GROUPS
from pixelgen.model.fixed_point import (
    ATTENTION_LEVELS,
    EXACT_KEYS,
    EXACT_TERMS,
    HEAD_LEVELS,
    LEVELS,
    LOGIT_BITS,
    LOGIT_FRACTION,
    ROOT_LEVELS,
    SCORE_FRACTION,
    Floats,
    logit_weights,
    powers_of_two,
    quantise,
    quantise_squared,
    rms_norm,
    score_weights,
    weighted_sums,
)
from pixelgen.model.weights import PROMPT_STEPS

LARGEST = float(np.finfo(np.float32).max)
ANY_FLOATS = st.floats(width=32, allow_nan=False, allow_infinity=False, allow_subnormal=True)
ROWS = st.lists(ANY_FLOATS, min_size=1, max_size=40).map(lambda row: np.array(row, dtype=np.float32))
PLAIN_ROWS = st.lists(st.floats(-1e4, 1e4, width=32), min_size=1, max_size=40).map(
    lambda row: np.array(row, np.float32)
)
EXTREMES = [0.0, -0.0, 1e-45, 1e-38, -1e-38, 1e-30, 1e-19, 1.0, -1.0, 1e30, -1e30, LARGEST, -LARGEST]


def decimal_power(index: int, fraction: int, scale: int) -> int:
    """rint(scale * 2^(-index / fraction)) with 60 digits."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(scale) * Decimal(2) ** (Decimal(-index) / Decimal(fraction))
        return int(exact.to_integral_value(ROUND_HALF_EVEN))


@pytest.mark.parametrize(
    ("fraction", "steps", "bits"),
    [(SCORE_FRACTION, 13 * SCORE_FRACTION + 1, 48), (LOGIT_FRACTION, LOGIT_FRACTION, LOGIT_BITS), (1, 20, 20)],
)
def test_powers_of_two_are_the_rounded_true_values(fraction: int, steps: int, bits: int) -> None:
    table = powers_of_two(fraction, steps, bits)
    sample = [*range(0, steps, 7), steps - 1]
    assert [int(table[index]) for index in sample] == [decimal_power(index, fraction, 1 << bits) for index in sample]


def test_score_weights_are_the_rounded_true_values_down_to_nothing() -> None:
    table = score_weights()
    assert table.shape == (3329,)
    assert table.dtype == np.float32
    assert table.tolist() == [decimal_power(index, SCORE_FRACTION, ATTENTION_LEVELS) for index in range(3329)]
    assert table[0] == ATTENTION_LEVELS
    assert table[-1] == 0 < table[-2]


def test_logit_weights_halve_every_4096_and_end_at_nothing() -> None:
    below = np.arange(0, 40 * LOGIT_FRACTION, 97)
    weights = logit_weights(below)
    exact = [
        decimal_power(int(index) % LOGIT_FRACTION, LOGIT_FRACTION, 1 << 30) >> index // LOGIT_FRACTION
        for index in below
    ]
    assert weights.tolist() == exact
    assert weights[0] == 1 << 30
    assert (np.diff(weights) <= 0).all()
    assert logit_weights(np.array([31 * LOGIT_FRACTION, 10**15])).tolist() == [0, 0]


def test_nobody_can_change_the_shared_tables() -> None:
    for table in (score_weights(), powers_of_two(LOGIT_FRACTION, LOGIT_FRACTION, LOGIT_BITS)):
        with pytest.raises(ValueError, match="read-only"):
            table[0] = 1


@given(ROWS)
def test_quantised_values_are_integers_of_at_most_127_for_any_finite_row(row: Floats) -> None:
    integers, step = quantise(row)
    assert integers.dtype == step.dtype == np.float32
    assert np.isfinite(integers).all()
    assert np.isfinite(step).all()
    assert np.array_equal(integers, np.rint(integers))
    assert np.abs(integers).max() <= LEVELS


@pytest.mark.parametrize("peak", EXTREMES)
@pytest.mark.parametrize("other", EXTREMES)
def test_quantising_stays_in_bounds_at_the_ends_of_float32(peak: float, other: float) -> None:
    integers, step = quantise(np.array([[peak, other, 0.0]], dtype=np.float32))
    assert np.abs(integers).max() <= LEVELS
    assert integers[0, 2] == 0
    assert np.isfinite(step).all()
    largest = max(abs(peak), abs(other))
    if largest > 1e-25:
        assert np.abs(integers).max() == LEVELS
        assert float(step[0, 0]) == pytest.approx(largest / LEVELS)
    if largest < 1e-35:
        assert not integers.any()
        assert step[0, 0] == 0


@given(PLAIN_ROWS)
def test_what_was_quantised_is_off_by_half_a_step_at_most(row: Floats) -> None:
    integers, step = quantise(row)
    error = np.abs(integers.astype(np.float64) * step - row)
    assert (error <= 0.5001 * np.float64(step) + 2.0**-100).all()


def test_rows_are_quantised_one_by_one() -> None:
    rows = np.array([[1.0, 0.5], [0.0, 0.0], [-200.0, 100.0]], dtype=np.float32)
    integers, step = quantise(rows)
    assert integers.tolist() == [[127, 64], [0, 0], [-127, 64]]
    assert step[:, 0].tolist() == [float(np.float32(1) / np.float32(127)), 0, float(np.float32(200) / np.float32(127))]


@given(ROWS)
def test_normed_rows_have_a_mean_square_of_one(row: Floats) -> None:
    integers, step = rms_norm(row)
    assert np.array_equal(integers, quantise(row)[0])
    assert np.isfinite(step).all()
    mean_square = np.mean((integers.astype(np.float64) * step) ** 2)
    assert mean_square == pytest.approx(1, rel=1e-5) if integers.any() else mean_square == 0


@given(PLAIN_ROWS, st.integers(-20, 20))
def test_the_scale_of_a_row_cancels_in_its_norm(row: Floats, exponent: int) -> None:
    integers, step = rms_norm(row)
    again, same = rms_norm(row * np.float32(2.0**exponent))
    if np.abs(row).max() > 1e-20:  # far above what counts as zero
        assert np.array_equal(integers, again)
        assert np.array_equal(step, same)


def test_as_many_terms_as_promised_stay_below_2_to_the_24() -> None:
    assert LEVELS**2 * EXACT_TERMS < 2**24
    assert LEVELS**2 * (EXACT_TERMS + 1) > 2**24


def test_as_many_keys_as_promised_stay_below_2_to_the_24() -> None:
    half = ATTENTION_LEVELS >> 6
    assert half * LEVELS * EXACT_KEYS < 2**24
    assert half * LEVELS * (EXACT_KEYS + 1) > 2**24
    assert MAX_GROUPS + PROMPT_STEPS <= EXACT_KEYS


@pytest.mark.parametrize("keys", [1, 200, EXACT_KEYS])
def test_weighted_sums_are_the_true_sums_rounded_once(keys: int) -> None:
    rng = np.random.default_rng(keys)
    weights = rng.integers(0, ATTENTION_LEVELS + 1, size=(2, 3, keys))
    values = rng.integers(-LEVELS, LEVELS + 1, size=(2, keys, 4))
    weights[0, 0], values[0, :, 0] = ATTENTION_LEVELS, LEVELS  # the largest sum there is
    values[0, ::7, 0] = 126  # and an odd one, which float32 would lose on the way
    expected = (weights @ values).astype(np.float32)  # in integers
    assert np.array_equal(weighted_sums(weights.astype(np.float32), values.astype(np.float32)), expected)


def test_sums_of_products_do_not_depend_on_their_order() -> None:
    rng = np.random.default_rng(5)
    left = rng.choice([-LEVELS, LEVELS, 126, 1], size=(6, EXACT_TERMS))
    right = rng.choice([-LEVELS, LEVELS, 125], size=(EXACT_TERMS, 6))
    left[0], right[:, 0] = LEVELS, LEVELS  # the largest sum there is
    exact = left @ right  # in integers
    order = rng.permutation(EXACT_TERMS)
    floats = left.astype(np.float32), right.astype(np.float32)
    assert np.array_equal(floats[0] @ floats[1], exact)
    assert np.array_equal(floats[0][:, order] @ floats[1][order], exact)
    one_by_one = np.float32(0)
    for product in floats[0][0] * floats[1][:, 0]:
        one_by_one += product
    assert one_by_one == exact[0, 0]


def test_a_row_counts_as_zero_below_2_to_the_minus_100() -> None:
    least = np.float32(2.0**-100)
    integers, step = quantise(np.array([[least], [np.nextafter(least, np.float32(0))]], dtype=np.float32))
    assert integers.tolist() == [[127], [0]]
    assert (step > 0).tolist() == [[True], [False]]


def test_levels_fill_their_bits() -> None:
    assert (LEVELS, ATTENTION_LEVELS, HEAD_LEVELS) == (2**7 - 1, 2**12 - 1, 2**12 - 1)
    assert ROOT_LEVELS**2 < 2**15 < (ROOT_LEVELS + 1) ** 2


def test_tables_are_made_once() -> None:
    assert score_weights() is score_weights()
    assert powers_of_two(LOGIT_FRACTION, 8, LOGIT_BITS) is powers_of_two(LOGIT_FRACTION, 8, LOGIT_BITS)


def test_rows_are_normed_one_by_one() -> None:
    integers, step = rms_norm(np.array([[1.0, 0.5, 0.0], [0.0, -8.0, 0.0]], dtype=np.float32))
    assert integers.tolist() == [[127, 64, 0], [0, -127, 0]]
    assert step.shape == (2, 1)
    assert step[:, 0] == pytest.approx([(3 / (127**2 + 64**2)) ** 0.5, (3 / 127**2) ** 0.5])


@given(PLAIN_ROWS)
def test_a_norm_of_12_bits_has_the_exact_sum_of_its_squares(row: Floats) -> None:
    integers, step = rms_norm(row, HEAD_LEVELS)
    assert np.abs(integers).max() == (HEAD_LEVELS if integers.any() else 0)
    squares = sum(int(value) ** 2 for value in integers)
    if squares:
        assert step[0] == np.sqrt(np.float32(len(row)) / np.float32(squares))


@given(PLAIN_ROWS.map(np.abs))
def test_squares_come_as_squares_of_integers_and_a_step(row: Floats) -> None:
    squares, step = quantise_squared(row)
    roots, root_step = quantise(row, 181)
    assert np.array_equal(squares, roots * roots)
    assert np.array_equal(step, root_step * root_step)


def test_squares_by_their_figures() -> None:
    squares, step = quantise_squared(np.array([[2.0, 1.0, 0.0]], dtype=np.float32))
    assert squares.tolist() == [[32761, 90 * 90, 0]]
    assert float(step[0, 0]) == pytest.approx(4 / 32761)
