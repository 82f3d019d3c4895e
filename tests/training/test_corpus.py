"""The command line of the corpus, and its pictures."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pixelgen.look.contact_sheet import WATER, contact_sheet
from pixelgen.vocabulary import ZONES
from training.corpus import main
from training.corpus_tools.previews import preview_rows
from training.samples.drawn_sprites import draw_many
from training.samples.shards import load_shards
from training.species import DRAWN


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
    assert sheet.getpixel((0, 0)) == WATER["reef"]
    assert sheet.getpixel((0, 34 * 2)) == WATER["hadal"]
    assert sheet.getpixel((22, 22)) == (0x0B, 0x0B, 0x0E)
    silhouette = contact_sheet(rows, scale=1, silhouette=True)
    assert silhouette.getpixel((11, 11)) == (0, 0, 0)
    assert silhouette.getpixel((0, 0)) == (255, 255, 255)


def test_the_command_draws_a_preview(tmp_path: Path) -> None:
    assert main(["--preview", str(tmp_path / "sheet.png"), "--columns", "2", "--species", "clownfish", "crab"]) == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (2 * 34 * 4, 6 * 34 * 4)


def test_the_command_counts_broken_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "492"]) == 0
    kept = re.search(r"(\d+) of 492 random sprites keep every rule", capsys.readouterr().out)
    assert kept is not None
    assert int(kept[1]) >= 0.99 * 492


def test_the_command_draws_shards(tmp_path: Path) -> None:
    assert main(["--count", "3", "--out", str(tmp_path / "shards"), "--seed", "5", "--processes", "1"]) == 0
    assert np.array_equal(load_shards(tmp_path / "shards").indices, draw_many(5, range(3)).indices)


def test_an_expected_error_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "manifest.json").write_text('{"format": 2, "seed": 7, "sources": [], "shards": {}}')
    assert main(["--count", "4", "--out", str(tmp_path), "--seed", "1"]) == 1
    assert capsys.readouterr().err == f"corpus: {tmp_path} holds seed 7; got seed 1: choose another folder\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["--count", "4"], ["--out", "x"], ["--count", "0", "--out", "x"], ["--check", "-1"], ["--species", "shark"]],
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err
