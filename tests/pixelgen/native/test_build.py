"""The install: it builds the core, or says and records why it could not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pixelgen.native import build, library
from pixelgen.native.library import NativeError

ROOT = Path(__file__).resolve().parents[3]
BUILD = "from setuptools import setup; setup()"
NOTE = "import pixelgen; print(pixelgen.engine_note())"


def run(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**environment, **variables}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The sources that an install needs, without a core."""
    kept_out = shutil.ignore_patterns("*.so", "*.dll", "__pycache__", "build_failure.txt")
    shutil.copytree(ROOT / "pixelgen", tmp_path / "pixelgen", ignore=kept_out)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_a_failed_compile_is_told_and_recorded_and_the_library_says_why_it_is_slow(clone: Path) -> None:
    done = run("-c", BUILD, "-q", "build_ext", "--inplace", cwd=clone, CC="false")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("pixelgen: ")]
    assert line.startswith("pixelgen: the native core was not compiled (false failed with exit status 1; ")
    assert "Install a C compiler" in line
    recorded = clone / "pixelgen" / "native" / build.FAILURE
    assert "false" in recorded.read_text()
    note = run("-c", NOTE, cwd=clone).stdout
    assert note.startswith("drawing with NumPy, many times slower: no native core: compiling it failed when")
    assert "false" in note
    assert f"`pip install -e .` in {clone}" in note
    assert note.count("\n") == 1


def test_a_wheel_without_a_core_carries_the_reason(clone: Path) -> None:
    done = run("-c", BUILD, "-q", "build_ext", "--build-lib", "made", cwd=clone, CC="false")
    assert done.returncode == 0, done.stderr
    assert (clone / "made" / "pixelgen" / "native" / build.FAILURE).is_file()


def test_sources_without_a_core_say_so(clone: Path) -> None:
    note = run("-c", NOTE, cwd=clone).stdout
    assert note.startswith(f"drawing with NumPy, many times slower: no native core: none was built in {clone}")


@pytest.mark.slow
def test_a_compile_that_works_takes_the_record_away(clone: Path) -> None:
    if shutil.which("cc") is None:
        pytest.skip("no cc here")
    recorded = clone / "pixelgen" / "native" / build.FAILURE
    recorded.write_text("no luck")
    assert run("-c", BUILD, "-q", "build_ext", "--inplace", cwd=clone).returncode == 0
    assert not recorded.exists()
    assert run("-c", NOTE, cwd=clone).stdout == "None\n"


def test_the_core_and_the_record_lie_where_the_library_looks() -> None:
    assert build.FAILURE == library.FAILURE


def test_an_installed_package_advises_to_install_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = tmp_path / "site-packages" / "pixelgen" / "native"
    place.mkdir(parents=True)
    monkeypatch.setattr(library, "PATH", place / "none.so")
    library.library.cache_clear()
    try:
        with pytest.raises(NativeError, match="install pixelgen again where a C compiler"):
            library.library()
        (place / "none.so").write_bytes(b"no library")
        with pytest.raises(NativeError, match=r"none\.so cannot be loaded \(.*\); install pixelgen again"):
            library.library()
    finally:
        library.library.cache_clear()
