"""A pack's folder belongs to the pack's file that it was baked from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.manifest import MANIFEST
from engine_bridges.folders.ownership import PackSource, WriteMode
from engine_bridges.folders.pack_folder import PackFolder, PackReport


def write(folder: Path, source: PackSource, *, engine: str = "godot", **mode: bool) -> PackReport:
    with PackFolder(folder, source, engine=engine, mode=WriteMode(**mode)) as pack:
        pack.put(source.name, {f"{source.name}.txt": b"1"}, key="k")
        return pack.settle()


def file_in(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def told(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return found


def edited(folder: Path, **sections: Any) -> None:
    (folder / MANIFEST).write_text(json.dumps({**told(folder), **sections}), encoding="ascii")


def refusal(folder: Path, source: PackSource, **how: Any) -> str:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(PackError) as caught:
        write(folder, source, **how)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_two_files_of_one_name_do_not_remove_each_others_creatures(tmp_path: Path) -> None:
    folder, own, other = tmp_path / "reef", file_in(tmp_path, "reef.toml"), file_in(tmp_path, "copy.toml")
    write(folder, PackSource("reef", own))
    says = refusal(folder, PackSource("reef", other))
    assert f"{folder} was baked from {own}; give copy.toml another name or output" in says
    assert "bake once with --take-over" in says
    assert write(folder, PackSource("reef", own)) == PackReport((), (), 1)


def test_ids_tell_two_files_of_one_name_apart_too(tmp_path: Path) -> None:
    folder = tmp_path / "reef"
    write(folder, PackSource("reef", file_in(tmp_path, "reef.toml"), "id-number-1"))
    assert "was baked from" in refusal(folder, PackSource("reef", file_in(tmp_path, "copy.toml"), "id-number-2"))
    assert told(folder)["id"] == "id-number-1"
    assert told(folder)["file"] == "../reef.toml"


def test_a_file_under_a_new_name_takes_its_folder_over_when_it_is_asked_to(tmp_path: Path) -> None:
    folder, own = tmp_path / "reef", file_in(tmp_path, "reef.toml")
    write(folder, PackSource("reef", own))
    moved = own.rename(tmp_path / "big.toml")
    assert "reef.toml, which is gone; give big.toml" in refusal(folder, PackSource("reef", moved))
    write(folder, PackSource("reef", moved), take_over=True)
    assert told(folder)["file"] == "../big.toml"
    write(folder, PackSource("reef", moved))


def test_a_moved_file_with_an_id_is_known_and_a_copied_one_is_not_taken_for_it(tmp_path: Path) -> None:
    folder, own = tmp_path / "reef", file_in(tmp_path, "reef.toml")
    write(folder, PackSource("reef", own, "id-number-1"))
    copy = file_in(tmp_path, "packs/reef.toml")
    says = refusal(folder, PackSource("reef", copy, "id-number-1"))
    assert f"{copy} has the id of {own}, which {folder} belongs to; give the copy an id" in says
    own.unlink()
    write(folder, PackSource("reef", copy, "id-number-1"))
    assert told(folder)["file"] == "../packs/reef.toml"


def test_a_project_that_is_moved_as_a_whole_keeps_its_packs(tmp_path: Path) -> None:
    write(tmp_path / "one" / "reef", PackSource("reef", file_in(tmp_path, "one/reef.toml")))
    (tmp_path / "one").rename(tmp_path / "two")
    assert write(tmp_path / "two" / "reef", PackSource("reef", tmp_path / "two" / "reef.toml")) == PackReport((), (), 1)


def test_the_same_file_by_another_path_is_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = file_in(tmp_path, "reef.toml")
    write(tmp_path / "reef", PackSource("reef", own))
    (tmp_path / "link.toml").symlink_to(own)
    write(tmp_path / "reef", PackSource("reef", tmp_path / "link.toml"))
    monkeypatch.chdir(tmp_path)
    write(Path("reef"), PackSource("reef", Path("reef.toml")))


def test_a_pack_that_its_own_file_renames_stays_where_it_is(tmp_path: Path) -> None:
    own = file_in(tmp_path, "reef.toml")
    write(tmp_path / "out", PackSource("reef", own))
    assert write(tmp_path / "out", PackSource("cave", own)).removed == ("reef.txt",)
    assert told(tmp_path / "out")["pack"] == "cave"


def test_what_a_program_wrote_belongs_to_the_name(tmp_path: Path) -> None:
    write(tmp_path / "reef", PackSource("reef"))
    says = refusal(tmp_path / "reef", PackSource("cave"))
    assert says.endswith("reef holds the pack reef; this is the pack cave: choose another folder")
    assert "reef holds the pack reef" in refusal(tmp_path / "reef", PackSource("cave", file_in(tmp_path, "cave.toml")))
    write(tmp_path / "reef", PackSource("reef", file_in(tmp_path, "reef.toml")))
    assert "was baked from" in refusal(tmp_path / "reef", PackSource("reef"))


def test_another_engine_needs_another_folder(tmp_path: Path) -> None:
    own = file_in(tmp_path, "reef.toml")
    write(tmp_path / "reef", PackSource("reef", own))
    says = refusal(tmp_path / "reef", PackSource("reef", own), engine="pygame")
    assert (
        "holds this pack for godot, and it is now for pygame; choose another folder, or bake with --take-over" in says
    )


def test_a_manifest_of_version_1_is_upgraded_in_place(tmp_path: Path) -> None:
    folder = tmp_path / "reef"
    write(folder, PackSource("reef"))
    first = told(folder)
    edited(folder, version=1, unsettled=["gone.txt"])
    before = (folder / "reef.txt").stat()
    assert write(folder, PackSource("reef", file_in(tmp_path, "reef.toml"))) == PackReport((), (), 1)
    after = (folder / "reef.txt").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert told(folder) == {**first, "file": "../reef.toml"}
    assert first["version"] == 2


@pytest.mark.parametrize("version", [3, 0, "2", None, [2], True])
def test_a_manifest_of_a_version_to_come_is_told_apart_from_another_folder(tmp_path: Path, version: object) -> None:
    write(tmp_path, PackSource("reef"))
    edited(tmp_path, version=version)
    says = refusal(tmp_path, PackSource("reef"))
    assert f"has version {version!r}; this pixelgen reads versions 1 and 2: install the newer pixelgen" in says


def test_sections_that_this_version_does_not_know_are_kept(tmp_path: Path) -> None:
    write(tmp_path, PackSource("reef"))
    later = {"pictures": {"cover": "a.png"}, "anchors": 2}
    parts = {name: {**part, "anchors": {"lure": [3, 4]}} for name, part in told(tmp_path)["parts"].items()}
    edited(tmp_path, **later, parts=parts)
    with PackFolder(tmp_path, PackSource("reef"), engine="godot") as pack:
        assert pack.keep("reef", key="k") is not None
        pack.put("more", {"more.txt": b"2"}, key="k")
        pack.settle()
    found = told(tmp_path)
    assert {name: found[name] for name in later} == later
    assert found["parts"]["reef"]["anchors"] == {"lure": [3, 4]}
    assert "more.txt" in found["parts"]["more"]["files"]


def test_a_part_that_is_made_again_loses_what_a_later_version_said_of_the_old_one(tmp_path: Path) -> None:
    write(tmp_path, PackSource("reef"))
    edited(tmp_path, parts={"reef": {**told(tmp_path)["parts"]["reef"], "anchors": {}}})
    write(tmp_path, PackSource("reef"))
    assert "anchors" not in told(tmp_path)["parts"]["reef"]


@pytest.mark.parametrize("section", [{"id": 7}, {"file": ["a"]}, {"id": "x" * 5000}, {"edited": {"../a": ["", ""]}}])
def test_a_manifest_with_nonsense_in_it_is_refused(tmp_path: Path, section: dict[str, object]) -> None:
    write(tmp_path, PackSource("reef"))
    edited(tmp_path, **section)
    assert "is not a pack's manifest" in refusal(tmp_path, PackSource("reef"))


def test_a_manifest_too_large_to_be_read_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine_bridges.folders.manifest.LARGEST", 100)
    with pytest.raises(PackError, match="make several packs"):
        write(tmp_path, PackSource("reef"))


def test_a_pack_is_not_written_over_the_folder_of_its_file_the_home_or_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "mira"
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    source = PackSource("reef", file_in(home / "packs", "reef.toml"))
    for folder, what in {
        home / "packs": "the folder of reef.toml",
        home: "your home folder",
        tmp_path: "a folder above your home folder",
        Path(tmp_path.anchor): "the root of the file system",
    }.items():
        with pytest.raises(PackError) as caught:
            PackFolder(folder, source, engine="godot")
        alone = folder / "reef_pack"
        assert str(caught.value) == f"{folder} is {what}; name a folder for the pack alone, such as {alone}"
    write(home / "packs" / "reef_pack", source)
    write(home / "reef_pack", PackSource("reef"))
