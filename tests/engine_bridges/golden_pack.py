"""The recorded text files of a small Godot pack, as whole files in golden/pack, and how they are written anew.

    python -m tests.engine_bridges.golden_pack --write    # then read the difference: uids must not change

Pictures are not recorded: their bytes depend on the versions of Pillow and zlib.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from engine_bridges.godot.pack import write_pack
from tests.engine_bridges.tiny_creatures import COLOURS, drawn, fish, still

GOLDEN = Path(__file__).parent / "golden" / "pack"
# Scripts and shaders are copied as they are, and the manifest holds the pictures' hashes.
NOT_RECORDED = (".png", ".gd", ".gdshader", ".json")


def pack_files(folder: Path) -> dict[str, str]:
    """Write the pack into the folder -> its text files by path."""
    write_pack(folder, [fish(lure=True), still("rock", drawn("33", "22"), "twilight")], name="golden", palette=COLOURS)
    return recorded(folder)


def recorded(folder: Path) -> dict[str, str]:
    """The text files that are recorded, by path."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in NOT_RECORDED]
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8") for path in sorted(paths)}


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    shutil.rmtree(GOLDEN, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in pack_files(Path(scratch)).items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(text.encode("utf-8"))
