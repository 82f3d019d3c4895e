"""A command that finds several things wrong says each in a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from engine_bridges.pack_file.errors import PackFileError
from engine_bridges.pack_file.pack import read_pack
from pixelgen.commands import generate as generate_command
from pixelgen.commands.cli import main


def test_each_mistake_of_a_file_is_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pack.toml"
    file.write_text("[pack]\nname = 3\nformt = 'godot'\n", encoding="utf-8")

    def read(*_: object) -> str:
        read_pack(file)
        return ""

    monkeypatch.setattr(generate_command, "run", read)
    assert main(["generate", "--out", "a.png"]) == 1
    lines: Sequence[str] = capsys.readouterr().err.splitlines()
    with pytest.raises(PackFileError) as caught:
        read_pack(file)
    assert lines == [f"pixelgen generate: {mistake}" for mistake in caught.value.errors]
    assert len(lines) >= 2
