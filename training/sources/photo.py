"""Bytes of a photo from a stranger -> pixels, or a refusal with its reason. Knows nothing of what is on it."""

from __future__ import annotations

import io
import warnings

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

MAX_SIDE = 4096
MIN_SIDE = 32

Pixels = npt.NDArray[np.uint8]  # (height, width, 4): red, green, blue, alpha


class PhotoError(ValueError):
    """A picture that cannot be used; the text is the reason."""


class DamagedPhotoError(PhotoError):
    """Bytes that are no whole picture; another copy of them may be."""


def read_photo(content: bytes) -> Pixels:
    """The pixels of a JPEG or PNG, turned as its camera says. PhotoError; the size is judged from the header."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a decompression bomb and a damaged EXIF block are warnings to Pillow
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
                if max(image.size) > MAX_SIDE or min(image.size) < MIN_SIDE:
                    width, height = image.size
                    raise PhotoError(f"{width} by {height} pixels; sides from {MIN_SIDE} to {MAX_SIDE} are taken")
                if getattr(image, "n_frames", 1) > 1:
                    raise PhotoError("animated")
                return np.asarray(ImageOps.exif_transpose(image).convert("RGBA"), dtype=np.uint8)
    except PhotoError:
        raise
    except Exception as error:  # Pillow raises many kinds for a damaged stream
        raise DamagedPhotoError(f"no whole JPEG or PNG ({type(error).__name__})") from error
