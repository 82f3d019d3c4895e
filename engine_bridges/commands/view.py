"""`pixelgen view`: a pack's folder -> a window that shows it. Imports what it needs when it runs."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "show a pack in a window"
DESCRIPTION = "Show the creatures of a pack in a window, moving and lit; what is baked again changes at once."
EPILOG = """\
What is baked into the folder meanwhile changes in the window. L turns the lights off and the mouse into a lamp.

examples:
  pixelgen view reef_pack
  pixelgen watch reef.toml        # beside it, in another terminal
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a pack of the format pygame or sheet")


def run(options: argparse.Namespace) -> str:
    """Show the pack until the window is closed; PixelgenError when there is no pack, no Pygame or no display."""
    from pixelgen import PixelgenError

    try:
        import engine_bridges.commands.viewer as viewer
    except ImportError as error:
        raise PixelgenError(f"a window needs Pygame ({error}); run: pip install 'pixelgen[game]'") from error
    try:
        viewer.view(options.folder)
    except viewer.NoDisplayError as error:
        raise PixelgenError(f"there is no display for a window ({error})") from error
    return f"{options.folder} was shown"
