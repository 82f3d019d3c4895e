"""Frames -> the bytes of an animated GIF, or a picture -> those of an indexed PNG, in their colours.

Knows nothing of sprites' meaning or of files.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pixelgen.palette import COLOURS, RGB

MOST_COLOURS = 256
_TICK = 10  # a GIF counts time in hundredths of a second

Pixels = npt.NDArray[np.uint8]


def gif_of_colours(frames: Sequence[Pixels], durations_ms: Sequence[int], *, scale: int = 1) -> bytes:
    """(height, width, 3) frames -> a GIF that loops; the nearest 256 colours when there are more in all."""
    numbers, colours = _numbered(np.concatenate(list(frames)))
    shape = (len(frames), *frames[0].shape[:2])
    return _encoded(numbers.reshape(shape), colours, durations_ms, scale, loops=True)


def png_of_colours(picture: Pixels, *, scale: int = 1) -> bytes:
    """(height, width, 3) -> an indexed PNG; the nearest 256 colours when there are more."""
    from PIL import Image

    numbers, colours = _numbered(picture)
    indexed = Image.fromarray(numbers.repeat(scale, axis=0).repeat(scale, axis=1))
    indexed.putpalette(colours)
    file = io.BytesIO()
    indexed.save(file, "PNG", optimize=True)
    return file.getvalue()


def gif_of_indices(
    frames: npt.NDArray[np.uint8],
    durations_ms: Sequence[int],
    *,
    scale: int = 1,
    loops: bool = True,
    rgb: npt.NDArray[np.uint8] | None = None,
) -> bytes:
    """(n, height, width) palette indices -> a GIF whose index 0 is transparent; rgb (64, 3): other colours."""
    palette = np.array(RGB, dtype=np.uint8) if rgb is None else rgb
    if frames.dtype != np.uint8 or frames.ndim != 3 or int(frames.max(initial=0)) >= COLOURS:
        raise ValueError(f"frames must be uint8 (n, height, width) below {COLOURS}; got {frames.dtype} {frames.shape}")
    return _encoded(frames, palette.tobytes(), durations_ms, scale, loops=loops, transparency=0)


def _numbered(picture: Pixels) -> tuple[npt.NDArray[np.uint8], bytes]:
    """(height, width, 3) -> (height, width) numbers of colours, and the colours."""
    colours, numbers = np.unique(picture.reshape(-1, 3), axis=0, return_inverse=True)
    if len(colours) <= MOST_COLOURS:
        return numbers.reshape(picture.shape[:2]).astype(np.uint8), colours.tobytes()
    from PIL import Image  # here, so that importing the library does not load Pillow

    indexed = Image.fromarray(picture).quantize(MOST_COLOURS, dither=Image.Dither.NONE)
    return np.asarray(indexed), bytes(indexed.getpalette() or ())


def _encoded(
    frames: npt.NDArray[np.uint8],
    palette: bytes,
    durations_ms: Sequence[int],
    scale: int,
    *,
    loops: bool,
    transparency: int | None = None,
) -> bytes:
    from PIL import Image  # here, so that importing the library does not load Pillow

    pictures = []
    for frame in frames:
        picture = Image.fromarray(frame.repeat(scale, axis=0).repeat(scale, axis=1))
        picture.putpalette(palette)
        pictures.append(picture)
    file = io.BytesIO()
    first, *others = pictures
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=others,
        duration=[max(_TICK, round(one / _TICK) * _TICK) for one in durations_ms],
        optimize=False,
        disposal=2,  # each frame begins on an empty canvas
        **({"loop": 0} if loops else {}),
        **({} if transparency is None else {"transparency": transparency}),
    )
    return file.getvalue()
