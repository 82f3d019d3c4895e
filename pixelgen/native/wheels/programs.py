"""The core's test programs and the example, and a library -> programs for any platform, by zig; and what they print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pixelgen.native.building.compiler import STRICT, zig
from pixelgen.native.wheels.making import ROOT, output_of
from pixelgen.palette import RGB
from pixelgen.sprite import Sprite

_CORE = ROOT / "pixelgen" / "native" / "core"
_TESTS = ROOT / "tests" / "pixelgen" / "native"
_SOURCES = {
    "core_test": _TESTS / "core_test.c",
    "labeller_test": _TESTS / "labeller_test.c",
    "creature": ROOT / "pixelgen" / "native" / "example" / "creature.c",
}
PROGRAMS = ("core_test", "labeller_test")  # those of the core's that use what the library exports
_ZOOM = 8  # of the example


def linked(name: str, folder: Path, library: Path, flags: Sequence[str] = ()) -> Path:
    """Compile a program into a folder, linked to a library -> its path. flags: of zig; Windows looks for the library in
    the program's own folder."""
    if library.suffix == ".dll":
        program = folder / f"{name}.exe"
        linking: list[str | Path] = [library]
    else:
        program = folder / name
        linking = ["-L", library.parent, f"-l:{library.name}", f"-Wl,-rpath,{library.parent}", "-lm"]
    output_of(*zig(), *flags, "-O2", *STRICT, f"-I{_CORE}", _SOURCES[name], *linking, "-o", program)
    return program


def pixels(said: str) -> list[str]:
    """The digests among what the tests print."""
    return [line for line in said.splitlines() if line.startswith("pixels ")]


def kernels_that_ran(said: str) -> list[str]:
    """The kernels' names among it, in order."""
    return list(dict.fromkeys(line.removesuffix(" ran") for line in said.splitlines() if line.endswith(" ran")))


def picture(said: str) -> list[int]:
    """The numbers of the picture that the example writes (plain PPM): width, height, 255, and three a pixel."""
    return [int(word) for word in said.split()[1:]]


def expected_picture(sprite: Sprite) -> list[int]:
    """Those that it must write for a sprite."""
    colours = np.array(RGB, dtype=np.uint8)[sprite.indices].repeat(_ZOOM, axis=0).repeat(_ZOOM, axis=1)
    height, width = colours.shape[:2]
    return [width, height, 255, *colours.ravel().tolist()]
