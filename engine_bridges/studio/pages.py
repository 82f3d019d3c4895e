"""The page's files: by name, with their types, and what a browser may do with them.

Those of the package's folder `static` and no other; knows nothing of HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

# Nothing from elsewhere, no inline script or style; WebAssembly may be compiled.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
INDEX = "index.html"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the page."""

    content: bytes
    kind: str


def pages() -> Mapping[str, Page]:
    """All of them, by their names."""
    found = {}
    for file in (files("engine_bridges") / "studio" / "static").iterdir():
        kind = _TYPES.get(file.name.rpartition(".")[2])
        if kind is not None:
            found[file.name] = Page(file.read_bytes(), kind)
    return found
