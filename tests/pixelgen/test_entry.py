"""The first and the last moments of the command: an interrupt ends it at once, with its exit code and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import pixelgen

ROOT = Path(pixelgen.__file__).resolve().parent.parent
INTERRUPT = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
ENTRY = "import sys\nfrom pixelgen.entry import main\nsys.argv = ['pixelgen', '--help']\n"
INTERRUPTED = (130, "", "")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C there")


def run(*arguments: str, path: Path = ROOT, ignored: bool = False) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": f"{path}{os.pathsep}{ROOT}"}
    command = [sys.executable, *arguments]
    before = (lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignored else None
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, preexec_fn=before)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("swallowed", [False, True])
def test_an_interrupt_during_imports_ends_the_command_without_a_traceback(tmp_path: Path, swallowed: bool) -> None:
    folder = tmp_path / "numpy"
    folder.mkdir()
    kind = "BaseException" if swallowed else "ZeroDivisionError"
    lines = ["try:", *(f"    {line}" for line in INTERRUPT.splitlines()), f"except {kind}:", "    pass"]
    (folder / "__init__.py").write_text("\n".join([*lines, "raise ImportError('this is no NumPy')"]))
    assert run("-m", "pixelgen", "--help", path=tmp_path) == INTERRUPTED


def test_an_interrupt_after_the_work_leaves_no_traceback() -> None:
    code, _, said = run(
        "-c", f"import atexit\nimport os, signal\natexit.register(os.kill, os.getpid(), 2)\n{ENTRY}main()"
    )
    assert (code, said) == (130, "")


def test_an_interrupt_while_another_is_dealt_with_ends_the_command() -> None:
    interrupted = "from pixelgen.commands import cli\ndef entry():\n    raise KeyboardInterrupt\ncli.entry = entry\n"
    assert run("-c", f"{ENTRY}{interrupted}main()") == INTERRUPTED


def test_interrupts_that_the_process_ignores_stay_ignored() -> None:
    code, said, told = run("-c", f"{ENTRY}{INTERRUPT}main()", ignored=True)
    assert code == 0
    assert said.startswith("usage: pixelgen")
    assert told == ""


def test_the_command_runs_as_before() -> None:
    code, said, told = run("-m", "pixelgen", "--help")
    assert code == 0
    assert said.startswith("usage: pixelgen")
    assert told == ""
    assert run("-c", "from pixelgen.entry import main\nmain()")[0] == 2
