"""The page, the core as WebAssembly and the weights -> a folder that any static host serves."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from engine_bridges.studio.pages import INDEX, pages
from engine_bridges.studio.world import world_of
from pixelgen import Generator, PixelgenError, write_files

LARGEST = 5_000_000  # bytes in all
MODULE, WEIGHTS, WORLD = "pixelgen.wasm", "pixelgen.safetensors", "world.json"
_BEFORE = '<link rel="stylesheet"'
_LATER = ("pack_files.js", "png.js", "gif.js", "zip.js", "server_engine.js")  # what the first wall does without
_BUILDER = "pixelgen.native.building.webassembly"


def export_site(folder: Path, generator: Generator, weights: bytes) -> int:
    """Write the folder -> its bytes. PixelgenError for a folder that has other files, or what cannot be written."""
    contents = {name: page.content for name, page in pages().items()}
    contents[INDEX] = _preloading(contents)
    contents[MODULE] = webassembly_core()
    contents[WEIGHTS] = weights
    contents[WORLD] = json.dumps(world_of(generator), separators=(",", ":")).encode("utf-8")
    size = sum(map(len, contents.values()))
    if size > LARGEST:
        raise PixelgenError(f"the folder would have {size} bytes, over {LARGEST}; take smaller weights")
    try:
        strange = sorted(path.name for path in folder.iterdir() if path.name not in contents) if folder.exists() else []
        if strange:
            raise PixelgenError(f"{folder} has other files, such as {strange[0]}; name a folder for the page alone")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PixelgenError(f"cannot write {folder}: {error.strerror or error}") from error
    index = contents.pop(INDEX)
    write_files({**{folder / name: content for name, content in contents.items()}, folder / INDEX: index})  # index last
    return size


def _preloading(contents: Mapping[str, bytes]) -> bytes:
    """The page, which asks for its modules, the core and the weights at once and not one after the other."""
    links = [f'<link rel="preload" href="{name}" as="fetch" crossorigin />' for name in (WEIGHTS, MODULE, WORLD)]
    scripts = [name for name in sorted(contents) if name.endswith(".js") and name not in _LATER]
    links += [f'<link rel="modulepreload" href="{name}" />' for name in scripts]
    text = contents[INDEX].decode("utf-8")
    return text.replace(_BEFORE, "\n    ".join([*links, _BEFORE])).encode("utf-8")


def webassembly_core() -> bytes:
    """The module that a wheel brings, or one compiled from the sources. PixelgenError where there is neither."""
    module = Path(str(files("pixelgen") / "native" / MODULE))
    if (module.parent / "building").is_dir():  # a checkout: as new as its sources
        done = subprocess.run([sys.executable, "-m", _BUILDER], capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.strip().splitlines() or ["it printed nothing"]
            raise PixelgenError(f"the WebAssembly core was not compiled: {said[-1].removeprefix('pixelgen: ')}")
    if not module.is_file():
        raise PixelgenError("this installation has no WebAssembly core; install a wheel, or a checkout with ziglang")
    return module.read_bytes()
