"""`pixelgen view`: a pack's folder -> a window that shows it. Imports what it needs when it runs."""

from __future__ import annotations

import argparse
import os
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
    from pixelgen import PixelgenError, interrupts

    folder: Path = options.folder
    if not folder.is_dir():
        what = "is a file" if folder.is_file() else "does not exist"
        raise PixelgenError(f"{folder} {what}; name the folder of a pack, as `pixelgen bake` prints it")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # or Pygame prints its version first
    try:
        import engine_bridges.commands.viewer as viewer
    except ImportError as error:
        raise PixelgenError(f"a window needs Pygame ({error}); run: pip install 'pixelgen-reef[game]'") from error
    try:
        viewer.view(folder, each_frame=interrupts.raise_again)
    except viewer.NoDisplayError as error:
        raise PixelgenError(f"there is no display for a window ({error})") from error
    return f"closed the window of {folder}"
