"""Orders -> creatures, on this machine: a thread draws the next batch while the last one is lit, moved and written.

Knows nothing of packs or folders.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from engine_bridges.baking.plan import Order, creature_of
from engine_bridges.creatures.creature import Creature, PackError
from pixelgen import RequestError, Sprite, SpriteRequest, Stop, stoppable_by

DRAWN_TOGETHER = 16  # what an interruption may lose, and what is in memory at once, twice

Making = Generator[tuple[Order, Creature], None, None]


class SpriteMaker(Protocol):
    """The part of a generator that draws."""

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        """One sprite a request, in order."""


class CannotMakeError(PackError):
    """A creature that cannot be drawn. name: which."""

    def __init__(self, name: str, says: str) -> None:
        self.name = name
        super().__init__(says)


class Made(Protocol):
    """What makes creatures: here, or elsewhere."""

    def __call__(self, orders: Sequence[Order]) -> Making:
        """Each order with its creature, in any order. Closing it ends the work soon.

        CannotMakeError for one that cannot be drawn.
        """


def made_here(maker: SpriteMaker, orders: Sequence[Order]) -> Making:
    """Each order with its creature, parents before their children; see Made."""
    in_turn = sorted(orders, key=lambda order: order.generation)  # so that children find their parents in the cache
    batches = [in_turn[at : at + DRAWN_TOGETHER] for at in range(0, len(in_turn), DRAWN_TOGETHER)]
    stop = Stop()
    with ThreadPoolExecutor(1, thread_name_prefix="pixelgen-bake") as pool:
        try:
            drawing: Future[list[Sprite]] | None = None
            for number, batch in enumerate(batches):
                drawn = drawing or pool.submit(_drawn, maker, batch, stop)
                following = batches[number + 1 : number + 2]
                sprites = drawn.result()
                drawing = pool.submit(_drawn, maker, following[0], stop) if following else None
                for order, sprite in zip(batch, sprites, strict=True):
                    yield order, creature_of(order, sprite)
        finally:
            stop.set()


def _drawn(maker: SpriteMaker, batch: Sequence[Order], stop: Stop) -> list[Sprite]:
    with stoppable_by(stop):
        try:
            return maker.sprites([order.request for order in batch])
        except RequestError:
            return [_drawn_alone(maker, order) for order in batch]  # so that the one at fault is known


def _drawn_alone(maker: SpriteMaker, order: Order) -> Sprite:
    try:
        return maker.sprites([order.request])[0]
    except RequestError as error:
        raise CannotMakeError(order.card.name, str(error)) from error
