"""What the creature server is made of: lines from bytes, turns of many, an allowance by the clock, the address file."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections import deque
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.server.address import Address, new_token, remove_address, write_address
from engine_bridges.server.limits import Allowance
from engine_bridges.server.lines import Lines, LineTooLongError
from engine_bridges.server.server import ServerError
from engine_bridges.server.turns import Turns


def taken(lines: Lines) -> list[bytes]:
    found = []
    while (line := lines.take()) is not None:
        found.append(line)
    return found


@given(st.lists(st.binary(max_size=20).filter(lambda line: not set(line) & {10, 13})), st.data())
def test_lines_are_the_same_however_their_bytes_arrive(texts: list[bytes], data: st.DataObject) -> None:
    content = b"".join(line + b"\n" for line in texts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(content)), max_size=6)))
    lines = Lines(20)
    for start, end in zip([0, *cuts], [*cuts, len(content)], strict=True):
        lines.feed(content[start:end])
    assert taken(lines) == texts
    assert not lines.unfinished


def test_a_line_may_end_as_on_windows() -> None:
    lines = Lines(20)
    lines.feed(b"one\r\ntwo")
    assert taken(lines) == [b"one"]
    assert lines.unfinished


@pytest.mark.parametrize("content", [b"123456", b"123456\n", b"1\n123456"])
def test_a_line_beyond_the_limit_is_refused_finished_or_not(content: bytes) -> None:
    with pytest.raises(LineTooLongError, match="at most 5 bytes"):
        Lines(5).feed(content)
    Lines(6).feed(content)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers())))
def test_turns_go_round_and_keep_each_owners_order(puts: list[tuple[int, int]]) -> None:
    turns: Turns[tuple[int, int]] = Turns()
    queues: dict[int, deque[tuple[int, int]]] = {}
    for owner, item in puts:
        turns.put(owner, (owner, item))
        queues.setdefault(owner, deque()).append((owner, item))
    assert len(turns) == len(puts)
    expected = []
    while any(queues.values()):
        expected += [queue.popleft() for queue in queues.values() if queue]
    assert [turns.take() for _ in puts] == expected
    assert turns.take() is None


def test_what_is_withdrawn_is_not_taken() -> None:
    turns: Turns[str] = Turns()
    turns.put("a", "first")
    turns.put("a", "second")
    assert turns.withdraw("a", "first")
    assert not turns.withdraw("a", "first")
    assert not turns.withdraw("b", "second")
    assert turns.take() == "second"
    assert len(turns) == 0
    turns.put("a", "third")
    assert turns.withdraw("a", "third")
    assert turns.take() is None


def test_an_allowance_gives_a_burst_and_then_so_many_a_second() -> None:
    allowance = Allowance(10.0, 3, now=100.0)
    assert [allowance.wait(100.0) for _ in range(5)] == pytest.approx([0, 0, 0, 0.1, 0.2])
    assert allowance.wait(100.5) == 0
    assert [allowance.wait(100.5) for _ in range(3)] == pytest.approx([0, 0, 0.1])
    assert [allowance.wait(1000.0) for _ in range(4)] == pytest.approx([0, 0, 0, 0.1])


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
