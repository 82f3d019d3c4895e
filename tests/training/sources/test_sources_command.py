"""python -m training.sources: a mix becomes shards that training reads, whose manifest says whose the sprites are."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pixelgen.files.sprite_png import encode_png
from pixelgen.vocabulary import PAD, token_id
from tests.training.sources.foreign_art import fish, framed, licensed, save, write_mix
from training.network.batches import BatchSettings, TrainingStream
from training.samples import process_pool, shards
from training.samples.drawn_sprites import Sprites, draw_many
from training.samples.shards import load_shards, write_shards
from training.sources.__main__ import main
from training.sources.mix import load_mix
from training.sources.mixture import gather, mixture
from training.sources.reduction import fit


@pytest.fixture
def mix_file(tmp_path: Path) -> Path:
    art = licensed(tmp_path / "art", "Creative Commons Attribution 4.0 International")
    save(art / "reef" / "crab.png", fish())
    save(art / "x.png", fish(shift=90))
    (art / "broken.png").write_bytes(b"\x89PNG")
    return write_mix(
        tmp_path, 'kind = "drawn"\nweight = 1', 'kind = "folder"\npath = "art"\nweight = 3\nauthor = "Ann"'
    )


class NearPool(ThreadPoolExecutor):
    """Stands in for other processes, which take seconds to start."""

    def __init__(self, workers: int, *, mp_context: object) -> None:
        super().__init__(workers)


@pytest.fixture
def near_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_pool, "ProcessPoolExecutor", NearPool)


def manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return content


def run(mix_file: Path, out: Path, *, count: int, seed: int = 5) -> int:
    return main(
        ["--mix", str(mix_file), "--count", str(count), "--out", str(out), "--seed", str(seed), "--processes", "1"]
    )


# The one that goes through other processes.
def test_shards_hold_the_sources_by_weight_and_the_manifest_whose_they_are(mix_file: Path, tmp_path: Path) -> None:
    assert run(mix_file, tmp_path / "out", count=80) == 0
    sprites = load_shards(tmp_path / "out")
    assert len(sprites) == 80
    crab = fit(fish())
    crabs = [labels for indices, labels in zip(*_rows(sprites), strict=True) if np.array_equal(indices, crab)]
    assert 20 <= len(crabs) <= 40
    assert crabs[0] == [
        token_id(*name) for name in (("zone", "reef"), ("category", "grazer"), ("species", "crab"), ("family", "coral"))
    ]
    unlabelled = [labels for labels in sprites.labels.tolist() if labels[0] == PAD]
    assert 20 <= len(unlabelled) <= 40
    assert {tuple(labels[:3]) for labels in unlabelled} == {(PAD, PAD, PAD)}
    drawn, art = manifest(tmp_path / "out")["sources"]
    assert (drawn["kind"], drawn["weight"]) == ("drawn", 1.0)
    assert [(one["origin"], one["licence"], one["author"], one["species"]) for one in art["sprites"]] == [
        ("art/reef/crab.png", "CC-BY-4.0 (LICENSE)", "Ann", "crab"),
        ("art/x.png", "CC-BY-4.0 (LICENSE)", "Ann", None),
    ]


def _rows(sprites: Sprites) -> tuple[list[Any], list[list[int]]]:
    return list(sprites.indices), sprites.labels.tolist()


def test_what_is_drawn_is_what_the_corpus_draws(mix_file: Path) -> None:
    draw = mixture([gather(source) for source in load_mix(mix_file)], seed=5)
    mixed = draw(range(30))
    plain = draw_many(5, range(30))
    drawn = [number for number in range(30) if np.array_equal(mixed.indices[number], plain.indices[number])]
    assert 2 <= len(drawn) <= 15
    assert np.array_equal(mixed.labels[drawn], plain.labels[drawn])


def test_a_sprite_depends_on_the_seed_and_its_number_alone(mix_file: Path) -> None:
    everything = [gather(source) for source in load_mix(mix_file)]
    draw = mixture(everything, seed=5)
    some, others = draw([7, 3]), mixture(everything, seed=5)(range(10))
    assert np.array_equal(some.indices, others.indices[[7, 3]])
    assert not np.array_equal(others.indices, mixture(everything, seed=6)(range(10)).indices)


@pytest.mark.usefixtures("near_pool")
def test_an_interrupted_run_goes_on_where_it_stopped(
    mix_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "SHARD_SPRITES", 4)
    assert run(mix_file, tmp_path / "whole", count=10) == 0
    assert run(mix_file, tmp_path / "out", count=4) == 0
    first = (tmp_path / "out" / "shard-00000.npz").stat().st_mtime_ns
    assert run(mix_file, tmp_path / "out", count=10) == 0
    assert (tmp_path / "out" / "shard-00000.npz").stat().st_mtime_ns == first
    assert manifest(tmp_path / "out") == manifest(tmp_path / "whole")


@pytest.mark.usefixtures("near_pool")
def test_a_folder_with_shards_of_another_mix_is_refused(
    mix_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(mix_file, tmp_path / "out", count=2) == 0
    save(tmp_path / "art" / "new.png", fish(shift=140))
    assert run(mix_file, tmp_path / "out", count=4) == 1
    assert "other sources" in capsys.readouterr().err
    with pytest.raises(ValueError, match="other sources"):
        write_shards(tmp_path / "out", seed=5, count=2, processes=1, draw=partial(draw_many, 5))


@pytest.mark.usefixtures("near_pool")
def test_shards_can_be_a_source_and_their_record_is_carried_on(mix_file: Path, tmp_path: Path) -> None:
    assert run(mix_file, tmp_path / "old", count=12) == 0
    again = write_mix(licensed(tmp_path / "again"), 'kind = "shards"\npath = "../old"')
    assert run(again, tmp_path / "new", count=20) == 0
    old = {sprite.tobytes() for sprite in load_shards(tmp_path / "old").indices}
    assert {sprite.tobytes() for sprite in load_shards(tmp_path / "new").indices} <= old
    assert manifest(tmp_path / "new")["sources"][0]["sources"] == manifest(tmp_path / "old")["sources"]


def test_what_commons_wrote_is_a_source(tmp_path: Path) -> None:
    indices = fit(framed(fish(), 30, 20))
    (tmp_path / "crabs" / "sprites").mkdir(parents=True)
    (tmp_path / "crabs" / "sprites" / "7.png").write_bytes(encode_png(indices))
    (tmp_path / "crabs" / "photos").mkdir()
    save(tmp_path / "crabs" / "photos" / "7.png", fish(shift=90))
    (tmp_path / "crabs" / "sprites.csv").write_text(
        "file,zone,category,species,family,licence,author,origin\n"
        "sprites/7.png,,grazer,crab,coral,CC BY-SA 4.0,Ann,https://example.org/File:7\n"
    )
    (source,) = load_mix(write_mix(tmp_path, 'kind = "commons"\npath = "crabs"'))
    gathered = gather(source)
    (sprite,) = gathered.found
    assert np.array_equal(sprite.indices, indices)
    assert (sprite.origin, sprite.licence, sprite.author) == ("https://example.org/File:7", "CC BY-SA 4.0", "Ann")


def test_training_takes_sprites_of_unknown_zone(mix_file: Path) -> None:
    draw = mixture([gather(source) for source in load_mix(mix_file)][1:], seed=5)
    stream = TrainingStream(lambda numbers: draw(numbers.tolist()), BatchSettings(size=2, bare=0.0, drop=0.0), seed=1)
    tokens = np.concatenate([stream.batch(step).tokens[:, 0, 0].numpy() for step in range(8)])
    assert PAD in Counter(tokens.tolist())


def test_the_list_says_what_was_found_and_what_was_skipped(
    mix_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--mix", str(mix_file), "--list"]) == 0
    assert capsys.readouterr().out == (
        "drawn, weight 1\n"
        f"folder {tmp_path}/art, weight 3\n"
        "  found    art/reef/crab.png: reef grazer crab coral; CC-BY-4.0 (LICENSE), Ann\n"
        "  found    art/x.png: - - - sand; CC-BY-4.0 (LICENSE), Ann\n"
        "  skipped  art/broken.png: no PNG, GIF or WebP inside, or its head is damaged\n"
        "2 sprites found (2 CC-BY-4.0 (LICENSE)), 1 pictures or cells skipped\n"
    )


def test_the_preview_shows_every_source(mix_file: Path, tmp_path: Path) -> None:
    assert main(["--mix", str(mix_file), "--preview", str(tmp_path / "sheet.png")]) == 0
    with Image.open(tmp_path / "sheet.png") as picture:
        assert picture.size == (24 * 34 * 4, 4 * 34 * 4)  # two rows drawn, one of the reef, one of no known zone


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('kind = "folder"\npath = "nowhere"', "does not exist"),
        ('kind = "folder"\npath = "empty"', "no sprite in it"),
        ('kind = "folder"\npath = "bare"', "no licence is stated"),
        ('kind = "shards"\npath = "empty"', "manifest.json"),
    ],
)
def test_what_cannot_be_mixed_is_one_line(
    tmp_path: Path, entry: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    save(tmp_path / "bare" / "x.png", fish())
    assert run(write_mix(tmp_path, entry), tmp_path / "out", count=2) == 1
    error = capsys.readouterr().err
    assert complaint in error
    assert error.startswith("sources: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["--count", "2"], ["--out", "x"], ["--count", "0", "--out", "x"]])
def test_wrong_usage_ends_with_2(mix_file: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--mix", str(mix_file), *arguments])
    assert ended.value.code == 2
