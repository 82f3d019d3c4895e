"""What the addon's folder holds: scripts, libraries, weights, ids; and the folder as a zip or in a project.

The same checkout gives the same bytes.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from engine_bridges.godot.addresses import Addresses
from engine_bridges.godot.import_sidecars import texture_import
from engine_bridges.godot_addon.binary_resource import binary_resource
from engine_bridges.godot_addon.libraries import Platform, libraries
from pixelgen import PixelgenError

FOLDER = "addons/pixelgen"  # in a project
MOST_BYTES = 12_000_000  # of the zip
_ROOT = Path(__file__).resolve().parents[2]
_SOURCE = Path(__file__).resolve().parent / "addon"
_CLIENT = "pixelgen_client.gd"  # of pixelgen serve, which writes the same file
_WEIGHTS = "weights.res"
_WITH_UID = (".gd", ".gdextension", ".gdshader")
_ADDRESSES = Addresses("pixelgen addon", f"res://{FOLDER}")
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # that a zip file can hold


def addon_files(platforms: Iterable[Platform]) -> dict[str, bytes]:
    """Path in addons/pixelgen -> content. PixelgenError when a library is not made."""
    found = {path.relative_to(_SOURCE).as_posix(): path.read_bytes() for path in _SOURCE.rglob("*") if path.is_file()}
    found[_CLIENT] = (files("engine_bridges") / "godot" / "scripts" / _CLIENT).read_bytes()
    found["LICENSE.txt"] = (_ROOT / "LICENSE").read_bytes()
    weights = (files("pixelgen") / "data" / "pixelgen.safetensors").read_bytes()
    found[_WEIGHTS] = binary_resource(weights, uid=_ADDRESSES.number(_WEIGHTS))
    found |= {f"bin/{name}": content for name, content in libraries(platforms).items()}
    for path in list(found):
        if path.endswith(_WITH_UID):
            found[f"{path}.uid"] = f"{_ADDRESSES.uid(path)}\n".encode("ascii")
        elif path.endswith(".png"):
            sidecar = texture_import(uid=_ADDRESSES.uid(path), place=_ADDRESSES.place(path))
            found[f"{path}.import"] = sidecar.encode("utf-8")
    return dict(sorted(found.items()))


def zipped(content: Mapping[str, bytes]) -> bytes:
    """The folder as the Asset Library takes it. PixelgenError when it is too large."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content_of in content.items():
            entry = zipfile.ZipInfo(f"{FOLDER}/{path}", _FIRST_DATE)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content_of)
    if len(made.getvalue()) > MOST_BYTES:
        raise PixelgenError(f"the addon must have at most {MOST_BYTES:,} bytes as a zip; it has {made.tell():,}")
    return made.getvalue()


def install(content: Mapping[str, bytes], project: Path) -> Path:
    """Put the folder into a Godot project, in place of an older one -> its path.

    PixelgenError where there is no project, or another addon of that name.
    """
    if not (project / "project.godot").is_file():
        raise PixelgenError(f"{project} is no Godot project; expected a folder with a project.godot")
    place = project / FOLDER
    if place.exists() and not (place / "pixelgen.gdextension").is_file():
        raise PixelgenError(f"{place} holds something else; move it away")
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".pixelgen-", dir=project) as name:  # Godot looks into no folder with a point
        made = Path(name, "new")
        for path, content_of in content.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(content_of)
        if place.exists():
            place.rename(Path(name, "old"))
        shutil.move(made, place)
    return place
