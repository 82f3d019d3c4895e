"""Freed memory stays with the process: in the C library that has the setting, and nothing is raised elsewhere."""

from __future__ import annotations

import subprocess
import sys

import pytest

from training.network.memory import keep_freed_memory

# Four tensors' worth of memory, asked for, written and freed over and over; prints the pages that came anew.
_ROUNDS = """
import ctypes, resource, sys
from training.network.memory import keep_freed_memory
if sys.argv[1] == "kept":
    keep_freed_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
def once():
    blocks = [libc.malloc(8 << 20) for _ in range(4)]
    for block in blocks:
        libc.memset(block, 1, 8 << 20)
    for block in blocks:
        libc.free(block)
once()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(8):
    once()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def _pages(how: str) -> int:
    found = subprocess.run([sys.executable, "-c", _ROUNDS, how], capture_output=True, text=True, check=True)
    return int(found.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the setting is glibc's")
def test_memory_that_was_freed_comes_back_without_new_pages() -> None:
    if _pages("given back") < 1000:
        pytest.skip("this C library keeps it anyway")
    assert _pages("kept") < 200


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("ctypes.CDLL", None)
    keep_freed_memory()
