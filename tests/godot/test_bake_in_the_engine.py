"""A pack that is baked, imported, changed, baked and imported again by the real engine, as while a game is made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pixelgen.commands.cli import main
from tests.engine_bridges.baked_packs import CRAB, broken_files
from tests.godot.engine import Engine, engine_or_skip
from tests.godot.strict_scripts import STRICT

pytestmark = pytest.mark.slow

CHECKS = Path(__file__).parent / "checks"
HEAD = '[pack]\nname = "reef"\noutput = "addons/reef"\nanimations = ["idle", "dart", "turn"]\n'
TANG = '[[creatures]]\nname = "tang"\nzone = "reef"\nspecies = "tang"\nseed = 1\n'


def seen(engine: Engine, project: Path) -> Any:
    """What the engine knows of the pack after it has imported what is new; fails on a line of trouble."""
    imported = engine.import_project(project)
    assert imported.trouble() == []
    told = engine.script(project, "res://checks/facts.gd", "res://addons/reef")
    assert told.trouble() == []
    return json.loads((project / "facts.json").read_text(encoding="utf-8"))


def test_a_creature_that_is_baked_anew_has_another_texture_and_the_same_uid(
    empty_folder: Path, tell: Callable[[str], None]
) -> None:
    engine = engine_or_skip()
    project = empty_folder / "project"
    shutil.copytree(CHECKS, project / "checks")
    (project / "project.godot").write_text(
        f'config_version=5\n\n[application]\n\nconfig/name="bake"\nconfig/features=PackedStringArray("4.4")\n\n'
        f"[debug]\n\n{STRICT}",
        encoding="utf-8",
    )
    config = project / "reef.toml"
    config.write_text(HEAD + TANG + CRAB, encoding="utf-8")
    assert main(["bake", str(config)]) == 0
    before = seen(engine, project)
    pack = project / "addons" / "reef"
    assert not list((pack / "preview").glob("*.import"))  # pictures for people alone
    assert not list((pack / "preview").glob("*.uid"))
    assert broken_files(pack) == []  # what the engine completed is no damage

    config.write_text(HEAD + TANG.replace("seed = 1", "seed = 2") + CRAB, encoding="utf-8")
    assert main(["bake", str(config)]) == 0
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


def test_a_second_bake_after_the_import_makes_nothing(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = engine_or_skip()
    (empty_folder / "project.godot").write_text("config_version=5\n", encoding="utf-8")
    (empty_folder / "reef.toml").write_text(HEAD + CRAB, encoding="utf-8")
    assert main(["bake", "reef.toml"]) == 0
    engine.import_project(empty_folder)
    capsys.readouterr()
    assert main(["bake", "reef.toml"]) == 0
    assert "reef: nothing to do, 1 creature as they were" in capsys.readouterr().out
