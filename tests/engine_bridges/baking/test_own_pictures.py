"""Pictures that somebody drew, from a pack's file into packs of every format and back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine_bridges.baking.bake import bake
from engine_bridges.creatures.palette import sprite_palette
from engine_bridges.pack_file.errors import PackFileError
from engine_bridges.sheets.reading import creature_in, pack_index
from pixelgen import PARTS, Sprite, marked
from pixelgen.files.generated_mark import is_marked
from tests.engine_bridges.baked_packs import CRAB, CountingMaker, baked, broken_files, contents, pack_in, stamps
from tests.pixelgen.look.foreign_pictures import LAMP, fish, gif, png, strip

FORMATS = ("godot", "pygame", "sheet")


def picture_table(file: str, more: str = "") -> str:
    return f'[[pictures]]\nfile = "{file}"\n{more}\n'


def head(format: str, more: str = "") -> str:
    return f'[pack]\nname = "reef"\nformat = "{format}"\n{more}\n'


@pytest.fixture
def art(tmp_path: Path) -> Path:
    (tmp_path / "Big Fish.png").write_bytes(png(fish(68, 46)))
    (tmp_path / "strip.png").write_bytes(png(strip(4)))
    (tmp_path / "moving.gif").write_bytes(gif([fish(24, 24), fish(24, 24, bend=2)], [70, 130]))
    return tmp_path


class Naming(CountingMaker):
    def labelled(self, sprite: Sprite, species: str | None = None) -> Sprite:
        return Sprite(sprite.indices, np.where(sprite.indices > 0, PARTS.index("fin"), 0).astype(np.uint8))


@pytest.mark.parametrize("format", FORMATS)
def test_own_colours_size_and_frames_come_back_exactly(art: Path, format: str) -> None:
    tables = [
        picture_table("Big Fish.png", 'category = "reef_fish"\nanimations = ["dart", "turn"]'),
        picture_table("strip.png", "frame_ms = 90"),
        picture_table("moving.gif", 'glow = ["#00fff0"]'),
    ]
    baked(pack_in(art, CRAB, *tables, head=head(format)), Naming())
    assert broken_files(art / "reef") == []
    index = pack_index(art / "reef")
    assert sorted(index.creatures) == ["big_fish", "crab", "moving", "strip"]
    found = {name: creature_in(art / "reef", entry, colours=64) for name, entry in index.creatures.items()}
    big, frames, moving = found["big_fish"], found["strip"], found["moving"]
    assert found["crab"].palette is None
    assert big.palette is not None
    colours = {tuple(colour) for colour in fish(68, 46).reshape(-1, 4).tolist()}
    assert {tuple(colour) for colour in big.palette.rgba.tolist()} == colours
    assert sorted(big.clips) == ["dart", "idle", "turn"]
    assert big.clips["dart"].frames.shape[1:] == (50, 72)
    # a dart ends with the picture itself
    assert np.array_equal(big.palette.coloured(big.clips["dart"].frames[-1])[2:-2, 2:-2], fish(68, 46))
    assert big.parts is not None
    assert np.array_equal(big.parts > 0, fish(68, 46)[..., 3] > 0)
    assert frames.palette is not None
    shown = frames.palette.rgba[frames.clips["idle"].frames]
    assert np.array_equal(shown[:, 2:-2, 2:-2], np.stack(np.split(strip(4), 4, axis=1)))
    assert frames.clips["idle"].durations_ms == (90, 90, 90, 90)
    assert moving.clips["idle"].durations_ms == (70, 130)
    lamp = (fish(24, 24) == LAMP).all(axis=-1)
    assert moving.clips["idle"].emission is not None
    assert np.array_equal(moving.clips["idle"].emission[0, 2:-2, 2:-2] > 0, lamp)
    for one in (big, frames, moving):
        normals = one.clips["idle"].normals
        assert normals is not None
        assert np.array_equal(normals[..., 3] > 0, one.clips["idle"].frames > 0)


def test_a_lit_scene_of_godot_has_the_pictures_own_strip_of_colours(art: Path) -> None:
    baked(pack_in(art, CRAB, picture_table("Big Fish.png"), head=head("godot")))
    found = contents(art / "reef")
    base = "creatures/big_fish/big_fish"
    scene = found[f"{base}_lit.tscn"].decode()
    assert 'path="big_fish_palette_swap.tres"' in scene
    assert "shared/palette" not in scene
    assert 'path="big_fish_palette.png"' in found[f"{base}_palette_swap.tres"].decode()
    with (
        Image.open(art / "reef" / f"{base}_palette.png") as image,
        Image.open(art / f"reef/{base}_indices.png") as grey,
    ):
        strip_of_colours, indices = np.asarray(image.convert("RGBA"))[0], np.asarray(grey)
    with Image.open(art / "reef" / f"{base}_sheet.png") as sheet:
        assert np.array_equal(strip_of_colours[indices], np.asarray(sheet.convert("RGBA")))
    assert f"{base}_palette.png.import" in found
    assert "shared/palette_swap.tres" in found["creatures/crab/crab_lit.tscn"].decode()
    zone = found["zones/reef_palette.tres"].decode()
    assert zone.count(", ") + 1 == 4 * (len(strip_of_colours) - 1)


def test_without_own_colours_a_picture_has_those_of_the_pack(art: Path) -> None:
    (art / "mine.hex").write_text("000000\n7e2553\nff004d\nfff1e8\n")
    tables = picture_table("Big Fish.png", "own_colours = false")
    baked(pack_in(art, tables, head=head("sheet", "palette = 'mine.hex'")))
    index = pack_index(art / "reef")
    creature = creature_in(art / "reef", index.creatures["big_fish"], colours=64)
    assert creature.palette is None
    shown = index.palette.coloured(creature.clips["idle"].frames[0])
    assert {tuple(colour[:3]) for colour in shown.reshape(-1, 4).tolist() if colour[3]} <= {
        (0, 0, 0),
        (126, 37, 83),
        (255, 0, 77),
        (255, 241, 232),
    }


def test_shading_is_off_for_pictures_unless_their_own_table_says_so(art: Path) -> None:
    def frames(more: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        baked(pack_in(art, picture_table("strip.png", more), head=head("sheet", "shading = true")))
        return creature_in(art / "reef", pack_index(art / "reef").creatures["strip"], colours=64).clips["idle"].frames

    plain, lit = frames(""), frames("shading = true")
    assert plain.shape == lit.shape
    assert (plain != lit).any()
    assert plain.max() == lit.max() or lit.max() < plain.max()


def test_a_second_bake_touches_nothing_and_a_changed_picture_is_made_anew(art: Path) -> None:
    tables = CRAB, picture_table("Big Fish.png"), picture_table("strip.png")
    baked(pack_in(art, *tables))
    before = stamps(art / "reef")
    report = baked(pack_in(art, *tables))
    assert (report.made, report.kept) == ((), 3)
    assert stamps(art / "reef") == before
    changed = fish(68, 46)
    changed[20, 30] = 1, 2, 3, 255
    (art / "Big Fish.png").write_bytes(png(changed))
    assert baked(pack_in(art, *tables)).made == ("big_fish",)


def test_what_was_found_is_told_and_the_contact_sheet_shows_own_colours(art: Path) -> None:
    told: list[str] = []
    bake(pack_in(art, picture_table("strip.png"), picture_table("Big Fish.png")), CountingMaker(), tell=told.append)
    assert told == ["strip looks like 4 frames of 24 by 24; if it is one picture, say that it has 1"]
    with Image.open(art / "reef/preview/contact_sheet.png") as sheet:
        shown = {tuple(colour) for colour in np.asarray(sheet.convert("RGB")).reshape(-1, 3).tolist()}
    ours = {tuple(colour) for colour in fish()[..., :3].reshape(-1, 3).tolist()}
    assert ours - {(0, 0, 0)} <= shown
    assert not (ours - {(0, 0, 0), (255, 255, 255)}) & {tuple(c[:3]) for c in sprite_palette().rgba.tolist()}


def test_pictures_alone_are_a_pack_and_the_maker_draws_nothing(art: Path) -> None:
    maker = CountingMaker()
    assert baked(pack_in(art, picture_table("strip.png")), maker).made == ("strip",)
    assert maker.drawn == []


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ("", r"reef.toml:.* must have a table \[\[creatures\]\] or \[\[pictures\]\]"),
        (picture_table("none.png"), "pictures.*: cannot read .*none.png: No such file"),
        (picture_table("reef.toml"), "cannot use .*reef.toml: a picture must be a PNG"),
        (picture_table("strip.png", 'name = "crab"') + CRAB, "no other creature has; got crab"),
        (picture_table("strip.png") * 2, "no other creature has; got strip"),
        (picture_table("strip.png", "frame_count = 7"), "7 frames must fill a picture 96 pixels wide"),
        (picture_table("strip.png", "frame_size = [24]"), "frame_size: must be a list of 2 numbers"),
        (picture_table("strip.png", "scale = 8\nmargin = 64"), "frames larger than 256 pixels a side: 1216"),
        (picture_table("strip.png", 'traits = { family = "azure" }'), r"is not a key of \[\[pictures\]\]"),
        (picture_table("strip.png", 'category = "coral"\nspecies = "tang"'), "must be one of .*category coral"),
        ("[[pictures]]\nname = 'a'\n", "file: is missing"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(art: Path, tables: str, message: str) -> None:
    with pytest.raises(PackFileError, match=message) as told:
        pack_in(art, tables)
    assert len(told.value.errors) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_generated_creatures_say_so_and_the_users_pictures_do_not(art: Path, format: str) -> None:
    pack = pack_in(art, CRAB, picture_table("Big Fish.png"), head=head(format))
    baked(pack)
    found = contents(art / "reef")
    says_so = {path for path, content in found.items() if path.endswith(".png") and is_marked(content)}
    crab = "creatures/crab/crab"
    colours = {f"{crab}_sheet.png", f"{crab}_indices.png"} if format == "godot" else {f"{crab}.png"}
    assert says_so == {*colours, "preview/contact_sheet.png"}
    bake(pack, CountingMaker(), mark=False)
    plain = contents(art / "reef")
    assert not [path for path, content in plain.items() if is_marked(content)]
    assert {path: marked(plain[path]) for path in colours} == {path: found[path] for path in colours}
    before = stamps(art / "reef")
    bake(pack, CountingMaker(), mark=False)
    assert stamps(art / "reef") == before
    baked(pack_in(art, picture_table("Big Fish.png"), head=head(format)))
    assert not [path for path, content in contents(art / "reef").items() if is_marked(content)]
