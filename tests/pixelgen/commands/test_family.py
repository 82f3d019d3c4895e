"""The picture of a family tree, with a generator that is a fake."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pixelgen.commands.output.family_tree import tree_of, tree_picture
from pixelgen.files.sprite_png import decode_png, encode_png
from pixelgen.generator import ENGINE_VERSION
from pixelgen.palette import colour_index
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.dna import decode_dna, encode_dna
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.lineage import Mask, Parent
from pixelgen.sprite import Sprite
from tests.fake_generator import FISH, JELLY, FakeGenerator, child_of, dna_of, generate_fish, run

pytestmark = pytest.mark.usefixtures("empty_folder")
PICTURE = Sprite(np.full((32, 32), 24, np.uint8))
CHILD = child_of(bred(FISH, PICTURE, seed=5), JELLY, seed=7)


def test_a_tree_has_the_creature_below_and_each_pair_of_parents_above_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("family", dna_of(CHILD), *"--flat --out trees/tree.png".split()) == 0
    picture, text = decode_png(Path("trees/tree.png").read_bytes())
    assert capsys.readouterr().out == f"trees/tree.png  {dna_of(CHILD)}\n"
    assert picture.shape == (2 * 44 + 32, 2 * 36 + 32)
    for top, left, colour in ((0, 0, 3), (0, 36, 24), (44, 18, 5), (44, 72, 9), (88, 45, 7)):
        assert (picture[top : top + 32, left : left + 32] == colour).all()
    red, blue = colour_index("coral", 3), colour_index("azure", 3)
    assert (picture[38, 16], picture[38, 52]) == (red, blue)
    assert (picture[82, 34], picture[82, 88]) == (red, blue)
    assert picture[85, 61] > 0  # the stem of the creature
    assert decode_dna(text["pixelgen-dna"]).request == CHILD
    assert len(FakeGenerator.asked) == 4


def test_generations_limit_the_tree() -> None:
    assert run("family", dna_of(CHILD), *"--generations 1 --scale 2 --out tree.png".split()) == 0
    picture, _ = decode_png(Path("tree.png").read_bytes())
    assert picture.shape == (2 * (44 + 32), 2 * (36 + 32))
    assert len(FakeGenerator.asked) == 3


def test_one_without_parents_and_one_with_one_have_trees_too() -> None:
    assert run("family", dna_of(FISH), *"--flat --out one.png".split()) == 0
    assert (decode_png(Path("one.png").read_bytes())[0] == 3).all()
    painted = inpainted(FISH, Mask(), seed=9)
    assert run("family", dna_of(painted), *"--flat --out two.png".split()) == 0
    picture, _ = decode_png(Path("two.png").read_bytes())
    assert picture.shape == (44 + 32, 32)
    assert picture[37, 16] == colour_index("ink", 4)


def test_what_is_known_by_name_alone_is_an_empty_frame_unless_a_library_has_it() -> None:
    by_name = encode_dna(bred(bred(FISH, JELLY), JELLY), weights="0123", engine_version=ENGINE_VERSION, generations=1)
    tree = tree_of(decode_dna(by_name).request, generations=4)
    assert [(above, node.one.origin is None) for node, above in tree.all()] == [(0, False), (1, True), (1, False)]
    picture = tree_picture(tree, lambda one: None if one.origin is None else np.full((32, 32), 9, np.uint8))
    assert picture[16, 8] == colour_index("ink", 4)
    assert picture[16, 16] == 0
    assert (picture[:32, 36:68] == 9).all()
    library = DnaLibrary()
    library.add([bred(FISH, JELLY)], weights="0123", engine_version=ENGINE_VERSION)
    library.write(Path("library.txt"))
    assert run("family", by_name, *"--library library.txt --out tree.png".split()) == 0
    assert decode_png(Path("tree.png").read_bytes())[0].shape == (2 * 44 + 32, 2 * 36 + 32)


def test_a_picture_of_ours_has_a_family_and_another_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--out", "fish.png")
    assert run("family", "fish.png", "--out", "tree.png") == 0
    assert FakeGenerator.asked == [FISH]
    Path("other.png").write_bytes(encode_png(PICTURE.indices))
    assert run("family", "other.png", "--out", "other_tree.png") == 1
    assert "other.png has no family: it carries no DNA of these weights" in capsys.readouterr().err


def test_a_tree_replaces_itself_alone(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["family", dna_of(CHILD), "--out", "tree.png"]
    assert run(*typed) == 0
    assert run(*typed, "--flat") == 0
    assert run("family", dna_of(FISH), "--out", "tree.png") == 1
    assert "use --force to write over it" in capsys.readouterr().err
    assert run("family", dna_of(FISH), "--out", "tree.png", "--force") == 0


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("--out tree.gif", "must be a .png file"),
        ("--out tree.png --generations 9", "must be a whole number from 1 to 8"),
        ("--out tree.png --scale 64", "this tree has 7680; lower --generations or --scale"),
    ],
)
def test_wrong_options_are_said(options: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("family", dna_of(CHILD), *options.split()) == 2
    assert reason in capsys.readouterr().err
    assert not Path("tree.png").exists()


def test_json_has_each_creature_with_its_generation(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("family", dna_of(CHILD), *"--json --out tree.png".split()) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["dna"] == dna_of(CHILD)
    assert [one["generation"] for one in said["family"]] == [0, 1, 2, 2, 1]
    assert said["family"][0]["parents"] == [said["family"][1]["name"], said["family"][4]["name"]]
    assert said["family"][3]["name"] == Parent.of(PICTURE).name
