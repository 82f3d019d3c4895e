"""C sources -> the core as one shared library; and which compiler does it: one that answers here, or zig from pip.

A compiler answers when it makes a library of a few lines that include <math.h>: one without headers does not, nor does
the stand-in `cc` of a Mac without its tools. Knows nothing of setuptools.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

CORE = Path(__file__).resolve().parents[1] / "core"
LIBRARY = "pixelgen_native"
OLDEST_MACOS = "11.0"

# -ffp-contract=off and -fno-fast-math: every float operation is rounded by itself, or the pixels would differ.
# The other two take nothing away but errno and floating-point traps, which let rint and sqrt become one instruction.
STRICT = ("-std=c11", "-ffp-contract=off", "-fno-fast-math", "-fno-math-errno", "-fno-trapping-math")
FLAGS = ("-O3", "-g0", *STRICT, "-fvisibility=hidden")
# Microsoft's compiler is not among them: it knows no vector kernels.
NAMES = ("cc", "gcc", "clang") if sys.platform != "win32" else ("clang", "gcc")
# Where pip has zig: elsewhere a requirement of it would end the install.
_ZIG_PROCESSORS = {
    "linux": {"x86_64", "aarch64", "i686", "armv7l", "ppc64le", "riscv64", "s390x"},
    "darwin": {"x86_64", "arm64"},
    "win32": {"amd64", "arm64", "x86"},
}
_PROBE = "#include <math.h>\ndouble probe(double x);\ndouble probe(double x) { return sqrt(x); }\n"


class CompilerError(Exception):
    """No library was made: one line that says which program failed."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the library is for. system: as in sys.platform, or wasm; flags: what the compiler needs beside those of
    all."""

    system: str
    flags: tuple[str, ...] = ()

    @property
    def library(self) -> str:
        """The library's file name."""
        return f"{LIBRARY}.dll" if self.system == "win32" else f"{LIBRARY}.so"

    @property
    def linking(self) -> tuple[str, ...]:
        """How it becomes a library, or a module of WebAssembly. A Mac's library names itself, by the path of its making
        unless another is given."""
        if self.system == "wasm":
            return ()
        if self.system == "win32":
            return ("-shared",)
        named = (f"-Wl,-install_name,@rpath/{self.library}",) if self.system == "darwin" else ()
        return ("-shared", "-fPIC", "-lm", *named)


def here() -> Target:
    """The running Python's machine."""
    if sys.platform == "darwin":
        return Target("darwin", ("-arch", platform.machine(), f"-mmacosx-version-min={OLDEST_MACOS}"))
    return Target(sys.platform)


def zig() -> list[str]:
    """The command of the compiler that pip brings."""
    return [sys.executable, "-m", "ziglang", "cc"]


def zig_here() -> Target:
    """The running Python's machine, for zig, which else would compile for this processor alone."""
    return Target(sys.platform, ("-mcpu=baseline",))


def has_zig() -> bool:
    """Whether `python -m ziglang` works here."""
    return sys.modules.get("ziglang", True) is not None and find_spec("ziglang") is not None


def zig_can_come() -> bool:
    """Whether pip finds a zig for this machine."""
    return platform.machine().lower() in _ZIG_PROCESSORS.get(sys.platform, ())


def compiler_that_answers() -> list[str]:
    """The command of the first C compiler that works here: CC alone where that is set.

    CompilerError when none does; it names the last that was tried.
    """
    named = os.environ.get("CC", "").strip()
    commands = [shlex.split(named, posix=sys.platform != "win32")] if named else [[name] for name in NAMES]
    why = "there is no C compiler"
    for command in commands:
        if shutil.which(command[0]) is None:
            why = f"there is no {command[0]}" if named else why
            continue
        try:
            _probe(command)
        except CompilerError as error:
            why = str(error)
            continue
        return command
    raise CompilerError(why)


def _probe(command: Sequence[str]) -> None:
    with TemporaryDirectory() as folder:
        source = Path(folder, "probe.c")
        source.write_text(_PROBE, encoding="ascii")
        _run([*command, *here().flags, "-shared", str(source), "-o", str(source.with_suffix(".out"))], Path(folder))


def compile_core(command: Sequence[str], target: Target, library: Path) -> None:
    """Compile all of core/*.c into the library, which is whole or not there; CompilerError when that fails.

    CFLAGS and LDFLAGS are heeded, but none of them makes floats inexact.
    """
    sources = sorted(path.name for path in CORE.glob("*.c"))  # names alone: no path of this machine in the library
    own, linked = (shlex.split(os.environ.get(name, "")) for name in ("CFLAGS", "LDFLAGS"))
    library = library.resolve()  # the compiler runs among the sources
    library.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=library.parent) as folder:  # compilers leave more there than the library
        made = Path(folder, library.name)
        _run([*command, *own, *FLAGS, *target.flags, *sources, "-o", str(made), *linked, *target.linking], CORE)
        made.replace(library)


def _run(command: Sequence[str], folder: Path) -> None:
    program = Path(command[0]).name if command[1:2] != ["-m"] else " ".join(command[2:4])
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    except OSError as error:
        raise CompilerError(f"{program} cannot be run: {error.strerror or error}") from error
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise CompilerError(f"{program} failed with exit status {done.returncode}; `pip install -v` shows its errors")
