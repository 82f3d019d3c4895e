"""The stop that reaches a drawing around the calls in between: the innermost one, in its own thread, while it lasts."""

from __future__ import annotations

from threading import Thread

import pytest

from pixelgen.model.stopping import Stop, StoppedError, current_stop, stoppable_by


def test_the_innermost_stop_counts_and_only_inside() -> None:
    outer, inner = Stop(), Stop()
    assert current_stop() is None
    with stoppable_by(outer):
        with stoppable_by(inner):
            assert current_stop() is inner
        assert current_stop() is outer
    assert current_stop() is None


def test_an_error_inside_ends_it_too() -> None:
    with pytest.raises(ZeroDivisionError), stoppable_by(Stop()):
        raise ZeroDivisionError
    assert current_stop() is None


def test_another_thread_is_not_stopped() -> None:
    seen: list[Stop | None] = []
    with stoppable_by(Stop()):
        thread = Thread(target=lambda: seen.append(current_stop()))
        thread.start()
        thread.join()
    assert seen == [None]


def test_what_was_set_raises_from_then_on() -> None:
    stop = Stop()
    stop.check()
    assert not stop.is_set()
    stop.set()
    assert stop.is_set()
    assert stop.flag.value == 1
    for _ in range(2):
        with pytest.raises(StoppedError):
            stop.check()
