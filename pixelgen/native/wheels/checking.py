"""A wheel -> nothing, or a WheelError that says what is wrong with it: by the ecosystem's tools, and by looking inside.

twine and check-wheel-contents look at every wheel; auditwheel at Linux's; pefile at the library of Windows, macholib at
that of macOS. abi3audit has nothing to look at: the core is no Python module.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from pixelgen.native.building.targets import Platform
from pixelgen.native.wheels import machines
from pixelgen.native.wheels.making import WheelError, output_of

LARGEST = 5_000_000  # bytes
PACKAGES = ("pixelgen", "engine_bridges", "demo_game")
_CHECKOUT_ONLY = ("pixelgen/native/building/", "pixelgen/native/wheels/", "pixelgen/native/core/", "training/")
_NEEDED = (
    "pixelgen/data/pixelgen.safetensors",
    "pixelgen/data/proof.txt",
    "pixelgen/py.typed",
    "demo_game/__main__.py",
)
_LINUX = re.compile(r"(manylinux|musllinux)_(\d+)_(\d+)_(x86_64|aarch64)")
_PE_MACHINES = {"win_amd64": 0x8664, "win_arm64": 0xAA64}
_MACHO_PROCESSORS = {"x86_64": 0x01000007, "arm64": 0x0100000C}
_CPUID, _XGETBV = b"\x0f\xa2", b"\x0f\x01\xd0"  # instructions of x86-64
_OF_WINDOWS = ("kernel32.dll", "ntdll.dll", "ucrtbase.dll")  # and api-ms-win-crt-*, which are ucrtbase


def check(wheel: Path, platform: Platform) -> list[str]:
    """The names of the checks that it passed; WheelError at the first that it does not."""
    if wheel.stat().st_size >= LARGEST:
        raise WheelError(f"{wheel.name} has {wheel.stat().st_size} bytes; expected under {LARGEST}")
    with ZipFile(wheel) as archive, TemporaryDirectory() as folder:
        names = archive.namelist()
        check_contents(names, archive.read(_member(names, ".dist-info/WHEEL")).decode(), platform)
        library = Path(archive.extract(f"pixelgen/native/{platform.target.library}", folder))
        return ["contents", *_tools(wheel, platform), *check_library(library, platform)]


def check_library(library: Path, platform: Platform) -> list[str]:
    """The names of the checks that a wheel's library passed; WheelError at the first that it does not."""
    check_kernels(library.read_bytes(), platform)
    if platform.system == "win32":
        _check_pe(library, platform)
        return ["kernels", "pefile"]
    if platform.system == "darwin":
        _check_macho(library, platform)
        return ["kernels", "macholib"]
    return ["kernels"]


def check_contents(names: Collection[str], facts: str, platform: Platform) -> None:
    """names: of the members; facts: the text of WHEEL. WheelError for what is missing or should not be there."""
    top = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    if top != set(PACKAGES):
        raise WheelError(f"it holds {', '.join(sorted(top))}; expected {', '.join(PACKAGES)}")
    surplus = [name for name in names if name.startswith(_CHECKOUT_ONLY) or "/__pycache__/" in name]
    libraries = [name for name in names if name.endswith((".so", ".dll", ".dylib", ".pyd", ".lib", ".pdb"))]
    missing = [name for name in _NEEDED if name not in names]
    if surplus or missing or libraries != [f"pixelgen/native/{platform.target.library}"]:
        raise WheelError(f"surplus: {surplus[:3]}; missing: {missing}; libraries: {libraries}")
    if f"Tag: py3-none-{platform.tag}\n" not in facts or "Root-Is-Purelib: false" not in facts:
        raise WheelError(f"its WHEEL does not say py3-none-{platform.tag}")


def check_kernels(library: bytes, platform: Platform) -> None:
    """WheelError unless the library has the platform's kernels, and on x86-64 asks the processor itself for them.

    Names alone are not enough: a compiler's __builtin_cpu_supports may be a stand-in that always says no.
    """
    missing = [name for name in platform.kernels if b"\0" + name.encode() + b"\0" not in library]
    if missing:
        raise WheelError(f"the library has no kernel {', '.join(missing)}; expected {', '.join(platform.kernels)}")
    if platform.triple.startswith("x86_64") and not all(code in library for code in (_CPUID, _XGETBV)):
        raise WheelError("the library does not ask the processor which kernels it runs")


def _member(names: Collection[str], end: str) -> str:
    (name,) = (name for name in names if name.endswith(end))
    return name


def _tools(wheel: Path, platform: Platform) -> list[str]:
    output_of(sys.executable, "-m", "twine", "check", "--strict", wheel)
    # W004: PyInstaller's hook is no module; W009: three packages in one wheel are meant
    output_of(sys.executable, "-m", "check_wheel_contents", "--ignore", "W004,W009", "--no-config", wheel)
    if platform.system != "linux":
        return ["twine", "check-wheel-contents"]
    variables: dict[str, str] = {}
    if "-musl" in platform.triple:  # or auditwheel takes glibc's libc.so, a text for linkers, for musl's
        variables["LD_LIBRARY_PATH"] = str(machines.musl_libraries(platform.triple.partition("-")[0]))
    said = output_of(sys.executable, "-m", "auditwheel", "show", wheel, variables=variables)
    if not fits(said, platform.tag):
        raise WheelError(f"auditwheel does not find that it fits {platform.tag}: {' '.join(said.split())[:300]}")
    return ["twine", "check-wheel-contents", "auditwheel"]


def fits(said: str, tag: str) -> bool:
    """Whether auditwheel's words name a platform that is no newer than the tag's."""
    ours = _LINUX.fullmatch(tag)
    assert ours is not None
    return any(
        (found[1], found[4]) == (ours[1], ours[4]) and (int(found[2]), int(found[3])) <= (int(ours[2]), int(ours[3]))
        for found in _LINUX.finditer(said)
    )


def _check_pe(library: Path, platform: Platform) -> None:
    import pefile

    image = pefile.PE(str(library))
    if image.FILE_HEADER.Machine != _PE_MACHINES[platform.tag]:
        raise WheelError(f"the library is for machine {image.FILE_HEADER.Machine:#x}")
    needed = sorted(entry.dll.decode().lower() for entry in image.DIRECTORY_ENTRY_IMPORT)
    foreign = [name for name in needed if name not in _OF_WINDOWS and not name.startswith("api-ms-win-crt-")]
    if foreign:
        raise WheelError(f"the library needs {', '.join(foreign)}, which Windows 10 does not have")
    _check_exports(symbol.name.decode() for symbol in image.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name)


def _check_macho(library: Path, platform: Platform) -> None:
    from macholib.mach_o import LC_BUILD_VERSION, LC_ID_DYLIB, LC_LOAD_DYLIB
    from macholib.MachO import MachO

    (header,) = MachO(str(library)).headers
    processor = platform.tag.partition("0_")[2]
    if header.header.cputype & 0xFFFFFFFF != _MACHO_PROCESSORS[processor]:
        raise WheelError(f"the library is not for {processor}")

    def named_by(command: int) -> list[str]:
        return [data.rstrip(b"\0").decode() for load, _, data in header.commands if load.cmd == command]

    if named_by(LC_ID_DYLIB) != [f"@rpath/{library.name}"]:
        raise WheelError(f"the library calls itself {named_by(LC_ID_DYLIB)}; expected @rpath/{library.name}")
    needed = named_by(LC_LOAD_DYLIB)
    if needed != ["/usr/lib/libSystem.B.dylib"]:
        raise WheelError(f"the library needs {needed}; expected libSystem alone")
    oldest = [int(command.minos) >> 16 for load, command, _ in header.commands if load.cmd == LC_BUILD_VERSION]
    if oldest != [11]:
        raise WheelError(f"the library is for macOS {oldest} and newer; expected 11")
    if processor == "arm64" and b"pixelgen" not in library.read_bytes()[-_signature_size(library) :]:
        raise WheelError("the library is not signed, and such a Mac loads nothing unsigned")


def _signature_size(library: Path) -> int:
    """Bytes of the code signature at the file's end; whole words for want of one."""
    content = library.read_bytes()
    count, at = struct.unpack_from("<I", content, 16)[0], 32
    for _ in range(count):
        kind, size = struct.unpack_from("<II", content, at)
        if kind == 0x1D:  # LC_CODE_SIGNATURE
            return len(content) - int(struct.unpack_from("<I", content, at + 8)[0])
        at += size
    return 4


def _check_exports(names: Iterable[str]) -> None:
    foreign = [name for name in names if not name.startswith("pixelgen_")]
    if foreign:
        raise WheelError(f"the library exports {', '.join(foreign[:3])}; expected names that begin with pixelgen_")
