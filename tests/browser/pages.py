"""A studio or its folder served for a browser, and pages in that browser whose every request and complaint is noted."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from engine_bridges.studio.actions import Actions
from engine_bridges.studio.pack_favourites import PackFavourites
from engine_bridges.studio.pages import pages
from engine_bridges.studio.server import StudioServer
from pixelgen import Generator
from tests.browser.place import FLAGS, axe, browser

PATIENCE_MS = 240_000  # on a busy machine
SIZES = {1280: 800, 360: 740}  # widths and heights of the screens that are looked at


@dataclass
class Watched:
    """A page. hosts: of all that it asked for; complaints: errors of scripts, and what the policy forbade."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=browser(), args=list(FLAGS))
        try:
            yield made
        finally:
            made.close()


@contextmanager
def watched(browser: Browser, address: str, *, width: int = 1280, **settings: Any) -> Iterator[Watched]:
    """The address in a page of its own, as soon as its first wall is whole. settings: of the browser's context."""
    context = browser.new_context(viewport={"width": width, "height": SIZES[width]}, **settings)
    context.set_default_timeout(PATIENCE_MS)
    found = Watched(context.new_page())

    def asked(request: Request) -> None:
        found.hosts.add(urlsplit(request.url).netloc)

    def broke(error: Error) -> None:
        found.complaints.append(str(error))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.complaints.append(message.text)

    found.page.on("request", asked)
    found.page.on("pageerror", broke)
    found.page.on("console", said)
    try:
        found.page.goto(address)
        wait_for_wall(found.page, 1)
        yield found
    finally:
        context.close()


@contextmanager
def studio(generator: Generator, pack: Path | None = None) -> Iterator[StudioServer]:
    """What `pixelgen studio` serves."""
    favourites = None if pack is None else PackFavourites(pack)
    with StudioServer(pages(), Actions(generator, favourites).answer) as server, _running(server):
        yield server


@contextmanager
def static_host(folder: Path) -> Iterator[str]:
    """The folder as any host serves it -> its address."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    handler = functools.partial(Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, _running(server):
        yield f"http://127.0.0.1:{server.server_address[1]}/"


@contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def wait_for_wall(page: Page, number: int) -> None:
    """Until all of it is drawn."""
    page.wait_for_selector(f"body[data-wall='{number}']")


def wait_for_tiles(page: Page, group: str, count: int) -> None:
    """Until a group's creatures are drawn."""
    page.wait_for_selector(f"#{group} .tile:nth-child({count}):not(.waiting)")


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now, a line each."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe().read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]
