"""Derive the 64 colours from nine ramp descriptions in OKLCH, and write them into the library.

Each ramp is described by its lightness range, a chroma peak and three hues (dark, middle, light); the
colours follow by arithmetic. Source of the colour space: B. Ottosson, "A perceptual color space for image
processing" (2020). Knows nothing of sprites.

    python -m training.drawing.derive_palette            # print the table
    python -m training.drawing.derive_palette --write    # rewrite the table in pixelgen/palette.py and its .gpl
"""

from __future__ import annotations

import argparse
import math
import re
from dataclasses import dataclass
from pathlib import Path

SHADES = 7
LINEAR_GAMUT_SLACK = 1e-6

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class RampRecipe:
    """One ramp: lightness ends in [0, 1], peak chroma, hues in degrees at the dark end, middle, light end."""

    name: str
    lightness: tuple[float, float]
    chroma: float
    hues: tuple[float, float, float]


# Hues turn towards blue-violet (about 285) in the dark and towards yellow (about 105) in the light, the
# short way round for each ramp; a ramp that already is yellow or blue-violet turns on that side alone.
RECIPES = (
    RampRecipe("ink", (0.15, 0.985), 0.020, (285.0, 262.0, 235.0)),
    RampRecipe("sand", (0.25, 0.950), 0.075, (35.0, 66.0, 92.0)),
    RampRecipe("gold", (0.27, 0.955), 0.170, (38.0, 74.0, 106.0)),
    RampRecipe("coral", (0.25, 0.930), 0.190, (5.0, 37.0, 72.0)),
    RampRecipe("rose", (0.23, 0.925), 0.170, (325.0, 5.0, 38.0)),
    RampRecipe("violet", (0.20, 0.920), 0.165, (296.0, 309.0, 338.0)),
    RampRecipe("azure", (0.23, 0.940), 0.160, (272.0, 252.0, 212.0)),
    RampRecipe("kelp", (0.24, 0.935), 0.150, (200.0, 152.0, 122.0)),
    RampRecipe("glow", (0.34, 0.965), 0.150, (240.0, 196.0, 165.0)),
)


def oklab_to_linear_rgb(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    """OKLab -> linear sRGB, unclipped (Ottosson 2020)."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def rgb_to_oklab(rgb: Rgb) -> tuple[float, float, float]:
    """8-bit sRGB -> OKLab (Ottosson 2020)."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value / 255 for value in rgb)
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _encode(linear: float) -> int:
    value = max(0.0, min(1.0, linear))
    encoded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(encoded * 255)


def oklch_to_rgb(lightness: float, chroma: float, hue_degrees: float) -> Rgb:
    """OKLCH -> 8-bit sRGB; chroma is lowered, hue and lightness kept, until the colour is in gamut."""
    angle = math.radians(hue_degrees)
    low, high = 0.0, chroma
    best = oklab_to_linear_rgb(lightness, 0.0, 0.0)
    for trial in [chroma] + [0.0] * 24:
        middle = trial or (low + high) / 2
        linear = oklab_to_linear_rgb(lightness, middle * math.cos(angle), middle * math.sin(angle))
        if all(-LINEAR_GAMUT_SLACK <= channel <= 1 + LINEAR_GAMUT_SLACK for channel in linear):
            best, low = linear, middle
            if middle == chroma:
                break
        else:
            high = middle
    return _encode(best[0]), _encode(best[1]), _encode(best[2])


def _turn(start: float, end: float, share: float) -> float:
    """Hue `share` of the short way from start to end, in degrees."""
    return (start + ((end - start + 180) % 360 - 180) * share) % 360


def derive_ramp(recipe: RampRecipe) -> list[Rgb]:
    """The seven colours of a ramp, darkest first."""
    colours = []
    for shade in range(SHADES):
        share = shade / (SHADES - 1)
        lightness = recipe.lightness[0] + share * (recipe.lightness[1] - recipe.lightness[0])
        dark, middle, light = recipe.hues
        hue = _turn(dark, middle, share * 2) if share < 0.5 else _turn(middle, light, share * 2 - 1)
        # A parabola with its peak in the middle and 30 % of it left at both ends.
        chroma = recipe.chroma * (1 - 0.7 * (2 * share - 1) ** 2)
        colours.append(oklch_to_rgb(lightness, chroma, hue))
    return colours


def derive_palette() -> list[tuple[str, list[Rgb]]]:
    """All ramps in palette order, each as (name, its colours from dark to light)."""
    return [(recipe.name, derive_ramp(recipe)) for recipe in RECIPES]


def palette_table() -> str:
    """The table as it stands in pixelgen/palette.py."""
    lines = ["RAMP_HEX: dict[str, str] = {"]
    for name, colours in derive_palette():
        lines.append(f'    "{name}": "{" ".join(bytes(colour).hex() for colour in colours)}",')
    return "\n".join([*lines, "}"])


def gimp_palette() -> str:
    """The palette as a .gpl file, which GIMP, Krita, Aseprite and Inkscape open."""
    lines = ["GIMP Palette", "Name: pixelgen", "Columns: 7", "# index 0 is transparent", "  0   0   0\ttransparent"]
    for name, colours in derive_palette():
        for shade, (red, green, blue) in enumerate(colours):
            lines.append(f"{red:3d} {green:3d} {blue:3d}\t{name} {shade}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="rewrite the table in the library")
    if parser.parse_args().write:
        library = Path(__file__).resolve().parents[2] / "pixelgen"
        source = (library / "palette.py").read_text(encoding="utf-8")
        source = re.sub(r"RAMP_HEX: dict.*?\n}", lambda _: palette_table(), source, count=1, flags=re.DOTALL)
        (library / "palette.py").write_text(source, encoding="utf-8")
        (library / "data" / "pixelgen.gpl").write_text(gimp_palette(), encoding="utf-8")
    print(palette_table())


if __name__ == "__main__":
    main()
