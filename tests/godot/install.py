"""Debian's archive -> a folder with a whole Godot 4 in it, for the tests. Knows nothing of projects.

    python -m tests.godot.install            # into the cache folder, or where PIXELGEN_GODOT says
    python -m tests.godot.install DIR

Needs root and Python alone, and installs debootstrap by apt when it is missing; 900 MB, some minutes. What is whole
already is left alone; an install that broke is begun anew. Godot comes from Debian unstable, the only part of Debian
that has version 4.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.godot.engine_place import MARKER, default_folder

# Beside the engine what an exported game runs on, and what renders without a screen: a virtual X server and OpenGL in
# software.
PACKAGES = (
    "godot",
    "godot-template-release",
    "xvfb",
    "xauth",
    "libgl1-mesa-dri",
    "libgl1",
    "libegl1",
    "ca-certificates",
)
_LINES_OF_A_FAILURE = 12


def install(folder: Path) -> None:
    """Fill the folder, unless it is whole. SystemExit when that fails, with what the failing program said."""
    with _alone(folder):
        if (folder / MARKER).exists():
            return
        if folder.exists() and any(folder.iterdir()):
            raise SystemExit(f"{folder} holds something else; name an empty folder")
        if shutil.which("debootstrap") is None:
            _do("apt-get", "update")
            _do("apt-get", "install", "-y", "--no-install-recommends", "debootstrap")
        print(f"installing Godot into {folder}; some minutes", flush=True)
        part = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)  # of an install that was killed
        try:
            # What it mounts goes with it, however it ends.
            bootstrap = ["unshare", "--mount", "debootstrap", "--variant=minbase"]
            _do(*bootstrap, f"--include={','.join(PACKAGES)}", "sid", str(part))
            shutil.rmtree(part / "var/cache/apt/archives", ignore_errors=True)
            (part / MARKER).touch()
            part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Waits until nobody else installs there."""
    import fcntl  # here, so that this module can be imported on Windows too

    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _do(*command: str) -> None:
    """Run a program that asks nothing; SystemExit with its last lines when it fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=quiet
    )
    if done.returncode:
        said = "\n".join(done.stdout.splitlines()[-_LINES_OF_A_FAILURE:])
        raise SystemExit(
            f"Godot was not installed: `{' '.join(command)}` failed with status {done.returncode}; it needs root and "
            f"the network, and can be run again.\n{said}"
        )


def main(arguments: Sequence[str]) -> int:
    """Install and say where -> exit status."""
    if os.geteuid() != 0:
        print("this needs root, for debootstrap and chroot", file=sys.stderr)
        return 2
    folder = Path(arguments[0]).resolve() if arguments else default_folder()
    if not folder.is_file():  # a program that somebody named needs no install
        install(folder)
    print(f"Godot for the tests is in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
