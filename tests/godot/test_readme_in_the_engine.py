"""The example of the bridges' page in the real engine, with a pack where the page bakes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine_bridges.godot.pack import write_pack
from tests.engine_bridges.test_readme import blocks
from tests.engine_bridges.tiny_creatures import COLOURS, fish
from tests.godot.checks import put_checks
from tests.godot.engine import engine_or_skip
from tests.godot.test_pack_in_the_engine import PROJECT

pytestmark = pytest.mark.slow


def test_the_example_fills_a_scene_with_ten_creatures(tmp_path: Path) -> None:
    engine, project = engine_or_skip(), tmp_path / "project"
    put_checks("checks", project / "checks")
    (_, example), _ = blocks("gdscript")
    (project / "reef.gd").write_text(example + "\t_count.call_deferred()\n\n\n" + COUNT, encoding="utf-8")
    (project / "reef.tscn").write_text(
        '[gd_scene format=3]\n\n[ext_resource type="Script" path="res://reef.gd" id="1"]\n\n'
        '[node name="Reef" type="Node2D"]\nscript = ExtResource("1")\n',
        encoding="utf-8",
    )
    settings = PROJECT.replace('config/name="pack"', 'config/name="pack"\nrun/main_scene="res://reef.tscn"')
    (project / "project.godot").write_text(settings, encoding="utf-8")
    write_pack(project / "addons" / "lagoon", [fish(), fish("wrasse")], name="lagoon", palette=COLOURS)
    assert engine.import_project(project).trouble() == []
    answer = engine.main_scene(project, frames=120)
    assert answer.trouble() == []
    assert re.search("^children: 11$", answer.output, re.MULTILINE)


COUNT = """\
func _count() -> void:
\tprint("children: ", get_child_count())
"""
