"""The gallery's page in a real browser, where one is installed: every picture loads, nothing is wider than a phone."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pixelgen.gallery.exhibits import NAMES, exhibits
from pixelgen.gallery.page import Origin, page_of
from tests.training.stand_ins import CorpusSource

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
PHONE = 500  # pixels; headless windows do not get narrower
# Read after everything has loaded; the page itself has no script.
PROBE = """<script>addEventListener("load", () => { document.title = JSON.stringify({
  loaded: [...document.images].filter(one => one.complete && one.naturalWidth === one.width).length,
  wide: document.documentElement.scrollWidth, window: innerWidth,
  smooth: [...document.images].filter(one => getComputedStyle(one).imageRendering !== "pixelated").length,
}) })</script>"""

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed")


def browsed(folder: Path, *options: str) -> str:
    assert BROWSER is not None
    window = ("--disable-gpu", "--hide-scrollbars", f"--window-size={PHONE},900")
    command = [BROWSER, "--headless", "--no-sandbox", *window, f"--user-data-dir={folder / 'profile'}", *options]
    command.append((folder / "probed.html").as_uri())
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=True).stdout


@pytest.mark.slow
def test_every_picture_loads_and_the_page_is_as_narrow_as_a_phone(tmp_path: Path) -> None:
    shown = list(exhibits(CorpusSource(), learnt=CorpusSource.learnt_species))
    for one in shown:
        (tmp_path / one.name).write_bytes(one.content)
    eager = page_of(shown, Origin("c" * 64, 0)).replace('loading="lazy"', "")
    (tmp_path / "probed.html").write_text(eager.replace("</body>", f"{PROBE}</body>"), encoding="utf-8")

    content = browsed(tmp_path, "--virtual-time-budget=20000", "--dump-dom")
    title = re.search(r"<title>(.*?)</title>", content, re.DOTALL)
    assert title is not None
    found: dict[str, Any] = json.loads(html.unescape(title.group(1)))
    assert found["loaded"] == len(NAMES)
    assert found["smooth"] == 0
    assert found["wide"] <= found["window"]

    browsed(tmp_path, f"--screenshot={tmp_path / 'seen.png'}")
    with Image.open(tmp_path / "seen.png") as seen:
        assert len(np.unique(np.asarray(seen.convert("RGB")).reshape(-1, 3), axis=0)) > 30
