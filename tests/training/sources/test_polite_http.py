"""Fetching from a server that answers, refuses, stalls and breaks off; time passes only in the test's own clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scripted_server import Scripted, ScriptedServer, scripted_server
from training.sources.polite_http import (
    Answer,
    FetchError,
    Manners,
    PoliteClient,
    ThrottledError,
    TryAgainError,
    UnreachableError,
)

LIMIT = 1_000
MANNERS = Manners("pixelgen-tests/1 (nobody@example.org)", timeout_seconds=10)


class Time:
    """A clock that moves when someone sleeps, and `a_look` seconds each time it is read."""

    def __init__(self) -> None:
        self.now = 100.0
        self.a_look = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        self.now += self.a_look
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    monkeypatch.setenv("no_proxy", "*")
    with scripted_server() as running:
        yield running


@pytest.fixture
def time() -> Time:
    return Time()


def client(time: Time, manners: Manners = MANNERS, chance: float = 1.0) -> PoliteClient:
    return PoliteClient(manners, clock=time.clock, sleep=time.sleep, chance=lambda: chance)


def content(answer: Answer) -> bytes:
    return answer.content


def test_the_bytes_come_and_the_server_is_told_who_asks(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(b"whole"))
    assert client(time).fetch(address, content, limit_bytes=LIMIT) == b"whole"
    assert server.asked[0].headers["User-Agent"] == MANNERS.user_agent
    assert time.slept == []


def test_requests_are_a_pause_apart(server: ScriptedServer, time: Time) -> None:
    address, polite = server.script("/a", Scripted(b"x")), client(time)
    polite.fetch(address, content, limit_bytes=LIMIT)
    time.now += 0.25
    polite.fetch(address, content, limit_bytes=LIMIT)
    time.now += 7
    polite.fetch(address, content, limit_bytes=LIMIT)
    assert time.slept == [0.75]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_failure_that_may_pass_is_tried_again_after_doubled_waits(
    server: ScriptedServer, time: Time, status: int
) -> None:
    address = server.script("/a", Scripted(status=status), Scripted(status=status), Scripted(b"at last"))
    assert client(time).fetch(address, content, limit_bytes=LIMIT) == b"at last"
    assert time.slept == [2.0, 4.0]


def test_chance_shortens_a_wait_by_half_at_most(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(status=500), Scripted(b"x"))
    client(time, chance=0.0).fetch(address, content, limit_bytes=LIMIT)
    assert time.slept == [1.0]


def test_the_server_is_left_alone_for_as_long_as_it_asks(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(status=429, headers={"Retry-After": "37"}), Scripted(b"x"))
    client(time).fetch(address, content, limit_bytes=LIMIT)
    assert time.slept == [37.0]


def test_a_date_to_come_back_at_is_read_against_the_servers_clock(server: ScriptedServer, time: Time) -> None:
    late = {"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}
    address = server.script("/a", Scripted(status=503, headers=late), Scripted(b"x"))
    with pytest.raises(ThrottledError, match=r"asks to come back in \d+ s"):
        client(time).fetch(address, content, limit_bytes=LIMIT)
    past = {"Retry-After": "Fri, 01 Jan 2010 00:00:00 GMT"}
    address = server.script("/a", Scripted(status=503, headers=past), Scripted(b"x"))
    assert client(time).fetch(address, content, limit_bytes=LIMIT) == b"x"


@pytest.mark.parametrize("text", ["soon", "-5", "", "9" * 400])
def test_a_wish_that_cannot_be_read_is_an_ordinary_wait(server: ScriptedServer, time: Time, text: str) -> None:
    address = server.script("/a", Scripted(status=503, headers={"Retry-After": text}), Scripted(b"x"))
    client(time).fetch(address, content, limit_bytes=LIMIT)
    assert time.slept == [2.0]


def test_a_server_that_stays_too_busy_ends_the_matter(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(status=429))
    with pytest.raises(ThrottledError, match=r"/a: HTTP 429 Too Many Requests, 5 times"):
        client(time).fetch(address, content, limit_bytes=LIMIT)
    assert len(server.asked) == 5


def test_a_server_that_stays_broken_is_no_throttling(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(status=500))
    with pytest.raises(UnreachableError, match=r"/a: HTTP 500 .*, 5 times"):
        client(time).fetch(address, content, limit_bytes=LIMIT)


def test_a_wish_for_more_patience_than_we_have_is_not_slept_through(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(status=429, headers={"Retry-After": "3600"}))
    with pytest.raises(ThrottledError, match="asks to come back in 3600 s"):
        client(time).fetch(address, content, limit_bytes=LIMIT)
    assert (len(server.asked), time.slept) == (1, [])


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_a_refusal_is_not_asked_twice(server: ScriptedServer, time: Time, status: int) -> None:
    address = server.script("/a", Scripted(status=status))
    with pytest.raises(FetchError, match=f"HTTP {status}"):
        client(time).fetch(address, content, limit_bytes=LIMIT)
    assert len(server.asked) == 1


def test_an_answer_announced_too_large_is_refused_unread(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(b"x", announced=LIMIT + 1))
    with pytest.raises(FetchError, match="1001 bytes, over the limit of 1000"):
        client(time).fetch(address, content, limit_bytes=LIMIT)
    assert len(server.asked) == 1


def test_an_answer_that_grows_too_large_is_refused_while_it_comes(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(b"x" * (LIMIT + 1), announced=None))
    with pytest.raises(FetchError, match="over the limit of 1000 bytes"):
        client(time).fetch(address, content, limit_bytes=LIMIT)


def test_the_limit_itself_is_allowed(server: ScriptedServer, time: Time) -> None:
    for announced in (None, -1):
        address = server.script("/a", Scripted(b"x" * LIMIT, announced=announced))
        assert len(client(time).fetch(address, content, limit_bytes=LIMIT)) == LIMIT


def test_a_cut_off_answer_is_asked_for_again(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(b"hal", announced=5), Scripted(b"whole"))
    assert client(time).fetch(address, content, limit_bytes=LIMIT) == b"whole"
    assert len(server.asked) == 2


def test_a_silent_server_is_left_after_the_timeout(server: ScriptedServer, time: Time) -> None:
    hasty = Manners("pixelgen-tests/1", timeout_seconds=0.05, attempts=2)
    address = server.script("/a", Scripted(hold=True))
    with pytest.raises(FetchError, match=r"no answer for 0.05 s\), 2 times"):
        client(time, hasty).fetch(address, content, limit_bytes=LIMIT)


def test_an_answer_that_drips_for_too_long_is_given_up(server: ScriptedServer, time: Time) -> None:
    time.a_look = 130.0
    address = server.script("/b", Scripted(b"x" * 900))
    with pytest.raises(FetchError, match="took over 120 s, 5 times"):
        client(time).fetch(address, content, limit_bytes=LIMIT)


def test_nobody_there_is_an_expected_failure(time: Time) -> None:
    with scripted_server() as gone:
        address = gone.root
    with pytest.raises(FetchError, match="connection failed"):
        client(time).fetch(address, content, limit_bytes=LIMIT)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://x/y", "data:,x", "/a", "", "http://x/a b", "http://x/\n", "http://x/ü"]
)
def test_only_addresses_of_the_web_are_opened(time: Time, address: str) -> None:
    with pytest.raises(FetchError, match="an address"):
        client(time).fetch(address, content, limit_bytes=LIMIT)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_a_redirection_out_of_the_web_is_not_followed(server: ScriptedServer, time: Time, target: str) -> None:
    address = server.script("/a", Scripted(status=302, headers={"Location": target}))
    with pytest.raises(FetchError):
        client(time).fetch(address, content, limit_bytes=LIMIT)


def test_a_redirection_within_the_web_is_followed(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(status=302, headers={"Location": "/b"}))
    server.script("/b", Scripted(b"moved"))
    assert client(time).fetch(address, content, limit_bytes=LIMIT) == b"moved"


def test_the_reader_may_ask_for_another_attempt(server: ScriptedServer, time: Time) -> None:
    address = server.script("/a", Scripted(b"bad", headers={"Retry-After": "9"}), Scripted(b"good"))

    def good(answer: Answer) -> bytes:
        if answer.content == b"bad":
            raise TryAgainError("bad", after_seconds=answer.after_seconds)
        return answer.content

    assert client(time).fetch(address, good, limit_bytes=LIMIT) == b"good"
    assert time.slept == [9.0]


@pytest.mark.parametrize("text", ["", "  ", "a\nX-Evil: 1", "Jürgen"])
def test_a_user_agent_is_plain_text(text: str) -> None:
    with pytest.raises(ValueError, match="user agent"):
        Manners(text)
