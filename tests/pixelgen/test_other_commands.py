"""breed, show and cache, with a generator that is a fake."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pixelgen.bred_requests import bred
from pixelgen.cache import Cache
from pixelgen.cli import main
from pixelgen.dna import decode_dna, encode_dna
from pixelgen.generator import ENGINE_VERSION
from pixelgen.lineage import Mask
from pixelgen.palette import RGB
from pixelgen.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.sprite_png import decode_png, encode_png
from tests.reliability import put

FISH = SpriteRequest("reef", "reef_fish", "clownfish", seed=3)
JELLY = SpriteRequest("abyss", "jellyfish", seed=9)


class FakeGenerator:
    """A sprite of one colour, the seed."""

    weights_digest = "0123"
    asked: list[SpriteRequest]

    def __init__(self, weights: Path | None) -> None:
        self.weights = weights

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        FakeGenerator.asked = list(requests)
        return [Sprite(np.full((32, 32), request.seed % 64, np.uint8)) for request in requests]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIXELGEN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def dna_of(request: SpriteRequest, weights: str = "0123") -> str:
    return encode_dna(request, weights=weights, engine_version=ENGINE_VERSION)


def run(*typed: str) -> int:
    return main([*typed], generator_factory=FakeGenerator)


def generate_fish(*more: str) -> None:
    assert run("generate", *"--zone reef --category reef_fish --species clownfish --seed 3".split(), *more) == 0


def test_two_dnas_are_parents() -> None:
    assert run("breed", dna_of(FISH), dna_of(JELLY), "--seed", "4", "--out", "a.png") == 0
    assert FakeGenerator.asked == [bred(FISH, JELLY, seed=4)]
    assert decode_dna(decode_png(Path("a.png").read_bytes())[1]["pixelgen-dna"]).request == bred(FISH, JELLY, seed=4)


@pytest.mark.parametrize("scale", ["1", "4"])
def test_a_picture_of_ours_is_the_request_that_drew_it(scale: str) -> None:
    generate_fish("--scale", scale, "--out", "fish.png")
    assert run("breed", "fish.png", dna_of(JELLY), "--out", "a.png") == 0
    assert FakeGenerator.asked == [bred(FISH, JELLY)]


def test_a_picture_that_was_painted_over_is_its_pixels() -> None:
    generate_fish("--out", "fish.png")
    indices, text = decode_png(Path("fish.png").read_bytes())
    painted = indices.copy()
    painted[5, 5] = 60
    Path("fish.png").write_bytes(encode_png(painted, text=text))
    assert run("breed", "fish.png", dna_of(JELLY), "--out", "a.png") == 0
    assert FakeGenerator.asked[0].parents[0].origin == Sprite(painted)


def test_a_picture_that_other_weights_drew_is_its_pixels() -> None:
    generate_fish("--out", "fish.png")

    class Other(FakeGenerator):
        weights_digest = "4567"

    assert (
        main(
            ["breed", "fish.png", "fish.png", "--zone", "reef", "--category", "coral", "--out", "a.png"],
            generator_factory=Other,
        )
        == 0
    )
    assert isinstance(FakeGenerator.asked[0].parents[0].origin, Sprite)


def test_a_picture_drawn_by_hand_is_quantised_and_its_kind_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGBA", (20, 10), (*RGB[24], 255)).save("hand.png")
    assert run("breed", "hand.png", "hand.png", "--out", "a.png") == 2
    assert "zone and category must be named" in capsys.readouterr().err
    assert run("breed", "hand.png", dna_of(JELLY), "--zone", "reef", "--category", "coral", "--out", "a.png") == 0
    (request,) = FakeGenerator.asked
    assert (request.zone, request.category) == ("reef", "coral")
    origin = request.parents[0].origin
    assert isinstance(origin, Sprite)
    assert np.count_nonzero(origin.indices == 24) == 200


def test_every_option_of_breed_reaches_the_request() -> None:
    options = "--mask 0.25 --pattern fins --seed 5 --count 2 --zone hadal --category coral --species anemone"
    more = "--colours glow,rose --temperature 0.3 --grid --scale 2 --out a.png"
    assert run("breed", dna_of(FISH), dna_of(JELLY), *options.split(), *more.split()) == 0
    assert FakeGenerator.asked == [
        bred(
            FISH,
            JELLY,
            seed=seed,
            mask=Mask("fins", 0.25),
            zone="hadal",
            category="coral",
            species="anemone",
            colours=("glow", "rose"),
            temperature=0.3,
        )
        for seed in (5, 6)
    ]
    assert decode_png(Path("a.png").read_bytes())[0].shape == (64, 128)


@pytest.mark.parametrize(
    ("a", "code", "line"),
    [
        ("none.png", 1, "cannot read none.png: No such file or directory"),
        (".", 1, "cannot read .: Is a directory"),
        ("text.png", 1, "text.png: a picture must be a PNG; save it as one"),
        ("pg1_AAAA", 2, "the DNA is damaged from character 5 on"),
        (dna_of(FISH, "4567"), 1, "the DNA was made with the weights 4567000000000000"),
    ],
)
def test_what_is_no_parent_is_one_line(a: str, code: int, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("text.png").write_text("no picture")
    assert run("breed", a, dna_of(JELLY), "--out", "a.png") == code
    said = capsys.readouterr()
    assert said.err.startswith(f"pixelgen breed: {line}")
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert not Path("a.png").exists()


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
    assert "drawn anew   1024 pixels of a drawn mask\n" in said
    assert "parent A     reef clownfish, seed 0  pg1_" in said
    assert f"parent B     reef clownfish, seed 3  {dna_of(FISH)}\n" in said
    assert "ancestors    3, each counted once\n" in said
    assert "a picture, its pixels in this DNA" in shown(capsys, dna_of(bred(FISH, picture)))
    by_name = encode_dna(child, weights="0123", engine_version=ENGINE_VERSION, generations=1)
    assert "a picture" not in shown(capsys, by_name)
    deeper = encode_dna(bred(child, FISH), weights="0123", engine_version=ENGINE_VERSION, generations=1)
    assert "to be found in a cache" in shown(capsys, deeper)


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


def test_show_tells_what_it_cannot_show(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--count", "2", "--grid", "--out", "sheet.png")
    Image.new("RGB", (32, 32)).save("foreign.png")
    for what, code, line in (
        ("sheet.png", 1, "sheet.png is a sheet; show one of its DNAs: pg1_"),
        ("foreign.png", 1, "foreign.png is no PNG of one sprite that `pixelgen generate` or `breed` wrote"),
        ("none.png", 1, "cannot read none.png"),
        ("a\0b", 1, "cannot read a"),
        (dna_of(FISH)[:-1], 2, "the DNA is damaged"),
    ):
        capsys.readouterr()
        assert run("show", what) == code
        assert capsys.readouterr().err.startswith(f"pixelgen show: {line}")


def cache_told(capsys: pytest.CaptureFixture[str], action: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run("cache", action, "--json") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_cache_is_looked_at_verified_and_cleared(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = empty_folder / "cache"
    for number in range(3):
        put(Cache(folder), number)
    next(folder.rglob("*.png")).write_bytes(b"x")
    assert cache_told(capsys, "info") == {"folder": str(folder), "entries": 3, "bytes": 3 * 4096, "limit": 256 << 20}
    assert cache_told(capsys, "verify") == {"folder": str(folder), "entries": 3, "damaged": 1}
    assert run("cache", "info") == 0
    assert capsys.readouterr().out == f"{folder}: 2 entries, 0.0 of 256 MB\n"
    assert cache_told(capsys, "clear") == {"folder": str(folder), "removed": 2}
    assert run("cache", "verify") == 0
    assert capsys.readouterr().out == f"{folder}: 0 entries, 0 damaged\n"


def test_cache_that_cannot_be_cleared_is_one_line(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty_folder / "cache" / "lock").mkdir(parents=True)
    assert run("cache", "clear") == 1
    assert capsys.readouterr().err.startswith(f"pixelgen cache: cannot clear the cache {empty_folder / 'cache'}: ")


def test_drawn_sprites_go_into_the_cache_unless_told_otherwise(empty_folder: Path) -> None:
    command = "generate --zone reef --category jellyfish --seed 7 --temperature 0 --out a.png".split()
    assert main([*command, "--no-cache"]) == 0
    assert not (empty_folder / "cache").exists()
    drawn = Path("a.png").read_bytes()
    assert main(command) == 0
    assert len(list((empty_folder / "cache").rglob("*.png"))) == 1
    assert main(command) == 0
    assert Path("a.png").read_bytes() == drawn


def test_cache_that_cannot_be_written_is_told_in_one_line(
    empty_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIXELGEN_CACHE_DIR", str(empty_folder / "file"))
    (empty_folder / "file").write_bytes(b"")
    command = "generate --zone reef --category jellyfish --seed 7 --temperature 0 --out a.png".split()
    assert main(command) == 0
    said = capsys.readouterr()
    assert (
        said.err
        == f"pixelgen: cannot write the cache {empty_folder / 'file'}: Not a directory; sprites stay uncached\n"
    )
