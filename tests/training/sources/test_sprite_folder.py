"""Folders of sprites with their credits: whole, read back by the folder source, and tidy from run to run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pixelgen.errors import PixelgenError
from pixelgen.files.sprite_png import decode_png
from training.sources.folder import PictureOptions, import_folder
from training.sources.labelled import Found, Labels, Skipped
from training.sources.mix import COMMONS_CSV
from training.sources.picture_cards import read_cards
from training.sources.sprite_folder import Named, write_sprites

LABELS = Labels("reef", "reef_fish", "clownfish", "coral")


def sprite(colour: int, *, author: str = 'Rama, "the" Ünd;\u4e2d', labels: Labels = LABELS) -> Found:
    indices = np.zeros((32, 32), dtype=np.uint8)
    indices[8:24, 1:31] = colour
    indices[12:20, 6:13] = 7
    return Found(indices, labels, f"https://commons.wikimedia.org/wiki/File:{colour}.jpg", "cc-by-4.0", author)


def named(name: str, colour: int, **more: str) -> Named:
    return Named(name, sprite(colour), more)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_each_sprite_is_a_png_that_carries_its_credit(tmp_path: Path) -> None:
    write_sprites(tmp_path, [named("17", 26)], [])
    indices, text = decode_png((tmp_path / "sprites/17.png").read_bytes())
    assert np.array_equal(indices, sprite(26).indices)
    assert text == {
        "Author": 'Rama, "the" Ünd;\u4e2d',
        "Copyright": "cc-by-4.0",
        "Source": "https://commons.wikimedia.org/wiki/File:26.jpg",
    }


def test_the_table_says_what_each_sprite_is_and_whose(tmp_path: Path) -> None:
    write_sprites(tmp_path, [Named("17", sprite(26, author="Rama", labels=Labels(species="tang")))], [])
    assert (tmp_path / "sprites.csv").read_text() == (
        "file,zone,category,species,family,licence,author,origin\n"
        "sprites/17.png,,,tang,,cc-by-4.0,Rama,https://commons.wikimedia.org/wiki/File:26.jpg\n"
    )


def test_the_folder_source_takes_the_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_sprites(out, [named("17", 26), named("18", 40)], [])
    assert set(read_cards(out / "sprites.csv")) == {"sprites/17.png", "sprites/18.png"}
    results = import_folder(out, PictureOptions(labels=COMMONS_CSV, only_listed=True))
    for result, expected in zip(results, (sprite(26), sprite(40)), strict=True):
        assert isinstance(result, Found)
        assert (result.labels, result.licence, result.author, result.origin) == (
            expected.labels,
            expected.licence,
            expected.author,
            expected.origin,
        )
        assert np.array_equal(result.indices > 0, expected.indices > 0)


def test_the_manifest_lists_sprites_and_what_was_skipped(tmp_path: Path) -> None:
    write_sprites(tmp_path, [named("17", 26, title="File:26.jpg")], [Skipped("page", "too large")])
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    assert manifest["skipped"] == [{"origin": "page", "reason": "too large"}]
    assert manifest["stopped"] is None
    (entry,) = manifest["sprites"]
    assert (entry["file"], entry["licence"], entry["species"], entry["title"]) == (
        "sprites/17.png",
        "cc-by-4.0",
        "clownfish",
        "File:26.jpg",
    )


def test_sprites_that_are_no_longer_listed_go_and_other_files_stay(tmp_path: Path) -> None:
    write_sprites(tmp_path, [named("17", 26), named("18", 40)], [])
    (tmp_path / "sprites/mine.png").write_bytes(b"mine")
    write_sprites(tmp_path, [named("18", 40)], [])
    assert files(tmp_path) == ["manifest.json", "sprites.csv", "sprites/18.png", "sprites/mine.png"]


def test_a_run_that_stopped_early_takes_nothing_away(tmp_path: Path) -> None:
    write_sprites(tmp_path, [named("17", 26), named("18", 40)], [])
    write_sprites(tmp_path, [named("18", 33), named("19", 33)], [], stopped="the server is down")
    assert set(read_cards(tmp_path / "sprites.csv")) == {"sprites/17.png", "sprites/18.png", "sprites/19.png"}
    assert json.loads((tmp_path / "manifest.json").read_bytes())["stopped"] == "the server is down"
    (tmp_path / "sprites/17.png").unlink()
    write_sprites(tmp_path, [], [], stopped="still down")
    assert set(read_cards(tmp_path / "sprites.csv")) == {"sprites/18.png", "sprites/19.png"}


@pytest.mark.parametrize("file", ["../outside.png", "/etc/x", "sprites/../../outside.png", "outside.png", 5, None])
def test_a_forged_manifest_removes_nothing_outside(tmp_path: Path, file: object) -> None:
    out = tmp_path / "out"
    write_sprites(out, [named("17", 26)], [])
    for place in (tmp_path / "outside.png", out / "outside.png"):
        place.write_bytes(b"mine")
    manifest = json.loads((out / "manifest.json").read_bytes())
    manifest["sprites"][0]["file"] = file
    (out / "manifest.json").write_text(json.dumps(manifest))
    write_sprites(out, [], [])
    assert {"outside.png", "out/outside.png"} <= set(files(tmp_path))


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"sprites": 5}', b'{"sprites": [5]}', b'{"sprites": [{}]}'])
def test_a_damaged_manifest_is_written_anew(tmp_path: Path, manifest: bytes) -> None:
    tmp_path.joinpath("manifest.json").write_bytes(manifest)
    write_sprites(tmp_path, [named("17", 26)], [])
    assert len(json.loads((tmp_path / "manifest.json").read_bytes())["sprites"]) == 1


def test_a_folder_that_cannot_be_written_is_an_expected_failure(tmp_path: Path) -> None:
    (tmp_path / "sprites").write_bytes(b"a file")
    with pytest.raises(PixelgenError, match="cannot write "):
        write_sprites(tmp_path, [named("17", 26)], [])


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a.b", "\u0661"])
def test_a_name_is_letters_and_digits(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        write_sprites(tmp_path, [named(name, 26)], [])
