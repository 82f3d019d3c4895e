"""The page in a real browser, Debian's Chromium, driven by Playwright; left out, with the reason, where it is not."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image

from engine_bridges.pack_file.pack import parse_pack, read_pack
from engine_bridges.studio.actions import Actions
from engine_bridges.studio.static_site import LARGEST, export_site
from pixelgen import (
    CACHE_VARIABLE,
    CATEGORIES,
    RAMPS,
    RGB,
    ZONES,
    Appearance,
    Generator,
    Mask,
    OwnPalette,
    PixelgenError,
    SpriteRequest,
    encode_png,
    inpainted,
    read_dna,
    shade,
    style_of,
)
from pixelgen.files.sprite_png import decode_png
from pixelgen.generator import SHIPPED_WEIGHTS
from tests.browser.place import REQUIRED, axe, browser
from tests.pixelgen.look.foreign_pictures import fish, gif, png, strip

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


def test_fifty_dnas_of_the_public_page_are_drawn_as_by_python(
    chromium: Browser, site: str, generator: Generator
) -> None:
    fresh = [
        SpriteRequest(ZONES[at % 6], CATEGORIES[at // 6], seed=at, traits={"family": "azure"} if at % 3 else {})
        for at in range(36)
    ]
    children = generator.litter(fresh[1], fresh[7], size=8)
    mended = [inpainted(children[at], Mask("head"), seed=at) for at in range(3)]
    recoloured = [generator.recoloured(one, family="violet") for one in (fresh[4], children[0], mended[0])]
    requests = [*fresh, *children, *mended, *recoloured]
    assert len(requests) == 50
    with watched(chromium, site) as found:
        drawn = found.page.evaluate(
            """async (items) => {
                const [{openEngine}, {base64Of}] = await Promise.all([import('./engine.js'), import('./cards.js')]);
                const engine = await openEngine();
                const drawn = [];
                const told = (at, card) => (drawn[at] = [base64Of(card.indices), base64Of(card.parts), card.species]);
                await engine.draw(items, told, new AbortController().signal);
                return drawn;
            }""",
            [{"dna": generator.dna(request)} for request in requests],
        )
        assert found.complaints == []
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
        page.click("#as-b")  # two are chosen: a litter falls in
        close_sheet(page)
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
        page.click("#undo")
        assert chosen(page) == child
        page.click("#redo")
        assert chosen(page) == mended
        # keep, rename; the file has it and its comment
        page.click("#mend-keep")
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '2'")
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
        # recolour one: it is a creature of its own, kept as the others are
        page.click("#kept .entry:nth-child(1) .tile")
        page.click("#recolour summary")
        ramp = page.get_attribute("#recolour-family label:has(input:not(:checked)) input", "value")
        page.check(f"#recolour-family input[value={ramp}]", force=True)
        page.wait_for_selector("#status:has-text('recoloured')")
        rules(page, "recolour")
        recoloured = chosen(page)
        page.click("#keep")
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '3'")
        close_sheet(page)
        assert f'dna = "{recoloured}"' in file.read_text()
        assert dict(generator.request_of(recoloured).traits)["family"] == ramp
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
        page.keyboard.press("b")  # two are chosen: a litter falls in
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
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '1'")
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


def tiles(page: Page) -> int:
    """Of the wall, drawn."""
    return page.locator("#wall .tile:not(.waiting)").count()


def test_the_wall_goes_on_to_sixty_four_when_one_scrolls(chromium: Browser, generator: Generator) -> None:
    with studio(generator) as server, watched(chromium, server.address) as found:
        page = found.page
        first = page.eval_on_selector_all("#wall .tile", "tiles => tiles.map(tile => tile.ariaLabel)")
        assert tiles(page) == 24
        for count in (44, 64):
            page.mouse.move(600, 400)
            page.mouse.wheel(0, 4000)
            page.wait_for_function(
                "n => document.querySelectorAll('#wall .tile:not(.waiting)').length === n", arg=count
            )
        page.mouse.wheel(0, 4000)
        assert page.is_hidden("#more")
        assert tiles(page) == 64
        again = page.eval_on_selector_all("#wall .tile", "tiles => tiles.map(tile => tile.ariaLabel)")
        assert again[:24] == first
        page.keyboard.press("Space")
        wait_for_wall(page, 2)
        assert tiles(page) == 24
        page.focus("#more")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelectorAll('#wall .tile:not(.waiting)').length === 44")
        assert found.complaints == []


def worn(generator: Generator, dna: str) -> set[str]:
    """Ramps of a creature."""
    indices = generator.sprite(generator.request_of(dna)).indices
    return {RAMPS[(index - 1) // 7] for index in indices.ravel().tolist() if index}


def test_ramps_are_locked_by_hand_and_by_a_palette_that_has_only_some(
    chromium: Browser, generator: Generator, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[ramps]\nink = ["#000000", "#ffffff"]  # eyes\nviolet = ["#220033", "#9900ff"]\n')
    with studio(generator) as server, watched(chromium, server.address) as found:
        page = found.page

        def shown() -> set[str]:
            page.wait_for_function("() => document.querySelectorAll('#wall .tile.waiting').length === 0")
            page.click("#wall .tile:nth-child(3)")
            return worn(generator, chosen(page))

        page.click("#ramp-lock summary")
        for ramp in ("gold", "kelp"):
            page.check(f"#ramps input[value={ramp}]", force=True)
        assert shown() <= {"ink", "gold", "kelp"}
        page.uncheck("#ramps input[value=kelp]", force=True)
        assert shown() <= {"ink", "gold"}
        page.set_input_files("#palette-file", mine)
        page.wait_for_selector("#status:has-text('locked')")
        assert page.is_checked("#ramps input[value=violet]")
        assert not page.is_checked("#ramps input[value=gold]")
        assert shown() <= {"ink", "violet"}
        page.click("#palette-off")
        assert not page.is_checked("#ramps input[value=violet]")
        assert found.complaints == []


DROP = """([name, type, text]) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], name, {type}));
    document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer}));
}"""


def test_a_dropped_strip_is_a_palette_and_any_other_picture_a_creature(chromium: Browser, generator: Generator) -> None:
    sprite = generator.sprite(SpriteRequest("reef", "reef_fish", "clownfish", seed=5))
    strip = np.repeat(np.repeat(np.arange(1, 17, dtype=np.uint8)[None], 8, axis=0), 8, axis=1)
    with studio(generator) as server, watched(chromium, server.address) as found:
        page = found.page
        for name, indices in (("strip.png", strip), ("fish.png", sprite.indices)):
            page.evaluate(DROP, [name, "image/png", base64.b64encode(encode_png(indices)).decode()])
            if name == "strip.png":
                page.wait_for_selector("#palette-shown:not([hidden])")
                assert page.text_content("#palette-name") == name
        page.wait_for_selector("#own .tile")
        page.select_option("#picture-species", "clownfish")
        page.wait_for_function("() => document.querySelector('#name').textContent === 'clownfish'")
        page.click("#recolour summary")
        page.check("#recolour-family input[value=violet]", force=True)
        page.wait_for_selector("#status:has-text('recoloured')")
        page.keyboard.press("k")
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '1'")
        assert "violet" in worn(generator, chosen(page))
        assert found.complaints == []


PALETTES = {
    "mine.hex": PALETTE,
    "mine.gpl": "GIMP Palette\nName: mine\n#\n13 43 69 dark\n255 236 214\n208 129 89 warm one\n",
    "mine.pal": "JASC-PAL\r\n0100\r\n3\r\n13 43 69\r\n255 236 214\r\n208 129 89\r\n",
    "mine.txt": ";paint.net Palette File\nFF0D2B45\nFFFFECD6\nFFD08159\n",
    "mine.toml": '[ramps]\nink = ["#101018", "#f0f0f0"]\ncoral = ["#802020", "#f06040", "#ffffff"]\n',
}
WRONG_PALETTES = {
    "odd.hex": "0d2b45\nplaid\n",
    "odd.gpl": "no palette\n",
    "odd.pal": "JASC-PAL\n0100\n9\n1 2 3\n",
    "one.hex": "0d2b45\n",
    "odd.toml": "[ramps]\nplaid = ['#000000']\n",
    "odd.xyz": "",
    "odd.png": "no picture",
}


SWATCHES = (
    (0, 65535, 1285, 0, 0),
    (1, 30000, 50000, 60000, 0),
    (1, 12345, 0, 25700, 0),
    (2, 1000, 60000, 30000, 65535),
    (8, 5000, 0, 0, 0),
)
ACO = struct.pack(">H", len(SWATCHES)) + b"".join(struct.pack(">5H", *numbers) for numbers in SWATCHES)


def swatch(model: bytes, *numbers: float) -> bytes:
    """A block of Adobe Swatch Exchange."""
    body = struct.pack(">H", 2) + "a\0".encode("utf-16-be") + model + struct.pack(f">{len(numbers)}f", *numbers)
    body += struct.pack(">H", 0)
    return struct.pack(">HI", 1, len(body)) + body


ASE = b"ASEF\0\1\0\0" + struct.pack(">I", 4) + struct.pack(">HI", 0xC001, 4) + b"\0\1\0\0"
ASE += swatch(b"RGB ", 1, 0.5, 0.02) + swatch(b"CMYK", 0.1, 0.9, 0.3, 0.2) + swatch(b"Gray", 0.7)
ADOBE = {"mine.aco": b"\0\1" + ACO, "mine.ase": ASE}
WRONG_ADOBE = {
    "odd.aco": b"\0\2\0\0",
    "cut.aco": ADOBE["mine.aco"][:-3],
    "space.aco": b"\0\1\0\1" + struct.pack(">5H", 7, 1, 2, 3, 4),
    "odd.ase": b"ASEX" + ASE[4:],
    "cut.ase": ASE[:-5],
    "lab.ase": ASE[:12] + swatch(b"LAB ", 1, 2, 3),
    "aseprite.ase": b"\0\0\0\0\xe0\xa5" + bytes(20),
    "nan.ase": ASE[:12] + swatch(b"Gray", float("nan")),
    "short.act": bytes(767),
}


def test_palettes_of_the_public_page_are_those_of_python_and_wrong_ones_a_line(
    chromium: Browser, site: str, tmp_path: Path
) -> None:
    with watched(chromium, site) as found:
        page = found.page

        def table(name: str, content: bytes) -> Any:
            return page.evaluate(
                """async ([name, text]) => {
                    const {openEngine} = await import("./engine.js");
                    const engine = (window.engine ??= await openEngine());
                    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
                    const {readPalette} = await import("./palette_files.js");
                    const read = readPalette(new File([bytes], name), engine.world.ramps);
                    return read.then((found) => engine.palette(found)).catch((error) => error.message);
                }""",
                [name, base64.b64encode(content).decode()],
            )

        files = {name: text.encode() for name, text in PALETTES.items()}
        files["strip.png"] = encode_png(np.arange(1, 33, dtype=np.uint8)[None])
        files["mine.act"] = bytes(range(256)) * 3
        files |= ADOBE
        for name, content in files.items():
            palette = OwnPalette.from_file(name, content)
            assert table(name, content)["colours"] == list(palette.colours), name
            mapped = [1 + 7 * RAMPS.index(ramp) + shade for ramp in palette.ramps for shade in range(7)]
            rgb = np.array(table(name, content)["rgb"])
            np.testing.assert_array_equal(rgb[mapped], palette.rgb_table()[mapped], err_msg=name)
        for name, text in WRONG_PALETTES.items():
            said = table(name, text.encode())
            assert isinstance(said, str), name
            assert name in said or "palette" in said, said
            assert "\n" not in said
        for name, content in WRONG_ADOBE.items():
            with pytest.raises(PixelgenError) as refusal:
                OwnPalette.from_file(name, content)
            assert table(name, content) == str(refusal.value)
        wrong = tmp_path / "odd.hex"
        wrong.write_text(WRONG_PALETTES["odd.hex"])
        page.set_input_files("#palette-file", wrong)
        page.wait_for_selector("#status:has-text('odd.hex: .hex line 2')")
        assert found.complaints == []


def test_the_public_page_makes_files_and_packs_without_a_server(
    chromium: Browser, site: str, generator: Generator, tmp_path: Path
) -> None:
    with watched(chromium, site, accept_downloads=True) as found:
        page = found.page

        def saved(selector: str) -> bytes:
            with page.expect_download() as download:
                page.click(selector)
            return Path(download.value.path()).read_bytes()

        page.click("#wall .tile:nth-child(3)")
        page.wait_for_function("() => document.querySelectorAll('#motions input').length > 1")
        first = chosen(page)
        request = generator.request_of(first)
        sprite, species = generator.sprite(request), generator.species_of(request)
        png = saved("[data-file=png]")
        assert read_dna(png) == first
        drawn = decode_png(png)[0][::8, ::8]
        np.testing.assert_array_equal(drawn, shade(sprite.indices, style_of(request.zone), sprite.parts))
        look = Appearance(frames=8, margin=2)
        frames = look.shown(sprite.indices, request.zone, request.category, species, parts=sprite.parts)
        with Image.open(io.BytesIO(saved("[data-file=gif]"))) as film:
            assert film.n_frames == len(frames.frames)  # type: ignore[attr-defined]
            table = np.array(RGB, dtype=np.uint8)
            for at, frame in enumerate(frames.frames):
                film.seek(at)
                shown = np.asarray(film.convert("RGBA"))[::8, ::8]
                np.testing.assert_array_equal(shown[..., 3] > 0, frame > 0)
                np.testing.assert_array_equal(shown[frame > 0][:, :3], table[frame[frame > 0]])
                assert abs(film.info["duration"] - frames.durations_ms[at]) <= 10
        page.keyboard.press("k")
        page.click("#recolour summary")
        page.check("#recolour-family label:has(input:not(:checked)) input", force=True)
        page.wait_for_selector("#status:has-text('recoloured')")
        second = chosen(page)
        assert generator.dna(generator.request_of(second)) == second
        page.keyboard.press("k")
        palette = tmp_path / "mine.hex"
        palette.write_text(PALETTE)
        page.set_input_files("#palette-file", palette)
        page.wait_for_selector("#palette-shown:not([hidden])")
        page.keyboard.press("f")
        keep_picture(page, "public-kept-1280-light")
        pack = parse_pack(saved("[data-kept=toml]").decode(), tmp_path / "pack.toml")
        assert [generator.dna(one.request) for one in pack.creatures] == [first, second]
        assert pack.palette is not None
        np.testing.assert_array_equal(pack.palette.rgb_table(), OwnPalette.read(palette).rgb_table())
        for kind, endings in (("sheet", ("png", "json")), ("godot", ("tscn", "tres", "png"))):
            with ZipFile(io.BytesIO(saved(f"[data-kept={kind}]"))) as archive:
                assert archive.testzip() is None
                names = archive.namelist()
                archive.extractall(tmp_path / kind)
            assert (
                len(parse_pack((tmp_path / kind / "studio_pack.toml").read_text(), tmp_path / "x.toml").creatures) == 2
            )
            for ending in endings:
                assert sum(name.endswith(ending) for name in names) >= 2, (kind, ending)
        (told,) = (tmp_path / "sheet").rglob(f"{species}.json")
        sheet = json.loads(told.read_text())
        pixels = Image.open(told.with_suffix(".png")).convert("RGBA")
        place = sheet["frames"][f"{species} idle 3"]["frame"]
        cut = np.asarray(pixels)[place["y"] :, place["x"] :][: place["h"], : place["w"]]
        np.testing.assert_array_equal(cut[..., 3] > 0, frames.frames[3] > 0)
        assert found.complaints == []
        assert found.hosts == {site.split("/")[2]}


OWN = {
    "big.png": png(fish(68, 46)),
    "strip.png": png(strip(5)),
    "film.gif": gif([fish(24, 24, bend=bend) for bend in (-2, 0, 2)], [80, 120, 200]),
    "large.png": png(fish(20, 16).repeat(5, 0).repeat(5, 1)),
    "photo.png": png(np.random.default_rng(3).integers(0, 256, (90, 61, 4), dtype=np.uint8)),
    "ground.png": png(np.where(fish(40, 28)[..., 3:] > 0, fish(40, 28), np.array([9, 90, 200, 255], np.uint8))),
}
WRONG_PICTURES = {
    "words.png": (b"no picture", "must be a PNG"),
    "cut.png": (OWN["big.png"][:200], "damaged"),
    "wide.png": (png(fish(24, 24).repeat(8, 1)[:, :190]), "tell frame_size or frames"),
    "huge.png": (OWN["big.png"][:16] + struct.pack(">2I", 5000, 4) + OWN["big.png"][24:], "4096 by 4096"),
    "moving.png": (OWN["big.png"][:33] + b"\0\0\0\0acTL\0\0\0\0" + OWN["big.png"][33:], "still"),
}


def test_pictures_of_the_public_page_are_those_of_python(chromium: Browser, site: str, generator: Generator) -> None:
    actions = Actions(generator)

    def encoded(content: bytes) -> str:
        return base64.b64encode(content).decode()

    with watched(chromium, site) as found:

        def asked(name: str, content: bytes) -> Any:
            return found.page.evaluate(
                """async ([name, text]) => {
                    const [{openEngine}, {jsonOf}] = await Promise.all([import("./engine.js"), import("./cards.js")]);
                    const engine = (window.engine ??= await openEngine());
                    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
                    try {
                        const card = await engine.takeIn(new File([bytes], name), {}, "reef", "tang");
                        const look = await engine.look(card, "idle");
                        const light = await engine.light(card, 20, 35);
                        return JSON.parse(jsonOf({card, look, light}));
                    } catch (error) {
                        return error.message;
                    }
                }""",
                [name, encoded(content)],
            )

        for name, content in OWN.items():
            told = asked(name, content)
            card = actions.answer("picture", {"file": encoded(content), "zone": "reef", "species": "tang"})
            own, expected = told["card"].pop("picture"), card.pop("picture")
            assert own == expected, name
            for key in ("zone", "category", "species", "indices", "parts", "lit"):
                assert told["card"][key] == card[key], (name, key)
            item = {"picture": expected, "zone": "reef", "species": "tang"}
            look = actions.answer("look", {"item": item, "animation": "idle"})
            assert told["look"] == look, name
            light = actions.answer("light", {"item": item, "azimuth": 20, "elevation": 35})["lit"]
            frame = base64.b64decode(told["light"])
            assert frame == base64.b64decode(light)[: len(frame)]
        for name, (content, expected) in WRONG_PICTURES.items():
            said = asked(name, content)
            assert isinstance(said, str), name
            assert expected in said, said
            assert "\n" not in said
        assert found.complaints == []


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_ones_own_pictures_stand_on_the_wall_are_bred_kept_and_taken_away(
    chromium: Browser,
    site: str,
    generator: Generator,
    tmp_path: Path,
    width: int,
    scheme: str,
    public: bool,
) -> None:
    settings: dict[str, Any] = {"color_scheme": scheme, "accept_downloads": True, "has_touch": width == 360}
    with ExitStack() as open_things:
        address = site if public else open_things.enter_context(studio(generator)).address
        found = open_things.enter_context(watched(chromium, address, width=width, **settings))
        page = found.page
        where = f"own-{'public-' if public else ''}"
        for number, name in enumerate(("strip.png", "film.gif", "big.png"), 1):
            kind = "image/gif" if name.endswith("gif") else "image/png"
            page.evaluate(DROP, [name, kind, base64.b64encode(OWN[name]).decode()])
            page.wait_for_function("count => document.querySelectorAll('#own .tile').length === count", arg=number)
        assert page.text_content("#picture-note") == "68 by 46 pixels, 6 colours"
        page.select_option("#picture-species", "clownfish")
        page.wait_for_selector("#name:has-text('clownfish')", state="attached")
        page.wait_for_function("() => document.querySelector('#large').width === 72")
        keep_picture(page, f"{where}{width}-{scheme}")
        assert violations(page) == []
        with page.expect_download() as download:
            page.click("[data-file=png]")
        with Image.open(download.value.path()) as still:
            assert still.size == (8 * 68, 8 * 46)
            colours = {tuple(colour) for colour in np.asarray(still.convert("RGBA")).reshape(-1, 4).tolist()}
        assert colours <= {(0, 0, 0, 0), *(tuple(colour) for colour in fish(68, 46).reshape(-1, 4).tolist())}
        with page.expect_download() as download:
            page.click("[data-file=gif]")
        with Image.open(download.value.path()) as film:
            assert film.size == (8 * 72, 8 * 50)
        page.keyboard.press("k")
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '1'")
        page.keyboard.press("a")
        page.keyboard.press("m")
        page.wait_for_function("() => document.body.dataset.room === 'mend'")
        page.click("#part-masks .chip:has-text('head')")
        assert page.is_checked("#part-masks input[value=head]")
        page.keyboard.press("n")
        wait_for_tiles(page, "answers", 5)
        page.click("#answers .tile:nth-child(1)")
        mended = generator.request_of(chosen(page))
        assert mended.species == "clownfish"
        page.keyboard.press("t")
        page.wait_for_function("() => document.querySelectorAll('#family figure').length === 2")
        page.keyboard.press("w")
        page.click("#wall .tile:nth-child(3)")
        page.keyboard.press("b")
        wait_for_tiles(page, "litter", 8)
        page.reload()
        wait_for_wall(page, 1)
        page.keyboard.press("f")
        page.click("#kept .tile")
        assert page.text_content("#picture-note") == "68 by 46 pixels, 6 colours"
        if width == 360:
            page.click("#close-porthole")
        with page.expect_download() as download:
            page.click("[data-kept=toml]")
        with ZipFile(download.value.path()) as archive:
            archive.extractall(tmp_path)
        (picture,) = read_pack(tmp_path / "pack.toml").pictures
        np.testing.assert_array_equal(picture.picture.rgba[0], fish(68, 46))
        assert found.complaints == []


def test_watch_beside_the_studio_bakes_at_each_change(chromium: Browser, generator: Generator, tmp_path: Path) -> None:
    file = tmp_path / "reef.toml"
    command = [sys.executable, "-m", "pixelgen", "watch", str(file)]
    with studio(generator, file) as server, watched(chromium, server.address) as found:
        page = found.page

        def baked(name: str) -> Path:
            return tmp_path / "reef_pack" / "creatures" / name / f"{name}.tscn"

        def wait_until(there: Callable[[], bool]) -> None:
            for _ in range(1200):
                if there():
                    return
                if watching.poll() is not None:
                    pytest.fail(f"watch ended: {watching.stdout.read()!r}")  # type: ignore[union-attr]
                page.wait_for_timeout(100)
            pytest.fail("nothing was baked in two minutes")

        page.click("#wall .tile:nth-child(1)")
        page.keyboard.press("k")
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '1'")
        (first,) = (one.name for one in read_pack(file).creatures)
        own = {**os.environ, CACHE_VARIABLE: str(tmp_path / "cache")}
        watching = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            wait_until(lambda: baked(first).exists())
            page.click("#wall .tile:nth-child(2)")
            page.keyboard.press("k")
            page.wait_for_function("() => document.querySelector('#kept-count').textContent === '2'")
            second = read_pack(file).creatures[1].name
            wait_until(lambda: baked(second).exists())
            page.keyboard.press("f")
            page.fill("#kept .entry:nth-child(2) input", "Nemo!")
            page.press("#kept .entry:nth-child(2) input", "Enter")
            wait_until(lambda: baked("nemo").exists() and not baked(second).exists())
            page.click("#kept .entry:nth-child(1) button.round")
            wait_until(lambda: not baked(first).exists())
            assert baked("nemo").exists()
        finally:
            watching.terminate()
            watching.communicate(timeout=60)
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


def test_a_favourite_of_another_version_of_the_page_takes_no_other_along_and_stays(
    chromium: Browser, generator: Generator
) -> None:
    place = "pixelgen-studio-favourites"
    with studio(generator) as server, watched(chromium, server.address) as found:
        page = found.page
        page.click("#wall .tile:nth-child(1)")
        page.keyboard.press("k")
        older = json.loads(page.evaluate(f"localStorage.getItem('{place}')"))
        older["creatures"].append({"name": "older", "card": {"picture": "of another form"}})
        page.evaluate(f"text => localStorage.setItem('{place}', text)", json.dumps(older))
        page.reload()
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '1'")
        page.click("#wall .tile:nth-child(2)")
        page.keyboard.press("k")
        page.wait_for_function("() => document.querySelector('#kept-count').textContent === '2'")
        kept = json.loads(page.evaluate(f"localStorage.getItem('{place}')"))["creatures"]
        assert [one["name"] for one in kept][2:] == ["older"]
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
