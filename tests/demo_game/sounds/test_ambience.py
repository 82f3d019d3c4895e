from __future__ import annotations

import numpy as np
import pytest

from demo_game.sounds.ambience import LOOP_SECONDS, ambience
from demo_game.sounds.synthesis import RATE, Samples
from pixelgen import ZONES

LOOPS = {zone: ambience(zone) for zone in ZONES}


def centre(zone: str) -> float:
    """Pitch at the middle of a loop's energy."""
    energy = np.abs(np.fft.rfft(LOOPS[zone].astype(np.float64).mean(axis=1))) ** 2
    return float((energy * np.fft.rfftfreq(len(LOOPS[zone]), 1 / RATE)).sum() / energy.sum())


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_heard_quietly(zone: str) -> None:
    loop = LOOPS[zone]
    assert loop.dtype == np.int16
    assert loop.shape == (LOOP_SECONDS * RATE, 2)
    heard = loop / 32_768
    assert 0.02 < np.sqrt(np.mean(heard**2)) < 0.06
    assert np.abs(heard).max() < 0.35
    assert np.abs(heard.mean(axis=0)).max() < 1e-4


def has_seam(loop: Samples) -> bool:
    """Where it begins again, it bends more than it does elsewhere."""
    twice = np.concatenate([loop, loop]).astype(np.int64)
    for order in (1, 2, 3):
        steps = np.abs(np.diff(twice, n=order, axis=0)).max(axis=1)
        if steps[len(loop) - order - 1 : len(loop) + 1].max() > np.quantile(steps, 0.995):
            return True
    return False


@pytest.mark.parametrize("zone", ZONES)
def test_a_loop_has_no_seam(zone: str) -> None:
    assert not has_seam(LOOPS[zone])
    assert sum(has_seam(LOOPS[zone][:-cut]) for cut in range(1000, 9000, 1000)) >= 6  # as a loop that is cut has


@pytest.mark.parametrize("zone", ZONES)
def test_a_loop_never_jumps_in_loudness(zone: str) -> None:
    level = np.sqrt(np.mean((LOOPS[zone] / 32_768).reshape(24, -1, 2) ** 2, axis=(1, 2)))  # each half second
    around = np.append(level, level[0])
    assert (around > 0.003).all()
    assert np.abs(np.diff(20 * np.log10(around))).max() < 12


def test_each_zone_is_lower_than_the_one_above() -> None:
    centres = [centre(zone) for zone in ZONES]
    assert centres == sorted(centres, reverse=True)
    assert centres[0] > 400
    assert centres[-1] < 110


def test_a_loop_is_the_same_each_time_and_wide() -> None:
    for zone, loop in LOOPS.items():
        assert np.array_equal(loop, ambience(zone))
        assert abs(np.corrcoef(loop[:, 0], loop[:, 1])[0, 1]) < 0.8
