from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine_bridges.creatures.creature import Clip, Creature, PackError
from engine_bridges.creatures.palette import Palette, sprite_palette
from engine_bridges.creatures.palette_files import WRITERS, read_palette
from engine_bridges.folders.ownership import PackSource
from engine_bridges.pictures.sprite_sheet import Packing
from engine_bridges.sheets.pack import SheetPack, write_pack
from engine_bridges.sheets.reading import creature_in, pack_index
from tests.engine_bridges.tiny_creatures import COLOURS, clip_of, drawn, fish, still


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read(folder: Path) -> dict[str, Creature]:
    index = pack_index(folder)
    colours = len(index.palette.rgba)
    return {name: creature_in(folder, entry, colours=colours) for name, entry in index.creatures.items()}


def assert_same(one: Creature, other: Creature) -> None:
    assert one.card == other.card
    assert (one.parts is None) == (other.parts is None)
    if one.parts is not None and other.parts is not None:
        assert np.array_equal(one.parts, other.parts)
    assert one.clips.keys() == other.clips.keys()
    for name, clip in one.clips.items():
        found = other.clips[name]
        assert (clip.durations_ms, clip.loops) == (found.durations_ms, found.loops)
        for layer in ("frames", "normals", "emission"):
            wanted, got = getattr(clip, layer), getattr(found, layer)
            assert (wanted is None) == (got is None), layer
            if wanted is not None:
                assert np.array_equal(wanted, got), layer


@pytest.mark.parametrize("format", ["sheet", "pygame"])
@pytest.mark.parametrize("packing", [Packing(), Packing(padding=0, extrusion=0, power_of_two=False)])
def test_what_was_written_is_read_again(format: str, packing: Packing, tmp_path: Path) -> None:
    parts = np.array([[1, 10, 0], [3, 0, 2]], dtype=np.uint8)
    wrasse = replace(fish("wrasse", "hadal", colour=3), parts=parts)
    creatures = [fish(), wrasse, still("rock", drawn("33", "22"))]
    write_pack(tmp_path, creatures, name="reef", format=format, palette=COLOURS, packing=packing)
    found = read(tmp_path)
    assert list(found) == ["rock", "tang", "wrasse"]
    for creature in creatures:
        assert_same(found[creature.card.name], creature)
    index = pack_index(tmp_path)
    assert (index.name, index.palette.rgba.tolist()) == ("reef", COLOURS.rgba.tolist())


def test_sheets_are_indexed_with_only_index_0_transparent(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish()], name="reef", palette=COLOURS)
    with Image.open(tmp_path / "creatures" / "tang" / "tang.png") as image:
        assert image.mode == "P"
        assert image.info["transparency"] in (0, b"\0", b"\0\xff\xff\xff\xff")
        shown = np.asarray(image.convert("RGBA"))
        assert np.array_equal(shown, COLOURS.coloured(np.asarray(image)))
    for layer, mode in (("normals", "RGBA"), ("emission", "L")):
        with Image.open(tmp_path / "creatures" / "tang" / f"tang_{layer}.png") as image:
            assert image.mode == mode


def test_a_sheet_pack_has_what_other_engines_and_programs_read(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish()], name="reef", palette=COLOURS)
    told = json.loads((tmp_path / "creatures" / "tang" / "tang.json").read_bytes())
    assert told["meta"]["image"] == "tang.png"
    assert [tag["name"] for tag in told["meta"]["frameTags"]] == ["tang dart", "tang idle", "tang turn"]
    index = pack_index(tmp_path).creatures["tang"].clips["idle"]
    shown = [tuple(told["frames"][f"tang idle {n}"]["frame"][side] for side in "xywh") for n in range(3)]
    assert shown == list(index.rectangles)
    for ending in WRITERS:
        path = tmp_path / "palette" / f"reef{ending}"
        assert len(read_palette(path.name, path.read_bytes()).rgba) == len(COLOURS.rgba)


def test_a_pygame_pack_has_nothing_that_pygame_does_not_read(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish()], name="reef", format="pygame", palette=COLOURS)
    pictures = {f"creatures/tang/tang{layer}.png" for layer in ("", "_normals", "_emission")}
    assert files(tmp_path).keys() == {*pictures, "pack.json", "pack_manifest.json"}


def test_creatures_may_come_one_by_one_in_any_order(tmp_path: Path) -> None:
    creatures = [fish(), fish("wrasse", "twilight"), still("rock", drawn("1"))]

    def stream() -> Iterator[Creature]:
        yield from creatures

    write_pack(tmp_path / "a", stream(), name="reef", palette=COLOURS)
    write_pack(tmp_path / "b", creatures[::-1], name="reef", palette=COLOURS)
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_other_parts_are_another_creature_that_its_line_tells_of(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish()], name="reef", palette=COLOURS)
    plain = files(tmp_path)
    assert b'parts":[' not in plain["pack.json"]
    write_pack(tmp_path, [replace(fish(), parts=np.eye(2, dtype=np.uint8))], name="reef", palette=COLOURS)
    named = files(tmp_path)
    assert {path for path, content in named.items() if plain[path] != content} == {"pack.json", "pack_manifest.json"}
    assert json.loads(named["pack.json"])["creatures"][0]["parts"] == ["10", "01"]


def test_a_changed_creature_changes_its_own_files_and_one_line(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish(), fish("wrasse", colour=3)], name="reef", palette=COLOURS)
    before = files(tmp_path)
    again = write_pack(tmp_path, [fish(), fish("wrasse", colour=3)], name="reef", palette=COLOURS)
    assert again.written == again.removed == ()
    assert files(tmp_path) == before

    shorter = Creature(fish("wrasse").card, {"idle": clip_of([drawn("12")])})
    report = write_pack(tmp_path, [fish(), shorter], name="reef", palette=COLOURS)
    assert all("wrasse" in path or path == "pack.json" for path in report.written)
    lines = [files(tmp_path)["pack.json"].splitlines(), before["pack.json"].splitlines()]
    assert sum(one != other for one, other in zip(*lines, strict=True)) == 1
    assert report.removed == ("creatures/wrasse/wrasse_emission.png",)


def test_kept_creatures_are_not_drawn_again(tmp_path: Path) -> None:
    card = fish().card
    with SheetPack(tmp_path, PackSource("reef"), palette=COLOURS) as pack:
        assert not pack.keep(card, key="first")
        pack.add(fish(), key="first")
        pack.finish()
    before = files(tmp_path)
    with SheetPack(tmp_path, PackSource("reef"), palette=COLOURS) as pack:
        assert pack.keep(card, key="first")
        report = pack.finish()
    assert report.written == report.removed == ()
    assert files(tmp_path) == before
    for change in ({"palette": sprite_palette()}, {"packing": Packing(padding=3)}):
        with SheetPack(tmp_path, PackSource("reef"), **{"palette": COLOURS, **change}) as pack:  # type: ignore[arg-type]
            assert not pack.keep(card, key="first")
    with SheetPack(tmp_path, PackSource("reef"), palette=COLOURS) as pack:
        assert not pack.keep(card, key="second")


def test_only_our_own_stale_files_go(tmp_path: Path) -> None:
    write_pack(tmp_path, [fish(), fish("wrasse")], name="reef", palette=COLOURS)
    mine = tmp_path / "creatures" / "wrasse" / "sketch.png"
    mine.write_bytes(b"mine")
    report = write_pack(tmp_path, [fish()], name="reef", palette=COLOURS)
    assert mine.read_bytes() == b"mine"
    assert {path for path in report.removed if not path.startswith("creatures/wrasse/")} == set()
    assert list(read(tmp_path)) == ["tang"]


@pytest.mark.parametrize(
    ("creatures", "packing", "message"),
    [
        ([fish(), fish()], None, "a pack must hold each creature once; got tang twice"),
        ([fish(colour=5)], None, "tang has a pixel of index 5; the palette ends at 4"),
        ([fish()], Packing(largest_side=16), "all frames of tang must fit on one sheet"),
    ],
)
def test_what_cannot_be_written_is_refused_and_changes_nothing(
    creatures: list[Creature], packing: Packing | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(PackError, match=f"^{message}"):
        write_pack(tmp_path, creatures, name="reef", palette=COLOURS, packing=packing)
    assert files(tmp_path) == {}


def test_a_palette_that_indexed_pictures_cannot_have_is_refused(tmp_path: Path) -> None:
    for at in (0, 2):
        colours = COLOURS.rgba.copy()
        colours[at, 3] = 128
        with pytest.raises(PackError, match="must be transparent at index 0 and opaque elsewhere"):
            write_pack(tmp_path, [fish()], name="reef", palette=Palette("dim", colours))


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="must be one of sheet, pygame; got 'godot'"):
        write_pack(tmp_path, [fish()], name="reef", format="godot")
    write_pack(tmp_path, [fish()], name="reef", palette=COLOURS)
    with pytest.raises(PackError, match="choose another folder"):
        write_pack(tmp_path, [fish()], name="reef", format="pygame", palette=COLOURS)


def test_a_creature_that_does_not_shine_has_no_emission_sheet(tmp_path: Path) -> None:
    frames = drawn("12")[None]
    dull = Creature(fish("dull").card, {"idle": Clip(frames, [100], emission=np.zeros_like(frames))})
    write_pack(tmp_path, [dull], name="reef", palette=COLOURS)
    assert read(tmp_path)["dull"].clips["idle"].emission is None
