from __future__ import annotations

import logging
import os
import random
import shlex
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

import pixelgen
from pixelgen import interrupts
from pixelgen.commands import cli
from pixelgen.commands.cli import main
from pixelgen.drawing import engines
from pixelgen.drawing.engines import KERNEL_VARIABLE
from pixelgen.errors import PixelgenError, WeightsError
from pixelgen.native import library
from pixelgen.palette import RAMPS
from pixelgen.requests.dna import decode_dna
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from tests.fake_generator import FakeGenetics, dna_of

ZONE_NAMES, CATEGORY_NAMES = ", ".join(ZONES), ", ".join(CATEGORIES)

PLAIN = ["generate", "--zone", "reef", "--category", "coral", "--out", "a.png"]

# what is typed after `generate --zone reef --category coral --out a.png` -> the line on stderr
WRONG_USAGE = {
    "--zone mud": f"--zone: must be one of {ZONE_NAMES}, all; got 'mud'",
    "--zone Reef": f"--zone: must be one of {ZONE_NAMES}, all; got 'Reef'; did you mean reef?",
    "--category fish": f"--category: must be one of {CATEGORY_NAMES}, all; got 'fish'; did you mean reef_fish?",
    "--species octopus": "--species octopus is of the category cephalopod; leave --category out; got coral",
    "--species brain-coral": (
        f"--species: must be one of {', '.join(SPECIES)}; got 'brain-coral'; did you mean brain_coral?"
    ),
    "--category all --species tang": "--species tang is of the category reef_fish; leave --category out; got all",
    "--colours blue": f"--colours: each must be one of {', '.join(RAMPS)}; got 'blue'",
    "--colors azure,viollet": (
        f"--colours: each must be one of {', '.join(RAMPS)}; got 'viollet'; did you mean violet?"
    ),
    "--colours=": f"--colours: each must be one of {', '.join(RAMPS)}; got ''",
    "--colours glow,glow": "--colours: must have each name once; got 'glow,glow'",
    "--count 0": "--count: must be a whole number from 1 to 10000; got '0'",
    "--count two": "--count: must be a whole number from 1 to 10000; got 'two'",
    "--count 1.5": "--count: must be a whole number from 1 to 10000; got '1.5'",
    "--seed -1": "--seed: must be a whole number from 0 to 9223372036854775807; got '-1'",
    "--seed 9223372036854775807 --count 2": (
        "seed must be a whole number from 0 to 9223372036854775807; got 9223372036854775808"
    ),
    "--temperature -1": "--temperature: must be a number from 0 to 4; got '-1'",
    "--temperature nan": "--temperature: must be a number from 0 to 4; got 'nan'",
    "--temperature inf": "--temperature: must be a number from 0 to 4; got 'inf'",
    "--temperature warm": "--temperature: must be a number from 0 to 4; got 'warm'",
    "--top-k 66": "--top-k: must be a whole number from 0 to 65; got '66'",
    "--top-p 0": "--top-p: must be a number above 0 and at most 1; got '0'",
    "--top-p 1.01": "--top-p: must be a number above 0 and at most 1; got '1.01'",
    "--min-p 2": "--min-p: must be a number from 0 to 1; got '2'",
    "--scale 0": "--scale: must be a whole number from 1 to 128; got '0'",
    "--scale 129": "--scale: must be a whole number from 1 to 128; got '129'",
    "--out a.jpg": "--out: must be a .png or .gif file, or a folder that ends in /; got 'a.jpg'",
    "--out sprites": "--out: must be a .png or .gif file, or a folder that ends in /; got 'sprites'",
    "--out=": "--out: must be a .png or .gif file, or a folder that ends in /; got ''",
    "--grid --count 10000 --scale 2": (
        "a picture has at most 4096 by 4096 pixels; 100 by 100 sprites or frames of this scale have 6400 by 6400; "
        "lower --count, --frames or --scale, or leave --grid out"
    ),
    "--seed": "--seed: expected one argument",
    "--temp 1": "unknown: '--temp' (did you mean --temperature?); see pixelgen generate --help",
    "--loud": "unknown: '--loud'; see pixelgen generate --help",
    "--colour glow": "unknown: '--colour' (did you mean --colours?); see pixelgen generate --help",
    "crab again": "unknown: 'again'; see pixelgen generate --help",
}
EXPECTED_ERRORS = {
    "--out file/a.png": "cannot write file/a.png: file is not a folder",
    "--out file/new/": "cannot write file/new/reef-coral-0.png: file is not a folder",
    "--out folder/ --weights broken": "broken: cut off",
}


class FakeGenerator(FakeGenetics):
    """Every pixel is the seed; a request's own trouble can be put in its place."""

    weights_digest = "0123"
    learnt_species = tuple(SPECIES)
    learnt_traits = ("family",)

    def __init__(self, weights: Path | None) -> None:
        if weights is not None:
            raise WeightsError(f"{weights}: cut off")

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        assert progress is not None
        progress(len(requests), len(requests))
        return [Sprite(np.full((32, 32), request.seed % 64, np.uint8)) for request in requests]

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request)

    def species_of(self, request: SpriteRequest) -> str | None:
        return request.species


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    return tmp_path


def run(typed: str) -> int:
    return main([*PLAIN, *typed.split()], generator_factory=FakeGenerator)


def buffered() -> dict[str, str]:
    """The environment, less a setting that would write every line at once and hide what a last flush meets."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.stat().st_size)


def test_sprite_is_written_and_its_path_printed(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("") == 0
    said = capsys.readouterr()
    assert (said.out.split("  ")[0], said.err) == ("a.png", "")
    assert decode_dna(said.out.split("  ")[1]).request == SpriteRequest("reef", "coral")
    assert files_in(empty_folder) == ["a.png"]


@pytest.mark.parametrize(("typed", "line"), WRONG_USAGE.items(), ids=WRONG_USAGE)
def test_wrong_usage_is_one_line_and_exit_2(
    typed: str, line: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*PLAIN, *typed.split()], generator_factory=lambda _: pytest.fail("the weights were loaded")) == 2
    assert capsys.readouterr() == ("", f"pixelgen generate: {line}\n")
    assert files_in(empty_folder) == []


@pytest.mark.parametrize(("typed", "line"), EXPECTED_ERRORS.items(), ids=EXPECTED_ERRORS)
def test_expected_error_is_one_line_and_exit_1(
    typed: str, line: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed) == 1
    assert capsys.readouterr() == ("", f"pixelgen generate: {line}\n")
    assert files_in(empty_folder) == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "pixelgen: name a command: generate, breed, "),
        (["draw"], "pixelgen: COMMAND: must be one of generate, breed, "),
        (["--vresion"], "pixelgen: unknown: '--vresion' (did you mean --version?); see pixelgen --help"),
        (["generate"], "pixelgen generate: the following arguments are required: --out"),
        (
            ["generate", "--species", "tang", "--uot", "a.png"],
            "pixelgen generate: unknown: '--uot' (did you mean --out?); see pixelgen generate --help",
        ),
        (["breed", "--sed=1", "a.png"], "pixelgen breed: unknown: '--sed=1' (did you mean --seed?); see pixelgen "),
        (["generate", "--out", "a.png"], "pixelgen generate: say what to draw: words, --species, --category or --dna"),
        (["breed", "a.png", "--out", "b.png"], "pixelgen breed: the following arguments are required: B"),
        (["show"], "pixelgen show: the following arguments are required: DNA|FILE"),
        (["cache", "eat"], "pixelgen cache: ACTION: must be one of info, verify, clear; got 'eat'"),
        (
            ["--loud", *PLAIN],
            "pixelgen generate: unknown: '--loud'; see pixelgen generate --help",
        ),
    ],
)
def test_missing_or_unknown_words_are_one_line_and_exit_2(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, generator_factory=FakeGenerator) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(line)
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("odd", ["a\nb.png", "a\r\n\x1b[31m", "\udcff", "x" * 100_000])
def test_odd_text_cannot_break_the_line(odd: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([*PLAIN, "--zone", odd], [*PLAIN, odd], [*PLAIN, "--out", f"file/{odd}.png"], [odd]):
        assert main(arguments, generator_factory=FakeGenerator) in (1, 2)
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert said.err.removesuffix("\n").isprintable()


def test_a_mistyped_command_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["genrate", "--out", "a.png"]) == 2
    assert capsys.readouterr().err.endswith("; got 'genrate'; did you mean generate?\n")


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr() == (f"pixelgen {pixelgen.__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in cli.COMMANDS)])
def test_help_goes_to_stdout_without_loading_weights(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments, generator_factory=lambda _: pytest.fail("the weights were loaded")) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("usage: pixelgen")


def test_help_of_generate_has_examples_that_are_right_usage(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty_folder / "pico8.hex").write_text("000000\nff004d\nfff1e8\n")
    main(["generate", "--help"])
    examples = [shlex.split(line) for line in capsys.readouterr().out.splitlines() if line.startswith("  pixelgen ")]
    assert len(examples) == 8
    for program, *arguments in examples:
        assert (program, main(arguments, generator_factory=FakeGenerator)) == ("pixelgen", 0)
    assert len(files_in(empty_folder)) == 1 + 1 + 1 + 12 + 1 + 1 + 1 + len(["pico8.hex", "tangs.png"])


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_help_of_every_command_has_an_example_of_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([name, "--help"])
    examples = capsys.readouterr().out.partition("examples:\n")[2].splitlines()
    parser = cli.command_line()
    typed = [shlex.split(line, comments=True)[1:] for line in examples]
    assert any(words[0] == name for words in typed)
    for words in typed:
        assert parser.parse_args(words).command == words[0]


@pytest.mark.usefixtures("empty_folder")
def test_verbose_says_once_what_draws_and_else_nobody_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = ["--no-cache", "--count", "1", "--out", "a.png"]
    assert main([*PLAIN, *plain]) == 0
    assert capsys.readouterr().err == ""
    assert main([*PLAIN, *plain, "-v"]) == 0  # after the subcommand as well as before it
    assert capsys.readouterr().err.startswith("pixelgen: drawing with ")
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    monkeypatch.setattr(library, "PATH", tmp_path / "none.so")
    monkeypatch.setattr(engines, "_warned", False)
    library.library.cache_clear()
    try:
        assert main(["-v", *PLAIN, *plain]) == 0
    finally:
        monkeypatch.undo()
        library.library.cache_clear()
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("pixelgen: drawing with NumPy, many times slower: no native core")
    assert not logging.getLogger("pixelgen").handlers


def test_a_warning_of_the_library_is_one_line_and_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    class Slow(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            for _ in range(2):
                warnings.warn("no compiled core: slow;\ninstall it", UserWarning, stacklevel=1)
            return super().sprites(requests, progress=progress)

    before = warnings.showwarning
    assert main(PLAIN, generator_factory=Slow) == 0
    assert capsys.readouterr().err == "pixelgen: no compiled core: slow;\\ninstall it\n"
    assert warnings.showwarning is before


def failing(error: type[BaseException]) -> type[FakeGenerator]:
    class Failing(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            raise error

    return Failing


def test_interruption_is_exit_130_and_no_file(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(PLAIN, generator_factory=failing(KeyboardInterrupt)) == 130
    assert capsys.readouterr() == ("", "")
    assert files_in(empty_folder) == []


def test_too_little_memory_is_one_line(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(PLAIN, generator_factory=failing(MemoryError)) == 1
    assert capsys.readouterr().err.startswith("pixelgen generate: not enough memory")
    assert files_in(empty_folder) == []


@pytest.mark.parametrize("after", ["return", "raise PixelgenError('needs Pygame')"])
def test_an_interruption_that_the_work_swallowed_is_one_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], after: str
) -> None:
    class Swallowing(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            monkeypatch.setattr(interrupts, "_noted", 2)
            if after != "return":
                raise PixelgenError("needs Pygame")
            return super().sprites(requests, progress=progress)

    assert main(PLAIN, generator_factory=Swallowing) == 130
    assert capsys.readouterr() == ("", "")


def test_reader_that_went_away_is_no_error() -> None:
    command = [sys.executable, "-m", "pixelgen", "generate", "--help"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=buffered())
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_full_disk_behind_stdout_is_one_line_and_exit_1() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pixelgen", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=buffered(),
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"pixelgen: cannot print: No space left on device\n")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("--help >&-", 0),
        ("--help 2>&-", 0),
        ("generate >&-", 2),
        ("generate 2>&-", 2),
        ("generate --zone reef --category coral --out file/a.png 2>&-", 1),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
def test_closed_streams_do_no_harm(typed: str, code: int) -> None:
    command = f'"{sys.executable}" -m pixelgen {typed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=buffered(), check=False)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert done.stdout == b"" or typed == "--help 2>&-"


def test_name_that_the_console_cannot_show_is_escaped(empty_folder: Path) -> None:
    script = (
        "import sys; from pixelgen.commands import cli\n"
        "cli.generate.run = lambda *_: 'jelly-\\u6d77.png'\n"
        f"sys.argv[1:] = {PLAIN}\n"
        "sys.exit(cli.entry())\n"
    )
    environment = {**buffered(), "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [rb"jelly-\u6d77.png"], b"")


ODD = ["a.png", "a.gif", "sheet.png", "file", "folder/", "new/b.png", "9" * 400, "", "\0", "-1", "nan", "reef", "all"]
ODD += [
    "tang",
    "coral",
    "azure,azure",
    ",",
    "\udcff",
    "--",
    "-",
    "~",
    "a=b",
    "fins",
    "0.5",
    "90,40",
    "dart",
    "/",
    "pg1_A",
]


def test_whatever_is_typed_ends_in_a_code_and_at_most_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    main([*PLAIN, "--frames", "4", "--out", "a.gif"], generator_factory=FakeGenerator)
    main([*PLAIN, "--count", "3", "--grid", "--out", "sheet.png"], generator_factory=FakeGenerator)
    commands = cli.command_line()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    choice = random.Random(7).choice
    codes = set()
    for _ in range(400):
        name = choice(["generate", "breed", "show", "completion"])
        options = [option for action in commands[name]._actions for option in action.option_strings]  # type: ignore[index]
        typed = [name, *(choice([choice(options), choice(ODD)]) for _ in range(choice([1, 2, 3, 4])))]
        typed += choice([[], ["--species", "tang"]]) + choice([[], ["--out", choice(["b.png", "folder/"])]])
        capsys.readouterr()
        code = main(typed, generator_factory=FakeGenerator)
        assert code in (0, 1, 2), typed
        assert capsys.readouterr().err.count("\n") == (code != 0), typed
        codes.add(code)
    assert codes == {0, 1, 2}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["bake", ""], "bake: PACK.toml"),
        (["bake", "reef.toml", "--out", ""], "bake: --out"),
        (["watch", "reef.toml", ""], "watch: PACK.toml"),
        (["new-pack", ""], "new-pack: FILE"),
        (["view", ""], "view: DIR"),
        (["gallery", "--out", ""], "gallery: --out"),
        (["serve", "--token-file", ""], "serve: --token-file"),
        (["serve", "--client", ""], "serve: --client"),
        ([*PLAIN, "--weights", ""], "generate: --weights"),
        ([*PLAIN, "--library="], "generate: --library"),
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    typed: list[str], said: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(empty_folder.iterdir())
    assert main(typed) == 2
    assert capsys.readouterr().err == f"pixelgen {said}: must be a path; got ''\n"
    assert sorted(empty_folder.iterdir()) == before
