"""The install: it builds the core, or says and records why it could not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pixelgen.native import library
from pixelgen.native.building import commands, compiler, targets
from pixelgen.native.library import NativeError

ROOT = Path(__file__).resolve().parents[3]
BUILD = "from setuptools import setup; setup()"
WITHOUT_ZIG = f"import sys; sys.modules['ziglang'] = None; {BUILD}"  # as where pip has not brought it
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
    for package in ("pixelgen", "engine_bridges", "training"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=kept_out)
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_a_failed_compile_is_told_and_recorded_and_the_library_says_why_it_is_slow(clone: Path) -> None:
    done = run("-c", WITHOUT_ZIG, "-q", "build_ext", "--inplace", cwd=clone, CC="false")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("pixelgen: ")]
    assert line.startswith("pixelgen: the native core was not compiled (false failed with exit status 1; ")
    assert "Install a C compiler" in line
    recorded = clone / "pixelgen" / "native" / commands.FAILURE
    assert "false" in recorded.read_text()
    note = run("-c", NOTE, cwd=clone).stdout
    assert note.startswith("drawing with NumPy, many times slower: no native core: compiling it failed when")
    assert "false" in note
    assert f"`pip install -e .` in {clone}" in note
    assert note.count("\n") == 1


def test_a_wheel_without_a_core_carries_the_reason(clone: Path) -> None:
    done = run("-c", WITHOUT_ZIG, "-q", "build_ext", "--build-lib", "made", cwd=clone, CC="false")
    assert done.returncode == 0, done.stderr
    assert (clone / "made" / "pixelgen" / "native" / commands.FAILURE).is_file()


def test_sources_without_a_core_say_so(clone: Path) -> None:
    note = run("-c", NOTE, cwd=clone).stdout
    assert note.startswith(f"drawing with NumPy, many times slower: no native core: none was built in {clone}")


@pytest.mark.slow
def test_a_compile_that_works_takes_the_record_away(clone: Path) -> None:
    if shutil.which("cc") is None:
        pytest.skip("no cc here")
    recorded = clone / "pixelgen" / "native" / commands.FAILURE
    recorded.write_text("no luck")
    assert run("-c", BUILD, "-q", "build_ext", "--inplace", cwd=clone).returncode == 0
    assert not recorded.exists()
    assert run("-c", NOTE, cwd=clone).stdout == "None\n"


def test_the_core_and_the_record_lie_where_the_library_looks() -> None:
    assert commands.FAILURE == library.FAILURE


def test_an_installed_package_advises_to_install_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = tmp_path / "site-packages" / "pixelgen" / "native"
    place.mkdir(parents=True)
    monkeypatch.setattr(library, "PATH", place / "none.so")
    library.library.cache_clear()
    try:
        with pytest.raises(NativeError, match="pip install --force-reinstall pixelgen-reef"):
            library.library()
        (place / "none.so").write_bytes(b"no library")
        with pytest.raises(NativeError, match=r"none\.so cannot be loaded \(.*\); run `pip install --force"):
            library.library()
    finally:
        library.library.cache_clear()


def requirements(clone: Path, hook: str, **variables: str) -> list[str]:
    program = f"from pixelgen.native.building import backend; print('asks for', *backend.{hook})"
    done = run("-W", "ignore", "-c", program, cwd=clone, **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].removeprefix("asks for").split()


@pytest.mark.parametrize("hook", ["get_requires_for_build_wheel()", "get_requires_for_build_editable()"])
def test_zig_is_asked_for_where_no_compiler_answers_and_nowhere_else(clone: Path, hook: str) -> None:
    if not compiler.zig_can_come():
        pytest.skip("there is no zig for this machine")
    assert requirements(clone, hook, CC="", PATH="") == [targets.ZIG]
    assert requirements(clone, hook, CC="false") == [targets.ZIG]
    if shutil.which("cc") is not None:
        assert requirements(clone, hook, CC="") == []


def test_a_wheel_for_another_platform_asks_for_zig(clone: Path) -> None:
    hook = "get_requires_for_build_wheel({'target': 'win_arm64'})"
    assert requirements(clone, hook, CC="cc") == [targets.ZIG]


def test_no_zig_is_asked_for_where_pip_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "sparc64")
    assert not compiler.zig_can_come()


def test_a_compiler_without_headers_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in compiler.NAMES:
        (tmp_path / name).write_text("#!/bin/sh\necho 'math.h: No such file' >&2\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    with pytest.raises(compiler.CompilerError, match=r"failed with exit status 1"):
        compiler.compiler_that_answers()
    monkeypatch.setenv("CC", "nobodys-cc -O1")
    with pytest.raises(compiler.CompilerError, match="there is no nobodys-cc"):
        compiler.compiler_that_answers()


def test_a_failed_compile_leaves_no_library_and_no_rest(tmp_path: Path) -> None:
    with pytest.raises(compiler.CompilerError, match="false failed with exit status 1"):
        compiler.compile_core(["false"], compiler.here(), tmp_path / "core.so")
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_there_is_not_is_told_in_a_line() -> None:
    with pytest.raises(SystemExit, match="there is no target 'win95'; expected one of manylinux_2_17_x86_64, "):
        targets.named("win95")


@pytest.mark.slow
def test_pip_ends_with_a_core_where_there_is_no_compiler(clone: Path, tmp_path: Path) -> None:
    if not compiler.zig_can_come():
        pytest.skip("there is no zig for this machine")
    place = tmp_path / "fresh"
    assert run("-m", "venv", str(place), cwd=tmp_path).returncode == 0
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    nothing = {"CC": "", "PATH": "", **({"SystemRoot": os.environ["SYSTEMROOT"]} if sys.platform == "win32" else {})}
    quiet = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | nothing
    install = [str(python), "-m", "pip", "install", "--quiet", str(clone)]
    done = subprocess.run(install, cwd=tmp_path, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    proof = [str(python), "-m", "pixelgen", "prove"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(proof, cwd=elsewhere, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "native " in done.stdout
    site = next(place.glob("[Ll]ib/**/site-packages"))
    assert not (site / "training").exists()
    assert not (site / "pixelgen" / "native" / "building").exists()
