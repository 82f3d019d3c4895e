"""Random bytes -> every entry of the C core under libFuzzer, address and undefined-behaviour sanitizers.

    python -m tests.core_fuzz                       # a minute each: weights, requests, dna, jobs, ...
    python -m tests.core_fuzz --minutes 60 --corpus FOLDER    # an hour each; goes on from what was interesting before
    python -m tests.core_fuzz --minutes 60 dna      # of one

Entries run in turn, five minutes at a time, so that each has had as much when it is interrupted. After each turn it
tells how many inputs an entry has had, how many edges of the program they reached, and how many the corpus keeps.

Needs a clang with libFuzzer (Debian: clang-19 libclang-rt-19-dev). Exit status 1 when an input is found that breaks the
core; it is kept in the corpus folder, or its bytes are printed.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pixelgen.native.building.compiler import CORE, STRICT
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.dna import encode_dna
from pixelgen.requests.dna_text import decode_text
from pixelgen.requests.request import SpriteRequest
from tests.pixelgen.model.test_weights import HEADER, WHOLE

TARGETS = ("weights", "requests", "dna", "jobs", "pictures", "own_pictures")
CLANGS = ("clang", *(f"clang-{version}" for version in range(21, 13, -1)))
_SOURCES = Path(__file__).resolve().parent / "pixelgen" / "native" / "fuzzing"
_SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all")
_LONGEST = {"weights": 1 << 19, "dna": 8192}  # bytes of an input; of the others 4096
_SLOWEST_SECONDS = 60  # of one input
_TURN_SECONDS = 300
_MOST_MINUTES = 10_000
_RUNS = re.compile(r"^stat::number_of_executed_units: *(\d+)", re.MULTILINE)
_EDGES = re.compile(r"\bcov: (\d+)")


class FuzzError(Exception):
    """The targets cannot be built here: one line."""


@dataclass(frozen=True, slots=True)
class Found:
    """runs: inputs that were tried; edges: of the program that they reached; kept: inputs in the corpus; breaking: the
    input that broke the core, and what was said, or None."""

    runs: int
    edges: int
    kept: int
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
    """Inputs to begin with: a small network and its header; DNAs. The others grow theirs from nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    if target == "weights":
        header = json.dumps(HEADER).encode()
        (folder / "tiny").write_bytes(b"\3" + WHOLE)
        (folder / "header").write_bytes(b"\0\0" + header)
        (folder / "changed").write_bytes(b"\2\2\0\0\7\1\0\1\0\xff" + header)
    if target == "dna":
        child = bred(SpriteRequest("reef", "coral", seed=1), SpriteRequest("hadal", "abyssal", seed=2), seed=3)
        for number, request in enumerate((child, *(parent.origin for parent in child.parents))):
            assert isinstance(request, SpriteRequest)
            text = encode_dna(request, weights="0" * 64, engine_version=7)
            (folder / f"text{number}").write_bytes(b"\0" + text.encode("ascii"))
            (folder / f"content{number}").write_bytes(b"\1" + decode_text(text))


def words(target: str) -> list[str]:
    """What inputs of a target are likely to hold: names of a weights file's header."""
    if target != "weights":
        return []
    entries = [text for name, entry in HEADER.items() for text in (name, *(entry if isinstance(entry, dict) else ()))]
    return list(dict.fromkeys([*entries, *HEADER["__metadata__"], "I8", "U8", "F16", "F32"]))


def fuzz(program: Path, target: str, corpus: Path, *, seconds: int) -> Found:
    """Run one target for so long. Breaking inputs are left in the corpus's folder."""
    write_seeds(target, corpus)
    weights, dictionary = program.with_name("weights.safetensors"), program.with_name(f"{target}.dict")
    weights.write_bytes(WHOLE)
    known = words(target)
    dictionary.write_text("".join(f'"{word}"\n' for word in known), encoding="ascii")
    command = [
        *(str(program), str(corpus), f"-max_total_time={seconds}", f"-max_len={_LONGEST.get(target, 4096)}"),
        *(f"-timeout={_SLOWEST_SECONDS}", "-rss_limit_mb=2048", "-print_final_stats=1", f"-artifact_prefix={corpus}/"),
        *([f"-dict={dictionary}"] if known else []),  # libFuzzer takes no empty one
    ]
    environment = {**os.environ, "PIXELGEN_FUZZ_WEIGHTS": str(weights)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    runs, edges = _last(_RUNS, done.stderr), _last(_EDGES, done.stderr)
    if done.returncode == 0:
        return Found(runs, edges, len(list(corpus.iterdir())), None)
    broken = [path for kind in ("crash", "leak", "oom", "timeout") for path in corpus.glob(f"{kind}-*")]
    content = max(broken, key=lambda path: path.stat().st_mtime).read_bytes() if broken else b""
    return Found(runs, edges, len(list(corpus.iterdir())), (content, done.stderr[-4000:]))


def _last(pattern: re.Pattern[str], said: str) -> int:
    """The number that was said last; 0 for none."""
    numbers = pattern.findall(said)
    return int(numbers[-1]) if numbers else 0


def run(programs: dict[str, Path], corpora: Path, *, minutes: float) -> Iterator[tuple[str, Found]]:
    """The targets in turn until each has had its minutes -> what each turn found. One that breaks has no more turns."""
    left = dict.fromkeys(programs, max(1, round(60 * minutes)))
    while left:
        for name in [*left]:
            seconds = min(_TURN_SECONDS, left[name])
            found = fuzz(programs[name], name, corpora / name, seconds=seconds)
            left[name] -= seconds
            if found.breaking is not None or left[name] == 0:
                del left[name]
            yield name, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; default: all")
    parser.add_argument("--minutes", type=float, default=1, help="of each (default 1)")
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what is interesting, one folder a target")
    options = parser.parse_args()
    targets = options.targets or list(TARGETS)
    if unknown := set(targets) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}; expected some of {', '.join(TARGETS)}")
    if not 0 < options.minutes <= _MOST_MINUTES:
        parser.error(f"--minutes must be above 0, at most {_MOST_MINUTES}; got {options.minutes:g}")
    total: dict[str, int] = dict.fromkeys(targets, 0)
    broken = False
    with TemporaryDirectory() as folder:
        try:
            programs = build(Path(folder), targets)
        except FuzzError as error:
            print(f"core_fuzz: {error}", file=sys.stderr)
            return 2
        try:
            for name, found in run(programs, options.corpus or Path(folder, "corpora"), minutes=options.minutes):
                total[name] += found.runs
                print(_line(name, total[name], found), flush=True)
                broken |= found.breaking is not None
        except KeyboardInterrupt:
            print("stopped", file=sys.stderr)
            return 130
    return int(broken)


def _line(name: str, runs: int, found: Found) -> str:
    told = f"{name:<10} {runs:>9} inputs  {found.edges:>6} edges  {found.kept:>6} kept  "
    if found.breaking is None:
        return f"{told}held"
    content, said = found.breaking
    return f"{told}broke\n{said}\nthe input, in base64: {base64.b64encode(content[:3000]).decode()}"


if __name__ == "__main__":
    sys.exit(main())
