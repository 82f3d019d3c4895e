"""Saves: whole or not there, trusted in nothing, and a failure is a line."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from demo_game.book.breeding import Pairing, Parent
from demo_game.book.logbook import Child, LogBook, Photo
from demo_game.saves.dive_file import SavedDive, dive_content, dive_of, over
from demo_game.saves.saves import Saves
from demo_game.saves.settings import Settings
from demo_game.saves.whole_files import write_whole

BOOK = LogBook(
    {("reef", "tang"): Photo("tang", "reef", "pg1_a", 3, 77, 0, True)},
    (Child(0, "Lira", "pg1_b", "tang", "reef", 1, True, 500.0, 900.0),),
    ("shallows", "reef"),
    ("zones",),
)
PARENTS = Parent("Tang", "pg1_a", "tang", "reef", 0), Parent("Lira", "pg1_b", "tang", "reef", 1)
DIVE = SavedDive("CORAL-7431", 500.5, 900.25, 0.75, False, BOOK, Pairing(*PARENTS, "fins", 2))
OLD_SAVE = """{
 "version": 1, "seed": "CORAL-7431", "x": 500.5, "y": 900.25, "air": 0.75, "lamp": false,
 "pages": [{"species": "tang", "zone": "reef", "dna": "pg1_a", "stars": 3, "metres": 77, "generation": 0,
            "flipped": true}],
 "children": [{"place": 0, "name": "Lira", "dna": "pg1_b", "species": "tang", "zone": "reef", "generation": 1,
               "glows": true, "x": 500.0, "y": 900.0}],
 "visited": ["shallows", "reef"], "reached": ["zones"]
}"""
OLD_SETTINGS = """{"version": 1, "scale": 3, "full_screen": false, "volume": 2, "muted": true, "safe_colours": true,
 "seed": "CORAL-7431"}"""


class Told(list[str]):
    """What was said."""

    def __call__(self, line: str) -> None:
        self.append(line)


def saved(folder: Path, told: Told | None = None) -> Saves:
    return Saves(folder, warn=told if told is not None else Told())


def file_of(folder: Path) -> Path:
    return next(folder.glob("reef-*.json"))


def test_a_dive_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    told = Told()
    saves = saved(tmp_path / "new" / "folder", told)
    saves.keep_dive(DIVE)
    saves.keep_settings(Settings(scale=3, muted=True, seed="CORAL-7431"))
    saves.close()
    again = saved(tmp_path / "new" / "folder", told)
    assert again.dive("CORAL-7431") == DIVE
    assert again.settings() == Settings(scale=3, muted=True, seed="CORAL-7431")
    assert told == []


def test_a_world_never_dived_in_has_no_save(tmp_path: Path) -> None:
    saves = saved(tmp_path)
    saves.keep_dive(DIVE)
    assert saves.dive("OTHER-1") is None
    assert saves.dive("CORAL-7431") == DIVE  # read while it was being written


def test_saves_of_the_first_games_are_read(tmp_path: Path) -> None:
    told = Told()
    saves = saved(tmp_path, told)
    saves.keep_dive(DIVE)
    saves.close()
    file_of(tmp_path).write_text(OLD_SAVE)
    (tmp_path / "settings.json").write_text(OLD_SETTINGS)
    again = saved(tmp_path, told)
    assert again.dive("CORAL-7431") == replace(DIVE, pairing=None)
    assert again.settings() == Settings(scale=3, volume=2, muted=True, safe_colours=True, seed="CORAL-7431")
    assert told == []


BROKEN = [b"", b"{", b"[]", b"\xff\xfe", b'{"version": 1}', b'{"version": "2"}', b'{"version": true}', b"[" * 9999]


@pytest.mark.parametrize("content", BROKEN)
def test_a_damaged_save_is_put_aside_and_said(tmp_path: Path, content: bytes) -> None:
    told = Told()
    saves = saved(tmp_path, told)
    saves.keep_dive(DIVE)
    saves.close()
    path = file_of(tmp_path)
    path.write_bytes(content)
    again = saved(tmp_path, told)
    assert again.dive("CORAL-7431") is None
    assert [path.read_bytes() for path in tmp_path.glob("*.damaged-1.json")] == [content]
    assert len(told) == 1
    assert "damaged" in told[0]
    assert "it was renamed to" in told[0]
    again.keep_dive(DIVE)
    assert again.dive("CORAL-7431") == DIVE


def test_damaged_saves_do_not_replace_each_other(tmp_path: Path) -> None:
    for _ in range(3):
        (tmp_path / "settings.json").write_bytes(b"?")
        assert saved(tmp_path).settings() == Settings()
    assert len(list(tmp_path.glob("settings.damaged-*.json"))) == 3


def _children_out_of_order(content: dict[str, Any]) -> None:
    content["children"][0]["place"] = -1


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(seed="coral 7431"),
        lambda content: content.update(seed=7),
        lambda content: content.update(x=1e9),
        lambda content: content.update(y="deep"),
        lambda content: content.update(air=float("nan")),
        lambda content: content["pages"][0].update(stars=9),
        lambda content: content["pages"][0].update(stars=True),
        lambda content: content["pages"][0].pop("dna"),
        lambda content: content["children"][0].update(x=-5.0),
        lambda content: content["children"].append(content["children"][0]),
        lambda content: content["pages"].append("a page"),
        lambda content: content.update(reached=[1]),
        lambda content: content.pop("children"),
        _children_out_of_order,
    ],
)
def test_what_no_dive_saves_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(json.dumps(dive_content(DIVE)))
    assert dive_of(content) == DIVE
    change(content)
    with pytest.raises((ValueError, KeyError, TypeError)):
        dive_of(content)


def test_a_full_disk_is_warned_once_and_the_dive_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    told = Told()
    saves = saved(tmp_path, told)
    saves.keep_dive(DIVE)
    assert saves.dive("CORAL-7431") == DIVE
    monkeypatch.setattr(os, "fsync", full)
    for air in (0.5, 0.4, 0.3):
        saves.keep_dive(replace(DIVE, air=air))
        assert saves.dive("CORAL-7431") == DIVE  # the last whole save stays
        saves.poll()
    assert told == [f"Cannot save to {tmp_path}: No space left on device"]
    monkeypatch.undo()
    saves.keep_dive(replace(DIVE, air=0.2))
    assert saves.dive("CORAL-7431") == replace(DIVE, air=0.2)
    assert {path.name for path in tmp_path.iterdir()} == {file_of(tmp_path).name, ".lock"}  # no rest of a failed one


def test_a_failure_is_warned_though_another_file_was_written_after_it(tmp_path: Path) -> None:
    told = Told()
    saves = saved(tmp_path, told)
    saves.keep_dive(DIVE)
    saves.dive("CORAL-7431")
    path = file_of(tmp_path)
    path.unlink()
    path.mkdir()
    saves.keep_dive(DIVE)
    saves.keep_settings(Settings(volume=3))
    saves.close()
    assert [line.split(":")[0] for line in told] == [f"Cannot save to {tmp_path}"]


def test_a_folder_that_is_a_file_is_warned(tmp_path: Path) -> None:
    (tmp_path / "saves").write_bytes(b"")
    told = Told()
    saves = saved(tmp_path / "saves", told)
    assert saves.dive("CORAL-7431") is None
    saves.keep_dive(DIVE)
    saves.close()
    assert len(told) == 2
    assert all("Cannot" in line for line in told)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="broken"):
        write_whole(path, b"new")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


def later_content() -> dict[str, Any]:
    """As a game writes it that knows more: other keys, another species, zone and goal."""
    content: dict[str, Any] = json.loads(json.dumps(dive_content(DIVE)))
    content.update(weather="storm", reached=["zones", "flight"], visited=["shallows", "attic", "reef"])
    content["pages"][0]["lens"] = "wide"
    content["pages"].append({**content["pages"][0], "species": "bat", "zone": "attic"})
    content["children"][0]["mood"] = "calm"
    content["children"].append({**content["children"][0], "place": 1, "species": "bat"})
    return content


def test_what_a_save_says_beyond_what_is_known_is_left_out_and_kept(tmp_path: Path) -> None:
    content = later_content()
    assert dive_of(content) == replace(DIVE, book=replace(BOOK, reached=("zones", "flight")))
    told = Told()
    saves = saved(tmp_path, told)
    saves.keep_dive(DIVE)
    saves.close()
    file_of(tmp_path).write_text(json.dumps(content))
    again = saved(tmp_path, told)
    dive = again.dive("CORAL-7431")
    assert dive is not None
    again.keep_dive(replace(dive, air=0.5, book=dive.book.with_photo(Photo("crab", "reef", "pg1_c", 1, 60))))
    again.close()
    now = json.loads(file_of(tmp_path).read_text())
    assert (now["weather"], now["air"]) == ("storm", 0.5)
    assert {(page["species"], page.get("lens")) for page in now["pages"]} == {
        ("tang", "wide"),
        ("crab", None),
        ("bat", "wide"),
    }
    assert [(child["species"], child["mood"]) for child in now["children"]] == [("tang", "calm"), ("bat", "calm")]
    assert set(now["visited"]) == {"shallows", "attic", "reef"}
    assert told == []


def test_writing_over_nothing_or_over_nonsense_is_writing() -> None:
    content = dive_content(DIVE)
    nonsense: tuple[object, ...] = (None, [], {}, {"pages": 5, "children": [7], "visited": None})
    for old in nonsense:
        assert dive_of(over(old, content)) == DIVE


@pytest.mark.parametrize("pairing", [5, {}, {"a": 1, "b": 2, "pattern": "fins", "seed": 1}, "egg", [1]])
def test_a_pair_that_is_none_costs_no_save(pairing: object) -> None:
    content = {**dive_content(DIVE), "nursery": pairing}
    assert dive_of(content) == replace(DIVE, pairing=None)


def test_a_save_of_another_version_is_said_to_be_so_and_left_alone(tmp_path: Path) -> None:
    saves = saved(tmp_path)
    saves.keep_dive(DIVE)
    saves.close()
    path = file_of(tmp_path)
    later = json.dumps({"version": 2, "layers": [1, 2]}).encode()
    path.write_bytes(later)
    told = Told()
    again = saved(tmp_path, told)
    assert again.dive("CORAL-7431") is None
    own = f"{path.stem}.version-1.json"
    assert told == [
        f"{path.name}, the save of CORAL-7431: it is of version 2, this game reads version 1; it is kept, and this "
        f"game saves to {own}"
    ]
    again.keep_dive(DIVE)
    assert again.dive("CORAL-7431") == DIVE
    again.close()
    third = saved(tmp_path, told)
    assert third.dive("CORAL-7431") == DIVE
    assert len(told) == 2  # once a start
    assert path.read_bytes() == later
    assert {each.name for each in tmp_path.glob("*.json")} == {path.name, own}


def test_settings_that_are_not_known_are_kept_and_the_known_ones_hold(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 3, "volume": 2, "muted": True, "subtitles": "large", "scale": 2}))
    told = Told()
    saves = saved(tmp_path, told)
    settings = saves.settings()
    assert settings == Settings(volume=2, muted=True, scale=2)
    saves.keep_settings(replace(settings, volume=9, seed="TIDE-1"))
    saves.close()
    now = json.loads(path.read_text())
    assert (now["version"], now["subtitles"], now["volume"], now["seed"]) == (3, "large", 9, "TIDE-1")
    assert saved(tmp_path, told).settings() == replace(settings, volume=9, seed="TIDE-1")
    assert told == []


@pytest.mark.parametrize(
    ("name", "value", "usual"),
    [("volume", 99, 6), ("scale", "big", 0), ("muted", 1, False), ("seed", "coral 1", ""), ("width", -5, 0)],
)
def test_one_impossible_setting_is_as_usual_and_the_others_hold(
    tmp_path: Path, name: str, value: object, usual: object
) -> None:
    known = {"scale": 2, "volume": 3, "muted": True, "seed": "TIDE-1", "width": 0}
    (tmp_path / "settings.json").write_text(json.dumps({"version": 1, **known, name: value}))
    told = Told()
    settings = saved(tmp_path, told).settings()
    assert {each: getattr(settings, each) for each in known} == {**known, name: usual}
    assert len(told) == 1
    assert told[0].startswith("settings.json: ")
    assert name in told[0]


def child(name: str, place: int = 0) -> Child:
    return replace(BOOK.children[0], place=place, name=name, dna=f"pg1_{name}")


def with_page(dive: SavedDive, species: str, stars: int = 2) -> SavedDive:
    return replace(dive, book=dive.book.with_photo(Photo(species, "reef", f"pg1_{species}", stars, 60)))


def test_two_games_in_one_folder_lose_no_page_and_no_child(tmp_path: Path) -> None:
    empty = replace(DIVE, book=LogBook(), pairing=None)
    one, other = saved(tmp_path), saved(tmp_path)
    mine = with_page(replace(empty, book=LogBook({}, (child("Lira"),), ("shallows",))), "tang", 3)
    theirs = with_page(replace(empty, book=LogBook({}, (child("Bo"),), ("shallows", "reef"), ("stars",))), "tang", 1)
    theirs = with_page(theirs, "crab")
    one.keep_dive(mine)
    one.dive("CORAL-7431")
    assert one.poll() == ()
    other.keep_dive(theirs)
    other.dive("CORAL-7431")
    (joined,) = other.poll()
    assert [(each.name, each.place) for each in joined.book.children] == [("Lira", 0), ("Bo", 1)]
    assert {key[1]: photo.stars for key, photo in joined.book.pages.items()} == {"tang": 3, "crab": 2}
    assert (set(joined.book.visited), joined.book.reached) == ({"shallows", "reef"}, ("stars",))
    one.keep_dive(replace(mine, air=0.1))
    one.dive("CORAL-7431")
    (again,) = one.poll()
    assert again.book == joined.book
    one.keep_dive(replace(mine, book=again.book, air=0.1))
    one.close()
    other.close()
    last = saved(tmp_path).dive("CORAL-7431")
    assert last == replace(empty, book=joined.book, air=0.1)
    assert one.poll() == ()  # nothing new any more


def test_two_games_lose_no_setting(tmp_path: Path) -> None:
    one, other = saved(tmp_path), saved(tmp_path)
    first, second = one.settings(), other.settings()
    one.keep_settings(replace(first, volume=1))
    one.dive("CORAL-7431")
    other.keep_settings(replace(second, muted=True))
    one.close()
    other.close()
    assert saved(tmp_path).settings() == Settings(volume=1, muted=True)


def test_a_change_that_could_not_be_saved_is_saved_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    saves = saved(tmp_path)
    saves.keep_settings(Settings(scale=2))
    saves.keep_dive(replace(DIVE, pairing=None))
    saves.dive("CORAL-7431")
    saves.poll()
    monkeypatch.setattr(os, "fsync", full)
    saves.keep_settings(Settings(scale=2, volume=1))
    saves.keep_dive(DIVE)
    saves.dive("CORAL-7431")
    saves.poll()
    monkeypatch.undo()
    saves.keep_settings(Settings(scale=2, volume=1, muted=True))
    saves.keep_dive(DIVE)
    saves.close()
    assert saved(tmp_path).settings() == Settings(scale=2, volume=1, muted=True)
    assert saved(tmp_path).dive("CORAL-7431") == DIVE


def test_a_lock_that_somebody_holds_holds_up_no_save(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"):
        saves = saved(tmp_path)
        saves.keep_dive(DIVE)
        saves.close()
    assert saved(tmp_path).dive("CORAL-7431") == DIVE


DIVER = """
import sys
from dataclasses import replace
from pathlib import Path
from demo_game.book.logbook import LogBook
from demo_game.saves.saves import Saves
from tests.demo_game.saves.test_saves import DIVE, child, with_page
saves, me = Saves(Path(sys.argv[1]), warn=print), int(sys.argv[2])
dive = replace(DIVE, book=LogBook(), pairing=None)
for number, species in enumerate(sys.argv[3:]):
    dive = with_page(dive, species)
    dive = replace(dive, book=dive.book.with_child(child(f"{me}-{number}", dive.book.next_place)))
    saves.keep_dive(dive)
    for seen in (saves.dive("CORAL-7431"), *saves.poll()):
        dive = replace(dive, book=seen.book)
saves.close()
"""


def test_processes_that_save_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    species = ["tang", "crab", "conch", "squid", "moray", "clownfish", "angelfish", "octopus", "nautilus"]
    root = str(Path(__file__).resolve().parents[3])
    games = [
        subprocess.Popen(
            [sys.executable, "-c", DIVER, str(tmp_path), str(number), *species[number::3]],
            env={**os.environ, "PYTHONPATH": root},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    assert [(game.communicate()[0], game.returncode) for game in games] == [("", 0)] * 3
    dive = saved(tmp_path).dive("CORAL-7431")
    assert dive is not None
    assert {name for _, name in dive.book.pages} == set(species)
    assert sorted(each.name for each in dive.book.children) == sorted(f"{a}-{b}" for a in range(3) for b in range(3))
    assert len({each.place for each in dive.book.children}) == 9


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_in_place_of_the_settings_is_told_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.json")
    told = Told()
    saves = saved(tmp_path, told)
    assert saves.settings() == Settings()
    assert told == [f"Cannot read {tmp_path / 'settings.json'}: it is a pipe or a device"]
    saves.close()
