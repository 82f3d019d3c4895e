"""The `pixelgen` command begins here: Ctrl-C ends it quietly from the first moment, also while modules are loaded.

An interrupt inside an import may surface as any error, or as none. So while the command line is loaded, and again after
its work is done, a handler ends the process at once with exit code 130: nothing is being written at those times.
Loads nothing but `signal` before that handler is set. Knows nothing of commands.
"""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130  # 128 + SIGINT, as shells count


def main() -> None:
    """Run the command of the process's arguments and exit with its code."""
    previous = signal.getsignal(signal.SIGINT)
    if previous is not signal.default_int_handler:  # ignored, as behind `nohup` or a shell's `&`: it stays so
        _command()
        return
    signal.signal(signal.SIGINT, _end)
    from pixelgen.commands import cli  # noqa: F401  # and all that it loads

    try:
        try:
            signal.signal(signal.SIGINT, previous)
            _command()
        finally:
            signal.signal(signal.SIGINT, _end)
    except KeyboardInterrupt:  # a second one, while the command deals with the first
        _end()


def _command() -> None:
    from pixelgen.commands.cli import entry

    entry()


def _end(*_: object) -> None:
    os._exit(INTERRUPTED)
