"""`pixelgen view`: a pack's folder -> a window that shows it. Imports what it needs when it runs."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HELP = "show a pack in a window"
DESCRIPTION = "Show the creatures of a pack in a window, moving and lit; what is baked again changes at once."
EPILOG = """\
When the pack is baked again, the window shows the new version at once.
Click a creature for its next animation; L switches to the light of a lamp at the mouse, F turns all creatures round,
the wheel scrolls, Esc or Ctrl-C closes the window.

examples:
  pixelgen view reef_pack
  pixelgen watch reef.toml        # beside it, in another terminal
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of a pack, as `pixelgen bake` prints it")


def run(options: argparse.Namespace) -> str:
    """Show the pack until the window is closed. PixelgenError without a pack to show, without Pygame or a display."""
    from pixelgen import PixelgenError

    folder: Path = options.folder
    if not folder.is_dir():
        what = "is a file" if folder.is_file() else "does not exist"
        raise PixelgenError(f"{folder} {what}; name the folder of a pack, as `pixelgen bake` prints it")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # or Pygame prints its version first
    with _sticky_interrupts() as check_interrupt:
        try:
            import engine_bridges.commands.viewer as viewer
        except ImportError as error:
            check_interrupt()
            raise PixelgenError(f"a window needs Pygame ({error}); run: pip install 'pixelgen[game]'") from error
        try:
            viewer.view(folder, each_frame=check_interrupt)
        except viewer.NoDisplayError as error:
            check_interrupt()
            raise PixelgenError(f"there is no display for a window ({error})") from error
    return f"closed the window of {folder}"


@contextmanager
def _sticky_interrupts() -> Iterator[Callable[[], None]]:
    """Gives a call that raises KeyboardInterrupt if there was one before: while Pygame is loaded, C code of its own
    calls Python and clears whatever is raised there."""
    interrupted = False

    def interrupt(number: int, frame: object) -> None:
        nonlocal interrupted
        interrupted = True
        raise KeyboardInterrupt

    def check() -> None:
        if interrupted:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    handled = before is signal.default_int_handler and threading.current_thread() is threading.main_thread()
    if handled:
        signal.signal(signal.SIGINT, interrupt)
    try:
        yield check
        check()
    finally:
        if handled:
            signal.signal(signal.SIGINT, before)
