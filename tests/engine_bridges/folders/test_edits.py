"""Files of a pack that somebody edited by hand: nobody's work is overwritten unasked."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine_bridges.folders.manifest import MANIFEST, listed_files
from engine_bridges.folders.ownership import PackSource, WriteMode
from engine_bridges.folders.pack_folder import PackFolder, PackReport

Parts = Mapping[str, Mapping[str, bytes]]
FIRST: Parts = {"a": {"a/one.txt": b"1", "a/two.txt": b"2"}, "b": {"b/three.txt": b"3\n"}}
SECOND: Parts = {"a": {"a/one.txt": b"11", "a/two.txt": b"2"}, "b": {"b/three.txt": b"33\n"}}


def write(folder: Path, parts: Parts, *, key: str = "k", overwrite: bool = False, **options: Any) -> PackReport:
    """Keeps what can be kept, puts the rest."""
    mode = WriteMode(overwrite_edits=overwrite)
    with PackFolder(folder, PackSource("reef"), engine="godot", mode=mode) as pack:
        for name, files in parts.items():
            if pack.keep(name, key=key) is None:
                pack.put(name, files, key=key, **options)
        return pack.settle()


def contents(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop(MANIFEST, None)
    return found


@pytest.fixture(name="folder")
def a_pack_with_an_edit(tmp_path: Path) -> Path:
    write(tmp_path, FIRST)
    (tmp_path / "a" / "one.txt").write_bytes(b"mine")
    return tmp_path


def test_an_edited_file_is_kept_and_named(folder: Path) -> None:
    report = write(folder, SECOND, key="other")
    assert report == PackReport(("b/three.txt",), (), 2, ("a/one.txt",))
    assert contents(folder) == {"a/one.txt": b"mine", "a/two.txt": b"2", "b/three.txt": b"33\n"}


def test_a_part_with_an_edited_file_is_not_made_again_at_every_bake(folder: Path) -> None:
    for _ in range(2):
        with PackFolder(folder, PackSource("reef"), engine="godot") as pack:
            assert pack.keep("a", key="k") is not None
            assert pack.keep("b", key="k") is not None
            assert pack.edited == ("a/one.txt",)
            assert pack.settle() == PackReport((), (), 3, ("a/one.txt",))


def test_edits_are_known_before_anything_is_written(folder: Path) -> None:
    with PackFolder(folder, PackSource("reef"), engine="godot") as pack:
        assert pack.keep("a", key="other") is None
        assert pack.edited == ("a/one.txt",)


def test_an_edit_outlives_any_number_of_bakes(folder: Path) -> None:
    for number in range(3):
        write(folder, {"a": {"a/one.txt": b"%d" % number}}, key=f"{number}")
        assert contents(folder) == {"a/one.txt": b"mine"}


def test_edits_are_overwritten_when_that_is_asked_for(folder: Path) -> None:
    assert write(folder, FIRST, overwrite=True) == PackReport(("a/one.txt",), (), 2)
    assert contents(folder)["a/one.txt"] == b"1"
    assert write(folder, FIRST) == PackReport((), (), 3)


def test_an_edited_file_that_is_deleted_or_undone_is_the_packs_again(folder: Path) -> None:
    write(folder, SECOND, key="other")
    (folder / "a" / "one.txt").unlink()
    assert write(folder, SECOND, key="other").edited == ()
    assert contents(folder)["a/one.txt"] == b"11"
    (folder / "a" / "one.txt").write_bytes(b"mine again")
    assert write(folder, SECOND, key="third").edited == ("a/one.txt",)
    (folder / "a" / "one.txt").write_bytes(b"11")
    assert write(folder, FIRST, key="fourth").edited == ()
    assert contents(folder)["a/one.txt"] == b"1"


def test_an_edited_file_of_a_part_that_goes_is_kept_and_found_again(folder: Path) -> None:
    assert write(folder, {"b": FIRST["b"]}) == PackReport((), ("a/two.txt",), 1, ("a/one.txt",))
    assert contents(folder) == {"a/one.txt": b"mine", "b/three.txt": b"3\n"}
    assert write(folder, {"b": FIRST["b"]}).edited == ("a/one.txt",)
    assert write(folder, FIRST).edited == ("a/one.txt",)
    assert contents(folder)["a/one.txt"] == b"mine"
    assert write(folder, {"b": FIRST["b"]}, overwrite=True).removed == ("a/one.txt", "a/two.txt")


def test_what_the_engine_notes_of_a_kept_file_is_kept_with_it(tmp_path: Path) -> None:
    once: Any = {f"{name}.png.import": lambda found: found for name in "ab"}
    parts = {"a": {f"{name}.png{ending}": b"1" for name in "ab" for ending in (".import", "")}}
    write(tmp_path, parts, completed=once)
    (tmp_path / "a.png").write_bytes(b"mine")
    for _ in range(2):
        write(tmp_path, {"c": {"c.txt": b""}})
        assert contents(tmp_path).keys() == {"a.png", "a.png.import", "c.txt"}


def test_an_empty_file_is_damage_and_is_written_again(folder: Path) -> None:
    (folder / "a" / "one.txt").write_bytes(b"")
    assert write(folder, FIRST) == PackReport(("a/one.txt",), (), 2)


def test_line_ends_that_git_changed_are_no_edit(folder: Path) -> None:
    (folder / "b" / "three.txt").write_bytes(b"3\r\n")
    assert write(folder, FIRST) == PackReport((), (), 3, ("a/one.txt",))
    write(folder, SECOND, key="other")
    assert contents(folder)["b/three.txt"] == b"33\n"


def test_a_manifest_of_version_1_knows_edits_too(folder: Path) -> None:
    told = {**json.loads((folder / MANIFEST).read_bytes()), "version": 1, "unsettled": []}
    (folder / MANIFEST).write_text(json.dumps(told), encoding="ascii")
    assert write(folder, SECOND, key="other").edited == ("a/one.txt",)
    assert contents(folder)["a/one.txt"] == b"mine"


def test_readers_of_the_pack_are_told_what_the_edited_file_is(folder: Path) -> None:
    write(folder, SECOND, key="other")
    digests = listed_files((folder / MANIFEST).read_bytes())
    with PackFolder(folder, PackSource("reef"), engine="godot") as pack:
        assert pack.last.edited["a/one.txt"].found == digests["a/one.txt"]
        assert pack.last.files()["a/one.txt"] != digests["a/one.txt"]


class Killed(BaseException):
    pass


@pytest.mark.parametrize("last", range(1, 7))
def test_what_a_killed_bake_wrote_is_taken_for_nobodys_edit(
    last: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some files are new then and the manifest is old; two bakes are killed one after the other."""
    third: Parts = {"a": {"a/one.txt": b"111", "a/two.txt": b"222"}, "b": {"b/three.txt": b"333"}}
    write(tmp_path, FIRST)
    for parts, key in ((SECOND, "second"), (third, "third")):
        left = iter(range(last))
        with monkeypatch.context() as patch:
            real = os.replace

            def replace(one: Path, other: Path, left: Any = left, real: Any = real) -> None:
                if next(left, None) is None:
                    raise Killed
                real(one, other)

            patch.setattr(os, "replace", replace)
            with contextlib.suppress(Killed):
                write(tmp_path, parts, key=key)
    report = write(tmp_path, FIRST, key="first again")
    assert report.edited == ()
    assert contents(tmp_path) == {path: content for files in FIRST.values() for path, content in files.items()}
