"""Options of how sprites are shown -> an Appearance. Knows nothing of files or of what is shown."""

from __future__ import annotations

import argparse
import math

from pixelgen.commands.terminal.option_types import one_of, whole_number
from pixelgen.errors import RequestError
from pixelgen.look.animation import ANIMATIONS, FEWEST_FRAMES, MOST_FRAMES, MOST_MARGIN
from pixelgen.look.appearance import Appearance
from pixelgen.look.lighting.light import Light

ROOM = 2  # pixels around a frame: every idle motion stays inside them


def add_look_options(parser: argparse.ArgumentParser) -> None:
    """Declare what every command that shows sprites takes."""
    add = parser.add_argument_group("how the sprites are shown").add_argument
    add("--flat", action="store_true", help="no shading: the pixels as the model drew them")
    add("--light", type=_light, metavar="A[,E]", help=_LIGHT_HELP)
    frames = whole_number(FEWEST_FRAMES, MOST_FRAMES)
    add("--frames", type=frames, metavar="N", help=_FRAMES_HELP)
    add("--animation", type=one_of(*ANIMATIONS), metavar="A", help=_ANIMATION_HELP)
    margin = whole_number(0, MOST_MARGIN)
    add("--margin", type=margin, metavar="N", help=f"transparent pixels around each frame (default {ROOM})")


_LIGHT_HELP = (
    "direction of the light in degrees, instead of the zone's own: azimuth (0 right, 90 above, 135 upper left) and "
    "elevation"
)
_FRAMES_HELP = f"draw an animation of {FEWEST_FRAMES} to {MOST_FRAMES} frames: side by side in a PNG, or as a GIF"
_ANIMATION_HELP = f"which one: {', '.join(ANIMATIONS)} (default {ANIMATIONS[0]}; not every animal has all)"


def look_of(options: argparse.Namespace) -> Appearance:
    """The appearance that the options ask for; RequestError for options that do not go together."""
    for name in ("animation", "margin"):
        if getattr(options, name) is not None and options.frames is None:
            raise RequestError(f"--{name} needs --frames")
    if options.flat and options.light is not None:
        raise RequestError("--light has no effect with --flat; leave one of them out")
    if options.frames is None:
        return Appearance(not options.flat, options.light)
    margin = ROOM if options.margin is None else options.margin
    return Appearance(not options.flat, options.light, options.frames, options.animation or ANIMATIONS[0], margin)


def _light(text: str) -> Light:
    azimuth, _, elevation = text.partition(",")
    try:
        light = Light(float(azimuth), float(elevation)) if elevation else Light(float(azimuth))
    except ValueError:
        light = Light(math.nan)
    if not (-360 <= light.azimuth <= 360 and 0 <= light.elevation <= 90):
        raise argparse.ArgumentTypeError(f"must be degrees from -360 to 360, and from 0 to 90; got {text!r}")
    return light
