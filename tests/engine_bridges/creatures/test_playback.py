from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.creatures.creature import PackError
from engine_bridges.creatures.playback import Playback, checked_seconds, frame_at
from tests.engine_bridges.tiny_creatures import fish


@dataclass(frozen=True)
class Times:
    durations_ms: tuple[int, ...]
    loops: bool


IDLE, DART, TURN = Times((100, 200, 100), True), Times((50, 50), False), Times((80,), False)
CLIPS = {"dart": DART, "idle": IDLE, "turn": TURN}


@pytest.mark.parametrize(
    ("milliseconds", "frame"), [(0, 0), (99, 0), (100, 1), (299, 1), (300, 2), (399, 2), (400, 0), (801, 0)]
)
def test_a_loop_shows_each_frame_for_its_time(milliseconds: int, frame: int) -> None:
    assert frame_at(IDLE, milliseconds) == frame


def test_what_does_not_loop_stays_at_its_last_frame() -> None:
    assert [frame_at(DART, at) for at in (0, 49, 50, 100, 5000)] == [0, 0, 1, 1, 1]


def test_an_animation_plays_once_and_leads_back_to_rest_with_the_time_that_is_over() -> None:
    playback = Playback(CLIPS)
    playback.play("dart")
    assert playback.advance(0.06) is None
    assert (playback.animation, playback.frame) == ("dart", 1)
    assert playback.advance(0.15) == "dart"  # 210 ms: 110 of them are rest
    assert (playback.animation, playback.frame) == ("idle", 1)
    assert playback.advance(0.5) is None


def test_time_is_counted_to_the_millisecond_from_where_an_animation_began() -> None:
    def frame_after(seconds: float) -> int:
        playback = Playback(CLIPS)
        playback.advance(0.3)
        playback.play("dart")
        playback.advance(seconds)
        return playback.frame

    assert [frame_after(seconds) for seconds in (0.0495, 0.04996, 0.05)] == [0, 0, 1]


def test_an_animation_ends_with_the_last_moment_of_its_last_frame() -> None:
    playback = Playback(CLIPS)
    playback.play("dart")
    assert playback.advance(0.09) is None
    playback.play("dart")
    assert playback.advance(0.1) == "dart"


def test_a_phase_begins_inside_the_loop() -> None:
    assert [Playback(CLIPS, phase).frame for phase in (0, 0.25, 0.5, 0.75, 1.25)] == [0, 1, 1, 2, 1]
    assert [Playback({"dart": DART}, phase).frame for phase in (0.25, 0.5, 1.25)] == [0, 1, 0]


def test_a_still_never_ends() -> None:
    still = Playback({"default": Times((1000,), False)})
    assert [still.advance(0.7) for _ in range(4)] == [None] * 4
    assert (still.animation, still.frame) == ("default", 0)


def test_rest_is_idle_then_default_then_what_there_is() -> None:
    assert Playback({"dart": DART, "default": IDLE, "idle": IDLE}).resting == "idle"
    assert Playback({"dart": DART, "default": IDLE}).resting == "default"
    assert Playback({"dart": DART}).resting == "dart"


def test_an_animation_that_there_is_not_is_refused() -> None:
    playback = Playback(CLIPS)
    with pytest.raises(PackError, match="must be one of dart, idle, turn; got 'swim'"):
        playback.play("swim")
    assert playback.animation == "idle"


def test_exchanged_clips_go_on_where_the_old_ones_were() -> None:
    playback = Playback(CLIPS)
    playback.play("turn")
    playback.advance(0.05)
    playback.exchange({**CLIPS, "turn": Times((40, 40), False)})
    assert (playback.animation, playback.frame) == ("turn", 1)
    playback.exchange({"idle": IDLE})
    assert (playback.animation, playback.frame) == ("idle", 0)


@given(steps=st.lists(st.floats(0, 30), max_size=30), name=st.sampled_from(sorted(CLIPS)))
def test_there_is_a_frame_at_any_time(steps: list[float], name: str) -> None:
    playback = Playback(CLIPS)
    playback.play(name)
    for seconds in steps:
        playback.advance(seconds)
        assert 0 <= playback.frame < len(CLIPS[playback.animation].durations_ms)


@pytest.mark.parametrize("odd", [2, 16, 17, 1000, np.int64(16)])
def test_milliseconds_are_refused_with_what_to_do(odd: Any) -> None:
    with pytest.raises(PackError, match=rf"got {int(odd)}, which looks like milliseconds: divide .* by 1000"):
        checked_seconds(odd)
    with pytest.raises(PackError, match="looks like milliseconds"):
        Playback(fish().clips).advance(odd)


@pytest.mark.parametrize("odd", [-0.1, -1, math.nan, math.inf, "0.1", None, 1j])
def test_what_is_no_time_is_refused(odd: Any) -> None:
    with pytest.raises(PackError, match="elapsed time must be a number of seconds, 0 or more"):
        checked_seconds(odd)


@pytest.mark.parametrize("seconds", [0, 1, 0.016, 3600.0, np.float32(0.5), np.int32(1)])
def test_seconds_are_taken_however_long(seconds: float) -> None:
    assert checked_seconds(seconds) == seconds
