"""A pack that is baked, imported, changed, baked and imported again by the real engine, as while a game is made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pixelgen.commands.cli import main
from tests.engine_bridges.baked_packs import CRAB, broken_files, contents
from tests.godot.checks import put_checks
from tests.godot.engine import Engine, engine_or_skip
from tests.godot.strict_scripts import STRICT

pytestmark = pytest.mark.slow

HEAD = '[pack]\nname = "reef"\noutput = "addons/reef"\nanimations = ["idle", "dart", "turn"]\n'
TANG = '[[creatures]]\nname = "tang"\nzone = "reef"\nspecies = "tang"\nseed = 1\n'


def project_in(folder: Path) -> Path:
    """An empty project with our checks in it; every warning of its scripts is an error there."""
    put_checks("checks", folder / "checks")
    (folder / "project.godot").write_text(
        f'config_version=5\n\n[application]\n\nconfig/name="bake"\nconfig/features=PackedStringArray("4.4")\n\n'
        f"[debug]\n\n{STRICT}",
        encoding="utf-8",
    )
    return folder


def bake(file: Path, text: str, *options: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    assert main(["bake", str(file), *options]) == 0


def seen(engine: Engine, project: Path, folder: str = "res://addons/reef") -> Any:
    """What the engine knows of the pack after it has imported what is new; fails on a line of trouble."""
    imported = engine.import_project(project)
    assert imported.trouble() == []
    told = engine.script(project, "res://checks/facts.gd", folder)
    assert told.trouble() == []
    return json.loads((project / "facts.json").read_text(encoding="utf-8"))


def test_a_creature_that_is_baked_anew_has_another_texture_and_the_same_uid(
    empty_folder: Path, tell: Callable[[str], None]
) -> None:
    engine, project = engine_or_skip(), project_in(empty_folder / "project")
    config = project / "reef.toml"
    bake(config, HEAD + TANG + CRAB)
    before = seen(engine, project)
    pack = project / "addons" / "reef"
    assert not list((pack / "preview").glob("*.import"))  # pictures for people alone
    assert not list((pack / "preview").glob("*.uid"))
    assert broken_files(pack) == []  # what the engine completed is no damage

    bake(config, HEAD + TANG.replace("seed = 1", "seed = 2") + CRAB)
    after = seen(engine, project)
    uids = {path: told["uid"] for path, told in before["resources"].items()}
    common = before["resources"].keys() & after["resources"].keys()
    assert {path: after["resources"][path]["uid"] for path in common} == {path: uids[path] for path in common}
    differing = {path for path in before["pictures"] if before["pictures"][path] != after["pictures"].get(path)}
    own = {f"creatures/tang/tang_{layer}.png" for layer in ("sheet", "indices", "normals", "emission")}
    assert {"creatures/tang/tang_sheet.png", "creatures/tang/tang_indices.png"} <= differing <= own
    assert before["resources"].keys() ^ after["resources"].keys() <= own
    assert main(["bake", str(config), "--dry-run"]) == 0
    tell(f"Godot {engine.version()}: a creature baked anew has another texture under the same uid")


def test_the_first_import_changes_no_file_and_a_second_bake_makes_nothing(
    empty_folder: Path, capsys: pytest.CaptureFixture[str], tell: Callable[[str], None]
) -> None:
    engine = engine_or_skip()
    (empty_folder / "project.godot").write_text("config_version=5\n", encoding="utf-8")
    bake(empty_folder / "reef.toml", HEAD + TANG + CRAB)
    before = contents(empty_folder / "addons")
    assert engine.import_project(empty_folder).trouble() == []
    assert contents(empty_folder / "addons") == before
    capsys.readouterr()
    assert main(["bake", "reef.toml"]) == 0
    assert "reef: up to date, 2 creatures in addons/reef" in capsys.readouterr().out
    sidecars = sum(path.endswith(".import") for path in before)
    tell(f"Godot {engine.version()}: its first import left {sidecars} sidecars as they were")


def test_two_packs_of_one_name_each_show_their_own_creatures(empty_folder: Path) -> None:
    engine, project = engine_or_skip(), project_in(empty_folder)
    for number in (1, 2):
        head = HEAD.replace("addons/reef", "reef").replace("\n", f'\nid = "id-number-{number}"\n', 1)
        bake(project / f"part_{number}" / "reef.toml", head + TANG.replace("seed = 1", f"seed = {number}"))
    pictures = []
    for number in (1, 2):
        folder = f"part_{number}/reef"
        facts = seen(engine, project, f"res://{folder}")
        sheet = facts["pictures"]["creatures/tang/tang_sheet.png"]
        with Image.open(project / folder / "creatures" / "tang" / "tang_sheet.png") as image:
            assert bytes.fromhex(sheet["pixels"]) == image.convert("RGBA").tobytes()
        frames = facts["animations"]["tang"]["idle"]["frames"]
        assert {frame["sheet"] for frame in frames} == {f"res://{folder}/creatures/tang/tang_sheet.png"}
        pictures.append(sheet["pixels"])
    assert pictures[0] != pictures[1]


def test_a_pack_that_gets_an_id_has_other_uids_and_no_trouble(empty_folder: Path) -> None:
    engine, project = engine_or_skip(), project_in(empty_folder)
    bake(project / "reef.toml", HEAD + CRAB)
    before = seen(engine, project)
    bake(project / "reef.toml", HEAD.replace("\n", '\nid = "id-number-1"\n', 1) + CRAB)
    after = seen(engine, project)
    assert after["pictures"] == before["pictures"]
    assert not any(told == before["resources"][path] for path, told in after["resources"].items())


def test_a_scene_that_was_edited_by_hand_stays_in_a_pack_that_is_baked_again(empty_folder: Path) -> None:
    engine, project = engine_or_skip(), project_in(empty_folder)
    bake(project / "reef.toml", HEAD + TANG)
    scene = project / "addons" / "reef" / "creatures" / "tang" / "tang.tscn"
    edited = scene.read_text(encoding="utf-8").replace("texture_filter = 1\n", "z_index = 5\ntexture_filter = 1\n")
    scene.write_text(edited, encoding="utf-8")
    bake(project / "reef.toml", HEAD + TANG.replace("seed = 1", "seed = 2"))
    facts = seen(engine, project)
    assert "z_index = 5" in facts["resaved"]["creatures/tang/tang.tscn"]
    assert scene.read_text(encoding="utf-8") == edited
