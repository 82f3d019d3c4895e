"""A sprite's 32x32 indices <-> few bytes, both ways: its quadtree tokens, each in as few bits as its colours need.

    count of colours, the colours ascending, the tokens' bits from the left; the token after the last colour is MASK.

Knows nothing of requests.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from pixelgen.errors import DnaError
from pixelgen.palette import COLOURS
from pixelgen.quadtree import CELL_LEVEL, Indices, Writer, encode
from pixelgen.vocabulary import MASK

_PIXEL_LEVEL = 2


def pack_picture(indices: Indices) -> bytes:
    """(32, 32) palette indices -> bytes."""
    colours = np.unique(indices).tolist()
    width = len(colours).bit_length()
    code = {token: place for place, token in enumerate([*colours, MASK])}
    bits = "".join(f"{code[token]:0{width}b}" for token in encode(indices).tokens.tolist())
    packed = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    return bytes([len(colours), *colours]) + packed


def unpack_picture(content: bytes, at: int) -> tuple[Indices, int]:
    """Bytes and where the picture begins -> (32, 32) palette indices and where it ends; DnaError for no picture."""
    count = content[at] if at < len(content) else 0
    colours = content[at + 1 : at + 1 + count]
    ascending = all(one < other for one, other in pairwise(colours))
    if not 1 <= count <= COLOURS or len(colours) < count or colours[-1] >= COLOURS or not ascending:
        raise DnaError("the DNA holds a picture without colours; it was not made by pixelgen")
    tokens = [*colours, MASK]
    width = count.bit_length()
    place = 8 * (at + 1 + count)
    writer = Writer()
    while (cell := writer.cell) is not None:
        code = _bits(content, place, width)
        place += width
        if code > count or (code == count and CELL_LEVEL[cell] == _PIXEL_LEVEL):
            raise DnaError("the DNA holds a picture with an unknown token; it was not made by pixelgen")
        writer.write(tokens[code])
    return writer.indices(), -(-place // 8)


def _bits(content: bytes, place: int, width: int) -> int:
    """The number in `width` (at most 7) bits from bit `place` on."""
    last = (place + width + 7) // 8
    if last > len(content):
        raise DnaError("the DNA ends inside a picture; it was not made by pixelgen")
    number = int.from_bytes(content[place // 8 : last], "big")
    return number >> (8 * last - place - width) & ((1 << width) - 1)
