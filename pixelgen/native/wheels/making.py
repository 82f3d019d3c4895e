"""A checkout and a platform -> a wheel: the same bytes for the same files, wherever and whenever it is made.

Wants the versions of setuptools and zig that pyproject.toml pins in the extra `wheels`. Knows nothing of how a wheel is
checked or run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pixelgen.native.building.targets import Platform

ROOT = Path(__file__).resolve().parents[3]
_DATE = "315532800"  # 1 January 1980, the first that a zip file can hold
_BUILD = """
import sys
from pixelgen.native.building import backend
backend.build_wheel(sys.argv[1], {"target": sys.argv[2]})
"""


class WheelError(Exception):
    """A wheel that was not made, or is not as it should be: one line."""


@contextmanager
def clean_copy(root: Path = ROOT) -> Iterator[Path]:
    """A folder with the files that git knows, as they are now, with fixed rights."""
    listed = output_of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=root)
    with TemporaryDirectory(prefix="pixelgen-wheel-") as folder:
        for name in filter(None, listed.split("\0")):
            if (root / name).is_file():
                place = Path(folder, name)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / name, place)
                place.chmod(0o644)
        yield Path(folder)


def make(platform: Platform, out: Path, *, root: Path = ROOT) -> Path:
    """Build the wheel into a folder -> its path. WheelError when that fails."""
    out.mkdir(parents=True, exist_ok=True)
    settings = {"SOURCE_DATE_EPOCH": _DATE, "CFLAGS": "", "LDFLAGS": "", "PYTHONPATH": "", "PYTHONHASHSEED": "0"}
    with clean_copy(root) as folder, TemporaryDirectory(dir=out) as made:
        output_of(sys.executable, "-W", "ignore", "-c", _BUILD, made, platform.tag, cwd=folder, variables=settings)
        (wheel,) = Path(made).glob("*.whl")
        return wheel.replace(out / wheel.name)


def output_of(*command: str | Path, cwd: Path | None = None, variables: dict[str, str] | None = None) -> str:
    """What a program prints; WheelError with its last line when it fails or is not there."""
    environment = {**os.environ, **(variables or {})}
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise WheelError(f"{command[0]} cannot be run: {error.strerror or error}") from error
    if done.returncode:
        lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        said = lines[-1] if lines else "it printed nothing"
        raise WheelError(f"exit status {done.returncode} of {' '.join(map(str, command[:6]))}: {said}")
    return done.stdout
