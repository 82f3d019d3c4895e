"""The compiled core, if the install built one -> Python: structures, functions, errors. Knows nothing of jobs.

The library is plain C, loaded by ctypes: no Python header is needed to build it, and one build serves every version.
A call releases the global lock and never calls back into Python: an interrupt that arrives at the entry of a ctypes
callback is lost (https://github.com/unicorn-engine/unicorn/issues/2129). Calls are short, and Python runs in between.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from ctypes import POINTER, c_char_p, c_double, c_float, c_int32, c_int64, c_size_t, c_uint8, c_uint64, c_void_p
from functools import cache
from pathlib import Path
from typing import Any

from pixelgen.errors import PixelgenError

INTERFACE = 11
PATH = Path(__file__).with_name(f"pixelgen_native.{'dll' if sys.platform == 'win32' else 'so'}")
FAILURE = "build_failure.txt"  # beside it, where compiling failed: the reason
MOST_ROWS = 64
MOST_WINDOW = 32
PHASES = ("products", "attention", "quantising", "neighbours", "sampling", "rest")  # of pixelgen_times
STOPPED = 4
_MESSAGE_ROOM = 256
_LONGEST_REASON = 200


class NativeError(PixelgenError):
    """The core is not there, was built for another interface, or refuses what it was given."""


class Shape(ctypes.Structure):
    """pixelgen_shape."""

    _fields_ = (
        ("layers", c_int32),
        ("width", c_int32),
        ("heads", c_int32),
        ("hidden", c_int32),
        ("head_hidden", c_int32),
        ("vocabulary", c_int32),
    )


class Tensor(ctypes.Structure):
    """pixelgen_tensor."""

    _fields_ = (("name", c_char_p), ("data", c_void_p), ("bytes", c_size_t))


class CSampling(ctypes.Structure):
    """pixelgen_sampling."""

    _fields_ = (("scale", c_float), ("top_k", c_int32), ("top_p_share", c_int32), ("min_p_share", c_int32))


class CJob(ctypes.Structure):
    """pixelgen_job."""

    _fields_ = (
        ("prompt", c_void_p),
        ("draws", c_void_p),
        ("colours", c_void_p),
        ("pinned", c_void_p),
        ("sampling", CSampling),
        ("indices", c_void_p),
    )


class Run(ctypes.Structure):
    """pixelgen_run."""

    _fields_ = (
        ("groups", c_int64),
        ("stop", POINTER(c_int32)),
        ("finished_count", c_int32),
        ("active", c_int32),
        ("finished", c_int64 * MOST_ROWS),
        ("spent", c_int64),
        ("passes", c_int64),
        ("computed", c_int64),
        ("written", c_int64),
    )


class Times(ctypes.Structure):
    """pixelgen_times."""

    _fields_ = (("seconds", c_double * len(PHASES)), ("multiply_adds", c_int64))


class Message:
    """A buffer for the core's error messages."""

    def __init__(self) -> None:
        self.room = c_size_t(_MESSAGE_ROOM)
        self.text = ctypes.create_string_buffer(_MESSAGE_ROOM)

    def check(self, status: int) -> None:
        """NativeError unless the status is 0."""
        if status != 0:
            raise NativeError(f"native core: {self.text.value.decode('utf-8', 'replace') or f'status {status}'}")


@cache
def library() -> ctypes.CDLL:
    """The loaded core. NativeError says in one line why there is none, and what to do."""
    if not PATH.exists():
        raise NativeError(f"no native core: {_why_not_built()}")
    try:
        loaded = ctypes.CDLL(str(PATH))
        interface = loaded.pixelgen_interface()
    except (OSError, AttributeError) as error:
        raise NativeError(f"no native core: {PATH} cannot be loaded ({error}); {_cure()}") from error
    if interface != INTERFACE:
        raise NativeError(
            f"no native core: {PATH} was built from other sources (interface {interface}, not {INTERFACE}); {_cure()}"
        )
    loaded.pixelgen_kernels.restype = POINTER(c_char_p)
    loaded.pixelgen_kernel_runs.argtypes = [c_char_p]
    loaded.pixelgen_logits.argtypes = [
        c_void_p,
        *[POINTER(c_int32)] * 5,
        c_size_t,
        POINTER(c_float),
        c_char_p,
        c_size_t,
    ]
    loaded.pixelgen_sample.argtypes = [POINTER(c_float), POINTER(c_uint8), c_uint64, POINTER(CSampling)]
    _declare(loaded)
    return loaded


def _declare(loaded: ctypes.CDLL) -> None:
    def function(name: str) -> Any:
        return getattr(loaded, f"pixelgen_{name}")

    made, text, room = POINTER(c_void_p), c_char_p, c_size_t
    function("model_make").argtypes = [POINTER(Shape), POINTER(Tensor), c_size_t, c_char_p, made, text, room]
    function("model_free").argtypes = [c_void_p]
    function("model_free").restype = None
    function("model_kernel").argtypes = [c_void_p]
    function("model_kernel").restype = c_char_p
    function("batch_make").argtypes = [c_void_p, c_int32, c_int32, made, text, room]
    function("batch_free").argtypes = [c_void_p]
    function("batch_free").restype = None
    function("batch_room").argtypes = [c_void_p]
    function("batch_add").argtypes = [c_void_p, POINTER(CJob), c_int64, text, room]
    function("batch_run").argtypes = [c_void_p, POINTER(Run), text, room]
    function("batch_time").argtypes = [c_void_p, POINTER(Times)]
    function("batch_time").restype = None
    function("bare_loop").argtypes = [c_void_p, c_int32, c_int32]
    function("bare_loop").restype = c_int64
    function("finish").argtypes = [c_void_p, c_int32, c_void_p, text, room]
    function("join").argtypes = [c_void_p, c_void_p, c_void_p, c_void_p, text, room]


def _why_not_built() -> str:
    try:
        reason = " ".join(PATH.with_name(FAILURE).read_text(encoding="utf-8", errors="replace").split())
    except OSError:
        return f"none was built in {PATH.parent}; {_cure()}"
    return f"compiling it failed when pixelgen was installed ({reason[:_LONGEST_REASON]}); {_cure()}"


def _cure() -> str:
    """What to do, in a clone or in an installed package."""
    clone = PATH.parents[2]
    if (clone / "pyproject.toml").exists():
        return f"run `pip install -e .` in {clone}; it brings a C compiler where there is none"
    return "run `pip install --force-reinstall pixelgen-reef`; it brings a C compiler where there is none"


def _compiled() -> Iterator[str]:
    names = library().pixelgen_kernels()
    place = 0
    while (name := names[place]) is not None:
        yield name.decode()
        place += 1


def kernels() -> dict[str, bool]:
    """Kernel -> whether this processor runs it, best first. NativeError without a core."""
    return {name: bool(library().pixelgen_kernel_runs(name.encode())) for name in _compiled()}
