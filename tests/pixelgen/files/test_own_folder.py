"""Folders that nobody means for a program's many files: the root, the home, the folder of the file that asks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pixelgen.errors import RequestError
from pixelgen.files.own_folder import other_use_of


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "users" / "mira"
    (home / "game").mkdir(parents=True)
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.chdir(home / "game")
    return home


def test_the_root_the_home_and_what_is_above_it_are_for_something_else(home: Path) -> None:
    assert other_use_of(Path(home.anchor)) == "the root of the file system"
    assert other_use_of(home) == other_use_of(Path("..")) == "your home folder"
    assert other_use_of(home.parent) == other_use_of(Path("../..")) == "a folder above your home folder"


def test_folders_in_the_home_and_beside_it_may_be_written_to(home: Path) -> None:
    for folder in (home / "game", home / "new", home.parent / "other", Path("."), Path("../reef"), Path("reef")):
        assert other_use_of(folder) is None


def test_the_folder_of_a_file_and_those_above_it_are_for_something_else(home: Path) -> None:
    file = home / "game" / "packs" / "reef.toml"
    assert other_use_of(file.parent, file=file) == "the folder of reef.toml"
    assert other_use_of(Path("packs"), file=Path("packs/reef.toml")) == "the folder of reef.toml"
    assert other_use_of(Path("."), file=Path("reef.toml")) == "the folder of reef.toml"
    assert other_use_of(home / "game", file=file) == "a folder above reef.toml"
    for folder in (file.parent / "reef", file.parent.with_name("reef"), home / "other"):
        assert other_use_of(folder, file=file) is None


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_links_are_followed(home: Path) -> None:
    (home / "game" / "link").symlink_to(home)
    assert other_use_of(Path("link")) == "your home folder"
    file = home / "packs" / "reef.toml"
    file.parent.mkdir()
    file.touch()
    (home / "game" / "linked.toml").symlink_to(file)
    for folder in (home / "packs", home / "game"):
        assert other_use_of(folder, file=home / "game" / "linked.toml") == "the folder of linked.toml"


@pytest.mark.parametrize("wrong", ["reef", None, Path("a\0b")])
def test_what_is_no_path_is_refused_in_one_line(wrong: Path) -> None:
    with pytest.raises(RequestError) as caught:
        other_use_of(wrong)
    assert "\n" not in str(caught.value)
