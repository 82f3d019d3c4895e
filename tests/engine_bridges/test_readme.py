"""The page for users of the bridges: its commands follow from one another, its examples run, its names exist."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pygame
import pytest

import engine_bridges.pygame_surfaces as pygame_surfaces
from engine_bridges.pygame_surfaces import load_pack
from pixelgen.commands.cli import main
from pixelgen.look.own_palette import OwnPalette
from tests.engine_bridges.baked_packs import CountingMaker
from tests.quitting_clock import QuittingClock

FOLDER = Path(__file__).resolve().parents[2] / "engine_bridges"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:<!-- ([^\n]*) -->\n)?```(\w+)\n(.*?)```", re.DOTALL)


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """(what the comment before it says, content) of each block."""
    return ((mark, content) for mark, kind, content in BLOCK.findall(README) if kind == language)


@pytest.fixture(name="clone", scope="module")
def a_clone_with_its_commands_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where every command of the page was run in its order, those aside that need something or run for ever."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(FOLDER / "godot_project", folder / "engine_bridges" / "godot_project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for mark, content in blocks("sh"):
            for line in content.splitlines():
                program, command, *options = line.split()
                if program == "pixelgen" and mark == "":
                    assert main([command, *options], generator_factory=CountingMaker) == 0, line
                else:
                    assert mark == "interrupted" or mark.startswith("not run: "), line
        yield folder


def test_the_commands_follow_from_one_another(clone: Path) -> None:
    interrupted = [content.split() for mark, content in blocks("sh") if mark == "interrupted"]
    assert interrupted == [
        ["pixelgen", "view", "lagoon_pack"],
        ["pixelgen", "watch", "lagoon.toml"],
        ["pixelgen", "serve"],
    ]
    assert f"holds {len(load_pack(clone / 'lagoon_pack'))} creatures" in " ".join(README.replace("now ", "").split())
    for pack in ("lagoon_pack", "my_game/addons/lagoon", "tank_pack", "pond_pack"):
        assert (clone / pack / "pack_manifest.json").is_file()
        assert load_pack(clone / pack)
    assert (clone / "my_game" / "pixelgen_client.gd").is_file()


@pytest.mark.filterwarnings("ignore:no fast renderer available")  # as there is no window
def test_the_python_examples_run(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for mark, content in blocks("python"):
        names: dict[str, Any] = {}
        with monkeypatch.context() as patch:
            if mark == "example: creatures in a window":
                patch.setattr(pygame.time, "Clock", partial(QuittingClock, 300, begun=partial(_are_there, names)))
            else:
                assert mark == ""
            try:
                exec(compile(content, "README.md", "exec"), names)
            finally:
                pygame.quit()
        capsys.readouterr()


def _are_there(names: dict[str, Any]) -> bool:
    return len(names["school"]) == 5


def test_the_palette_is_one() -> None:
    (content,) = (content for _, content in blocks("toml") if content.startswith("[ramps]"))
    assert OwnPalette.from_toml(content.encode()).colours == ("coral", "azure")


def test_what_the_tables_name_exists(clone: Path) -> None:
    pygame_section = README[README.index("## Pygame") : README.index("What goes wrong with Pygame")]
    for name in re.findall(r"^\| `(?:palette\.|creature\.)?([A-Za-z_]+)\(", pygame_section, re.MULTILINE):
        kinds = (pygame_surfaces, pygame_surfaces.CreatureSurfaces, pygame_surfaces.Palette)
        assert any(hasattr(kind, name) for kind in kinds), name
    scripts = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "godot" / "scripts").glob("*.gd"))
    section = README[README.index("## Godot") : README.index("## Drawing while")]
    functions = set(re.findall(r"`([a-z_]+)\([a-z, ]*\)`", section))
    assert {"spawn", "creature", "recolour", "swim_to", "startle"} <= functions
    assert [name for name in functions if f"func {name}(" not in scripts] == []
    pack = clone / "my_game" / "addons" / "lagoon"
    for path in ("creature_catalogue.tres", "shared/palette.png", "shared/pack_reload.gd", "preview"):
        assert f"`{path}" in section
        assert (pack / path).exists()
    for ending in (".tscn", "_lit.tscn", "_swimmer.tscn", "_frames.tres", "_index_frames.tres", "_sheet.png"):
        assert (pack / "creatures" / "clown_1" / f"clown_1{ending}").is_file()


def test_what_the_table_of_the_godot_client_names_is_in_it_as_named() -> None:
    client = (FOLDER / "godot" / "scripts" / "pixelgen_client.gd").read_text(encoding="utf-8")
    section = README[README.index("| `PixelgenClient`") : README.index("**One server a user.**")]
    asks = dict(re.findall(r"`(\w+)\(([\w, ]*)\)`", section))
    assert {"request_creature", "request_dna", "request_child", "creature_ready", "creature_failed"} <= {*asks}
    for name, arguments in asks.items():
        declared = re.search(rf"^(?:func|signal) {name}\(([^)]*)\)", client, re.MULTILINE)
        assert declared is not None, name
        count = len([each for each in declared[1].split(",") if each.strip()])
        assert count == len([each for each in arguments.split(",") if each.strip()]), name
    for name in ("any_creature", "address_file", "connect_seconds", "answer_seconds", "retry_seconds", "server_found"):
        assert f"`{name}`" in section
        assert re.search(rf"^(@export var|signal) {name}\b", client, re.MULTILINE), name
    for key in re.findall(r"`(\w+)`", section[section.index("`info`: ") : section.index("| signal `creature_failed")])[
        1:
    ]:
        assert f'"{key}"' in client or f".{key} = " in client, key


def test_local_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (FOLDER / target).exists(), target
    headings = {
        re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^##+ (.*)$", README, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]*)\)", README)) <= headings
