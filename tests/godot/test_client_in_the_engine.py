"""The GDScript client in the real engine, with a running server, with one that breaks, and with none."""

from __future__ import annotations

import base64
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine_bridges.creatures.creature import Pixels
from engine_bridges.creatures.palette import sprite_palette
from engine_bridges.godot.pack import write_pack
from engine_bridges.pictures.png_pictures import png_bytes
from engine_bridges.server.address import Address, write_address
from engine_bridges.server.limits import ServerLimits
from pixelgen import (
    CATEGORIES,
    ZONES,
    Generator,
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
from tests.engine_bridges.commands.test_serve import serving
from tests.engine_bridges.served_creatures import TOKEN, BlockGenerator, block, served
from tests.engine_bridges.tiny_creatures import COLOURS, fish, still
from tests.fake_generator import FISH, JELLY, dna_of
from tests.godot.checks import put_checks
from tests.godot.engine import Engine, engine_or_skip
from tests.godot.test_pack_in_the_engine import PROJECT

pytestmark = pytest.mark.slow

CATALOGUE = "res://addons/reef/creature_catalogue.tres"
CORAL = {"zone": "reef", "category": "coral", "seed": 7}
GLOWING = next(seed for seed in range(63) if emission_mask(block(seed).indices).any())


@dataclass(frozen=True)
class World:
    """A project with the client, and a pack to fall back to."""

    engine: Engine
    project: Path

    def answers(
        self,
        steps: Sequence[Sequence[dict[str, Any]]],
        *,
        fallback: str = "",
        any_creature: bool = True,
        answer_seconds: float = 120.0,
        warnings: Sequence[str] | None = (),
    ) -> Any:
        """What comes of requests; fails on a line of trouble other than these warnings. None: there may be any."""
        asked = {
            "address_file": "res://server.json",
            "fallback": fallback,
            "any_creature": any_creature,
            "answer_seconds": answer_seconds,
            "steps": steps,
        }
        (self.project / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        (self.project / "answered.json").unlink(missing_ok=True)
        answer = self.engine.script(self.project, "res://checks/ask.gd")
        # An indented line says where.
        trouble = [] if warnings is None else [line for line in answer.trouble() if not line.startswith(" ")]
        assert len(trouble) == len(warnings or ()), trouble
        assert all(warning in line for warning, line in zip(warnings or (), trouble, strict=True)), trouble
        assert answer.status == 0, answer.output
        told = json.loads((self.project / "answered.json").read_text(encoding="utf-8"))
        assert told["default_address_file"].endswith("/pixelgen/server.json")  # as platformdirs has it
        assert told["address_files_with_home"] == ["/home/me/server.json", "/home/me/a/server.json", "~you/server.json"]
        # Never before `request_creature` has returned.
        assert all(each.get("frames_later", 0) >= 0 for each in told["answers"])
        return told["answers"]

    def write_address(self, port: int) -> None:
        write_address(self.project / "server.json", Address(port, TOKEN))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> World:
    engine = engine_or_skip()
    folder = tmp_path_factory.mktemp("project")
    (folder / "project.godot").write_text(PROJECT, encoding="utf-8")
    put_checks("client_checks", folder / "checks")
    client = folder / "addons" / "pixelgen" / "pixelgen_client.gd"
    client.parent.mkdir(parents=True)
    client.write_bytes((files("engine_bridges") / "godot" / "scripts" / client.name).read_bytes())
    creatures = [fish("tang", "reef"), still("rock", fish().clips["dart"].frames[0], "reef"), fish("eel", "abyss")]
    write_pack(folder / "addons" / "reef", creatures, name="reef", palette=COLOURS)
    world = World(engine, folder)
    imported = engine.import_project(folder)
    assert imported.trouble() == []
    return world


@pytest.fixture
def world(project: World) -> Iterator[World]:
    yield project
    (project.project / "server.json").unlink(missing_ok=True)


def by_id(answers: Any) -> dict[int, Any]:
    found = {each["id"]: each for each in answers if "id" in each}
    assert len(found) == sum("id" in each for each in answers)
    return found


def hexed(frames: Pixels) -> list[str]:
    return [frame.tobytes().hex() for frame in frames]


def test_creatures_are_what_python_makes_of_them(world: World) -> None:
    options = {"species": "clownfish", "animations": ["idle", "turn"], "frames": 4, "margin": 3}
    wish = {"zone": "reef", "category": "reef_fish", "seed": GLOWING, "options": options}
    with served() as running:
        world.write_address(running.port)
        told = world.answers([[wish, {"dna": dna_of(FISH)}, {"parents": [dna_of(FISH), dna_of(JELLY)], "seed": 2}]])
    assert told[0] == {"signal": "found"}
    answers = by_id(told)
    request, flat = replace(FISH, seed=GLOWING), block(GLOWING).indices
    answer = answers[1]
    assert (answer["zone"], answer["category"], answer["species"]) == ("reef", "reef_fish", "clownfish")
    assert (answer["dna"], answer["from_fallback"], answer["path"]) == (dna_of(request), False, "")
    assert answer["size"] == [38, 38]
    assert set(answer["animations"]) == {"idle", "turn"}
    for name, shown in answer["animations"].items():
        moved = animate(flat, "reef_fish", species="clownfish", animation=name, frames=4, margin=3)
        assert shown["loops"] == moved.loops
        assert shown["ms"] == pytest.approx(moved.durations_ms.tolist(), rel=1e-6)
        colours = sprite_palette().coloured(move(shade(flat, style_of("reef")), moved))
        assert shown["frames"] == hexed(colours)
        assert shown["normals"] == hexed(move_normals(normal_map(flat), moved))
        glow = np.hstack(list(move(emission_mask(flat), moved)))
        white = np.stack([glow, glow, glow, np.full_like(glow, 255)], axis=-1)
        assert answer["emission"][name] == white.tobytes().hex()
    assert answers[2]["dna"] == dna_of(FISH)
    assert answers[3]["dna"] == dna_of(bred(FISH, JELLY, seed=2))
    assert answers[1]["indices"] == flat.tobytes().hex()
    assert answers[2]["traits"] == dict(FISH.traits)


def test_an_older_server_is_asked_for_no_litters_and_its_creatures_have_nothing_that_it_does_not_tell(
    world: World,
) -> None:
    sheet = base64.b64encode(png_bytes(np.ones((8, 8), np.uint8), palette=sprite_palette())).decode()
    clip = {"sheet": sheet, "normals": None, "emission": None, "durations_ms": [100], "loops": True}
    old = {"id": 1, "dna": "pg1_a", "zone": "reef", "width": 8, "height": 8, "animations": {"idle": clip}}
    with scripted(says=json.dumps(old).encode() + b"\n") as port:
        world.write_address(port)
        told = by_id(world.answers([[CORAL, {"parents": ["pg1_a", "pg1_b"], "seed": 1, "litter": 1}]]))
    assert (told[1]["dna"], told[1]["traits"], told[1]["indices"], told[1]["anchors"]) == (
        "pg1_a",
        {},
        "",
        {"idle": []},
    )
    assert told[2]["failed"] == "this `pixelgen serve` is older and knows no litters; update it"


def test_many_are_asked_for_no_more_at_once_than_the_server_takes_and_a_wrong_one_is_told(world: World) -> None:
    with served(replace(ServerLimits(), in_flight=8)) as running:
        world.write_address(running.port)
        mud = {**CORAL, "zone": "Mud!"}
        many = [{**CORAL, "seed": 20 + number} for number in range(20)]
        told = world.answers([[*many, mud, {**CORAL, "cancel_after": 0}], [CORAL]])
    answers = by_id(told)
    assert sorted(answers) == [*range(1, 22), 23]  # the 22nd was cancelled
    assert [id for id, answer in answers.items() if "failed" in answer] == [21]
    assert answers[21]["failed"].startswith("zone must be a name of small letters")


class Watching(BlockGenerator):
    """Never finishes seed 7, and notes which drawings were cancelled when another is asked for."""

    cancelled: Sequence[bool] = ()

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        self.held = request.seed == 7
        self.cancelled = [future.cancelled() for _, future in self.asked]
        return super().submit(request)


def test_what_is_cancelled_while_it_is_drawn_is_drawn_and_answered_no_more(world: World) -> None:
    maker = Watching()
    with served(generator=maker) as running:
        world.write_address(running.port)
        told = world.answers([[CORAL, {**CORAL, "seed": 8, "cancels": [1]}], [{**CORAL, "seed": 9}]])
    assert maker.cancelled == [True, False]
    assert [each.get("signal", each.get("id")) for each in told] == ["found", 2, 3]


def test_without_a_server_it_says_so_once_and_fails_each(world: World) -> None:
    told = world.answers([[CORAL, CORAL], [CORAL]])
    missing = "pixelgen is not running: no address in res://server.json; start it with `pixelgen serve`"
    assert [each["failed"] for each in by_id(told).values()] == [missing] * 3
    assert {each["message"] for each in told if each.get("signal") == "missing"} == {missing}


def test_an_address_where_nobody_is_any_more_is_told(world: World) -> None:
    with served() as running:
        world.write_address(running.port)
    told = by_id(world.answers([[CORAL]]))
    assert "start it with `pixelgen serve`" in told[1]["failed"]


def test_a_wrong_token_is_told(world: World) -> None:
    with served() as running:
        write_address(world.project / "server.json", Address(running.port, "another"))
        told = by_id(world.answers([[CORAL]]))
    assert told[1]["failed"] == "pixelgen refused the connection: the token is wrong; read the address file again"


ASKED_OF_THE_PACK: list[list[dict[str, Any]]] = [
    [CORAL, {"zone": "reef", "category": "reef_fish", "seed": 1}],
    [{"zone": "abyss", "category": "coral", "seed": 1}, {"zone": "hadal", "category": "coral", "seed": 1}],
    [{"dna": "pg1_eel"}, {"dna": "pg1_nobody"}, {"parents": ["pg1_nobody", "pg1_eel"], "seed": 1}],
    [{"zone": "hadal", "category": "jellyfish", "seed": 1}],
]


def names_in(told: dict[int, Any]) -> dict[int, str]:
    return {id: each.get("path", "").rpartition("/")[2].removesuffix("_frames.tres") for id, each in told.items()}


def test_without_a_server_every_request_gets_the_nearest_creature_of_the_pack(world: World) -> None:
    told = by_id(world.answers(ASKED_OF_THE_PACK, fallback=CATALOGUE))
    names = names_in(told)
    # of zone and category; of the zone where there is no such category; else of the category; of the DNA or a parent
    assert {id: names[id] for id in (1, 2, 3, 4, 5, 7)} == {
        1: "rock",
        2: "tang",
        3: "eel",
        4: "rock",
        5: "eel",
        7: "eel",
    }
    assert {names[6], names[8]} <= {"rock", "tang", "eel"}  # any rather than none
    assert all(each["from_fallback"] for each in told.values())
    assert {each["reason"] for each in told.values()} == {
        "pixelgen is not running: no address in res://server.json; start it with `pixelgen serve`"
    }
    assert (told[2]["species"], told[2]["size"], told[2]["dna"]) == ("tang", [6, 4], "pg1_tang")
    assert set(told[2]["animations"]) == {"idle", "dart", "turn"}
    assert names == names_in(by_id(world.answers(ASKED_OF_THE_PACK, fallback=CATALOGUE)))  # the same each time


def test_who_wants_no_other_creature_is_told_that_there_is_none(world: World) -> None:
    told = by_id(world.answers(ASKED_OF_THE_PACK, fallback=CATALOGUE, any_creature=False))
    assert [id for id, each in told.items() if "failed" in each] == [4, 6, 8]
    assert {id: name for id, name in names_in(told).items() if name} == {
        1: "rock",
        2: "tang",
        3: "eel",
        5: "eel",
        7: "eel",
    }


def test_a_killed_server_leaves_no_hole(world: World) -> None:
    everywhere = [
        {"zone": zone, "category": category, "seed": seed}
        for zone in ZONES
        for category in CATEGORIES
        for seed in (1, 2)
    ]
    with scripted(says=b'{"id": 1, "error": "busy"}\n', stays=False) as port:
        world.write_address(port)
        told = world.answers([everywhere], fallback=CATALOGUE, warnings=["pixelgen refused a request: busy"])
    answers = by_id(told)
    assert sorted(answers) == [*range(1, len(everywhere) + 1)]
    assert [id for id, each in answers.items() if "failed" in each] == []
    assert answers[1]["reason"] == "busy"
    assert all("has stopped" in answers[id]["reason"] for id in answers if id > 1)
    # One a frame: each may have to be loaded from the disk.
    assert len({each["frames_later"] for each in answers.values()}) == len(everywhere)


def test_what_is_late_or_no_creature_comes_from_the_pack(world: World) -> None:
    with scripted(says=b'{"id": 2}\n') as port:
        world.write_address(port)
        told = by_id(world.answers([[CORAL, CORAL]], fallback=CATALOGUE, answer_seconds=0.1))
    assert names_in(told) == {1: "rock", 2: "rock"}
    assert told[1]["reason"] == "pixelgen took more than 0.1 seconds"
    assert told[2]["reason"] in ("pixelgen sent an answer that is no creature", told[1]["reason"])


def test_a_missing_file_of_the_pack_makes_room_for_another_creature(world: World) -> None:
    frames = world.project / "addons" / "reef" / "creatures" / "rock" / "rock_frames.tres"
    content = frames.read_bytes()
    frames.unlink()
    try:
        told = by_id(world.answers([[CORAL, {"dna": "pg1_eel"}]], fallback=CATALOGUE, warnings=None))
    finally:
        frames.write_bytes(content)
    assert names_in(told) == {1: "tang", 2: "eel"}


def test_a_broken_connection_is_made_anew_and_the_request_repeated(world: World) -> None:
    with served() as running, scripted(then=lambda: world.write_address(running.port)) as port:
        world.write_address(port)
        told = world.answers([[CORAL]])
    assert [each.get("signal", each.get("dna")) for each in told] == [
        "found",
        "missing",
        "found",
        dna_of(SpriteRequest("reef", "coral", seed=7)),
    ]


def test_a_request_at_which_the_connection_breaks_twice_is_given_up(world: World) -> None:
    with scripted() as port:
        world.write_address(port)
        told = world.answers([[CORAL]])
    assert [each.get("signal", "failed") for each in told] == ["found", "missing", "found", "missing", "failed"]
    assert "has stopped" in by_id(told)[1]["failed"]


def test_an_answer_that_is_no_creature_is_told_and_other_noise_passed_over(world: World) -> None:
    odd = [
        b"noise",
        b'{"pong": 1}',
        b'{"id": 77, "error": "of nobody"}',
        b'{"id": 1}',
        b'{"id": 2, "width": 8, "height": 8, "animations": {"idle": {"sheet": "", "durations_ms": [1]}}}',
        b'{"id": 3, "error": "sorry"}',
    ]
    with scripted(says=b"".join(line + b"\n" for line in odd)) as port:
        world.write_address(port)
        told = by_id(world.answers([[CORAL, CORAL, CORAL]]))
    unknown = "pixelgen sent an answer that is no creature"
    assert [told[id]["failed"] for id in (1, 2, 3)] == [unknown, unknown, "sorry"]


def test_who_hears_that_one_is_late_may_cancel_the_others(world: World) -> None:
    with scripted(says=b'{"pong": 1}\n') as port:
        world.write_address(port)
        told = by_id(world.answers([[{**CORAL, "cancels": [2, 3]}, CORAL, CORAL, CORAL]], answer_seconds=0.1))
    assert {id: each["failed"] for id, each in told.items()} == dict.fromkeys(
        (1, 4), "pixelgen took more than 0.1 seconds"
    )


def test_a_line_without_an_end_is_told_and_the_connection_ended(world: World) -> None:
    with scripted(says=b"x" * 9_000_000) as port:
        world.write_address(port)
        told = by_id(world.answers([[CORAL]]))
    assert told[1]["failed"] == "pixelgen sent a line of more than 8388608 bytes"


def test_another_protocol_is_told(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        world.write_address(listening.getsockname()[1])

        def serve() -> None:
            with listening.accept()[0] as connection:
                connection.sendall(b'{"welcome": "pixelgen", "protocol": 2}\n')
                while connection.recv(1000):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        told = by_id(world.answers([[CORAL]]))
        thread.join()
    assert told[1]["failed"] == "this client has protocol 1, the server 2; update both"


@contextmanager
def scripted(*, then: Callable[[], None] | None = None, says: bytes = b"", stays: bool = True) -> Iterator[int]:
    """A server that welcomes, does what is to be done at the first request, and goes away; or says something first.

    stays: then it goes when the client does. Gives its port.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                connection, _ = listening.accept()
                # The client may hang up in the middle of what is said.
                with suppress(ConnectionError), connection, connection.makefile("rwb") as lines:
                    first = lines.readline()
                    if not first:
                        return
                    lines.write(b'{"welcome": "pixelgen", "protocol": 1, "in_flight": 16}\n')
                    lines.flush()
                    lines.readline()
                    if then is not None:
                        then()
                    if says:
                        lines.write(says)
                        lines.flush()
                        if stays:
                            lines.read()  # until the client goes

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            socket.create_connection(listening.getsockname()).close()
            thread.join()


def test_what_the_command_draws_is_what_the_library_draws(world: World, tmp_path: Path) -> None:
    wish = {"zone": "midnight", "category": "abyssal", "seed": 3, "options": {"animations": [], "margin": 0}}
    with serving(tmp_path, "--token-file", str(world.project / "server.json")) as process:
        assert process.stdout is not None
        assert re.match(r"serving on 127\.0\.0\.1:\d+; ", process.stdout.readline())
        answer = by_id(world.answers([[wish]]))[1]
    with Generator() as generator:
        request = SpriteRequest("midnight", "abyssal", seed=3)
        sprite = generator.sprite(request)
        assert answer["dna"] == generator.dna(request)
        assert answer["species"] == generator.species_of(request)
    shown = answer["animations"]["default"]
    lit = shade(sprite.indices, style_of("midnight"), parts=sprite.parts)
    assert shown["frames"] == hexed(sprite_palette().coloured(lit)[None])
    assert shown["normals"] == hexed(normal_map(sprite.indices, sprite.parts)[None])
    assert (shown["loops"], answer["size"]) == (False, [32, 32])
