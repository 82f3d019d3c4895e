"""A stand-in for the generator that draws ovals at once, and a game around it without a window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from demo_game.app.game import Game, Options
from pixelgen import SPECIES, Sprite, SpriteRequest, decode_dna
from tests.fake_generator import FakeGenetics, dna_of

GLOW = 60  # an index of the glow ramp


def oval(request: SpriteRequest) -> Sprite:
    """A fish of sorts in a colour of its seed; every bred one has a glowing belly."""
    y, x = np.mgrid[0:32, 0:32]
    body = ((x - 16) / 12) ** 2 + ((y - 16) / 7) ** 2 <= 1
    indices = np.where(body, 3 + request.seed % 50, 0).astype(np.uint8)
    if request.parents:
        indices[18:21, 10:20] = GLOW
    return Sprite(indices)


class FakePool:
    """Species of which nothing is known."""

    def offered(self, species: str, trait: str) -> tuple[str, ...]:
        return ()


class FakeArtist(FakeGenetics):
    """asked: all requests. slow: nothing is drawn until `draw`. broken: every drawing fails."""

    learnt_species = tuple(SPECIES)
    homes: ClassVar[dict[str, tuple[str, ...]]] = {}
    gene_pool = FakePool()

    def __init__(self, *, slow: bool = False, broken: bool = False) -> None:
        self.asked: list[SpriteRequest] = []
        self._slow, self._broken = slow, broken
        self._waiting: list[tuple[SpriteRequest, Future[Sprite]]] = []

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        self.asked.append(request)
        future: Future[Sprite] = Future()
        self._waiting.append((request, future))
        if not self._slow:
            self.draw()
        return future

    def draw(self, most: int = 1000) -> None:
        """Fulfil what was asked for, the first ones."""
        for request, future in self._waiting[:most]:
            if self._broken:
                future.set_exception(RuntimeError("the pencil is broken"))
            elif not future.cancelled():
                future.set_result(oval(request))
        del self._waiting[:most]

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request)

    def request_of(self, dna: str) -> SpriteRequest:
        return decode_dna(dna).request


class AtOnce(Executor):
    """Does what it is given when it is asked for the result; done as soon as what it waits for may be."""

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(task(*given, **named))
        return future


def game(saves: Path | None = None, *, artist: FakeArtist | None = None, seed: str = "CORAL-7431") -> Game:
    """A game without a window, with a fake artist."""
    drawn_by = artist or FakeArtist()
    return Game(Options(seed=seed, headless=True, saves=saves), artist=lambda warn: drawn_by, worker=AtOnce())
