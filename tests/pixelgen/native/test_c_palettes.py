"""Any colours -> ramps of them in C: the colours that Python takes, for palettes that artists use and random ones."""

from __future__ import annotations

import random
from ctypes import c_uint8, create_string_buffer

import pytest

from pixelgen.look.own_palette import OwnPalette
from pixelgen.native.library import NativeError, library
from tests.pixelgen.look.known_palettes import KNOWN
from tests.pixelgen.native.c_creatures import core

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)

TABLE = 64 * 3


def fitted(colours: list[str]) -> bytes | str:
    """The colours of the 64 indices, or what is wrong."""
    found, said = (c_uint8 * TABLE)(), create_string_buffer(256)
    given = bytes.fromhex("".join(colours))
    status = core().pixelgen_fit_palette(given, len(colours), found, said, len(said))
    return said.value.decode() if status else bytes(found)


def expected(colours: list[str]) -> bytes:
    return OwnPalette.from_colours(colours).rgb_table().tobytes()


@pytest.mark.parametrize("name", KNOWN)
def test_a_palette_that_artists_use_is_fitted_as_by_python(name: str) -> None:
    colours = KNOWN[name].split()
    assert fitted(colours) == expected(colours)
    assert fitted([*reversed(colours), colours[0]]) == expected(colours)


@pytest.mark.parametrize("count", [2, 3, 5, 16, 64, 256])
@pytest.mark.parametrize("step", [1, 17, 85])
def test_random_colours_are_fitted_as_by_python(count: int, step: int) -> None:
    draw = random.Random(1000 * count + step)
    colours = [bytes(draw.randrange(0, 256, step) for _ in range(3)).hex() for _ in range(count)]
    assert fitted(["000000", "ffffff", *colours[2:]]) == expected(["000000", "ffffff", *colours[2:]])


@pytest.mark.parametrize("colours", [[], ["aabbcc"], ["aabbcc"] * 5, ["000000", "ffffff"] * 129])
def test_too_few_or_too_many_colours_are_refused_in_one_line(colours: list[str]) -> None:
    assert str(fitted(colours)).startswith("a palette must have 2 to 256 different colours; got")
