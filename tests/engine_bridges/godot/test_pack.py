from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine_bridges.creatures.creature import Creature, PackError
from engine_bridges.creatures.palette import sprite_palette
from engine_bridges.folders.ownership import PackSource
from engine_bridges.godot.pack import GodotPack, write_pack
from engine_bridges.godot.values import PackedColours, value_text
from engine_bridges.pictures.sprite_sheet import Packing, sprite_sheets
from tests.engine_bridges.golden_pack import GOLDEN, pack_files, recorded
from tests.engine_bridges.tiny_creatures import COLOURS, clip_of, drawn, fish, still

REFERENCE = re.compile(r'\[ext_resource type="\w+" uid="(uid://\w+)" path="([^"]+)"')


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_text_files_are_as_recorded(tmp_path: Path) -> None:
    assert pack_files(tmp_path) == recorded(GOLDEN)


def test_every_reference_leads_to_a_file_with_that_uid(tmp_path: Path) -> None:
    texts = pack_files(tmp_path)
    followed = 0
    for name, text in texts.items():
        for uid, path in REFERENCE.findall(text):
            target = (tmp_path / name).parent / path
            assert target.is_file()
            ids = [target, target.with_name(target.name + ".import"), target.with_name(target.name + ".uid")]
            assert any(uid in place.read_text("utf-8", "replace") for place in ids if place.exists())
            followed += 1
    assert followed > 20


def test_no_two_files_have_one_uid_and_none_is_another_packs(tmp_path: Path) -> None:
    def uids(name: str) -> list[str]:
        write_pack(tmp_path / name, [fish(), fish("wrasse")], name=name, palette=COLOURS)
        own = re.compile(rb'^(?:\[gd_\w+ .*|)uid="?(uid://\w+)|^(uid://\w+)', re.MULTILINE)
        found = [own.search(content) for content in files(tmp_path / name).values()]
        return [(one[1] or one[2]).decode() for one in found if one is not None]

    one, other = uids("one"), uids("other")
    assert len(one) == len(other) > 20
    assert len({*one, *other}) == 2 * len(one)


def test_pictures_hold_every_layer(tmp_path: Path) -> None:
    creature = fish()
    write_pack(tmp_path, [creature], name="reef", palette=COLOURS)
    sheet = sprite_sheets([creature]).sheets[0]
    layers = {
        "sheet": COLOURS.coloured(sheet.indices),
        "indices": sheet.indices,
        "normals": sheet.normals,
        "emission": sheet.emission,
    }
    for layer, pixels in layers.items():
        assert pixels is not None
        with Image.open(tmp_path / "creatures" / "tang" / f"tang_{layer}.png") as image:
            shown = image.convert("RGBA") if layer == "sheet" else image
            assert np.array_equal(np.asarray(shown), pixels)
            assert image.mode == {"sheet": "P", "normals": "RGBA"}.get(layer, "L")


def test_a_creature_without_light_has_no_files_for_it(tmp_path: Path) -> None:
    dark = Creature(fish("dark").card, {"swim": clip_of([drawn("12")])})
    write_pack(tmp_path, [fish(lit=False), dark], name="reef", palette=COLOURS)
    found = files(tmp_path)
    assert not any("tang_normals" in path or "emission" in path for path in found)
    assert b"normal_texture" not in found["creatures/tang/tang_frames.tres"]
    assert b"Glow" not in found["creatures/tang/tang_lit.tscn"]
    assert b'autoplay = "swim"' in found["creatures/dark/dark.tscn"]  # there is no idle


def test_zones_have_the_colours_of_their_creatures(tmp_path: Path) -> None:
    creatures = [still("a", drawn("12")), still("b", drawn("23")), still("c", drawn("4"), "hadal")]
    write_pack(tmp_path, creatures, name="reef", palette=COLOURS)
    for zone, indices in (("reef", [1, 2, 3]), ("hadal", [4])):
        text = (tmp_path / "zones" / f"{zone}_palette.tres").read_text(encoding="utf-8")
        assert value_text(PackedColours(COLOURS.rgba[indices])) in text


def test_the_order_of_creatures_does_not_matter(tmp_path: Path) -> None:
    creatures = [fish(), fish("wrasse", "twilight"), still("rock", drawn("1"))]
    write_pack(tmp_path / "a", creatures, name="reef", palette=COLOURS)
    write_pack(tmp_path / "b", creatures[::-1], name="reef", palette=COLOURS)
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_changed_creature_changes_its_own_files_alone(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish(), fish("wrasse", colour=3)], name="reef", palette=COLOURS)
    before = files(tmp_path)
    report = write_pack(tmp_path, [fish(), fish("wrasse", colour=2)], name="reef", palette=COLOURS)
    assert sorted(report.written) == ["creatures/wrasse/wrasse_indices.png", "creatures/wrasse/wrasse_sheet.png"]
    assert report.removed == ()
    after = files(tmp_path)
    assert {path for path in after if after[path] != before[path]} == {*report.written, "pack_manifest.json"}


def test_a_creature_that_left_leaves_nothing_behind(tmp_path: Path) -> None:
    write_pack(tmp_path / "both", [fish(), fish("wrasse", "hadal")], name="reef", palette=COLOURS)
    write_pack(tmp_path / "one", [fish()], name="reef", palette=COLOURS)
    report = write_pack(tmp_path / "both", [fish()], name="reef", palette=COLOURS)
    assert "zones/hadal_palette.tres" in report.removed
    assert files(tmp_path / "both") == files(tmp_path / "one")
    assert not (tmp_path / "both" / "creatures" / "wrasse").exists()


def test_what_the_engine_completed_is_left_alone(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish()], name="reef", palette=COLOURS)
    sidecars = [path for path in tmp_path.rglob("*") if path.suffix in (".import", ".uid")]
    assert len(sidecars) == 5 + 7  # pictures; scripts and shaders
    completed = [path for path in sidecars if path.suffix == ".import"]
    for path in completed:
        path.write_bytes(path.read_bytes() + b"\n# completed\n")
    report = write_pack(tmp_path, [fish(colour=3)], name="reef", palette=COLOURS)
    assert not any(path.endswith((".import", ".uid")) for path in report.written)
    assert all(path.read_bytes().endswith(b"# completed\n") for path in completed)


def test_flat_frames_are_what_the_lit_scenes_show(tmp_path: Path) -> None:
    shaded, flat = drawn("1233"), drawn("2222")
    clip = clip_of([shaded])
    creature = Creature(fish().card, {"idle": replace(clip, flat=flat[None])})
    write_pack(tmp_path, [creature], name="reef", palette=COLOURS)
    shown = {}
    for layer in ("sheet", "indices"):
        with Image.open(tmp_path / "creatures" / "tang" / f"tang_{layer}.png") as image:
            shown[layer] = np.asarray(image)[1:2, 1:5]
    assert np.array_equal(shown["sheet"], shaded)
    assert np.array_equal(shown["indices"], flat)
    told = json.loads((tmp_path / "pack_manifest.json").read_bytes())
    assert told["parts"]["creature tang"]["notes"]["colours"] == [1, 2, 3]


def test_kept_creatures_are_not_drawn_again(tmp_path: Path) -> None:
    card = fish().card
    with GodotPack(tmp_path, PackSource("reef"), palette=COLOURS) as pack:
        assert not pack.keep(card, key="first")
        pack.add(fish(), key="first")
        pack.finish()
    before = files(tmp_path)
    with GodotPack(tmp_path, PackSource("reef"), palette=COLOURS) as pack:
        assert pack.keep(card, key="first")
        report = pack.finish()
    assert report.written == report.removed == ()
    assert files(tmp_path) == before
    for change in ({"palette": sprite_palette()}, {"packing": Packing(padding=3)}):
        with GodotPack(tmp_path, PackSource("reef"), **{"palette": COLOURS, **change}) as pack:  # type: ignore[arg-type]
            assert not pack.keep(card, key="first")
    with GodotPack(tmp_path, PackSource("reef"), palette=COLOURS) as pack:
        assert not pack.keep(card, key="second")
        assert not pack.keep(fish(category="coral").card, key="first")  # its swimmer would stand still
    (tmp_path / "creatures" / "tang" / "tang_sheet.png").unlink()
    with GodotPack(tmp_path, PackSource("reef"), palette=COLOURS) as pack:
        assert not pack.keep(card, key="first")


def test_the_manifest_lists_every_file_with_its_hash(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish(), fish("wrasse")], name="reef", palette=COLOURS)
    found = files(tmp_path)
    told = json.loads(found.pop("pack_manifest.json"))
    listed = {path: digest for part in told["parts"].values() for path, digest in part["files"].items()}
    assert listed.keys() == found.keys()
    for path, digest in listed.items():
        assert digest == ("" if path.endswith((".import", ".uid")) else hashlib.sha256(found[path]).hexdigest())
    assert told["parts"]["creature tang"]["notes"]["colours"] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("creatures", "packing", "message"),
    [
        ([fish(), fish()], None, "a pack must hold each creature once; got tang twice"),
        ([fish(colour=5)], None, "creatures/tang/tang has a pixel of index 5; the palette ends at 4"),
        ([fish()], Packing(largest_side=16), "all frames of tang must fit on one sheet"),
        ([fish()], Packing(largest_side=4), "a frame of 6 by 4 pixels"),
    ],
)
def test_what_cannot_be_written_is_refused_and_changes_nothing(
    creatures: list[Creature], packing: Packing | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(PackError, match=f"^{message}"):
        write_pack(tmp_path, creatures, name="reef", palette=COLOURS, packing=packing)
    assert files(tmp_path) == {}


def test_a_packs_name_is_a_file_name(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="the name of the pack must be"):
        write_pack(tmp_path, [], name="../reef")
