"""A picture in its own colours in the real engine: its scenes show these and no others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.engine_bridges.baked_packs import baked, pack_in
from tests.godot.checks import put_checks
from tests.godot.engine import engine_or_skip
from tests.godot.test_pack_in_the_engine import PROJECT
from tests.pixelgen.look.foreign_pictures import fish, png, strip

pytestmark = pytest.mark.slow


def test_both_scenes_of_a_picture_show_its_own_colours_exactly(tmp_path: Path) -> None:
    engine = engine_or_skip()
    (tmp_path / "project.godot").write_text(PROJECT, encoding="utf-8")
    put_checks("checks", tmp_path / "checks")
    (tmp_path / "art").mkdir()
    (tmp_path / "art/.gdignore").touch()
    (tmp_path / "art/fish.png").write_bytes(png(strip(4)))
    (tmp_path / "art/whale.png").write_bytes(png(fish(68, 46)))
    head = '[pack]\nname = "art"\noutput = "../addons/art"\nformat = "godot"\nmargin = 0\n'
    pictures = '[[pictures]]\nfile = "fish.png"\n', '[[pictures]]\nfile = "whale.png"\ncategory = "grazer"\n'
    baked(pack_in(tmp_path / "art", *pictures, head=head))
    assert engine.import_project(tmp_path).trouble() == []
    answer = engine.rendered(tmp_path, "res://checks/pictures.gd", "res://addons/art", size=(160, 48))
    assert answer.trouble() == []
    with Image.open(tmp_path / "pictures.png") as image:
        screen = np.asarray(image.convert("RGB"))
    first = fish(24, 24, bend=-1)
    expected = np.where(first[..., 3:] > 0, first[..., :3], 0)
    for left in (0, 80):
        assert np.array_equal(screen[:24, left : left + 24], expected)
