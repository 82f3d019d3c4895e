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
from engine_bridges.folders.manifest import MANIFEST
from pixelgen import SpriteRequest
from pixelgen.commands.cli import main
from pixelgen.files.generated_mark import is_marked
from pixelgen.model.weights_folder import FOLDER_VARIABLE
from tests.engine_bridges.baked_packs import CRAB, HEAD, TANGS, CountingMaker, broken_files, contents, stamps
from tests.fake_generator import dna_of

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
        r"reef: baked 4 of 4 creatures \(tang_1, tang_2, tang_3, crab\); "
        r"\d+ files written, 0 removed in reef; \d+\.\d s\n"
        r"reef: reef/preview/contact_sheet.png shows all creatures\n",
        told.out,
    )
    assert told.err == ""
    assert broken_files(folder / "reef") == []
    assert run("reef.toml") == 0
    assert re.fullmatch(r"reef: up to date, 4 creatures in reef; \d\.\d s\n", capsys.readouterr().out)
    (folder / "reef.toml").write_text(f"{HEAD}{CRAB}seed = 9\n")
    assert run("reef.toml") == 0
    assert "baked 1 of 1 creature (crab), 3 removed (tang_1, tang_2, tang_3); " in capsys.readouterr().out


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reef.toml --dry-run") == 0
    said = "reef: would bake 4 of 4 creatures (tang_1, tang_2, tang_3, crab); nothing was written to reef; "
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
        "edited": [],
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


def test_a_file_edited_by_hand_is_kept_and_named_until_it_is_to_be_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("reef.toml") == 0
    scene = folder / "reef" / "creatures" / "crab" / "crab.tscn"
    written = scene.read_bytes()
    scene.write_text("mine")
    (folder / "reef.toml").write_text(GOOD.replace("crab", "crab", 1) + "seed = 5\n")
    says = (
        "reef: 1 file was edited by hand and is kept (creatures/crab/crab.tscn); bake with --overwrite-edits to "
        "replace them; instead of a generated scene edit one that inherits it\n"
    )
    for options in ("--dry-run", "", "", "--dry-run"):
        capsys.readouterr()
        assert run(f"reef.toml {options}") == 0
        assert says in capsys.readouterr().out
        assert scene.read_text() == "mine"
    assert run("reef.toml --json") == 0
    assert json.loads(capsys.readouterr().out)["edited"] == ["creatures/crab/crab.tscn"]
    assert run("reef.toml --overwrite-edits") == 0
    assert scene.read_bytes() == written
    assert "edited" not in capsys.readouterr().out


def test_two_files_for_one_folder_are_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reef.toml") == 0
    (folder / "copy.toml").write_text(HEAD + CRAB)
    before = stamps(folder / "reef")
    for options in ("", "--dry-run"):
        capsys.readouterr()
        assert run(f"copy.toml {options}") == 1
        assert capsys.readouterr().err == (
            "pixelgen bake: reef was baked from reef.toml; give copy.toml another name or output, or, if it is that "
            "file under a new name, bake once with --take-over\n"
        )
    assert stamps(folder / "reef") == before
    assert run("copy.toml --take-over") == 0
    assert run("copy.toml") == 0
    assert run("reef.toml") == 1


def test_two_packs_that_new_pack_made_bake_side_by_side(folder: Path) -> None:
    for name in ("one.toml", "two.toml"):
        assert main(["new-pack", name]) == 0
        assert run(name) == 0
    assert broken_files(folder / "one_pack") == broken_files(folder / "two_pack") == []


def test_two_packs_with_the_same_uids_in_one_project_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "project.godot").touch()
    assert run("reef.toml") == 0
    capsys.readouterr()
    assert run("reef.toml --out art/reef") == 1
    assert capsys.readouterr().err == (
        "pixelgen bake: reef holds this pack already, and Godot would confuse its files with those of art/reef; remove "
        "that folder, or bake into it\n"
    )
    (folder / "copy.toml").write_text(GOOD)
    assert run("copy.toml --out art/reef") == 1
    assert re.fullmatch(
        r"pixelgen bake: art/reef and reef would have the name reef and no id, and Godot would confuse their files; "
        r'remove one of the two, or put a line of its own under \[pack\] of copy.toml: id = "[0-9a-f]{16}"\n',
        capsys.readouterr().err,
    )
    assert not (folder / "art").exists()


def test_a_contact_sheet_of_another_pack_is_not_replaced(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reef.toml --contact-sheet all.png") == 0
    (folder / "cave.toml").write_text(HEAD.replace("reef", "cave") + CRAB)
    before = (folder / "all.png").read_bytes()
    capsys.readouterr()
    assert run("cave.toml --contact-sheet all.png") == 1
    says = "all.png is the contact sheet of another pack; name another file"
    assert capsys.readouterr().err == f"pixelgen bake: {says}\n"
    assert (folder / "all.png").read_bytes() == before
    assert run("reef.toml --contact-sheet all.png") == 0


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
            out, err = bake.communicate()
        finally:
            bake.kill()
    assert bake.returncode == 130
    assert (out, err) == ("", "pixelgen bake: interrupted; the pack is whole, and what was drawn is in the cache\n")
    assert not (folder / "reef").exists()


@pytest.mark.parametrize("more", ["", "--dry-run"])
def test_the_folder_of_the_packs_file_is_no_place_for_the_pack(
    more: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(folder)
    assert run(f"reef.toml --out . {more}") == 1
    assert capsys.readouterr().err == (
        "pixelgen bake: . is the folder of reef.toml; name a folder for the pack alone, such as reef_pack\n"
    )
    assert contents(folder) == before


class ByFile(CountingMaker):
    """Has the weights that its file is named after."""

    def __init__(self, weights: Path | None) -> None:
        super().__init__(weights)
        self.weights_digest = "0123" if weights is None else weights.stem


def kept_weights(folder: Path, digest: str) -> Path:
    """A file whose header says that it has them."""
    header = json.dumps({"__metadata__": {"sha256": digest}}).encode()
    path = folder / f"{digest}.safetensors"
    folder.mkdir(exist_ok=True)
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    return path


OLDER, OLDEST = "4567000000000000", "89ab000000000000"
OLD = SpriteRequest("reef", "reef_fish", "clownfish", seed=3)


def old_creature(weights: str, name: str = "old") -> str:
    return f'[[creatures]]\nname = "{name}"\ndna = "{dna_of(OLD, weights=weights)}"\n'


def test_a_pack_of_an_old_dna_is_drawn_with_the_weights_that_drew_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "reef.toml").write_text(f"{HEAD}{CRAB}{old_creature(OLDER)}")
    kept = kept_weights(folder / "weights", OLDER)
    command = ["bake", "reef.toml", "--dry-run"]
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder / "nothing"))
    assert main(command, generator_factory=ByFile) == 1
    assert f"was made with the weights {OLDER}" in capsys.readouterr().err
    assert main([*command, "--weights", "weights"], generator_factory=ByFile) == 0
    told = f"pixelgen bake: drawing with {Path('weights', kept.name)}, which drew the DNAs of the pack"
    assert told in capsys.readouterr().err
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder / "weights"))
    assert main(command, generator_factory=ByFile) == 0
    assert f"drawing with {kept}" in capsys.readouterr().err


def test_dnas_of_two_weights_are_not_drawn_together(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "reef.toml").write_text(f"{HEAD}{old_creature(OLDER)}{old_creature(OLDEST, 'older')}")
    for digest in (OLDER, OLDEST):
        kept_weights(folder / "weights", digest)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder / "weights"))
    assert main(["bake", "reef.toml"], generator_factory=ByFile) == 1
    told = capsys.readouterr().err
    assert f"weights {OLDER}" in told
    assert f"weights {OLDEST}" in told
    assert main(["bake", "reef.toml", "--weights", "weights"], generator_factory=ByFile) == 1
    assert f"made with the weights {OLDER}, {OLDEST}; they cannot be drawn together" in capsys.readouterr().err


def test_a_folder_of_weights_is_no_use_without_a_dna(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "weights").mkdir()
    assert main(["bake", "reef.toml", "--weights", "weights"], generator_factory=ByFile) == 1
    assert "is a folder, which is searched for the weights of a DNA, and there is none" in capsys.readouterr().err


def test_the_mark_can_be_left_out(folder: Path) -> None:
    assert run("reef.toml") == 0
    assert any(is_marked(content) for content in contents(folder / "reef").values())
    assert run("reef.toml --no-mark") == 0
    assert not any(is_marked(content) for content in contents(folder / "reef").values())
