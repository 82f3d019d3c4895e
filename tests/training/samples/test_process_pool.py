"""Work in other processes: its results in order, and what Ctrl-C in a terminal, which reaches all of them, leaves."""

from __future__ import annotations

import ast
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rooms import PACKAGES
from training.samples.process_pool import results_of

ROOT = Path(__file__).resolve().parents[3]
_ASLEEP = """\
import os, pathlib, time
def asleep(job):
    pathlib.Path(f"asleep-{os.getpid()}").touch()
    time.sleep(60)
"""
_PROGRAM = """\
from pathlib import Path
from asleep import asleep
from pixelgen.interrupts import run_program
from training.samples.process_pool import results_of
from training.samples.shards import write_shards
def main():
    print("begun", flush=True)
    %s
    return 0
run_program(lambda: main)
"""
_POOL = "with results_of(asleep, range(4), processes=2) as found: list(found)"
_SHARDS = "write_shards(Path('shards'), seed=7, count=8000, processes=2, draw=asleep)"


def test_results_come_in_the_order_of_the_jobs() -> None:
    with results_of(abs, [-3, 2, -1], processes=2) as results:
        assert list(results) == [3, 2, 1]


def test_what_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="math domain"), results_of(math.sqrt, [4.0, -1.0], processes=1) as results:
        list(results)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent Ctrl-C there")
@pytest.mark.parametrize("work", [_POOL, _SHARDS])
@pytest.mark.parametrize("begun", [False, True])
def test_ctrl_c_ends_all_processes_and_leaves_nothing_half_written(tmp_path: Path, work: str, begun: bool) -> None:
    (tmp_path / "asleep.py").write_text(_ASLEEP)
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM % work],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    _wait(lambda: len([*tmp_path.glob("asleep-*")]) == 2 if begun else True)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    _wait(lambda: not _is_left(process.pid))
    assert {path.name for path in tmp_path.glob("shards/*")} <= {"manifest.json"}


def _wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not done():
        assert time.monotonic() < until
        time.sleep(0.05)


def _is_left(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_pools_of_processes_are_made_in_one_place() -> None:
    """Anywhere else Ctrl-C would print the tracebacks of all of them."""
    found = set()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if {"ProcessPoolExecutor", "Pool", "multiprocessing"} & {*names, getattr(node, "module", None)}:
                found.add(path.relative_to(ROOT).as_posix())
    assert found == {"training/samples/process_pool.py"}
