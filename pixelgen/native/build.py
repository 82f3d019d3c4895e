"""How `pip install` builds the core: one plain shared library, no Python header.

Without a compiler the install succeeds all the same: one line says that there is no core, and a text file in its place
records why, for `pixelgen.engine_note`. Run by setuptools (see pyproject.toml). Knows compilers, not what they compile.
"""

from __future__ import annotations

import os
import shutil
import subprocess
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
FAILURE = "build_failure.txt"  # beside the core; library.py reads it


class BuildCore(build_ext):  # type: ignore[misc]  # setuptools ships no types
    """Compiles the library under a name that no Python version is part of."""

    reason: str | None = None  # why the compiler failed

    def run(self) -> None:
        """Build; then record a failure in the sources too, when that is where the core would have gone."""
        super().run()
        if self.inplace:
            for ext in self.extensions:
                package = ext.name.rpartition(".")[0]
                self._record(Path(self.get_finalized_command("build_py").get_package_dir(package)))

    def build_extension(self, ext: Extension) -> None:
        """Compile with the strict flags; a failure is printed, and the install goes on, as the core is optional."""
        folder = Path(self.get_ext_fullpath(ext.name)).parent
        try:
            self._compile(ext)
        except Exception as error:
            self.reason = _reason(error)
            print(
                f"pixelgen: the native core was not compiled ({self.reason}); sprites will be drawn with NumPy, many "
                "times slower. Install a C compiler (gcc, clang) and then pixelgen again.",
                file=sys.stderr,
            )
            raise
        finally:
            self._record(folder)

    def _record(self, folder: Path) -> None:
        """Leave the reason of a failure in a folder; take away that of an earlier one."""
        if self.reason is None:
            (folder / FAILURE).unlink(missing_ok=True)
            return
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FAILURE).write_text(f"{self.reason}\n", encoding="utf-8")

    def _compile(self, ext: Extension) -> None:
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


def _reason(error: BaseException) -> str:
    """One short line: which program failed, without its thirty arguments."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, subprocess.CalledProcessError):
            return f"{inner.cmd[0]} failed with exit status {inner.returncode}; `pip install -v` shows its errors"
        if isinstance(inner, FileNotFoundError) and inner.filename:
            return f"there is no {inner.filename}"
        inner = inner.__cause__ or inner.__context__
    return " ".join(str(error).split()) or type(error).__name__


class PlatformWheel(bdist_wheel):  # type: ignore[misc]
    """One wheel a platform for every Python version; a pure one when nothing was compiled."""

    def get_tag(self) -> tuple[str, str, str]:
        """py3-none-PLATFORM."""
        compiled = any(Path(self.bdist_dir).rglob("pixelgen_native.[sd]*"))  # .so or .dll
        return "py3", "none", super().get_tag()[2] if compiled else "any"
