"""`python -m demo_game`: the command of `command.py`. Ctrl-C, or a terminal that closes, ends it; the dive is saved."""

from __future__ import annotations

from pixelgen.interrupts import run_program

TYPE_CHECKING = False  # as in pixelgen/__init__.py
if TYPE_CHECKING:
    from collections.abc import Callable


def _command() -> Callable[[], int]:
    from demo_game.command import main

    return main


if __name__ == "__main__":
    run_program(_command)
