"""bench as a whole, wherever it is started: every row names the engine that drew its figure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pixelgen
from pixelgen.native.library import NativeError, kernels

SOURCES = Path(pixelgen.__file__).resolve().parent
_COMPILED = ("*.so", "*.dylib", "*.dll", "*.pyd", "__pycache__")

pytestmark = pytest.mark.slow


def bench(folder: Path, *, elsewhere: Path | None = None) -> tuple[list[str], str]:
    """Its rows, and what it says on stderr. folder: where it is started; elsewhere: where pixelgen is, if not there."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PIXELGEN_KERNEL")}
    if elsewhere is not None:
        environment["PYTHONPATH"] = str(elsewhere)
    command = [sys.executable, "-m", "pixelgen", "bench", "--rounds", "1", "--batch", "1", "--threads", "1"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    rows, _, _ = done.stdout.partition("steps of a sprite")
    return [line for line in rows.splitlines()[2:] if line.strip()], done.stderr


def engines_named(rows: list[str]) -> list[str]:
    """In order; an error for a row that names none or several."""
    named = []
    for row in rows:
        (one,) = [name for name in (*kernels_here(), "numpy", "torch float32") if name in row]
        named.append(one)
    return named


def kernels_here() -> list[str]:
    try:
        return [f"native {kernel}" for kernel in kernels()]
    except NativeError:
        return []


@pytest.mark.parametrize("place", ["the clone's folder", "elsewhere"])
def test_every_row_names_its_engine_in(place: str, tmp_path: Path) -> None:
    rows, _ = bench(SOURCES.parent) if place != "elsewhere" else bench(tmp_path, elsewhere=SOURCES.parent)
    named = engines_named(rows)
    assert len(named) >= 4
    assert named[-1] == (kernels_here() or ["numpy"])[0]  # whatever the library draws with


def test_from_sources_that_nobody_compiled_every_row_names_numpy_and_a_line_says_why(tmp_path: Path) -> None:
    shutil.copytree(SOURCES, tmp_path / "pixelgen", ignore=shutil.ignore_patterns(*_COMPILED))
    rows, said = bench(tmp_path)
    named = engines_named(rows)
    assert {*named} <= {"numpy", "torch float32"}
    assert named.count("numpy") >= 3
    assert "without the native core" in said
