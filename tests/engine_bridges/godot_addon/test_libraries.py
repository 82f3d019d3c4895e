"""The whole zip, compiled for every platform: its size, and what the libraries are by their first bytes and symbols."""

from __future__ import annotations

import io
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from engine_bridges.godot_addon.__main__ import main
from engine_bridges.godot_addon.archive import FOLDER, MOST_BYTES
from engine_bridges.godot_addon.libraries import ENTRY, KINDS, PLATFORMS

BEGINNINGS = {".so": b"\x7fELF", ".dll": b"MZ", ".dylib": b"\xca\xfe\xba\xbe"}
CODE_SIGNATURE = b"\xfa\xde\x0c\xc0"  # without one a Mac with a processor of Apple's loads no library

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ziglang") is None, reason="ziglang is not installed; the extra wheels brings it"),
]


def test_one_command_builds_the_zip_with_a_library_for_every_platform(tmp_path: Path) -> None:
    path = tmp_path / "pixelgen_godot.zip"
    assert main(["--zip", str(path)]) == 0
    assert path.stat().st_size < MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as opened:
        found = {name: opened.read(name) for name in opened.namelist() if name.startswith(f"{FOLDER}/bin/")}
    assert set(found) == {f"{FOLDER}/bin/{each.library(kind)}" for each in PLATFORMS.values() for kind in KINDS}
    for name, content in found.items():
        assert content.startswith(BEGINNINGS[Path(name).suffix]), name
        assert ENTRY.encode("ascii") in content, name
        assert (b"<class name=" in content) == (".debug." in name), name
        assert str(Path.home()).encode() not in content, name
        if name.endswith(".dll"):
            assert Path(name).name.encode() + b"\0" in content, f"{name}: programs that are linked to it do not find it"
        if name.endswith(".dylib"):
            assert content.count(CODE_SIGNATURE) >= 1, name
