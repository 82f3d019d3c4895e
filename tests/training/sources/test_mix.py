"""The mix file: what it may say, and a clear word on what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.sources.foreign_art import write_mix
from training.network.settings import SettingsError
from training.sources import mix
from training.sources.folder import PictureOptions
from training.sources.labelled import Labels
from training.sources.mix import MixSource, load_mix
from training.sources.reduction import FitSettings
from training.sources.sheet_grid import GivenGrid


def test_a_mix_says_what_it_takes_from_where(tmp_path: Path) -> None:
    path = write_mix(
        tmp_path,
        'kind = "drawn"\nweight = 8',
        """
kind = "sheet"
path = "art/reef"
weight = 1.5
licence = "CC0-1.0"
author = "Ann"
options = { cell = [16, 24], spacing = 1, zone = "reef", ignore = ["old/*"], enlarge = 1, covered = 0.5 }
""",
        'kind = "commons"\npath = "/downloads/crabs"',
        'kind = "shards"\npath = "shards"',
    )
    drawn, sheet, commons, shards = load_mix(path)
    assert drawn == MixSource("drawn", 8.0)
    assert sheet == MixSource(
        "sheet",
        1.5,
        tmp_path / "art" / "reef",
        PictureOptions(
            licence="CC0-1.0",
            author="Ann",
            ignore=("old/*",),
            known=Labels(zone="reef"),
            fit=FitSettings(enlarge=1, covered=0.5),
        ),
        GivenGrid(cell_width=16, cell_height=24, spacing=1),
    )
    assert (commons.path, commons.pictures.labels, commons.pictures.only_listed) == (
        Path("/downloads/crabs"),
        "sprites.csv",
        True,
    )
    assert (shards.kind, shards.weight, shards.path) == ("shards", 1.0, tmp_path / "shards")


def test_the_example_in_the_documentation_is_a_mix(tmp_path: Path) -> None:
    example = (mix.__doc__ or "").split("\n\n", 1)[1]
    path = tmp_path / "mix.toml"
    path.write_text("\n".join(line.removeprefix("    ") for line in example.splitlines()), encoding="utf-8")
    assert [source.kind for source in load_mix(path)] == ["drawn", "sheet"]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('kind = "drawn"\nwieght = 2', r"sources\[0\]: unknown key 'wieght'; expected kind, weight"),
        ('kind = "drawn"\npath = "x"', "unknown key 'path'"),
        ('kind = "zip"', r"sources\[0\].kind must be one of drawn, .*; got 'zip'"),
        ("weight = 1", "kind must be one of .*; got None"),
        ("kind = [1]", r"kind must be one of .*; got \[1\]"),
        ('kind = "folder"', "needs a path"),
        ('kind = "folder"\npath = ""', "needs a path"),
        ('kind = "folder"\npath = 3', r"sources\[0\].path must be str; got 3"),
        ('kind = "drawn"\nweight = 0', "weight must be more than 0; got 0"),
        ('kind = "drawn"\nweight = nan', "weight must be more than 0; got nan"),
        ('kind = "drawn"\nweight = inf', "weight must be more than 0; got inf"),
        ('kind = "drawn"\nweight = true', "weight must be float; got True"),
        ('kind = "folder"\npath = "x"\noptions = { cell = [16, 16] }', "options: unknown key 'cell'; expected labels"),
        ('kind = "folder"\npath = "x"\noptions = { zone = "surface" }', "options: zone must be one of"),
        ('kind = "folder"\npath = "x"\noptions = { enlarge = 0 }', "enlarge must be 1 or more; got 0"),
        ('kind = "folder"\npath = "x"\noptions = { enlarge = true }', "enlarge must be int; got True"),
        ('kind = "folder"\npath = "x"\noptions = { ignore = [1] }', "ignore must be a list of text"),
        ('kind = "folder"\npath = "x"\noptions = { covered = 0.0 }', "covered must be more than 0"),
        ('kind = "folder"\npath = "x"\noptions = { megapixels = 1e9 }', "megapixels must be more than 0, at most 50"),
        ('kind = "sheet"\npath = "x"\noptions = { cell = [16] }', r"cell must be \[width, height\]; got \[16\]"),
        ('kind = "sheet"\npath = "x"\noptions = { cell = [0, 16] }', r"cell must be \[width, height\]"),
        ('kind = "sheet"\npath = "x"\noptions = { cell = [8, 8], rows = 2 }', "give columns and rows, a cell, or all"),
        ('kind = "sheet"\npath = "x"\noptions = { columns = -1 }', "columns must be 0 or more"),
        ('kind = "commons"\npath = "x"\nlicence = "CC0"', "unknown key 'licence'"),
        ("kind =", "mix.toml"),
    ],
)
def test_a_wrong_mix_is_refused_with_file_and_key(tmp_path: Path, entry: str, complaint: str) -> None:
    path = write_mix(tmp_path, entry)
    with pytest.raises(SettingsError, match=complaint) as caught:
        load_mix(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "seed = 3", "sources = 3", "sources = []", "sources = [1]", "[sources]\nkind = 1"]
)
def test_a_mix_without_sources_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "mix.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"expected"):
        load_mix(tmp_path / "mix.toml")


def test_a_mix_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        load_mix(tmp_path / "mix.toml")
