"""The C core and its Godot class -> one library a platform, compiled by zig on any machine. Knows no Godot project.

A debug library is for the editor and for debug exports: it holds the class reference. The code of both is the same.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from engine_bridges.godot_addon.universal import universal_library
from pixelgen import PixelgenError
from pixelgen.native.building.compiler import CORE, FLAGS, Target, has_zig, zig
from pixelgen.native.building.targets import ZIG, named

EXTENSION = Path(__file__).resolve().parent / "extension"
ENTRY = "pixelgen_godot"  # the library's first function
KINDS = ("debug", "release")
_LINKED = {"linux": ("-fPIC", "-lm"), "win32": (), "darwin": ("-fPIC",)}


@dataclass(frozen=True, slots=True)
class Platform:
    """tags: as a .gdextension names it; targets: of the wheels, those of macOS become one; ending: of the library."""

    tags: str
    targets: tuple[str, ...]
    ending: str

    def library(self, kind: str) -> str:
        """The library's file name; kind: debug or release."""
        return f"pixelgen.{self.tags}.{kind}{self.ending}"


PLATFORMS = {
    platform.tags: platform
    for platform in (
        Platform("linux.x86_64", ("manylinux_2_17_x86_64",), ".so"),
        Platform("linux.arm64", ("manylinux_2_17_aarch64",), ".so"),
        Platform("windows.x86_64", ("win_amd64",), ".dll"),
        Platform("macos", ("macosx_11_0_x86_64", "macosx_11_0_arm64"), ".dylib"),
    )
}


def libraries(platforms: Iterable[Platform]) -> dict[str, bytes]:
    """File name -> content, for every platform a debug and a release one. PixelgenError when one is not made.

    Half a minute a platform the first time; then what did not change comes out of zig's cache.
    """
    if not has_zig():
        raise PixelgenError(f"the libraries for Godot are compiled by zig; run: pip install '{ZIG}'")
    made = {}
    for platform in platforms:
        for kind in KINDS:
            file = platform.library(kind)
            parts = [_library(named(tag).target, kind, file) for tag in platform.targets]
            made[file] = parts[0] if len(parts) == 1 else universal_library(parts)
    return made


def class_reference(kind: str) -> str:
    """C source of the bytes of PixelgenCore.xml; empty in a release library."""
    content = (EXTENSION / "PixelgenCore.xml").read_bytes() if kind == "debug" else b""
    listed = ",".join(str(byte) for byte in content) or "0"
    return (
        f"extern const char pixelgen_class_reference[];\nextern const int pixelgen_class_reference_bytes;\n"
        f"const char pixelgen_class_reference[] = {{{listed}}};\n"
        f"const int pixelgen_class_reference_bytes = {len(content)};\n"
    )


def _library(target: Target, kind: str, file: str) -> bytes:
    """file: its name, which a .dll and a .dylib hold as well, for programs that are linked to them."""
    sources = [path.name for path in sorted(CORE.glob("*.c"))]
    own = [os.path.relpath(path, CORE) for path in sorted(EXTENSION.glob("*.c"))]
    with TemporaryDirectory(prefix="pixelgen-godot-") as name:
        reference = Path(name, "class_reference.c")
        reference.write_text(class_reference(kind), encoding="ascii")
        made = Path(name, file)
        include = ["-I.", f"-I{os.path.relpath(EXTENSION, CORE)}"]
        # Among the sources, so that no path of this machine is in the library.
        sources += [*own, str(reference)]
        command = [*zig(), *FLAGS, *target.flags, "-shared", *include, *sources, "-o", str(made)]
        done = subprocess.run(
            [*command, *_LINKED[target.system]], cwd=CORE, capture_output=True, text=True, check=False
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["zig printed nothing"]
            raise PixelgenError(f"a {kind} library for {' '.join(target.flags)} was not compiled: {lines[0]}")
        return made.read_bytes()
