"""The server with a generator that draws nothing: what it answers, and that nobody takes it from the others."""

from __future__ import annotations

import asyncio
import base64
import io
import itertools
import json
import re
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from engine_bridges.creatures.anchor_tracks import tracks_of
from engine_bridges.creatures.clips import clips_of
from engine_bridges.server.connection import Connection, DisconnectedError
from engine_bridges.server.limits import ServerLimits
from engine_bridges.server.older_weights import MOST, OlderWeights
from pixelgen import (
    Generator,
    Mask,
    Parent,
    RequestError,
    Sprite,
    SpriteRequest,
    animate,
    bred,
    emission_mask,
    move,
    move_normals,
    normal_map,
    shade,
    style_of,
)
from tests.engine_bridges.served_creatures import (
    BOUND,
    TOKEN,
    BlockGenerator,
    Client,
    Served,
    block,
    served,
    wait_until,
)
from tests.fake_generator import FISH, JELLY, child_of, dna_of

LIMITS = ServerLimits()
FAST = replace(LIMITS, burst=10_000)  # no time passes that would fill it again


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served(FAST) as running:
        yield running


def picture(text: str) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(text))))


def test_a_client_with_the_token_is_welcome_and_told_what_it_may(server: Served) -> None:
    with server.client() as client:
        assert client.welcome == {"welcome": "pixelgen", "protocol": 1, "revision": 2, "in_flight": 16}


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


def test_a_creature_says_what_it_is_like_and_where_its_parts_are() -> None:
    request = SpriteRequest("midnight", "abyssal", "anglerfish", seed=5, traits={"family": "azure"})
    options: Any = {"animations": ["idle", "turn"], "frames": 4, "margin": 3}
    with Generator() as generator, served(FAST, cast(BlockGenerator, generator)) as running, running.client() as client:
        whole = {"zone": request.zone, "category": request.category, "species": request.species, "seed": request.seed}
        client.send({"id": 1, **whole, "traits": {"family": "azure"}, **options})
        answer = client.receive()
        sprite = generator.sprite(request)
        assert answer["traits"] == generator.traits_of(request)
        assert answer["traits"]["family"] == "azure"
        assert list(answer["traits"]) == [name for name in generator.learnt_traits if name in answer["traits"]]
        assert base64.b64decode(answer["indices"]) == sprite.indices.tobytes()
        assert base64.b64decode(answer["parts"]) == sprite.parts.tobytes()
        clips = clips_of(sprite, category="abyssal", species="anglerfish", style=None, **options)
        for name, clip in clips.items():
            tracks = {title: [list(at) for at in track] for title, track in tracks_of(clip.anchors).items()}
            assert answer["animations"][name]["anchors"] == tracks
            assert {"eye", "mouth"} <= set(tracks)


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


def test_the_children_of_a_litter_come_by_their_places_and_the_litter_is_made_once() -> None:
    parents = [dna_of(FISH), dna_of(JELLY)]
    with served(FAST) as running, running.client() as client:
        for place in (1, 3, 8, 2, 9):
            client.send({"id": place, "parents": parents, "litter": place, "seed": 4})
            assert client.receive()["dna"] == dna_of(child_of(FISH, JELLY, seed=3 + place))
        client.send({"id": 1, "parents": parents, "litter": 1, "seed": 5})
        assert client.receive()["dna"] == dna_of(child_of(FISH, JELLY, seed=5))
        assert running.generator.litters == [1, 8, 16, 1]


def test_a_litter_is_the_one_that_the_library_makes() -> None:
    with Generator() as generator, served(FAST, cast(BlockGenerator, generator)) as running, running.client() as client:
        dnas = [generator.dna(each) for each in (FISH, JELLY)]
        born = generator.litter(FISH, JELLY, size=3, seed=4)
        for place, child in enumerate(born, 1):
            client.send({"id": place, "parents": dnas, "litter": place, "seed": 4, "animations": []})
            answer = client.receive()
            assert (answer["dna"], answer["traits"]) == (generator.dna(child), generator.traits_of(child))
        client.send({"id": 9, "parents": dnas, "litter": 1, "seed": -1})
        assert "seed must be a whole number" in client.receive()["error"]


def test_a_dna_of_other_weights_is_refused(server: Served) -> None:
    with server.client() as client:
        client.send({"id": 1, "dna": dna_of(FISH, weights="4567")})
        assert "was made with the weights 4567" in client.receive()["error"]


class OlderGenerator(BlockGenerator):
    """Other weights than the server's."""

    weights_digest = "4567"
    closed = False

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request, weights="4567")

    def close(self) -> None:
        self.closed = True


def test_an_old_dna_is_drawn_with_the_weights_that_drew_it() -> None:
    asked: list[str] = []
    made: list[OlderGenerator] = []

    def find(digest: str) -> Path | None:
        asked.append(digest)
        return Path("old") if digest == "4567000000000000" else None

    def make(_: Path) -> OlderGenerator:
        made.append(OlderGenerator())
        return made[-1]

    weights, own = OlderWeights(find, make), BlockGenerator()
    with served(FAST, own, older=weights.generator) as server, server.client() as client:
        for number in range(2):
            client.send({"id": number, "dna": dna_of(FISH, weights="4567")})
            assert client.receive()["dna"] == dna_of(FISH, weights="4567")
        client.send({"id": 2, "parents": [dna_of(FISH, weights="4567"), dna_of(JELLY, weights="4567")], "seed": 2})
        assert client.receive()["dna"] == dna_of(bred(FISH, JELLY, seed=2), weights="4567")
        assert own.asked == []
        assert client.ask(seed=3)["dna"] == dna_of(SpriteRequest("reef", "reef_fish", seed=3))
        client.send({"id": 4, "dna": dna_of(FISH, weights="89ab")})
        assert "was made with the weights 89ab" in client.receive()["error"]
        client.send({"id": 5, "parents": [dna_of(FISH, weights="4567"), dna_of(JELLY)], "seed": 2})
        assert "was made with the weights 4567" in client.receive()["error"]
    assert (len(made), asked) == (1, ["4567000000000000", "89ab000000000000"])
    weights.close()
    assert made[0].closed


def test_no_more_weights_are_in_memory_than_may_be() -> None:
    weights = OlderWeights(Path, lambda _: OlderGenerator())
    assert all(weights.generator(str(number)) is not None for number in range(MOST))
    assert weights.generator("one too many") is None
    assert weights.generator("0") is not None


@pytest.mark.parametrize(
    ("line", "id", "said"),
    [
        (b"what?", None, "each line must be a JSON object"),
        (b"", None, "each line must be a JSON object"),
        (b"\x00\xff", None, "each line must be a JSON object"),
        (b"[" * 50_000, None, "at most 16 brackets"),
        (b'{"id": 3, "zone": "Mud!", "category": "coral"}', 3, "zone must be a name of small letters"),
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
        running.generator.held = True
        with running.client() as client:
            client.send({"id": 1, "zone": "reef", "category": "coral"})
            client.send({"id": 2, "zone": "reef", "category": "coral"})
            client.send({"cancel": 1})
            client.send({"cancel": 77})
            assert client.receive() == {"id": 1, "error": "cancelled"}
            client.send({"ping": 3})
            assert client.receive() == {"pong": 3}
            wait_until(lambda: len(running.generator.asked) >= 1)
            release(running.generator)
            assert client.receive()["id"] == 2
            client.send({"cancel": 2})  # too late, and no fault
            assert client.ask(1)["id"] == 1


def test_so_many_may_be_awaited_and_no_two_of_one_id() -> None:
    with served(replace(FAST, in_flight=3)) as running:
        running.generator.held = True
        with running.client() as client:
            for id in (1, 2, 2, 3, 4):
                client.send({"id": id, "zone": "reef", "category": "coral"})
            assert "each open request must have an id of its own" in client.receive()["error"]
            refused = client.receive()
            assert (refused["id"], "at most 3 requests" in refused["error"]) == (4, True)
            release(running.generator)
            assert sorted(client.receive()["id"] for _ in range(3)) == [1, 2, 3]


def test_client_that_leaves_takes_its_requests_along() -> None:
    with served() as running:
        running.generator.held = True
        with running.client() as client:
            for id in range(16):
                client.send({"id": id, "zone": "reef", "category": "coral"})
            wait_until(lambda: len(running.generator.asked) == 4)
        wait_until(lambda: all(future.cancelled() for _, future in running.generator.asked))
        running.generator.held = False
        assert running.serves()
        assert len(running.generator.asked) == 5


def test_client_that_asks_for_much_delays_another_by_one_drawing() -> None:
    with served(FAST) as running, running.client() as greedy, running.client() as modest:
        running.generator.held = True
        for id in range(16):
            greedy.send({"id": id, "zone": "reef", "category": "coral", "seed": 100 + id})
        greedy.ping()
        modest.send({"id": 1, "zone": "reef", "category": "coral", "seed": 7})
        modest.ping()
        release(running.generator)
        assert modest.receive()["id"] == 1
        order = [request.seed for request, _ in running.generator.asked]
        assert order.index(7) <= 1  # each has one drawn at a time


def generations(count: int, seed: int = 0) -> SpriteRequest:
    """A request that takes twice so many drawings and one: each of its ancestors is bred with a newcomer."""
    request = replace(FISH, seed=seed)
    for number in range(count):
        request = bred(request, replace(JELLY, seed=seed + number), seed=seed + number)
    return request


def draws(generator: BlockGenerator) -> Iterator[SpriteRequest]:
    """Finish one drawing after the other in the order in which they were asked for; gives each of them."""
    for done in itertools.count():
        wait_until(lambda count=done: len(generator.asked) > count)
        request, future = generator.asked[done]
        missing = [parent for parent in request.parents if not isinstance(parent.origin, Sprite)]
        if missing and not future.done():
            future.set_exception(RequestError("the parent is in no cache here"))
            continue
        generator.finish(request, future)
        yield request


def test_dna_with_many_ancestors_delays_others_by_one_drawing_each(server: Served) -> None:
    with served(FAST) as running, running.client() as greedy:
        running.generator.held = True
        others = [running.client() for _ in range(3)]
        for id in range(16):
            greedy.send({"id": id, "dna": dna_of(generations(100, seed=1000 * (1 + id)))})
        greedy.ping()
        drawing = draws(running.generator)
        for _ in range(20):
            next(drawing)
        for number, other in enumerate(others):
            other.send({"id": number, "zone": "reef", "category": "coral", "seed": 1 + number})
            other.ping()
        waited = 0
        missing = {1 + number for number in range(len(others))}
        while missing:
            missing.discard(next(drawing).seed)
            waited += 1
        assert waited <= 2 + len(others)  # one of the greedy's was being drawn, one was next in turn
        running.generator.held = False
        for number, other in enumerate(others):
            assert other.receive()["id"] == number
            other.__exit__()


def test_client_gets_its_plain_requests_first_and_its_large_families_one_after_the_other() -> None:
    with served(FAST) as running, running.client() as client, running.client():  # as it is not alone: one at a time
        running.generator.held = True
        families = [generations(40, seed=1000 * (1 + id)) for id in range(3)]
        for id, family in enumerate(families):
            client.send({"id": id, "dna": dna_of(family)})
        client.send({"id": 9, "zone": "reef", "category": "coral", "seed": 7})
        client.ping()
        keys = {family.key(): id for id, family in enumerate(families)}
        drawn = list(itertools.islice(draws(running.generator), 3 * 81 + 1))
        ended = {keys[request.key()]: place for place, request in enumerate(drawn) if request.key() in keys}
        plain = next(place for place, request in enumerate(drawn) if request.seed == 7 and not request.parents)
        assert plain < 8
        assert [ended[id] for id in range(3)] == sorted(ended.values())
        assert ended[0] <= 81 + len(families)
        assert sorted(client.receive()["id"] for _ in range(4)) == [0, 1, 2, 9]


def test_ancestors_are_drawn_before_and_answers_are_the_same() -> None:
    with served(FAST) as running:
        running.generator.held = True
        with running.client() as client:
            request = generations(2)
            client.send({"id": 1, "dna": dna_of(request)})
            order = [drawn.key() for drawn in itertools.islice(draws(running.generator), 5)]
            answer = client.receive()
        mother = request.parents[0].origin
        assert isinstance(mother, SpriteRequest)
        names = [*(one.name for one in mother.parents), *(one.name for one in request.parents)]
        assert [f"request:{key}" for key in order] == [*names, Parent.of(request).name]
        assert answer["dna"] == dna_of(request)


def test_cached_ancestors_are_not_drawn_again() -> None:
    with served(FAST) as running, running.client() as client:
        request = generations(50)  # this generator has all parents, whatever they are
        client.send({"id": 1, "dna": dna_of(request)})
        assert client.receive()["dna"] == dna_of(request)
        (drawn,) = [asked for asked, _ in running.generator.asked]
        assert drawn.key() == request.key()
        assert all(parent.origin is None for parent in drawn.parents)


def test_creature_that_takes_too_many_drawings_is_refused_in_one_line(server: Served) -> None:
    before = len(server.generator.asked)
    with server.client() as client:
        client.send({"id": 4, "dna": dna_of(generations(128))})
        answer = client.receive()
        assert (answer["id"], len(server.generator.asked)) == (4, before)
        assert "at most 256 drawings, bred ancestors included; this one takes 257" in answer["error"]
        client.send({"id": 5, "parents": [dna_of(generations(64, seed=n)) for n in (1000, 2000)]})
        assert "this one takes 259" in client.receive()["error"]
        assert client.ask(6)["id"] == 6


def test_family_comes_out_as_the_library_draws_it() -> None:
    with Generator() as generator, served(FAST, cast(BlockGenerator, generator)) as running, running.client() as client:
        request = bred(bred(FISH, JELLY, seed=1, mask=Mask("fins")), block(5), seed=2)
        dna = generator.dna(request)
        client.send({"id": 1, "dna": dna, "animations": [], "margin": 0, "shaded": False})
        answer = client.receive()
        assert (answer["dna"], answer["species"]) == (dna, generator.species_of(request))
        sheet = picture(answer["animations"]["default"]["sheet"])
        assert np.array_equal(sheet, generator.sprite(request).indices)


def test_four_are_drawn_at_once_whatever_is_cancelled() -> None:
    def drawing() -> int:
        return sum(not future.done() for _, future in running.generator.asked)

    with served() as running:
        running.generator.held = True
        with running.client() as client:
            for id in range(16):
                client.send({"id": id, "zone": "reef", "category": "coral"})
            wait_until(lambda: drawing() == 4)
            for id in reversed(range(2, 12)):  # eight that wait, then two that are being drawn
                client.send({"cancel": id})
                assert client.receive() == {"id": id, "error": "cancelled"}
            wait_until(lambda: len(running.generator.asked) == 6)
            for id in range(20, 28):
                client.send({"id": id, "zone": "reef", "category": "coral"})
            client.send({"ping": 1})
            assert client.receive() == {"pong": 1}
            assert drawing() == 4
            release(running.generator)
            answered = [client.receive()["id"] for _ in range(14)]
        assert sorted(answered) == [0, 1, *range(12, 16), *range(20, 28)]


def test_flood_is_served_no_faster_than_allowed_and_others_meanwhile() -> None:
    with served(replace(LIMITS, burst=5, requests_per_second=1.0)) as running, running.client() as flood:
        flood.raw(b'{"ping": 1}\n' * 3000)
        for _ in range(4):  # the token was the fifth of the burst
            assert flood.receive() == {"pong": 1}
        for _ in range(3):
            assert running.serves()
        flood.socket.setblocking(False)
        assert waiting_bytes(flood.socket) == b""
        flood.socket.settimeout(BOUND)
        for _ in range(2):
            running.advance(1.0)
            assert flood.receive() == {"pong": 1}


def test_half_open_connections_keep_nobody_out() -> None:
    with served() as running, ExitStack() as stack:
        idlers = [stack.enter_context(running.client(None)) for _ in range(100)]
        assert running.serves()
        for idler in idlers[::2]:
            idler.raw(b'{"tok')
        assert running.serves()
        wait_until(lambda: running.server.connections <= LIMITS.connections)
        assert idlers[0].receive() is None  # the oldest made room


def test_who_shows_no_token_in_time_or_half_a_line_is_disconnected() -> None:
    with served() as running:
        with running.client(None) as silent:
            wait_until(lambda: running.server.connections == 1)
            running.advance(LIMITS.token_seconds)
            assert "token" in silent.receive()["error"]
            assert silent.receive() is None
        with running.client() as halting:
            halting.raw(b'{"ping"')
            wait_until(lambda: running.connections()[-1]._lines.unfinished)
            running.advance(LIMITS.line_seconds)
            assert halting.receive() is None
        assert running.serves()


def test_who_says_nothing_for_long_is_disconnected_but_not_who_waits() -> None:
    with served() as running:
        running.generator.held = True
        with running.client() as waiting, running.client() as idle:
            waiting.send({"id": 1, "zone": "reef", "category": "coral"})
            waiting.ping()
            running.advance(LIMITS.idle_seconds)
            assert idle.receive() is None
            running.advance(LIMITS.idle_seconds)
            release(running.generator)
            assert waiting.receive()["id"] == 1


def test_slow_reader_is_disconnected_and_the_others_are_served() -> None:
    with served(FAST) as running:
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", running.port))
        slow.sendall(json.dumps({"token": TOKEN}).encode() + b"\n")
        slow.setblocking(False)

        def is_stuck() -> bool:
            with suppress(BlockingIOError):
                slow.send(b"x\n" * 1000)
            return any(connection._writer.transport.get_write_buffer_size() > 65_536 for connection in found)

        wait_until(lambda: running.server.connections == 1)
        found = running.connections()
        wait_until(is_stuck)
        assert running.serves()
        running.advance(LIMITS.sending_seconds)
        wait_until(lambda: running.server.connections == 0)
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

    with served(replace(FAST, connections=200)) as running:
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


def test_aborted_connection_gives_no_line_that_had_come_already() -> None:
    async def after_the_abort() -> list[bytes | None]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        connection = Connection(reader, writer, ServerLimits())
        found = [await connection.line(seconds=BOUND)]
        connection.abort()
        with pytest.raises(DisconnectedError, match="aborted"):
            await connection.line(seconds=BOUND)
        with pytest.raises(DisconnectedError, match="closed"):
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
        assert asyncio.run(after_the_abort()) == [b"one"]
        thread.join()
        sent[0].close()


def test_ending_ends_what_is_drawn_and_who_is_connected() -> None:
    with served(generator=BlockGenerator()) as running:
        running.generator.held = True
        client = running.client()
        client.send({"id": 1, "zone": "reef", "category": "coral"})
        wait_until(lambda: len(running.generator.asked) == 1)
    assert client.receive() is None
    assert running.generator.asked[0][1].cancelled()
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


def release(generator: BlockGenerator) -> None:
    generator.held = False
    for request, future in list(generator.asked):
        if not future.done():
            generator.finish(request, future)
