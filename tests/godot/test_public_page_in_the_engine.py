"""The Godot zip that the studio's public page makes: its scenes play in the real engine, without a complaint."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

import engine_bridges.studio
from engine_bridges.studio.world import world_of
from pixelgen import Generator
from tests.godot.engine import engine_or_skip

STATIC = Path(engine_bridges.studio.__file__).parent / "static"
# A page's own module with creatures of one colour: Node has all that it asks of a browser.
PROGRAM = """
import {readFileSync, writeFileSync} from "node:fs";
const [place, world, zip] = process.argv.slice(2);
const {fileOf} = await import(place);
const pixels = (count, value) => new Uint8Array(count).fill(value);
const frames = pixels(4 * 36 * 36, 9);
const look = async (card, animation) => ({animations: ["idle", "dart"], animation, width: 36, height: 36, frames,
    durations_ms: [110, 220, 110, 110], loops: animation === "idle", normals: pixels(4 * 1024, 200)});
const card = {indices: pixels(1024, 9), lit: pixels(1024, 9), dna: "pg1_x", zone: "reef"};
const engine = {world: JSON.parse(readFileSync(world)), look};
const file = await fileOf(engine, {cards: [card, card], names: ["Clown fish", "clown_fish"], kind: "godot"});
writeFileSync(zip, file.bytes);
"""
SCRIPT = """
extends SceneTree
func _init():
	for name in ["clown_fish", "clown_fish_2"]:
		var scene = load("res://studio_pack/creatures/%s/%s.tscn" % [name, name]).instantiate()
		var frames = scene.sprite_frames
		for animation in frames.get_animation_names():
			var beat = frames.get_frame_duration(animation, 1)
			var size = frames.get_frame_texture(animation, 3).get_size()
			var count = frames.get_frame_count(animation)
			print(name, " ", animation, " ", count, " ", frames.get_animation_loop(animation), " ", beat, " ", size)
		scene.free()
	quit()
"""


@pytest.mark.slow
def test_the_zip_of_the_public_page_plays_in_godot(tmp_path: Path) -> None:
    engine, node = engine_or_skip(), shutil.which("node")
    if node is None:
        pytest.skip("no node here")
    world, program, archive = (tmp_path / name for name in ("world.json", "run.mjs", "pack.zip"))
    with Generator() as generator:
        world.write_text(json.dumps(world_of(generator)))
    program.write_text(PROGRAM)
    subprocess.run([node, program, STATIC / "pack_files.js", world, archive], check=True)
    project = tmp_path / "project"
    with ZipFile(archive) as content:
        content.extractall(project)
    (project / "project.godot").write_text('config_version=5\n\n[application]\nconfig/name="studio"\n')
    (project / "check.gd").write_text(SCRIPT.lstrip())
    assert engine.import_project(project).trouble() == []
    answer = engine.script(project, "res://check.gd")
    assert answer.trouble() == []
    for name in ("clown_fish", "clown_fish_2"):
        assert f"{name} idle 4 true 2.0 (36.0, 36.0)" in answer.output
        assert f"{name} dart 4 false 2.0 (36.0, 36.0)" in answer.output
