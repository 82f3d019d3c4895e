"""The gallery from end to end: every picture is there, shows what it says, and the page has them all."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from pixelgen.commands.cli import main
from pixelgen.gallery.exhibits import COUNT, Exhibit, exhibits
from pixelgen.gallery.page import page, picture_size
from pixelgen.look.contact_sheet import WATER
from pixelgen.palette import RGB
from pixelgen.vocabulary import SPECIES
from tests.training.stand_ins import CorpusSource

LEARNT = CorpusSource.learnt_species


@pytest.fixture(scope="module")
def shown() -> dict[str, Exhibit]:
    return {one.name: one for one in exhibits(CorpusSource(), learnt=LEARNT)}


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
    assert len(found.pictures) == COUNT
    assert {path.name for path in out.iterdir()} == {*found.pictures, "index.html"}
    assert found.links == [f"#{anchor}" for anchor in found.anchors]


def test_the_page_needs_nothing_from_elsewhere(shown: dict[str, Exhibit]) -> None:
    text = page(shown.values(), title="a & b", says="<seeds>")
    assert "http" not in text
    assert "<title>a &amp; b</title>" in text
    assert "&lt;seeds&gt;" in text
    assert 'name="viewport"' in text


def test_json_names_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gallery", "--out", str(tmp_path), "--json"], generator_factory=CorpusSource) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told["page"]).name == "index.html"
    assert len(told["pictures"]) == COUNT
    assert all(Path(name).exists() for name in told["pictures"])


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["gallery", "--out", str(tmp_path / "file" / "x")], generator_factory=CorpusSource) == 1
    assert capsys.readouterr().err.startswith("pixelgen gallery: cannot make the folder")


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
