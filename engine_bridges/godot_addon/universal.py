"""Libraries of several processors -> one universal library of macOS. Knows nothing of what is in them.

The format: Apple's <mach-o/fat.h>. A header and an entry for each processor, big-endian, then the libraries as they
are, each from a multiple of 16 KB on.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from pixelgen import PixelgenError

_MAGIC = 0xCAFEBABE
_MACH_O_64 = 0xFEEDFACF
_ALIGNMENT = 14  # 2^14 bytes: pages of Apple's own processors
_HEADER = struct.Struct(">II")
_ENTRY = struct.Struct(">IIIII")  # processor, its kind, first byte, bytes, alignment


def universal_library(parts: Sequence[bytes]) -> bytes:
    """One file with all of them; PixelgenError for what is no 64-bit library of macOS."""
    page = 1 << _ALIGNMENT
    entries, content = [], b""
    begin = -(-(_HEADER.size + _ENTRY.size * len(parts)) // page) * page
    for part in parts:
        magic, processor, kind = struct.unpack_from("<III", part.ljust(12, b"\0"))
        if magic != _MACH_O_64:
            raise PixelgenError("a universal library is made of 64-bit libraries of macOS; got another file")
        entries.append(_ENTRY.pack(processor, kind, begin + len(content), len(part), _ALIGNMENT))
        content += part.ljust(-(-len(part) // page) * page, b"\0")
    header = _HEADER.pack(_MAGIC, len(parts)) + b"".join(entries)
    return header.ljust(begin, b"\0") + content
