"""`python -m demo_game`: the command of `command.py`, and a clean end when it is interrupted, imports included."""

from __future__ import annotations

import os
import sys

_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


def entry() -> int:
    """Run the command -> exit status. Ctrl-C, or a terminal that closes, ends it at once; the dive is saved."""
    try:
        import signal  # inside, as every import may be interrupted

        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, _interrupt)
        from demo_game.command import main

        return main()
    except KeyboardInterrupt:
        return _INTERRUPTED


def _interrupt(signal_number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    status = entry()
    if status == _INTERRUPTED:  # threads that still draw are not waited for: what matters is on the disk
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(status)
    sys.exit(status)
