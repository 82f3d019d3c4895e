"""Random bytes -> every entry of the C core under libFuzzer, address and undefined-behaviour sanitizers.

    python -m tests.core_fuzz                       # a minute each: weights, requests, dna, jobs, ...
    python -m tests.core_fuzz --seconds 3600 dna    # an hour of one
    python -m tests.core_fuzz --corpus FOLDER       # goes on from what was found interesting before

Needs a clang with libFuzzer (Debian: clang-19 libclang-rt-19-dev). Exit status 1 when an input is found that breaks the
core; it is kept in the corpus folder, or its bytes are printed.
"""

from __future__ import annotations

import argparse
import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pixelgen.native.building.compiler import CORE, STRICT
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.dna import encode_dna
from pixelgen.requests.dna_text import decode_text
from pixelgen.requests.request import SpriteRequest
from tests.pixelgen.model.test_weights import WHOLE

TARGETS = ("weights", "requests", "dna", "jobs", "pictures", "own_pictures")
CLANGS = ("clang", *(f"clang-{version}" for version in range(21, 13, -1)))
_SOURCES = Path(__file__).resolve().parent / "pixelgen" / "native" / "fuzzing"
_SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all")
_LONGEST = {"weights": 1 << 19, "dna": 8192}  # bytes of an input; of the others 4096
_SLOWEST_SECONDS = 60  # of one input


class FuzzError(Exception):
    """The targets cannot be built here: one line."""


@dataclass(frozen=True, slots=True)
class Found:
    """runs: inputs that were tried; breaking: the input that broke the core, and what was said, or None."""

    runs: int
    breaking: tuple[bytes, str] | None


def clang_with_fuzzer() -> str:
    """A clang that links libFuzzer; FuzzError where there is none."""
    probe = "#include <stddef.h>\nint LLVMFuzzerTestOneInput(const char *data, size_t size) { return !data && size; }\n"
    for name in CLANGS:
        if shutil.which(name) is None:
            continue
        with TemporaryDirectory() as folder:
            source = Path(folder, "probe.c")
            source.write_text(probe, encoding="ascii")
            command = [name, "-fsanitize=fuzzer,address,undefined", str(source), "-o", f"{folder}/probe"]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                return name
    raise FuzzError(f"none of {', '.join(CLANGS)} has libFuzzer; Debian's clang-19 with libclang-rt-19-dev does")


def build(folder: Path, targets: Sequence[str]) -> dict[str, Path]:
    """Target -> program, compiled into a folder. FuzzError without a clang, or when one does not compile."""
    clang = clang_with_fuzzer()
    flags = ["-O1", "-g", *STRICT, f"-I{CORE}", *_SANITIZERS]

    def compiled(source: Path) -> str:
        made = str(folder / f"{source.stem}.o")
        _run([clang, *flags, "-fsanitize=fuzzer-no-link", "-c", str(source), "-o", made])
        return made

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compiled, sorted(CORE.glob("*.c"))))
    programs = {}
    for name in targets:
        programs[name] = folder / name
        target = str(_SOURCES / f"{name}.c")
        _run([clang, *flags, "-fsanitize=fuzzer", target, *objects, "-lm", "-o", str(programs[name])])
    return programs


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FuzzError(f"{command[0]} failed: {done.stderr[:2000]}")


def write_seeds(target: str, folder: Path) -> None:
    """Inputs to begin with: a small network; DNAs. The others grow theirs from nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    if target == "weights":
        (folder / "tiny").write_bytes(WHOLE)
    if target == "dna":
        child = bred(SpriteRequest("reef", "coral", seed=1), SpriteRequest("hadal", "abyssal", seed=2), seed=3)
        for number, request in enumerate((child, *(parent.origin for parent in child.parents))):
            assert isinstance(request, SpriteRequest)
            text = encode_dna(request, weights="0" * 64, engine_version=7)
            (folder / f"text{number}").write_bytes(b"\0" + text.encode("ascii"))
            (folder / f"content{number}").write_bytes(b"\1" + decode_text(text))


def fuzz(program: Path, target: str, corpus: Path, *, seconds: int) -> Found:
    """Run one target for so long. Breaking inputs are left in the corpus's folder."""
    write_seeds(target, corpus)
    weights = program.with_name("weights.safetensors")
    weights.write_bytes(WHOLE)
    command = [
        *(str(program), str(corpus), f"-max_total_time={seconds}", f"-max_len={_LONGEST.get(target, 4096)}"),
        *(f"-timeout={_SLOWEST_SECONDS}", "-rss_limit_mb=2048", "-print_final_stats=1", f"-artifact_prefix={corpus}/"),
    ]
    environment = {**os.environ, "PIXELGEN_FUZZ_WEIGHTS": str(weights)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    runs = [line.split()[-1] for line in done.stderr.splitlines() if line.startswith("stat::number_of_executed_units")]
    if done.returncode == 0:
        return Found(int(runs[0]), None)
    kept = [path for kind in ("crash", "leak", "oom", "timeout") for path in corpus.glob(f"{kind}-*")]
    content = max(kept, key=lambda path: path.stat().st_mtime).read_bytes() if kept else b""
    return Found(int(runs[0]) if runs else 0, (content, done.stderr[-4000:]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; default: all")
    parser.add_argument("--seconds", type=int, default=60, help="of each (default 60)")
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what is interesting, one folder a target")
    options = parser.parse_args()
    targets = options.targets or list(TARGETS)
    if unknown := set(targets) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}; expected some of {', '.join(TARGETS)}")
    broken = False
    with TemporaryDirectory() as folder:
        try:
            programs = build(Path(folder), targets)
        except FuzzError as error:
            print(f"core_fuzz: {error}", file=sys.stderr)
            return 2
        for name, program in programs.items():
            corpus = (options.corpus or Path(folder, "corpora")) / name
            found = fuzz(program, name, corpus, seconds=options.seconds)
            print(f"{name:<12} {found.runs:>9} inputs  {'broke' if found.breaking else 'held'}", flush=True)
            if found.breaking is not None:
                broken = True
                content, said = found.breaking
                print(said, file=sys.stderr)
                print(f"the input, in base64: {base64.b64encode(content[:3000]).decode()}", file=sys.stderr)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
