"""Bytes -> a binary resource of Godot that holds them. Knows not what they are.

An export takes resources along, and leaves files of an unknown kind behind. The format, little-endian, is that of its
core/io/resource_format_binary.cpp, version 5, which every Godot 4 reads.
"""

from __future__ import annotations

import struct

KEY = "bytes"  # of the resource's metadata
_FORMAT = (4, 0, 5)  # engine 4.0, format 5
_NAMED_SCENE_IDS, _UIDS = 1, 2
_RESERVED = 11
_PACKED_BYTE_ARRAY = 31


def binary_resource(content: bytes, *, uid: int) -> bytes:
    """A Resource whose metadata `bytes` is a PackedByteArray. uid: the engine's id of the file, 0 to 2^63 - 2."""
    name = f"metadata/{KEY}"
    head = b"RSRC" + struct.pack("<II", 0, 0) + struct.pack("<III", *_FORMAT) + _text("Resource")
    head += struct.pack("<QIQ", 0, _NAMED_SCENE_IDS | _UIDS, uid) + bytes(4 * _RESERVED)
    head += struct.pack("<I", 1) + _text(name)
    head += struct.pack("<II", 0, 1) + _text("local://1")
    body = _text("Resource") + struct.pack("<II", 1, 0)  # one property, of the first name
    body += struct.pack("<II", _PACKED_BYTE_ARRAY, len(content)) + content + bytes(-len(content) % 4)
    return head + struct.pack("<Q", len(head) + 8) + body + b"RSRC"


def _text(text: str) -> bytes:
    content = text.encode("utf-8") + b"\0"
    return struct.pack("<I", len(content)) + content
