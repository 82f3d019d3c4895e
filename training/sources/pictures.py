"""Picture files of strangers -> RGBA pixels, or a refusal with its reason. Nothing in one may stop an import."""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

PICTURE_ENDINGS = (".png", ".gif", ".webp")
_FORMATS = ("PNG", "GIF", "WEBP")
MEGABYTES = 32  # of a file; pixel art takes kilobytes


class PictureError(ValueError):
    """A picture that cannot be used; the text is the reason."""


def picture_files(root: Path, ignore: Sequence[str] = ()) -> list[Path]:
    """Everything below a folder that is named like a picture, in order; `ignore` holds patterns of relative paths."""
    found = []
    for folder, inner, files in os.walk(root):
        inner.sort()
        # A folder named x.png is listed as well, so that its refusal is.
        for name in [*files, *(name for name in inner if name.lower().endswith(PICTURE_ENDINGS))]:
            path = Path(folder) / name
            relative = path.relative_to(root).as_posix()
            if name.lower().endswith(PICTURE_ENDINGS) and not any(fnmatch(relative, pattern) for pattern in ignore):
                found.append(path)
    return sorted(found)


def read_picture(path: Path, *, megapixels: float) -> npt.NDArray[np.uint8]:
    """(h, w, 4) uint8. PictureError for what is damaged, animated, no picture, or larger than `megapixels`."""
    try:
        status = path.stat()
    except OSError as error:
        raise PictureError(f"cannot be opened: {error.strerror or error}") from error
    if stat.S_ISDIR(status.st_mode):
        raise PictureError("a folder, not a picture")
    if not stat.S_ISREG(status.st_mode):
        raise PictureError("no ordinary file")
    if not status.st_size:
        raise PictureError("zero bytes")
    if status.st_size > MEGABYTES * 1_000_000:
        raise PictureError(f"too large: {status.st_size / 1e6:.0f} megabytes; at most {MEGABYTES}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; sizes are judged below
            with Image.open(path, formats=_FORMATS) as image:
                return _pixels(image, megapixels)
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureError("too large: a decompression bomb") from error
    except UnidentifiedImageError as error:
        raise PictureError("no PNG, GIF or WebP inside, or its head is damaged") from error
    except Exception as error:  # Pillow raises many kinds for a damaged stream
        raise PictureError(f"truncated or damaged ({error})") from error


def _pixels(image: Image.Image, megapixels: float) -> npt.NDArray[np.uint8]:
    width, height = image.size
    if width * height > megapixels * 1e6:  # from the head, before a pixel is unpacked
        raise PictureError(f"too large: {width} x {height} pixels; at most {megapixels:g} megapixels")
    if getattr(image, "n_frames", 1) > 1:
        raise PictureError(f"animated: {image.n_frames} frames; a sheet of them can be imported")  # type: ignore[attr-defined]
    if image.mode.startswith("I") or image.mode == "F":  # 16-bit grey, which Pillow would clip
        grey = np.asarray(image, dtype=np.float64)
        return np.asarray(Image.fromarray((grey / 257).clip(0, 255).astype(np.uint8)).convert("RGBA"))
    return np.asarray(image.convert("RGBA"))
