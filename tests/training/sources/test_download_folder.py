"""Downloads that are there whole or not at all, whatever happened to the folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pixelgen.errors import PixelgenError
from training.sources.download_folder import DownloadFolder

PURPOSE: dict[str, str | int | None] = {"species": "clownfish", "zone": None, "width": 330}


def filled(folder: Path) -> DownloadFolder:
    downloads = DownloadFolder(folder, PURPOSE)
    downloads.keep("17", "v1", b"a fish")
    return downloads


def test_a_kept_picture_is_there_in_another_run(tmp_path: Path) -> None:
    filled(tmp_path / "out")
    assert DownloadFolder(tmp_path / "out", PURPOSE).content("17", "v1") == b"a fish"


def test_another_version_of_a_picture_is_not_there(tmp_path: Path) -> None:
    assert filled(tmp_path).content("17", "v2") is None
    assert filled(tmp_path).content("18", "v1") is None


@pytest.mark.parametrize("content", [b"", b"a fis", b"a fisH", b"a fish!"])
def test_a_changed_file_does_not_count(tmp_path: Path, content: bytes) -> None:
    downloads = filled(tmp_path)
    (tmp_path / "photos" / "17").write_bytes(content)
    assert downloads.content("17", "v1") is None


def test_a_removed_file_does_not_count(tmp_path: Path) -> None:
    downloads = filled(tmp_path)
    (tmp_path / "photos" / "17").unlink()
    assert downloads.content("17", "v1") is None


def test_a_file_that_no_state_lists_does_not_count(tmp_path: Path) -> None:
    downloads = DownloadFolder(tmp_path, PURPOSE)
    (tmp_path / "photos" / "17").write_bytes(b"half of a fi")
    assert downloads.content("17", "v1") is None


def test_nothing_half_written_is_left_beside(tmp_path: Path) -> None:
    filled(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["17", "state.json"]


@pytest.mark.parametrize(
    "state",
    [b"", b"{", b"[]", b"null", b'{"version": 1}', b'{"version": 1, "pictures": []}', b'{"version": 9}', b"\xff"],
)
def test_a_damaged_state_means_that_nothing_is_there(tmp_path: Path, state: bytes) -> None:
    filled(tmp_path)
    (tmp_path / "state.json").write_bytes(state)
    downloads = DownloadFolder(tmp_path, PURPOSE)
    assert downloads.content("17", "v1") is None
    downloads.keep("17", "v1", b"a fish")
    assert DownloadFolder(tmp_path, PURPOSE).content("17", "v1") == b"a fish"


@pytest.mark.parametrize("entry", [None, [], "x", {}, {"version": "v1"}, {"version": "v1", "sha256": 5}])
def test_a_damaged_entry_is_not_there(tmp_path: Path, entry: object) -> None:
    filled(tmp_path)
    path = tmp_path / "state.json"
    state = json.loads(path.read_bytes())
    state["pictures"]["17"] = entry
    path.write_text(json.dumps(state))
    assert DownloadFolder(tmp_path, PURPOSE).content("17", "v1") is None


def test_a_folder_serves_one_purpose(tmp_path: Path) -> None:
    filled(tmp_path)
    with pytest.raises(PixelgenError, match=r"was filled for .*clownfish.*; got .*tang.*: choose another folder"):
        DownloadFolder(tmp_path, {**PURPOSE, "species": "tang"})


def test_a_folder_that_cannot_be_made_is_an_expected_failure(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(PixelgenError, match="cannot make"):
        DownloadFolder(tmp_path / "out", PURPOSE)


@pytest.mark.parametrize("name", ["", "..", "a/b", "../x", "17.jpg"])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        DownloadFolder(tmp_path, PURPOSE).keep(name, "v1", b"x")
