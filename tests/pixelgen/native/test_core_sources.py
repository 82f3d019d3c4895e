"""The C sources by themselves: no warning, no undefined behaviour, the same pixels on processors this one is not."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
CORE = HERE.parents[2] / "pixelgen" / "native" / "core"
SOURCES = sorted(str(path) for path in CORE.glob("*.c"))
PROGRAM = str(HERE / "core_test.c")
FLAGS = ["-std=c11", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", f"-I{CORE}"]
WARNINGS = ["-Wall", "-Wextra", "-Wshadow", "-Werror"]
SIMDE = Path("/usr/include/simde/x86/avx512.h")  # https://github.com/simd-everywhere/simde: AVX-512 in plain C


def compiler(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name)) is not None), None)
    if found is None:
        pytest.skip(f"no {' or '.join(names)} here")
    return found


def run(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pixels(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if line.startswith("pixels ")]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the program prints of its pixels here, under the sanitizers."""
    program = tmp_path_factory.mktemp("sanitized") / "core_test"
    sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g", "-O1"]
    run(compiler("cc", "gcc", "clang"), *sanitizers, *FLAGS, *WARNINGS, PROGRAM, *SOURCES, "-o", program, "-lm")
    return pixels(run(program))


def test_the_install_compiles_every_source() -> None:
    with (CORE.parents[2] / "pyproject.toml").open("rb") as file:
        (module,) = tomllib.load(file)["tool"]["setuptools"]["ext-modules"]
    listed = sorted(Path(path).name for path in [*module["sources"], *module["depends"]])
    assert listed == sorted(path.name for path in CORE.iterdir())


def test_core_runs_clean_under_the_sanitizers(expected: list[str]) -> None:
    assert len(set(expected)) == 5


@pytest.mark.parametrize("name", ["gcc", "clang", "aarch64-linux-gnu-gcc", "x86_64-w64-mingw32-gcc"])
def test_core_compiles_without_a_warning(name: str, tmp_path: Path) -> None:
    for source in SOURCES:
        run(compiler(name), "-O3", *FLAGS, *WARNINGS, "-c", source, "-o", tmp_path / "object.o")


@pytest.mark.slow
def test_arm_draws_the_same_pixels(expected: list[str], tmp_path: Path) -> None:
    program = tmp_path / "core_test"
    emulator = compiler("qemu-aarch64", "qemu-aarch64-static")
    run(compiler("aarch64-linux-gnu-gcc"), "-static", "-O2", *FLAGS, PROGRAM, *SOURCES, "-o", program, "-lm")
    printed = run(emulator, program)
    assert printed.count("neon ran") == len(expected)
    assert pixels(printed) == expected


@pytest.mark.slow
def test_avx512_kernel_emulated_draws_the_same_pixels(expected: list[str], tmp_path: Path) -> None:
    if not SIMDE.exists():
        pytest.skip("SIMDe is not installed")
    # The kernel's own text, without the attribute that would need the real instructions.
    kernel = (CORE / "kernel_avx512vnni.c").read_text(encoding="utf-8")
    plain, count = re.subn(r"__attribute__\(\(target\(\"[^\"]*\"\)\)\)", "", kernel)
    assert count == 1
    emulated = tmp_path / "kernel_avx512vnni.c"
    emulated.write_text(plain, encoding="utf-8")
    shutil.copy(HERE / "emulated_avx512.h", tmp_path / "immintrin.h")
    gcc, built = compiler("gcc"), tmp_path / "emulated.o"
    runs = "-D__builtin_cpu_supports(name)=1"
    run(gcc, "-O2", "-w", *FLAGS, "-std=gnu11", runs, f"-I{tmp_path}", "-c", emulated, "-o", built)
    others = [source for source in SOURCES if not source.endswith("kernel_avx512vnni.c")]
    program = tmp_path / "core_test"
    run(gcc, "-O2", *FLAGS, PROGRAM, *others, built, "-o", program, "-lm")
    printed = run(program)
    assert printed.count("avx512vnni ran") == len(expected)
    assert pixels(printed) == expected
