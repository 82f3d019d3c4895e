"""The page's files by themselves: what they name is there, nothing is from elsewhere, their types hold."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

import engine_bridges.studio
from engine_bridges.studio.pages import POLICY, pages
from tests.browser.place import REQUIRED, type_checker

ROOM = Path(engine_bridges.studio.__file__).parent
SCRIPTS = {name: page.content.decode() for name, page in pages().items() if name.endswith(".js")}
HTML = pages()["index.html"].content.decode()


def test_the_page_says_the_policy_that_the_server_sends() -> None:
    assert POLICY in " ".join(HTML.split())
    assert "'unsafe-inline'" not in POLICY
    assert " style=" not in HTML
    assert not re.search(r"\son\w+=", HTML)


def test_all_that_it_loads_is_beside_it() -> None:
    named = set(re.findall(r'(?:src|href)="([^"]+)"', HTML))
    for script in SCRIPTS.values():
        named |= {name.removeprefix("./") for name in re.findall(r'from "([^"]+)"', script)}
    assert named <= pages().keys()
    own = {"http://www.w3.org/2000/svg", "https://www.aseprite.org/"}  # names, not addresses
    for text in (HTML, *SCRIPTS.values(), pages()["studio.css"].content.decode()):
        assert set(re.findall(r"https?://[^\s\"']+", text)) <= own


def test_each_element_that_a_script_asks_for_is_there() -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', HTML))
    for name, script in SCRIPTS.items():
        asked = set(re.findall(r'byId(?:<\w+>)?\("([\w-]+)"\)', script))
        assert asked <= ids, name


def test_scripts_are_small_and_checked() -> None:
    for name, script in SCRIPTS.items():
        assert script.startswith("// @ts-check\n/**"), name
        assert script.count("\n") < 300, name


def test_the_types_hold() -> None:
    if not type_checker().exists():
        if os.environ.get(REQUIRED):
            pytest.fail("no TypeScript; python -m tests.browser.install", pytrace=False)
        pytest.skip("no TypeScript here; python -m tests.browser.install")
    done = subprocess.run([type_checker(), "-p", ROOM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
