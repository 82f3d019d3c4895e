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

from pixelgen.native.building.commands import FAILURE
from pixelgen.native.building.targets import Platform

ROOT = Path(__file__).resolve().parents[3]
_DATE = "315532800"  # 1 January 1980, the first that a zip file can hold
_SOURCES = ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "pixelgen", "engine_bridges", "demo_game")
_BUILT = shutil.ignore_patterns("__pycache__", "*.so", "*.dll", "*.dylib", FAILURE, "preview")
_BUILD = """
import sys
from pixelgen.native.building import backend
backend.build_wheel(sys.argv[1], {"target": sys.argv[2]})
"""


class WheelError(Exception):
    """A wheel that was not made, or is not as it should be: one line."""


@contextmanager
def clean_copy(root: Path = ROOT) -> Iterator[Path]:
    """A folder with what a wheel is built from, as it is now, with fixed rights and nothing that a build left there."""
    with TemporaryDirectory(prefix="pixelgen-wheel-") as name:
        folder = Path(name)
        for source in _SOURCES:
            if (root / source).is_dir():
                shutil.copytree(root / source, folder / source, ignore=_BUILT, copy_function=shutil.copyfile)
            else:
                shutil.copyfile(root / source, folder / source)
        for path in folder.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield folder


def make(platform: Platform, out: Path, *, root: Path = ROOT) -> Path:
    """Build the wheel into a folder -> its path. WheelError when that fails."""
    out.mkdir(parents=True, exist_ok=True)
    out = out.absolute()  # the build runs in another folder
    settings = {"SOURCE_DATE_EPOCH": _DATE, "CFLAGS": "", "LDFLAGS": "", "PYTHONHASHSEED": "0"}
    with clean_copy(root) as folder, TemporaryDirectory(dir=out) as made:
        output_of(sys.executable, "-W", "ignore", "-c", _BUILD, made, platform.tag, cwd=folder, variables=settings)
        (wheel,) = Path(made).glob("*.whl")
        return wheel.replace(out / wheel.name)


def output_of(*command: str | Path, cwd: Path | None = None, variables: dict[str, str] | None = None) -> str:
    """What a program prints; WheelError with its last line when it fails or is not there. It sees no PYTHONPATH: a
    checkout there would be taken for the wheel."""
    environment = {**os.environ, "PYTHONPATH": "", **(variables or {})}
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
