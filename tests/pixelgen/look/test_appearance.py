"""Sprites as they are shown: lit by their zone, still or moving, and what is in the files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pixelgen.commands.cli import main
from pixelgen.files.animated_gif import gif_text
from pixelgen.files.sprite_png import decode_png
from pixelgen.look.animation import animate, move
from pixelgen.look.appearance import Appearance
from pixelgen.look.lighting.light import Light, style_of
from pixelgen.look.shading import shade
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.training.stand_ins import CorpusSource, corpus_sprite

TURTLE = SpriteRequest("reef", "grazer", "sea_turtle", seed=3)
GENERATE = ["generate", "--zone", "reef", "--category", "grazer", "--species", "sea_turtle", "--seed", "3"]
FLAT = corpus_sprite(TURTLE)

pytestmark = pytest.mark.usefixtures("empty_folder")


def generate(*more: str) -> int:
    return main([*GENERATE, *more], generator_factory=CorpusSource)


def written(name: str) -> tuple[Any, dict[str, str]]:
    return decode_png(Path(name).read_bytes())


def test_a_sprite_is_written_in_the_light_of_its_zone() -> None:
    assert generate("--out", "a.png") == 0
    assert np.array_equal(written("a.png")[0], shade(FLAT, style_of("reef")))


def test_flat_is_as_the_model_drew_it() -> None:
    assert generate("--flat", "--out", "a.png") == 0
    assert np.array_equal(written("a.png")[0], FLAT)


def test_light_comes_from_where_it_is_told() -> None:
    assert generate("--light", "0,20", "--out", "a.png") == 0
    assert np.array_equal(written("a.png")[0], Appearance(light=Light(0.0, 20.0)).lit(FLAT, "reef"))
    assert not np.array_equal(written("a.png")[0], shade(FLAT, style_of("reef")))


def test_frames_stand_side_by_side_shaded_once_and_moved() -> None:
    assert generate("--frames", "5", "--out", "a.png") == 0
    picture, text = written("a.png")
    moved = animate(FLAT, "grazer", species="sea_turtle", frames=5, margin=2)
    assert np.array_equal(picture, np.concatenate(list(move(shade(FLAT, style_of("reef")), moved)), axis=1))
    assert json.loads(text["pixelgen-frames"]) == {
        "animation": "idle",
        "durations_ms": moved.durations_ms.tolist(),
    }


def test_a_sheet_of_frames_has_a_sprite_a_row() -> None:
    assert generate("--frames", "4", "--margin", "0", "--count", "3", "--grid", "--out", "a.png") == 0
    assert written("a.png")[0].shape == (3 * 32, 4 * 32)


def test_a_gif_moves_and_its_first_frame_is_that_of_the_strip() -> None:
    assert generate("--frames", "6", "--animation", "turn", "--scale", "2", "--out", "a.gif") == 0
    assert generate("--frames", "6", "--animation", "turn", "--out", "a.png") == 0
    strip = written("a.png")[0]
    with Image.open(io.BytesIO(Path("a.gif").read_bytes())) as film:
        assert film.size == (72, 72)
        assert "loop" not in film.info  # a turn ends
        first = np.asarray(film.convert("RGBA"))[::2, ::2, 3] > 0
        assert getattr(film, "n_frames", 1) == 6
    assert np.array_equal(first, strip[:, :36] > 0)


def test_a_sheet_as_gif_has_its_sprites_side_by_side() -> None:
    assert generate("--frames", "4", "--count", "4", "--grid", "--out", "a.gif") == 0
    with Image.open("a.gif") as film:
        assert film.size == (2 * 36, 2 * 36)


def test_a_gif_carries_what_a_picture_carries() -> None:
    assert generate("--frames", "6", "--out", "a.gif") == 0
    assert generate("--frames", "6", "--out", "a.png") == 0
    found = gif_text(Path("a.gif").read_bytes())
    assert found is not None
    text, unchanged = found
    assert unchanged
    assert text == {name: value for name, value in written("a.png")[1].items() if name != "pixelgen-checksum"}


def test_json_tells_of_frames_and_of_the_flat_digest(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate("--frames", "4", "--json", "--out", "a.png") == 0
    (told,) = json.loads(capsys.readouterr().out)["files"]
    assert len(told["frames"]["durations_ms"]) == 4
    assert told["digest"] == Sprite(FLAT).digest()


@pytest.mark.parametrize("more", [("--frames", "6"), (), ("--flat",), ("--frames", "4", "--scale", "3")])
def test_every_picture_of_a_sprite_is_its_request_again(
    more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(*more, "--out", "a.png") == 0
    capsys.readouterr()
    assert main(["show", "a.png"]) == 0
    assert capsys.readouterr().out.endswith("as drawn\n")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--animation", "idle", "--out", "a.png"), "--animation needs --frames"),
        (("--margin", "2", "--out", "a.png"), "--margin needs --frames"),
        (("--flat", "--light", "90", "--out", "a.png"), "--light has no effect with --flat"),
        (("--out", "a.gif"), "a.gif would be a GIF of one frame; add --frames, or name a .png file"),
        (("--frames", "9", "--out", "a.png"), "--frames: must be a whole number from 4 to 8; got '9'"),
        (("--light", "up", "--out", "a.png"), "--light: must be degrees from -360 to 360, and from 0 to 90; got 'up'"),
        (("--light", "0,91", "--out", "a.png"), "--light: must be degrees from -360 to 360, and from 0 to 90"),
        (("--frames", "8", "--scale", "16", "--out", "a.png"), "a picture has at most 4096 by 4096 pixels; 8 by 1"),
    ],
)
def test_options_that_do_not_go_together_are_one_line(
    more: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(*more) == 2
    assert capsys.readouterr().err.startswith(f"pixelgen generate: {says}")
    assert not Path("a.png").exists()


def test_an_animation_that_the_animal_does_not_have_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    coral = [
        "generate",
        "--zone",
        "reef",
        "--category",
        "coral",
        "--frames",
        "6",
        "--animation",
        "dart",
        "--out",
        "a.png",
    ]
    assert main(coral, generator_factory=CorpusSource) == 2
    assert "animation" in capsys.readouterr().err
    assert not Path("a.png").exists()


def test_a_zone_of_another_world_has_the_reefs_light() -> None:
    assert np.array_equal(Appearance().lit(FLAT, "meadow"), Appearance().lit(FLAT, "reef"))
    assert not np.array_equal(Appearance().lit(FLAT, "meadow"), Appearance().lit(FLAT, "hadal"))
