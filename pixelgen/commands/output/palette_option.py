"""`--palette FILE` -> a game's own colours. Knows nothing of what is drawn in them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pixelgen.look.own_palette import OwnPalette
    from pixelgen.sprite import Sprite


def add_palette_option(add: Callable[..., Any]) -> None:
    """Declare the option. add: `add_argument` of its group."""
    add("--palette", type=Path, metavar="FILE", help=_HELP)


_HELP = (
    "your own colours: .gpl, .pal, .hex, Paint.NET's .txt, .png, .aco, .act or .ase, of which ramps are made; or .toml "
    "with a table [ramps]"
)


def own_palette_of(options: argparse.Namespace) -> OwnPalette | None:
    """The palette that is asked for; RequestError or PixelgenError in one line for a file that is none."""
    if options.palette is None:
        return None
    from pixelgen.look.own_palette import OwnPalette

    return OwnPalette.read(options.palette)


def check_mapped(palette: OwnPalette | None, sprites: Sequence[Sprite]) -> None:
    """RequestError for a sprite with colours that the palette does not map."""
    if palette is not None:
        for sprite in sprites:
            palette.rgba(sprite)
