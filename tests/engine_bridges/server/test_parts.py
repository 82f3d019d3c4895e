"""What the creature server is made of: lines from bytes, a fair scheduler, a token bucket, the address file."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.server.address import Address, claimed, new_token, remove_address, write_address
from engine_bridges.server.limits import TokenBucket
from engine_bridges.server.line_buffer import LineBuffer, LineTooLongError
from engine_bridges.server.scheduler import Scheduler
from engine_bridges.server.server import ServerError
from pixelgen import locked


def taken(lines: LineBuffer) -> list[bytes]:
    found = []
    while (line := lines.take()) is not None:
        found.append(line)
    return found


@given(st.lists(st.binary(max_size=20).filter(lambda line: not set(line) & {10, 13})), st.data())
def test_lines_are_the_same_however_their_bytes_arrive(texts: list[bytes], data: st.DataObject) -> None:
    content = b"".join(line + b"\n" for line in texts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(content)), max_size=6)))
    lines = LineBuffer(20)
    for start, end in zip([0, *cuts], [*cuts, len(content)], strict=True):
        lines.feed(content[start:end])
    assert taken(lines) == texts
    assert not lines.unfinished


def test_a_line_may_end_as_on_windows() -> None:
    lines = LineBuffer(20)
    lines.feed(b"one\r\ntwo")
    assert taken(lines) == [b"one"]
    assert lines.unfinished


@pytest.mark.parametrize("content", [b"123456", b"123456\n", b"1\n123456"])
def test_a_line_beyond_the_limit_is_refused_finished_or_not(content: bytes) -> None:
    with pytest.raises(LineTooLongError, match="at most 5 bytes"):
        LineBuffer(5).feed(content)
    LineBuffer(6).feed(content)


def test_owner_alone_uses_all_slots_and_in_order() -> None:
    scheduler: Scheduler[int] = Scheduler(3)
    scheduler.join("a")
    for number in range(5):
        scheduler.put("a", number)
    assert [scheduler.take() for _ in range(4)] == [0, 1, 2, None]
    scheduler.end("a")
    assert [scheduler.take(), scheduler.take()] == [3, None]
    assert len(scheduler) == 1


def test_of_several_owners_each_runs_one_at_a_time() -> None:
    scheduler: Scheduler[str] = Scheduler(3)
    for owner, count in (("a", 4), ("b", 1)):
        scheduler.join(owner)
        for number in range(count):
            scheduler.put(owner, f"{owner}{number}")
    assert [scheduler.take() for _ in range(3)] == ["a0", "b0", None]
    scheduler.end("a")
    assert [scheduler.take(), scheduler.take()] == ["a1", None]
    scheduler.end("b")
    scheduler.leave("b")
    assert [scheduler.take() for _ in range(3)] == ["a2", "a3", None]


def test_never_more_run_at_once_than_there_are_slots() -> None:
    scheduler: Scheduler[str] = Scheduler(2)
    for owner in "abc":
        scheduler.join(owner)
        scheduler.put(owner, owner)
    assert [scheduler.take() for _ in range(3)] == ["a", "b", None]
    scheduler.end("b")
    assert [scheduler.take() for _ in range(2)] == ["c", None]


def test_of_one_owner_the_item_with_the_least_work_left_is_next() -> None:
    scheduler: Scheduler[str] = Scheduler(1)
    scheduler.join("a")
    for item, left in (("long", 200), ("shorter", 100), ("short", 1), ("as short", 1), ("as long", 100)):
        scheduler.put("a", item, left=left)
    assert scheduler.withdraw("a", "as short")
    found = []
    while (item := scheduler.take() or "") != "":
        found.append(item)
        scheduler.end("a")
        if item == "shorter":
            scheduler.put("a", "shorter, goes on", left=99)
    assert found == ["short", "shorter", "shorter, goes on", "as long", "long"]


def test_an_item_counts_as_one_unless_told() -> None:
    scheduler: Scheduler[str] = Scheduler(1)
    for item, work in (("two", {"left": 2}), ("one", {"left": 1}), ("plain", {}), ("another one", {"left": 1})):
        scheduler.put("a", item, **work)
    taken = []
    while (item := scheduler.take() or "") != "":
        taken.append(item)
        scheduler.end("a")
    assert taken == ["one", "plain", "another one", "two"]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=200))
def test_nobody_is_served_twice_while_another_waits(steps: list[tuple[int, int]]) -> None:
    """Whatever comes and ends in whatever order: who waits sees each other owner start two items at most."""
    scheduler: Scheduler[int] = Scheduler(4)
    for owner in range(7):
        scheduler.join(owner)
    waiting: dict[int, list[int]] = {}
    running: list[int] = []
    seen: dict[int, dict[int, int]] = {}
    for number, (owner, ends) in enumerate(steps):
        scheduler.put(owner, number)
        waiting.setdefault(owner, []).append(number)
        for _ in range(min(ends, len(running))):
            scheduler.end(running.pop(0))
        while (item := scheduler.take()) is not None:
            started = steps[item][0]
            assert item == waiting[started].pop(0)
            assert started not in running
            running.append(started)
            seen[started] = {}
            for other, items in waiting.items():
                if items and other != started and other not in running:
                    count = seen.setdefault(other, {})
                    count[started] = count.get(started, 0) + 1
                    assert count[started] <= 2
        assert len(running) <= 4
        assert len(scheduler) == sum(map(len, waiting.values()))


def test_what_is_withdrawn_is_not_taken() -> None:
    scheduler: Scheduler[str] = Scheduler(4)
    for owner in "ab":
        scheduler.join(owner)
    scheduler.put("a", "first")
    scheduler.put("a", "second")
    assert scheduler.withdraw("a", "first")
    assert not scheduler.withdraw("a", "first")
    assert not scheduler.withdraw("b", "second")
    assert scheduler.take() == "second"
    assert len(scheduler) == 0
    scheduler.put("a", "third")
    assert scheduler.withdraw("a", "third")
    scheduler.end("a")
    assert scheduler.take() is None


def test_a_bucket_gives_a_burst_and_then_so_many_a_second() -> None:
    bucket = TokenBucket(10.0, 3, now=100.0)
    assert [bucket.wait(100.0) for _ in range(5)] == pytest.approx([0, 0, 0, 0.1, 0.2])
    assert bucket.wait(100.5) == 0
    assert [bucket.wait(100.5) for _ in range(3)] == pytest.approx([0, 0, 0.1])
    assert [bucket.wait(1000.0) for _ in range(4)] == pytest.approx([0, 0, 0, 0.1])


def test_tokens_are_long_and_none_is_given_twice() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43  # 256 bits in base64


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's cache folder from others by itself")
def test_the_address_file_is_its_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_address(tmp_path / "new" / "server.json", Address(4000, "word"))
    finally:
        os.umask(before)
    path = tmp_path / "new" / "server.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == {"host": "127.0.0.1", "port": 4000, "protocol": 1, "token": "word"}
    assert list(path.parent.iterdir()) == [path]


def test_a_link_in_its_place_is_replaced_and_what_it_points_at_stays(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "server.json").symlink_to(tmp_path / "precious")
    write_address(tmp_path / "server.json", Address(4000, "word"))
    assert (tmp_path / "precious").read_text() == "mine"
    assert not (tmp_path / "server.json").is_symlink()


def test_only_its_own_address_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "server.json"
    write_address(path, Address(4000, "another's"))
    remove_address(path, Address(4001, "ours"))
    assert path.exists()
    remove_address(path, Address(4000, "another's"))
    assert not path.exists()
    remove_address(path, Address(4000, "another's"))
    for odd in ("[1]", "{", '"word"'):
        path.write_text(odd)
        remove_address(path, Address(4000, "word"))
        assert path.exists()


def test_an_address_that_cannot_be_written_is_an_expected_failure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ServerError, match=r"cannot write .*server.json"):
        write_address(tmp_path / "file" / "server.json", Address(4000, "word"))


def test_second_server_of_an_address_file_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "server.json"
    with claimed(path):
        write_address(path, Address(4000, "first"))
        with pytest.raises(ServerError) as error, claimed(path, replace=True):
            raise AssertionError("two servers have one file")
        assert str(error.value) == (
            f"pixelgen serve is running already, on port 4000, with its address in {path}; use that one, or name "
            f"another file with --token-file to start a second one"
        )
        assert json.loads(path.read_text())["token"] == "first"
        with claimed(tmp_path / "other.json"):
            write_address(tmp_path / "other.json", Address(4001, "second"))
        remove_address(path, Address(4000, "first"))
    with claimed(path):  # the first one has let go of it
        pass
    assert list(path.parent.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="removes an open file")
def test_lock_that_its_last_holder_has_removed_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, attempts = tmp_path / "server.json", 0

    @contextmanager
    def overtaken(lock: Path, *, patience_seconds: float) -> Iterator[int]:
        nonlocal attempts
        attempts += 1
        with locked(lock, patience_seconds=patience_seconds) as descriptor:
            if attempts < 3:  # between opening and locking: it went, and may be another's by now
                lock.unlink()
                if attempts == 2:
                    lock.touch()
            yield descriptor

    monkeypatch.setattr("engine_bridges.server.address.locked", overtaken)
    with claimed(path):
        assert attempts == 3
        with pytest.raises(ServerError), claimed(path):
            raise AssertionError("two servers have one file")


@pytest.mark.skipif(os.name != "posix", reason="links need no rights there")
def test_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "server.json.lock").symlink_to(tmp_path / "precious")
    said = r"cannot write .*server.json: server.json.lock is a link; remove it"
    with pytest.raises(ServerError, match=said), claimed(tmp_path / "server.json"):
        raise AssertionError("it followed a link")
    assert (tmp_path / "precious").read_text() == "mine"


def test_address_file_of_a_killed_server_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "server.json"
    write_address(path, Address(4000, "of one that was killed"))
    path.with_name("server.json.lock").touch()
    with claimed(path):
        write_address(path, Address(4001, "new"))
    assert json.loads(path.read_text())["token"] == "new"


@pytest.mark.parametrize(
    "content", ["notes of mine", "{}", '{"port": 1}', "[1]", '{"token": "x", "port": "y"}', "x" * 9000]
)
def test_what_a_user_wrote_is_no_address_file_and_stays(content: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(content)
    with (
        pytest.raises(ServerError, match=r"notes.txt exists and is no address file of pixelgen; .* --force"),
        claimed(path),
    ):
        raise AssertionError("it would be written over")
    assert path.read_text() == content
    assert list(tmp_path.iterdir()) == [path]
    with claimed(path, replace=True):
        write_address(path, Address(4000, "word"))
    assert json.loads(path.read_text())["token"] == "word"


def test_empty_file_is_no_loss(tmp_path: Path) -> None:
    (tmp_path / "server.json").touch()
    with claimed(tmp_path / "server.json"):
        pass
