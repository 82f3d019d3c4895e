"""What a DNA, a PNG or an entry of the cache tells, and the library that knows ancestors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pixelgen.cache.entry import EntryKey, encode_entry
from pixelgen.commands.cli import main
from pixelgen.files.sprite_png import decode_png, encode_png
from pixelgen.generator import ENGINE_VERSION
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.dna import decode_dna, encode_dna
from pixelgen.requests.lineage import Mask, Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.fake_generator import FISH, JELLY, FakeGenerator, child_of, dna_of, generate_fish, run

pytestmark = pytest.mark.usefixtures("empty_folder")
DRAWN = Sprite(np.full((32, 32), 9, np.uint8))


def shown(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    capsys.readouterr()
    assert run("show", *typed) == 0
    return capsys.readouterr().out


def test_show_explains_a_dna(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(capsys, dna_of(FISH))
    lines = dict(line.split(maxsplit=1) for line in said.splitlines())
    assert lines == {
        "zone": "reef",
        "category": "reef_fish",
        "species": "clownfish",
        "colours": "any",
        "seed": "3",
        "temperature": "0.7, min-p 0.1",
        "weights": f"0123000000000000, engine version {ENGINE_VERSION}",
        "dna": dna_of(FISH),
    }


def test_show_explains_a_child_and_counts_its_ancestors_once(capsys: pytest.CaptureFixture[str]) -> None:
    picture = Sprite(np.full((32, 32), 9, np.uint8))
    child = bred(bred(FISH, picture), FISH, mask=Mask.of_pixels(np.ones((32, 32), np.bool_)))
    said = shown(capsys, dna_of(child))
    assert "drawn again  1024 pixels of a drawn mask\n" in said
    assert "parent A     reef clownfish, seed 0  pg1_" in said
    assert f"parent B     reef clownfish, seed 3  {dna_of(FISH)}\n" in said
    assert "ancestors    3, each counted once\n" in said
    assert "a picture; this DNA holds its pixels" in shown(capsys, dna_of(bred(FISH, picture)))
    by_name = encode_dna(child, weights="0123", engine_version=ENGINE_VERSION, generations=1)
    assert "a picture" not in shown(capsys, by_name)
    deeper = encode_dna(bred(child, FISH), weights="0123", engine_version=ENGINE_VERSION, generations=1)
    assert "known by name alone" in shown(capsys, deeper)


def test_show_lists_the_genes_of_a_dna_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    *_, last, blank, heading, build, pattern, eye = shown(capsys, dna_of(FISH), "--genes").splitlines()
    assert (last, blank, heading) == (f"dna          {dna_of(FISH)}", "", "genes of a clownfish of the reef")
    assert [build, pattern, eye] == [
        "build        slim, twice",
        "pattern      banded, hides plain",
        "eye          bold, twice",
    ]
    told = json.loads(shown(capsys, dna_of(FISH), "--genes", "--json"))
    assert told["genes"]["pattern"] == {"shown": "banded", "hidden": "plain"}
    assert "genes" not in json.loads(shown(capsys, dna_of(FISH), "--json"))


def test_show_lists_the_genes_of_each_sprite_of_a_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--count", "2", "--grid", "--out", "sheet.png")
    lines = shown(capsys, "sheet.png", "--genes").splitlines()
    assert lines.count("genes of a clownfish of the reef") == 2
    assert lines[2:6] == lines[8:12]
    told = json.loads(shown(capsys, "sheet.png", "--genes", "--json"))
    assert [one["genes"]["eye"] for one in told["sprites"]] == [{"shown": "bold", "hidden": "bold"}] * 2


def test_genes_of_other_weights_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", dna_of(FISH, weights="4567"), "--genes") == 1
    assert "the DNA was made with the weights 4567" in capsys.readouterr().err


def test_show_json_has_dna_request_and_family(capsys: pytest.CaptureFixture[str]) -> None:
    child = bred(FISH, JELLY, seed=2)
    told = json.loads(shown(capsys, dna_of(child), "--json"))
    assert told["dna"] == dna_of(child)
    assert told["request"] == json.loads(child.canonical())
    assert (told["key"], told["weights"]) == (child.key(), "0123000000000000")
    assert [one["request"]["seed"] for one in told["family"]] == [3, 9]


def test_show_reads_a_picture_and_sees_whether_it_was_changed(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--out", "fish.png")
    said = shown(capsys, "fish.png")
    assert dna_of(FISH) in said
    assert said.endswith("pixels       as drawn\n")
    indices, text = decode_png(Path("fish.png").read_bytes())
    Path("fish.png").write_bytes(encode_png(indices[::-1] * 0, text=text))
    assert shown(capsys, "fish.png").endswith("pixels       changed since\n")


def test_show_reads_a_gif(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--frames", "6", "--scale", "3", "--out", "fish.gif")
    said = shown(capsys, "fish.gif")
    assert dna_of(FISH) in said
    assert said.endswith("frames       6\npixels       as drawn\n")
    told = json.loads(shown(capsys, "fish.gif", "--json"))
    assert (told["dna"], told["frames"], told["pixels"]) == (dna_of(FISH), 6, "as drawn")
    content = bytearray(Path("fish.gif").read_bytes())
    Path("fish.gif").write_bytes(content[: len(content) // 2])
    assert shown(capsys, "fish.gif").endswith("pixels       changed since\n")


def test_show_lists_the_dna_of_each_sprite_of_a_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--count", "2", "--grid", "--out", "sheet.png")
    first, *lines, last = shown(capsys, "sheet.png").splitlines()
    assert (first, last) == ("a sheet of 2 sprites", "pixels       as drawn")
    dnas = [line.split("  ")[1] for line in lines]
    assert [line.split("  ")[0] for line in lines] == ["reef clownfish, seed 3", "reef clownfish, seed 4"]
    assert [decode_dna(dna).request.seed for dna in dnas] == [3, 4]
    told = json.loads(shown(capsys, "sheet.png", "--json"))
    assert [one["dna"] for one in told["sprites"]] == dnas


def test_show_reads_a_picture_in_a_games_own_colours(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.toml").write_text('[ramps]\nink = ["#101010", "#f0f0f0"]\nrose = ["#800000"]\n')
    generate_fish("--palette", "mine.toml", "--out", "fish.png")
    locked = FakeGenerator.asked.pop()
    assert shown(capsys, "fish.png").endswith("pixels       as drawn\n")
    assert run("breed", "fish.png", dna_of(JELLY), "--out", "a.png") == 0
    assert FakeGenerator.asked == [bred(locked, JELLY)]


def test_show_reads_an_entry_of_the_cache(capsys: pytest.CaptureFixture[str]) -> None:
    child = bred(bred(FISH, JELLY), JELLY, seed=2)
    key = EntryKey(Parent.of(child).name, "0123" * 16, ENGINE_VERSION)
    Path("entry.png").write_bytes(encode_entry(key, DRAWN, canonical=child.canonical()))
    told = json.loads(shown(capsys, "entry.png", "--json"))
    assert told["request"] == json.loads(child.canonical())
    assert decode_dna(told["dna"]).request == child
    assert told["pixels"] == "as drawn"
    Path("picture.png").write_bytes(encode_entry(key, DRAWN, canonical=""))
    assert run("show", "picture.png") == 1
    assert "no whole entry of the cache" in capsys.readouterr().err


def test_a_library_knows_the_parents_of_a_short_dna(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("breed", dna_of(FISH), dna_of(JELLY), "--library", "family.txt", "--out", "a.png") == 0
    child = FakeGenerator.asked.pop()
    short = encode_dna(bred(child, FISH), weights="0123", engine_version=ENGINE_VERSION, generations=1)
    assert "known by name alone" in shown(capsys, short)
    assert "parent A     reef clownfish, seed 0  pg1_" in shown(capsys, short, "--library", "family.txt")
    for typed in (
        ("generate", "--dna", short, "--any-weights", "--out", "b.png"),
        ("breed", short, dna_of(JELLY), "--out", "c.png"),
    ):
        assert run(*typed, "--library", "family.txt") == 0
        drawn = FakeGenerator.asked.pop()
        grandchild = drawn if typed[0] == "generate" else drawn.parents[0].origin
        assert isinstance(grandchild, SpriteRequest)
        assert grandchild.parents[0].origin == child
    assert run("generate", "--zone", "reef", "--category", "coral", "--library", "family.txt", "--out", "d.png") == 2
    assert "--library goes with --dna" in capsys.readouterr().err


def test_a_library_that_cannot_be_written_is_told_before_anything_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").touch()
    assert run("breed", dna_of(FISH), dna_of(JELLY), "--library", "file/family.txt", "--out", "a.png") == 1
    assert "file/family.txt: " in capsys.readouterr().err
    assert (FakeGenerator.asked, Path("a.png").exists()) == ([], False)


def test_show_tells_what_it_cannot_show(capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (32, 32)).save("foreign.png")
    Image.new("RGB", (32, 32)).save("foreign.gif", comment=b"made by hand")
    for what, code, line in (
        ("foreign.png", 1, "foreign.png carries no DNA: it is no PNG or GIF that `pixelgen generate` or `breed` wrote"),
        ("foreign.gif", 1, "foreign.gif carries no DNA: it is no PNG or GIF that `pixelgen generate` or `breed` wrote"),
        ("none.png", 1, "cannot read none.png"),
        ("a\0b", 1, "cannot read a"),
        (dna_of(FISH)[:-1], 2, "the DNA is damaged"),
    ):
        capsys.readouterr()
        assert run("show", what) == code
        assert capsys.readouterr().err.startswith(f"pixelgen show: {line}")


def test_show_tells_who_gave_the_genes_of_a_child(capsys: pytest.CaptureFixture[str]) -> None:
    child = child_of(FISH, JELLY, seed=1)
    said = shown(capsys, dna_of(child))
    assert "colours      those of its traits\n" in said
    assert "parts of A   body, head\n" in said
    assert f"parent A     reef clownfish, seed 3  {dna_of(FISH)}\n" in said
    assert "ancestors    2, each counted once\n" in said
    lines = shown(capsys, dna_of(child), "--genes").splitlines()
    at = lines.index("genes of a tang of the reef: species of B, zone of A")
    assert lines[at + 1 :] == [
        "build        slim of B, hides slim of A",
        "pattern      banded of A, hides plain of B",
        "eye          bold new, hides bold of A",
        "parts of A   body, head",
    ]
    genes = json.loads(shown(capsys, dna_of(child), "--genes", "--json"))["genes"]
    assert genes["pattern"] == {"shown": "banded", "hidden": "plain", "shown_from": "A", "hidden_from": "B"}


class Labelled(FakeGenerator):
    """Draws a body with an eye."""

    def sprites(self, requests: Sequence[SpriteRequest], **_: object) -> list[Sprite]:
        indices, parts = np.zeros((32, 32), np.uint8), np.zeros((32, 32), np.uint8)
        indices[4:8, 2:10], parts[4:8, 2:10] = 9, 1
        indices[5, 8], parts[5, 8] = 1, 3
        return [Sprite(indices, parts) for _ in requests]


def test_show_maps_the_parts_of_a_sprite(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", dna_of(FISH), "--parts"], generator_factory=Labelled) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("parts of the sprite")
    assert lines[at + 1 : at + 3] == ["b body       31 pixels", "e eye        1 pixels"]
    assert len(lines[at + 3 :]) == 32
    assert lines[at + 3 + 5] == "..bbbbbbeb" + "." * 22
    assert main(["show", dna_of(FISH), "--parts", "--json"], generator_factory=Labelled) == 0
    parts = json.loads(capsys.readouterr().out)["parts"]
    assert parts["pixels"] == {"body": 31, "eye": 1}
    assert parts["letters"] == {"body": "b", "eye": "e"}
    assert parts["map"][5] == "..bbbbbbeb" + "." * 22
    assert "parts unknown" in shown(capsys, dna_of(FISH), "--parts")  # a fake sprite has none


def test_show_tells_the_parts_of_each_sprite_of_a_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--count", "2", "--grid", "--out", "sheet.png")
    said = shown(capsys, "sheet.png", "--parts", "--genes")
    assert said.count("parts unknown") == said.count("genes of a clownfish") == 2
