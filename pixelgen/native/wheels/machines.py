"""What stands in for the machines that are not here: emulators, loaders, and a Python for each.

    python -m pixelgen.native.wheels.machines      # installs all of it; what is there is skipped

Debian's packages, by apt: qemu-user-static, wine64, musl, debootstrap, as root. A folder of Debian for arm64, whose
Python runs under QEMU without a chroot. A Python for Windows, whose libraries ship in the wheel of Panda3D. The folders
are in the user's cache, 500 MB; PIXELGEN_MACHINES names another folder.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from platformdirs import user_cache_path

from pixelgen.interrupts import run_program
from pixelgen.native.building.compiler import zig
from pixelgen.native.wheels.making import WheelError, output_of

VARIABLE = "PIXELGEN_MACHINES"
_PATIENCE_SECONDS = 1800
_WHOLE = "whole"  # a file in a folder that was filled to its end
_ARM_PACKAGES = "python3,libstdc++6,libgcc-s1,musl,zlib1g,libffi8,libssl3,libbz2-1.0,liblzma5,libexpat1"
_DEBIAN = "bookworm"
_PANDA = "panda3d==1.10.16"
# Without a C library or its headers: zig would have to compile one first. The ABI is that of every x86-64 Windows.
_PYTHON_EXE = """
__declspec(dllimport) void *LoadLibraryW(const unsigned short *name);
__declspec(dllimport) void *GetProcAddress(void *library, const char *name);
__declspec(dllimport) unsigned short *GetCommandLineW(void);
__declspec(dllimport) unsigned short **CommandLineToArgvW(const unsigned short *line, int *count);
__declspec(dllimport) void ExitProcess(unsigned status);
void start(void)
{
    int count = 0;
    unsigned short **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    void *python = LoadLibraryW(u"python%d%d.dll");
    int (*run)(int, unsigned short **) = python ? GetProcAddress(python, "Py_Main") : (void *)0;
    ExitProcess(run ? (unsigned)run(count, arguments) : 111);
}
"""


def place() -> Path:
    """Where the machines are."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_cache_path("pixelgen") / "machines"


def program(name: str, package: str) -> str:
    """The path of a program, which Debian's package brings where it is missing."""
    found = shutil.which(name)
    if found is None:
        install(package)
        found = shutil.which(name)
    if found is None:
        raise WheelError(f"there is no {name}; install the package {package}")
    return found


def install(*packages: str) -> None:
    """By apt, as root; another apt that is at work is waited for."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ("apt-get", "-o", f"DPkg::Lock::Timeout={_PATIENCE_SECONDS}")
    output_of(*apt, "update", variables=quiet)
    output_of(*apt, "install", "-y", "--no-install-recommends", *packages, variables=quiet)


def qemu_arm() -> str:
    """QEMU for programs of 64-bit ARM."""
    return program("qemu-aarch64-static", "qemu-user-static")


def wine() -> str:
    """Wine for 64-bit programs."""
    if not Path("/usr/lib/wine/wine64").exists():
        install("wine", "wine64")
    return program("wine", "wine")


def musl_loader() -> Path:
    """The loader of musl for this machine's x86-64."""
    loader = Path("/lib/ld-musl-x86_64.so.1")
    if not loader.exists():
        install("musl")
    return loader


def musl_libraries(processor: str) -> Path:
    """The folder of musl's libc.so for x86_64 or aarch64."""
    loader = arm_debian() / "lib/ld-musl-aarch64.so.1" if processor == "aarch64" else musl_loader()
    return loader.resolve().parent  # libc.so is the loader; where it lies depends on whether /usr is merged


def arm_debian() -> Path:
    """A folder with Debian for arm64: its packages unpacked, none configured."""
    with _filled("debian-arm64") as part:
        if part is not None:
            debootstrap = program("debootstrap", "debootstrap")
            options = ("--foreign", "--variant=minbase", "--arch=arm64", f"--include={_ARM_PACKAGES}")
            output_of("unshare", "--mount", debootstrap, *options, _DEBIAN, part)
            archives = part / "var/cache/apt/archives"
            for package in sorted(archives.glob("*.deb")):
                output_of("dpkg-deb", "--extract", package, part)
            shutil.rmtree(archives)
    return place() / "debian-arm64"


def windows_python() -> Path:
    """python.exe of this Python's version, for x86-64, with the standard library of this one."""
    version = sys.version_info[:2]
    name = "windows-python-{}{}".format(*version)
    with _filled(name) as part:
        if part is not None:
            _unpack_panda(part, "{}.{}".format(*version))
            kept_out = shutil.ignore_patterns("site-packages", "test", "tests", "idlelib", "lib-dynload", "__pycache__")
            shutil.copytree(sysconfig.get_path("stdlib"), part / "Lib", ignore=kept_out)
            source = part / "python.c"
            source.write_text(_PYTHON_EXE % version, encoding="ascii")
            alone = ("-g0", "-s", "-nostdlib", "-Wl,-e,start", "-Wl,--subsystem,console")
            linked = ("-lkernel32", "-lshell32", "-o", part / "python.exe")
            output_of(*zig(), "-target", "x86_64-windows-gnu", *alone, source, *linked)
    return place() / name / "python.exe"


def _unpack_panda(part: Path, version: str) -> None:
    with TemporaryDirectory() as folder:
        wanted = ("--no-deps", "--only-binary", ":all:", "--platform", "win_amd64", "--python-version", version)
        output_of(sys.executable, "-m", "pip", "download", "--quiet", "-d", folder, *wanted, _PANDA)
        (wheel,) = Path(folder).glob("*.whl")
        with ZipFile(wheel) as archive:
            for member in archive.namelist():
                file = member.rpartition("/")[2]
                if member.startswith("deploy_libs/") and file.endswith((".dll", ".pyd")) and "api-ms" not in file:
                    beside = part if file.lower().startswith(("python", "vcruntime")) else part / "DLLs"
                    beside.mkdir(parents=True, exist_ok=True)
                    (beside / file).write_bytes(archive.read(member))


@contextmanager
def _filled(name: str) -> Iterator[Path | None]:
    """A folder to fill, which takes its place once it is whole; None when it is there."""
    folder = place() / name
    if (folder / _WHOLE).exists():
        yield None
        return
    part = folder.with_name(f"{name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        (part / _WHOLE).touch()
        shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def main() -> int:
    """Install what is missing and print where each is -> 0, or 1 when one cannot be had."""
    try:
        for machine in (qemu_arm, wine, musl_loader, arm_debian, windows_python):
            print(machine(), flush=True)
    except WheelError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
