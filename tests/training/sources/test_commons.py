"""From a category to a folder of sprites, against a server that is well, slow, broken, or fed up."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pixelgen.files.sprite_png import decode_png
from tests.scripted_server import Scripted, ScriptedServer, scripted_server
from tests.training.sources.commons_answers import Json, answer, file_page, fish, jpeg, refusal, with_metadata
from training.sources import commons
from training.sources.commons import main
from training.sources.commons_api import Picture
from training.sources.polite_http import Manners, PoliteClient

API = "/w/api.php"
PAGE = "https://commons.wikimedia.org/wiki/File:"
FISH = jpeg(fish()[0])
WATER = jpeg(fish(size=(0.0001, 0.0001))[0])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    monkeypatch.setenv("no_proxy", "*")
    with scripted_server() as running:
        yield running


class Run:
    """The command line with a clock of its own, so that no wait is waited."""

    def __init__(self, server: ScriptedServer, out: Path) -> None:
        self.server = server
        self.out = out
        self.slept: list[float] = []
        self.manners: Manners | None = None

    def __call__(self, *arguments: str) -> int:
        given = ["--category", "Fish", "--contact", "nobody@example.org", "--api", self.server.root + API]
        if "--species" not in arguments and "--kind" not in arguments:
            given += ["--species", "clownfish"]
        return main([*given, "--out", str(self.out), *arguments], make_client=self.client)

    def client(self, manners: Manners) -> PoliteClient:
        self.manners = manners
        return PoliteClient(manners, clock=lambda: 0.0, sleep=self.slept.append, chance=lambda: 1.0)

    def manifest(self) -> Any:
        return json.loads((self.out / "manifest.json").read_bytes())

    def reasons(self) -> dict[str, str]:
        return {one["origin"].removeprefix(PAGE): one["reason"] for one in self.manifest()["skipped"]}

    def sprites(self) -> list[str]:
        return sorted(path.stem for path in (self.out / "sprites").glob("*.png"))

    def fetched(self) -> list[str]:
        return [path for path in self.server.paths() if path != API]


@pytest.fixture
def run(server: ScriptedServer, tmp_path: Path) -> Run:
    return Run(server, tmp_path / "out")


def pages(server: ScriptedServer, *numbers: int) -> list[Json]:
    return [file_page(number, f"File:{number}.jpg", root=server.root) for number in numbers]


def category(server: ScriptedServer, photos: dict[int, bytes]) -> None:
    """A category with these photos."""
    server.script(API, answer(pages(server, *photos)))
    for number, content in photos.items():
        server.script(f"/thumb/{number}.jpg", Scripted(content))


def test_a_category_becomes_sprites_with_labels_and_credits(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH, 2: WATER})
    assert run("--zone", "reef") == 0
    indices, text = decode_png((run.out / "sprites/1.png").read_bytes())
    assert indices.shape == (32, 32)
    assert np.count_nonzero(indices) > 200
    assert text == {"Author": "Rama & Musée Bolo", "Copyright": "cc-by-sa-4.0", "Source": PAGE + "1.jpg"}
    with (run.out / "sprites.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "file": "sprites/1.png",
        "zone": "reef",
        "category": "reef_fish",
        "species": "clownfish",
        "family": "coral",
        "licence": "cc-by-sa-4.0",
        "author": "Rama & Musée Bolo",
        "origin": PAGE + "1.jpg",
    }
    (entry,) = run.manifest()["sprites"]
    assert row.items() <= entry.items()
    assert entry["licence_address"] == "https://creativecommons.org/licenses/by-sa/4.0"
    assert run.reasons() == {"2.jpg": "nothing stands out from the colours of the border"}


def test_the_user_agent_names_the_project_and_a_contact(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH})
    run()
    agents = {asked.headers["User-Agent"] for asked in server.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("pixelgen-training/0.1 (sprites of sea creatures; nobody@example.org)")


def test_what_was_skipped_is_listed_with_its_reason(
    server: ScriptedServer, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = pages(server, 1, 2, 3, 4, 5, 6)
    with_metadata(listed[0], License="cc-by-nc-4.0")
    listed[1]["imageinfo"][0]["mime"] = "image/svg+xml"
    server.script(API, answer(listed))
    server.script("/thumb/3.jpg", Scripted(WATER))
    server.script("/thumb/4.jpg", Scripted(status=404))
    server.script("/thumb/5.jpg", Scripted(b"x", announced=commons.PHOTO_BYTES + 1))
    server.script("/thumb/6.jpg", Scripted(FISH))
    assert run() == 0
    reasons = run.reasons()
    assert reasons["1.jpg"] == "licence cc-by-nc-4.0: not in the list of free ones"
    assert reasons["2.jpg"].startswith("of type image/svg+xml")
    assert reasons["3.jpg"] == "nothing stands out from the colours of the border"
    assert reasons["4.jpg"].endswith("/thumb/4.jpg: HTTP 404 Not Found")
    assert reasons["5.jpg"].endswith("/thumb/5.jpg: 4000001 bytes, over the limit of 4000000")
    said = capsys.readouterr().out
    assert f"skipped {PAGE}1.jpg: licence cc-by-nc-4.0: not in the list of free ones\n" in said
    assert said.endswith(f"1 sprites in {run.out} (1 cc-by-sa-4.0); 5 skipped\n")


def test_a_picture_that_is_not_free_is_never_fetched(server: ScriptedServer, run: Run) -> None:
    listed = pages(server, 1)
    with_metadata(listed[0], License=None)
    server.script(API, answer(listed))
    run()
    assert run.fetched() == []


def test_at_most_limit_pictures_are_fetched_and_no_more_listed(server: ScriptedServer, run: Run) -> None:
    category(server, {1: WATER, 2: FISH, 3: FISH})
    further = {"gcmcontinue": "x", "continue": "gcmcontinue||"}
    server.script(API, answer(pages(server, 1, 2, 3), further=further), answer([]))
    run("--limit", "2")
    assert run.fetched() == ["/thumb/1.jpg", "/thumb/2.jpg"]
    assert server.paths().count(API) == 1


def test_another_run_fetches_nothing_that_is_there(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH, 2: WATER})
    run()
    before = run.manifest(), (run.out / "sprites/1.png").read_bytes()
    server.asked.clear()
    assert run() == 0
    assert run.fetched() == []
    assert (run.manifest(), (run.out / "sprites/1.png").read_bytes()) == before


def test_another_run_fetches_what_was_damaged_and_what_was_uploaded_anew(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH, 2: FISH, 3: FISH})
    run()
    (run.out / "photos/2").write_bytes(FISH[:1000])
    listed = pages(server, 1, 2, 3)
    listed[2]["imageinfo"][0]["sha1"] = "f" * 40
    server.script(API, answer(listed))
    server.asked.clear()
    run()
    assert run.fetched() == ["/thumb/2.jpg", "/thumb/3.jpg"]


def test_a_folder_is_for_one_kind_of_label(
    server: ScriptedServer, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    category(server, {1: FISH})
    run()
    assert run("--species", "tang") == 1
    assert "choose another folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "bad",
    [
        Scripted(FISH[:-500], announced=len(FISH)),
        Scripted(FISH[: len(FISH) // 2], announced=None),
        Scripted(b"<html>an error page with status 200</html>"),
        Scripted(status=500),
        Scripted(status=429, headers={"Retry-After": "3"}),
    ],
)
def test_a_photo_that_came_badly_is_fetched_again(server: ScriptedServer, run: Run, bad: Scripted) -> None:
    category(server, {1: FISH})
    server.script("/thumb/1.jpg", bad, Scripted(FISH))
    assert run() == 0
    assert run.sprites() == ["1"]
    assert (run.out / "photos/1").read_bytes() == FISH


def test_a_whole_photo_of_a_wrong_size_is_fetched_once_for_all(server: ScriptedServer, run: Run) -> None:
    category(server, {1: jpeg(fish(20, 20)[0])})
    run()
    assert run() == 0
    assert run.fetched() == ["/thumb/1.jpg"]
    assert run.reasons()["1.jpg"].startswith("20 by 20 pixels")


def test_one_photo_that_never_comes_is_skipped(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH, 2: FISH})
    server.script("/thumb/1.jpg", Scripted(status=500))
    assert run() == 0
    assert run.reasons()["1.jpg"].endswith("HTTP 500 Internal Server Error, 5 times")
    assert run.sprites() == ["2"]


def test_a_server_that_is_down_ends_the_run_and_keeps_what_came(
    server: ScriptedServer, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    category(server, dict.fromkeys(range(1, 8), FISH))
    for number in range(2, 8):
        server.script(f"/thumb/{number}.jpg", Scripted(status=503))
    assert run() == 1
    assert set(run.fetched()) == {f"/thumb/{number}.jpg" for number in (1, 2, 3, 4)}
    assert run.sprites() == ["1"]
    assert "HTTP 503" in run.manifest()["stopped"]
    assert capsys.readouterr().err.endswith("5 times; run again to go on\n")


def test_failures_here_and_there_do_not_end_the_run(server: ScriptedServer, run: Run) -> None:
    category(server, dict.fromkeys(range(1, 7), FISH))
    for number in (1, 2, 4, 5):
        server.script(f"/thumb/{number}.jpg", Scripted(status=503))
    assert run() == 0
    assert run.sprites() == ["3", "6"]


def test_refusals_in_a_row_are_the_pictures_own(server: ScriptedServer, run: Run) -> None:
    category(server, dict.fromkeys(range(1, 6), FISH))
    for number in range(1, 5):
        server.script(f"/thumb/{number}.jpg", Scripted(status=404))
    assert run() == 0
    assert run.sprites() == ["5"]


def test_a_server_that_wants_to_be_left_alone_is(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH, 2: FISH, 3: FISH})
    server.script("/thumb/2.jpg", Scripted(status=429, headers={"Retry-After": "7200"}))
    assert run() == 1
    assert run.fetched() == ["/thumb/1.jpg", "/thumb/2.jpg"]
    assert "come back in 7200 s; run again to go on" in run.manifest()["stopped"]
    assert run.sprites() == ["1"]


def test_a_run_that_is_stopped_at_once_loses_no_earlier_sprite(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH})
    run()
    server.script(API, refusal("maxlag", "Waiting for db1: 6 seconds lagged"))
    assert run() == 1
    assert run.sprites() == ["1"]
    assert [entry["file"] for entry in run.manifest()["sprites"]] == ["sprites/1.png"]


def test_a_refusal_of_the_api_is_told_in_one_line(
    server: ScriptedServer, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script(API, refusal("invalidcategory", "The category name you entered is not valid."))
    assert run() == 1
    assert capsys.readouterr().err == (
        "commons: stopped early: the API refused: invalidcategory: The category name you entered is not valid.\n"
    )


def test_a_category_without_pictures_is_told(
    server: ScriptedServer, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script(API, answer([]))
    assert run() == 0
    assert capsys.readouterr().err == "commons: the category has no pictures, or there is none of that name\n"


def test_a_photo_with_light_and_grain_gives_a_sprite_of_few_colours(server: ScriptedServer, run: Run) -> None:
    photo, mask = fish(200, 330, grain=6.0)
    light = np.linspace(1.25, 0.35, 200)[:, None, None]
    lit = (photo[..., :3] * light).clip(0, 255).astype(np.uint8)
    category(server, {1: jpeg(np.where(mask[..., None], lit, photo[..., :3]))})
    run()
    indices, _ = decode_png((run.out / "sprites/1.png").read_bytes())
    assert 4 <= len(np.unique(indices)) <= 8


def test_corals_stand_on_the_bottom_row(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH})
    run("--species", "brain_coral")
    standing, _ = decode_png((run.out / "sprites/1.png").read_bytes())
    assert standing[-1].any()
    assert not standing[0].any()


def test_a_kind_without_a_species_will_do(server: ScriptedServer, run: Run) -> None:
    category(server, {1: FISH})
    assert run("--kind", "reef_fish") == 0
    (entry,) = run.manifest()["sprites"]
    assert (entry["category"], entry["species"], entry["zone"]) == ("reef_fish", None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--species", "unicorn"],
        ["--species", "tang", "--kind", "coral"],
        ["--zone", "sky"],
        ["--limit", "0"],
        ["--width", "300"],
        ["--depth", "-1"],
        ["--contact", "a\nb"],
    ],
)
def test_wrong_usage_ends_before_anything_is_asked(server: ScriptedServer, run: Run, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*wrong)
    assert ended.value.code == 2
    assert server.asked == []


def test_a_contact_and_what_is_shown_must_be_said(tmp_path: Path) -> None:
    for arguments in (["--species", "tang"], ["--contact", "a@b"]):
        with pytest.raises(SystemExit) as ended:
            main(["--category", "Fish", "--out", str(tmp_path), *arguments])
        assert ended.value.code == 2


def test_an_interruption_keeps_what_was_fetched(
    server: ScriptedServer, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    category(server, {1: FISH, 2: FISH})
    made = commons.sprite_of

    def tired(picture: Picture, *arguments: Any) -> Any:
        if picture.page == 2:
            raise KeyboardInterrupt
        return made(picture, *arguments)

    monkeypatch.setattr(commons, "sprite_of", tired)
    assert run() == 130
    assert capsys.readouterr().err == "commons: interrupted; run again to go on\n"
    monkeypatch.undo()
    monkeypatch.setenv("no_proxy", "*")
    server.asked.clear()
    assert run() == 0
    assert run.fetched() == []
    assert run.sprites() == ["1", "2"]
