"""Families that outlive their creatures: parents stand by name, and a file knows them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pixelgen.errors import PixelgenError
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.dna import decode_dna, encode_dna, family
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.lineage import Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

WEIGHTS = "0123456789abcdef" * 4
JELLY, FISH = SpriteRequest("reef", "jellyfish", seed=7), SpriteRequest("reef", "reef_fish", seed=2)
DRAWN_BY_HAND = Sprite(np.full((32, 32), 9, dtype=np.uint8))


def generations(count: int) -> list[SpriteRequest]:
    """A line of descent: each bred from the one before and its parent."""
    line = [JELLY, FISH]
    for seed in range(count):
        line.append(bred(line[-1], line[-2], seed=seed))
    return line


def added(library: DnaLibrary, *requests: SpriteRequest) -> int:
    return library.add(requests, weights=WEIGHTS, engine_version=3)


def short(request: SpriteRequest) -> str:
    return encode_dna(request, weights=WEIGHTS, engine_version=3, generations=1)


def test_twenty_generations_are_found_again_from_one_short_line(tmp_path: Path) -> None:
    line = generations(20)
    library = DnaLibrary()
    assert added(library, line[-1]) == 20
    library.write(tmp_path / "family.txt")

    read = DnaLibrary.read(tmp_path / "family.txt")
    completed = read.complete(decode_dna(short(line[-1]))).request
    assert completed == line[-1]
    assert completed.key() == line[-1].key()
    assert [one.name for one in family(completed)] == [one.name for one in family(line[-1])]
    assert all(one.origin is not None for one in family(completed))
    assert len(short(line[-1])) < 150


def test_every_line_stays_short(tmp_path: Path) -> None:
    library = DnaLibrary()
    added(library, generations(20)[-1])
    library.write(tmp_path / "family.txt")
    lines = (tmp_path / "family.txt").read_text().splitlines()
    assert len(lines) == 20
    assert max(map(len, lines)) < 200


def test_a_request_is_added_once() -> None:
    library = DnaLibrary()
    assert added(library, JELLY, bred(JELLY, FISH)) == 2
    assert added(library, JELLY, bred(JELLY, FISH)) == 0
    assert len(library) == 2
    assert JELLY in library
    assert FISH not in library  # an unbred parent stands in its child's line


def test_a_child_of_a_child_that_is_known_by_name_alone_is_completed() -> None:
    child = bred(JELLY, FISH)
    library = DnaLibrary()
    added(library, child)
    by_name = decode_dna(short(bred(child, FISH, seed=4))).request
    assert any(parent.origin is None for parent in by_name.parents)
    assert added(library, by_name) == 1
    assert all(one.origin is not None for one in family(library.complete(decode_dna(short(by_name))).request))


def test_who_is_not_in_the_library_stays_a_name() -> None:
    dna = decode_dna(short(bred(bred(JELLY, FISH), FISH)))
    assert DnaLibrary().complete(dna) == dna


def test_a_picture_as_parent_stands_in_its_childs_line(tmp_path: Path) -> None:
    child = bred(DRAWN_BY_HAND, FISH, zone="reef", category="coral")
    library = DnaLibrary()
    added(library, bred(child, FISH))
    library.write(tmp_path / "family.txt")
    again = DnaLibrary.read(tmp_path / "family.txt").complete(decode_dna(short(bred(child, FISH)))).request
    assert family(again)[0] == Parent.of(DRAWN_BY_HAND)
    assert family(again)[0].origin == DRAWN_BY_HAND


def test_comments_and_empty_lines_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "family.txt"
    path.write_text(f"# the first\n\n{short(JELLY)}\n", encoding="utf-8")
    library = DnaLibrary.read(path)
    added(library, FISH)
    library.write(path)
    assert path.read_text(encoding="utf-8") == f"# the first\n\n{short(JELLY)}\n{short(FISH)}\n"


def test_no_file_is_an_empty_library(tmp_path: Path) -> None:
    assert len(DnaLibrary.read(tmp_path / "none.txt")) == 0


@pytest.mark.parametrize("damaged", ["pg1_nonsense", "\udcff\x00", "child.png"])
def test_a_damaged_line_is_named(tmp_path: Path, damaged: str) -> None:
    path = tmp_path / "family.txt"
    path.write_bytes(f"{short(JELLY)}\n{damaged}\n".encode("utf-8", "surrogateescape"))
    with pytest.raises(PixelgenError, match=r"family\.txt, line 2: "):
        DnaLibrary.read(path)


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(PixelgenError, match="cannot read"):
        DnaLibrary.read(tmp_path)
