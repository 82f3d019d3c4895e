"""Ctrl-C at random moments of long commands and library calls -> how long each took to end, and how.

python -m tests.interrupt_figures                          # 50 moments each, on one core and on two: half an hour
python -m tests.interrupt_figures --moments 5 generate breed

For each: whether it ended within a second, by its exit code (130 for a command; 0 too for `watch` and `serve`, which
end so once they have begun; KeyboardInterrupt for a call), without a traceback and without half a file, and whether
the generator drew on. What never ends by itself is interrupted in its first seconds. `wrong` must be 0, and is the exit
status; that something took longer than a second is told but is no fault on a busy machine, where the processor time
after the interrupt tells more. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine_bridges.sheets.pack import write_pack
from pixelgen.cache.cache import Cache
from pixelgen.cache.entry import EntryKey
from pixelgen.sprite import Sprite
from tests.interrupt_reliability import oval

ROOT = Path(__file__).resolve().parent.parent
INTERRUPTED = 130
_PROMPT_SECONDS = 1.0
_LATE_SECONDS = 120.0  # after an interrupt: whoever is not done by then never will be
_WHOLE_SECONDS = 3600.0  # without one
_LAST = 0.9  # of its time, so that few are done before they are interrupted
_TRIES = 4  # for each moment

COMMANDS: Mapping[str, str] = {
    "help": "pixelgen --help",
    "generate": "pixelgen generate --zone reef --category reef_fish --count 40 --no-cache --out fish.png",
    "gif": "pixelgen generate --zone reef --category jellyfish --frames 8 --scale 8 --no-cache --out jelly.gif",
    "breed": "pixelgen breed a.png b.png --count 40 --no-cache --out child.png",
    "litter": "pixelgen breed a.png b.png --litter 40 --no-cache --out family.png",
    "gallery": "pixelgen gallery --out gallery",
    "bake": "pixelgen bake reef.toml",
    "bench": "pixelgen bench --rounds 1 --batch 4",
    "verify": "pixelgen cache verify",
    "watch": "pixelgen watch reef.toml",
    "serve": "pixelgen serve --token-file server.json",
    "view": "pixelgen view shown",
    "game": "demo_game --headless --frames 1000000 --seed CORAL-7431 --saves saves",
}
ENDLESS = ("watch", "serve", "view", "game")
ENDED_SO = ("watch", "serve")  # status 0 is right as well
_FIRST_SECONDS = 6.0  # of what is endless
_KEPT = 3000  # sprites in the cache
_PARENTS = "generate --zone reef --category reef_fish --count 2 --no-cache --out p.png"
_PACK = """\
[pack]
name = "reef"
format = "sheet"
[[creatures]]
name = "fish"
zone = "reef"
category = "reef_fish"
count = 12
"""
CALLS: Mapping[str, str] = {
    "sprites": "generator.sprites([SpriteRequest('reef', 'coral', seed=n) for n in range({many})])",
    "sprite": "[generator.sprite(SpriteRequest('reef', 'coral', seed=n)) for n in range({many})]",
    "breed-call": "[generator.breed(SpriteRequest('reef', 'coral', seed=n), A, seed=n) for n in range({many})]",
    "submit": "[generator.submit(SpriteRequest('reef', 'coral', seed=n)).result() for n in range({many})]",
}
_MANY = {"native": 12, "reference": 2}
_PROGRAM = """
import signal, time
from pixelgen import Generator, SpriteRequest
generator = Generator(threads={threads})
A = SpriteRequest("reef", "reef_fish", seed=1, temperature=0)
print("begun", flush=True)
try:
    {call}
    print("done", time.process_time(), time.monotonic(), flush=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
except KeyboardInterrupt:
    print("interrupted", time.process_time(), flush=True)
print("draws on", generator.sprite(A).digest(), flush=True)
"""


@dataclass
class Figures:
    """Of all moments of one command or call."""

    seconds: list[float] = field(default_factory=list)  # until it ended, by the clock
    worked: list[float] = field(default_factory=list)  # of the processor's time in these
    codes: Counter[str] = field(default_factory=Counter)
    tracebacks: int = 0
    half_files: int = 0
    wrong: int = 0
    in_python: int = 0  # tracebacks of the interpreter's own start, before a line of ours runs

    def row(self) -> str:
        """The figures, in the order of the heading."""
        prompt = sum(one <= _PROMPT_SECONDS for one in self.seconds)
        codes = ", ".join(f"{count} x {code}" for code, count in self.codes.most_common())
        return (
            f"{len(self.seconds):6} {prompt:9} {max(self.seconds, default=0):9.2f} {max(self.worked, default=0):9.2f} "
            f"{self.tracebacks:11} {self.half_files:11} {self.wrong:6}  {codes}"
        )


def interrupted_call(name: str, *, engine: str, cores: int, moments: int) -> Figures:
    """Interrupt a library call so often; engine: native or reference."""
    program = _PROGRAM.format(threads=cores, call=CALLS[name].format(many=_MANY[engine]))
    variables = {"PIXELGEN_KERNEL": engine} if engine == "reference" else {}
    rng, figures = random.Random(name), Figures()
    lasts, _, _, expected = _call(program, variables, cores, None)
    for _ in range(_TRIES * moments):
        if len(figures.seconds) == moments:
            break
        seconds, worked, said, works = _call(program, variables, cores, lasts * rng.uniform(0, _LAST))
        if said == "done":
            continue
        figures.seconds.append(seconds)
        figures.worked.append(worked)
        figures.codes[said] += 1
        if said != "interrupted" or works != expected:
            figures.wrong += 1
            print(f"{name}: {said}, then {works!r} instead of {expected!r}", file=sys.stderr)
    figures.wrong += len(figures.seconds) < moments
    return figures


def _call(
    program: str, variables: Mapping[str, str], cores: int, moment: float | None
) -> tuple[float, float, str, str]:
    """Seconds until it ended, after the interrupt if there was one, and the processor's; how; what it drew then."""
    process = _started([sys.executable, "-c", program], Path("/"), variables, cores)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    began, before = time.monotonic(), 0.0
    if moment is not None:
        time.sleep(moment)
        began, before = _interrupted(process)
    said = process.stdout.readline().split()
    ended = time.monotonic()
    works = process.stdout.read()  # by the same reader: it may hold a part of it already
    _, told = process.communicate(timeout=_LATE_SECONDS)
    if not said:
        return ended - began, 0, f"ended: {told[-200:]}", works
    how, worked = said[0], float(said[1]) - before
    if how == "done" and moment is not None and float(said[2]) - began > _PROMPT_SECONDS:
        how = "lost"
    return ended - began, max(worked, 0), how, works


def _interrupted(process: subprocess.Popen[str]) -> tuple[float, float]:
    """Send Ctrl-C -> when it was sent, and the processor time that the process had taken by then, in ticks of 10 ms."""
    before = _processor_seconds(process.pid)
    process.send_signal(signal.SIGINT)
    return time.monotonic(), before  # not before: who sends it may have to wait for a core as well


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def interrupted_command(name: str, *, cores: int, moments: int) -> Figures:
    """Interrupt a command so often; each time in a new folder."""
    rng, figures = random.Random(name), Figures()
    with tempfile.TemporaryDirectory() as place:
        given = _given(Path(place) / "given", kept=_KEPT if name == "verify" else 0)
        whole = _folder(Path(place) / "whole", given)
        began = time.monotonic()
        lasts = _FIRST_SECONDS
        if name not in ENDLESS or name == "watch":  # which bakes what `bake` bakes
            code, told = _ended(_command("bake" if name == "watch" else name, whole, cores), seconds=_WHOLE_SECONDS)
            assert code == 0, told
        if name not in ENDLESS:
            lasts = time.monotonic() - began
        expected = _contents(whole)
        for _ in range(_TRIES * moments):
            if len(figures.seconds) == moments:
                break
            folder = _folder(Path(place) / "folder", given)
            process = _command(name, folder, cores)
            time.sleep(lasts * rng.uniform(0, _LAST))
            others = _of_children()
            sent, before = _interrupted(process)
            code, told = _ended(process)
            seconds, worked = time.monotonic() - sent, max(_of_children() - others - before, 0)
            if code == 0 and seconds <= _PROMPT_SECONDS and name not in ENDLESS:
                continue  # done by then
            codes = (INTERRUPTED, 0) if name in ENDED_SO else (INTERRUPTED,)
            half = _half(_contents(folder), expected) if name != "bench" else 0
            figures.seconds.append(seconds)
            figures.worked.append(worked)
            _judge(figures, code, told, codes=codes, half=half)
        figures.wrong += len(figures.seconds) < moments
    return figures


def _half(found: Mapping[str, bytes], expected: Mapping[str, bytes]) -> int:
    """Files that are neither as they would have become nor, of a saved game, one that can be read."""
    wrong = 0
    for path, content in found.items():
        if path.startswith("saves/"):
            try:
                json.loads(content or "{}")  # the lock is empty
            except ValueError:
                wrong += 1
        else:
            wrong += content != expected.get(path)
    return wrong


def _judge(figures: Figures, code: int, told: str, *, codes: Sequence[int], half: int) -> None:
    figures.codes[str(code)] += 1
    traced = "Traceback" in told or "Exception ignored" in told or "Fatal Python error" in told
    # Before a line of ours runs nothing can be done: the interpreter dies of the signal, or says that it was starting.
    starting = code == -signal.SIGINT or (traced and f"{ROOT}" not in told.replace(sys.prefix, ""))
    wrong = half > 0 or (not starting and (traced or code not in codes))
    figures.tracebacks += traced and not starting
    figures.half_files += half
    figures.wrong += wrong
    if wrong:
        print(f"status {code}, {half} half files: {told[-2000:]}", file=sys.stderr)


def _given(folder: Path, *, kept: int) -> Path:
    """What the commands find in their folder. kept: sprites in the cache."""
    folder.mkdir()
    (folder / "reef.toml").write_text(_PACK, encoding="utf-8")
    code, told = _ended(_started([sys.executable, "-m", "pixelgen", *_PARENTS.split()], folder, {}, 2))
    assert code == 0, told
    for drawn, name in zip(sorted(folder.glob("p-*.png")), ("a.png", "b.png"), strict=True):
        drawn.rename(folder / name)
    if kept:
        cache, sprite = Cache(folder / "cache"), Sprite(np.eye(32, dtype=np.uint8))
        for number in range(kept):
            cache.put(EntryKey(str(number), "weights", 1), sprite)
    (folder / "shown").mkdir()
    write_pack(folder / "shown", [oval()], name="shown")
    return folder


def _folder(folder: Path, given: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(given, folder)
    return folder


def _command(name: str, folder: Path, cores: int) -> subprocess.Popen[str]:
    cache = folder / "cache" if name == "verify" else folder.parent / f"cache {time.monotonic_ns()}"
    variables = {"PIXELGEN_CACHE_DIR": str(cache), "SDL_VIDEODRIVER": "dummy"}
    return _started([sys.executable, "-W", "ignore", "-m", *COMMANDS[name].split()], folder, variables, cores)


def _started(command: Sequence[str], folder: Path, variables: Mapping[str, str], cores: int) -> subprocess.Popen[str]:
    allowed = sorted(os.sched_getaffinity(0))[:cores]

    def settle() -> None:
        os.sched_setaffinity(0, allowed)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs ignore it

    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True, preexec_fn=settle
    )


def _ended(process: subprocess.Popen[str], *, seconds: float = _LATE_SECONDS) -> tuple[int, str]:
    try:
        _, told = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        _, told = process.communicate()
    return process.returncode, told


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each command and call on each number of cores -> how many went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=f"of {', '.join((*COMMANDS, *CALLS))}; all when left out")
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--cores", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--engines", nargs="*", default=["native", "reference"], help="of library calls")
    options = parser.parse_args(arguments)
    wrong = 0
    print(
        f"{'':28}{'times':>6} {'within 1s':>9} {'longest':>9} {'processor':>9} {'tracebacks':>11} {'half files':>11} "
        f"{'wrong':>6}  end"
    )
    for cores in options.cores:
        for name in options.names or (*COMMANDS, *CALLS):
            for engine in options.engines if name in CALLS else ("",):
                if engine:
                    figures = interrupted_call(name, engine=engine, cores=cores, moments=options.moments)
                else:
                    figures = interrupted_command(name, cores=cores, moments=options.moments)
                label = " ".join(part for part in (name, engine, f"{cores} core{'s' * (cores > 1)}") if part)
                print(f"{label:28}{figures.row()}", flush=True)
                wrong += figures.wrong
    return min(wrong, 100)


if __name__ == "__main__":
    sys.exit(main())
