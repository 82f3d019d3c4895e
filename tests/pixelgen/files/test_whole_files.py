from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from pixelgen.errors import PixelgenError
from pixelgen.files.whole_files import check_writable, write_files

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_written_and_replaced_and_nothing_else_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old and longer")
    write_files({tmp_path / "a": b"new", tmp_path / "b": b""})
    assert _contents(tmp_path) == {"a": b"new", "b": b""}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_failure_leaves_the_old_files_and_no_temporary(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(PixelgenError, match=r"^cannot write .*a: No space left on device$"):
        write_files({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert _contents(tmp_path) == {"a": b"old"}


def test_no_file_changes_before_all_are_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "file").touch()
    below = tmp_path / "file" / "b"
    with pytest.raises(PixelgenError, match=r"^cannot write .*b: "):
        write_files({tmp_path / "a": b"new", below: b"new"})
    assert _contents(tmp_path) == {"a": b"old", "file": b""}


def test_interruption_leaves_no_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "a": b"new"})
    assert _contents(tmp_path) == {}


def test_every_byte_is_on_the_disk_before_a_file_takes_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(file: int) -> None:
        steps.append(f"flush {os.fstat(file).st_size}")
        fsync(file)

    def noted_replace(source: Path, target: Path) -> None:
        steps.append(f"rename {target.name}")
        assert source.parent == target.parent
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    write_files({tmp_path / "a": b"12345", tmp_path / "b": b"678"})
    assert steps == ["flush 5", "flush 3", "rename a", "rename b"]


@on_posix
def test_file_gets_the_permissions_that_the_user_gives_to_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_files({tmp_path / "a": b"new"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@on_posix
def test_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(Path("elsewhere") / "real")
    check_writable(tmp_path / "link")
    write_files({tmp_path / "link": b"new"})
    assert (tmp_path / "link").is_symlink()
    assert _contents(tmp_path / "elsewhere") == {"real": b"new"}


@on_posix
def test_name_as_long_as_the_file_system_allows_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * os.pathconf(tmp_path, "PC_NAME_MAX"))
    check_writable(path)
    write_files({path: b"new"})
    assert path.read_bytes() == b"new"


def test_asking_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    check_writable(tmp_path / "a")
    check_writable(tmp_path / "b")
    assert _contents(tmp_path) == {"a": b"old"}


def test_missing_folders_are_made_by_writing_and_not_by_asking(tmp_path: Path) -> None:
    path = tmp_path / "new" / "newer" / "a"
    check_writable(path)
    assert _contents(tmp_path) == {}
    write_files({path: b"new"})
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("below", ["a", "new/a"])
def test_a_file_where_a_folder_must_be_is_named(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()
    for write in (check_writable, lambda path: write_files({path: b"new"})):
        with pytest.raises(PixelgenError, match=r"^cannot write .*file/(new/)?a: "):
            write(tmp_path / "file" / below)
    with pytest.raises(PixelgenError, match=r"file is not a folder$"):
        check_writable(tmp_path / "file" / below)


def test_a_folder_that_cannot_have_its_name_is_refused_beforehand(tmp_path: Path) -> None:
    with pytest.raises(PixelgenError, match=r"^cannot write "):
        check_writable(tmp_path / ("n" * 300) / "a")


def test_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(PixelgenError, match="it is a folder; name a file"):
        check_writable(tmp_path)


@on_posix
def test_device_or_pipe_is_not_written_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path / "link", Path(os.devnull)):
        with pytest.raises(PixelgenError, match="it is no ordinary file"):
            check_writable(path)


@on_posix
def test_folder_without_rights_is_refused(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(PixelgenError, match="Permission denied"):
        check_writable(tmp_path / "a")


def test_folder_that_refuses_a_new_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PixelgenError, match=r"^cannot write .*a: Permission denied$"):
        check_writable(tmp_path / "a")


@pytest.mark.parametrize("path", [Path("/"), Path("."), Path("a\0b")])
def test_what_no_file_can_be_called_is_one_line(path: Path, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(PixelgenError) as caught:
        write_files({tmp_path / "a": b"new", path: b""})
    assert str(caught.value).startswith(f"cannot write {path}: ")
    assert _contents(tmp_path) == {"a": b"old"}
