"""How the C library hands out memory in this process. Knows nothing of training."""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)


def keep_freed_memory() -> None:
    """Freed memory stays with the process, where the C library is glibc.

    A step frees and asks for the same large tensors again and again. By default each is given back to the system and
    comes back page by page, cleared, which costs a processor more time than many an operation on it.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, 32 << 20)  # the largest that it takes
        mallopt(_TRIM_THRESHOLD, 1 << 30)
