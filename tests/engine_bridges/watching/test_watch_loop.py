"""The loop of `pixelgen watch`, with files on the disk; time passes when it waits, and nobody sleeps."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine_bridges.baking.bake import bake
from engine_bridges.baking.report import BakeReport
from engine_bridges.creatures.creature import PackError
from engine_bridges.pack_file.pack import read_pack
from engine_bridges.watching.file_digests import DigestingReader
from engine_bridges.watching.watch_loop import Baked, Failed, watch
from tests.engine_bridges.baked_packs import CRAB, HEAD, TANGS, CountingMaker, contents, stamps
from tests.engine_bridges.scripted_time import NoEvents, ScriptedTime, StormOfEvents, saved

GOOD = f"{HEAD}{TANGS}{CRAB}"
BROKEN_FILE = GOOD.replace("shallows", "swallows")


Script = Callable[[Path], Iterator[float]]  # does something to the folder and says how many seconds pass


def watched(
    folder: Path, script: Script, *, events: NoEvents | None = None, maker: CountingMaker | None = None
) -> list:  # type: ignore[type-arg]
    """What is told while the script goes on."""
    file = folder / "reef.toml"
    if not file.exists():
        file.write_text(GOOD)
    maker = maker or CountingMaker()
    news: list[Baked | Failed] = []
    time = ScriptedTime(script(folder))

    def bake_one(path: Path, reader: DigestingReader) -> BakeReport:
        return bake(read_pack(path, read=reader), maker)

    with pytest.raises(KeyboardInterrupt):
        watch([file], bake_one, events=events or NoEvents(), tell=news.append, clock=time.clock, wait=time.wait)
    return news


def test_it_bakes_once_and_then_leaves_everything_alone(tmp_path: Path) -> None:
    before: dict[str, tuple[int, int]] = {}

    def script(folder: Path) -> Iterator[float]:
        before.update(stamps(folder))
        yield 100.0

    news = watched(tmp_path, script, events=StormOfEvents())
    assert [type(one) for one in news] == [Baked]
    assert stamps(tmp_path) == before


def test_a_renamed_over_file_is_baked_and_one_creature_made(tmp_path: Path) -> None:
    def script(folder: Path) -> Iterator[float]:
        saved(folder / "reef.toml", GOOD + "seed = 5\n")
        yield 10.0

    news = watched(tmp_path, script)
    assert [one.report.made for one in news] == [("tang_1", "tang_2", "tang_3", "crab"), ("crab",)]
    assert news[1].changed == (tmp_path / "reef.toml",)
    assert news[1].lines("12:00:00") == [
        f"12:00:00 reef.toml changed; reef: baked 1 of 4 creatures (crab), 3 unchanged; "
        f"{len(news[1].report.files.written)} files written, 0 removed in {tmp_path / 'reef'}; "
        f"{news[1].report.seconds['all']:.1f} s"
    ]


def test_a_file_with_mistakes_leaves_the_pack_and_says_where_until_it_is_mended(tmp_path: Path) -> None:
    seen = []

    def script(folder: Path) -> Iterator[float]:
        seen.append(stamps(folder / "reef"))
        (folder / "reef.toml").write_text(BROKEN_FILE)
        yield 10.0
        seen.append(stamps(folder / "reef"))
        (folder / "reef.toml").write_text(GOOD)
        yield 10.0
        seen.append(stamps(folder / "reef"))

    news = watched(tmp_path, script)
    assert [type(one) for one in news] == [Baked, Failed, Baked]
    lines = news[1].lines("12:00:00")
    assert lines[0].startswith(f"{tmp_path / 'reef.toml'}:10: creatures.zone: must be one of ")
    assert lines[1:] == ["12:00:00 reef.toml has 1 error; its pack is unchanged"]
    assert news[2].fixed
    assert news[2].lines("12:00:00")[0].startswith("12:00:00 reef.toml is fixed; reef: up to date, 4 creatures")
    assert seen[0] == seen[1] == seen[2]


def test_a_half_written_file_is_not_baked_when_the_rest_comes_soon(tmp_path: Path) -> None:
    class Hears(NoEvents):
        def changed(self) -> set[Path]:
            return self.watched if (tmp_path / "now").exists() else set()

    def script(folder: Path) -> Iterator[float]:
        (folder / "now").touch()
        for length in range(0, len(GOOD), 20):
            (folder / "reef.toml").write_text(GOOD[:length])
            yield 0.05
        (folder / "reef.toml").write_text(GOOD + "seed = 5\n")
        yield 0.0
        (folder / "now").unlink()
        yield 10.0

    news = watched(tmp_path, script, events=Hears())
    assert [one.report.made for one in news if isinstance(one, Baked)][1:] == [("crab",)]
    assert [one for one in news if isinstance(one, Failed)] == []


def test_a_file_that_is_deleted_and_comes_back_goes_on(tmp_path: Path) -> None:
    def script(folder: Path) -> Iterator[float]:
        (folder / "reef.toml").unlink()
        yield 10.0
        (folder / "reef.toml").write_text(GOOD + "seed = 5\n")
        yield 10.0

    news = watched(tmp_path, script)
    assert [type(one) for one in news] == [Baked, Failed, Baked]
    assert "cannot be read: No such file" in str(news[1].errors[0])
    assert news[2].report.made == ("crab",)


def test_a_folder_that_is_deleted_and_comes_back_goes_on_and_so_does_its_pack(tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    found = []

    def script(folder: Path) -> Iterator[float]:
        found.append(contents(folder / "reef"))
        shutil.rmtree(folder)
        yield 10.0
        folder.mkdir()
        (folder / "reef.toml").write_text(GOOD)
        yield 10.0
        found.append(contents(folder / "reef"))
        shutil.rmtree(folder / "reef")
        yield 10.0
        found.append(contents(folder / "reef"))

    news = watched(folder, script)
    assert [type(one) for one in news] == [Baked, Failed, Baked, Baked]
    assert found[0] == found[1] == found[2]
    assert news[3].lines("12:00:00")[0].startswith("12:00:00 its folder changed; reef: baked 4 of 4 creatures")


def test_a_picture_that_the_file_names_is_watched_too(tmp_path: Path) -> None:
    from PIL import Image

    child = '[[creatures]]\nname = "child"\nparents = ["mine.png"]\nzone = "reef"\nspecies = "tang"\n'
    (tmp_path / "reef.toml").write_text(f"{HEAD}{CRAB}{child}")
    Image.new("RGB", (16, 16), (200, 40, 40)).save(tmp_path / "mine.png")

    def script(folder: Path) -> Iterator[float]:
        Image.new("RGB", (16, 16), (40, 40, 200)).save(folder / "mine.png")
        yield 10.0

    news = watched(tmp_path, script)
    assert (news[1].changed, news[1].report.made) == ((tmp_path / "mine.png",), ("child",))


def test_a_place_that_cannot_be_written_is_told_once_and_tried_again(tmp_path: Path) -> None:
    (tmp_path / "reef").write_text("a file of somebody")

    def script(folder: Path) -> Iterator[float]:
        yield 20.0
        (folder / "reef").unlink()
        yield 20.0

    news = watched(tmp_path, script)
    assert [type(one) for one in news] == [Failed, Baked]
    assert "cannot write" in str(news[0].errors[0])
    assert news[1].fixed


def test_files_edited_by_hand_are_told_once_and_again_when_others_are(tmp_path: Path) -> None:
    def script(folder: Path) -> Iterator[float]:
        for number, name in enumerate(("crab", "crab", "tang_1")):
            (folder / "reef" / "creatures" / name / f"{name}.tscn").write_text("mine")
            saved(folder / "reef.toml", f"{GOOD}seed = {number}\n")
            yield 10.0

    news = watched(tmp_path, script)
    told = [line for one in news for line in one.lines("12:00:00") if "edited by hand" in line]
    instead = "bake with --overwrite-edits to replace them; instead of a generated scene edit one that inherits it"
    assert told == [
        f"reef: 1 file was edited by hand and is kept (creatures/crab/crab.tscn); {instead}",
        f"reef: 2 files were edited by hand and are kept (creatures/crab/crab.tscn, creatures/tang_1/tang_1.tscn); "
        f"{instead}",
    ]
    assert len(news) == 4
    assert (tmp_path / "reef" / "creatures" / "crab" / "crab.tscn").read_text() == "mine"


def test_a_second_file_for_the_folder_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    """Two watches did so for ever: each removed the other's creatures, and saw that its own were gone."""
    other = tmp_path / "copy.toml"
    found = []

    def script(folder: Path) -> Iterator[float]:
        before = stamps(folder / "reef")
        other.write_text(HEAD + CRAB + "seed = 7\n")
        for _ in range(5):
            with pytest.raises(PackError, match=r"was baked from .*reef\.toml; give copy\.toml another name or output"):
                bake(read_pack(other), CountingMaker())
            yield 10.0
        found.append(stamps(folder / "reef") == before)

    assert len(watched(tmp_path, script, events=StormOfEvents())) == 1
    assert found == [True]


def test_many_errors_are_summed_up_with_their_number(tmp_path: Path) -> None:
    def script(folder: Path) -> Iterator[float]:
        saved(folder / "reef.toml", HEAD + "".join(f"key_{number} = 1\n" for number in range(50)) + CRAB)
        yield 10.0

    news = watched(tmp_path, script)
    lines = news[1].lines("12:00:00")
    assert len(lines) == 22
    assert lines[-2:] == [
        f"{tmp_path / 'reef.toml'}:22: and 30 more errors",
        "12:00:00 reef.toml has 50 errors; its pack is unchanged",
    ]
