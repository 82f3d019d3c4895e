"""A PNG -> the same with a mark that machines read: a trained algorithm made it (IPTC digital source type, in XMP).

The mark is one iTXt chunk, the same in every file; no pixel changes. As the IPTC Photo Metadata Standard 2023.1 has it:
https://cv.iptc.org/newscodes/digitalsourcetype/ and the PNG specification, third edition, 11.3.3.5.
"""

from __future__ import annotations

import zlib

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
XMP_NAME = "XML:com.adobe.xmp"
_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    f'Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE}"/>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)
_BODY = b"iTXt" + XMP_NAME.encode("ascii") + b"\0\0\0\0\0" + _XMP.encode("utf-8")  # not packed, no language
_CHUNK = (len(_BODY) - 4).to_bytes(4, "big") + _BODY + zlib.crc32(_BODY).to_bytes(4, "big")
_HEADER_END = 8 + 25  # the signature and IHDR


def marked(png: bytes) -> bytes:
    """The PNG with the mark after its header; ValueError for what does not begin as one, or has the mark already."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or png[12:16] != b"IHDR" or is_marked(png):
        raise ValueError("expected a PNG without the mark")
    return png[:_HEADER_END] + _CHUNK + png[_HEADER_END:]


def is_marked(png: bytes) -> bool:
    """Whether a PNG that pixelgen wrote has the mark."""
    return png[_HEADER_END : _HEADER_END + len(_CHUNK)] == _CHUNK
