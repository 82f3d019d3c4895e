"""The addon's zip in the real engine: unpacked into an empty project, imported, run, exported and run again."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine_bridges.creatures.anchor_tracks import tracks_of
from engine_bridges.creatures.clips import clips_of
from engine_bridges.creatures.creature import Clip
from engine_bridges.creatures.palette import sprite_palette
from engine_bridges.godot_addon.libraries import EXTENSION
from pixelgen import ANIMATIONS, CATEGORIES, TRAITS, ZONES, Generator, Sprite, SpriteRequest, bred, decode_dna, style_of
from pixelgen.palette import RAMPS
from tests.engine_bridges.baked_packs import contents
from tests.godot.addon_project import Project, addon_zip, project_in, with_driver, without_driver
from tests.godot.engine import Answer, engine_or_skip

pytestmark = pytest.mark.slow

REQUESTS = [
    *(
        SpriteRequest(zone, category, seed=1000 * number + place)
        for place, (zone, category) in enumerate(product(ZONES, CATEGORIES))
        for number in range(5)
    ),
    *(
        SpriteRequest(zone, "reef_fish", "tang", seed=2**63 - 1 - place, traits={"family": "azure", "eye": "bold"})
        for place, zone in enumerate(ZONES)
    ),
    *(SpriteRequest(zone, "coral", seed=7, colours=("violet", "gold")) for zone in ZONES),
    *(SpriteRequest("abyss", "jellyfish", seed=5, temperature=each, top_k=9, top_p=0.9) for each in (0, 0.5, 1.0)),
    *(SpriteRequest("hadal", "abyssal", seed=seed, min_p=0.05) for seed in range(5)),
]


FRAMES, MARGIN = 8, 2  # as checks/draw.gd asks for them


@dataclass(frozen=True)
class Expected:
    """What Python makes of the same wishes, each as the check reads it and as a request; litters by their parents."""

    wishes: list[tuple[dict[str, Any], SpriteRequest]]
    sprites: list[Sprite]
    species: list[str | None]
    dnas: list[str]
    litters: list[tuple[tuple[str, str], list[str]]]


def asked(request: SpriteRequest) -> dict[str, Any]:
    """As the check reads it; the engine's JSON has no whole numbers, so the seed is a text."""
    found: dict[str, Any] = {
        "zone": request.zone,
        "category": request.category,
        "seed": str(request.seed),
        "temperature": request.temperature,
        "top_k": request.top_k,
        "top_p": request.top_p,
        "min_p": request.min_p,
    }
    if request.species is not None:
        found["species"] = request.species
    if request.colours:
        found["colours"] = list(request.colours)
    if request.traits:
        found["traits"] = dict(request.traits)
    return found


@pytest.fixture(scope="module")
def python() -> Expected:
    """Everything in REQUESTS; children of both kinds; grandchildren, by their DNA."""
    with Generator(cache=None) as generator:
        wishes = [(asked(each), each) for each in REQUESTS]
        pairs = [(REQUESTS[5 * number], REQUESTS[5 * number + 7]) for number in range(12)]
        pairs += [(REQUESTS[5 * number], REQUESTS[5 * number]) for number in range(4)]  # a child keeps most of one
        litters, children = [], []
        for a, b in pairs:
            dnas = generator.dna(a), generator.dna(b)
            born = generator.litter(a, b, size=4, seed=9)
            litters.append((dnas, [generator.dna(child) for child in born]))
            wishes += [({"dna": generator.dna(child)}, child) for child in born[:2]]
            children.append(bred(a, b, seed=3))
            wishes.append(({"parents": list(dnas), "seed": "3"}, children[-1]))
        grandchildren = [bred(one, other, seed=1) for one, other in pairwise(children[:5])]
        wishes += [({"dna": generator.dna(each)}, each) for each in grandchildren]
        requests = [request for _, request in wishes]
        return Expected(
            wishes,
            generator.sprites(requests),
            [generator.species_of(each) for each in requests],
            [generator.dna(each) for each in requests],
            litters,
        )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, python: Expected) -> Project:
    engine = engine_or_skip()
    found = project_in(tmp_path_factory.mktemp("addon"), engine, addon_zip())
    before = contents(found.folder / "addons")
    answer = found.imported()
    assert answer.trouble() == []
    assert answer.status == 0
    assert contents(found.folder / "addons") == before, "an import changed a file"
    wanted = {"requests": [wish for wish, _ in python.wishes], "litters": [list(pair) for pair, _ in python.litters]}
    (found.folder / "requests.json").write_text(json.dumps(wanted), encoding="utf-8")
    return found


def drawn(project: Project, run: Callable[..., Answer], name: str) -> Any:
    answer = run(project.engine.inside(project.folder, "requests.json"), project.engine.inside(project.folder, name))
    assert answer.trouble() == []
    assert answer.status == 0
    return json.loads((project.folder / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def in_the_editors_binary(project: Project) -> Any:
    def run(*paths: str) -> Answer:
        return project.engine.scene(project.folder, "res://checks/main.tscn", *paths)

    return drawn(project, run, "drawn.json")


def digest(content: Any) -> str:
    return hashlib.sha256(np.ascontiguousarray(content).tobytes()).hexdigest()


def check_equal(found: Any, python: Expected) -> None:
    """Sprites, parts, DNAs, litters; lit frames, normals, emission, durations and anchors of every animation."""
    assert found["said"] == ""
    assert len(found["answers"]) == len(python.wishes) >= 200
    for number, ((_, request), answer) in enumerate(zip(python.wishes, found["answers"], strict=True)):
        assert "error" not in answer, answer
        sprite, species = python.sprites[number], python.species[number]
        assert answer["canonical"] == {"text": request.canonical()}
        assert (answer["zone"], answer["category"]) == (request.zone, request.category)
        assert answer["species"] == (species or "")
        assert answer["dna"] == python.dnas[number]
        assert answer["indices"] == digest(sprite.indices)
        assert answer["parts"] == digest(sprite.parts)
        facts: dict[str, Any] = {"category": request.category, "species": species, "style": style_of(request.zone)}
        clips = clips_of(
            sprite,
            **facts,
            animations=ANIMATIONS,
            frames=FRAMES,
            margin=MARGIN,
        )
        clips |= clips_of(sprite, **facts, animations=(), margin=5)
        assert set(answer["look"]["animations"]) == set(clips)
        for name, clip in clips.items():
            check_clip(answer["look"]["animations"][name], clip)
    for (_, expected), answer in zip(python.litters, found["litters"], strict=True):
        assert answer == {"dnas": expected}


def check_clip(found: Any, clip: Clip) -> None:
    assert found["frames"] == len(clip.frames)
    assert found["loops"] == clip.loops
    assert found["durations_ms"] == list(clip.durations_ms)
    assert found["sheet"] == digest(np.concatenate(list(clip.frames), axis=1))
    assert clip.normals is not None
    assert found["normals"] == digest(np.concatenate(list(clip.normals), axis=1))
    assert clip.emission is not None
    glows = bool(clip.emission.any())
    assert found.get("emission") == (digest(np.concatenate(list(clip.emission), axis=1)) if glows else None)
    expected = {name: [x for point in track for x in point] for name, track in tracks_of(clip.anchors).items()}
    assert found["anchors"] == expected


def test_it_draws_the_same_bytes_as_python(
    in_the_editors_binary: Any, python: Expected, tell: Callable[[str], None]
) -> None:
    check_equal(in_the_editors_binary, python)
    kernel = in_the_editors_binary["kernel"]
    tell(f"{len(python.wishes)} creatures of the addon ({kernel}) with {FRAMES} frames equal Python's")


def test_the_header_that_is_kept_is_that_engines(tmp_path: Path) -> None:
    engine = engine_or_skip()
    kept = (EXTENSION / "gdextension_interface.version").read_text(encoding="ascii").strip()
    if engine.version() != kept:
        pytest.skip(f"the header is of {kept}, the engine is {engine.version()}")
    assert engine.interface_header(tmp_path) == (EXTENSION / "gdextension_interface.h").read_bytes()


def test_it_knows_the_names_and_the_palette(in_the_editors_binary: Any) -> None:
    found = in_the_editors_binary
    assert tuple(found["zones"]) == ZONES
    assert tuple(found["traits"]) == tuple(TRAITS)
    assert tuple(found["ramps"]) == tuple(RAMPS)
    assert bytes.fromhex(found["palette"])[3:] == sprite_palette().rgba[1:, :3].tobytes()
    assert found["is_editor"]


def test_an_exported_game_draws_the_same_without_python(
    project: Project, python: Expected, tell: Callable[[str], None]
) -> None:
    (project.folder / "build").mkdir()
    (project.folder / "build" / ".gdignore").touch()
    answer = project.engine.export_release(project.folder, "build/game")
    assert answer.trouble() == []
    assert answer.status == 0
    shipped = sorted(path.name for path in (project.folder / "build").iterdir())
    assert shipped == [".gdignore", "game", "game.pck", "pixelgen.linux.x86_64.release.so"]
    if project.engine.place.is_dir():
        assert not list(project.engine.place.glob("usr/bin/python*"))

    def run(*paths: str) -> Answer:
        return project.engine.exported(project.folder, "build/game", *paths)

    found = drawn(project, run, "shipped.json")
    assert not found["is_editor"]
    check_equal(found, python)
    tell(f"{len(python.wishes)} creatures of an exported game with {FRAMES} frames equal Python's")


@pytest.fixture(scope="module")
def node(project: Project) -> Any:
    answer = project.engine.by_the_clock(project.folder, "res://checks/node.gd")
    assert answer.trouble() == []
    return json.loads((project.folder / "node.json").read_text(encoding="utf-8"))


def test_a_newcomer_unpacks_the_zip_and_the_script_of_its_page_draws_and_breeds(tmp_path: Path) -> None:
    engine = engine_or_skip()
    with zipfile.ZipFile(io.BytesIO(addon_zip())) as opened:
        opened.extractall(tmp_path)
    page = (tmp_path / "addons" / "pixelgen" / "README.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```gdscript\n(.*?)```", page, re.DOTALL)
    (tmp_path / "main.gd").write_text(script + END_OF_A_NEWCOMER, encoding="utf-8")
    (tmp_path / "main.tscn").write_text(
        '[gd_scene format=3]\n\n[ext_resource type="Script" path="res://main.gd" id="1"]\n\n'
        '[node name="Main" type="Node2D"]\nscript = ExtResource("1")\n',
        encoding="utf-8",
    )
    (tmp_path / "project.godot").write_text(
        'config_version=5\n\n[application]\n\nconfig/name="new"\n', encoding="utf-8"
    )
    engine.import_project(tmp_path)  # which may crash, as the page says
    assert engine.import_project(tmp_path).trouble() == []
    answer = engine.scene(tmp_path, "res://main.tscn")
    assert answer.trouble() == []
    told = json.loads(next(line for line in answer.output.splitlines() if line.startswith("[")))
    parents = [SpriteRequest("reef", "reef_fish", "clownfish", seed=seed) for seed in range(2)]
    with Generator(cache=None) as generator:
        dnas = [generator.dna(each) for each in parents]
        children = {generator.dna(generator.litter(*pair, size=1, seed=1)[0]) for pair in (parents, parents[::-1])}
    assert sorted(told[:2]) == sorted(dnas)  # whichever thread was faster
    assert told[2] in children


END_OF_A_NEWCOMER = """

func _process(_delta: float) -> void:
\tif dnas.size() == 3:
\t\tprint(JSON.stringify(dnas))
\t\tget_tree().quit()
"""


def test_the_node_answers_with_frames_and_facts(node: Any) -> None:
    coral, jelly = node["drawn"]
    request = SpriteRequest("abyss", "jellyfish", seed=2, traits={"family": "azure"})
    with Generator(cache=None) as generator:
        sprite, species, dna = generator.sprite(request), generator.species_of(request), generator.dna(request)
    assert (jelly["species"], jelly["dna"], jelly["zone"]) == (species, dna, "abyss")
    assert bytes.fromhex(jelly["indices"]) == sprite.indices.tobytes()
    assert jelly["traits"]["family"] == "azure"
    assert (coral["size"], jelly["size"]) == ([36, 36], [38, 38])
    assert not jelly["from_fallback"]
    clips = clips_of(sprite, category="jellyfish", species=species, style=style_of("abyss"), frames=4, margin=3)
    assert jelly["animations"] == {"idle": 4}
    assert jelly["durations"] == list(clips["idle"].durations_ms)
    picture = np.frombuffer(bytes.fromhex(jelly["pixels"]), np.uint8).reshape(38, 38, 4)
    expected = sprite_palette().rgba[clips["idle"].frames[0]]
    assert (picture[..., 3] == expected[..., 3]).all()
    assert (picture[picture[..., 3] > 0] == expected[expected[..., 3] > 0]).all()
    assert jelly["has_normals"]
    assert node["individual"]["species"] == coral["species"]
    assert (node["zones_before"], tuple(node["zones"])) == (0, ZONES)
    assert node["open_after"] == 0


def test_the_node_breeds(node: Any) -> None:
    a, b = (
        SpriteRequest("reef", "coral", seed=1),
        SpriteRequest("abyss", "jellyfish", seed=2, traits={"family": "azure"}),
    )
    with Generator(cache=None) as generator:
        litter = generator.litter(a, b, size=3, seed=5)
        expected = [generator.dna(a), *(generator.dna(each) for each in (bred(a, b, seed=5), litter[0], *litter))]
    assert node["bred"] == expected


def test_a_cancelled_request_is_never_answered_and_urgent_ones_come_first(node: Any) -> None:
    asked_for, order = node["asked"], node["order"]
    assert asked_for[2] not in order
    assert order.index(node["urgent"]) <= 2  # a thread may draw another already
    assert order.index(asked_for[5]) <= 3
    assert order[-1] == asked_for[4]
    assert [each for each in order if each in asked_for[:5]] == [asked_for[0], asked_for[1], asked_for[3], asked_for[4]]
    assert not node["cancelled_late"]
    assert node["still_open"] == 0


def test_what_cannot_be_is_refused_with_what_was_expected(node: Any) -> None:
    assert node["refused"] == [
        "zone must be one that the weights know; got 'nowhere'",
        "seed must be a whole number from 0 to 9223372036854775807",
        "options have the keys species, colours, traits, temperature, animations, frames, margin, shaded, normals, "
        "priority; got colour",
        "frames must be a whole number from 4 to 8; got 99",
        "traits: family must be a value that the weights know; got 'pink'",
    ]
    assert node["unavailable"] == node["without_weights"]
    assert node["unavailable"][0].startswith("no weights of pixelgen, or damaged")


def test_what_was_drawn_is_read_from_the_disk_and_a_damaged_file_is_drawn_again(node: Any) -> None:
    assert node["kept_first"] != node["kept_other"]
    assert node["kept_exchanged"] == node["kept_other"]  # what the file said, not what would be drawn
    assert node["kept_damaged"] == node["kept_first"]
    assert node["kept_is_mended"]
    assert node["kept_files"] == 2


def test_a_frame_makes_one_texture_at_a_time_and_never_waits_for_a_thread(project: Project) -> None:
    """With no budget at all a frame does one piece of work; and with a thread halted that has the queue's lock."""
    answer = project.engine.by_the_clock(project.folder, "res://checks/frame_budget.gd")
    assert answer.trouble() == []
    found = json.loads((project.folder / "frame_budget.json").read_text(encoding="utf-8"))
    assert not found["asked_of_threads_at_once"]  # asking is a copy and no more
    assert found["answered"] == 12
    assert found["textures"] >= 2 * 12  # colours and normals
    assert (found["most_textures"], found["most_signals"], found["both"]) == (1, 1, 0)
    assert found["lock_was_kept"]
    assert found["still_asked"]


def test_the_demo_breeds_and_what_is_kept_opens_again_as_a_scene(project: Project) -> None:
    answer = project.engine.by_the_clock(project.folder, "res://checks/demo.gd")
    assert answer.trouble() == []
    found = json.loads((project.folder / "demo.json").read_text(encoding="utf-8"))
    assert len(found["swimming"]) == 8
    assert (found["is_open"], found["is_closed"]) == (True, True)
    with Generator(cache=None) as generator:
        parents = [decode_dna(dna).request for dna in found["parents"]]
        litter = [generator.dna(each) for each in generator.litter(*parents, size=6, seed=0)]
    assert found["litter"] == litter
    assert found["kept"] == litter[1]
    assert len(found["files"]) == 1
    assert found["reopened"] == [found["kept"]]
    assert found["looks_again"] == found["looked"]


def test_the_dock_shows_keeps_and_saves_creatures(project: Project) -> None:
    with_driver(project)
    (project.folder / "pack.toml").write_text('[pack]\nname = "lagoon"\n', encoding="utf-8")
    answer = project.engine.editor(project.folder)
    found = json.loads((project.folder / "dock.json").read_text(encoding="utf-8"))
    assert found["trouble"] == ""
    assert answer.trouble() == []
    assert tuple(found["zones"]) == ZONES
    kin = [SpriteRequest("abyss", "jellyfish", "crown_jelly", seed=seed) for seed in range(24)]
    violet = [replace(each, traits={"family": "violet"}) for each in kin]
    with Generator(cache=None) as generator:
        sprite = generator.sprite(violet[13])
        plain, chosen, others = (
            [generator.dna(each) for each in group] for group in (kin[:12], violet[:12], violet[12:])
        )
        litter = [generator.dna(each) for each in generator.litter(violet[13], violet[16], size=12, seed=12)]

    def dnas(wall: str) -> list[str]:
        return [tile["dna"] for tile in found[wall]]

    assert len(found["first"]) == 12
    assert all(dnas("first"))
    assert "tang" not in found["species_offered"]
    assert dnas("chosen") == dnas("redone") == chosen
    assert dnas("undone") == plain
    assert dnas("others") == others
    assert found["tab"] == "Pixelgen"
    assert found["is_visible"]
    assert found["focused"]
    assert found["dna"] == others[1]
    assert found["kept"] == [others[1]]
    title = found["title"]
    assert set(found["saved"]) >= {f"{title}.tscn", f"{title}_frames.tres", f"{title}_idle_sheet.png"}
    base = f"res://creatures/{title}/{title}"
    scenes = found["scenes"]
    assert scenes["plain"] == {"script": False, "sheet": f"{base}_idle_sheet.png"}
    assert scenes["lit"] == {
        "is_sprite": True,
        "dna": others[1],
        "sheet": f"{base}_lit_idle_sheet.png",
        "normals": f"{base}_lit_idle_normals.png",
    }
    assert "idle" in scenes["animations"]
    assert all(name.startswith(f"{title}_lit_") for name in scenes["emission"])
    assert ("Glow" in scenes["children"]) == bool(scenes["emission"])
    assert "clipboard" in found["copied"]
    assert found["pack_undone"] == '[pack]\nname = "lagoon"\n'
    assert found["pack"] == f'[pack]\nname = "lagoon"\n\n[[creatures]]\nname = "{title}"\ndna = "{others[1]}"\n'
    assert found["fold"] == ["Traits (1 chosen)", False]
    assert found["letters"] == ["A", "B"]
    assert found["parents"] == [others[1], others[4]]
    assert dnas("litter") == litter
    sheet = np.asarray(Image.open(project.folder / "creatures" / title / f"{title}_idle_sheet.png").convert("RGBA"))
    clips = clips_of(sprite, category="jellyfish", species="crown_jelly", style=style_of("abyss"))
    expected = sprite_palette().rgba[np.concatenate(list(clips["idle"].frames), axis=1)]
    assert (sheet[expected[..., 3] > 0] == expected[expected[..., 3] > 0]).all()
    assert (sheet[..., 3] == expected[..., 3]).all()
    without_driver(project)
    assert project.engine.import_project(project.folder).trouble() == []
