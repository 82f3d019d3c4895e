"""What the studio takes in Chromium: medians of first walls, new walls, a litter, answers for a hole, a recolouring.

    python -m tests.browser.figures                        # some minutes; on a quiet machine
    python -m tests.browser.figures --tries 3 --only public

Of the page of `pixelgen studio`, and of the public page, where the core draws as WebAssembly in workers. Everything is
measured in the page, from the key or the start of its loading to the first and the last creature. Cold: a browser that
was never there; warm: the same address again. Frames: the longest time between two of the page while walls are drawn,
and how many come late for 60 a second.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from engine_bridges.studio.static_site import export_site
from pixelgen import Generator
from pixelgen.generator import SHIPPED_WEIGHTS
from tests.browser.pages import PATIENCE_MS, opened_browser, static_host, studio, wait_for_wall

TRIES = 5
WALL, LITTER, ANSWERS = 24, 8, 5
# Since the page began to load: its first creature, and all of its first wall.
_FIRST_WALL = """
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    const drawn = document.querySelector("#wall .tile:not(.waiting)");
    if (!window.firstCreature && drawn) window.firstCreature = performance.now();
    if (!window.firstWall && document.body.dataset.wall) window.firstWall = performance.now();
  }).observe(document.body, {subtree: true, attributes: true, childList: true});
});
"""
# A key -> milliseconds until the first and the last of a group's creatures, and of the frames meanwhile.
_AFTER = """([key, group, count]) => new Promise((done) => {
  const began = performance.now();
  const old = new Set(document.querySelectorAll(`#${group} .tile`));
  let [first, before, longest, late, frames] = [0, began, 0, 0, 0];
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  const look = (now) => {
    longest = Math.max(longest, now - before);
    late += now - before > 25;
    frames++;
    before = now;
    const there = [...document.querySelectorAll(`#${group} .tile:not(.waiting)`)];
    const drawn = there.filter((tile) => !old.has(tile)).length;
    if (drawn && !first) first = performance.now() - began;
    if (drawn >= count) done({first, all: performance.now() - began, longest, late, frames});
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


def first_wall(page: Page, address: str) -> dict[str, float]:
    """Milliseconds since the page began to load."""
    page.goto(address)
    wait_for_wall(page, 1)
    found: dict[str, float] = page.evaluate("() => ({first: window.firstCreature, all: window.firstWall})")
    return found


def after(page: Page, key: str, group: str, count: int) -> dict[str, float]:
    """What came after a key."""
    found: dict[str, float] = page.evaluate(_AFTER, [key, group, count])
    return found


def told(what: str, tries: Sequence[dict[str, float]]) -> None:
    """One line: the medians of some tries."""
    first, last = (statistics.median(one[name] for one in tries) / 1000 for name in ("first", "all"))
    line = f"  {what:<24} first {first:.2f} s   all {last:.2f} s   of {len(tries)}"
    if "frames" in tries[0]:
        late, frames = (sum(one[name] for one in tries) for name in ("late", "frames"))
        line += f"   longest frame {max(one['longest'] for one in tries):.0f} ms, late {late:.0f} of {frames:.0f}"
    print(line, flush=True)


def figures(browser: Browser, address: str, tries: int) -> None:
    """Of one page, each a line."""
    cold, warm = [], []
    for _ in range(tries):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(_FIRST_WALL)
        cold.append(first_wall(context.new_page(), address))
        page = context.new_page()
        warm.append(first_wall(page, address))
        if len(cold) < tries:
            context.close()
    told("first wall, cold", cold)
    told("first wall, warm", warm)
    told("new wall of 24", [after(page, "n", "wall", WALL) for _ in range(tries)])
    for tile, key in (("1", "a"), ("5", "b")):
        page.click(f"#wall .tile:nth-child({tile})")
        page.keyboard.press(key)
    page.wait_for_selector(f"#litter .tile:nth-child({LITTER}):not(.waiting)")
    told("litter of 8", [after(page, "n", "litter", LITTER) for _ in range(tries)])
    page.keyboard.press("m")
    page.check("input[name=part][value=head]", force=True)
    told("5 answers for a hole", [after(page, "n", "answers", ANSWERS) for _ in range(tries)])
    recoloured: list[Any] = [page.evaluate(_RECOLOUR, at % 2) for at in range(tries)]
    print(f"  {'recoloured':<24} {statistics.median(recoloured) / 1000:.2f} s   of {tries}", flush=True)
    page.context.close()


_RECOLOUR = """(which) => new Promise((done) => {
  const before = document.querySelector("#dna").value;
  const began = performance.now();
  const changed = () => document.querySelector("#dna").value !== before;
  const look = () => changed() ? done(performance.now() - began) : requestAnimationFrame(look);
  const others = [...document.querySelectorAll("input[name=family]:not(:checked)")];
  others[which].click();
  look();
})"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=TRIES, help=f"of which the median is told (default {TRIES})")
    parser.add_argument("--only", choices=("studio", "public"), help="one of the two pages")
    options = parser.parse_args()
    with opened_browser() as browser, tempfile.TemporaryDirectory() as folder, Generator(threads=2) as generator:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {generator.engine}, Chromium {browser.version}")
        if options.only != "public":
            with studio(generator) as server:
                print("pixelgen studio:")
                figures(browser, server.address, options.tries)
        if options.only != "studio":
            size = export_site(Path(folder, "site"), generator, SHIPPED_WEIGHTS.read_bytes())
            with static_host(Path(folder, "site")) as address:
                print(f"public page, {size} bytes:")
                figures(browser, address, options.tries)


if __name__ == "__main__":
    main()
