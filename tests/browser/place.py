"""Where the browser for the tests is, and beside it axe-core and what checks the types of JavaScript."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

REQUIRED = "PIXELGEN_REQUIRE_BROWSER"  # set: a missing browser is a failure, not a skip
AXE_VERSION = "4.14.1"
# As root and without a screen; and no visit of its own to anywhere.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


TYPESCRIPT_VERSION = "7.0.2"


def cache() -> Path:
    """The folder of what is neither Debian's nor Python's."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pixelgen-tests" / "browser"


def type_checker() -> Path:
    """TypeScript's compiler, which checks the types of JavaScript."""
    return cache() / f"typescript-{TYPESCRIPT_VERSION}" / "node_modules" / ".bin" / "tsc"


def browser() -> Path | None:
    """Debian's Chromium, or the one that PIXELGEN_BROWSER names."""
    named = os.environ.get("PIXELGEN_BROWSER") or shutil.which("chromium")
    return Path(named) if named else None


def axe() -> Path:
    """axe-core, https://github.com/dequelabs/axe-core (MPL-2.0), as one script."""
    return cache() / f"axe-{AXE_VERSION}.min.js"
