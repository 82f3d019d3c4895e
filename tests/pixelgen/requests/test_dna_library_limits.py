"""How large a library's file may be, and what a line of it says of the parents."""

from __future__ import annotations

from pathlib import Path

import pytest

from pixelgen.errors import PixelgenError
from pixelgen.requests import dna_library
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.dna import decode_dna, encode_dna
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.request import SpriteRequest

JELLY, FISH = SpriteRequest("reef", "jellyfish", seed=7), SpriteRequest("reef", "reef_fish", seed=2)


def test_a_file_of_more_than_64_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "family.txt"
    with path.open("wb") as file:
        file.truncate((64 << 20) + 1)
    with pytest.raises(PixelgenError, match="a library may have 64 MB"):
        DnaLibrary.read(path)


def test_a_file_may_be_as_large_as_allowed_and_not_a_byte_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "family.txt"
    line = encode_dna(JELLY, weights="ab" * 32, engine_version=1)
    path.write_text(line, encoding="utf-8")
    monkeypatch.setattr(dna_library, "LARGEST_LIBRARY", len(line))
    assert JELLY in DnaLibrary.read(path)
    monkeypatch.setattr(dna_library, "LARGEST_LIBRARY", len(line) - 1)
    with pytest.raises(PixelgenError, match="a library may have"):
        DnaLibrary.read(path)


def test_a_line_names_bred_parents_and_holds_the_others(tmp_path: Path) -> None:
    child = bred(JELLY, FISH)
    grandchild = bred(child, FISH)
    library = DnaLibrary()
    library.add([grandchild], weights="ab" * 32, engine_version=1)
    library.write(tmp_path / "family.txt")
    older, younger = (decode_dna(line).request for line in (tmp_path / "family.txt").read_text().splitlines())
    assert [parent.origin for parent in older.parents] == [JELLY, FISH]
    assert [parent.origin for parent in younger.parents] == [None, FISH]
    assert younger == grandchild
