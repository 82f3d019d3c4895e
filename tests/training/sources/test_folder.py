"""A folder of strangers' pictures: what is usable is imported with its labels and licence, the rest is listed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.training.sources.foreign_art import Pixels, fish, framed, licensed, opaque, save, upscaled
from training.sources.folder import PictureOptions, import_folder
from training.sources.labelled import Found, Labels, Skipped, SourceError
from training.sources.reduction import fit


def found(results: list[Found | Skipped]) -> dict[str, Found]:
    return {result.origin: result for result in results if isinstance(result, Found)}


def skipped(results: list[Found | Skipped]) -> dict[str, str]:
    return {result.origin: result.reason for result in results if isinstance(result, Skipped)}


def indexed(path: Path, rgba: Pixels) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(rgba).quantize(8).save(path)


def test_a_mixed_folder_is_imported_and_what_was_skipped_is_listed_with_its_reason(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art", "Creative Commons Attribution 4.0 International")
    save(art / "reef" / "clownfish" / "rgba.png", framed(fish(), 16, 16))
    save(art / "reef" / "tang" / "x4.png", framed(upscaled(fish(shift=9), 4), 70, 60, left=5, top=3))
    save(art / "opaque.png", opaque(framed(upscaled(fish(shift=50), 2), 32, 32, left=2, top=6), (250, 250, 250)))
    save(art / "odd_sizes" / "wide.png", framed(fish(shift=90), 57, 23, left=20, top=3))
    indexed(art / "indexed.png", framed(fish(shift=130), 20, 20, left=2, top=2))
    (art / "zero.png").write_bytes(b"")
    (art / "words.png").write_text("no picture")
    (art / "cut.png").write_bytes(save(tmp_path / "whole.png", fish()).read_bytes()[:60])
    (art / "folder.png").mkdir()
    save(art / "empty.png", np.zeros((16, 16, 4), dtype=np.uint8))
    save(art / "huge.png", np.zeros((2100, 2100, 4), dtype=np.uint8))
    Image.fromarray(fish()).save(
        art / "moving.gif", save_all=True, append_images=[Image.fromarray(fish(shift=80))], duration=100
    )
    (art / "readme.txt").write_text("not named like a picture")

    results = import_folder(art, PictureOptions(author="Ann"))

    sprites = found(results)
    assert list(sprites) == [
        "art/indexed.png",
        "art/odd_sizes/wide.png",
        "art/opaque.png",
        "art/reef/clownfish/rgba.png",
        "art/reef/tang/x4.png",
    ]
    assert {(one.licence, one.author) for one in sprites.values()} == {("CC-BY-4.0 (LICENSE)", "Ann")}
    clownfish = sprites["art/reef/clownfish/rgba.png"]
    assert np.array_equal(clownfish.indices, fit(fish()))
    assert clownfish.labels == Labels("reef", "reef_fish", "clownfish", "coral")
    assert np.array_equal(sprites["art/reef/tang/x4.png"].indices, fit(fish(shift=9)))
    assert sprites["art/opaque.png"].labels.zone is None
    reasons = skipped(results)
    for name, reason in {
        "zero.png": "zero bytes",
        "words.png": "no PNG",
        "cut.png": "truncated",
        "folder.png": "a folder",
        "empty.png": "no foreground",
        "huge.png": "too large",
        "moving.gif": "animated",
    }.items():
        assert reason in reasons.pop(f"art/{name}")
    assert not reasons


def test_a_folder_without_a_stated_licence_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "above" / "art" / "x.png", fish())
    with pytest.raises(SourceError, match=r"x\.png: no licence is stated; give `licence`"):
        import_folder(tmp_path / "above" / "art", PictureOptions())
    assert found(import_folder(tmp_path / "above" / "art", PictureOptions(licence="CC0")))


def test_licences_of_the_csv_the_mix_and_the_file_count_in_this_order(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art", "MIT License")
    save(art / "a.png", fish())
    save(art / "b.png", fish(shift=90))
    (art / "labels.csv").write_text("file,licence,author,zone,origin\na.png,CC0,Bea,hadal,https://example.org/a\n")
    by_origin = found(import_folder(art, PictureOptions()))
    assert by_origin["art/b.png"].licence == "MIT (LICENSE)"
    assert by_origin["art/b.png"].author == "not stated"
    listed = by_origin["https://example.org/a"]
    assert (listed.licence, listed.author, listed.labels.zone) == ("CC0", "Bea", "hadal")
    by_origin = found(import_folder(art, PictureOptions(licence="CC-BY-4.0", author="Ann")))
    assert (by_origin["art/b.png"].licence, by_origin["art/b.png"].author) == ("CC-BY-4.0", "Ann")
    assert by_origin["https://example.org/a"].licence == "CC0"


def test_pictures_listed_but_not_there_are_skipped_and_others_can_be_left_out(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art")
    save(art / "a.png", fish())
    save(art / "b.png", fish(shift=90))
    (art / "mine.csv").write_text("file\na.png\ngone.png\n")
    results = import_folder(art, PictureOptions(labels="mine.csv", only_listed=True))
    assert list(found(results)) == ["art/a.png"]
    assert skipped(results) == {"art/gone.png": "listed in the CSV file, but not there"}


def test_given_labels_hold_where_nothing_else_is_said(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art")
    save(art / "crab.png", fish())
    save(art / "x.png", fish(shift=90))
    by_origin = found(import_folder(art, PictureOptions(known=Labels("abyss", "coral"))))
    assert by_origin["art/crab.png"].labels.category == "grazer"
    coral = by_origin["art/x.png"]
    assert (coral.labels.zone, coral.labels.category) == ("abyss", "coral")
    assert coral.indices[-1].any(), "a coral stands"


def test_the_same_sprite_twice_is_listed(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art")
    save(art / "a.png", fish())
    save(art / "b.png", upscaled(fish(), 3))
    results = import_folder(art, PictureOptions())
    assert skipped(results) == {"art/b.png": "the same sprite as art/a.png"}


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        import_folder(tmp_path / "nowhere", PictureOptions())
