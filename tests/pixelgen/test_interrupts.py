"""Ctrl-C: it ends a program with its status and no traceback, at its first moment and its last, swallowed or not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import pixelgen

ROOT = Path(pixelgen.__file__).resolve().parent.parent
KILL = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
INTERRUPTED = (130, "", "")
COMMANDS = {"pixelgen": ["--help"], "demo_game": ["--help"], "training.train": ["--help"]}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C there")


def run(*arguments: str, path: Path = ROOT, ignored: bool = False) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": f"{path}{os.pathsep}{ROOT}"}
    command = [sys.executable, *arguments]
    before = (lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignored else None
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, preexec_fn=before)
    return done.returncode, done.stdout, done.stderr


def ran(work: str, *, name: str = "SIGINT", before: str = "", ignored: bool = False) -> tuple[int, str, str]:
    """What becomes of a program whose work is this; in it `interrupt()` sends the signal."""
    lines = "\n".join(f"    {line}" for line in work.splitlines())
    program = (
        "import os, signal, sys, weakref\nfrom pixelgen import interrupts\n"
        f"def interrupt():\n    os.kill(os.getpid(), signal.{name})\n    for _ in range(1000): pass\n"
        f"def main():\n{lines}\n    return 0\n"
        f"{before}\ninterrupts.run_program(lambda: main)\n"
    )
    return run("-c", program, ignored=ignored)


SWALLOWED = """\
class Dying: pass
one = Dying()
kept = weakref.ref(one, lambda _: interrupt())
del one  # Python ignores what is raised in its callback
"""


@pytest.mark.parametrize("program", COMMANDS)
@pytest.mark.parametrize("swallowed", [False, True])
def test_during_imports_it_ends_the_command_without_a_traceback(tmp_path: Path, program: str, swallowed: bool) -> None:
    folder = tmp_path / "numpy"
    folder.mkdir()
    kind = "BaseException" if swallowed else "ZeroDivisionError"
    (folder / "__init__.py").write_text(
        f"try:\n    {KILL}\nexcept {kind}:\n    pass\nraise ImportError('this is no NumPy')"
    )
    assert run("-m", program, *COMMANDS[program], path=tmp_path) == INTERRUPTED


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_program_is_unwound_and_ends_with_the_signals_status(name: str, status: int) -> None:
    work = "try:\n    interrupt()\nfinally:\n    print('unwound')\nprint('went on')"
    assert ran(work, name=name) == (status, "unwound\n", "")


def test_one_that_was_swallowed_ends_the_program_when_it_is_asked_for() -> None:
    assert ran(f"{SWALLOWED}interrupts.raise_again()\nprint('went on')") == INTERRUPTED


def test_one_that_was_swallowed_is_the_programs_end_all_the_same() -> None:
    assert ran(f"{SWALLOWED}print('went on')") == (130, "went on\n", "")


def test_one_that_a_library_turned_into_its_own_error_is_no_traceback() -> None:
    work = (
        "try:\n    interrupt()\nexcept KeyboardInterrupt:\n    raise SystemError('error return without exception set')"
    )
    assert ran(work) == INTERRUPTED
    status, _, said = ran(work.replace("interrupt()", "raise KeyboardInterrupt"))  # which nobody interrupted
    assert (status, "SystemError" in said) == (1, True)


def test_where_exceptions_are_lost_it_ends_the_process_at_once() -> None:
    lost = "\n".join(f"    {line}" for line in SWALLOWED.splitlines())
    work = f"print('said before')\nwith interrupts.ending_at_once():\n{lost}\n    print('went on')"
    assert ran(work) == (130, "said before\n", "")


def test_what_must_be_done_to_its_end_is_done() -> None:
    work = "with interrupts.waiting():\n    interrupt()\n    interrupt()\n    print('done')\nprint('status follows')"
    assert ran(work) == (130, "done\nstatus follows\n", "")


def test_a_program_may_answer_it_and_end_as_usual() -> None:
    answered = "with interrupts.answered_by(lambda: print('answered')):\n    interrupt()\ninterrupts.forget()"
    assert ran(answered) == (0, "answered\n", "")
    before = f"with interrupts.waiting():\n    interrupt()\n{answered.replace('interrupt()', 'pass')}"
    assert ran(before) == (0, "answered\n", "")


def test_a_second_one_while_the_first_is_dealt_with_ends_the_program() -> None:
    work = "try:\n    interrupt()\nfinally:\n    interrupt()\n    print('went on')"
    assert ran(work) == INTERRUPTED


def test_after_the_work_it_leaves_no_traceback() -> None:
    assert ran("print('done')", before="import atexit\natexit.register(interrupt)") == (130, "done\n", "")


def test_signals_that_the_process_ignores_stay_ignored() -> None:
    assert ran("interrupt()\nprint('went on')", ignored=True) == (0, "went on\n", "")


def test_a_handler_of_the_programs_own_is_left_alone() -> None:
    own = "signal.signal(signal.SIGINT, lambda *_: print('own'))"
    assert ran("interrupt()", before=own) == (0, "own\n", "")


def test_one_in_a_finalizer_prints_nothing_and_other_errors_there_are_told() -> None:
    assert ran(SWALLOWED) == INTERRUPTED
    status, _, said = ran(SWALLOWED.replace("interrupt()", "1 / 0"))
    assert (status, "ZeroDivisionError" in said) == (0, True)


def test_one_that_breaks_another_thread_prints_nothing_and_other_errors_there_are_told() -> None:
    fails = "import threading\nfailing = threading.Thread(target=lambda: 1 / 0)\n"
    assert (
        ran(f"{fails}with interrupts.waiting():\n    interrupt()\n    failing.start(); failing.join()") == INTERRUPTED
    )
    told = (
        f"{fails}with interrupts.waiting():\n    interrupt()\n    interrupts.forget()\nfailing.start(); failing.join()"
    )
    status, _, said = ran(told)
    assert status == 0
    assert "ZeroDivisionError" in said


def test_a_program_that_uses_the_library_keeps_pythons_own_ways() -> None:
    program = f"from pixelgen import interrupts\nwith interrupts.kept(), interrupts.waiting():\n    {KILL}"
    status, _, said = run("-c", program)
    assert (status, "KeyboardInterrupt" in said) == (-signal.SIGINT, True)


def test_the_console_script_is_the_program_that_catches_it() -> None:
    assert 'pixelgen = "pixelgen.entry:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", COMMANDS)
def test_the_commands_run_as_before(program: str) -> None:
    code, said, told = run("-m", program, *COMMANDS[program])
    assert (code, said[:7], told) == (0, "usage: ", "")
    assert run("-m", program, "--nonsense")[0] == 2
