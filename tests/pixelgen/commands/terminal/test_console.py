"""What is printed when nobody listens, and interrupts where an exception would be lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import pixelgen
from pixelgen.commands.terminal.console import INTERRUPTED, interrupts_end_at_once, one_line

LOST = """
import os, signal, weakref
from pixelgen.commands.terminal.console import interrupts_end_at_once

class Dying: pass

def lose(_):
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000): pass

def die():
    one = Dying()
    kept = weakref.ref(one, lose)  # Python ignores what is raised in its callback
    del one

with interrupts_end_at_once():
    die()
print("went on")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_an_interrupt_where_exceptions_are_lost_ends_the_process() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", LOST], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, b"", b"")


def test_the_handler_is_as_before_afterwards_and_left_alone_in_other_threads() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interrupts_end_at_once():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before

    def within() -> object:
        with interrupts_end_at_once():
            return signal.getsignal(signal.SIGINT)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(within).result() is before


def test_a_line_is_one_line_whatever_it_holds() -> None:
    assert one_line("pixelgen", "a\nb\x1b[31m\udcff") == "pixelgen: a\\nb\\x1b[31m\\udcff\n"
