"""How much a folder holds, as its writers know it <-> a line with a checksum; anything else is None.

A line that a crash left half, full of zeros or empty is told apart from one that was written. Knows nothing of files.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_DIGITS = 20
_LINE = re.compile(rb"([0-9]{20}) ([0-9]{20}) ([0-9a-f]{8})\n")


@dataclass(frozen=True, slots=True)
class Tally:
    """taken: bytes of disk in use; written: of them, how many were written since all files were last counted."""

    taken: int
    written: int


def tally_bytes(tally: Tally) -> bytes:
    """The line; a negative number, of which there is none on a disk, is written as 0.

    >>> tally_bytes(Tally(8192, 4096))
    b'00000000000000008192 00000000000000004096 1ade4398\\n'
    """
    numbers = f"{max(tally.taken, 0):0{_DIGITS}} {max(tally.written, 0):0{_DIGITS}}".encode("ascii")
    return numbers + b" %08x\n" % zlib.crc32(numbers)


def read_tally(content: bytes | None) -> Tally | None:
    """What `tally_bytes` wrote; None for anything else."""
    match = None if content is None else _LINE.fullmatch(content)
    if match is None or int(match[3], 16) != zlib.crc32(b"%s %s" % (match[1], match[2])):
        return None
    return Tally(int(match[1]), int(match[2]))
