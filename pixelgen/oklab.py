"""8-bit sRGB -> OKLab, many colours at once (Ottosson 2020), the palette there, and how far one colour is from another.

Lightness, a and b are whole numbers of 2^-20, by integers alone; all that follows from them is added, multiplied and
rooted as IEEE 754 says: no machine's last bit decides which colour is nearest. Knows nothing of pictures.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.palette import RGB

Colours = npt.NDArray[np.float64]  # (..., 3) lightness, a, b

LAB_BITS = 20  # of a unit of lightness
LIGHT_BITS = 30  # of full light
MATRIX_BITS = 24  # of the second matrix


def _whole(rows: list[list[float]], bits: int) -> npt.NDArray[np.int64]:
    return np.round(np.array(rows) * 2.0**bits).astype(np.int64)


TO_CONE = _whole(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    LIGHT_BITS,
)
TO_LAB = _whole(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    MATRIX_BITS,
)
_LEVELS = np.arange(256) / 255
_SHARES = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4)
LINEAR = np.round(_SHARES * 2**LIGHT_BITS).astype(np.int64)


def to_oklab(rgb: npt.NDArray[np.uint8]) -> Colours:
    """(..., 3) uint8 sRGB -> (..., 3) lightness in 0 to 1, a and b in about -0.4 to 0.4."""
    cones = _cube_roots((LINEAR[rgb][..., None, :] * TO_CONE).sum(axis=-1))
    lab = ((cones[..., None, :] * TO_LAB).sum(axis=-1) + (1 << MATRIX_BITS - 1)) >> MATRIX_BITS
    return np.asarray(lab / 2.0**LAB_BITS)


def _cube_roots(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Whole, rounded down, of 0 to 2^60 and a little more."""
    roots = np.cbrt(numbers.astype(np.float64)).astype(np.int64)
    roots -= roots**3 > numbers
    roots += (roots + 1) ** 3 <= numbers
    return roots


def squared_distances(these: Colours, those: Colours) -> npt.NDArray[np.float64]:
    """(n, 3), (m, 3) -> (n, m) squared distances; 0.02 squared is about the least difference that is seen."""
    apart = (these[:, None, :] - those[None, :, :]) ** 2
    found = apart[..., 0]
    for axis in range(1, apart.shape[2]):
        found = found + apart[..., axis]
    return np.asarray(found)


PALETTE: Colours = to_oklab(np.array(RGB[1:], dtype=np.uint8))  # (63, 3); row i is palette index i + 1


def mapping_costs(
    colours: Colours, palette: Colours = PALETTE, *, louder: float = 1.9, duller: float = 1.2
) -> npt.NDArray[np.float64]:
    """(n, 3), (m, 3) -> (n, m) squared distance to each palette colour, taken apart into lightness, chroma and hue.

    In a palette of few colours plain distance gives pale colours loud ones and greys brown ones: a hue that was not
    there, or more colour than there was, costs more than the same distance in lightness. louder, duller: the price of
    more chroma than there was, and of less.
    """
    chroma = _chroma(colours)[:, None]
    lightness = (colours[:, None, 0] - palette[None, :, 0]) ** 2
    more = _chroma(palette)[None, :] - chroma
    # What is left of the squared distance in a and b without the difference in chroma: 4 c1 c2 sin(half the angle)^2.
    hue = np.maximum(0, squared_distances(colours[:, 1:], palette[:, 1:]) - more**2)
    return np.asarray(0.6 * lightness + np.where(more > 0, louder, duller) * more**2 + 1.6 * hue)


def _chroma(colours: Colours) -> npt.NDArray[np.float64]:
    return np.asarray(np.sqrt(colours[:, 1] * colours[:, 1] + colours[:, 2] * colours[:, 2]))
