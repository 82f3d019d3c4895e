"""How `pip install` builds the core: one plain shared library, no Python header; without a compiler, nothing.

Run by setuptools (see pyproject.toml). Knows compilers, not what they compile.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from setuptools import Extension
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext

# -ffp-contract=off and -fno-fast-math: every float operation is rounded by itself, or the pixels would differ.
# The other two take nothing away but errno and floating-point traps, which let rint and sqrt become one instruction.
STRICT = ["-std=c11", "-ffp-contract=off", "-fno-fast-math", "-fno-math-errno", "-fno-trapping-math"]
UNIX = ["-O3", "-g0", *STRICT, "-fvisibility=hidden"]
MSVC = ["/O2", "/std:c11", "/fp:precise"]


class BuildCore(build_ext):  # type: ignore[misc]  # setuptools ships no types
    """Compiles the library under a name that no Python version is part of."""

    def build_extension(self, ext: Extension) -> None:
        """Compile with the strict flags."""
        windows = self.compiler.compiler_type == "msvc"
        ext.extra_compile_args = MSVC if windows else UNIX
        ext.libraries = [] if windows else ["m"]
        if not windows and shutil.which(self.compiler.compiler_so[0]) is None:  # Python was built with another one
            for name in ("compiler_so", "linker_so"):
                setattr(self.compiler, name, ["cc", *getattr(self.compiler, name)[1:]])
        super().build_extension(ext)

    def get_ext_filename(self, fullname: str) -> str:
        """pixelgen/native/pixelgen_native.so, or .dll."""
        return os.path.join(*fullname.split(".")) + (".dll" if sys.platform == "win32" else ".so")

    def get_export_symbols(self, ext: Extension) -> list[str]:
        """None beside those that the header exports: this is no Python module."""
        return []

    def get_libraries(self, ext: Extension) -> list[str]:
        """Not Python's."""
        return list(ext.libraries)


class PlatformWheel(bdist_wheel):  # type: ignore[misc]
    """One wheel a platform for every Python version; a pure one when nothing was compiled."""

    def get_tag(self) -> tuple[str, str, str]:
        """py3-none-PLATFORM."""
        compiled = any(Path(self.bdist_dir).rglob("pixelgen_native.[sd]*"))  # .so or .dll
        return "py3", "none", super().get_tag()[2] if compiled else "any"
