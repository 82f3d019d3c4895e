from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pixelgen.cache.entry import checksum
from pixelgen.commands.cli import main
from pixelgen.files.sprite_png import decode_png
from pixelgen.palette import colour_index
from pixelgen.requests.dna import decode_dna
from pixelgen.requests.request import SpriteRequest
from pixelgen.requests.usual_zones import usual_zone
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, ZONES
from tests import fake_generator
from tests.fake_generator import dna_of

PLAIN = ["generate", "--zone", "reef", "--category", "coral", "--out", "a.png"]


class FakeGenerator(fake_generator.FakeGenerator):
    """A sprite of one colour: zone, category and seed in one index."""

    def colour_of(self, request: SpriteRequest) -> int:
        return index_of(request)


def index_of(request: SpriteRequest) -> int:
    return (ZONES.index(request.zone) * 6 + CATEGORIES.index(request.category) + request.seed * 7) % 64


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(typed: str) -> int:
    return main([*PLAIN, *typed.split()], generator_factory=FakeGenerator)


def written(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def picture(name: str) -> tuple[Any, dict[str, str]]:
    return decode_png(Path(name).read_bytes())


def layout(name: str) -> list[list[int]]:
    """Index of each sprite of a flat sheet, row by row."""
    indices = picture(name)[0]
    assert np.array_equal(np.kron(indices[::32, ::32], np.ones((32, 32), np.uint8)), indices)
    cells: list[list[int]] = indices[::32, ::32].tolist()
    return cells


def test_every_option_reaches_the_request() -> None:
    assert (
        run(
            "--zone abyss --category cephalopod --species squid --colours violet,glow --seed 7 --temperature 0.5 "
            "--top-k 9 --top-p 0.9 --min-p 0.1 --flat --out a.png"
        )
        == 0
    )
    expected = SpriteRequest("abyss", "cephalopod", "squid", ("violet", "glow"), 7, 0.5, 9, 0.9, 0.1)
    assert FakeGenerator.asked == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("--species tang", SpriteRequest("reef", "reef_fish", "tang")),
        ("--species vampire_squid", SpriteRequest("midnight", "cephalopod", "vampire_squid")),
        ("--species tang --zone hadal", SpriteRequest("hadal", "reef_fish", "tang")),
        ("--category abyssal", SpriteRequest("midnight", "abyssal")),
    ],
)
def test_a_species_implies_its_category_and_both_the_zone(typed: str, expected: SpriteRequest) -> None:
    assert main(["generate", *typed.split(), "--out", "a.png"], generator_factory=FakeGenerator) == 0
    assert FakeGenerator.asked == [expected]


def test_all_categories_without_a_zone_are_drawn_where_they_live() -> None:
    typed = "generate --category all --grid --flat --out a.png".split()
    assert main(typed, generator_factory=FakeGenerator) == 0
    assert [request.category for request in FakeGenerator.asked] == list(CATEGORIES)
    assert [request.zone for request in FakeGenerator.asked] == [usual_zone(category) for category in CATEGORIES]
    assert len(layout("a.png")) == 1


def test_both_spellings_of_colours_are_taken() -> None:
    for number, option in enumerate(("--colours", "--colors")):
        assert run(f"{option} azure --out {number}.png") == 0
        assert FakeGenerator.asked == [SpriteRequest("reef", "coral", colours=("azure",))]


def test_options_left_out_are_the_defaults_of_a_request() -> None:
    assert run("") == 0
    assert FakeGenerator.asked == [SpriteRequest("reef", "coral")]


def test_weights_option_reaches_the_generator() -> None:
    seen: list[Path | None] = []

    def factory(weights: Path | None) -> FakeGenerator:
        seen.append(weights)
        return FakeGenerator(weights)

    assert main(PLAIN, generator_factory=factory) == 0
    assert main([*PLAIN, "--weights", "other.safetensors"], generator_factory=factory) == 0
    assert seen == [None, Path("other.safetensors")]


def test_picture_carries_its_request_and_the_weights_digest() -> None:
    run("--seed 3")
    indices, text = picture("a.png")
    request = SpriteRequest("reef", "coral", seed=3)
    assert indices.tolist() == [[index_of(request)] * 32] * 32
    carried = {"pixelgen": request.canonical(), "pixelgen-weights": "0123", "pixelgen-dna": dna_of(request)}
    assert text == {**carried, "pixelgen-checksum": checksum(carried, indices)}
    assert SpriteRequest.from_canonical(text["pixelgen"]) == request


def test_same_command_writes_the_same_bytes() -> None:
    run("--count 4 --grid")
    run("--count 4 --grid --out b.png")
    assert Path("a.png").read_bytes() == Path("b.png").read_bytes()


def test_scale_repeats_pixels() -> None:
    run("--scale 3")
    assert picture("a.png")[0].shape == (96, 96)


def test_several_files_are_numbered_with_seeds_that_follow(empty_folder: Path) -> None:
    assert run("--seed 5 --count 3") == 0
    assert written(empty_folder) == ["a-0001.png", "a-0002.png", "a-0003.png"]
    assert [request.seed for request in FakeGenerator.asked] == [5, 6, 7]
    requests = [SpriteRequest.from_canonical(picture(name)[1]["pixelgen"]) for name in written(empty_folder)]
    assert requests == FakeGenerator.asked


def test_a_number_has_one_name_whatever_the_count(empty_folder: Path) -> None:
    assert run("--count 12 --out a.v2.PNG") == 0
    twelve = written(empty_folder)
    assert run("--count 100 --out a.v2.PNG") == 0
    assert len(written(empty_folder)) == 100
    assert written(empty_folder)[:12] == twelve
    assert twelve[-1] == "a.v2-0012.PNG"


@pytest.mark.parametrize("out", ["pack", "pack/", "new/", "new/deeper/"])
def test_files_in_a_folder_are_named_after_their_requests(out: str, empty_folder: Path) -> None:
    (empty_folder / "pack").mkdir()
    assert run(f"--category all --seed 9 --count 2 --out {out}") == 0
    folder = out.rstrip("/")
    names = sorted(f"{folder}/reef-{name}-{seed}.png" for name in CATEGORIES for seed in (9, 10))
    assert written(empty_folder) == names


def test_missing_folders_are_created_once_everything_is_drawn(empty_folder: Path) -> None:
    class Failing(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            raise KeyboardInterrupt

    assert main([*PLAIN, "--out", "new/deep/b.png"], generator_factory=Failing) == 130
    assert list(empty_folder.iterdir()) == []
    assert run("--out new/deep/b.png") == 0
    assert written(empty_folder) == ["new/deep/b.png"]


def test_sheet_in_a_folder_is_named_after_what_was_asked(empty_folder: Path) -> None:
    (empty_folder / "pack").mkdir()
    run("--seed 9 --count 4 --grid --out pack")
    assert written(empty_folder) == ["pack/reef-coral-9-12-sheet.png"]
    run("--zone all --seed 9 --grid --out pack")
    assert written(empty_folder)[0].startswith("pack/all-coral-9-")


def test_sheet_of_everything_has_a_row_a_zone() -> None:
    assert run("--zone all --category all --grid --flat") == 0
    assert layout("a.png") == [[zone * 6 + category for category in range(6)] for zone in range(6)]


def test_sheet_of_several_of_everything_has_them_side_by_side() -> None:
    run("--zone all --category all --count 2 --grid --flat")
    assert layout("a.png")[1] == [(6 + category + 7 * seed) % 64 for category in range(6) for seed in (0, 1)]
    assert len(layout("a.png")) == 6


def test_sheet_of_all_zones_is_one_row_or_a_row_each() -> None:
    run("--zone all --grid --flat")
    assert layout("a.png") == [[2, 8, 14, 20, 26, 32]]
    run("--zone all --count 2 --grid --flat --force")
    assert layout("a.png") == [[2, 9], [8, 15], [14, 21], [20, 27], [26, 33], [32, 39]]


@pytest.mark.parametrize(("count", "shape"), [(1, (1, 1)), (2, (1, 2)), (4, (2, 2)), (7, (3, 3)), (12, (3, 4))])
def test_other_sheets_are_near_square(count: int, shape: tuple[int, int]) -> None:
    run(f"--count {count} --grid --flat")
    assert np.shape(layout("a.png")) == shape


def test_sheet_carries_the_list_of_its_requests() -> None:
    run("--count 3 --grid")
    text = picture("a.png")[1]["pixelgen"]
    assert text == f"[{','.join(request.canonical() for request in FakeGenerator.asked)}]"
    assert len(json.loads(text)) == 3


def test_json_is_one_object_with_path_request_and_digest(capsys: pytest.CaptureFixture[str]) -> None:
    run("--count 2 --json")
    said = capsys.readouterr()
    assert said.err == ""
    assert json.loads(said.out) == {
        "files": [
            {
                "path": f"a-000{seed + 1}.png",
                "request": json.loads(SpriteRequest("reef", "coral", seed=seed).canonical()),
                "dna": dna_of(SpriteRequest("reef", "coral", seed=seed)),
                "digest": Sprite(np.full((32, 32), 9 - 1 + 7 * seed, np.uint8)).digest(),
            }
            for seed in (0, 1)
        ],
        "weights": "0123",
    }


def test_json_of_a_sheet_lists_its_requests_and_digests(capsys: pytest.CaptureFixture[str]) -> None:
    run("--count 2 --grid --json")
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert [request["seed"] for request in file["request"]] == [0, 1]
    assert [len(digest) for digest in file["digest"]] == [64, 64]
    assert [decode_dna(dna).request for dna in file["dna"]] == FakeGenerator.asked


def test_json_is_ascii_whatever_the_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json --out 海.png") == 0
    said = capsys.readouterr().out
    assert said.isascii()
    assert json.loads(said)["files"][0]["path"] == "海.png"


def test_no_file_changes_when_a_later_sprite_fails(empty_folder: Path) -> None:
    class Failing(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            raise KeyboardInterrupt

    (empty_folder / "a-0001.png").write_bytes(b"old")
    assert main([*PLAIN, "--count", "2", "--force"], generator_factory=Failing) == 130
    assert written(empty_folder) == ["a-0001.png"]
    assert (empty_folder / "a-0001.png").read_bytes() == b"old"


def test_place_that_cannot_be_written_is_found_before_the_weights_are_loaded(empty_folder: Path) -> None:
    (empty_folder / "a-0002.png").mkdir()
    assert main([*PLAIN, "--count", "2"], generator_factory=lambda _: pytest.fail("the weights were loaded")) == 1
    assert written(empty_folder) == []


def test_terminal_sees_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    class Reporting(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            assert progress is not None
            progress(1, len(requests))
            return super().sprites(requests)

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert main([*PLAIN, "--count", "2"], generator_factory=Reporting) == 0
    assert "2" in terminal.getvalue()
    assert "sprites" in terminal.getvalue()


def test_dna_is_printed_and_draws_the_same_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--seed 3 --temperature 0.5") == 0
    dna = capsys.readouterr().out.split()[1]
    assert main(["generate", "--dna", dna, "--out", "b.png"], generator_factory=FakeGenerator) == 0
    assert Path("a.png").read_bytes() == Path("b.png").read_bytes()


def test_sheet_prints_a_dna_a_sprite(capsys: pytest.CaptureFixture[str]) -> None:
    run("--count 3 --grid")
    first, *dnas = capsys.readouterr().out.splitlines()
    assert first == "a.png"
    assert [decode_dna(dna.strip()).request for dna in dnas] == FakeGenerator.asked


def test_dna_of_other_weights_is_drawn_only_when_asked_to(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["generate", "--dna", dna_of(SpriteRequest("reef", "coral"), "ffff"), "--out", "a.png"]
    assert main(command, generator_factory=FakeGenerator) == 1
    assert "made with the weights ffff000000000000; these are 0123000000000000" in capsys.readouterr().err
    assert main([*command, "--any-weights"], generator_factory=FakeGenerator) == 0


def test_wrong_character_of_a_dna_is_named_before_the_weights_are_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    dna = dna_of(SpriteRequest("reef", "coral"))
    wrong = dna[:11] + ("x" if dna[11] != "x" else "y") + dna[12:]
    command = ["generate", "--dna", wrong, "--out", "a.png"]
    assert main(command, generator_factory=lambda _: pytest.fail("the weights were loaded")) == 2
    assert f"character 12 is {wrong[11]!r} where {dna[11]!r} fits" in capsys.readouterr().err


@pytest.mark.parametrize("more", ["--zone reef", "--category coral", "--species anemone", "--count 2"])
def test_dna_takes_no_second_wish(more: str) -> None:
    command = ["generate", "--dna", dna_of(SpriteRequest("reef", "coral")), "--out", "a.png", *more.split()]
    assert main(command, generator_factory=FakeGenerator) == 2


def test_own_palette_locks_the_request_and_colours_the_file() -> None:
    Path("mine.toml").write_text('[ramps]\nink = ["#000000"]\nglow = ["#010203", "#fafbfc"]\n')

    class Locked(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            self.asked[:] = requests
            return [Sprite(np.full((32, 32), colour_index("glow", 6), np.uint8))]

    assert main([*PLAIN, "--palette", "mine.toml"], generator_factory=Locked) == 0
    assert FakeGenerator.asked == [SpriteRequest("reef", "coral", colours=("glow",))]
    with Image.open("a.png") as image:
        assert image.convert("RGBA").getpixel((5, 5)) == (250, 251, 252, 255)
        assert image.mode == "P"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, 1),
        ("[ramps", 1),
        ("ramps = 1\nmore = 2", 1),
        ("ramps = 1", 2),
        ('[ramps]\nglow = ["#010203"]', 2),
        ('[ramps]\nink = ["black"]\nglow = ["#010203"]', 2),
    ],
)
def test_palette_that_is_none_is_one_line(content: str | None, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    if content is not None:
        Path("mine.toml").write_text(content)
    assert run("--palette mine.toml") == code
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def asked(*typed: str, learnt: tuple[str, ...] = ("family",)) -> tuple[int, list[SpriteRequest]]:
    """Exit status, and what the generator was asked for by `generate` with these arguments."""

    class Learnt(FakeGenerator):
        learnt_traits = learnt

    FakeGenerator.asked.clear()
    return main(["generate", *typed, "--out", "words/"], generator_factory=Learnt), list(FakeGenerator.asked)


def test_words_are_drawn_and_what_the_weights_do_not_know_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    status, requests = asked("a small striped purpel crab of the abyss", "--count", "2")
    assert status == 0
    assert requests == [
        SpriteRequest("abyss", "grazer", "crab", seed=seed, traits={"family": "violet"}) for seed in (0, 1)
    ]
    told = capsys.readouterr().err
    assert "'purpel' was taken for 'purple'" in told
    assert "left out, since these weights do not know it: growth young, pattern striped" in told


def test_words_keep_the_traits_that_the_weights_know_and_options_fill_what_they_leave_open() -> None:
    options = ("--zone", "hadal", "--traits", "eye=bold,growth=giant")
    status, requests = asked("a striped crab", *options, learnt=("pattern", "eye", "growth"))
    assert status == 0
    assert requests == [
        SpriteRequest("hadal", "grazer", "crab", traits={"pattern": "striped", "eye": "bold", "growth": "giant"})
    ]


def test_words_that_name_no_animal_leave_it_to_the_seed() -> None:
    status, requests = asked("blue", "--seed", "5")
    assert status == 0
    assert requests == [SpriteRequest.from_words("blue", seed=5)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["a crab", "--species", "crab"], "the words say species crab; leave --species out"),
        (["a crab of the reef", "--zone", "reef"], "the words say zone reef; leave --zone out"),
        (["a red crab", "--traits", "family=rose"], "the words say family rose; leave it out of --traits"),
        (["a zebra"], "unknown word 'zebra'"),
        (["a crab", "--dna", dna_of(SpriteRequest("reef", "coral"))], "leave words and --traits out"),
        (["--traits", "pose=turn", "--dna", dna_of(SpriteRequest("reef", "coral"))], "leave words and --traits out"),
        (["--species", "crab", "--traits", "pose=tur"], "pose must be one of rest, glide, turn, display"),
        (["--species", "crab", "--traits", "mood=glad"], "each must be one of family, accent"),
        (["--species", "crab", "--traits", "pose"], "must say pose=VALUE: rest, glide, turn, display"),
        (["--species", "crab", "--traits", "pose=turn,pose=rest"], "must have each name once"),
    ],
)
def test_words_and_options_that_do_not_go_together_are_refused(
    typed: list[str], told: str, capsys: pytest.CaptureFixture[str], empty_folder: Path
) -> None:
    try:
        status, _ = asked(*typed)
    except SystemExit as stopped:
        status = int(str(stopped.code))
    assert status in (1, 2)
    assert told in capsys.readouterr().err
    assert written(empty_folder) == []


def test_traits_stand_in_a_files_name(empty_folder: Path) -> None:
    assert asked("--species", "crab", "--traits", "pose=turn,family=rose", learnt=("pose", "family"))[0] == 0
    assert written(empty_folder) == ["words/shallows-crab-family_rose-pose_turn-0.png"]
