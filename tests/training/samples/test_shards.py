"""Shards survive what happens to files, and go on where they stopped."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from pixelgen.errors import PixelgenError
from training.samples import shards as shards_module
from training.samples.drawn_sprites import Sprites, draw_many
from training.samples.shards import load_shards, write_shards

SHARD = 4


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards_module, "SHARD_SPRITES", SHARD)


def same(one: Sprites, other: Sprites) -> bool:
    names = ("indices", "labels", "parts", "traits")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


def manifest(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    content: dict[str, dict[str, dict[str, object]]] = json.loads((folder / "manifest.json").read_text())
    return content


@pytest.mark.usefixtures("small_shards")
def test_shards_hold_the_sprites_of_the_seed_in_order(tmp_path: Path) -> None:
    write_shards(tmp_path, seed=7, count=10, processes=2, draw=partial(draw_many, 7))
    assert same(load_shards(tmp_path), draw_many(7, range(10)))
    listed = manifest(tmp_path)["shards"]
    assert [(name, entry["first"], entry["sprites"]) for name, entry in sorted(listed.items())] == [
        ("shard-00000.npz", 0, 4),
        ("shard-00001.npz", 4, 4),
        ("shard-00002.npz", 8, 2),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", *sorted(listed)]


@pytest.fixture
def shards(tmp_path: Path, small_shards: None) -> Path:
    """A folder of two whole shards."""
    write_shards(tmp_path, seed=7, count=8, processes=1, draw=partial(draw_many, 7))
    return tmp_path


@pytest.mark.parametrize("harm", ["delete", "cut", "flip", "empty"])
def test_a_missing_or_damaged_shard_is_refused_and_drawn_again_alone(shards: Path, harm: str) -> None:
    whole = load_shards(shards)
    kept, hurt = shards / "shard-00000.npz", shards / "shard-00001.npz"
    content, untouched = hurt.read_bytes(), kept.stat().st_mtime_ns
    if harm == "delete":
        hurt.unlink()
    else:
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        hurt.write_bytes({"cut": content[:-1], "flip": flipped, "empty": b""}[harm])
    with pytest.raises(ValueError, match=r"shard-00001\.npz is missing or damaged"):
        load_shards(shards)
    write_shards(shards, seed=7, count=8, processes=1, draw=partial(draw_many, 7))
    assert same(load_shards(shards), whole)
    assert kept.stat().st_mtime_ns == untouched


def test_whole_shards_are_not_drawn_again(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_pool(*_: object, **__: object) -> None:
        raise AssertionError("a process was asked for")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", no_pool)
    write_shards(shards, seed=7, count=8, processes=1, draw=partial(draw_many, 7))


def test_a_folder_grows_by_what_is_missing(shards: Path) -> None:
    untouched = (shards / "shard-00000.npz").stat().st_mtime_ns
    write_shards(shards, seed=7, count=9, processes=1, draw=partial(draw_many, 7))
    assert same(load_shards(shards), draw_many(7, range(9)))
    assert (shards / "shard-00000.npz").stat().st_mtime_ns == untouched


def test_another_seed_in_the_same_folder_is_refused(shards: Path) -> None:
    before = {path.name: path.read_bytes() for path in shards.iterdir()}
    with pytest.raises(ValueError, match="holds seed 7; got seed 8: choose another folder"):
        write_shards(shards, seed=8, count=8, processes=1, draw=partial(draw_many, 8))
    assert {path.name: path.read_bytes() for path in shards.iterdir()} == before


def test_shards_of_another_length_are_drawn_again(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards_module, "SHARD_SPRITES", 3)
    write_shards(shards, seed=7, count=8, processes=1, draw=partial(draw_many, 7))
    assert same(load_shards(shards), draw_many(7, range(8)))


def test_a_folder_without_shards_says_how_to_draw_some(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"seed": 0, "shards": {}}')
    with pytest.raises(ValueError, match=r"holds no shard; draw some with `python -m training\.corpus"):
        load_shards(tmp_path)


def test_a_writer_that_fails_leaves_the_old_shards(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rename never comes when the disk is full in the middle of a shard."""
    before = {path.name: path.read_bytes() for path in shards.glob("*.npz")}
    monkeypatch.setattr(shards_module, "SHARD_SPRITES", 3)  # so that all are drawn again
    monkeypatch.setattr(shards_module, "_save", lambda *_: None)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PixelgenError, match=r"^cannot write .*shard-00000\.npz: No space left on device$"):
        write_shards(shards, seed=7, count=8, processes=1, draw=partial(draw_many, 7))
    assert {path.name: path.read_bytes() for path in shards.iterdir() if path.suffix != ".json"} == before


def test_a_smaller_corpus_takes_the_shards_beyond_it_away(shards: Path) -> None:
    write_shards(shards, seed=7, count=4, processes=1, draw=partial(draw_many, 7))
    assert sorted(path.name for path in shards.iterdir()) == ["manifest.json", "shard-00000.npz"]
    assert same(load_shards(shards), draw_many(7, range(4)))


def test_shards_from_other_sources_are_refused(shards: Path) -> None:
    with pytest.raises(ValueError, match="holds shards from other sources: choose another folder"):
        write_shards(shards, seed=7, count=8, processes=1, draw=partial(draw_many, 7), sources=[{"kind": "folder"}])


@pytest.mark.parametrize("content", ["", "{", "[]", '{"seed": 7}', '{"seed": 7, "sources": [], "shards": []}'])
def test_a_damaged_manifest_is_refused_in_one_line(shards: Path, content: str) -> None:
    (shards / "manifest.json").write_text(content)
    with pytest.raises(ValueError, match="is no manifest of shards") as told:
        write_shards(shards, seed=7, count=8, processes=1, draw=partial(draw_many, 7))
    assert "\n" not in str(told.value)


def test_shards_of_format_1_are_read_without_parts_and_not_gone_on_with(tmp_path: Path, small_shards: None) -> None:
    sprites = draw_many(7, range(SHARD))
    np.savez_compressed(tmp_path / "shard-00000.npz", indices=sprites.indices, labels=sprites.labels.astype(np.uint8))
    digest = hashlib.sha256((tmp_path / "shard-00000.npz").read_bytes()).hexdigest()
    entry = {"first": 0, "sprites": SHARD, "sha256": digest}
    old = {"seed": 7, "sources": shards_module.DRAWN_BY_CODE, "shards": {"shard-00000.npz": entry}}
    (tmp_path / "manifest.json").write_text(json.dumps(old))
    assert same(load_shards(tmp_path), Sprites(sprites.indices, sprites.labels))
    with pytest.raises(ValueError, match="holds shards of format 1: choose another folder"):
        write_shards(tmp_path, seed=7, count=8, processes=1, draw=partial(draw_many, 7))


def test_metadata_stands_in_the_manifest(shards: Path) -> None:
    draw = partial(draw_many, 7)
    write_shards(shards, seed=7, count=8, processes=1, draw=draw, metadata={"trait_rows": {"columns": []}})
    assert manifest(shards)["metadata"] == {"trait_rows": {"columns": []}}
