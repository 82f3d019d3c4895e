"""The corpus: a sprite for a seed and a number, shards that survive what happens to files, and its command line."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES, meaning
from training import corpus
from training.contact_sheet import contact_sheet
from training.corpus import Sprites, draw_many, draw_one, load_shards, main, preview_rows, write_shards
from training.pixel_rules import broken_rules
from training.species import DRAWN
from training.zones import LOOKS

SHARD = 4


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "SHARD_SPRITES", SHARD)


def same(one: Sprites, other: Sprites) -> bool:
    return np.array_equal(one.indices, other.indices) and np.array_equal(one.labels, other.labels)


def manifest(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    content: dict[str, dict[str, dict[str, object]]] = json.loads((folder / "manifest.json").read_text())
    return content


# --- sprites --------------------------------------------------------------------------------------------


def test_a_sprite_depends_on_its_seed_and_number_alone() -> None:
    some = draw_many(3, [5, 0, 9])
    assert same(some, draw_many(3, [5, 0, 9]))
    assert np.array_equal(some.indices[1], draw_one(3, 0)[0])
    assert not np.array_equal(draw_one(3, 0)[0], draw_one(3, 1)[0])
    assert not np.array_equal(draw_one(3, 0)[0], draw_one(4, 0)[0])


def test_labels_say_zone_category_species_and_family() -> None:
    sprites = draw_many(1, range(30))
    assert sprites.indices.shape == (30, 32, 32)
    assert sprites.indices.dtype == np.uint8
    assert len(sprites) == 30
    for labels in sprites.labels.tolist():
        kinds, names = zip(*(meaning(label) for label in labels), strict=True)
        assert kinds == ("zone", "category", "species", "family")
        assert SPECIES[names[2]] == names[1]


def test_sprites_keep_the_art_rules_and_spread_over_zones_and_categories() -> None:
    sprites = draw_many(2, range(60))
    for indices, labels in zip(sprites.indices, sprites.labels.tolist(), strict=True):
        assert broken_rules(indices, standing=DRAWN[meaning(labels[2])[1]].standing) == []
    assert len({tuple(labels) for labels in sprites.labels[:, :1].tolist()}) == len(ZONES)
    assert len({tuple(labels) for labels in sprites.labels[:, 1:2].tolist()}) == len(CATEGORIES)


def test_a_sprite_that_breaks_a_rule_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def picky(indices: np.ndarray, *, standing: bool) -> list[str]:
        asked.append(indices)
        return ["not good enough"] if len(asked) < 3 else []

    monkeypatch.setattr(corpus, "broken_rules", picky)
    indices, _ = draw_one(0, 0)
    assert len(asked) == 3
    assert np.array_equal(indices, asked[2])


# --- shards ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_shards")
def test_shards_hold_the_sprites_of_the_seed_in_order(tmp_path: Path) -> None:
    write_shards(tmp_path, seed=7, count=10, processes=2)
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
    write_shards(tmp_path, seed=7, count=8, processes=1)
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
    write_shards(shards, seed=7, count=8, processes=1)
    assert same(load_shards(shards), whole)
    assert kept.stat().st_mtime_ns == untouched


def test_whole_shards_are_not_drawn_again(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_pool(*_: object, **__: object) -> None:
        raise AssertionError("a process was asked for")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", no_pool)
    write_shards(shards, seed=7, count=8, processes=1)


def test_a_folder_grows_by_what_is_missing(shards: Path) -> None:
    untouched = (shards / "shard-00000.npz").stat().st_mtime_ns
    write_shards(shards, seed=7, count=9, processes=1)
    assert same(load_shards(shards), draw_many(7, range(9)))
    assert (shards / "shard-00000.npz").stat().st_mtime_ns == untouched


def test_another_seed_in_the_same_folder_is_refused(shards: Path) -> None:
    before = {path.name: path.read_bytes() for path in shards.iterdir()}
    with pytest.raises(ValueError, match="holds seed 7; got seed 8: choose another folder"):
        write_shards(shards, seed=8, count=8, processes=1)
    assert {path.name: path.read_bytes() for path in shards.iterdir()} == before


def test_shards_of_another_length_are_drawn_again(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "SHARD_SPRITES", 3)
    write_shards(shards, seed=7, count=8, processes=1)
    assert same(load_shards(shards), draw_many(7, range(8)))


def test_a_folder_without_shards_says_how_to_draw_some(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"seed": 0, "shards": {}}')
    with pytest.raises(ValueError, match=r"holds no shard; draw some with `python -m training\.corpus"):
        load_shards(tmp_path)


def test_a_writer_that_fails_leaves_the_old_shard(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rename never comes when the disk is full in the middle of a shard."""
    path = shards / "shard-00000.npz"
    before = path.read_bytes()

    def full(file: object, **_: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OSError, match="no space left"):
        corpus._write_shard(path, 7, 0, SHARD)
    assert path.read_bytes() == before


# --- pictures and the command line ----------------------------------------------------------------------


def test_a_preview_has_a_row_a_zone_and_the_species_take_turns() -> None:
    names = list(DRAWN)[:2]
    rows = preview_rows(names, columns=3, seed=0)
    assert [zone for zone, _ in rows] == list(ZONES)
    assert all(len(sprites) == 3 for _, sprites in rows)


def test_a_contact_sheet_shows_sprites_on_their_zones_water() -> None:
    sprite = np.zeros((32, 32), dtype=np.uint8)
    sprite[10, 10] = 1
    rows = [("reef", [sprite, sprite]), ("hadal", [sprite])]
    sheet = contact_sheet(rows, scale=2, gap=2)
    assert sheet.size == (2 * 34 * 2, 2 * 34 * 2)
    assert sheet.getpixel((0, 0)) == LOOKS["reef"].background
    assert sheet.getpixel((0, 34 * 2)) == LOOKS["hadal"].background
    assert sheet.getpixel((22, 22)) == (0x0B, 0x0B, 0x0E)
    silhouette = contact_sheet(rows, scale=1, silhouette=True)
    assert silhouette.getpixel((11, 11)) == (0, 0, 0)
    assert silhouette.getpixel((0, 0)) == (255, 255, 255)


def test_the_command_draws_a_preview(tmp_path: Path) -> None:
    assert main(["--preview", str(tmp_path / "sheet.png"), "--columns", "2", "--species", "clownfish", "crab"]) == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (2 * 34 * 4, 6 * 34 * 4)


def test_the_command_counts_broken_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "24"]) == 0
    assert "24 of 24 sprites keep every rule (100.00%)" in capsys.readouterr().out


def test_the_command_draws_shards(tmp_path: Path) -> None:
    assert main(["--count", "3", "--out", str(tmp_path / "shards"), "--seed", "5", "--processes", "1"]) == 0
    assert same(load_shards(tmp_path / "shards"), draw_many(5, range(3)))


def test_an_expected_error_is_one_line(shards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "4", "--out", str(shards), "--seed", "1"]) == 1
    told = capsys.readouterr().err
    assert told == f"corpus: {shards} holds seed 7; got seed 1: choose another folder\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["--count", "4"], ["--out", "x"], ["--count", "0", "--out", "x"], ["--check", "-1"], ["--species", "shark"]],
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err
