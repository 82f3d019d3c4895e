"""Debian's archive -> a folder with a whole Godot 4 in it, for the tests. Knows nothing of projects.

    python -m tests.godot.install            # into the cache folder, or where PIXELGEN_GODOT says
    python -m tests.godot.install DIR

Needs root, and installs debootstrap by apt when it is missing; 900 MB, some minutes. What is whole already is left
alone. Godot comes from Debian unstable, the only part of Debian that has version 4.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.godot.engine import MARKER, default_folder, engine_in

# Beside the engine what renders without a screen: a virtual X server and OpenGL in software.
PACKAGES = ("godot", "xvfb", "xauth", "libgl1-mesa-dri", "libgl1", "libegl1", "ca-certificates")


def install(folder: Path) -> None:
    """Fill the folder, unless it is whole; what an interrupted run left is thrown away first."""
    if (folder / MARKER).exists():
        return
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "debootstrap").exists():
            raise SystemExit(f"{folder} holds something else; name an empty folder")
        shutil.rmtree(folder)
    if shutil.which("debootstrap") is None:
        subprocess.run(["apt-get", "update"], check=True)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "debootstrap"], check=True)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", "sid", str(folder)], check=True
    )
    shutil.rmtree(folder / "var/cache/apt/archives", ignore_errors=True)
    (folder / MARKER).touch()


def main(arguments: Sequence[str]) -> int:
    """Install and say which version it is -> exit status."""
    folder = Path(arguments[0]).resolve() if arguments else default_folder()
    if os.geteuid() != 0:
        print("this needs root, for debootstrap and chroot", file=sys.stderr)
        return 2
    install(folder)
    print(f"Godot {engine_in(folder).version()} in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
