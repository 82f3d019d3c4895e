"""A PNG or GIF -> the same with a mark that machines read, in XMP: its IPTC digital source type is a trained algorithm.

The mark is an iTXt chunk or an application extension, the same in every file; no pixel changes. As the IPTC Photo
Metadata Standard 2023.1 has it, https://cv.iptc.org/newscodes/digitalsourcetype/, the PNG specification, third edition,
11.3.3.5, and Adobe's XMP specification, part 3, 1.1.2.
"""

from __future__ import annotations

import zlib

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
XMP_NAME = "XML:com.adobe.xmp"
XMP_MARK = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    f'Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE}"/>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)
_BODY = b"iTXt" + XMP_NAME.encode("ascii") + b"\0\0\0\0\0" + XMP_MARK.encode("utf-8")  # not packed, no language
_CHUNK = (len(_BODY) - 4).to_bytes(4, "big") + _BODY + zlib.crc32(_BODY).to_bytes(4, "big")
_PNG, _PNG_HEADER = b"\x89PNG\r\n\x1a\n", 8 + 25  # the signature; with IHDR
_GIF, _GIF_HEADER = b"GIF89a", 13
# Whoever takes the text for blocks of a GIF, each after its length, lands in the trailer, which leads to the end.
_TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
_EXTENSION = b"\x21\xff\x0bXMP DataXMP" + XMP_MARK.encode("utf-8") + _TRAILER


def marked(content: bytes) -> bytes:
    """The PNG or GIF with the mark after its header; ValueError for what does not begin as one, or has the mark."""
    place = _place(content)
    if place is None or is_marked(content):
        raise ValueError("expected a PNG or GIF without the mark")
    at, mark = place
    return content[:at] + mark + content[at:]


def is_marked(content: bytes) -> bool:
    """Whether a picture that pixelgen wrote has the mark."""
    place = _place(content)
    return place is not None and content.startswith(place[1], place[0])


def _place(content: bytes) -> tuple[int, bytes] | None:
    """Where the mark goes, and the mark of this kind of file."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR":
        return _PNG_HEADER, _CHUNK
    if content.startswith(_GIF) and len(content) > _GIF_HEADER:
        colours = 3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0
        return _GIF_HEADER + colours, _EXTENSION
    return None
