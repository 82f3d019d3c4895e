"""The pictures of light: what stands where, and that a light that moves shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pixelgen.gallery.rows import AZIMUTHS
from pixelgen.look.lighting.light import style_of
from pixelgen.look.shading import shade
from pixelgen.palette import RGB, colour_index, ramp_numbers
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import ZONES
from tests.pixelgen.look.lighting.lit_shapes import disc
from training.pictures import relit_preview
from training.pictures.relit_preview import (
    FRAMES,
    direction_rows,
    main,
    normal_rows,
    relit_frames,
    shaded_rows,
    some_sprites,
)
from training.species import DRAWN


def test_every_species_of_a_category_stands_flat_above_shaded_in_every_zone() -> None:
    rows = shaded_rows("abyssal")
    assert [zone for zone, _ in rows] == [zone for zone in ZONES for _ in range(2)]
    for (zone, flat), (_, lit) in zip(rows[::2], rows[1::2], strict=True):
        assert len(flat) == sum(species.category == "abyssal" for species in DRAWN.values())
        style = style_of(zone)
        if style.highlight or style.shadow:  # the midnight zone has a rim of light alone
            assert not np.array_equal(np.stack(lit), shade(np.stack(flat), style)), "lit by its parts"
        assert np.array_equal(ramp_numbers(np.stack(lit)), ramp_numbers(np.stack(flat)))


def test_some_sprites_are_one_of_every_species_and_show_every_zone() -> None:
    sprites = some_sprites()
    assert len(sprites) == len(DRAWN)
    assert {zone for zone, _ in sprites[::5]} == set(ZONES)


def test_a_direction_row_is_flat_and_then_lit_from_all_round() -> None:
    ((zone, row),) = direction_rows([("reef", Sprite(disc(32, 12)))])
    assert zone == "reef"
    assert len(row) == 1 + len(AZIMUTHS)
    assert len({sprite.tobytes() for sprite in row}) == len(row)


def test_light_goes_round_in_as_many_frames_as_told() -> None:
    frames = relit_frames([("reef", Sprite(disc(32, 6))), ("hadal", Sprite(disc(32, 5)))], columns=2)
    assert len({frame.tobytes() for frame in frames}) == len(frames) == FRAMES
    assert {frame.shape for frame in frames} == {(32, 64, 3)}


def test_a_normal_row_shows_flat_shaded_normals_and_glow_and_leaves_free_places_black() -> None:
    sprite = disc(32, 6)
    sprite[16, 16] = colour_index("glow", 4)
    picture = normal_rows([("reef", Sprite(sprite))] * 4)
    assert picture.shape == (64, 3 * 4 * 32, 3)
    assert tuple(picture[16, 16]) == RGB[sprite[16, 16]]
    assert tuple(picture[16, 16 + 96]) == (255, 255, 255)
    assert picture[:32, 96:128].any(axis=-1).sum() == 1
    assert not picture[32:, 128:].any()


def test_the_command_writes_the_sheets_and_the_moving_light(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = dict(list(DRAWN.items())[::6])
    monkeypatch.setattr(relit_preview, "DRAWN", few)
    monkeypatch.setattr(relit_preview, "CATEGORIES", ("reef_fish",))
    assert main(["--out", str(tmp_path / "new"), "--scale", "1"]) == 0
    names = {path.name for path in (tmp_path / "new").iterdir()}
    assert names == {"shaded_reef_fish.png", "directions.png", "normals.png", "relit.gif"}
    with Image.open(tmp_path / "new" / "relit.gif") as moving:
        assert getattr(moving, "n_frames", 1) == FRAMES
        assert moving.info["loop"] == 0
