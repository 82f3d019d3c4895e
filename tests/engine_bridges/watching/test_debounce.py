"""When a watched pack is baked; clock and files are the test's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.watching.debounce import Debounce, Timing

CONFIG, PARENT = Path("/pack/reef.toml"), Path("/pack/parent.png")
TIMING = Timing(quiet_seconds=0.3, ceiling_seconds=2.0, rescan_seconds=3.0)


class Disk:
    """Files with contents, and how often they were looked at."""

    def __init__(self) -> None:
        self.files: dict[Path, str | None] = {CONFIG: "a", PARENT: "p"}
        self.looks = 0

    def look(self, paths: Iterable[Path]) -> dict[Path, str | None]:
        self.looks += 1
        return {path: self.files.get(path) for path in paths}


class Watching:
    """A pack that is watched; every bake reads all there is."""

    def __init__(self) -> None:
        self.disk = Disk()
        self.state = Debounce(0.0, TIMING)
        self.bakes: list[tuple[float, tuple[Path, ...]]] = []
        self.baked: dict[Path, str | None] = {}
        self.step(0.0)
        self.bakes.clear()
        self.disk.looks = 0

    def step(self, now: float) -> None:
        changed = self.state.step(now, self.disk.look)
        if changed is not None:
            self.bakes.append((now, changed))
            self.baked = dict(self.disk.files)
            self.state.baked(self.baked)

    def until(self, now: float) -> None:
        """Steps whenever there is something to do, as the loop does."""
        while (due := self.state.due_at()) <= now:
            self.step(due)


def test_a_pack_is_baked_at_once_and_then_no_more() -> None:
    state, disk = Debounce(0.0, TIMING), Disk()
    assert state.step(0.0, disk.look) == ()
    state.baked(disk.files)
    assert state.files == {CONFIG, PARENT}
    assert state.step(0.0, disk.look) is None
    watching = Watching()
    watching.until(3600)
    assert watching.bakes == []


def test_a_change_is_baked_when_it_has_been_quiet_for_a_moment() -> None:
    watching = Watching()
    watching.disk.files[CONFIG] = "b"
    watching.state.event(1.0)
    watching.until(1.29)
    assert watching.bakes == []
    watching.state.event(1.29)
    watching.until(1.58)
    assert watching.bakes == []
    watching.until(1.6)
    assert watching.bakes == [(1.59, (CONFIG,))]


def test_a_storm_is_baked_every_two_seconds_and_once_more_when_it_ends() -> None:
    watching = Watching()
    for number in range(10_000):  # one a millisecond
        now = 1.0 + number / 1000
        watching.disk.files[CONFIG] = f"version {number}"
        watching.state.event(now)
        watching.step(now)
    assert len(watching.bakes) in (4, 5)
    watching.until(20.0)
    assert len(watching.bakes) in (5, 6)
    assert watching.baked == watching.disk.files
    assert watching.disk.looks < 20


def test_a_storm_that_changes_nothing_bakes_nothing() -> None:
    watching = Watching()
    for number in range(10_000):
        watching.state.event(1.0 + number / 1000)
        watching.step(1.0 + number / 1000)
    watching.until(20.0)
    assert watching.bakes == []


def test_a_change_of_which_nothing_was_heard_is_found_by_looking() -> None:
    watching = Watching()
    watching.until(10.0)
    watching.disk.files[PARENT] = "q"
    watching.until(13.5)
    assert [changed for _, changed in watching.bakes] == [(PARENT,)]


def test_what_is_found_by_looking_is_given_time_to_be_finished() -> None:
    watching = Watching()
    watching.disk.files[CONFIG] = "half"
    watching.until(3.1)  # the look is at 3.0
    assert watching.bakes == []
    watching.disk.files[CONFIG] = "whole"
    watching.until(4.0)
    assert watching.bakes == [(3.3, (CONFIG,))]
    assert watching.baked[CONFIG] == "whole"


def test_a_file_that_goes_and_comes_back_changed_is_two_changes() -> None:
    watching = Watching()
    for content in (None, "c"):
        watching.disk.files[CONFIG] = content
        watching.state.event(10.0)
        watching.until(11.0)
    assert [changed for _, changed in watching.bakes] == [(CONFIG,), (CONFIG,)]


def test_what_changes_while_it_is_baked_is_baked_again() -> None:
    watching = Watching()
    watching.disk.files[CONFIG] = "b"
    watching.state.event(1.0)
    assert watching.state.step(1.3, watching.disk.look) == (CONFIG,)
    read = dict(watching.disk.files)
    watching.disk.files[CONFIG] = "c"  # after the bake has read it, and nothing was heard
    watching.state.baked(read)
    watching.until(6.0)
    assert watching.baked[CONFIG] == "c"


def test_a_bake_that_failed_for_no_fault_of_the_files_is_tried_again() -> None:
    watching = Watching()
    watching.state.baked(watching.disk.files, failed=True)
    watching.until(2.9)
    assert watching.bakes == []
    watching.until(10.0)
    assert [changed for _, changed in watching.bakes] == [()]


@given(
    st.lists(
        st.tuples(st.floats(0.001, 1.0), st.sampled_from([CONFIG, PARENT]), st.integers(0, 3), st.booleans()),
        max_size=60,
    )
)
def test_whatever_is_written_and_however_little_is_heard_the_last_content_is_baked(
    writes: list[tuple[float, Path, int, bool]],
) -> None:
    watching, now = Watching(), 0.0
    for pause, path, content, is_heard in writes:
        now += pause
        watching.until(now)
        watching.disk.files[path] = None if content == 0 else str(content)
        if is_heard:
            watching.state.event(now)
    watching.until(now + TIMING.rescan_seconds + TIMING.ceiling_seconds)
    assert watching.baked == watching.disk.files
    assert len(watching.bakes) <= len(writes)
