"""A pack that is baked again while it is looked at."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.godot import pack as godot_pack
from engine_bridges.sheets.changes import PackChanges
from engine_bridges.sheets.pack import write_pack
from tests.engine_bridges.tiny_creatures import COLOURS, fish


def bake(folder: Path, **colours: int) -> None:
    write_pack(folder, [fish(name, colour=colour) for name, colour in colours.items()], name="reef", palette=COLOURS)


def test_the_first_look_tells_everything_and_the_next_one_nothing(tmp_path: Path) -> None:
    bake(tmp_path, tang=2, wrasse=3)
    changes = PackChanges(tmp_path)
    first = changes.look()
    assert first is not None
    assert first.drawn.keys() == first.index.creatures.keys() == {"tang", "wrasse"}
    assert changes.look() is None


def test_even_an_empty_pack_is_told_at_first(tmp_path: Path) -> None:
    bake(tmp_path)
    changes = PackChanges(tmp_path)
    assert changes.look() is not None
    assert changes.look() is None


def test_only_what_differs_is_read_again(tmp_path: Path) -> None:
    bake(tmp_path, tang=2, wrasse=2, eel=2)
    changes = PackChanges(tmp_path)
    changes.look()
    bake(tmp_path, tang=2, wrasse=3, ray=2)
    found = changes.look()
    assert found is not None
    assert found.drawn.keys() == {"wrasse", "ray"}
    assert found.gone == {"eel"}
    assert 3 in found.drawn["wrasse"].clips["idle"].frames


def test_a_bake_that_changed_nothing_is_no_change(tmp_path: Path) -> None:
    bake(tmp_path, tang=2)
    changes = PackChanges(tmp_path)
    changes.look()
    bake(tmp_path, tang=2)
    os.utime(tmp_path / "pack_manifest.json")
    assert changes.look() is None


def test_other_colours_change_every_creature(tmp_path: Path) -> None:
    bake(tmp_path, tang=2)
    changes = PackChanges(tmp_path)
    changes.look()
    write_pack(tmp_path, [fish()], name="reef", palette=COLOURS.toned((0, 0, 0), 0.5))
    found = changes.look()
    assert found is not None
    assert found.drawn.keys() == {"tang"}


@pytest.mark.parametrize("which", ["pack.json", "creatures/tang/tang.png", "creatures/tang/tang_normals.png"])
def test_a_half_written_pack_is_not_taken_over_until_it_is_whole(which: str, tmp_path: Path) -> None:
    bake(tmp_path / "pack", tang=2)
    bake(tmp_path / "later", tang=3, wrasse=2)
    changes = PackChanges(tmp_path / "pack")
    changes.look()
    for path in (tmp_path / "later").rglob("*"):
        target = tmp_path / "pack" / path.relative_to(tmp_path / "later")
        if path.is_dir():
            target.mkdir(exist_ok=True)
        elif path.name != "pack_manifest.json":
            target.write_bytes(path.read_bytes())
    assert changes.look() is None  # the manifest comes last
    (tmp_path / "pack" / "pack_manifest.json").write_bytes((tmp_path / "later" / "pack_manifest.json").read_bytes())
    whole = (tmp_path / "pack" / which).read_bytes()
    (tmp_path / "pack" / which).write_bytes(whole[: len(whole) // 2])
    for _ in range(2):
        with pytest.raises(PackError, match=f"{which} is not the file that the manifest lists"):
            changes.look()
    (tmp_path / "pack" / which).write_bytes(whole)
    found = changes.look()
    assert found is not None
    assert found.drawn.keys() == {"tang", "wrasse"}


@pytest.mark.parametrize("content", [b"", b"{}", b'{"parts": {"a": {}}, "unsettled": []}', b"[" * 100_000])
def test_a_broken_manifest_is_a_pack_error(content: bytes, tmp_path: Path) -> None:
    bake(tmp_path, tang=2)
    changes = PackChanges(tmp_path)
    changes.look()
    (tmp_path / "pack_manifest.json").write_bytes(content)
    with pytest.raises(PackError, match="is not a pack's manifest"):
        changes.look()


def test_a_pack_for_godot_is_looked_at_too(tmp_path: Path) -> None:
    godot_pack.write_pack(tmp_path, [fish(), fish("wrasse")], name="reef", palette=COLOURS)
    changes = PackChanges(tmp_path)
    first = changes.look()
    assert first is not None
    assert first.drawn.keys() == {"tang", "wrasse"}
    godot_pack.write_pack(tmp_path, [fish(), fish("wrasse", colour=3)], name="reef", palette=COLOURS)
    found = changes.look()
    assert found is not None
    assert found.drawn.keys() == {"wrasse"}


def test_a_picture_that_was_edited_by_hand_is_shown_as_it_is(tmp_path: Path) -> None:
    bake(tmp_path, tang=2, wrasse=1)
    picture = tmp_path / "creatures" / "tang" / "tang.png"
    picture.write_bytes((tmp_path / "creatures" / "wrasse" / "wrasse.png").read_bytes())
    bake(tmp_path, tang=3, wrasse=3)
    found = PackChanges(tmp_path).look()
    assert found is not None
    assert {name: one.clips["idle"].frames[0, 1, 1] for name, one in found.drawn.items()} == {"tang": 1, "wrasse": 3}


def test_a_folder_that_is_gone_is_a_pack_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be read: No such file"):
        PackChanges(tmp_path / "nowhere").look()


def test_a_manifest_that_leads_out_of_the_pack_is_refused(tmp_path: Path) -> None:
    bake(tmp_path, tang=2)
    told = json.loads((tmp_path / "pack_manifest.json").read_bytes())
    told["parts"]["creature tang"]["files"]["../secret"] = ""
    (tmp_path / "pack_manifest.json").write_text(json.dumps(told), encoding="ascii")
    with pytest.raises(PackError, match=r"a path in it is '\.\./secret'"):
        PackChanges(tmp_path).look()
