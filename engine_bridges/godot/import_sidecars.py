"""A picture of a pack -> its `.import` sidecar, as Godot 4.6 writes it. Knows nothing of other files.

In a project the sidecar is complete, so that the engine's first import changes nothing. A pack outside a project gets
the start of one, which the engine completes.
"""

from __future__ import annotations

import hashlib
import re

from engine_bridges.godot.addresses import Addresses

_UID = re.compile(rb'^uid="uid://[a-z0-9]*"$', re.MULTILINE)
_PARAMS = """\
compress/mode=0
compress/high_quality=false
compress/lossy_quality=0.7
compress/uastc_level=0
compress/rdo_quality_loss=0.0
compress/hdr_compression=1
compress/normal_map={normal_map}
compress/channel_pack=0
mipmaps/generate=false
mipmaps/limit=-1
roughness/mode=0
roughness/src_normal=""
process/channel_remap/red=0
process/channel_remap/green=1
process/channel_remap/blue=2
process/channel_remap/alpha=3
process/fix_alpha_border=false
process/premult_alpha=false
process/normal_map_invert_y=false
process/hdr_as_srgb=false
process/hdr_clamp_exposure=false
process/size_limit=0
detect_3d/compress_to=0
"""
# The settings of ours that differ from the engine's defaults; normal_map=2 keeps all channels of a normal map.
_OWN_PARAMS = ("compress/mode", "mipmaps/generate", "process/fix_alpha_border", "detect_3d/compress_to")


def texture_import(*, uid: str, place: str | None = None, is_normal_map: bool = False) -> str:
    """A sidecar: lossless, no pixel changed. place: the picture's path in its project, res://...; None: in none.

    [remap]

    importer="texture"
    type="CompressedTexture2D"
    uid="uid://..."
    path="res://.godot/imported/tang_sheet.png-0123456789abcdef0123456789abcdef.ctex"
    metadata={
    "vram_texture": false
    }

    [deps]

    source_file="res://addons/reef/creatures/tang/tang_sheet.png"
    dest_files=["res://.godot/imported/tang_sheet.png-0123456789abcdef0123456789abcdef.ctex"]

    [params]

    compress/mode=0
    ...
    """
    remap = f'[remap]\n\nimporter="texture"\ntype="CompressedTexture2D"\nuid="{uid}"\n'
    params = _PARAMS.format(normal_map=2 if is_normal_map else 0)
    if place is None:
        names = (*_OWN_PARAMS, *(["compress/normal_map"] if is_normal_map else []))
        lines = [line for line in params.splitlines() if line.partition("=")[0] in names]
        return "\n".join([remap, "[params]\n", *lines, ""])
    digest = hashlib.md5(place.encode("utf-8"), usedforsecurity=False).hexdigest()
    imported = f"res://.godot/imported/{place.rpartition('/')[2]}-{digest}.ctex"
    remap += f'path="{imported}"\nmetadata={{\n"vram_texture": false\n}}\n'
    deps = f'[deps]\n\nsource_file="{place}"\ndest_files=["{imported}"]\n'
    return "\n".join([remap, deps, "[params]\n", params])


def sidecar_of(path: str, addresses: Addresses) -> bytes:
    """The sidecar of a picture that has none. path: of the picture, in the pack."""
    return _written(path, addresses, addresses.place(path))


def kept_sidecar(path: str, found: bytes, addresses: Addresses) -> bytes:
    """What becomes of a sidecar that is there: it keeps all settings, the engine's and the user's, and gets our uid.

    One that nobody has touched since we wrote the start of it is completed.
    """
    if found == _written(path, addresses, None):
        return sidecar_of(path, addresses)
    return _UID.sub(f'uid="{addresses.uid(path)}"'.encode("ascii"), found, count=1)


def _written(path: str, addresses: Addresses, place: str | None) -> bytes:
    is_quoted = place is not None and ('"' in place or "\\" in place)
    text = texture_import(
        uid=addresses.uid(path), place=None if is_quoted else place, is_normal_map=path.endswith("_normals.png")
    )
    return text.encode("utf-8")
