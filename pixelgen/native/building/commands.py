"""How setuptools builds pixelgen: the core as a plain shared library; what a wheel holds and is called.

When compiling fails the install succeeds all the same: one line says that there is no core, and a text file in its
place records why, for `pixelgen.engine_note`. Named in pyproject.toml. Knows no compiler.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

from setuptools import Extension
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

from pixelgen.native.building import targets
from pixelgen.native.building.compiler import (
    CORE,
    LIBRARY,
    OLDEST_MACOS,
    CompilerError,
    Target,
    compile_core,
    compiler_that_answers,
    has_zig,
    here,
    zig,
    zig_here,
)
from pixelgen.native.building.webassembly import MODULE, compile_module, is_newer

FAILURE = "build_failure.txt"  # beside the core; library.py reads it
# For a checkout alone: they build what a wheel holds, or train it.
_CHECKOUT_ONLY = ("pixelgen.native.building", "pixelgen.native.wheels", "engine_bridges.godot_addon")


class BuildCore(build_ext):  # type: ignore[misc]  # setuptools ships no types
    """Compiles the library under a name that no Python version is part of."""

    reason: str | None = None  # why compiling failed

    def run(self) -> None:
        """Build; then record a failure in the sources too, when that is where the core would have gone."""
        super().run()
        if self.inplace:
            for ext in self.extensions:
                package = ext.name.rpartition(".")[0]
                self._record(Path(self.get_finalized_command("build_py").get_package_dir(package)))

    def build_extension(self, ext: Extension) -> None:
        """Compile, unless the library is newer than the sources; a failure is printed, and the install goes on."""
        library = Path(self.get_ext_fullpath(ext.name))
        try:
            if self.force or not _is_newer(library):
                command, target = _compiler()
                compile_core(command, target, library)
        except CompilerError as error:
            self.reason = str(error)
            print(
                f"pixelgen: the native core was not compiled ({self.reason}); sprites will be drawn with NumPy, many "
                "times slower. Install a C compiler (gcc, clang, or `pip install ziglang`) and then pixelgen again.",
                file=sys.stderr,
            )
            if targets.chosen() is not None:  # of a wheel for another platform nothing else is asked
                raise SystemExit(1) from error
        finally:
            self._record(library.parent)
        self._build_module(library.with_name(MODULE.name))

    def _build_module(self, module: Path) -> None:
        """The core for web pages, where zig is at hand; without it a page asks its server to draw."""
        if has_zig() and not self.inplace and (self.force or not is_newer(module)):
            try:
                compile_module(module)
            except CompilerError as error:
                print(f"pixelgen: the core for web pages was not compiled ({error})", file=sys.stderr)

    def _record(self, folder: Path) -> None:
        """Leave the reason of a failure in a folder; take away that of an earlier one."""
        if self.reason is None:
            (folder / FAILURE).unlink(missing_ok=True)
            return
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FAILURE).write_text(f"{self.reason}\n", encoding="utf-8")

    def get_ext_filename(self, fullname: str) -> str:
        """pixelgen/native/pixelgen_native.so, or .dll."""
        chosen = targets.chosen()
        return os.path.join(*fullname.split(".")[:-1], (here() if chosen is None else chosen.target).library)

    def copy_extensions_to_source(self) -> None:
        """Beside the sources, if there is a library."""
        if self.reason is None:
            super().copy_extensions_to_source()


def _compiler() -> tuple[list[str], Target]:
    """The compiler's command and what it compiles for. CompilerError when there is none."""
    chosen = targets.chosen()
    if chosen is not None:
        if not has_zig():
            raise CompilerError(f"a wheel for {chosen.tag} needs zig; run: pip install '{targets.ZIG}'")
        return zig(), chosen.target
    try:
        return compiler_that_answers(), here()
    except CompilerError:
        if has_zig():
            return zig(), zig_here()
        raise


def _is_newer(library: Path) -> bool:
    """Than every source."""
    return library.exists() and library.stat().st_mtime > max(path.stat().st_mtime for path in CORE.iterdir())


class Modules(build_py):  # type: ignore[misc]
    """Leaves out of a wheel what a checkout alone needs."""

    def find_package_modules(self, package: str, package_dir: str) -> list[tuple[str, str, str]]:
        """As setuptools, but none of those packages."""
        return [] if package in _CHECKOUT_ONLY else list(super().find_package_modules(package, package_dir))


class PlatformWheel(bdist_wheel):  # type: ignore[misc]
    """One wheel a platform for every Python version; a pure one when nothing was compiled."""

    def get_tag(self) -> tuple[str, str, str]:
        """py3-none-PLATFORM."""
        compiled = any(Path(self.bdist_dir).rglob(f"{LIBRARY}.[sd]*"))  # .so or .dll
        return "py3", "none", self._platform() if compiled else "any"

    def _platform(self) -> str:
        chosen = targets.chosen()
        if chosen is not None:
            return chosen.tag
        if sys.platform == "darwin":  # not "universal2": the core is for one processor
            return f"macosx_{OLDEST_MACOS.replace('.', '_')}_{sysconfig.get_platform().rpartition('-')[2]}"
        return str(super().get_tag()[2])
