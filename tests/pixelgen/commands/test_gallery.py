"""The gallery from end to end: every picture is there, shows what it says, and the page has them all."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from pixelgen.commands import gallery
from pixelgen.commands.cli import main
from pixelgen.gallery.exhibits import NAMES, Exhibit, exhibits
from pixelgen.gallery.page import Origin, page_of, picture_size, record_of
from pixelgen.gallery.rows import sprite_count
from pixelgen.look.contact_sheet import WATER
from pixelgen.palette import RGB
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import SPECIES
from tests.training.stand_ins import CorpusSource

LEARNT = CorpusSource.learnt_species


@pytest.fixture(scope="module")
def shown() -> dict[str, Exhibit]:
    return {one.name: one for one in exhibits(CorpusSource(), learnt=LEARNT)}


class CountingSource(CorpusSource):
    """Reports every request as it is finished."""

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        assert progress is not None
        progress(len(requests), len(requests))
        return super().sprites(requests)


class _Page(HTMLParser):
    """What a page links to, and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.pictures: list[str] = []
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img":
            self.pictures.append(values["src"] or "")
        if tag == "a":
            self.links.append(values["href"] or "")
        if tag == "section":
            self.anchors.append(values["id"] or "")


def test_the_command_writes_every_picture_and_a_page_that_shows_them(tmp_path: Path) -> None:
    out = tmp_path / "new" / "gallery"
    assert main(["gallery", "--out", str(out)], generator_factory=CorpusSource) == 0
    found = _Page((out / "index.html").read_text(encoding="utf-8"))
    assert found.pictures == [*NAMES]
    assert {path.name for path in out.iterdir()} == {*found.pictures, "index.html"}
    assert found.links == [f"#{anchor}" for anchor in found.anchors]


def test_the_page_needs_nothing_from_elsewhere(shown: dict[str, Exhibit]) -> None:
    odd = Exhibit("a.png", "a & b", "<seeds>", shown["light.png"].content)
    text = page_of([odd], Origin("c" * 64, 0))
    assert "http" not in text
    assert "<h2>a &amp; b</h2>" in text
    assert "&lt;seeds&gt;" in text
    assert 'name="viewport"' in text


@pytest.fixture
def drawn_before(shown: dict[str, Exhibit], monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures are those that were drawn already."""
    monkeypatch.setattr("pixelgen.gallery.exhibits.exhibits", lambda *_, **__: iter(shown.values()))


@pytest.mark.usefixtures("drawn_before")
def test_json_names_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gallery", "--out", str(tmp_path), "--json"], generator_factory=CorpusSource) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told["page"]).name == "index.html"
    assert [Path(name).name for name in told["pictures"]] == [*NAMES]
    assert all(Path(name).exists() for name in told["pictures"])


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "x", tmp_path / "file", tmp_path / ("9" * 400)):
        command = ["gallery", "--out", str(place)]
        assert main(command, generator_factory=lambda _: pytest.fail("the weights were loaded")) == 1
        said = capsys.readouterr().err
        assert said.startswith("pixelgen gallery: cannot write ")
        assert said.count("\n") == 1
    command = ["gallery", "--out", str(tmp_path / "a\0b")]
    assert main(command, generator_factory=lambda _: pytest.fail("the weights were loaded")) == 2
    said = capsys.readouterr().err
    assert said.startswith("pixelgen gallery: a folder must be a path; got ")
    assert said.count("\n") == 1


def test_an_interrupted_gallery_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Interrupted(CorpusSource):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            raise KeyboardInterrupt

    assert main(["gallery", "--out", str(tmp_path / "new")], generator_factory=Interrupted) == 130
    assert capsys.readouterr() == ("", "")
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("drawn_before")
def test_the_same_gallery_is_written_again_and_no_other_file_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["gallery", "--out", str(tmp_path)]
    assert main(command, generator_factory=CorpusSource) == 0
    assert main(command, generator_factory=CorpusSource) == 0
    assert main([*command, "--seed", "5"], generator_factory=CorpusSource) == 1
    assert f"{tmp_path / NAMES[0]} and {len(NAMES)} more are there already" in capsys.readouterr().err
    (tmp_path / "light.png").write_bytes(b"painted over")
    assert main(command, generator_factory=CorpusSource) == 1
    assert (tmp_path / "light.png").read_bytes() == b"painted over"
    assert main([*command, "--force"], generator_factory=CorpusSource) == 0
    (tmp_path / "index.html").write_text("my own page")
    assert main(command, generator_factory=CorpusSource) == 1
    assert (tmp_path / "index.html").read_text() == "my own page"


def test_a_page_that_somebody_changed_records_nothing(shown: dict[str, Exhibit]) -> None:
    content = page_of([*shown.values()], Origin("c" * 64, 7)).encode()
    found = record_of(content)
    assert found is not None
    assert found.origin == Origin("c" * 64, 7)
    assert found.digests.keys() == shown.keys()
    assert record_of(content.replace(b"Idle", b"Rest")) is None
    assert record_of(content.replace(b"&quot;seed&quot;: 7", b"&quot;seed&quot;: x")) is None
    assert record_of(b"<html>") is None


def test_progress_counts_every_sprite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[tuple[int, int]] = []

    @contextmanager
    def bar(*_: object, **__: object) -> Iterator[Callable[[int, int], None]]:
        yield lambda finished, total: reported.append((finished, total))

    monkeypatch.setattr(gallery, "progress_bar", bar)
    assert main(["gallery", "--out", str(tmp_path)], generator_factory=CountingSource) == 0
    assert reported[-1] == (sprite_count(LEARNT), sprite_count(LEARNT))
    assert [finished for finished, _ in reported] == sorted(finished for finished, _ in reported)


def test_sizes_on_the_page_are_those_of_the_pictures(shown: dict[str, Exhibit]) -> None:
    for exhibit in shown.values():
        with Image.open(io.BytesIO(exhibit.content)) as picture:
            assert picture.size == picture_size(exhibit.content)


def test_pictures_of_sprites_have_palette_and_water_alone(shown: dict[str, Exhibit]) -> None:
    allowed = {*RGB, *WATER.values()}
    for name in ("shaded.png", "species.png", "light.png", "frames.png", "breeding.png", "temperatures.png"):
        with Image.open(io.BytesIO(shown[name].content)) as picture:
            colours = {colour for _, colour in picture.convert("RGB").getcolors(10_000) or ()}
        assert colours <= allowed, name


@pytest.mark.parametrize("name", ["idle.gif", "dart.gif", "turn.gif", "lamp.gif"])
def test_films_move(shown: dict[str, Exhibit], name: str) -> None:
    with Image.open(io.BytesIO(shown[name].content)) as film:
        frames = []
        for at in range(getattr(film, "n_frames", 1)):
            film.seek(at)
            frames.append(film.convert("RGB").tobytes())
    assert len(set(frames)) > 3


def test_only_learnt_species_are_asked_for(shown: dict[str, Exhibit]) -> None:
    assert set(LEARNT) < set(SPECIES)
    width, _ = picture_size(shown["species.png"].content)
    assert width == len(LEARNT) * 34 * 3


def test_pictures_are_not_strewn_over_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert main(["gallery", "--out", str(tmp_path)], generator_factory=CorpusSource) == 1
    assert capsys.readouterr().err == (
        f"pixelgen gallery: {tmp_path} is your home folder; name a folder for the pictures alone, such as "
        f"{tmp_path / 'gallery'}\n"
    )
    assert not any(tmp_path.iterdir())
