"""The C sources by themselves: no warning, no undefined behaviour, the same pixels on processors this one is not."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CORE = HERE.parents[2] / "pixelgen" / "native" / "core"
WEIGHTS = HERE.parents[2] / "pixelgen" / "data" / "pixelgen.safetensors"
SOURCES = sorted(str(path) for path in CORE.glob("*.c"))
PROGRAMS = (
    "core_test",
    "kernels_test",
    "labeller_test",
    "finishing_test",
    "weights_test",
    "families_test",
    "chain_test",
)
FLAGS = ["-std=c11", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", f"-I{CORE}"]
WARNINGS = ["-Wall", "-Wextra", "-Wshadow", "-Werror"]
SIMDE = Path("/usr/include/simde/x86/avx512.h")  # https://github.com/simd-everywhere/simde: AVX-512 in plain C


def compiler(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name)) is not None), None)
    if found is None:
        pytest.skip(f"no {' or '.join(names)} here")
    return found


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pixels(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if line.startswith("pixels ")]


def printed_by(objects: Path, *build: str | Path, runner: str | None = None) -> dict[str, str]:
    """What each of the programs prints; `build` compiles, objects: of the core."""
    found = {}
    for name in PROGRAMS:
        program = objects / name
        run(*build, HERE / f"{name}.c", *sorted(objects.glob("*.o")), "-o", program, "-lm")
        found[name] = run(*([runner] if runner else []), program, WEIGHTS)
    return found


def compiled(folder: Path, *build: str | Path, sources: list[str] = SOURCES) -> Path:
    """The folder, with the sources' objects in it."""
    run(*build, "-c", *sources, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the programs print of their pixels here, under the sanitizers."""
    sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g", "-O1"]
    build = [compiler("cc", "gcc", "clang"), *sanitizers, *FLAGS, *WARNINGS]
    printed = printed_by(compiled(tmp_path_factory.mktemp("sanitized"), *build), *build)
    return {name: pixels(text) for name, text in printed.items()}


def test_core_runs_clean_under_the_sanitizers(expected: dict[str, list[str]]) -> None:
    assert [len(set(lines)) for lines in expected.values()] == [5, 0, 4, 1, 1, 2, 11]


@pytest.mark.parametrize("name", ["gcc", "clang", "aarch64-linux-gnu-gcc", "x86_64-w64-mingw32-gcc"])
def test_core_compiles_without_a_warning(name: str, tmp_path: Path) -> None:
    for source in SOURCES:
        run(compiler(name), "-O3", *FLAGS, *WARNINGS, "-c", source, "-o", tmp_path / "object.o")


def same_pixels(printed: dict[str, str], expected: dict[str, list[str]], *, kernel: str) -> None:
    """As expected, and drawn by this kernel too."""
    for name, text in printed.items():
        assert text.count(f"{kernel} ran") == (len(expected[name]) if name == "core_test" else 0)
        assert pixels(text) == expected[name]


@pytest.mark.parametrize("name", ["gcc", "clang", "zig"])
def test_every_compiler_finds_what_linux_says_that_the_processor_has(name: str, tmp_path: Path) -> None:
    flags = of_processor("flags")
    if not flags:
        pytest.skip("no x86-64 here")
    if name == "zig" and find_spec("ziglang") is None:
        pytest.skip("no ziglang here")
    build = [sys.executable, "-m", "ziglang", "cc"] if name == "zig" else [compiler(name)]
    source, program = tmp_path / "processor_test.c", tmp_path / "processor_test"
    source.write_text(
        '#include "processor.h"\n#include <stdio.h>\n'
        'int main(void) { return printf("%d %d %d %d", processor_has_sse41(), processor_has_avx2(), '
        "processor_has_avxvnni(), processor_has_avx512vnni()) < 0; }\n"
    )
    run(*build, "-std=c11", f"-I{CORE}", source, CORE / "processor.c", "-o", program)
    needed = (
        {"ssse3", "sse4_1"},
        {"avx2"},
        {"avx2", "avx_vnni"},
        {"avx2", "avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni"},
    )
    assert run(program).split() == [str(int(names <= flags)) for names in needed]


def of_processor(key: str) -> set[str]:
    """The words that Linux says of it, if this is Linux."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="ascii", errors="replace").splitlines() if facts.exists() else []
    return {word for line in lines if line.startswith(f"{key}\t") for word in line.partition(":")[2].split()}


def test_no_source_asks_a_compiler_what_the_processor_has() -> None:
    asking = [path.name for path in CORE.iterdir() if "__builtin_cpu" in path.read_text(encoding="utf-8")]
    assert asking == ["processor.h"]  # which says why not


@pytest.mark.slow
def test_threads_share_weights_without_a_race(tmp_path: Path) -> None:
    build = [compiler("gcc", "clang"), "-fsanitize=thread", "-g", "-O1", *FLAGS]
    program = tmp_path / "threads_test"
    objects = sorted(compiled(tmp_path, *build).glob("*.o"))
    run(*build, *WARNINGS, HERE / "threads_test.c", *objects, "-o", program, "-lm", "-pthread")
    run(program, WEIGHTS)


NODE = ("--no-warnings", "--single-threaded")  # Node 20 falls over its own compiler threads here, one run of two
WASI = """
import {readFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {WASI} from 'node:wasi';
const [program, folder, ...words] = process.argv.slice(2);
const preopens = {'/data': folder}, args = [program, ...words];
const wasi = new WASI({version: 'preview1', args, preopens, returnOnExit: true});
const made = await WebAssembly.instantiate(readFileSync(program), wasi.getImportObject());
process.exitCode = wasi.start(made.instance);
"""


@pytest.mark.slow
def test_webassembly_draws_the_same_pixels(expected: dict[str, list[str]], tmp_path: Path) -> None:
    node = compiler("node")
    if find_spec("ziglang") is None:
        pytest.skip("no ziglang here")
    (tmp_path / "run.mjs").write_text(WASI)
    build = [sys.executable, "-m", "ziglang", "cc", "-target", "wasm32-wasi", "-mcpu=generic+simd128", "-O2", *FLAGS]
    printed = {}  # zig keeps what it compiled by itself, and with -c makes but the first of several objects
    for name in PROGRAMS:
        program = tmp_path / f"{name}.wasm"
        # memory from the start: Node 20 may fall over one that grows by much at once
        run(*build, "-Wl,--initial-memory=268435456", HERE / f"{name}.c", *SOURCES, "-o", program)
        there = f"/data/{WEIGHTS.name}"
        printed[name] = run(node, *NODE, tmp_path / "run.mjs", program, WEIGHTS.parent, there)
    same_pixels(printed, expected, kernel="wasm")


@pytest.mark.slow
def test_arm_draws_the_same_pixels(expected: dict[str, list[str]], tmp_path: Path) -> None:
    emulator = compiler("qemu-aarch64", "qemu-aarch64-static")
    build = [compiler("aarch64-linux-gnu-gcc"), "-static", "-O2", *FLAGS]
    printed = printed_by(compiled(tmp_path, *build), *build, runner=emulator)
    for kernel in ("neondot", "neon"):
        same_pixels(printed, expected, kernel=kernel)


@pytest.mark.slow
def test_avx_vnni_kernel_draws_the_same_pixels_in_the_encoding_of_avx512(
    expected: dict[str, list[str]], tmp_path: Path
) -> None:
    if not {"avx512vl", "avx512_vnni"} <= of_processor("flags"):
        pytest.skip("no AVX-512 VNNI here, whose 256-bit instructions do what AVX-VNNI's do")
    # The kernel's own text, with the other names of the same instructions.
    text = (CORE / "kernel_avxvnni.c").read_text(encoding="utf-8")
    for ours, theirs in (
        ('target("avx2,avxvnni")', 'target("avx2,avx512vl,avx512vnni")'),
        ("_mm256_dpwssd_avx_epi32", "_mm256_dpwssd_epi32"),
        ("_mm256_dpbusd_avx_epi32", "_mm256_dpbusd_epi32"),
        ("processor_has_avxvnni", "processor_has_avx512vnni"),
    ):
        assert text.count(ours) == 1
        text = text.replace(ours, theirs)
    renamed = tmp_path / "kernel_avxvnni.c"
    renamed.write_text(text, encoding="utf-8")
    build, objects = [compiler("gcc", "clang"), "-O2", *FLAGS], tmp_path / "objects"
    objects.mkdir()
    compiled(objects, *build, sources=[*(one for one in SOURCES if Path(one).name != renamed.name), str(renamed)])
    same_pixels(printed_by(objects, *build), expected, kernel="avxvnni")


@pytest.mark.slow
def test_avx512_kernel_emulated_draws_the_same_pixels(expected: dict[str, list[str]], tmp_path: Path) -> None:
    if not SIMDE.exists():
        pytest.skip("SIMDe is not installed")
    # The kernel's own text, without the attribute that would need the real instructions.
    kernel = (CORE / "kernel_avx512vnni.c").read_text(encoding="utf-8")
    plain, count = re.subn(r"__attribute__\(\(target\(\"[^\"]*\"\)\)\)", "", kernel)
    assert count == 1
    emulated = tmp_path / "kernel_avx512vnni.c"
    emulated.write_text(plain, encoding="utf-8")
    shutil.copy(HERE / "emulated_avx512.h", tmp_path / "immintrin.h")
    build, objects = [compiler("gcc"), "-O2", *FLAGS], tmp_path / "objects"
    objects.mkdir()
    answers = tmp_path / "processor.c"
    answers.write_text(
        "".join(
            f"int processor_has_{name}(void) {{ return {int(name == 'avx512vnni')}; }}\n"
            for name in ("sse41", "avx2", "avxvnni", "avx512vnni")
        )
    )
    others = [source for source in SOURCES if Path(source).name not in ("kernel_avx512vnni.c", "processor.c")]
    compiled(objects, *build, sources=[*others, str(answers)])
    compiled(objects, *build, "-w", "-std=gnu11", f"-I{tmp_path}", sources=[str(emulated)])
    same_pixels(printed_by(objects, *build), expected, kernel="avx512vnni")
