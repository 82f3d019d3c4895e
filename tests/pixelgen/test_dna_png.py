"""PNGs from Python: the files that the command line writes, with the DNA in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pixelgen import (
    Appearance,
    Generator,
    Light,
    OwnPalette,
    PixelgenError,
    RequestError,
    SpriteRequest,
    bred,
    encode_png,
    read_dna,
    read_picture,
    shade,
    style_of,
)
from pixelgen.commands.cli import main

FISH = SpriteRequest("reef", "reef_fish", "clownfish", seed=3, temperature=0.3)
PLAIN = "generate --zone reef --category reef_fish --species clownfish --seed 3 --temperature 0.3 --no-cache"
PALETTE = '[ramps]\nink = ["#000000", "#ffffff"]\ncoral = ["#802020", "#f06040"]\n'


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generator]:
    with Generator(cache=tmp_path_factory.mktemp("cache")) as made:
        yield made


@pytest.mark.parametrize(
    ("typed", "settings"),
    [
        ("", {}),
        ("--scale 4", {"scale": 4}),
        ("--flat", {"look": Appearance(shaded=False)}),
        ("--light 0,20", {"look": Appearance(light=Light(0, 20))}),
        ("--frames 6 --animation dart --margin 3", {"look": Appearance(frames=6, animation="dart", margin=3)}),
    ],
)
def test_a_png_is_the_file_that_the_command_line_writes(
    generator: Generator, empty_folder: Path, typed: str, settings: dict[str, Any]
) -> None:
    assert main([*PLAIN.split(), *typed.split(), "--out", "fish.png"]) == 0
    expected = (empty_folder / "fish.png").read_bytes()
    assert generator.png(FISH, **settings) == expected
    assert generator.png(FISH, sprite=generator.sprite(FISH), **settings) == expected
    generator.save(FISH, "saved.png", **settings)
    assert (empty_folder / "saved.png").read_bytes() == expected


def test_a_child_and_a_palette_of_the_games_own_give_the_same_files_too(
    generator: Generator, empty_folder: Path
) -> None:
    (empty_folder / "mine.toml").write_text(PALETTE)
    palette = OwnPalette({"ink": ["#000000", "#ffffff"], "coral": ["#802020", "#f06040"]})
    assert main([*PLAIN.split(), "--palette", "mine.toml", "--out", "own.png"]) == 0
    own = SpriteRequest("reef", "reef_fish", "clownfish", palette.colours, seed=3, temperature=0.3)
    assert generator.png(own, palette=palette) == (empty_folder / "own.png").read_bytes()

    generator.save(FISH, empty_folder / "a.png")
    assert main("breed a.png a.png --seed 5 --no-cache --out child.png".split()) == 0
    child = bred(FISH, FISH, seed=5)
    assert generator.png(child) == (empty_folder / "child.png").read_bytes()


def test_the_dna_comes_out_of_the_file_again(generator: Generator, tmp_path: Path) -> None:
    child = bred(FISH, FISH, seed=5)
    generator.save(child, tmp_path / "child.png", scale=3)
    dna = read_dna(tmp_path / "child.png")
    assert dna == generator.dna(child)
    assert generator.request_of(dna) == child
    drawn = generator.sprite(child)
    lit = shade(drawn.indices, style_of("reef"), parts=drawn.parts)
    np.testing.assert_array_equal(read_picture(tmp_path / "child.png").indices, lit)
    assert read_dna(encode_png(lit)) is None
    assert read_dna(b"no picture") is None


def test_nothing_is_drawn_for_a_place_that_cannot_be_written(
    generator: Generator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Generator, "sprite", lambda *_: pytest.fail("drawn"))
    (tmp_path / "file").touch()
    with pytest.raises(PixelgenError, match="file is not a folder"):
        generator.save(FISH, tmp_path / "file" / "fish.png")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_picture_too_large_is_refused_and_leaves_no_file(generator: Generator, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="a picture has at most 4096 by 4096 pixels"):
        generator.save(FISH, tmp_path / "fish.png", scale=129)
    assert list(tmp_path.iterdir()) == []
