"""Tasks -> creatures, on this machine: a thread draws the next batch while the last one is lit, moved and written.

Knows nothing of packs or folders.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from engine_bridges.baking.plan import BakeTask, creature_of
from engine_bridges.creatures.creature import Creature, PackError
from pixelgen import RequestError, Sprite, SpriteRequest, Stop, stoppable_by

DRAWN_TOGETHER = 16  # what an interruption may lose, and what is in memory at once, twice

CreatureStream = Generator[tuple[BakeTask, Creature], None, None]


class SpriteMaker(Protocol):
    """The part of a generator that draws."""

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        """One sprite a request, in order."""


class CannotMakeError(PackError):
    """A creature that cannot be drawn. name: which."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


class MakeCreatures(Protocol):
    """What makes creatures: here, or elsewhere."""

    def __call__(self, tasks: Sequence[BakeTask]) -> CreatureStream:
        """Each task with its creature, in any order. Closing it ends the work soon.

        CannotMakeError for one that cannot be drawn.
        """


def make_here(maker: SpriteMaker, tasks: Sequence[BakeTask]) -> CreatureStream:
    """Each task with its creature, parents before their children; see MakeCreatures."""
    in_turn = sorted(tasks, key=lambda task: task.generation)  # so that children find their parents in the cache
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
                for task, sprite in zip(batch, sprites, strict=True):
                    yield task, creature_of(task, sprite)
        finally:
            stop.set()


def _drawn(maker: SpriteMaker, batch: Sequence[BakeTask], stop: Stop) -> list[Sprite]:
    with stoppable_by(stop):
        try:
            return maker.sprites([task.request for task in batch])
        except RequestError:
            return [_drawn_alone(maker, task) for task in batch]  # so that the one at fault is known


def _drawn_alone(maker: SpriteMaker, task: BakeTask) -> Sprite:
    try:
        return maker.sprites([task.request])[0]
    except RequestError as error:
        raise CannotMakeError(task.card.name, str(error)) from error
