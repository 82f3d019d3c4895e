"""The tool to look at species: its pictures, its table, and what it refuses."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.vocabulary import ZONES
from training.drawing.pixel_rules import RULES
from training.look import main
from training.samples.drawn_sprites import draw
from training.species import DRAWN

CELL = 34 * 4  # a sprite of 32 and its gap of 2 at 4x


def look(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["look", *arguments])
    main()


def test_a_picture_has_a_row_a_zone_and_species(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look(monkeypatch, "clownfish", "staghorn", "--columns", "2", "--out", str(tmp_path / "new" / "sheet.png"))
    with Image.open(tmp_path / "new" / "sheet.png") as sheet:  # its folder is made
        assert sheet.size == (2 * CELL, 2 * 6 * CELL)
        assert len(sheet.getcolors() or []) > 10


def test_the_seed_chooses_the_individuals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = []
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        look(monkeypatch, "tang", "--columns", "1", "--seed", seed, "--out", str(tmp_path / f"{name}.png"))
        pictures.append((tmp_path / f"{name}.png").read_bytes())
    assert pictures[0] == pictures[1]
    assert pictures[0] != pictures[2]


def test_extremes_are_drawn_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look(monkeypatch, "comb_jelly", "--extremes", "--out", str(tmp_path / "sheet.png"))
    species = DRAWN["comb_jelly"]
    drawn = [(zone, [draw(species, individual) for individual in species.extremes(zone)]) for zone in ZONES]
    rows = [(zone, sprites[at : at + 24]) for zone, sprites in drawn for at in range(0, len(sprites), 24)]
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert np.array_equal(np.asarray(sheet), np.asarray(contact_sheet(rows)))


def test_silhouettes_are_black_on_white(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look(monkeypatch, "crab", "--silhouette", "--columns", "1", "--out", str(tmp_path / "sheet.png"))
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert {colour for _, colour in sheet.getcolors() or []} == {(0, 0, 0), (255, 255, 255)}


def test_a_check_prints_the_table_of_rules_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    look(monkeypatch, "crab", "--columns", "1", "--check", "2")
    first, *table = capsys.readouterr().out.splitlines()
    assert first.endswith(" ms a sprite, rules included")
    assert [line.split("  ")[0] for line in table[: len(RULES)]] == list(RULES)
    assert table[len(RULES)] == "12 of 12 random sprites keep every rule (100.00%)"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [[], ["shark"], ["crab", "shark"]])
def test_an_unknown_species_is_refused(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        look(monkeypatch, *arguments)
    assert left.value.code == 2
    error = capsys.readouterr().err
    assert "usage:" in error
    assert "invalid choice: 'shark'" in error or not arguments
