"""The page in a real browser, Debian's Chromium, driven by Playwright; left out, with the reason, where it is not."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from engine_bridges.pack_file.pack import read_pack
from engine_bridges.studio.static_site import LARGEST, export_site
from pixelgen import CATEGORIES, ZONES, Generator, SpriteRequest, read_dna
from pixelgen.generator import SHIPPED_WEIGHTS
from tests.browser.place import REQUIRED, axe, browser

pytestmark = pytest.mark.slow
if browser() is None or find_spec("playwright") is None or not axe().exists():
    if os.environ.get(REQUIRED):
        pytest.fail("no browser; as root, python -m tests.browser.install", pytrace=False)
    pytest.skip("no browser here; as root, python -m tests.browser.install", allow_module_level=True)

from playwright.sync_api import Browser, Page  # noqa: E402  # only where it is

from tests.browser.pages import (  # noqa: E402
    opened_browser,
    static_host,
    studio,
    violations,
    wait_for_tiles,
    wait_for_wall,
    watched,
)

PICTURES = os.environ.get("PIXELGEN_STUDIO_PICTURES")  # a folder for the screenshots
PALETTE = "0d2b45\n203c56\n544e68\n8d697a\nd08159\nffaa5e\nffd4a3\nffecd6\n"


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generator]:
    with Generator(cache=tmp_path_factory.mktemp("cache"), threads=2) as made:
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with opened_browser() as made:
        yield made


@pytest.fixture(scope="module")
def site(generator: Generator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if find_spec("ziglang") is None:
        pytest.skip("no ziglang here")
    folder = tmp_path_factory.mktemp("site")
    size = export_site(folder, generator, SHIPPED_WEIGHTS.read_bytes())
    assert size == sum(path.stat().st_size for path in folder.iterdir()) < LARGEST
    with static_host(folder) as address:
        yield address


def keep_picture(page: Page, name: str) -> None:
    if PICTURES:
        page.wait_for_timeout(400)
        page.screenshot(path=Path(PICTURES, f"{name}.png"))


def chosen(page: Page) -> str:
    """The DNA of what is looked at."""
    return page.input_value("#dna")


def test_fifty_creatures_of_the_public_page_are_those_of_python(
    chromium: Browser, site: str, generator: Generator
) -> None:
    wishes: list[dict[str, Any]] = [
        {
            "zone": ZONES[at % 6],
            "category": CATEGORIES[at % 5],
            "seed": at,
            **({"traits": {"family": "rose"}} if at % 3 else {}),
        }
        for at in range(50)
    ]
    with watched(chromium, site) as found:
        drawn = found.page.evaluate(
            """async (wishes) => {
                const {openEngine, base64Of} = await import('./engine.js');
                const engine = await openEngine();
                const drawn = [];
                const told = (at, card) => (drawn[at] = [base64Of(card.indices), base64Of(card.parts), card.species]);
                await engine.draw(wishes, told, new AbortController().signal);
                return drawn;
            }""",
            wishes,
        )
        assert found.complaints == []
    requests = [SpriteRequest(**wish) for wish in wishes]
    for request, sprite, (indices, parts, species) in zip(requests, generator.sprites(requests), drawn, strict=True):
        assert base64.b64decode(indices) == sprite.indices.tobytes()
        assert base64.b64decode(parts) == sprite.parts.tobytes()
        assert species == generator.species_of(request)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_public_page_draws_filters_keeps_and_asks_nobody(chromium: Browser, site: str, width: int) -> None:
    with watched(chromium, site, width=width, accept_downloads=True) as found:
        page = found.page
        page.keyboard.press("Space")
        wait_for_wall(page, 2)
        page.click("#wall .tile:nth-child(2)")
        keep_picture(page, f"public-{width}-light")
        name = page.text_content("#name")
        page.keyboard.press("k")
        assert violations(page) == []
        page.reload()
        wait_for_wall(page, 1)
        page.keyboard.press("f")
        assert page.get_attribute("#kept .tile", "aria-label", timeout=5000).startswith(f"{name},")  # type: ignore[union-attr]
        page.keyboard.press("w")
        if width == 360:
            page.click("summary:has-text('What is shown')")
        page.check("input[name=zone][value=abyss]", force=True)
        page.wait_for_function("() => document.querySelectorAll('#wall .tile:not(.waiting)').length === 24")
        labels = page.eval_on_selector_all("#wall .tile", "tiles => tiles.map(tile => tile.ariaLabel)")
        assert all(label.endswith(", abyss") for label in labels)
        assert found.complaints == []
        assert found.hosts == {site.split("/")[2]}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
def test_a_whole_session_makes_a_pack(
    chromium: Browser, generator: Generator, tmp_path: Path, width: int, scheme: str
) -> None:
    file = tmp_path / "reef.toml"
    file.write_text('# mine\n[pack]\nname = "reef"\n\n[[creatures]]\nname = "old"\nzone = "reef"\nspecies = "tang"\n')
    palette = tmp_path / "mine.hex"
    palette.write_text(PALETTE)
    narrow = width == 360
    settings = {"color_scheme": scheme, "accept_downloads": True, "has_touch": narrow, "reduced_motion": "reduce"}

    def rules(page: Page, room: str) -> None:
        keep_picture(page, f"{room}-{width}-{scheme}")
        assert violations(page) == [], room

    def close_sheet(page: Page) -> None:
        if narrow:
            page.tap("#close-porthole")

    with studio(generator, file) as server, watched(chromium, server.address, width=width, **settings) as found:
        page = found.page
        rules(page, "wall")
        # filters: a trait of a creature is held on the wall
        if narrow:
            page.tap("summary:has-text('What is shown')")
        page.check("input[name=category][value=reef_fish]", force=True)
        page.wait_for_function("() => document.querySelectorAll('#wall .tile:not(.waiting)').length === 24")
        page.click("#wall .tile:nth-child(1)")
        page.wait_for_function("() => document.querySelectorAll('#motions input').length > 1")
        rules(page, "look")
        page.click("#as-a")
        first = chosen(page)
        close_sheet(page)
        page.click("#wall .tile:nth-child(4)")
        page.click("#as-b")
        close_sheet(page)
        # three generations
        page.click("[data-go=breed]")
        for generation in range(3):
            wait_for_tiles(page, "litter", 8)
            if not generation:
                rules(page, "breed")
            before = page.eval_on_selector("#litter .tile", "tile => tile.ariaLabel")
            page.click(f"#litter .tile:nth-child({generation + 2})")
            page.click("#as-a")
            close_sheet(page)
            assert before
        wait_for_tiles(page, "litter", 8)
        child = chosen(page)
        request = generator.request_of(child)
        assert request.heredity is not None
        assert generator.request_of(first) != request
        page.click("[data-go=family]")
        page.wait_for_selector("#genes li")
        assert page.locator("#family figure").count() >= 4
        rules(page, "family")
        # mend: paint, choose an answer, undo, redo
        page.click("[data-go=mend]")
        box = page.locator("#mend-canvas").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5, steps=6)
        page.mouse.up()
        page.click("#mend-button")
        wait_for_tiles(page, "answers", 5)
        rules(page, "mend")
        page.click("#answers .tile:nth-child(2)")
        mended = chosen(page)
        assert mended != child
        close_sheet(page)
        page.click("#undo")
        assert chosen(page) == child
        close_sheet(page)
        page.click("#redo")
        assert chosen(page) == mended
        # keep, rename; the file has it and its comment
        page.click("#keep")
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '2'")
        close_sheet(page)
        page.click("[data-go=kept]")
        page.fill("#kept .entry:nth-child(2) input", "nemo")
        page.press("#kept .entry:nth-child(2) input", "Enter")
        page.wait_for_function("() => document.querySelectorAll('#kept .entry input')[1].value === 'nemo'")
        page.wait_for_timeout(300)
        rules(page, "kept")
        text = file.read_text()
        assert text.startswith('# mine\n[pack]\nname = "reef"\n')
        assert f'name = "nemo"\ndna = "{mended}"' in text
        assert [one.name for one in read_pack(file).creatures] == ["old", "nemo"]
        # recolour everything, and take a PNG away
        page.click("[data-go=wall]")
        page.set_input_files("#palette-file", palette)
        page.wait_for_selector("#palette-shown:not([hidden])", state="attached")
        page.click("#wall .tile:nth-child(2)")
        rules(page, "palette")
        with page.expect_download() as download:
            page.click("[data-file=png]")
        saved = Path(download.value.path()).read_bytes()
        assert read_dna(saved) == chosen(page)
        # an edit by hand shows, a reload keeps all
        file.write_text(file.read_text().replace('"nemo"', '"marlin"'))
        page.reload()
        wait_for_wall(page, 1)
        page.click("[data-go=kept]")
        page.wait_for_selector("#kept .entry:nth-child(2)")
        assert page.input_value("#kept .entry:nth-child(2) input") == "marlin"
        assert found.complaints == []
        assert found.hosts == {f"127.0.0.1:{server.port}"}


def test_everything_is_done_by_keys(chromium: Browser, generator: Generator) -> None:
    with studio(generator) as server, watched(chromium, server.address, reduced_motion="reduce") as found:
        page = found.page
        page.focus("#wall .tile:nth-child(1)")
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown", "ArrowUp", "Enter"):
            page.keyboard.press(key)
        assert page.evaluate("() => [...document.querySelectorAll('#wall .tile')].indexOf(document.activeElement)") == 6
        page.keyboard.press("a")
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        last = chosen(page)
        page.keyboard.press("b")
        page.keyboard.press("r")
        wait_for_tiles(page, "litter", 8)
        page.keyboard.press("n")
        page.wait_for_function("() => document.querySelector('#breed-title').textContent === 'Litter 2'")
        page.keyboard.press("m")
        page.focus("#mend-canvas")
        for key in ("ArrowUp", "ArrowLeft", "x", "n"):
            page.keyboard.press(key)
        wait_for_tiles(page, "answers", 5)
        page.keyboard.press("k")
        page.keyboard.press("f")
        assert page.text_content("#kept-count") == "1"
        page.keyboard.press("v")
        assert page.is_checked("input[name=view][value=flat]")
        page.keyboard.press("?")
        assert page.is_visible("#help")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.wait_for_function("() => !document.querySelector('#help').open")
        page.keyboard.press("Space")
        page.wait_for_function("() => document.body.dataset.room === 'wall'")
        assert last
        assert found.complaints == []


def test_a_link_shows_its_creature_and_a_wrong_token_nobody(chromium: Browser, generator: Generator) -> None:
    dna = generator.dna(SpriteRequest("abyss", "abyssal", "anglerfish", seed=11))
    with studio(generator) as server:
        with watched(chromium, f"{server.address}#dna={dna}") as found:
            found.page.wait_for_function("() => document.querySelector('#name').textContent === 'anglerfish'")
            assert chosen(found.page) == dna
        page = chromium.new_page()
        page.goto(re.sub("token=.*", "token=guess", server.address))
        page.wait_for_selector("#status:has-text('token')")
        page.close()


def test_favourites_are_a_file_and_back(chromium: Browser, generator: Generator, tmp_path: Path) -> None:
    with studio(generator) as server, watched(chromium, server.address, accept_downloads=True) as found:
        page = found.page
        page.click("#wall .tile:nth-child(1)")
        page.keyboard.press("k")
        page.keyboard.press("f")
        with page.expect_download() as download:
            page.click("#save-file")
        saved = tmp_path / "favourites.json"
        download.value.save_as(saved)
        assert len(json.loads(saved.read_text())["creatures"]) == 1
        page.click("#kept .entry button.round")
        assert page.text_content("#kept-count") == "0"
        page.set_input_files("#open-file", saved)
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '1'")
        wrong = tmp_path / "wrong.json"
        wrong.write_text('{"creatures": [7]}')
        page.set_input_files("#open-file", wrong)
        page.wait_for_selector("#status:has-text('no favourites')")
        assert page.text_content("#kept-count") == "1"
        assert found.complaints == []


def test_two_browsers_and_an_editor_see_one_pack(chromium: Browser, generator: Generator, tmp_path: Path) -> None:
    file = tmp_path / "reef.toml"
    with (
        studio(generator, file) as server,
        watched(chromium, server.address) as one,
        watched(chromium, server.address) as other,
    ):
        one.page.click("#wall .tile:nth-child(1)")
        one.page.keyboard.press("k")
        for found in (one, other):
            found.page.wait_for_function("() => document.querySelector('#kept-count').textContent === '1'")
        name = read_pack(file).creatures[0].name
        file.write_text(file.read_text().replace(f'"{name}"', '"by_hand"'))
        other.page.click("[data-go=kept]")
        other.page.wait_for_function("() => document.querySelector('#kept .entry input').value === 'by_hand'")
        assert one.complaints == other.complaints == []
