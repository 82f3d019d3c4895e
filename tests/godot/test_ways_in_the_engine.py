"""The addon's node with and without its library, with and without a server: the same calls, and who answers them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from engine_bridges.godot.pack import write_pack
from engine_bridges.server.address import Address, write_address
from pixelgen import Generator, SpriteRequest, bred
from tests.engine_bridges.served_creatures import TOKEN, served
from tests.engine_bridges.tiny_creatures import COLOURS, fish, still
from tests.godot.addon_project import Project, addon_zip, project_in
from tests.godot.engine import engine_or_skip

pytestmark = pytest.mark.slow

CATALOGUE = "res://addons/reef/creature_catalogue.tres"
MOTHER, FATHER = SpriteRequest("reef", "reef_fish", "tang", seed=4), SpriteRequest("reef", "reef_fish", "tang", seed=9)
CALLS = ("creature", "flat", "dna", "child", "bred", "lured")
KEYS = {"dna", "zone", "category", "species", "traits", "frame_size", "emission", "anchors", "indices", "parts"}
KEYS |= {"lure_colour", "from_fallback", "reason"}
REFUSED = {
    "nowhere": "zone must be one",
    "unknown": "frames must be a whole number from 4 to 8; got 99",
    "chosen": "the children of a litter are as their genes say; leave out species",
}


@pytest.fixture(scope="module")
def generator() -> Iterator[Generator]:
    with Generator(cache=None) as opened:
        yield opened


def project_with_a_pack(folder: Path, *, library: bool) -> Project:
    found = project_in(folder, engine_or_skip(), addon_zip())
    if not library:
        shutil.rmtree(folder / "addons" / "pixelgen" / "bin")
        for path in (folder / "addons" / "pixelgen").glob("pixelgen.gdextension*"):
            path.unlink()
    creatures = [fish("tang", "reef"), still("rock", fish().clips["dart"].frames[0], "reef")]
    write_pack(folder / "addons" / "reef", creatures, name="reef", palette=COLOURS)
    assert found.imported().trouble() == []
    return found


@pytest.fixture(scope="module")
def with_library(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_with_a_pack(tmp_path_factory.mktemp("with_library"), library=True)


@pytest.fixture(scope="module")
def without_library(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_with_a_pack(tmp_path_factory.mktemp("without_library"), library=False)


def answers(
    project: Project, generator: Generator, *, server: bool, use_server: bool = True, fallback: str = ""
) -> dict[str, Any]:
    """What came of every call."""
    asked = {
        "address_file": "res://server.json",
        "use_server": use_server,
        "fallback": fallback,
        "dnas": [generator.dna(MOTHER), generator.dna(FATHER)],
    }
    (project.folder / "ways_asked.json").write_text(json.dumps(asked), encoding="utf-8")
    (project.folder / "server.json").unlink(missing_ok=True)
    with ExitStack() as stack:
        if server:
            running = stack.enter_context(served(generator=generator))  # type: ignore[arg-type]
            write_address(project.folder / "server.json", Address(running.port, TOKEN))
        answer = project.engine.by_the_clock(project.folder, "res://checks/ways.gd")
    trouble = [line for line in answer.trouble() if "pixelgen refused a request" not in line and line[:1] != " "]
    assert trouble == []
    told: dict[str, Any] = json.loads((project.folder / "ways.json").read_text(encoding="utf-8"))
    assert told["open"] == 0
    cancelled = str(told["ids"]["cancelled"])
    assert cancelled not in told["ready"]
    assert cancelled not in told["failed"]
    return told


def check_drawn(told: dict[str, Any], generator: Generator) -> None:
    found = {call: told["ready"][str(told["ids"][call])] for call in CALLS}
    assert not any(each["from_fallback"] for each in found.values())
    assert found["creature"]["dna"] == found["flat"]["dna"] == generator.dna(SpriteRequest("reef", "coral", seed=7))
    assert found["dna"]["dna"] == generator.dna(MOTHER)
    assert found["child"]["dna"] == generator.dna(bred(MOTHER, FATHER, seed=5))
    assert found["creature"]["sheet"] != found["flat"]["sheet"]
    for each in found.values():
        assert set(each["keys"]) == KEYS
        assert (each["animation"], each["frames"], each["has_normals"]) == ("idle", 4, True)
        assert each["size"] == [38, 38]
    assert found["dna"]["species"] == "tang"
    assert found["dna"]["traits"] == generator.traits_of(MOTHER)
    assert found["dna"]["node"][0] == "Tang"
    anchors = generator.sprite(MOTHER).anchors()
    seen = {name.capitalize() for name in ("eye", "mouth", "tail") if getattr(anchors, name) is not None}
    assert seen == {"Eye", "Mouth", "Tail"} & set(found["dna"]["node"])
    assert seen
    assert "Eye" in found["lured"]["node"]
    assert found["child"]["traits"] == {}  # a part of it was drawn anew: it is like its parent
    litter = generator.litter(MOTHER, FATHER, size=2, seed=5)
    dnas = [told["ready"][str(each)]["dna"] for each in told["litter"]]
    assert dnas == [generator.dna(each) for each in litter]
    assert found["bred"]["dna"] == dnas[0]
    assert found["bred"]["traits"] == generator.traits_of(litter[0])
    for call, message in REFUSED.items():
        assert message in told["failed"][str(told["ids"][call])]


def check_fallen_back(told: dict[str, Any], reason: str) -> None:
    assert told["failed"] == {}
    for each in told["ready"].values():
        assert each["from_fallback"]
        assert each["reason"]
    assert reason in told["ready"][str(told["ids"]["creature"])]["reason"]
    # A game may ask for what nobody knows of a pack's creatures.
    assert all(set(each["keys"]) >= KEYS for each in told["ready"].values())


def test_with_its_library_the_node_draws_and_asks_no_server(with_library: Project, generator: Generator) -> None:
    told = answers(with_library, generator, server=False)
    assert told["is_open"]
    assert told["unavailable"] == []
    check_drawn(told, generator)


def test_without_it_the_server_answers_the_same_calls_with_the_same_creatures(
    with_library: Project, without_library: Project, generator: Generator
) -> None:
    told = answers(without_library, generator, server=True)
    assert not told["is_open"]
    assert told["unavailable"] == ["pixelgen has no library for Linux"]
    check_drawn(told, generator)
    # A running server changes nothing where there is a library.
    native = answers(with_library, generator, server=True)
    assert told["ids"] == native["ids"]
    assert set(told["ready"]) == set(native["ready"])
    for number, creature in native["ready"].items():
        assert told["ready"][number] == creature


def test_without_both_a_catalogue_answers_and_says_so(without_library: Project, generator: Generator) -> None:
    told = answers(without_library, generator, server=False, fallback=CATALOGUE)
    check_fallen_back(told, "pixelgen is not running")
    told = answers(without_library, generator, server=False, use_server=False, fallback=CATALOGUE)
    check_fallen_back(told, "pixelgen has no library for Linux")


def test_without_anything_each_request_fails_with_the_reason(without_library: Project, generator: Generator) -> None:
    told = answers(without_library, generator, server=False)
    assert told["ready"] == {}
    assert "pixelgen is not running" in told["failed"][str(told["ids"]["creature"])]
    told = answers(without_library, generator, server=False, use_server=False)
    assert set(told["failed"].values()) >= {"pixelgen has no library for Linux"}
