from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import pixelgen
from engine_bridges.folders.pack_folder import MANIFEST
from pixelgen.commands.cli import main
from tests.engine_bridges.baked_packs import CRAB, HEAD, TANGS, CountingMaker, broken_files, stamps

GOOD = f"{HEAD}{TANGS}{CRAB}"


def run(typed: str) -> int:
    return main(["bake", *typed.split()], generator_factory=CountingMaker)


@pytest.fixture
def folder(empty_folder: Path) -> Path:
    (empty_folder / "reef.toml").write_text(GOOD)
    return empty_folder


def test_it_says_what_was_made_and_where_all_can_be_seen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reef.toml") == 0
    told = capsys.readouterr()
    assert re.fullmatch(
        r"reef: 4 of 4 creatures made \(tang_1, tang_2, tang_3, crab\); "
        r"\d+ files written, 0 removed in reef; \d+\.\d s\n"
        r"reef: reef/preview/contact_sheet.png shows them all\n",
        told.out,
    )
    assert told.err == ""
    assert broken_files(folder / "reef") == []
    assert run("reef.toml") == 0
    assert re.fullmatch(r"reef: nothing to do, 4 creatures as they were in reef; \d\.\d s\n", capsys.readouterr().out)
    (folder / "reef.toml").write_text(f"{HEAD}{CRAB}seed = 9\n")
    assert run("reef.toml") == 0
    assert "1 of 1 creature made (crab), 3 removed (tang_1, tang_2, tang_3); " in capsys.readouterr().out


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reef.toml --dry-run") == 0
    said = "reef: 4 of 4 creatures would be made (tang_1, tang_2, tang_3, crab); nothing was written to reef; "
    assert capsys.readouterr().out.startswith(said)
    assert [path.name for path in folder.iterdir()] == ["reef.toml"]


def test_another_folder_and_another_contact_sheet_may_be_named(folder: Path) -> None:
    assert run("reef.toml --out game/addons/reef --contact-sheet seen.png") == 0
    assert (folder / "game" / "addons" / "reef" / MANIFEST).exists()
    assert (folder / "seen.png").exists()
    assert not (folder / "reef").exists()


def test_a_script_reads_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reef.toml --json") == 0
    told = json.loads(capsys.readouterr().out)
    seconds = told.pop("seconds")
    assert seconds.keys() == {"plan", "make", "write", "settle", "contact sheet", "all"}
    assert told.pop("written")
    assert told == {
        "pack": "reef",
        "format": "godot",
        "folder": "reef",
        "dry_run": False,
        "creatures": 4,
        "made": ["tang_1", "tang_2", "tang_3", "crab"],
        "kept": 0,
        "dropped": [],
        "removed": [],
        "untouched": 0,
        "contact_sheets": ["reef/preview/contact_sheet.png"],
    }
    assert run("reef.toml --json --dry-run") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["dry_run"], told["made"], told["kept"], told["written"]) == (True, [], 4, [])


@pytest.mark.parametrize("format", ["godot", "sheet", "pygame"])
def test_each_format_is_baked_and_then_left_alone(folder: Path, format: str) -> None:
    (folder / "reef.toml").write_text(f'{HEAD}format = "{format}"\n{TANGS}{CRAB}')
    assert run("reef.toml") == 0
    assert broken_files(folder / "reef") == []
    before = stamps(folder)
    assert run("reef.toml") == 0
    assert stamps(folder) == before


def test_all_mistakes_are_told_a_line_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reef.toml").write_text(GOOD.replace("shallows", "swallows").replace('"tang"', '"tung"'))
    assert run("reef.toml") == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["reef.toml:6", "reef.toml:10"]
    assert run("no.toml") == 1
    says = "cannot be read: No such file or directory; `pixelgen new-pack` writes an example"
    assert capsys.readouterr().err == f"pixelgen bake: no.toml:1: {says}\n"
    assert not (folder / "reef").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("", "the following arguments are required: PACK.toml"),
        ("reef.toml --jobs 0", "--jobs: must be a whole number from 1 to 256; got '0'"),
        ("reef.toml --jobs many", "--jobs: must be a whole number from 1 to 256; got 'many'"),
        ("reef.toml --contact-sheet all.jpg", "--contact-sheet: must be a .png file; got 'all.jpg'"),
        ("reef.toml --frobnicate", "unknown: '--frobnicate'; see pixelgen bake --help"),
    ],
)
def test_wrong_options_are_told(folder: Path, options: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(options) == 2
    assert capsys.readouterr().err == f"pixelgen bake: {said}\n"


def test_a_place_that_cannot_be_written_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "file").touch()
    assert run("reef.toml --out file") == 1
    assert run("reef.toml --out file/deeper") == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("pixelgen bake: cannot write file") for line in lines)


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.slow
def test_an_interruption_leaves_no_half_pack_and_a_cache_with_what_was_drawn(folder: Path) -> None:
    (folder / "reef.toml").write_text(f'{HEAD}[[creatures]]\nzone = "reef"\nspecies = "tang"\ncount = 3000\n')
    environment = {**os.environ, "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent)}
    command = [sys.executable, "-m", "pixelgen", "bake", "reef.toml"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as bake:
        try:
            while not list((folder / "cache").rglob("*.png")):
                assert bake.poll() is None
            bake.send_signal(signal.SIGINT)
            out, err = bake.communicate(timeout=60)
        finally:
            bake.kill()
    assert bake.returncode == 130
    assert (out, err) == ("", "pixelgen bake: interrupted; the pack is whole, and what was drawn is in the cache\n")
    assert not (folder / "reef").exists()
