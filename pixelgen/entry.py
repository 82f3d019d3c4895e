"""The `pixelgen` command begins here, so that Ctrl-C ends it quietly from the first moment, imports included.

Loads nothing else before interrupts are caught. Knows nothing of commands.
"""

from __future__ import annotations

from pixelgen.interrupts import run_program

TYPE_CHECKING = False  # as in pixelgen/__init__.py
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command of the process's arguments and exit with its code."""
    run_program(_command)


def _command() -> Callable[[], int]:
    from pixelgen.commands.cli import entry

    return entry
