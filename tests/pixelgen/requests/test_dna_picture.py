"""Pictures in a DNA: what reads back, and bytes that are no picture."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.errors import DnaError
from pixelgen.requests.dna_picture import pack_picture, unpack_picture


@pytest.mark.parametrize("colours", [1, 2, 3, 4, 63, 64])
def test_a_picture_of_so_many_colours_reads_back(colours: int) -> None:
    indices = (np.arange(1024) % colours + 64 - colours).astype(np.uint8).reshape(32, 32)
    packed = pack_picture(indices)
    assert packed[0] == colours
    read, end = unpack_picture(packed, 0)
    assert np.array_equal(read, indices)
    assert end == len(packed)


def test_a_picture_of_one_colour_takes_a_bit_a_cell() -> None:
    assert pack_picture(np.full((32, 32), 9, dtype=np.uint8)) == bytes([1, 9, *[0] * 8])


def test_a_picture_whose_bits_fill_no_whole_byte_reads_back() -> None:
    indices = np.full((32, 32), 9, dtype=np.uint8)
    indices[:4, :4] = np.array([[1, 2], [3, 4]]).repeat(2, axis=0).repeat(2, axis=1)  # 68 tokens of 3 bits
    packed = pack_picture(indices)
    assert len(packed) == 1 + 5 + 26
    assert np.array_equal(unpack_picture(packed, 0)[0], indices)


@pytest.mark.parametrize(
    "content",
    [
        [],  # nothing at all
        [0],  # no colours
        [65, *range(65)],
        [2, 5],  # ends among its colours
        [2, 5, 64],  # no such colour
        [2, 5, 5],  # not ascending
        [3, 5, 9, 7],
    ],
)
def test_colours_that_no_picture_has_are_refused(content: list[int]) -> None:
    before = b"xyz"
    enough = bytes(900) if len(content) > 2 else b""
    with pytest.raises(DnaError, match="a picture without colours"):
        unpack_picture(before + bytes(content) + enough, len(before))


def test_a_pixel_of_several_colours_is_refused() -> None:
    with pytest.raises(DnaError, match="an unknown token"):
        unpack_picture(bytes([1, 9]) + b"\xff" * 200, 0)


@pytest.mark.parametrize("missing", [1, 2, 8])
def test_a_picture_that_ends_too_early_is_refused(missing: int) -> None:
    packed = pack_picture((np.arange(1024) % 5).astype(np.uint8).reshape(32, 32))
    with pytest.raises(DnaError, match="ends inside a picture"):
        unpack_picture(packed[:-missing], 0)
