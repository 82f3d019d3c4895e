"""Files as a watch reads them: each with its digest, and none that it would wait for for ever."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.pack_file.pack import read_pack
from engine_bridges.watching.file_digests import DigestingReader, digests_of


def test_what_was_read_has_a_digest_and_what_cannot_be_read_has_none(tmp_path: Path) -> None:
    there, folder, missing = tmp_path / "there", tmp_path, tmp_path / "missing"
    there.write_bytes(b"reef")
    assert digests_of([there, folder, missing, Path("a\0b")]) == {
        there: hashlib.sha256(b"reef").hexdigest(),
        folder: None,
        missing: None,
        Path("a\0b"): None,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_in_place_of_a_file_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "reef.toml"
    os.mkfifo(pipe)
    reader = DigestingReader()
    with pytest.raises(PackError) as caught:
        read_pack(pipe, read=reader)
    assert str(caught.value) == f"{pipe}:1: cannot be read: is a pipe or a device; only a file can be watched"
    assert reader.digests == {pipe: None}
    assert digests_of([pipe]) == {pipe: None}
