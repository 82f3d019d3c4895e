"""The platforms that a wheel is made for: the wheel's tag, and how zig compiles for it on any machine."""

from __future__ import annotations

import os
from dataclasses import dataclass

from pixelgen.native.building.compiler import OLDEST_MACOS, Target

VARIABLE = "PIXELGEN_TARGET"  # the environment's name of the platform that setuptools builds a wheel for
ZIG = "ziglang==0.17.1"  # pinned: another one makes other bytes
KERNELS = {  # best first
    "x86_64": ("avx512vnni", "avxvnni", "avx2", "sse41", "scalar"),
    "aarch64": ("neondot", "neon", "scalar"),
}


@dataclass(frozen=True, slots=True)
class Platform:
    """tag: of the wheel; triple: in zig's words; system: as in sys.platform."""

    tag: str
    triple: str
    system: str

    @property
    def kernels(self) -> tuple[str, ...]:
        """All that its library must hold, best first; which of them draws is asked of the processor at run time."""
        return KERNELS[self.triple.partition("-")[0]]

    @property
    def target(self) -> Target:
        """For the compiler; -s: without names of what is not exported."""
        return Target(self.system, ("-target", self.triple, "-s"))


_MACOS = OLDEST_MACOS.replace(".", "_")
PLATFORMS = {
    platform.tag: platform
    for platform in (
        Platform("manylinux_2_17_x86_64", "x86_64-linux-gnu.2.17", "linux"),
        Platform("manylinux_2_17_aarch64", "aarch64-linux-gnu.2.17", "linux"),
        Platform("musllinux_1_2_x86_64", "x86_64-linux-musl", "linux"),
        Platform("musllinux_1_2_aarch64", "aarch64-linux-musl", "linux"),
        Platform(f"macosx_{_MACOS}_x86_64", f"x86_64-macos.{OLDEST_MACOS}", "darwin"),
        Platform(f"macosx_{_MACOS}_arm64", f"aarch64-macos.{OLDEST_MACOS}", "darwin"),
        Platform("win_amd64", "x86_64-windows-gnu", "win32"),
        Platform("win_arm64", "aarch64-windows-gnu", "win32"),
    )
}


def chosen() -> Platform | None:
    """The platform that the environment names; None for this machine's."""
    name = os.environ.get(VARIABLE)
    return None if not name else named(name)


def named(tag: str) -> Platform:
    """The platform of a tag; SystemExit in one line for another."""
    if tag not in PLATFORMS:
        raise SystemExit(f"pixelgen: there is no target {tag!r}; expected one of {', '.join(PLATFORMS)}")
    return PLATFORMS[tag]
