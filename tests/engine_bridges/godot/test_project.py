"""A pack in a project: no other pack has its uids, and its sidecars are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.manifest import MANIFEST
from engine_bridges.folders.ownership import PackSource, WriteMode
from engine_bridges.godot.addresses import Addresses
from engine_bridges.godot.import_sidecars import texture_import
from engine_bridges.godot.pack import GodotPack
from engine_bridges.godot.project import project_of, resource_path
from tests.engine_bridges.tiny_creatures import COLOURS, fish

UID = re.compile(rb"uid://[a-y0-8]+")


@pytest.fixture(name="project")
def a_project(tmp_path: Path) -> Path:
    (tmp_path / "game").mkdir()
    (tmp_path / "game" / "project.godot").write_text("config_version=5\n")
    return tmp_path / "game"


def bake(folder: Path, name: str = "reef", id: str | None = None, *, colour: int = 2) -> GodotPack:
    """The pack that was written, for what it had to say."""
    pack = GodotPack(folder, PackSource(name, id=id), palette=COLOURS, mode=WriteMode(take_over=True))
    pack.write([fish(colour=colour)])
    return pack


def uids(folder: Path) -> set[bytes]:
    return {uid for path in folder.rglob("*") if path.is_file() for uid in UID.findall(path.read_bytes())}


def test_a_project_is_the_nearest_one_around_the_folder(project: Path) -> None:
    folder = project / "addons" / "reef"
    assert project_of(folder) == project
    assert resource_path(folder, project) == "res://addons/reef"
    assert resource_path(project, project) == "res://"
    assert project_of(project.parent) is None


def test_two_packs_of_one_name_and_no_id_are_refused_before_godot_confuses_them(project: Path) -> None:
    bake(project / "addons" / "reef")
    with pytest.raises(PackError) as told:
        bake(project / "art" / "reef")
    says = str(told.value)
    assert f"{project / 'art' / 'reef'} and {project / 'addons' / 'reef'} would have the name reef and no id" in says
    (line,) = re.findall(r'id = "([0-9a-f]{16})"$', says)
    assert not (project / "art").exists()
    assert list(bake(project / "art" / "reef", id=line).notices) == [
        f"{project / 'addons' / 'reef'} is a pack of the name reef too; each has uids of its own"
    ]
    assert bake(project / "art" / "reef", id=line).notices == []  # said once
    assert not uids(project / "art") & uids(project / "addons")


def test_a_copied_id_is_refused(project: Path) -> None:
    bake(project / "addons" / "reef", id="id-number-1")
    with pytest.raises(PackError, match="would have the same id, and Godot would confuse their files"):
        bake(project / "art" / "cave", "cave", id="id-number-1")


def test_a_copied_folder_is_told_when_the_pack_is_baked_again(project: Path) -> None:
    bake(project / "reef")
    (project / "old").mkdir()
    (project / "old" / MANIFEST).write_bytes((project / "reef" / MANIFEST).read_bytes())
    with pytest.raises(PackError, match="remove one of the two"):
        bake(project / "reef")


@pytest.mark.parametrize("place", [".hidden/reef", "sources/reef", "outside"])
def test_packs_that_the_engine_does_not_see_are_no_hindrance(project: Path, place: str) -> None:
    (project / "sources").mkdir()
    (project / "sources" / ".gdignore").touch()
    bake(project.parent / "outside" if place == "outside" else project / place)
    bake(project / "addons" / "reef")


def test_packs_of_other_engines_and_damaged_manifests_are_no_hindrance(project: Path) -> None:
    (project / "a").mkdir()
    (project / "a" / MANIFEST).write_bytes(b"damaged")
    (project / "b").mkdir()
    (project / "b" / MANIFEST).write_text('{"version": 2, "engine": "sheet", "pack": "reef", "parts": {}}')
    bake(project / "addons" / "reef")


def test_a_pack_without_an_id_keeps_the_uids_of_its_name(project: Path) -> None:
    bake(project / "reef")
    scene = (project / "reef" / "creatures" / "tang" / "tang.tscn").read_text()
    assert Addresses("reef").uid("creatures/tang/tang.tscn") in scene


def test_another_id_gives_every_file_another_uid_sidecars_that_the_engine_completed_too(project: Path) -> None:
    folder = project / "reef"
    bake(folder)
    before = uids(folder)
    sidecar = folder / "creatures" / "tang" / "tang_sheet.png.import"
    sidecar.write_text(sidecar.read_text().replace("mipmaps/generate=false", "mipmaps/generate=true"))
    pack = bake(folder, id="id-number-1")
    assert len(pack.notices) == 1
    assert "get other uids, as the pack's id is another" in pack.notices[0]
    after = uids(folder)
    assert len(after) == len(before)
    assert not after & before
    assert "mipmaps/generate=true" in sidecar.read_text()
    assert bake(folder, id="id-number-1").notices == []


def test_sidecars_in_a_project_are_complete(project: Path) -> None:
    bake(project / "addons" / "reef")
    path = "creatures/tang/tang_normals.png"
    uid, place = Addresses("reef").uid(path), f"res://addons/reef/{path}"
    text = (project / "addons" / "reef" / f"{path}.import").read_text()
    assert text == texture_import(uid=uid, place=place, is_normal_map=True)
    assert 'path="res://.godot/imported/tang_normals.png-0151feeed8cad3269c220d78c46eb434.ctex"' in text
    assert f'source_file="{place}"' in text
    assert "compress/normal_map=2" in text


def test_a_short_sidecar_that_nobody_touched_is_completed_and_any_other_is_left(project: Path) -> None:
    bake(project.parent / "reef")
    (project.parent / "reef").rename(project / "reef")
    folder = project / "reef" / "creatures" / "tang"
    touched = folder / "tang_sheet.png.import"
    touched.write_text(touched.read_text() + "# mine\n")
    bake(project / "reef", colour=3)
    assert touched.read_text().endswith("# mine\n")
    assert "source_file" not in touched.read_text()
    assert (
        'source_file="res://reef/creatures/tang/tang_normals.png"' in (folder / "tang_normals.png.import").read_text()
    )


def test_a_folder_whose_name_the_engine_would_have_to_quote_gets_short_sidecars(project: Path) -> None:
    bake(project / 'my "reef"')
    sidecars = [path for path in project.rglob("*.import") if "source_file" in path.read_text()]
    assert sidecars == []


def test_a_project_itself_is_no_place_for_a_pack(project: Path) -> None:
    with pytest.raises(PackError) as caught:
        bake(project)
    assert str(caught.value) == f"{project} is a Godot project; name a folder in it, such as {project / 'reef'}"
    assert [path.name for path in project.iterdir()] == ["project.godot"]
