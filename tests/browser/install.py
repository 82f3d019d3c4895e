"""Debian's Chromium by apt, axe-core and TypeScript by npm, for the tests of the studio's page.

    python -m tests.browser.install      # once, as root; what is there is left alone

400 MB. What npm brings lies in the user's cache and is no part of the repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.place import AXE_VERSION, TYPESCRIPT_VERSION, axe, browser, type_checker

_MEMBER = "package/axe.min.js"


def _do(*command: str, folder: str | None = None) -> None:
    """Run a program that asks nothing; SystemExit with its last lines when it fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=quiet,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        said = "\n".join(done.stdout.splitlines()[-12:])
        raise SystemExit(f"`{' '.join(command)}` failed with status {done.returncode}\n{said}")


def _fetch_axe(place: Path) -> None:
    with TemporaryDirectory() as folder:
        _do("npm", "pack", "--silent", f"axe-core@{AXE_VERSION}", folder=folder)
        (package,) = Path(folder).glob("*.tgz")
        with tarfile.open(package) as archive:
            script = archive.extractfile(_MEMBER)
            assert script is not None
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_suffix(".part")
            part.write_bytes(script.read())
            part.replace(place)


def main() -> int:
    """Install what is missing -> exit status."""
    if browser() is None:
        _do("apt-get", "update")
        _do("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core")
    if shutil.which("npm") is None:
        _do("apt-get", "install", "-y", "--no-install-recommends", "npm")
    if not axe().exists():
        _fetch_axe(axe())
    if not type_checker().exists():
        folder = type_checker().parents[2]
        folder.mkdir(parents=True, exist_ok=True)
        _do(
            "npm",
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            f"typescript@{TYPESCRIPT_VERSION}",
            folder=str(folder),
        )
    print(f"browser: {browser()}; axe-core: {axe()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
