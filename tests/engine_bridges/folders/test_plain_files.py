"""What stands in a pack's folder and is no ordinary file: told, not waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.manifest import MANIFEST
from engine_bridges.folders.ownership import PackSource
from engine_bridges.folders.pack_folder import PackFolder
from engine_bridges.godot.project import other_packs
from engine_bridges.sheets.reading import file_bytes
from engine_bridges.watching.file_digests import BakedFiles

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.mark.parametrize("name", [MANIFEST, "a.txt"])
def test_a_pipe_in_a_packs_folder_is_told_instead_of_waited_for(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "reef"
    with PackFolder(folder, PackSource("reef"), engine="sheet") as pack:
        pack.put("a", {"a.txt": b"1"}, key="k")
        pack.settle()
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with (
        pytest.raises(PackError) as caught,
        PackFolder(folder, PackSource("reef"), engine="sheet") as pack,
    ):
        pack.keep("a", key="k")
    assert str(caught.value).endswith(f"{folder / name} is a pipe or a device; remove it")
    with pytest.raises(PackError, match="is a pipe or a device; remove it"):
        file_bytes(folder, name, most=9)
    assert [*other_packs(tmp_path / "other", tmp_path)] == []
    assert BakedFiles().noted(folder)[folder / MANIFEST] is None or name != MANIFEST
