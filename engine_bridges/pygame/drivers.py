"""Calls of SDL's drivers without the lines that their libraries write to the terminal. Knows not what they do."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def quiet_drivers() -> Iterator[None]:
    """Libraries of sound cards and displays (ALSA, Wayland) write to the process's standard error when they find none.

    Errors still raise exceptions. Everything else that is written there in the meantime is lost.
    """
    try:
        sys.stderr.flush()
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except (OSError, AttributeError):  # started without a terminal
        yield
        return
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
