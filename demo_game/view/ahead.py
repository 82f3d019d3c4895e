"""Places -> pictures that are drawn in the background before they come into view, and kept while they are near.

Knows nothing of what is drawn: `draw` gives pixels for a place, on a thread, or None where there is nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.pixels import surface_of

Place = tuple[int, int]
Pixels = npt.NDArray[np.uint8]


class DrawnAhead:
    """keeps: how many pictures at most."""

    def __init__(self, draw: Callable[[int, int], Pixels | None], *, keeps: int) -> None:
        self._draw = draw
        self._keeps = keeps
        self._pictures: OrderedDict[Place, pygame.Surface | None] = OrderedDict()
        self._coming: dict[Place, Future[Pixels | None]] = {}
        self._closed = False
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="scenery")

    def prepare(self, places: Iterable[Place]) -> None:
        """Start drawing them in the background, and take over one that is done."""
        for place in places:
            if place not in self._pictures and place not in self._coming and not self._closed:
                self._coming[place] = self._worker.submit(self._draw, *place)
        done = next((place for place, future in self._coming.items() if future.done()), None)
        if done is not None:
            self.picture(done)

    def picture(self, place: Place) -> pygame.Surface | None:
        """One of them. Draws it now when it was not prepared in time, as after a jump of the camera."""
        if place not in self._pictures:
            future = self._coming.pop(place, None)
            drawn = None if future is None or future.cancelled() else future
            pixels = self._draw(*place) if drawn is None else drawn.result()
            self._pictures[place] = None if pixels is None else surface_of(pixels).convert_alpha()
            if len(self._pictures) > self._keeps:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(place)
        return self._pictures[place]

    def close(self) -> None:
        """Stop drawing in the background; what is asked for later is drawn at once."""
        self._closed = True
        self._worker.shutdown(wait=False, cancel_futures=True)
