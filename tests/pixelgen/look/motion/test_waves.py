"""Reach and delay -> whole pixels a frame: loops that close, evenly, and without a flicker."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.look.motion.waves import TURN, Movement, cosine, summed


def offsets(frames: int, *, amplitude: int = 1, delay: int = 0, form: str = "sine") -> list[int]:
    """Of one pixel."""
    one = Movement("down", np.array([amplitude]), np.array([delay]), form)  # type: ignore[arg-type]
    return [int(way) for way in one.offsets(frames, np.arange(1))[:, 0]]


def test_a_swing_goes_out_back_and_to_the_other_side() -> None:
    assert offsets(6) == [0, 1, 1, 0, -1, -1]
    assert offsets(6, amplitude=-2) == [0, -2, -2, 0, 2, 2]


@pytest.mark.parametrize("frames", [4, 6, 8])
def test_a_swell_is_out_as_long_as_it_is_in(frames: int) -> None:
    assert set(offsets(frames, form="raised_cosine")) == {0, 1}
    assert sum(offsets(frames, form="raised_cosine")) == frames // 2


@pytest.mark.parametrize("frames", [4, 5, 6, 7, 8])
@pytest.mark.parametrize("form", ["sine", "raised_cosine"])
def test_a_delay_of_one_frame_is_the_same_motion_one_frame_later(frames: int, form: str) -> None:
    prompt, late = (
        offsets(frames, amplitude=2, form=form),
        offsets(frames, amplitude=2, delay=TURN // frames, form=form),
    )
    assert late == [prompt[-1], *prompt[:-1]]


def test_movements_add_up_by_axis() -> None:
    amplitude, delay = np.array([1, 0]), np.array([0, 0])
    down, right = summed(
        [Movement("down", amplitude, delay), Movement("down", amplitude, delay), Movement("right", -amplitude, delay)],
        6,
        2,
    )
    assert down[:, 0].tolist() == [0, 2, 2, 0, -2, -2]
    assert right[:, 0].tolist() == [0, -1, -1, 0, 1, 1]
    assert not down[:, 1].any()


def test_a_cosine_runs_from_all_to_minus_all_in_half_a_turn() -> None:
    assert [cosine(step, 4, of=100) for step in range(5)] == [100, 70, 0, -70, -100]
