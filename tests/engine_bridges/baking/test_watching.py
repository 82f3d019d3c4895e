"""The loop of `pixelgen watch`, with files on the disk; time passes when it waits, and nobody sleeps."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from engine_bridges.baking.bake import bake
from engine_bridges.baking.report import BakeReport
from engine_bridges.baking.watching import Baked, Broken, watch
from engine_bridges.folders.file_digests import Reading
from engine_bridges.pack_file.pack import read_pack
from tests.engine_bridges.baked_packs import CRAB, HEAD, TANGS, CountingMaker, contents, stamps

GOOD = f"{HEAD}{TANGS}{CRAB}"
BROKEN = GOOD.replace("shallows", "swallows")


class Deaf:
    """Hears nothing, so that all is found by looking."""

    def __init__(self) -> None:
        self.followed: set[Path] = set()

    def follow(self, files: Iterable[Path]) -> None:
        self.followed = set(files)

    def heard(self) -> set[Path]:
        return set()


class Alert(Deaf):
    """Hears of every file at every look, as in a storm."""

    def heard(self) -> set[Path]:
        return self.followed


Script = Callable[[Path], Iterator[float]]  # does something to the folder and says how many seconds pass


def watched(folder: Path, script: Script, *, hearing: Deaf | None = None, maker: CountingMaker | None = None) -> list:  # type: ignore[type-arg]
    """What is told while the script goes on."""
    file = folder / "reef.toml"
    if not file.exists():
        file.write_text(GOOD)
    maker = maker or CountingMaker()
    news: list[Baked | Broken] = []
    now = 0.0
    steps = script(folder)
    acts_at = 0.0

    def wait(seconds: float) -> None:
        nonlocal now, acts_at
        now += max(min(seconds, acts_at - now), 0.001)
        if now >= acts_at:
            pause = next(steps, None)
            if pause is None:
                raise KeyboardInterrupt
            acts_at = now + pause

    def bake_one(path: Path, reading: Reading) -> BakeReport:
        return bake(read_pack(path, read=reading), maker)

    with pytest.raises(KeyboardInterrupt):
        watch([file], bake_one, hearing=hearing or Deaf(), tell=news.append, clock=lambda: now, wait=wait)
    return news


def replaced(path: Path, content: str) -> None:
    """As editors save: another file, renamed over it."""
    beside = path.with_name(".reef.toml.swp")
    beside.write_text(content)
    os.replace(beside, path)


def test_it_bakes_once_and_then_leaves_everything_alone(tmp_path: Path) -> None:
    before: dict[str, tuple[int, int]] = {}

    def script(folder: Path) -> Iterator[float]:
        before.update(stamps(folder))
        yield 100.0

    news = watched(tmp_path, script, hearing=Alert())
    assert [type(one) for one in news] == [Baked]
    assert stamps(tmp_path) == before


def test_its_own_output_is_no_change_even_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "reef.toml").write_text(f'{HEAD}output = "."\n{TANGS}')
    assert len(watched(tmp_path, lambda _: iter([50.0]), hearing=Alert())) == 1


def test_a_renamed_over_file_is_baked_and_one_creature_made(tmp_path: Path) -> None:
    def script(folder: Path) -> Iterator[float]:
        replaced(folder / "reef.toml", GOOD + "seed = 5\n")
        yield 10.0

    news = watched(tmp_path, script)
    assert [one.report.made for one in news] == [("tang_1", "tang_2", "tang_3", "crab"), ("crab",)]
    assert news[1].changed == (tmp_path / "reef.toml",)
    assert news[1].lines("12:00:00") == [
        f"12:00:00 reef.toml changed; reef: 1 of 4 creatures made (crab), 3 as they were; "
        f"{len(news[1].report.files.written)} files written, 0 removed in {tmp_path / 'reef'}; "
        f"{news[1].report.seconds['all']:.1f} s"
    ]


def test_a_file_with_mistakes_leaves_the_pack_and_says_where_until_it_is_mended(tmp_path: Path) -> None:
    seen = []

    def script(folder: Path) -> Iterator[float]:
        seen.append(stamps(folder / "reef"))
        (folder / "reef.toml").write_text(BROKEN)
        yield 10.0
        seen.append(stamps(folder / "reef"))
        (folder / "reef.toml").write_text(GOOD)
        yield 10.0
        seen.append(stamps(folder / "reef"))

    news = watched(tmp_path, script)
    assert [type(one) for one in news] == [Baked, Broken, Baked]
    lines = news[1].lines("12:00:00")
    assert lines[0].startswith(f"{tmp_path / 'reef.toml'}:10: creatures.zone: must be one of ")
    assert lines[1:] == ["12:00:00 reef.toml has 1 mistake; its pack stays as it was"]
    assert news[2].mended
    assert news[2].lines("12:00:00")[0].startswith("12:00:00 reef.toml is mended; reef: nothing to do, 4 creatures")
    assert seen[0] == seen[1] == seen[2]


def test_a_half_written_file_is_not_baked_when_the_rest_comes_soon(tmp_path: Path) -> None:
    class Hears(Deaf):
        def heard(self) -> set[Path]:
            return self.followed if (tmp_path / "now").exists() else set()

    def script(folder: Path) -> Iterator[float]:
        (folder / "now").touch()
        for length in range(0, len(GOOD), 20):
            (folder / "reef.toml").write_text(GOOD[:length])
            yield 0.05
        (folder / "reef.toml").write_text(GOOD + "seed = 5\n")
        yield 0.0
        (folder / "now").unlink()
        yield 10.0

    news = watched(tmp_path, script, hearing=Hears())
    assert [one.report.made for one in news if isinstance(one, Baked)][1:] == [("crab",)]
    assert [one for one in news if isinstance(one, Broken)] == []


def test_a_file_that_is_deleted_and_comes_back_goes_on(tmp_path: Path) -> None:
    def script(folder: Path) -> Iterator[float]:
        (folder / "reef.toml").unlink()
        yield 10.0
        (folder / "reef.toml").write_text(GOOD + "seed = 5\n")
        yield 10.0

    news = watched(tmp_path, script)
    assert [type(one) for one in news] == [Baked, Broken, Baked]
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
    assert [type(one) for one in news] == [Baked, Broken, Baked, Baked]
    assert found[0] == found[1] == found[2]
    assert news[3].lines("12:00:00")[0].startswith("12:00:00 its folder changed; reef: 4 of 4 creatures made")


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
    assert [type(one) for one in news] == [Broken, Baked]
    assert "cannot write" in str(news[0].errors[0])
    assert news[1].mended
