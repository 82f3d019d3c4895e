"""8-bit sRGB -> OKLab, many colours at once (Ottosson 2020), the palette there, and how far one colour is from another.

Knows nothing of pictures.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.palette import RGB

Colours = npt.NDArray[np.float64]  # (..., 3) lightness, a, b

_TO_CONE = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_LEVELS = np.arange(256) / 255
_LINEAR = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4)


def to_oklab(rgb: npt.NDArray[np.uint8]) -> Colours:
    """(..., 3) uint8 sRGB -> (..., 3) lightness in 0 to 1, a and b in about -0.4 to 0.4."""
    return np.asarray(np.cbrt(_LINEAR[rgb] @ _TO_CONE.T) @ _TO_LAB.T)


def squared_distances(these: Colours, those: Colours) -> npt.NDArray[np.float64]:
    """(n, 3), (m, 3) -> (n, m) squared distances; 0.02 squared is about the least difference that is seen."""
    return np.asarray(((these[:, None, :] - those[None, :, :]) ** 2).sum(axis=2))


PALETTE: Colours = to_oklab(np.array(RGB[1:], dtype=np.uint8))  # (63, 3); row i is palette index i + 1


def mapping_costs(
    colours: Colours, palette: Colours = PALETTE, *, louder: float = 1.9, duller: float = 1.2
) -> npt.NDArray[np.float64]:
    """(n, 3), (m, 3) -> (n, m) squared distance to each palette colour, taken apart into lightness, chroma and hue.

    In a palette of few colours plain distance gives pale colours loud ones and greys brown ones: a hue that was not
    there, or more colour than there was, costs more than the same distance in lightness. louder, duller: the price of
    more chroma than there was, and of less.
    """
    chroma = np.hypot(colours[:, 1], colours[:, 2])[:, None]
    lightness = (colours[:, None, 0] - palette[None, :, 0]) ** 2
    more = np.hypot(palette[:, 1], palette[:, 2])[None, :] - chroma
    # What is left of the squared distance in a and b without the difference in chroma: 4 c1 c2 sin(half the angle)^2.
    hue = np.maximum(0, squared_distances(colours[:, 1:], palette[:, 1:]) - more**2)
    return np.asarray(0.6 * lightness + np.where(more > 0, louder, duller) * more**2 + 1.6 * hue)
