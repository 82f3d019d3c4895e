"""An animal's idle movements -> its frames, none of which is like the one before it where the picture allows that.

Knows nothing of species.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.gestures import polyps, tips
from pixelgen.look.motion.maps import eased, outline_first, sources_of
from pixelgen.look.motion.waves import Movement, summed

_STIRS: tuple[Callable[[Body], Movement], ...] = (tips, polyps)


def idling(body: Body, movements: list[Movement], frames: int) -> npt.NDArray[np.int64]:
    """(frames, h, w) what each pixel shows, as `sources_of` says it.

    Where two frames in a row come out alike, because what moves is small or held by an eye, the tips of the animal
    stir as well, and then its upper rim.
    """
    tones, rank = np.concatenate([np.zeros(1, dtype=np.uint8), body.indices[body.y, body.x]]), outline_first(body)
    sources = _shown(body, movements, frames, rank)
    for stir in _STIRS:
        pictures = tones[sources].reshape(frames, -1)
        if (pictures != pictures[np.arange(-1, frames - 1)]).any(axis=1).all():
            break
        movements = [*movements, stir(body)]
        sources = _shown(body, movements, frames, rank)
    return sources


def _shown(body: Body, movements: list[Movement], frames: int, rank: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return sources_of(body, *eased(body, *summed(movements, frames, len(body))), rank)
