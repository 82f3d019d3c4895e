from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pixelgen.commands.cli import main
from pixelgen.look.own_palette import OwnPalette
from tests.pixelgen.look.known_palettes import KNOWN


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pico8.hex").write_text("\n".join(KNOWN["pico8"].split()))


def test_a_strip_has_the_games_colour_of_each_index() -> None:
    assert main(["palette", "pico8.hex", "--out", "strip.png"]) == 0
    table = OwnPalette.read("pico8.hex").rgb_table()
    with Image.open("strip.png") as strip:
        assert (strip.mode, strip.size) == ("RGBA", (64, 1))
        assert strip.getpixel((0, 0)) == (0, 0, 0, 0)
        assert [strip.getpixel((at, 0)) for at in range(1, 64)] == [(*colour, 255) for colour in table[1:].tolist()]


def test_ramps_that_are_written_are_read_again() -> None:
    assert main(["palette", "pico8.hex", "--out", "pico8.toml"]) == 0
    assert main(["palette", "pico8.hex", "--out", "pico8.toml"]) == 0  # the same again
    assert OwnPalette.read("pico8.toml") == OwnPalette.read("pico8.hex")


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        ("pico8.hex --out strip.gif", 2, "--out must be a .png or .toml file; got 'strip.gif'"),
        ("none.hex --out strip.png", 1, "cannot read none.hex: No such file"),
        ("pico8.hex --out pico8.png", 1, "is there already"),
        ("pico8.txt --out strip.png", 2, "pico8.txt: .txt line 1 must be a colour of Paint.NET"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    typed: str, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("pico8.png").write_bytes(b"mine")
    Path("pico8.txt").write_text("black")
    assert main(["palette", *typed.split()]) == code
    said = capsys.readouterr()
    assert message in said.err
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert Path("pico8.png").read_bytes() == b"mine"
