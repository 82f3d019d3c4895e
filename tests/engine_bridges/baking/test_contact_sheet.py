from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from engine_bridges.baking.bake import bake
from engine_bridges.baking.contact_sheet import (
    COLUMNS,
    ROWS,
    Entry,
    Pictures,
    check_places,
    picture_of,
    write_contact_sheets,
)
from engine_bridges.creatures.creature import PackError
from pixelgen import RGB, WATER
from tests.engine_bridges.baked_packs import CRAB, HEAD, TANGS, CountingMaker, baked, pack_in, stamps
from tests.engine_bridges.tiny_creatures import still


def entries(count: int, *, zone: str = "reef") -> list[Entry]:
    return [Entry(f"{zone}_{number}", zone, "k") for number in range(count)]


def pictures(names: Sequence[str]) -> Pictures:
    return {name: np.full((32, 32), 1 + int(name.split("_")[-1]) % 60, dtype=np.uint8) for name in names}


def none(names: Sequence[str]) -> Pictures:
    assert list(names) == []
    return {}


def written(path: Path, wanted: Sequence[Entry], **options: object) -> tuple[Path, ...]:
    return write_contact_sheets(path, wanted, pictures([one.name for one in wanted]), others=none, pack="reef")


def colour_at(path: Path, cell: int, *, corner: bool = False) -> tuple[int, ...]:
    """Of the middle of a cell's picture, or of its corner, which is water."""
    with Image.open(path) as image:
        wide = image.size[0] // COLUMNS
        high = 120
        x, y = (cell % COLUMNS) * wide, (cell // COLUMNS) * high
        found = image.convert("RGB").getpixel((x + 1, y + 1) if corner else (x + wide // 2, y + 48))
    assert isinstance(found, tuple)
    return found


def test_every_creature_is_shown_on_the_water_of_its_zone_zone_by_zone(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    assert written(path, [*entries(2, zone="abyss"), *entries(3)]) == (path,)
    assert [colour_at(path, cell) for cell in range(5)] == [RGB[number] for number in (1, 2, 3, 1, 2)]
    waters = [colour_at(path, cell, corner=True) for cell in range(5)]
    assert waters == [WATER["reef"]] * 3 + [WATER["abyss"]] * 2


def test_names_are_written_below(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    written(path, entries(1))
    with Image.open(path) as image:
        below = np.asarray(image.convert("RGB"))[96:120, :108]
    assert len(np.unique(below.reshape(-1, 3), axis=0)) == 2


def test_many_creatures_are_many_pages_and_pages_too_many_go(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    places = written(path, entries(2 * COLUMNS * ROWS + 1))
    assert [place.name for place in places] == ["sheet.png", "sheet-02.png", "sheet-03.png"]
    assert colour_at(places[2], 0) == RGB[1 + 240 % 60]
    (tmp_path / "sheet-04.png").write_bytes(b"mine")
    assert written(path, entries(1)) == (path,)
    assert sorted(place.name for place in tmp_path.iterdir()) == ["sheet-04.png", "sheet.png"]


def test_what_has_not_changed_is_neither_asked_for_nor_written(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    wanted = entries(COLUMNS * ROWS + 5)
    written(path, wanted)
    before = stamps(tmp_path)
    write_contact_sheets(path, wanted, {}, others=none, pack="reef")
    assert stamps(tmp_path) == before

    changed = [*wanted[:-1], Entry(wanted[-1].name, "reef", "other")]
    asked: list[str] = []

    def others(names: Sequence[str]) -> Pictures:
        asked.extend(names)
        return {name: np.full((32, 32), 9, dtype=np.uint8) for name in names}

    write_contact_sheets(path, changed, {}, others=others, pack="reef")
    assert asked == [wanted[-1].name]
    assert colour_at(tmp_path / "sheet-02.png", 4) == RGB[9]
    assert colour_at(tmp_path / "sheet-02.png", 3) == RGB[1 + 123 % 60]
    assert [name for name, stamp in stamps(tmp_path).items() if before[name] != stamp] == ["sheet-02.png"]


@pytest.mark.parametrize("content", [b"", b"no picture", None])
def test_what_is_no_contact_sheet_is_not_replaced(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "sheet.png"
    if content is None:
        Image.new("RGB", (1080, 120)).save(path)
    else:
        path.write_bytes(content)
    with pytest.raises(PackError, match=r"sheet.png is not a contact sheet; move it away"):
        check_places(path, 1)
    maker = CountingMaker()
    with pytest.raises(PackError):
        bake(pack_in(tmp_path, CRAB), maker, contact_sheet=path)
    assert maker.drawn == []


def test_a_picture_is_the_creature_without_margin_and_scale() -> None:
    flat = np.zeros((32, 32), dtype=np.uint8)
    flat[3, 4] = 3
    wide = np.pad(flat, 5).repeat(2, axis=0).repeat(2, axis=1)
    assert np.array_equal(picture_of(still("rock", wide), scale=2, margin=5), flat)


def test_a_bake_shows_all_where_godot_does_not_look(tmp_path: Path) -> None:
    report = baked(pack_in(tmp_path, TANGS, CRAB))
    preview = tmp_path / "reef" / "preview"
    assert report.contact_sheets == (preview / "contact_sheet.png",)
    assert sorted(path.name for path in preview.iterdir()) == [".gdignore", "contact_sheet.png"]


def test_a_sheet_that_was_removed_is_made_anew_and_the_pack_is_not(tmp_path: Path) -> None:
    pack = pack_in(tmp_path, TANGS, CRAB)
    baked(pack)
    sheet = tmp_path / "reef" / "preview" / "contact_sheet.png"
    whole = sheet.read_bytes()
    sheet.unlink()
    report = baked(pack)
    assert report.made == ()
    assert sheet.read_bytes() == whole


def test_it_may_be_put_elsewhere(tmp_path: Path) -> None:
    head = HEAD + 'format = "sheet"\n'
    bake(pack_in(tmp_path, CRAB, head=head), CountingMaker(), contact_sheet=tmp_path / "pictures" / "all.png")
    assert (tmp_path / "pictures" / "all.png").exists()
    assert not (tmp_path / "reef" / "preview").exists()


def test_a_damaged_page_is_drawn_anew_when_something_changes(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    wanted = entries(3)
    written(path, wanted)
    path.write_bytes(path.read_bytes()[:-100])  # all that it says of itself is still there
    written(path, [*wanted[:-1], Entry(wanted[-1].name, "reef", "other")])
    assert [colour_at(path, cell) for cell in range(3)] == [RGB[number] for number in (1, 2, 3)]


@pytest.mark.parametrize("told", ["[1]", '[["a"]]', "7", '[["a", "b", "c"]]', "[" * 100_000])
def test_a_page_that_says_nonsense_of_itself_is_none(tmp_path: Path, told: str) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("pixelgen contact sheet", f'{{"version": 1, "creatures": {told}}}')
    Image.new("P", (1080, 120)).save(tmp_path / "sheet.png", pnginfo=text)
    with pytest.raises(PackError, match="is not a contact sheet"):
        check_places(tmp_path / "sheet.png", 1)


def test_a_page_of_another_pack_is_not_replaced_unless_it_lies_in_the_packs_own_folder(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    written(path, entries(COLUMNS * ROWS + 1))
    check_places(path, 1, pack="reef")
    check_places(path, 1)
    with pytest.raises(PackError, match=r"sheet.png is the contact sheet of another pack; name another file"):
        check_places(path, 1, pack="cave")
    write_contact_sheets(path, entries(1), pictures(["reef_0"]), others=none, pack="cave")
    assert (tmp_path / "sheet-02.png").exists()  # still the other pack's


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
def test_nothing_is_put_behind_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / ".pixelgen-mine.part").touch()
    (tmp_path / "reef").mkdir()
    (tmp_path / "reef" / "preview").symlink_to(outside)
    maker = CountingMaker()
    with pytest.raises(PackError, match="preview is a link"):
        bake(pack_in(tmp_path, CRAB), maker)
    assert [path.name for path in outside.iterdir()] == [".pixelgen-mine.part"]
    assert maker.drawn == []
