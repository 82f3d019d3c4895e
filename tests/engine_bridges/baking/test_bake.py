from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine_bridges.baking.bake import bake, planned
from engine_bridges.creatures.creature import Creature, PackError
from engine_bridges.folders.creature_pack import CreaturePack
from engine_bridges.folders.ownership import WriteMode
from engine_bridges.pack_file.errors import PackFileError
from pixelgen import PixelgenError
from tests.engine_bridges.baked_packs import (
    CRAB,
    HEAD,
    TANGS,
    CountingMaker,
    baked,
    broken_files,
    contents,
    pack_in,
    stamps,
)

ROOT = Path(__file__).resolve().parents[3]


def test_a_pack_is_made_in_its_folder_and_nowhere_else(tmp_path: Path) -> None:
    report = baked(pack_in(tmp_path, TANGS, CRAB))
    assert report.made == ("tang_1", "tang_2", "tang_3", "crab")
    assert (report.kept, report.dropped) == (0, ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reef", "reef.toml"]
    found = contents(tmp_path / "reef")
    assert "creatures/crab/crab_sheet.png" in found
    assert broken_files(tmp_path / "reef") == []
    assert [name for name in found if name.startswith(".")] == []


def test_a_second_bake_draws_nothing_and_touches_no_file(tmp_path: Path) -> None:
    pack = pack_in(tmp_path, TANGS, CRAB)
    baked(pack)
    before = stamps(tmp_path)
    maker = CountingMaker()
    report = baked(pack, maker)
    assert (report.made, report.kept) == ((), 4)
    assert report.files is not None
    assert (report.files.written, report.files.removed) == ((), ())
    assert maker.drawn == []
    assert stamps(tmp_path) == before


def test_lit_scenes_for_godot_get_flat_frames_where_there_are_normal_maps(tmp_path: Path) -> None:
    """A game's lights and the baked light would shade them twice."""

    def layers(more: str, *, head: str = HEAD) -> dict[str, bytes]:
        shutil.rmtree(tmp_path / "reef", ignore_errors=True)
        baked(pack_in(tmp_path, CRAB + more, head=head))
        found = {}
        for path in (tmp_path / "reef" / "creatures" / "crab").glob("*.png"):
            with Image.open(path) as image:
                found[path.stem] = np.asarray(image).tobytes()
        return found

    both, unlit, unshaded = layers(""), layers("normals = false\n"), layers("shading = false\n")
    assert both["crab_indices"] != both["crab_sheet"]
    assert both["crab_indices"] == unshaded["crab_indices"] == unshaded["crab_sheet"]
    assert both["crab_sheet"] == unlit["crab_sheet"] == unlit["crab_indices"]
    assert layers("", head=f'{HEAD}format = "sheet"\n')["crab"] == both["crab_sheet"]


def test_a_folder_of_the_users_is_not_hidden_from_godot(tmp_path: Path) -> None:
    (tmp_path / "reef" / "preview").mkdir(parents=True)
    (tmp_path / "reef" / "preview" / "mine.png").touch()
    baked(pack_in(tmp_path, CRAB))
    found = sorted(path.name for path in (tmp_path / "reef" / "preview").iterdir())
    assert found == ["contact_sheet.png", "mine.png"]


def test_a_changed_creature_alone_is_made_anew(tmp_path: Path) -> None:
    baked(pack_in(tmp_path, TANGS, CRAB))
    before = stamps(tmp_path / "reef")
    maker = CountingMaker()
    report = baked(pack_in(tmp_path, TANGS, CRAB + "seed = 5\n"), maker)
    assert (report.made, report.kept) == (("crab",), 3)
    assert [request.seed for request in maker.drawn] == [5]
    after = stamps(tmp_path / "reef")
    touched = {path for path in after if after[path] != before.get(path)}
    assert {path.split("/")[0] for path in touched} == {
        "creatures",
        "creature_catalogue.tres",
        "pack_manifest.json",
        "preview",
        "zones",
    }
    assert {path.split("/")[1] for path in touched if path.startswith("creatures")} == {"crab"}


@pytest.mark.parametrize("more", ["frames = 4", "margin = 3", "scale = 2", "shading = false", "normals = false"])
def test_a_change_of_looks_draws_again_what_has_that_look(tmp_path: Path, more: str) -> None:
    baked(pack_in(tmp_path, TANGS, CRAB))
    assert baked(pack_in(tmp_path, TANGS, f"{CRAB}{more}\n")).made == ("crab",)


def test_other_weights_make_everything_anew(tmp_path: Path) -> None:
    pack = pack_in(tmp_path, TANGS)
    baked(pack)
    maker = CountingMaker()
    maker.weights_digest = "4567"
    assert len(baked(pack, maker).made) == 3


def test_creatures_that_are_no_longer_asked_for_go_and_files_of_others_stay(tmp_path: Path) -> None:
    baked(pack_in(tmp_path, TANGS, CRAB))
    mine = tmp_path / "reef" / "creatures" / "mine.txt"
    mine.write_text("mine")
    report = baked(pack_in(tmp_path, CRAB))
    assert report.dropped == ("tang_1", "tang_2", "tang_3")
    assert sorted(path.name for path in (tmp_path / "reef" / "creatures").iterdir()) == ["crab", "mine.txt"]


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    pack = pack_in(tmp_path, TANGS)
    baked(pack)
    whole = contents(tmp_path / "reef")
    (tmp_path / "reef" / "creatures" / "tang_2" / "tang_2_sheet.png").write_bytes(b"")
    (tmp_path / "reef" / "creatures" / "tang_3" / "tang_3.tscn").unlink()
    assert baked(pack).made == ("tang_2", "tang_3")
    assert contents(tmp_path / "reef") == whole


def test_a_plan_says_what_a_bake_would_do_and_leaves_no_trace(tmp_path: Path) -> None:
    pack = pack_in(tmp_path, TANGS, CRAB)
    maker = CountingMaker()
    assert planned(pack, maker).made == ("tang_1", "tang_2", "tang_3", "crab")
    assert [path.name for path in tmp_path.iterdir()] == ["reef.toml"]
    baked(pack)
    before = stamps(tmp_path)
    report = planned(pack_in(tmp_path, CRAB, TANGS.replace("3", "1")), maker)
    assert (report.made, report.kept, report.dropped) == ((), 2, ("tang_2", "tang_3"))
    assert report.files is None
    assert maker.drawn == []
    after = stamps(tmp_path)
    assert {path: stamp for path, stamp in after.items() if path != "reef.toml"} == {
        path: stamp for path, stamp in before.items() if path != "reef.toml"
    }


def test_children_are_drawn_after_their_parents(tmp_path: Path) -> None:
    child = '[[creatures]]\nname = "child"\nparents = ["tang_1", "crab"]\nzone = "reef"\nspecies = "tang"\n'
    maker = CountingMaker()
    baked(pack_in(tmp_path, child, TANGS, CRAB), maker)
    assert [bool(request.parents) for request in maker.drawn] == [False] * 4 + [True]


def test_what_fails_midway_leaves_the_earlier_pack(tmp_path: Path) -> None:
    baked(pack_in(tmp_path, TANGS, CRAB))
    before = stamps(tmp_path / "reef")

    class Failing(CountingMaker):
        def sprites(self, requests, *, progress=None):  # type: ignore[no-untyped-def]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        baked(pack_in(tmp_path, TANGS, CRAB + "seed = 5\n"), Failing())
    assert stamps(tmp_path / "reef") == before


@pytest.mark.parametrize("failing", [1, 4])
def test_a_creature_whose_files_cannot_be_made_leaves_the_earlier_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    baked(pack_in(tmp_path, TANGS, CRAB))
    before = stamps(tmp_path / "reef")
    asked = 0

    def add(self: CreaturePack, creature: Creature, **settings: Any) -> None:
        nonlocal asked
        asked += 1
        if asked == failing:
            raise PackError(f"all frames of {creature.card.name} must fit on one sheet")
        whole(self, creature, **settings)

    whole = CreaturePack.add
    monkeypatch.setattr(CreaturePack, "add", add)
    with pytest.raises(PackError, match="must fit on one sheet"):
        baked(pack_in(tmp_path, TANGS + "frames = 4\n", CRAB + "frames = 4\n"))
    assert stamps(tmp_path / "reef") == before


def test_an_interruption_between_creatures_leaves_the_earlier_pack(tmp_path: Path) -> None:
    baked(pack_in(tmp_path, TANGS))
    before = stamps(tmp_path / "reef")

    def interrupt(finished: int, _: int) -> None:
        if finished == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bake(pack_in(tmp_path, TANGS + "frames = 4\n"), CountingMaker(), progress=interrupt)
    assert stamps(tmp_path / "reef") == before


@pytest.mark.skipif(os.name != "posix", reason="forks and kills")
@pytest.mark.slow
def test_a_bake_that_is_killed_leaves_whole_files_and_the_next_one_finishes(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.reliability", "bakes", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["bakes"]["wrong"] == 0


def test_a_creature_that_cannot_be_drawn_is_named_with_its_line(tmp_path: Path) -> None:
    class Choosy(CountingMaker):
        learnt_species = ("crab",)

    with pytest.raises(PackFileError) as told:
        baked(pack_in(tmp_path, CRAB, TANGS), Choosy())
    assert [(error.line, error.key) for error in told.value.errors] == [(12, "creatures.species")]
    assert not (tmp_path / "reef").exists()


def test_a_folder_that_holds_another_format_is_refused(tmp_path: Path) -> None:
    baked(pack_in(tmp_path, CRAB))
    before = contents(tmp_path / "reef")
    pack = pack_in(tmp_path, CRAB, head=f'{HEAD}format = "pygame"\n')
    with pytest.raises(PixelgenError, match="holds this pack for godot, and it is now for pygame"):
        baked(pack)
    assert contents(tmp_path / "reef") == before
    bake(pack, CountingMaker(), mode=WriteMode(take_over=True))
    assert not any(path.endswith(".tscn") for path in contents(tmp_path / "reef"))


def test_colours_that_the_games_palette_lacks_are_told_with_the_line(tmp_path: Path) -> None:
    head = '[pack]\nname = "reef"\n[pack.palette]\nink = ["#000000"]\ncoral = ["#ff0000", "#ffffff"]\n'
    with pytest.raises(PackFileError) as told:
        baked(pack_in(tmp_path, CRAB + "seed = 40\n", head=head))
    assert "the palette does not map" in str(told.value)
    assert str(told.value).startswith(f"{tmp_path / 'reef.toml'}:7: creatures: ")
