"""The server with a generator that draws nothing: what it answers, and that nobody takes it from the others."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import re
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from engine_bridges.server.connection import Connection, GoneError
from engine_bridges.server.limits import ServerLimits
from pixelgen import animate, bred, emission_mask, move, move_normals, normal_map, shade, style_of
from tests.engine_bridges.served_creatures import BOUND, TOKEN, Client, FakeMaker, Served, block, served
from tests.fake_generator import FISH, JELLY, dna_of

# Short, so that the tests need not wait; a behaving client on a busy machine is still far from them.
SHORT = ServerLimits(token_seconds=0.3, line_seconds=0.3, sending_seconds=0.3)
FAST = replace(ServerLimits(), requests_per_second=10_000.0, burst=10_000)


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served(FAST) as running:
        yield running


def picture(text: str) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(text))))


def test_a_client_with_the_token_is_welcome_and_told_what_it_may(server: Served) -> None:
    with server.client() as client:
        assert client.welcome == {"welcome": "pixelgen", "protocol": 1, "in_flight": 16}


@pytest.mark.parametrize("first", [{"token": "open sesam"}, {"token": ""}, {"token": 1}, {"id": 1}, [], {"token": "é"}])
def test_a_client_without_it_is_told_and_shown_out(server: Served, first: Any) -> None:
    with server.client(None) as client:
        client.send(first)
        client.send({"ping": 1})
        assert "token" in client.receive()["error"]
        assert client.receive() is None
    assert server.serves()


def test_a_creature_is_what_python_makes_of_it(server: Served) -> None:
    with server.client() as client:
        asked = {"seed": 5, "species": "clownfish", "animations": ["idle", "turn"], "frames": 4, "margin": 3}
        answer = client.ask(9, **asked)
    flat = block(5).indices
    request = replace(FISH, seed=5)
    told = {key: answer[key] for key in ("id", "zone", "category", "species", "dna", "width", "height")}
    assert told == {
        "id": 9,
        "zone": "reef",
        "category": "reef_fish",
        "species": "clownfish",
        "dna": dna_of(request),
        "width": 38,
        "height": 38,
    }
    assert set(answer["animations"]) == {"idle", "turn"}
    for name, clip in answer["animations"].items():
        moved = animate(flat, "reef_fish", species="clownfish", animation=name, frames=4, margin=3)
        colours = np.hstack(list(move(shade(flat, style_of("reef")), moved)))
        assert (clip["frames"], clip["loops"]) == (4, moved.loops)
        assert clip["durations_ms"] == moved.durations_ms.tolist()
        assert np.array_equal(picture(clip["sheet"]), colours)
        assert np.array_equal(picture(clip["normals"]), np.hstack(list(move_normals(normal_map(flat), moved))))
        assert clip["emission"] is None


def test_a_still_is_flat_or_lit_without_normals_when_asked_so(server: Served) -> None:
    with server.client() as client:
        answer = client.ask(seed=5, animations=[], shaded=False, normals=False, margin=1)
    assert answer["width"] == 34
    assert list(answer["animations"]) == ["default"]
    clip = answer["animations"]["default"]
    assert np.array_equal(picture(clip["sheet"]), np.pad(block(5).indices, 1))
    assert clip["normals"] is None


def test_what_glows_has_a_sheet_that_says_where(server: Served) -> None:
    seed = next(seed for seed in range(63) if emission_mask(block(seed).indices).any())
    with server.client() as client:
        answer = client.ask(seed=seed, animations=[], margin=0)
    clip = answer["animations"]["default"]
    assert np.array_equal(picture(clip["emission"]), emission_mask(block(seed).indices))


def test_an_animation_that_it_lacks_is_left_out(server: Served) -> None:
    with server.client() as client:
        answer = client.ask(category="coral", animations=["dart", "idle", "turn"])
        assert list(answer["animations"]) == ["idle"]
        answer = client.ask(category="coral", animations=["dart"])
        assert list(answer["animations"]) == ["idle"]


def test_a_child_of_two_dnas_is_bred(server: Served) -> None:
    with server.client() as client:
        client.send({"id": 1, "parents": [dna_of(FISH), dna_of(JELLY)], "seed": 2})
        child = client.receive()["dna"]
        assert child == dna_of(bred(FISH, JELLY, seed=2))
        client.send({"id": 2, "dna": child})
        assert client.receive()["dna"] == child


def test_a_dna_of_other_weights_is_refused(server: Served) -> None:
    with server.client() as client:
        client.send({"id": 1, "dna": dna_of(FISH, weights="4567")})
        assert "was made with the weights 4567" in client.receive()["error"]


@pytest.mark.parametrize(
    ("line", "id", "said"),
    [
        (b"what?", None, "each line must be a JSON object"),
        (b"", None, "each line must be a JSON object"),
        (b"\x00\xff", None, "each line must be a JSON object"),
        (b"[" * 50_000, None, "at most 16 brackets"),
        (b'{"id": 3, "zone": "mud", "category": "coral"}', 3, "zone must be one of shallows, reef"),
        (
            b'{"id": 3, "zone": "reef", "category": "coral", "frames": 99}',
            3,
            "frames must be a whole number from 4 to 8",
        ),
        (b'{"id": 3, "zone": "reef", "category": "coral", "seed": 13}', 3, "could not be drawn: ZeroDivisionError"),
    ],
)
def test_a_wrong_line_is_told_in_one_and_the_next_is_served(
    server: Served, line: bytes, id: int | None, said: str
) -> None:
    with server.client() as client:
        client.raw(line + b"\n")
        answer = client.receive()
        assert answer["id"] == id
        assert said in answer["error"]
        assert client.ask(4)["id"] == 4


def test_lines_may_come_in_pieces_and_together(server: Served) -> None:
    with server.client() as client:
        for letter in b'{"ping": 1}\n{"pi':
            client.raw(bytes([letter]))
        client.raw(b'ng": 2}\r\n{"ping": 3}\n')
        assert [client.receive()["pong"] for _ in range(3)] == [1, 2, 3]


def test_a_line_beyond_the_limit_ends_the_connection_and_no_other(server: Served) -> None:
    with server.client() as other, server.client() as client:
        with suppress(ConnectionError):
            client.raw(b"x" * 4_000_000)
        answer = client.receive()  # None when the reset overtook it
        assert answer is None or "at most 65536 bytes" in answer["error"]
        assert other.ask()["id"] == 1
    with server.client() as client:
        client.raw(b"x" * 65_537)
        assert "at most 65536 bytes" in client.receive()["error"]
        assert client.receive() is None


def test_a_cancelled_creature_is_answered_once_and_its_drawing_cancelled() -> None:
    with served() as running:
        running.maker.held = True
        with running.client() as client:
            client.send({"id": 1, "zone": "reef", "category": "coral"})
            client.send({"id": 2, "zone": "reef", "category": "coral"})
            client.send({"cancel": 1})
            client.send({"cancel": 77})
            assert client.receive() == {"id": 1, "error": "cancelled"}
            client.send({"ping": 3})
            assert client.receive() == {"pong": 3}
            wait_until(lambda: len(running.maker.asked) >= 1)
            release(running.maker)
            assert client.receive()["id"] == 2
            client.send({"cancel": 2})  # too late, and no fault
            assert client.ask(1)["id"] == 1


def test_so_many_may_be_awaited_and_no_two_of_one_id() -> None:
    with served(replace(FAST, in_flight=3)) as running:
        running.maker.held = True
        with running.client() as client:
            for id in (1, 2, 2, 3, 4):
                client.send({"id": id, "zone": "reef", "category": "coral"})
            assert "each id must be another" in client.receive()["error"]
            refused = client.receive()
            assert (refused["id"], "at most 3 creatures" in refused["error"]) == (4, True)
            release(running.maker)
            assert sorted(client.receive()["id"] for _ in range(3)) == [1, 2, 3]


def test_a_client_that_leaves_takes_its_wishes_along() -> None:
    with served() as running:
        running.maker.held = True
        with running.client() as client:
            for id in range(16):
                client.send({"id": id, "zone": "reef", "category": "coral"})
            wait_until(lambda: len(running.maker.asked) == 4)
        wait_until(lambda: all(future.cancelled() for _, future in running.maker.asked))
        running.maker.held = False
        assert running.serves()
        assert len(running.maker.asked) == 5


def test_a_client_that_asks_for_much_delays_another_by_one_turn() -> None:
    with served() as running:
        running.maker.held = True
        with running.client() as greedy, running.client() as modest:
            for id in range(16):
                greedy.send({"id": id, "zone": "reef", "category": "coral", "seed": 100 + id})
            greedy.send({"ping": 1})
            assert greedy.receive() == {"pong": 1}
            modest.send({"id": 1, "zone": "reef", "category": "coral", "seed": 7})
            modest.send({"ping": 1})
            assert modest.receive() == {"pong": 1}
            release(running.maker)
            assert modest.receive()["id"] == 1
            order = [request.seed for request, _ in running.maker.asked]
            assert order.index(7) <= 5  # four were being drawn, one turn of the greedy one came before


def test_four_are_drawn_at_once_whatever_is_cancelled() -> None:
    def drawing() -> int:
        return sum(not future.done() for _, future in running.maker.asked)

    with served() as running:
        running.maker.held = True
        with running.client() as client:
            for id in range(16):
                client.send({"id": id, "zone": "reef", "category": "coral"})
            wait_until(lambda: drawing() == 4)
            for id in reversed(range(2, 12)):  # eight that wait, then two that are being drawn
                client.send({"cancel": id})
                assert client.receive() == {"id": id, "error": "cancelled"}
            wait_until(lambda: len(running.maker.asked) == 6)
            for id in range(20, 28):
                client.send({"id": id, "zone": "reef", "category": "coral"})
            client.send({"ping": 1})
            assert client.receive() == {"pong": 1}
            assert drawing() == 4
            release(running.maker)
            answered = [client.receive()["id"] for _ in range(14)]
        assert sorted(answered) == [0, 1, *range(12, 16), *range(20, 28)]


def test_a_flood_is_served_no_faster_than_allowed_and_others_meanwhile() -> None:
    with served(replace(ServerLimits(), burst=5, requests_per_second=1.0)) as running:
        flood = running.client()
        flood.raw(b'{"ping": 1}\n' * 3000)
        for _ in range(4):  # the token was the fifth of the burst
            assert flood.receive() == {"pong": 1}
        for _ in range(3):
            assert running.serves()
        flood.socket.setblocking(False)
        assert len(waiting_bytes(flood.socket)) < 100 * len(b'{"pong":1}\n')  # the few that time has allowed since
        flood.__exit__()


def test_half_open_connections_keep_nobody_out() -> None:
    with served() as running, ExitStack() as stack:
        idlers = [stack.enter_context(running.client(None)) for _ in range(100)]
        assert running.serves()
        for idler in idlers[::2]:
            idler.raw(b'{"tok')
        assert running.serves()
        wait_until(lambda: running.server.connections <= 16)
        assert idlers[0].receive() is None  # the oldest made room


def test_who_shows_no_token_in_time_or_half_a_line_is_shown_out() -> None:
    with served(SHORT) as running:
        with running.client(None) as silent:
            assert "token" in silent.receive()["error"]
            assert silent.receive() is None
        with running.client() as halting:
            halting.raw(b'{"ping"')
            assert halting.receive() is None
        assert running.serves()


def test_who_says_nothing_for_long_is_shown_out_but_not_who_waits() -> None:
    with served(replace(FAST, idle_seconds=0.3)) as running:
        with running.client() as idle:
            assert idle.receive() is None
        running.maker.held = True
        with running.client() as waiting, running.client() as idle:
            waiting.send({"id": 1, "zone": "reef", "category": "coral"})
            assert idle.receive() is None  # so long did the other wait too
            release(running.maker)
            assert waiting.receive()["id"] == 1


def test_a_slow_reader_is_shown_out_and_the_others_are_served() -> None:
    with served(replace(FAST, sending_seconds=0.3)) as running:
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", running.port))
        slow.sendall(json.dumps({"token": TOKEN}).encode() + b"\n")
        with pytest.raises(ConnectionError):
            send_for_ever(slow, b"x\n" * 1000)
        slow.close()
        assert running.serves()


def test_a_hundred_clients_of_which_some_leave_at_once_are_served() -> None:
    answered: list[int] = []

    def live(running: Served, number: int) -> None:
        with running.client() as client:
            if number % 3 == 0:
                client.send({"id": number, "zone": "reef", "category": "coral", "seed": number})
                return
            answered.append(client.ask(number, seed=20 + number)["id"])

    with served(replace(FAST, connections=200, guests=200)) as running:
        threads = [threading.Thread(target=live, args=(running, number)) for number in range(100)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answered) == [number for number in range(100) if number % 3]
        wait_until(lambda: running.server.connections == 0)


def test_a_full_server_says_so_and_serves_again_when_one_leaves() -> None:
    with served(replace(FAST, connections=2)) as running:
        with running.client(), running.client(), running.client(None) as third:
            assert "the server has 2 connections" in third.receive()["error"]
        wait_until(lambda: running.server.connections == 0)
        assert running.serves()


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux lists its sockets in /proc")
def test_it_listens_on_the_loopback_address_alone(server: Served) -> None:
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if Path(table).exists():
            found += re.findall(
                rf"^ *\d+: ([0-9A-F]+):{server.port:04X} 0+:0000 0A", Path(table).read_text(), re.MULTILINE
            )
    assert found == ["0100007F" if sys.byteorder == "little" else "7F000001"]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", server.port))


def test_a_dropped_connection_gives_no_line_that_had_come_already() -> None:
    async def after_the_drop() -> list[bytes | None]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        connection = Connection(reader, writer, ServerLimits())
        found = [await connection.line(seconds=BOUND)]
        connection.drop()
        with pytest.raises(GoneError, match="dropped"):
            await connection.line(seconds=BOUND)
        with pytest.raises(GoneError, match="closed"):
            await connection.send(b"more\n")
        return found

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        sent: list[socket.socket] = []

        def serve() -> None:
            sent.append(listening.accept()[0])
            sent[0].sendall(b"one\ntwo\nthree\n")

        thread = threading.Thread(target=serve)
        thread.start()
        assert asyncio.run(after_the_drop()) == [b"one"]
        thread.join()
        sent[0].close()


def test_ending_ends_what_is_drawn_and_who_is_connected() -> None:
    with served(maker=FakeMaker()) as running:
        running.maker.held = True
        client = running.client()
        client.send({"id": 1, "zone": "reef", "category": "coral"})
        wait_until(lambda: len(running.maker.asked) == 1)
    assert client.receive() is None
    assert running.maker.asked[0][1].cancelled()
    client.__exit__()
    with pytest.raises(ConnectionRefusedError):
        Client(running.port)


def waiting_bytes(connection: socket.socket) -> bytes:
    """What has arrived and was not read, of a socket that does not block."""
    found = b""
    with suppress(BlockingIOError):
        while content := connection.recv(65_536):
            found += content
    return found


def send_for_ever(connection: socket.socket, content: bytes) -> None:
    """Until the other end has had enough."""
    while True:
        connection.sendall(content)


def release(maker: FakeMaker) -> None:
    maker.held = False
    for request, future in list(maker.asked):
        if not future.done():
            maker.finish(request, future)


def wait_until(true: Any) -> None:
    """Asks again and again; the test fails when it never is."""
    pause = threading.Event()
    for _ in range(2000):
        if true():
            return
        pause.wait(0.01)
    raise AssertionError("it never came to be")
