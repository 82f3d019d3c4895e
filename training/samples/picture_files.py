"""A picture -> a PNG file that is whole or not there. Knows nothing of what it shows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from pixelgen.files.whole_files import write_files

if TYPE_CHECKING:
    from PIL.Image import Image


def save_picture(picture: Image, path: Path) -> None:
    """Write it, and make the folders that are missing; PixelgenError when that fails."""
    content = io.BytesIO()
    picture.save(content, "PNG", optimize=True)
    write_files({path: content.getvalue()})
