"""breed, show and cache, with a generator that is a fake."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import pixelgen.generator
from pixelgen.cache.cache import Cache
from pixelgen.commands.cli import main
from pixelgen.commands.output.library_file import add_to_library
from pixelgen.files.sprite_png import decode_png, encode_png
from pixelgen.generator import ENGINE_VERSION
from pixelgen.palette import RGB, colour_index
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.dna import decode_dna
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.lineage import Mask
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.fake_generator import FISH, JELLY, FakeGenerator, child_of, dna_of, generate_fish, run
from tests.reliability import put

pytestmark = pytest.mark.usefixtures("empty_folder")


def test_two_dnas_are_parents() -> None:
    assert run("breed", dna_of(FISH), dna_of(JELLY), "--seed", "4", "--out", "a.png") == 0
    assert FakeGenerator.asked == [bred(FISH, JELLY, seed=4)]
    assert decode_dna(decode_png(Path("a.png").read_bytes())[1]["pixelgen-dna"]).request == bred(FISH, JELLY, seed=4)


@pytest.mark.parametrize("scale", ["1", "4"])
def test_a_picture_of_ours_is_the_request_that_drew_it(scale: str) -> None:
    generate_fish("--scale", scale, "--out", "fish.png")
    assert run("breed", "fish.png", dna_of(JELLY), "--out", "a.png") == 0
    assert FakeGenerator.asked == [bred(FISH, JELLY)]


def test_a_gif_of_ours_is_the_request_that_drew_it() -> None:
    generate_fish("--frames", "4", "--scale", "2", "--out", "fish.gif")
    assert run("breed", "fish.gif", dna_of(JELLY), "--out", "a.png") == 0
    assert FakeGenerator.asked == [bred(FISH, JELLY)]


def test_a_sheet_is_no_parent(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--count", "3", "--grid", "--out", "sheet.png")
    generate_fish("--count", "3", "--grid", "--frames", "4", "--out", "sheet.gif")
    for sheet in ("sheet.png", "sheet.gif"):
        capsys.readouterr()
        assert run("breed", sheet, dna_of(JELLY), "--out", "a.png") == 1
        assert capsys.readouterr().err == (
            f"pixelgen breed: {sheet} is a sheet of 3 sprites; name one of them by its DNA "
            f"(pixelgen show {sheet} lists them)\n"
        )
    assert not Path("a.png").exists()


def test_frames_that_were_changed_or_that_other_weights_drew_are_no_parent(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--frames", "4", "--out", "fish.png")
    generate_fish("--frames", "4", "--out", "fish.gif")
    indices, text = decode_png(Path("fish.png").read_bytes())
    painted = indices.copy()
    painted[5, 5] = 60
    Path("painted.png").write_bytes(encode_png(painted, text=text))

    class Other(FakeGenerator):
        weights_digest = "4567"

    for named, maker, why in (
        ("painted.png", FakeGenerator, "they were changed since"),
        ("fish.png", Other, "other weights drew them"),
        ("fish.gif", Other, "other weights drew them"),
    ):
        capsys.readouterr()
        assert main(["breed", named, named, "--species", "tang", "--out", "a.png"], generator_factory=maker) == 1
        said = f"pixelgen breed: {named} holds 4 frames and {why}; save one frame as a PNG and name that\n"
        assert capsys.readouterr().err == said


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
    assert "neither parent says what animal it is; name it: --species or --category" in capsys.readouterr().err
    assert run("breed", "hand.png", "hand.png", "--species", "squid", "--out", "squid.png") == 0
    (squid,) = FakeGenerator.asked
    assert (squid.zone, squid.category, squid.species) == ("twilight", "cephalopod", "squid")
    assert run("breed", dna_of(FISH), "hand.png", "--species", "squid", "--out", "reef_squid.png") == 0
    (squid,) = FakeGenerator.asked
    assert (squid.zone, squid.category, squid.species) == ("reef", "cephalopod", "squid")
    assert run("breed", "hand.png", dna_of(JELLY), "--zone", "reef", "--category", "coral", "--out", "a.png") == 0
    (request,) = FakeGenerator.asked
    assert (request.zone, request.category) == ("reef", "coral")
    origin = request.parents[0].origin
    assert isinstance(origin, Sprite)
    assert np.count_nonzero(origin.indices == 24) == 200


def test_a_litter_is_one_sheet_of_parents_and_children_that_says_who_gave_what(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("breed", dna_of(FISH), dna_of(JELLY), *"--litter 5 --seed 2 --flat --out family.png".split()) == 0
    assert FakeGenerator.crossed[:2] == [FISH, JELLY]
    assert FakeGenerator.crossed[2] == {
        "size": 5,
        "seed": 2,
        "pose": None,
        "temperature": 0.7,
        "zone": None,
        "species": None,
    }
    children = [child_of(FISH, JELLY, seed=seed) for seed in range(2, 7)]
    assert FakeGenerator.asked == [FISH, JELLY, *children]
    picture, text = decode_png(Path("family.png").read_bytes())
    assert picture.shape == (3 * 37, 4 * 32)
    for number, one in enumerate([FISH, JELLY, None, None, *children]):
        top, left = number // 4 * 37, number % 4 * 32
        assert (picture[top : top + 32, left : left + 32] == (0 if one is None else one.seed)).all()
    red, blue, yellow = (colour_index(*which) for which in (("coral", 3), ("azure", 3), ("gold", 5)))
    assert set(picture[32:34, :32].ravel().tolist()) == {0, red}
    assert set(picture[32:34, 32:64].ravel().tolist()) == {0, blue}
    shows, hides = picture[37 + 32, 4:28:3].tolist(), picture[37 + 35, 4:28:3].tolist()
    assert (shows[2], shows[4], shows[5]) == (blue, red, yellow)  # build, pattern, eye
    assert (hides[2], hides[4], hides[5]) == (red, blue, red)
    assert [decode_dna(dna).request for dna in text["pixelgen-dna"].split()] == children
    said = capsys.readouterr().out.splitlines()
    assert said[:5] == [
        "family.png",
        f"  A  {dna_of(FISH)}",
        f"  B  {dna_of(JELLY)}",
        f"  1  {dna_of(children[0])}",
        "     tang of B, reef of A",
    ]
    assert said[5:9] == [
        "     of A: pattern banded",
        "     of B: build slim",
        "     new: eye bold",
        "     parts of A: none, it is drawn afresh",
    ]
    assert "     parts of A: body, head" in said


def test_the_json_of_a_litter_has_the_genes(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["breed", dna_of(FISH), dna_of(JELLY), *"--litter 2 --pose turn --json --out family.png".split()]
    assert run(*typed) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["parents"] == [dna_of(FISH), dna_of(JELLY)]
    assert said["files"][0]["dna"] == [dna_of(child_of(FISH, JELLY, seed=seed)) for seed in (0, 1)]
    assert said["children"][1]["kept"] == ["body", "head"]
    assert (said["children"][0]["species_from"], said["children"][0]["zone_from"]) == ("B", "A")
    assert said["children"][0]["genes"]["eye"] == {
        "shown": "bold",
        "hidden": "bold",
        "shown_from": "new",
        "hidden_from": "A",
    }
    assert FakeGenerator.crossed[2]["pose"] == "turn"  # type: ignore[index]
    assert run(*typed) == 0  # the same again may replace it
    assert run(*typed[:3], *"--litter 3 --out family.png".split()) == 1


def test_a_picture_is_a_parent_of_a_litter(capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGBA", (20, 10), (*RGB[24], 255)).save("hand.png")
    assert run("breed", "hand.png", dna_of(JELLY), *"--litter 2 --species squid --flat --out family.png".split()) == 0
    assert isinstance(FakeGenerator.crossed[0], Sprite)
    assert FakeGenerator.crossed[2]["species"] == "squid"  # type: ignore[index]
    picture, _ = decode_png(Path("family.png").read_bytes())
    assert np.count_nonzero(picture[:32, :32] == 24) == 200
    assert "  A  a picture\n" in capsys.readouterr().out
    assert run("breed", "hand.png", "hand.png", *"--litter 2 --species squid --out two.png".split()) == 0
    assert FakeGenerator.crossed[2]["zone"] == "twilight"  # type: ignore[index]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("--litter 2 --mask 0.2", "--mask does not go with --litter"),
        ("--litter 2 --pattern fins", "--pattern does not go with --litter"),
        ("--litter 2 --count 3", "--count does not go with --litter"),
        ("--litter 2 --category coral", "--category does not go with --litter"),
        ("--litter 2 --colours rose", "--colours does not go with --litter"),
        ("--litter 2 --frames 4", "--frames does not go with --litter"),
        ("--litter 256 --scale 8", "lower --litter or --scale"),
        ("--litter 0", "must be a whole number from 1 to 256"),
        ("--pose turn", "--pose goes with --litter"),
    ],
)
def test_what_does_not_go_with_a_litter_is_said(options: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("breed", dna_of(FISH), dna_of(JELLY), *options.split(), "--out", "a.png") == 2
    assert reason in capsys.readouterr().err
    assert not Path("a.png").exists()


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


def test_a_library_in_a_folder_that_is_missing_is_made_with_it() -> None:
    command = ["breed", dna_of(FISH), dna_of(JELLY), "--library", "new/of/family.txt", "--out", "other/a.png"]
    assert main(command, generator_factory=FakeGenerator) == 0
    assert bred(FISH, JELLY) in DnaLibrary.read(Path("new/of/family.txt"))
    assert Path("other/a.png").is_file()


def test_two_that_breed_at_once_both_note_their_children(empty_folder: Path) -> None:
    class Meanwhile(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            add_to_library(Path("family.txt"), [bred(JELLY, FISH)], weights="0123", engine_version=ENGINE_VERSION)
            return super().sprites(requests)

    command = ["breed", dna_of(FISH), dna_of(JELLY), "--library", "family.txt", "--out", "a.png"]
    assert main(command, generator_factory=Meanwhile) == 0
    library = DnaLibrary.read(Path("family.txt"))
    assert bred(FISH, JELLY) in library
    assert bred(JELLY, FISH) in library
    assert sorted(path.name for path in empty_folder.iterdir()) == ["a.png", "family.txt"]


def test_many_threads_add_to_one_library_and_none_loses_a_line(empty_folder: Path) -> None:
    children = [bred(FISH, JELLY, seed=seed) for seed in range(24)]

    def add(child: SpriteRequest) -> None:
        add_to_library(Path("family.txt"), [child], weights="0123", engine_version=ENGINE_VERSION)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, children))
    library = DnaLibrary.read(Path("family.txt"))
    assert all(child in library for child in children)
    assert [path.name for path in empty_folder.iterdir()] == ["family.txt"]


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


def test_a_tilde_in_the_name_of_the_cache_is_the_home_folder(
    empty_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(empty_folder))
    monkeypatch.setenv("USERPROFILE", str(empty_folder))
    monkeypatch.setenv("PIXELGEN_CACHE_DIR", "~/sprites")
    assert cache_told(capsys, "info")["folder"] == str(empty_folder / "sprites")


@pytest.mark.parametrize("command", ["generate --species tang --out a.png", "bench"])
def test_a_file_that_holds_no_weights_is_explained(
    command: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty_folder / "notes.txt").write_text("a shopping list")
    assert main([*command.split(), "--weights", "notes.txt"]) == 1
    said = capsys.readouterr().err
    assert said.endswith("; --weights takes a .safetensors file that `python -m training.network.export` wrote\n")
    assert "install pixelgen-reef again" not in said
    assert said.count("\n") == 1


def test_damaged_weights_of_the_install_are_installed_again(
    empty_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / "damaged").write_bytes(b"x" * 100)
    monkeypatch.setattr(pixelgen.generator, "SHIPPED_WEIGHTS", empty_folder / "damaged")
    assert main(["generate", "--species", "tang", "--out", "a.png"]) == 1
    assert capsys.readouterr().err.endswith("; install pixelgen-reef again\n")


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
