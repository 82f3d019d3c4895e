"""What the studio takes in Chromium: medians of the first wall, a new wall, a litter, answers for a hole.

    python -m tests.browser.figures          # some minutes; on a quiet machine

Of the page of `pixelgen studio`, and of the public page, where the core draws as WebAssembly. Frames: the longest time
between two frames of the page while a wall is drawn.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from engine_bridges.studio.static_site import export_site
from pixelgen import Generator
from pixelgen.generator import SHIPPED_WEIGHTS
from tests.browser.pages import opened_browser, static_host, studio, wait_for_tiles, wait_for_wall, watched

TRIES = 5
_FRAMES = """() => {
    window.longest = 0;
    let last = performance.now();
    const step = (now) => {
        window.longest = Math.max(window.longest, now - last);
        last = now;
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
}"""


def median(work: Callable[[int], object]) -> str:
    """Seconds of some tries, which are counted from 1."""
    taken = []
    for number in range(1, TRIES + 1):
        start = time.monotonic()
        work(number)
        taken.append(time.monotonic() - start)
    return f"{statistics.median(taken):.2f} s"


def walls(page: Page, name: str) -> None:
    """New walls, and the frames meanwhile."""
    page.evaluate(_FRAMES)

    def turn(number: int) -> None:
        page.keyboard.press("n")
        wait_for_wall(page, number + 1)

    print(f"{name}: a new wall of 24: {median(turn)}")
    print(f"{name}: longest time between two frames meanwhile: {page.evaluate('() => window.longest'):.0f} ms")


def main() -> None:
    """Print the figures."""
    with opened_browser() as browser, tempfile.TemporaryDirectory() as folder, Generator(threads=2) as generator:
        with studio(generator) as server:
            start = time.monotonic()
            with watched(browser, server.address) as found:
                print(f"studio: first wall, page and all: {time.monotonic() - start:.2f} s")
                page = found.page
                walls(page, "studio")
                page.click("#wall .tile:nth-child(1)")
                page.keyboard.press("a")
                page.click("#wall .tile:nth-child(5)")
                page.keyboard.press("b")
                page.keyboard.press("r")
                wait_for_tiles(page, "litter", 8)

                def litter(_: int) -> None:
                    page.keyboard.press("n")
                    wait_for_tiles(page, "litter", 8)

                print(f"studio: a litter of 8: {median(litter)}")
                page.keyboard.press("m")
                page.check("input[name=part][value=head]", force=True)

                def answers(_: int) -> None:
                    page.keyboard.press("n")
                    wait_for_tiles(page, "answers", 5)

                print(f"studio: 5 answers for a hole: {median(answers)}")
        site = Path(folder, "site")
        size = export_site(site, generator, SHIPPED_WEIGHTS.read_bytes())
        print(f"public page: {size} bytes")
        with static_host(site) as address:
            for name in ("cold", "warm"):
                start = time.monotonic()
                with watched(browser, address) as found:
                    print(f"public page: first wall, {name}: {time.monotonic() - start:.2f} s")
                    if name == "warm":
                        walls(found.page, "public page")


if __name__ == "__main__":
    main()
