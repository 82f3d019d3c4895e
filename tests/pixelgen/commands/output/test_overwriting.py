"""Files that are there already: what only the user has is never replaced unasked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from pixelgen.commands.cli import main
from pixelgen.commands.output.overwriting import check_replaceable
from pixelgen.errors import PixelgenError
from pixelgen.files.sprite_png import decode_png, encode_png
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.fake_generator import FakeGenerator, dna_of, generate_fish, run

pytestmark = pytest.mark.usefixtures("empty_folder")
FISH = ("generate", "--species", "clownfish", "--seed", "3")


def refused(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    """The one line; nothing was drawn and nothing in the folder changed."""
    before = contents()
    FakeGenerator.asked.clear()
    capsys.readouterr()
    assert run(*typed) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert FakeGenerator.asked == []
    assert contents() == before
    return said.err


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


@pytest.mark.parametrize("more", [(), ("--grid",), ("--count", "3"), ("--count", "3", "--grid")])
@pytest.mark.parametrize("file", ["a.png", "a.gif"])
def test_the_same_command_writes_its_own_files_again(more: tuple[str, ...], file: str) -> None:
    frames = ("--frames", "4") if file == "a.gif" else ()
    assert run(*FISH, *more, *frames, "--out", file) == 0
    before = contents()
    assert run(*FISH, *more, *frames, "--out", file) == 0
    assert contents() == before


def test_the_same_sprite_may_be_shown_in_another_way() -> None:
    assert run(*FISH, "--out", "a.png") == 0
    assert run(*FISH, "--scale", "4", "--flat", "--out", "a.png") == 0
    assert run(*FISH, "--frames", "4", "--out", "a.png") == 0


@pytest.mark.parametrize("more", [("--seed", "4"), ("--colours", "glow"), ("--temperature", "1"), ("--zone", "hadal")])
@pytest.mark.parametrize("file", ["a.png", "a.gif"])
def test_a_sprite_of_another_request_stays(
    more: tuple[str, ...], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*FISH, "--frames", "4", "--out", file) == 0
    assert refused(capsys, *FISH, "--frames", "4", *more, "--out", file) == (
        f"pixelgen generate: {file} is there already; name another place, or use --force to write over it\n"
    )
    assert run(*FISH, "--frames", "4", *more, "--out", file, "--force") == 0


def test_a_sprite_of_other_weights_stays(capsys: pytest.CaptureFixture[str]) -> None:
    class Other(FakeGenerator):
        weights_digest = "4567"

        def dna(self, request: SpriteRequest) -> str:
            return dna_of(request, "4567")

    assert main([*FISH, "--out", "a.png"], generator_factory=Other) == 0
    refused(capsys, *FISH, "--out", "a.png")


def test_a_sprite_that_somebody_painted_over_stays(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--out", "a.png")
    indices, text = decode_png(Path("a.png").read_bytes())
    painted = indices.copy()
    painted[5, 5] = 60
    Path("a.png").write_bytes(encode_png(painted, text=text))
    refused(capsys, *FISH, "--out", "a.png")


def test_a_picture_or_text_of_the_users_stays(capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (32, 32)).save("a.png")
    Path("b.png").write_text("notes")
    Path("c.png").write_bytes(b"")
    for file in ("a.png", "b.png", "c.png"):
        refused(capsys, *FISH, "--out", file)


def test_a_child_does_not_replace_its_parent(capsys: pytest.CaptureFixture[str]) -> None:
    generate_fish("--out", "left.png")
    assert run("generate", "--species", "moon_jelly", "--out", "right.png") == 0
    for parent in ("left.png", "right.png"):
        assert parent in refused(capsys, "breed", "left.png", "right.png", "--out", parent)


def test_one_file_of_another_request_among_many_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*FISH, "--count", "3", "--out", "a.png") == 0
    assert run(*FISH, "--seed", "9", "--out", "a-0002.png", "--force") == 0
    assert "a-0002.png is there already" in refused(capsys, *FISH, "--count", "3", "--out", "a.png")
    assert "a-0001.png and 2 more are there" in refused(capsys, *FISH, "--seed", "50", "--count", "3", "--out", "a.png")


def test_a_file_that_appears_while_the_sprites_are_drawn_stays(capsys: pytest.CaptureFixture[str]) -> None:
    class Slow(FakeGenerator):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            Path("a-0002.png").write_text("notes")
            return super().sprites(requests)

    assert main([*FISH, "--count", "2", "--out", "a.png"], generator_factory=Slow) == 1
    assert contents() == {"a-0002.png": b"notes"}
    assert "a-0002.png is there already" in capsys.readouterr().err


def test_what_a_link_points_at_is_judged_not_the_link(capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes.txt").write_text("notes")
    Path("a.png").symlink_to("notes.txt")
    refused(capsys, *FISH, "--out", "a.png")
    Path("b.png").symlink_to("nowhere.png")
    assert run(*FISH, "--out", "b.png") == 0
    assert Path("nowhere.png").exists()


def test_different_commands_have_different_names_in_a_folder() -> None:
    Path("mine.toml").write_text('[ramps]\nink = ["#101010"]\nrose = ["#800000"]\n')
    different = [
        (),
        ("--seed", "4"),
        ("--zone", "hadal"),
        ("--colours", "azure"),
        ("--colours", "azure,glow"),
        ("--species", "tang"),
        ("--temperature", "0.3"),
        ("--temperature", "0.30001"),
        ("--top-k", "5"),
        ("--top-p", "0.5"),
        ("--min-p", "0"),
        ("--frames", "4"),
        ("--frames", "6"),
        ("--frames", "6", "--animation", "turn"),
        ("--frames", "6", "--margin", "4"),
        ("--flat",),
        ("--light", "90"),
        ("--light", "90,41"),
        ("--scale", "2"),
        ("--grid",),
        ("--grid", "--count", "3"),
        ("--grid", "--zone", "all"),
        ("--grid", "--zone", "all", "--count", "2"),
    ]
    for more in different:
        assert run(*FISH, *more, "--out", "folder/") == 0, more
    assert run("generate", "--category", "reef_fish", "--seed", "3", "--out", "folder/") == 0
    assert run("generate", "--category", "all", "--seed", "3", "--grid", "--out", "folder/") == 0
    assert run("generate", "--category", "all", "--zone", "all", "--seed", "3", "--grid", "--out", "folder/") == 0
    assert len(contents()) == len(different) + 3 + 1  # with mine.toml


def test_children_of_different_parents_have_different_names_in_a_folder() -> None:
    generate_fish("--out", "a.png")
    generate_fish("--seed", "4", "--out", "b.png")
    for a, b, *more in (
        ("a", "b"),
        ("b", "a"),
        ("a", "a"),
        ("a", "b", "--mask", "0.2"),
        ("a", "b", "--pattern", "fins"),
    ):
        assert run("breed", f"{a}.png", f"{b}.png", *more, "--out", "litter/") == 0
    assert len([*Path("litter").iterdir()]) == 5


def test_the_rule_reads_no_more_than_a_picture_may_have(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(PixelgenError, match="is there already"):
        check_replaceable({tmp_path / "a.png": lambda _: pytest.fail("it was read")}, force=False)
    check_replaceable({tmp_path / "a.png": lambda _: False}, force=True)
