"""`python -m demo_game`: the command of `command.py`, and a clean end when it is interrupted, imports included."""

from __future__ import annotations

import os
import sys

_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


def entry() -> int:
    """Run the command -> exit status. Ctrl-C, or a terminal that closes, ends it at once; the dive is saved."""
    try:
        from demo_game.app.interrupts import catch_interrupts

        catch_interrupts()
        from demo_game.command import main

        return main()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception:  # as which an interrupt of a library's import may come out
        from demo_game.app.interrupts import was_interrupted

        if was_interrupted():
            return _INTERRUPTED
        raise


if __name__ == "__main__":
    status = entry()
    if status == _INTERRUPTED:  # threads that still draw are not waited for: what matters is on the disk
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(status)
    sys.exit(status)
