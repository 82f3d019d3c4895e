"""A bell seen from the side, from above and from below: its silhouette, its opening, and marks that follow its form."""

from __future__ import annotations

import numpy as np
import pytest

from training.drawing.masks import Mask, shrink
from training.species.bell import Bell
from training.species.soft_arms import hung, trail

DOME = ((0.0, 0.0), (0.5, 0.1), (0.9, 0.5), (1.0, 1.0))


def bell(*, pitch: float = 0.0, lean: float = 0.0) -> Bell:
    return Bell.through(DOME, middle=(16.0, 16.0), width=20.0, height=10.0, lean=lean, pitch=pitch)


def sides(mask: Mask) -> tuple[int, int]:
    """Width and height of what is set, pixels."""
    rows, columns = mask.nonzero()
    return int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1


def test_from_the_side_it_is_as_wide_and_high_as_it_was_asked_to_be() -> None:
    width, height = sides(bell().mask())
    assert abs(width - 20) <= 1
    assert abs(height - 10) <= 1


def test_leaning_to_the_right_by_a_right_angle_it_is_turned() -> None:
    width, height = sides(bell(lean=90).mask())
    assert abs(width - 10) <= 1
    assert abs(height - 20) <= 1


def test_from_straight_above_it_is_a_disc() -> None:
    width, height = sides(bell(pitch=89).mask())
    assert abs(width - height) <= 1


@pytest.mark.parametrize(("pitch", "open_to_us"), [(-30.0, True), (0.0, False), (30.0, False)])
def test_its_opening_is_seen_from_below_alone(pitch: float, open_to_us: bool) -> None:
    seen = bell(pitch=pitch)
    opening = seen.opening()
    assert opening.any() == open_to_us
    assert not (opening & ~seen.mask()).any()


@pytest.mark.parametrize("pitch", [-14.0, 0.0, 14.0, 50.0])
@pytest.mark.parametrize("lean", [0.0, 40.0])
def test_marks_follow_the_form_from_apex_to_margin(pitch: float, lean: float) -> None:
    seen = bell(pitch=pitch, lean=lean)
    skin = shrink(seen.mask()) & ~seen.opening(rim=0.0)
    v, east, north = seen.surface(skin)
    assert (v[skin] >= 0).all()
    assert (v[skin] <= 1).all()
    assert (np.hypot(east, north)[skin] <= 1.05).all()
    for place in (0.4, 0.7) if pitch >= 0 else (0.7,):
        x, y = seen.at(place, 90)
        assert v[int(y) + 8, int(x) + 8] == pytest.approx(place, abs=0.12)


def test_an_arm_starts_at_its_root_and_has_its_length() -> None:
    path = np.array(trail((3.0, 4.0), heading=90, length=12.0, bend=60, wave=20))
    assert path[0].tolist() == [3.0, 4.0]
    assert np.hypot(*np.diff(path, axis=0).T).sum() == pytest.approx(12.0)


def test_what_hangs_from_a_leaning_bell_trails_behind_it() -> None:
    seen = bell(lean=50)
    path = hung(seen, 0.0, length=12.0, out=0.0, bend=0.0, upright=0.0, wave=0.0, turns=1.0, phase=0.0)
    assert path[-1][0] < path[0][0]
    assert path[-1][1] > path[0][1]
