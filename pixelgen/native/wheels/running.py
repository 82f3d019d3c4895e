"""A wheel -> what was run of it and what it drew. WheelError when that is not what it must be.

Where a Python can be had for the platform, the wheel is installed with what it needs, and `pixelgen prove` must print
the line that ships. For musl, of which Debian has no Python, the core's test programs are linked to the wheel's library
and run by musl's loader: every kernel must draw the pixels that they draw here. For macOS and Windows on ARM nothing
can be run on Linux.
"""

from __future__ import annotations

import json
import os
import platform as this_machine
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from pixelgen.native.building.compiler import STRICT, zig
from pixelgen.native.building.targets import Platform
from pixelgen.native.wheels import machines
from pixelgen.native.wheels.making import ROOT, WheelError, output_of
from pixelgen.proof import shipped_line

_TESTS = ROOT / "tests" / "pixelgen" / "native"
_CORE = ROOT / "pixelgen" / "native" / "core"
_PROGRAMS = ("core_test", "labeller_test")  # those that use what the library exports


@dataclass(frozen=True, slots=True)
class Ran:
    """how: for the table; drew: the line, or what else was compared; kernels: that drew."""

    how: str
    drew: str
    kernels: str


Runner = Callable[[Path, Platform], Ran]


def run(wheel: Path, platform: Platform) -> Ran | None:
    """Run the wheel; None for a platform that cannot be run here."""
    runner = _RUNNERS.get(platform.tag)
    return None if runner is None else runner(wheel, platform)


def _natively(wheel: Path, _: Platform) -> Ran:
    if this_machine.machine() != "x86_64":
        raise WheelError("wheels are run on x86-64")
    with TemporaryDirectory() as folder:
        place = Path(folder, "fresh")
        output_of(sys.executable, "-m", "venv", place)
        python = place / "bin" / "python"
        output_of(python, "-m", "pip", "install", "--quiet", wheel)
        return _proved("natively", [python], folder)


def _in_qemu(wheel: Path, platform: Platform) -> Ran:
    root, qemu = machines.arm_debian(), machines.qemu_arm()
    (python,) = (path for path in (root / "usr" / "bin").glob("python3.[0-9]*") if "-" not in path.name)
    with TemporaryDirectory() as folder:
        tags = [platform.tag, "manylinux2014_aarch64", *(f"manylinux_2_{glibc}_aarch64" for glibc in (26, 27, 28, 31))]
        _install_beside(wheel, Path(folder, "site"), tags, python.name.removeprefix("python"))
        command: list[str | Path] = [qemu, "-L", root, "-E", f"PYTHONPATH={folder}/site", python]
        return _proved("by QEMU, user mode, with Debian's Python", command, folder)


def _in_wine(wheel: Path, platform: Platform) -> Ran:
    wine, python = machines.wine(), machines.windows_python()
    with TemporaryDirectory() as folder:
        _install_beside(wheel, Path(folder, "site"), [platform.tag], "{}.{}".format(*sys.version_info[:2]))
        variables = {
            "WINEPREFIX": str(machines.place() / "wine"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "DISPLAY": "",
            "PYTHONHOME": _of_wine(python.parent),
            "PYTHONPATH": _of_wine(Path(folder, "site")),
            "PIXELGEN_CACHE_DIR": _of_wine(Path(folder, "cache")),
        }
        return _proved("by Wine, with CPython for Windows", [wine, python], folder, variables)


def _by_musl(wheel: Path, platform: Platform) -> Ran:
    if platform.tag.endswith("x86_64"):
        runner: Sequence[str | Path] = [machines.musl_loader()]
        how = "core's tests by musl's loader"
    else:
        root = machines.arm_debian()
        runner = [machines.qemu_arm(), "-L", root]
        how = "core's tests by musl's loader in QEMU"
    with TemporaryDirectory() as folder:
        with ZipFile(wheel) as archive:
            library = Path(archive.extract(f"pixelgen/native/{platform.target.library}", folder))
        there = _printed(library, ["-target", platform.triple, "-dynamic"], runner, folder)
        here = _printed(None, ["-mcpu=baseline"], [], folder)
    if there.pixels != here.pixels or not there.pixels:
        raise WheelError(f"{platform.tag}: the core's tests draw {there.pixels[:2]}; here they draw {here.pixels[:2]}")
    return Ran(how, f"pixels {here.pixels[0].removeprefix('pixels ')} and {len(here.pixels) - 1} more", there.kernels)


@dataclass(frozen=True, slots=True)
class _Printed:
    pixels: list[str]
    kernels: str


def _printed(library: Path | None, target: list[str], runner: Sequence[str | Path], folder: str) -> _Printed:
    """What the test programs print. library: that of the wheel; None: the sources, compiled for this machine."""
    said = ""
    for name in _PROGRAMS:
        program = Path(folder, f"{name}-{'here' if library is None else 'there'}")
        linked: list[str | Path] = [*sorted(_CORE.glob("*.c"))]
        if library is not None:
            linked = ["-L", library.parent, f"-l:{library.name}", f"-Wl,-rpath,{library.parent}"]
        source = _TESTS / f"{name}.c"
        output_of(*zig(), *target, "-O2", *STRICT, f"-I{_CORE}", source, *linked, "-lm", "-o", program)
        said += output_of(*runner, program)
    lines = said.splitlines()
    kernels = dict.fromkeys(line.removesuffix(" ran") for line in lines if line.endswith(" ran"))
    return _Printed([line for line in lines if line.startswith("pixels ")], ", ".join(kernels))


def _install_beside(wheel: Path, site: Path, tags: Sequence[str], version: str) -> None:
    """Install for another platform and Python, with what it needs."""
    platforms = [part for tag in tags for part in ("--platform", tag)]
    wanted = ("--target", site, "--only-binary", ":all:", "--python-version", version)
    output_of(sys.executable, "-m", "pip", "install", "--quiet", *wanted, *platforms, wheel)


def _proved(how: str, python: Sequence[str | Path], folder: str, variables: dict[str, str] | None = None) -> Ran:
    """`pixelgen prove` with another Python, in an empty folder."""
    empty = Path(folder, "empty")
    empty.mkdir()
    plain = {name: "" for name in ("PYTHONPATH", "PIXELGEN_KERNEL") if name in os.environ}
    said = output_of(*python, "-m", "pixelgen", "prove", "--json", cwd=empty, variables={**plain, **(variables or {})})
    found = json.loads(said.splitlines()[-1])
    if found["line"] != shipped_line() or not found["engine"].startswith("native "):
        raise WheelError(f"{how}: {found['engine']} draws {found['line']}; expected {shipped_line()}")
    return Ran(f"prove, {how}", "the line that ships", found["engine"].removeprefix("native "))


def _of_wine(path: Path) -> str:
    return "Z:" + str(path.resolve()).replace("/", "\\")


_RUNNERS: dict[str, Runner] = {
    "manylinux_2_17_x86_64": _natively,
    "manylinux_2_17_aarch64": _in_qemu,
    "musllinux_1_2_x86_64": _by_musl,
    "musllinux_1_2_aarch64": _by_musl,
    "win_amd64": _in_wine,
}
