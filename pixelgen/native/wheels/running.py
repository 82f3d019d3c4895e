"""A wheel -> what was run of it and what it drew. WheelError when that is not what it must be.

The core's test programs are linked to the wheel's library: every kernel of the platform must draw the pixels that they
draw here. Where a Python can be had for the platform, the wheel is installed with what it needs, and `pixelgen prove`
must print the line that ships; for musl, of which Debian has none, the example program must draw the creatures that are
drawn here. For macOS and Windows on ARM nothing can be run on Linux.
"""

from __future__ import annotations

import json
import os
import platform as this_machine
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.native.building.targets import Platform
from pixelgen.native.library import PATH
from pixelgen.native.wheels import machines
from pixelgen.native.wheels.making import WheelError, output_of
from pixelgen.native.wheels.programs import PROGRAMS, expected_picture, kernels_that_ran, linked, picture, pixels
from pixelgen.proof import shipped_line
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, ZONES

_NUMPY_OF_WINE = "numpy==1.26.4"  # later ones call crealf, which Wine 8 does not have
# CPUID's flags as Linux names them -> the kernel that needs them all; asked of Linux, not of the core.
_FLAGS = {
    "avx512vnni": {"avx2", "avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni"},
    "avxvnni": {"avx2", "avx_vnni"},
    "avx2": {"avx2"},
    "sse41": {"ssse3", "sse4_1"},
}


@dataclass(frozen=True, slots=True)
class Ran:
    """how: for the table; drew: the line, or what else was compared; kernels: that drew, best first."""

    how: str
    drew: str
    kernels: str


@dataclass(frozen=True, slots=True)
class _Machine:
    """How programs of a platform are run here. how: for the table; flags: for zig beside the platform's.

    slow: an emulator of another processor, on which fewer creatures are drawn.
    """

    how: str
    command: Sequence[str | Path] = ()
    flags: Sequence[str] = ()
    variables: dict[str, str] = field(default_factory=dict)
    slow: bool = False


def run(wheel: Path, platform: Platform) -> Ran | None:
    """Run the wheel; None for a platform that cannot be run here."""
    if platform.tag not in _MACHINES:
        return None
    if this_machine.machine() != "x86_64":
        raise WheelError("wheels are run on x86-64")
    machine = _MACHINES[platform.tag]()
    with TemporaryDirectory() as name:
        folder = Path(name)
        with ZipFile(wheel) as archive:
            library = Path(archive.extract(f"pixelgen/native/{platform.target.library}", folder))
        kernels = _tests(library, platform, machine)
        if platform.tag in _PROVERS:
            _PROVERS[platform.tag](wheel, platform, folder)
            return Ran(f"prove and the core's tests, {machine.how}", "the line that ships", kernels)
        count = _creatures(library, platform, machine)
        return Ran(f"the core's tests and example, {machine.how}", f"the same {count} creatures as here", kernels)


def runnable_kernels(platform: Platform) -> list[str]:
    """Those that must run here; all of ARM's, since QEMU's processor has the newest instructions."""
    if not platform.triple.startswith("x86_64"):
        return list(platform.kernels)
    cpuinfo = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    flags = {flag for line in cpuinfo.splitlines() if line.startswith("flags") for flag in line.split()}
    return [name for name in platform.kernels if _FLAGS.get(name, set()) <= flags]


def same_kernels(ran: Sequence[str], platform: Platform) -> str:
    """For the table. WheelError unless every kernel that this machine can run has run."""
    expected = runnable_kernels(platform)
    if list(ran) != expected:
        raise WheelError(f"{platform.tag}: the kernels {', '.join(ran)} ran; expected {', '.join(expected)}")
    return ", ".join(ran)


def _tests(library: Path, platform: Platform, machine: _Machine) -> str:
    """The core's tests, with the wheel's library and with the one that is installed here -> the kernels that ran."""
    there, here = "", ""
    for name in PROGRAMS:
        program = linked(name, library.parent, library, ["-target", platform.triple, *machine.flags])
        there += output_of(*machine.command, program, variables=machine.variables)
        here += output_of(linked(name, library.parent.parent, PATH))
    if pixels(there) != pixels(here) or not pixels(here):
        raise WheelError(
            f"{platform.tag}: the core's tests draw {pixels(there)[:2]}; here they draw {pixels(here)[:2]}"
        )
    return same_kernels(kernels_that_ran(there), platform)


def _creatures(library: Path, platform: Platform, machine: _Machine) -> int:
    """One of each zone and category together, of each alone where it is slow -> how many; WheelError for one that
    Python draws otherwise here."""
    program = linked("creature", library.parent, library, ["-target", platform.triple, *machine.flags])
    cells = [*zip(ZONES, CATEGORIES, strict=True)] if machine.slow else [*product(ZONES, CATEGORIES)]
    wanted = [SpriteRequest(zone, category, seed=3) for zone, category in cells]
    with Generator() as generator:
        sprites = generator.sprites(wanted)
    for request, sprite in zip(wanted, sprites, strict=True):
        words = (SHIPPED_WEIGHTS, str(request.zone), str(request.category), str(request.seed))
        said = output_of(*machine.command, program, *words, variables=machine.variables)
        if picture(said) != expected_picture(sprite):
            raise WheelError(f"{platform.tag}: it draws another {request.category} of the {request.zone} than here")
    return len(wanted)


def _natively() -> _Machine:
    return _Machine("natively")


def _in_qemu() -> _Machine:
    return _Machine("by QEMU, user mode", [machines.qemu_arm(), "-L", machines.arm_debian()])


def _in_wine() -> _Machine:
    return _Machine("by Wine", [machines.wine()], variables=_of_wine())


def _by_musl() -> _Machine:
    return _Machine("by musl's loader", [machines.musl_loader()], ["-dynamic"])


def _by_musl_in_qemu() -> _Machine:
    command: list[str | Path] = [machines.qemu_arm(), "-L", machines.arm_debian()]
    return _Machine("by musl's loader in QEMU", command, ["-dynamic"], slow=True)


def _prove_natively(wheel: Path, platform: Platform, folder: Path) -> None:
    place = folder / "fresh"
    output_of(sys.executable, "-m", "venv", place)
    python = place / "bin" / "python"
    output_of(python, "-m", "pip", "install", "--quiet", wheel)
    _proved(platform, [python], folder, {})


def _prove_in_qemu(wheel: Path, platform: Platform, folder: Path) -> None:
    root, qemu = machines.arm_debian(), machines.qemu_arm()
    (python,) = (path for path in (root / "usr" / "bin").glob("python3.[0-9]*") if "-" not in path.name)
    tags = [platform.tag, "manylinux2014_aarch64", *(f"manylinux_2_{glibc}_aarch64" for glibc in (26, 27, 28, 31))]
    _install_beside(wheel, folder / "site", tags, python.name.removeprefix("python"))
    _proved(platform, [qemu, "-L", root, "-E", f"PYTHONPATH={folder}/site", python], folder, {})


def _prove_in_wine(wheel: Path, platform: Platform, folder: Path) -> None:
    python = machines.windows_python()
    _install_beside(wheel, folder / "site", [platform.tag], "{}.{}".format(*sys.version_info[:2]), _NUMPY_OF_WINE)
    variables = {
        **_of_wine(),
        "PYTHONHOME": _path_of_wine(python.parent),
        "PYTHONPATH": _path_of_wine(folder / "site"),
        "PIXELGEN_CACHE_DIR": _path_of_wine(folder / "cache"),
    }
    _proved(platform, [machines.wine(), python], folder, variables)


def _install_beside(wheel: Path, site: Path, tags: Sequence[str], version: str, *more: str) -> None:
    """Install for another platform and Python, with what it needs. more: requirements beside."""
    platforms = [part for tag in tags for part in ("--platform", tag)]
    wanted = ("--target", site, "--only-binary", ":all:", "--python-version", version)
    output_of(sys.executable, "-m", "pip", "install", "--quiet", *wanted, *platforms, wheel, *more)


def _proved(platform: Platform, python: Sequence[str | Path], folder: Path, variables: dict[str, str]) -> None:
    """`pixelgen prove` with another Python, in an empty folder; WheelError for another line or another engine."""
    empty = folder / "empty"
    empty.mkdir()
    plain = {name: "" for name in ("PYTHONPATH", "PIXELGEN_KERNEL") if name in os.environ}
    said = output_of(*python, "-m", "pixelgen", "prove", "--json", cwd=empty, variables={**plain, **variables})
    found = json.loads(said.splitlines()[-1])
    kernels = same_kernels(found["kernels"].split(", "), platform)
    if found["line"] != shipped_line() or found["engine"] != f"native {kernels.split(', ')[0]}":
        raise WheelError(f"{platform.tag}: {found['engine']} draws {found['line']}; expected {shipped_line()}")


def _of_wine() -> dict[str, str]:
    """Without windows, sounds, or questions."""
    prefix = str(machines.place() / "wine")
    return {"WINEPREFIX": prefix, "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": ""}


def _path_of_wine(path: Path) -> str:
    return "Z:" + str(path.resolve()).replace("/", "\\")


_MACHINES = {
    "manylinux_2_17_x86_64": _natively,
    "manylinux_2_17_aarch64": _in_qemu,
    "musllinux_1_2_x86_64": _by_musl,
    "musllinux_1_2_aarch64": _by_musl_in_qemu,
    "win_amd64": _in_wine,
}
_PROVERS = {
    "manylinux_2_17_x86_64": _prove_natively,
    "manylinux_2_17_aarch64": _prove_in_qemu,
    "win_amd64": _prove_in_wine,
}
