"""One module and the tests that guard it -> every small change of the module, and whether a test fails with it.

    python -m tests.mutation_session '{"path": "...", "tests": ["..."], "lines": null, "every": 1}'  # by tests.mutation

Runs in a copy of the checkout, whose files it changes, and prints a line of JSON a change. Cosmic Ray
(https://cosmic-ray.readthedocs.io) makes the changes; which of them stands in `mutation_operators`. The tests run in
forks of a process that has loaded all that they load and the change cannot reach, which is many times as quick as a new
one for each change.
Knows nothing of which modules there are, or of what is done about a change that no test notices. POSIX only.
"""

from __future__ import annotations

import ast
import difflib
import gc
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

import pytest
from cosmic_ray.commands import init  # type: ignore[import-untyped]
from cosmic_ray.mutating import use_mutation  # type: ignore[import-untyped]
from cosmic_ray.plugins import OPERATOR_PROVIDERS, get_operator  # type: ignore[import-untyped]
from cosmic_ray.work_db import WorkDB, use_db  # type: ignore[import-untyped]

from tests.mutation_operators import OwnOperators, is_used, spans_left_alone
from tests.mutation_survivors import Mutant, one_line
from tests.rooms import imported_files, module_of, source_files

# Messages are not read, and of a failing property the first example is enough (see tests/conftest.py).
_NOT_LOADED = ("cacheprovider", "unraisableexception", "threadexception")  # the last two collect garbage for long
_PYTEST = ("-q", "-x", "--assert=plain", "--hypothesis-profile=unshrunk", *(f"-pno:{name}" for name in _NOT_LOADED))
_EXTRA_SECONDS, _TIMES_SLOWER = 2, 2  # of the processor: beyond, a change has made a loop endless
_MOST_BYTES = 4 << 30  # of addresses: beyond, it has made a list endless


def mutants(path: str, tests: Sequence[str], *, lines: range | None, every: int = 1) -> Iterator[Mutant]:
    """Every change of a module in turn, or one of so many. path, tests: from here, which is a copy of the checkout."""
    source = Path(path).read_text(encoding="utf-8")
    _load_what_stays(path, tests)
    seconds = _seconds_unchanged(tests)
    for compiled in Path(path).parent.glob(f"__pycache__/{Path(path).stem}.*.pyc"):
        compiled.unlink()  # changes come so fast that they may have its time and size
    OPERATOR_PROVIDERS["own"] = OwnOperators()
    left_alone = spans_left_alone(source)
    with TemporaryDirectory() as folder, use_db(Path(folder, "session.sqlite"), mode=WorkDB.Mode.create) as session:
        init([Path(path)], session, {})
        changes = [item.mutations[0] for item in session.work_items]
    number = 0
    for change in sorted(changes, key=lambda change: (change.start_pos, change.operator_name, change.occurrence)):
        start, end = tuple(change.start_pos), tuple(change.end_pos)
        if lines is not None and start[0] not in lines:
            continue
        if not is_used(change.operator_name, source, start, end) or any(one <= start < two for one, two in left_alone):
            continue
        number += 1
        if number % every:
            continue
        operator = get_operator(change.operator_name)()
        with use_mutation(Path(path), operator, change.occurrence) as (before, after):
            if not _is_python(after):
                continue  # the star of a signature is no product
            killed = _tests_fail(tests, seconds=_EXTRA_SECONDS + _TIMES_SLOWER * seconds)
        yield Mutant(start[0], *_difference(before, after), killed=killed)


def _load_what_stays(path: str, tests: Sequence[str]) -> None:
    """Import here what the tests import, but for what the module is imported by, directly or not."""
    with TemporaryFile("w+") as names:
        if not os.fork():
            _silence(None)
            pytest.main([*_PYTEST, *tests])
            here = {
                name
                for name, one in sys.modules.items()
                if Path(getattr(one, "__file__", None) or "/").is_relative_to(Path.cwd())
            }
            print(*(sys.modules.keys() - here), file=names)
            print(*here, file=names, flush=True)
            os._exit(0)
        os.wait()
        names.seek(0)
        libraries, ours = (line.split() for line in names.read().splitlines())
    files = source_files()
    known = {module_of(each): each for each in files}
    imports = {each: imported_files(source, each, known) for each, source in files.items()}
    reached, before = {path}, 0
    while len(reached) > before:
        before = len(reached)
        reached |= {each for each, others in imports.items() if others & reached}
    unreached = [name for name in ours if name in known and known[name] not in reached]
    for name in (*libraries, *unreached):
        with suppress(ImportError, AttributeError):  # a library's module that is made, not found
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _silence(printed: IO[str] | None) -> None:
    sys.stdout = sys.stderr = printed or open(os.devnull, "w")  # noqa: SIM115  # until the process ends


def _seconds_unchanged(tests: Sequence[str]) -> float:
    """Processor time of the tests as they are; ends the program when one fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with TemporaryFile("w+") as printed:
        if _tests_fail(tests, seconds=600, printed=printed):
            printed.seek(0)
            sys.exit(f"{printed.read()}\nThe tests fail before anything is changed.")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def _tests_fail(tests: Sequence[str], *, seconds: float, printed: IO[str] | None = None) -> bool:
    """Whether a test fails or takes longer, in a fork. printed: gets what is printed; then what is compiled is kept."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    status = 1
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)  # whose signal ends the process
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, resource.RLIM_INFINITY))
        sys.dont_write_bytecode = printed is None
        _silence(printed)
        status = int(pytest.main([*_PYTEST, *tests]))
    finally:
        if printed is not None:
            printed.flush()
        os._exit(status)


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines that were taken away and those that came, as one each."""
    changed = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[3:]
    was, becomes = ([line[1:] for line in changed if line.startswith(sign)] for sign in "-+")
    return one_line(was), one_line(becomes)


def main(arguments: Sequence[str]) -> int:
    """Print the mutants -> exit status, 1 when the tests fail as they are."""
    job = json.loads(arguments[0])
    lines = None if job["lines"] is None else range(job["lines"][0], job["lines"][1] + 1)
    for mutant in mutants(job["path"], job["tests"], lines=lines, every=job["every"]):
        print(json.dumps(asdict(mutant)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
