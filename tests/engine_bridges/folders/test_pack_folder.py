from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.manifest import MANIFEST
from engine_bridges.folders.ownership import PackSource
from engine_bridges.folders.pack_folder import PackFolder, PackReport


def write(folder: Path, parts: dict[str, dict[str, bytes]], **options: Any) -> PackReport:
    with PackFolder(folder, PackSource("reef"), engine="godot") as pack:
        for name, files in parts.items():
            pack.put(name, files, key="k", **options)
        return pack.settle()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*")}


TWO = {"a": {"a/one.txt": b"1", "a/two.txt": b"2"}, "b": {"b/three.txt": b"3"}}


def test_files_and_a_manifest_are_written_and_nothing_else(tmp_path: Path) -> None:
    report = write(tmp_path / "new" / "pack", TWO)
    assert report == PackReport(("a/one.txt", "a/two.txt", "b/three.txt"), (), 0)
    found = contents(tmp_path / "new" / "pack")
    told = json.loads(found.pop(MANIFEST))
    assert found == TWO["a"] | TWO["b"]
    assert sorted(path for part in told["parts"].values() for path in part["files"]) == sorted(found)
    assert "unsettled" not in told


def test_writing_the_same_again_touches_nothing(tmp_path: Path) -> None:
    write(tmp_path, TWO)
    before = times(tmp_path)
    assert write(tmp_path, TWO) == PackReport((), (), 3)
    assert times(tmp_path) == before


def test_only_what_changed_is_touched(tmp_path: Path) -> None:
    write(tmp_path, TWO)
    before = times(tmp_path)
    assert write(tmp_path, {**TWO, "b": {"b/three.txt": b"new"}}).written == ("b/three.txt",)
    after = times(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {"three.txt", "b", MANIFEST}
    assert contents(tmp_path)["b/three.txt"] == b"new"


def test_stale_files_of_ours_go_and_foreign_ones_stay(tmp_path: Path) -> None:
    write(tmp_path, {**TWO, "c": {"c/deep/four.txt": b"4"}})
    (tmp_path / "a" / "mine.txt").write_bytes(b"foreign")
    report = write(tmp_path, {"b": TWO["b"]})
    assert report.removed == ("a/one.txt", "a/two.txt", "c/deep/four.txt")
    assert contents(tmp_path).keys() == {"a/mine.txt", "b/three.txt", MANIFEST}
    assert not (tmp_path / "c").exists()
    assert "unsettled" not in json.loads((tmp_path / MANIFEST).read_bytes())


def test_a_foreign_file_in_our_place_stops_the_writing(tmp_path: Path) -> None:
    write(tmp_path, {"b": TWO["b"]})
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "two.txt").write_bytes(b"foreign")
    before = contents(tmp_path)
    with pytest.raises(PackError, match=r"two.txt is there already and not a file of this pack"):
        write(tmp_path, {"a": TWO["a"], "b": {"b/three.txt": b"new"}})
    assert contents(tmp_path) == before


def test_a_file_of_equal_content_becomes_ours(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "three.txt").write_bytes(b"3")
    assert write(tmp_path, TWO).untouched == 1
    assert write(tmp_path, {"a": TWO["a"]}).removed == ("b/three.txt",)


def test_what_the_engine_completed_stays_as_it_is(tmp_path: Path) -> None:
    once = {"completed": {"a.import": lambda found: found}}
    write(tmp_path, {"a": {"a.import": b"short", "a.png": b"1"}}, **once)
    (tmp_path / "a.import").write_bytes(b"completed")
    assert write(tmp_path, {"a": {"a.import": b"shorter", "a.png": b"2"}}, **once).written == ("a.png",)
    assert contents(tmp_path)["a.import"] == b"completed"
    assert write(tmp_path, {"b": {"b.png": b""}}).removed == ("a.import", "a.png")


def test_what_the_engine_completed_can_be_brought_up_to_date(tmp_path: Path) -> None:
    once = {"completed": {"a.import": lambda found: found.replace(b"old", b"new")}}
    write(tmp_path, {"a": {"a.import": b"old"}}, **once)
    (tmp_path / "a.import").write_bytes(b"completed old")
    assert write(tmp_path, {"a": {"a.import": b"new"}}, **once).written == ("a.import",)
    assert contents(tmp_path)["a.import"] == b"completed new"


def test_a_file_whose_sidecar_changes_is_touched_so_that_the_engine_looks_again(tmp_path: Path) -> None:
    once = {"completed": {"a.png.import": lambda found: b"new"}}
    parts = {"a": {"a.png.import": b"old", "a.png": b"1"}, "b": {"b.png": b"2"}}
    write(tmp_path, parts, **once)
    before = times(tmp_path)
    assert write(tmp_path, parts, **once).written == ("a.png.import", "a.png")
    after = times(tmp_path)
    assert after["a.png"] != before["a.png"]
    assert after["b.png"] == before["b.png"]
    assert write(tmp_path, parts, **once).written == ()


def test_an_empty_or_missing_file_is_written_again(tmp_path: Path) -> None:
    write(tmp_path, TWO)
    (tmp_path / "a" / "one.txt").write_bytes(b"")
    (tmp_path / "a" / "two.txt").unlink()
    assert write(tmp_path, TWO).written == ("a/one.txt", "a/two.txt")
    assert contents(tmp_path)["a/one.txt"] == b"1"


def test_a_part_is_kept_while_its_key_and_its_files_are_as_they_were(tmp_path: Path) -> None:
    with PackFolder(tmp_path, PackSource("reef"), engine="godot") as pack:
        pack.put("a", TWO["a"], key="k", notes={"colours": [1, 2]})
        pack.settle()
    with PackFolder(tmp_path, PackSource("reef"), engine="godot") as pack:
        assert pack.keep("a", key="other") is None
        assert pack.keep("b", key="k") is None
        assert pack.keep("a", key="k") == {"colours": [1, 2]}
        assert pack.settle() == PackReport((), (), 2)
    (tmp_path / "a" / "two.txt").write_bytes(b"")
    with PackFolder(tmp_path, PackSource("reef"), engine="godot") as pack:
        assert pack.keep("a", key="k") is None


def test_nothing_changes_before_settle(tmp_path: Path) -> None:
    write(tmp_path, TWO)
    before = contents(tmp_path)
    with PackFolder(tmp_path, PackSource("reef"), engine="godot") as pack:
        pack.put("b", {"b/three.txt": b"new"}, key="k")
        assert {path: content for path, content in contents(tmp_path).items() if path in before} == before
    assert contents(tmp_path) == before  # the block was left without settling


class Killed(BaseException):
    pass


def steps_of(monkeypatch: pytest.MonkeyPatch, *, last: int) -> Iterator[int]:
    """The process is killed in place of change number `last` to the folder: a rename or a removal."""
    done = iter(range(last + 1))
    for module, name in ((os, "replace"), (Path, "unlink")):
        real = getattr(module, name)

        def change(*given: Any, _real: Any = real, **how: Any) -> Any:
            if next(done) == last:
                raise Killed
            return _real(*given, **how)

        monkeypatch.setattr(module, name, change)
    return done


@pytest.mark.parametrize("last", range(8))
def test_a_kill_at_any_step_loses_no_file_and_the_next_writing_finishes(
    last: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, TWO)
    foreign = tmp_path / "a" / "mine.txt"
    foreign.write_bytes(b"foreign")
    changed = {"b": {"b/three.txt": b"new"}, "d": {"d/five.txt": b"5"}}
    with monkeypatch.context() as patch:
        steps_of(patch, last=last)
        with pytest.raises(Killed):
            write(tmp_path, changed)
    told = json.loads((tmp_path / MANIFEST).read_bytes())
    there = contents(tmp_path)
    for part in told["parts"].values():
        assert part["files"].keys() <= there.keys()
    report = write(tmp_path, {"b": {"b/three.txt": b"new"}})  # without d: what the killed one had written is ours still
    assert contents(tmp_path).keys() == {"a/mine.txt", "b/three.txt", MANIFEST}, report


def test_what_a_killed_bake_left_beside_goes_even_when_nothing_else_changes(tmp_path: Path) -> None:
    write(tmp_path, TWO)
    (tmp_path / ".pixelgen-staging.manifest").write_bytes(b"half")
    (tmp_path / ".pixelgen-staging").mkdir()
    (tmp_path / ".pixelgen-staging" / "0").write_bytes(b"half")
    assert write(tmp_path, TWO) == PackReport((), (), 3)
    assert contents(tmp_path).keys() == {*TWO["a"], *TWO["b"], MANIFEST}


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (b"", "it is no JSON"),
        (b"\xff", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", "it holds other things"),
        (b'{"version": 2, "pack": "reef", "engine": "godot", "parts": []}', "it holds other things"),
        (b"{}", "it has no 'version'"),
        (b'{"version": 2}', "it has no 'pack'"),
        (None, "a path in it is '../one.txt'"),
    ],
)
def test_a_damaged_manifest_is_refused(damage: bytes | None, why: str, tmp_path: Path) -> None:
    write(tmp_path, TWO)
    whole = (tmp_path / MANIFEST).read_bytes()
    (tmp_path / MANIFEST).write_bytes(whole.replace(b"a/one.txt", b"../one.txt") if damage is None else damage)
    before = contents(tmp_path)
    with pytest.raises(PackError) as caught:
        PackFolder(tmp_path, PackSource("reef"), engine="godot")
    assert str(caught.value) == (
        f"{tmp_path}: {MANIFEST} is not a pack's manifest ({why}); restore it; or move the folder away and bake again"
    )
    assert contents(tmp_path) == before


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "a//b", "a\\b", "", ".", "a/", "C:a", MANIFEST, "a\n"])
def test_paths_out_of_the_pack_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="plain relative path"):
        write(tmp_path, {"a": {path: b""}})


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
def test_links_out_of_the_pack_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "a").symlink_to(outside)
    with pytest.raises(PackError, match="leads out of the pack"):
        write(tmp_path / "pack", TWO)
    (tmp_path / "pack" / "a").unlink()
    (tmp_path / "pack" / "b").mkdir()
    (tmp_path / "pack" / "b" / "three.txt").symlink_to(outside / "three.txt")
    with pytest.raises(PackError, match="is a link"):
        write(tmp_path / "pack", TWO)
    assert list(outside.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
@pytest.mark.parametrize("name", [".pixelgen-staging", ".pixelgen-staging.manifest"])
def test_what_is_written_on_the_way_does_not_go_through_a_link(tmp_path: Path, name: str) -> None:
    outside, pack = tmp_path / "outside", tmp_path / "pack"
    outside.mkdir()
    (outside / "0").write_bytes(b"mine")
    pack.mkdir()
    (pack / name).symlink_to(outside / "0" if "manifest" in name else outside)
    with pytest.raises(PackError, match=rf"{name} is a link; remove it"):
        write(pack, TWO)
    assert contents(outside) == {"0": b"mine"}
    assert [path.name for path in pack.iterdir()] == [name]


def test_a_pack_behind_a_link_is_a_pack(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert len(write(tmp_path / "link", TWO).written) == 3


def test_a_part_or_a_file_twice_is_refused(tmp_path: Path) -> None:
    with PackFolder(tmp_path, PackSource("reef"), engine="godot") as pack:
        pack.put("a", {"one": b""}, key="")
        with pytest.raises(PackError, match="got a twice"):
            pack.put("a", {"two": b""}, key="")
        with pytest.raises(PackError, match="got one twice"):
            pack.put("b", {"one": b""}, key="")


def test_an_error_of_the_disk_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(PackError, match=r"^cannot write .*one.txt: No space left on device$"):
            write(tmp_path, TWO)
    assert contents(tmp_path) == {}
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PackError, match=r"^cannot write .*file"):
        write(tmp_path / "file", TWO)
