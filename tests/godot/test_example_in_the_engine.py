"""The example project in the real engine: opened, played, looked at, and with its pack baked anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine_bridges.creatures.palette import sprite_palette
from engine_bridges.godot_addon.archive import addon_files, install
from engine_bridges.godot_addon.libraries import PLATFORMS
from pixelgen import ZONES, Generator, decode_dna
from pixelgen.commands.cli import main
from pixelgen.palette import ramp_indices
from tests.engine_bridges.baked_packs import contents
from tests.godot.addon_project import HERE
from tests.godot.checks import CHECKS
from tests.godot.engine import engine_or_skip
from tests.godot.example_project import KEPT, PROJECT, SCALE, SIZE, Example, Pixels, View, example_in

pytestmark = pytest.mark.slow

PALETTE = "res://addons/reef/shared/palette.png"
ZONE_HEIGHT = 240
UNLIT = tuple(View(f"unlit_{zone}", ZONE_HEIGHT * number + 130, lit=False) for number, zone in enumerate(ZONES))
RECOLOURED = View("unlit_dusk", 330, palette=1, lit=False)
CLOSE = tuple(View(f"close_{zone}", ZONE_HEIGHT * number + 130, lit=False, zoom=4) for number, zone in enumerate(ZONES))
MOST_BYTES = 500_000


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    found = example_in(tmp_path_factory.mktemp("example"), engine_or_skip())
    answer = found.imported()
    assert answer.trouble() == []
    assert answer.status == 0
    return found


def test_opening_it_changes_no_file(example: Example) -> None:
    for folder in ("addons", "dive", "palettes"):
        assert contents(example.project / folder) == contents(PROJECT / folder)


@pytest.fixture(scope="module")
def played(example: Example) -> Any:
    answer = example.engine.script(example.project, "res://checks/play.gd")
    assert answer.trouble() == []
    return json.loads((example.project / "play.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pictures(example: Example) -> dict[str, Pixels]:
    found, answer = example.pictures([*KEPT, *UNLIT, *CLOSE, RECOLOURED])
    assert answer.trouble() == []
    return found


def test_it_runs_as_a_game_does(example: Example) -> None:
    answer = example.engine.main_scene(example.project, frames=600)
    assert answer.trouble() == []
    assert answer.status == 0


def test_every_zone_is_full_of_its_own_creatures(played: Any) -> None:
    assert tuple(played["zones"]) == ZONES
    for number, zone in enumerate(ZONES):
        top = ZONE_HEIGHT * number
        here = [each for each in played["creatures"] if top <= each["depth"] < top + ZONE_HEIGHT]
        assert len(here) >= 8
        names = {each["name"] for each in here}
        assert names <= set(played["names"][zone])
        assert len(names) >= 3


def test_corals_stand_on_rock(played: Any) -> None:
    standing = [each for each in played["creatures"] if each["stands"]]
    assert standing
    assert all(each["on_rock"] for each in standing)


def test_the_camera_follows_keys_and_wheel_and_goes_down_by_itself(played: Any) -> None:
    depths = played["depths"]
    assert depths["idle"] > depths["start"] + 20
    assert depths["sunk"] > depths["idle"] + 300
    assert depths["risen"] < depths["sunk"] - 100
    assert depths["patient"] == pytest.approx(depths["risen"], abs=6)  # a key is let go a frame later
    assert depths["wheeled"] == pytest.approx(depths["patient"] + 40, abs=6)
    assert depths["coming_up"] < depths["bottom"] < played["bottom"]


def test_a_key_shows_everything_in_another_palette_and_the_last_in_the_first_again(played: Any) -> None:
    strips = played["strips"]
    assert [len(each) for each in strips] == [1, 1, 1, 1]
    assert strips[0] == strips[3] == [PALETTE]
    assert len({each[0] for each in strips}) == 3


def test_a_click_startles_who_is_near_the_lamp(played: Any) -> None:
    before, after = played["darting"]
    assert before < 30 < after


def colours_of(picture: Pixels) -> set[tuple[int, ...]]:
    return {tuple(colour) for colour in np.unique(picture.reshape(-1, 3), axis=0).tolist()}


def strip_of(path: Path) -> set[tuple[int, ...]]:
    return colours_of(np.asarray(Image.open(path).convert("RGB"))[:, 1:])


@pytest.mark.parametrize("view", UNLIT, ids=lambda view: view.title)
def test_without_light_a_screen_has_colours_of_the_palette_alone(pictures: dict[str, Pixels], view: View) -> None:
    colours = colours_of(pictures[view.title])
    assert colours <= strip_of(PROJECT / "addons/reef/shared/palette.png")
    assert len(colours) >= 12


@pytest.mark.parametrize("view", CLOSE, ids=lambda view: view.title)
def test_close_by_each_pixel_is_a_square_of_one_colour(pictures: dict[str, Pixels], view: View) -> None:
    """Nearest filtering. Where the palette's shader looks indices up, colours alone would not tell."""
    centre, bar = SIZE[1] // 2 % view.zoom, 10
    picture = pictures[view.title][centre : -bar - centre]
    height, width = (side // view.zoom for side in picture.shape[:2])
    squares = picture[: height * view.zoom].reshape(height, view.zoom, width, view.zoom, 3)
    assert (squares == squares[:, :1, :, :1]).all()
    assert len(colours_of(picture)) >= 4


def test_recoloured_a_screen_has_colours_of_that_strip_alone(pictures: dict[str, Pixels]) -> None:
    text_and_bar = 10
    colours = colours_of(pictures["unlit_dusk"][:-text_and_bar])
    assert colours <= strip_of(PROJECT / "palettes/dusk.png")
    assert len(colours) >= 12


@pytest.mark.parametrize("view", KEPT, ids=lambda view: view.title)
def test_a_lit_screen_is_a_picture(pictures: dict[str, Pixels], view: View) -> None:
    picture = pictures[view.title]
    assert picture.shape == (SIZE[1], SIZE[0], 3)
    _, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    assert counts.max() < 0.6 * picture.shape[0] * picture.shape[1]
    # Water is not lit but moved along the palette, so much of the screen is of it however bright the lamp.
    strip = strip_of(PROJECT / "addons/reef/shared/palette.png") | strip_of(PROJECT / "palettes/dusk.png")
    known = [tuple(pixel) in strip for pixel in picture.reshape(-1, 3).tolist()]
    assert 0.3 < np.mean(known) < 1


def test_day_is_bright_and_the_deep_dark_with_what_glows_in_it(pictures: dict[str, Pixels]) -> None:
    assert pictures["day"].mean() > 2 * pictures["deep"].mean()
    glow = {tuple(sprite_palette().rgba[index, :3].tolist()) for index in ramp_indices("glow")}
    assert glow & colours_of(pictures["deep"])


def test_lights_change_creatures_and_rock(pictures: dict[str, Pixels], example: Example) -> None:
    found, answer = example.pictures([View("lit", 870), View("flat", 870, lit=False)])
    assert answer.trouble() == []
    rock = (slice(0, 160), slice(0, 8))  # the wall at the left edge of the screen
    assert found["lit"][rock].mean() < 0.7 * found["flat"][rock].mean()


def test_kept_pictures_are_of_this_project() -> None:
    for view in KEPT:
        with Image.open(PROJECT / "screenshots" / f"{view.title}.png") as picture:
            assert picture.size == (SIZE[0] * SCALE, SIZE[1] * SCALE)


def test_its_pack_is_small() -> None:
    sizes = [
        path.stat().st_size
        for path in (PROJECT / "addons").rglob("*")
        if path.is_file() and "preview" not in path.parts
    ]
    assert sum(sizes) < MOST_BYTES


@pytest.fixture(scope="module")
def baked(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """With a pack that was baked a moment ago."""
    found = example_in(tmp_path_factory.mktemp("baked"), engine_or_skip())
    shutil.rmtree(found.project / "addons")
    shutil.copy(CHECKS / "checks" / "facts.gd", found.project / "checks")
    assert main(["bake", str(found.project / "reef.toml")]) == 0
    assert found.imported().trouble() == []
    return found


def facts_of(example: Example) -> Any:
    answer = example.engine.script(example.project, "res://checks/facts.gd", "res://addons/reef")
    assert answer.trouble() == []
    return json.loads((example.project / "facts.json").read_text(encoding="utf-8"))


def test_its_pack_is_baked_anew_by_one_command_and_opens_without_a_word(
    baked: Example, tell: Callable[[str], None]
) -> None:
    facts = facts_of(baked)
    assert None not in facts["resources"].values()
    assert facts["zones"] == sorted(ZONES)
    assert baked.engine.main_scene(baked.project, frames=60).trouble() == []
    tell(f"Godot {baked.engine.version()}: {len(facts['resources'])} resources of the example's baked pack loaded")


def test_a_bake_with_one_creature_changed_changes_no_other_and_no_reference(baked: Example) -> None:
    before, pack = facts_of(baked), baked.project / "addons" / "reef"
    files_before = contents(pack)
    definition = baked.project / "reef.toml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace('name = "clown"\n', 'name = "clown"\nseed = 123\n'), encoding="utf-8")
    assert main(["bake", str(definition)]) == 0
    files_after = contents(pack)
    changed = {path for path in files_before | files_after if files_before.get(path) != files_after.get(path)}
    assert "creatures/clown/clown_sheet.png" in changed
    lists = {"pack_manifest.json", "creature_catalogue.tres", "zones/reef_palette.tres", "preview/contact_sheet.png"}
    assert all(path.startswith("creatures/clown/") for path in changed - lists)
    assert baked.imported().trouble() == []
    after = facts_of(baked)
    gone = before["resources"].keys() - after["resources"].keys()
    assert all("emission" in path for path in gone)  # one may glow, the other not
    for path in before["resources"].keys() & after["resources"].keys():
        assert after["resources"][path] == before["resources"][path]
    assert baked.engine.main_scene(baked.project, frames=60).trouble() == []


def test_without_the_addon_it_says_so_in_one_line(example: Example) -> None:
    answer = example.engine.main_scene(example.project, frames=30)
    (line,) = (line for line in answer.output.splitlines() if "addons/pixelgen" in line)
    assert line.startswith("addons/pixelgen is missing")
    assert "python -m engine_bridges.godot_addon --into engine_bridges/godot_project" in line


def test_with_an_addon_that_has_no_library_for_the_platform_it_says_so_in_one_line(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    found = example_in(tmp_path_factory.mktemp("no_library"), engine_or_skip())
    install(addon_files([]), found.project)
    found.imported()
    answer = found.engine.main_scene(found.project, frames=30)
    # The engine itself tells of the library; nothing else is wrong.
    assert all("extension" in line or "dynamic_library" in line for line in answer.trouble()), answer.trouble()
    (line,) = (line for line in answer.output.splitlines() if "only baked creatures" in line)
    assert line.startswith("pixelgen has no library for Linux")


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Example, Any]:
    """With the addon in it: the project, and what came of playing."""
    found = example_in(tmp_path_factory.mktemp("visited"), engine_or_skip())
    install(addon_files([PLATFORMS[HERE]]), found.project)
    found.imported()  # the first import with a new extension may crash (godotengine/godot#111048)
    assert found.imported().trouble() == []
    answer = found.engine.rendered(found.project, "res://checks/visitors.gd", size=SIZE)
    assert answer.trouble() == []
    return found, json.loads((found.project / "visitors.json").read_text(encoding="utf-8"))


def test_with_the_addon_creatures_that_nobody_baked_swim_there(visited: tuple[Example, Any]) -> None:
    found, told = visited
    assert len(told["dnas"]) == len(set(told["dnas"])) == 4 * len(ZONES)
    assert told["lured"] >= 3  # the dark zones
    assert told["keys"].startswith("B BREED")
    for view in ("reef", "abyss", "table", "dusk"):
        with Image.open(found.project / f"visitors_{view}.png") as picture:
            assert picture.size == SIZE


def test_what_shines_on_creatures_lights_the_water_around_it(visited: tuple[Example, Any]) -> None:
    _, told = visited
    assert told["shining"] > 0
    assert told["light_is_in_the_water"]
    assert told["lights"] == 8  # as many as the shader has


def test_two_have_a_litter_and_the_child_that_is_kept_is_there_at_the_next_start(visited: tuple[Example, Any]) -> None:
    _, told = visited
    with Generator(cache=None) as generator:
        parents = [decode_dna(dna).request for dna in told["parents"]]
        litter = [generator.dna(each) for each in generator.litter(*parents, size=6, seed=0)]
    assert told["litter"] == litter
    assert told["waited"]  # the dive, while somebody chooses
    assert told["kept"] == litter[1]
    assert told["is_closed"]
    assert told["files"] == 1
    assert told["reopened"] == [told["kept"]]


def test_drawn_creatures_are_recoloured_with_all_else(visited: tuple[Example, Any]) -> None:
    _, told = visited
    assert set(told["colours"]) == {"res://palettes/dusk.png"}
    assert len(told["colours"]) == len(told["dnas"]) + 1
