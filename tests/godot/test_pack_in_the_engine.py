"""A freshly written pack in the real engine: see engine.py for where it is looked for."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine_bridges.creatures.creature import Creature
from engine_bridges.creatures.palette import Palette
from engine_bridges.creatures.palette_files import write_strip
from engine_bridges.godot.pack import write_pack
from engine_bridges.pictures.sprite_sheet import sprite_sheets
from tests.engine_bridges.tiny_creatures import COLOURS, Pixels, clip_of, drawn, fish, still
from tests.godot.checks import put_checks
from tests.godot.engine import Answer, Engine, engine_or_skip
from tests.godot.strict_scripts import STRICT

pytestmark = pytest.mark.slow

GREY, RGBA = 0, 5  # Image.FORMAT_L8, Image.FORMAT_RGBA8
PROJECT = f"""config_version=5

[application]

config/name="pack"
config/features=PackedStringArray("4.4")

[debug]

{STRICT}
[rendering]

environment/defaults/default_clear_color=Color(0, 0, 0, 1)
"""
# What a creature whose look changed may change: its own files and the lists.
OTHER_COLOURS = Palette("other", COLOURS.rgba[:, [2, 0, 1, 3]])


def creatures(*, tang_colour: int = 2) -> list[Creature]:
    return [
        fish("tang", "reef", colour=tang_colour),
        fish("sea_turtle-12", "twilight", category="grazer", colour=3, lure=True),
        fish("wrasse", "reef", lit=False),
        still("rock", drawn("3333", "2222"), "reef"),
    ]


@dataclass(frozen=True)
class World:
    """A project with the pack "reef" in addons/reef and another, "cave", elsewhere; imported."""

    engine: Engine
    project: Path
    imported: Answer

    def told(self, check: str, folder: str = "res://addons/reef") -> Any:
        """What a check wrote of the pack in the folder; fails on a line of trouble."""
        answer = self.engine.script(self.project, f"res://checks/{check}.gd", folder)
        assert answer.trouble() == []
        assert answer.status == 0, answer.output
        return json.loads((self.project / f"{check}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    engine = engine_or_skip()
    project = tmp_path_factory.mktemp("project")
    (project / "project.godot").write_text(PROJECT, encoding="utf-8")
    put_checks("checks", project / "checks")
    (project / "other_colours.png").write_bytes(write_strip(OTHER_COLOURS))
    write_pack(project / "addons" / "reef", creatures(), name="reef", palette=COLOURS)
    write_pack(project / "art" / "cave", [fish("tang", "reef")], name="cave", palette=COLOURS)
    return World(engine, project, engine.import_project(project))


@pytest.fixture(scope="module")
def facts(world: World) -> Any:
    return world.told("facts")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_fresh_pack_is_imported_without_a_word(world: World) -> None:
    assert world.imported.trouble() == []
    assert world.imported.status == 0


def test_every_resource_loads_as_what_it_is_under_its_own_uid(
    world: World, facts: Any, tell: Callable[[str], None]
) -> None:
    kinds = {
        ".png": "CompressedTexture2D",
        ".gd": "GDScript",
        ".gdshader": "Shader",
        ".tscn": "PackedScene",
        "frames.tres": "SpriteFrames",
        "palette.tres": "ColorPalette",
        "swap.tres": "ShaderMaterial",
        "catalogue.tres": "Resource",
    }
    pack = world.project / "addons" / "reef"
    ours = [path for path in files(pack) if not path.endswith((".import", ".uid", ".json"))]
    assert sorted(facts["resources"]) == sorted(ours)
    for path, told in facts["resources"].items():
        assert told["kind"] == next(kind for ending, kind in kinds.items() if path.endswith(ending))
        assert told["uid"] == uid_in(pack / path)
    tell(f"Godot {world.engine.version()}: {len(ours)} resources of a written pack checked")


def uid_in(path: Path) -> str:
    """The uid that we wrote into the file, or beside it."""
    for place in (path.with_name(path.name + ".uid"), path.with_name(path.name + ".import"), path):
        if place.exists():
            found = re.search(r"uid://[a-y0-8]+", place.read_text(encoding="utf-8", errors="replace"))
            assert found is not None
            return found[0]
    raise AssertionError(path)


def test_the_engine_writes_text_resources_as_we_do(world: World, facts: Any) -> None:
    for path, resaved in facts["resaved"].items():
        ours = (world.project / "addons" / "reef" / path).read_text(encoding="utf-8")
        assert neutral(resaved) == neutral(ours), path
    assert len(facts["resaved"]) == 4 * 5 + 4  # five a creature, two zones, the material, the catalogue


def neutral(text: str) -> list[str]:
    """The lines without uids, external resources by file name and in one order, as those differ in a copy elsewhere."""
    text = re.sub(r' uid="uid://[^"]*"', "", text)
    for name, number in re.findall(r'path="(?:[^"]*/)?([^"/]*)" id="([^"]*)"', text):
        text = text.replace(f'"{number}"', f'"{name}"')
    text = re.sub(r'path="[^"]*"', "", text)
    sections = [section.split("\n") for section in text.strip().split("\n\n")]
    return ["\n".join(sorted(lines) if "ext_resource" in lines[0] else lines) for lines in sections]


def test_animations_have_their_frames_times_and_loops(facts: Any) -> None:
    for creature in creatures():
        told = facts["animations"][creature.card.name]
        places = {tag.animation: tag.places for tag in sprite_sheets([creature]).tags}
        assert told.keys() == creature.clips.keys()
        for name, clip in creature.clips.items():
            frames = told[name]["frames"]
            assert told[name]["loops"] == clip.loops
            assert [frame["ms"] for frame in frames] == pytest.approx(list(clip.durations_ms), rel=1e-6)
            regions = [[place.x, place.y, place.width, place.height] for place in places[name]]
            assert [frame["region"] for frame in frames] == regions
            own = f"res://addons/reef/creatures/{creature.card.name}/{creature.card.name}"
            assert {frame["sheet"] for frame in frames} == {f"{own}_sheet.png"}
            assert {frame["normals"] for frame in frames} == {f"{own}_normals.png" if creature.has_normals else ""}


def test_every_frame_of_every_layer_has_our_pixels(facts: Any) -> None:
    for creature in creatures():
        name = creature.card.name
        layers = {
            layer: picture(facts["pictures"][f"creatures/{name}/{name}_{layer}.png"])
            for layer in ("sheet", "indices", "normals", "emission")
            if layer in ("sheet", "indices") or creature.has_normals
        }
        for animation, clip in creature.clips.items():
            for number, frame in enumerate(facts["animations"][name][animation]["frames"]):
                x, y, width, height = map(int, frame["region"])
                shown = {layer: pixels[y : y + height, x : x + width] for layer, pixels in layers.items()}
                assert np.array_equal(shown["indices"], clip.frames[number])
                assert np.array_equal(shown["sheet"], COLOURS.coloured(clip.frames[number]))
                if clip.normals is not None and clip.emission is not None:
                    assert np.array_equal(shown["normals"], clip.normals[number])
                    assert np.array_equal(shown["emission"], clip.emission[number])
    assert np.array_equal(picture(facts["pictures"]["shared/palette.png"])[0], COLOURS.rgba)


def picture(told: Mapping[str, Any]) -> Pixels:
    width, height = told["size"]
    assert told["format"] in (GREY, RGBA)
    shape = (height, width) if told["format"] == GREY else (height, width, 4)
    return np.frombuffer(bytes.fromhex(told["pixels"]), dtype=np.uint8).reshape(shape)


def test_the_catalogue_spawns_by_zone_and_seed(world: World, facts: Any) -> None:
    assert facts["zones"] == ["reef", "twilight"]
    assert facts["names"] == ["rock", "sea_turtle-12", "tang", "wrasse"]
    assert facts["cards"][1] == {
        "name": "sea_turtle-12",
        "zone": "twilight",
        "category": "grazer",
        "species": "tang",
        "dna": "pg1_sea_turtle-12",
    }
    spawned = facts["spawned"]
    assert {name.split()[0] for name in spawned["reef"]} == {"Tang", "Wrasse", "Rock"}
    assert {name.split()[0] for name in spawned["twilight"]} == {"SeaTurtle12"}
    assert [name.split()[1] for name in spawned["reef"]] == [str(seed) for seed in range(20)]
    assert world.told("facts")["spawned"] == spawned


def test_a_swimmer_idles_turns_and_darts_and_gets_where_it_is_sent(world: World) -> None:
    told = world.told("swim")
    assert sorted(told["animations"]) == ["dart", "idle", "turn"]
    assert told["darting_to"] < told["darting_from"] - 15
    assert told["arrived"] == 1
    assert told["end"] == pytest.approx([160, 90], abs=3)
    assert told["in_step"]
    assert told["whole_pixels"]
    assert told["same_way"]
    assert told["coral"] == [100, 100]


def test_markers_follow_the_parts_and_a_lure_is_a_light(world: World) -> None:
    told = world.told("anchors")
    lured = next(one for one in creatures() if one.card.name == "sea_turtle-12")
    names = {"eye": "Eye", "tail": "Tail", "lure": "Lure", "light_1": "Light1", "light_2": "Light2"}
    for scene, lure in (("scene", "Marker2D"), ("scene_lit", "PointLight2D")):
        assert told[scene]["kinds"] == {**dict.fromkeys(names.values(), "Marker2D"), "Lure": lure}
        for animation in ("idle", "dart"):
            anchors = lured.clips[animation].anchors
            assert anchors is not None
            for one, shown in zip(anchors, told[scene][animation], strict=True):
                assert shown == {names[name]: [x - 3, y - 2] for name, (x, y) in one.named()}
        right = told[scene]["idle"][1]
        assert told[scene]["mirrored"] == {name: [-x, y] for name, (x, y) in right.items()}


@pytest.fixture(scope="module")
def shots(world: World) -> dict[str, Pixels]:
    answer = world.engine.rendered(world.project, "res://checks/shots.gd", "res://addons/reef", size=(200, 64))
    assert answer.trouble() == []
    titles = ("plain", "dark", "light_from_the_left", "light_from_the_right")
    return {title: np.asarray(Image.open(world.project / f"{title}.png").convert("RGB")) for title in titles}


def sprites_in(shot: Pixels, *, tolerance: int = 0) -> list[Pixels]:
    """The five sprites (4, 6, 3); fails when the four by four screen pixels of one are not of one colour.

    tolerance: of a channel within a pixel; light comes from another side to each screen pixel.
    """
    assert shot.shape == (64, 200, 3)
    cells = shot.reshape(16, 4, 50, 4, 3)
    assert np.abs(cells.astype(int) - cells[:, :1, :, :1]).max() <= tolerance
    pixels = cells[:, 0, :, 0]
    return [pixels[:4, number * 10 : number * 10 + 6] for number in range(5)]


def test_a_screen_shows_the_colours_and_no_others(shots: dict[str, Pixels]) -> None:
    indices = creatures()[0].clips["idle"].frames[0]
    own, other = COLOURS.rgba[indices][..., :3], OTHER_COLOURS.rgba[indices][..., :3]
    plain, lit, recoloured, faint, mirrored = sprites_in(shots["plain"])
    assert np.array_equal(plain, own)
    assert np.array_equal(lit, own)
    assert np.array_equal(recoloured, other)
    assert np.array_equal(mirrored, own[:, ::-1])
    glows = indices == 4
    assert np.abs(faint[~glows].astype(int) - own[~glows] / 2).max() <= 1


def test_what_shines_is_seen_in_the_dark_and_nothing_else(shots: dict[str, Pixels]) -> None:
    indices = creatures()[0].clips["idle"].frames[0]
    glow = np.where((indices == 4)[..., None], COLOURS.rgba[4, :3], 0)
    other_glow = np.where((indices == 4)[..., None], OTHER_COLOURS.rgba[4, :3], 0)
    plain, lit, recoloured, faint, mirrored = sprites_in(shots["dark"])
    assert not plain.any()
    assert np.array_equal(lit, glow)
    assert np.array_equal(recoloured, other_glow)
    assert np.abs(faint.astype(int) - glow / 2).max() <= 1
    assert np.array_equal(mirrored, glow[:, ::-1])


def test_light_falls_on_the_side_that_faces_it(shots: dict[str, Pixels]) -> None:
    for title, nearer, farther in (("light_from_the_left", 0, -1), ("light_from_the_right", -1, 0)):
        for number, sprite in enumerate(sprites_in(shots[title], tolerance=3)):
            if number == 3:
                continue
            # Both ends of the body are of index 1, so only their normals differ.
            row = sprite[1].astype(int).sum(axis=-1)
            assert row[nearer] > row[farther], (title, number)


def test_moved_packs_and_rebaked_creatures_keep_their_references(world: World, tmp_path: Path, facts: Any) -> None:
    project = tmp_path / "project"
    shutil.copytree(world.project, project)
    (project / "art").rename(project / "pictures")
    (project / "addons").rename(project / "art")
    moved = World(world.engine, project, world.engine.import_project(project))
    assert moved.imported.trouble() == []
    there = moved.told("facts", "res://art/reef")
    assert there["resources"] == facts["resources"]
    assert there["spawned"] == facts["spawned"]

    pack = project / "art" / "reef"
    before = files(pack)
    report = write_pack(pack, creatures(tang_colour=3), name="reef", palette=COLOURS)
    after = files(pack)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed - {"pack_manifest.json"} == set(report.written)
    assert changed == {
        "pack_manifest.json",
        "creatures/tang/tang_sheet.png",
        "creatures/tang/tang_indices.png",
    }
    again = World(world.engine, project, world.engine.import_project(project))
    assert again.imported.trouble() == []
    rebaked = again.told("facts", "res://art/reef")
    assert rebaked["resources"] == facts["resources"]
    differing = {path for path in facts["pictures"] if facts["pictures"][path] != rebaked["pictures"][path]}
    assert differing == {"creatures/tang/tang_sheet.png", "creatures/tang/tang_indices.png"}
    assert files(pack) == after  # the engine had nothing to complete or to rename


def test_a_running_game_shows_what_is_baked_meanwhile(world: World, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(world.project, project)
    longer = fish("tang", "reef", colour=3)
    still_now = clip_of([drawn(*["444333"] * 4)], duration_ms=90)
    clips = {"dart": longer.clips["turn"], "idle": still_now}
    changed = Creature(longer.card, clips)
    write_pack(tmp_path / "next", [changed, *creatures()[1:]], name="reef", palette=OTHER_COLOURS)
    shutil.copytree(tmp_path / "next", project / "next")
    (project / "next" / ".gdignore").touch()
    told = World(world.engine, project, world.imported).told("reload")
    assert (told["unasked"], told["names"]) == (0, ["tang"])
    before, after = told["before"], told["after"]
    assert before["palette"] == before["glow_palette"] == COLOURS.rgba.tobytes().hex()
    assert after["palette"] == after["glow_palette"] == OTHER_COLOURS.rgba.tobytes().hex()
    for name, clip in changed.clips.items():
        for layer, colours in (("sheet", OTHER_COLOURS.coloured), ("indices", grey)):
            shown = after[layer][name]
            assert shown["loops"] == clip.loops
            assert [round(frame["ms"]) for frame in shown["frames"]] == list(clip.durations_ms)
            assert clip.normals is not None
            for frame, indices, normals in zip(shown["frames"], clip.frames, clip.normals, strict=True):
                assert frame["pixels"] == colours(indices).tobytes().hex()
                assert frame["normals"] == normals.tobytes().hex()
    assert after["sheet"]["turn"] == before["sheet"]["turn"]  # it may be playing
    (sheet,) = sprite_sheets([changed]).sheets
    assert sheet.emission is not None
    assert after["emission"] == sheet.emission.tobytes().hex()


def grey(indices: Pixels) -> Pixels:
    opaque = np.full(indices.shape, 255, np.uint8)
    return np.stack([indices, indices, indices, opaque], axis=-1)


def test_trouble_is_seen_when_there_is_some(world: World, tmp_path: Path) -> None:
    """The scan of the output is no use if it would miss what the other tests look for."""
    project = tmp_path / "project"
    shutil.copytree(world.project, project)
    script = project / "addons" / "reef" / "shared" / "swimmer.gd"
    script.write_text(script.read_text(encoding="utf-8") + "\n\nfunc _untyped(a):\n\tpass\n", encoding="utf-8")
    shader = project / "addons" / "reef" / "shared" / "palette_swap.gdshader"
    shader.write_text(shader.read_text(encoding="utf-8").replace("ivec2", "ivec7"), encoding="utf-8")
    (project / "addons" / "reef" / "creatures" / "wrasse" / "wrasse_frames.tres").unlink()
    trouble = "\n".join(world.engine.script(project, "res://checks/facts.gd", "res://addons/reef").trouble())
    assert 'Parameter "a" has no static type' in trouble
    assert "SHADER ERROR" in trouble
    assert "wrasse_frames.tres" in trouble
