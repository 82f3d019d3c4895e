from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from engine_bridges.baking.making import DRAWN_TOGETHER, CannotMakeError, make_here
from engine_bridges.baking.plan import BakeTask, tasks_of
from pixelgen import RequestError, Sprite, SpriteRequest, StoppedError
from pixelgen.model.stopping import current_stop
from tests.engine_bridges.baked_packs import HEAD, CountingMaker, pack_in

MANY = '[[creatures]]\nzone = "reef"\nspecies = "tang"\ncount = 40\n'


@pytest.fixture
def tasks(tmp_path: Path) -> list[BakeTask]:
    return list(tasks_of(pack_in(tmp_path, MANY), CountingMaker()).values())


def test_every_task_is_done_parents_first(tasks: list[BakeTask]) -> None:
    turned = [replace(task, generation=40 - number) for number, task in enumerate(tasks)]
    assert [task for task, _ in make_here(CountingMaker(), turned)] == turned[::-1]
    assert [creature.card for _, creature in make_here(CountingMaker(), tasks)] == [one.card for one in tasks]
    assert list(make_here(CountingMaker(), [])) == []


def test_one_batch_is_drawn_ahead_and_no_more(tasks: list[BakeTask]) -> None:
    maker = CountingMaker()
    making = make_here(maker, tasks)
    next(making)
    making.close()  # which waits for the thread
    assert len(maker.drawn) in (DRAWN_TOGETHER, 2 * DRAWN_TOGETHER)


def test_closing_ends_what_is_being_drawn(tasks: list[BakeTask]) -> None:
    ended = Event()

    class Slow(CountingMaker):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            if not self.drawn:
                return super().sprites(requests)
            stop = current_stop()
            assert stop is not None
            pause = Event()
            for _ in range(60_000):
                if stop.is_set():
                    ended.set()
                    break
                pause.wait(0.01)
            raise StoppedError("stopped")

    making = make_here(Slow(), tasks)
    next(making)
    making.close()
    assert ended.is_set()


def test_the_creature_at_fault_is_named(tasks: list[BakeTask]) -> None:
    class Choosy(CountingMaker):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            if tasks[3].request in requests:
                raise RequestError("a parent is in no cache here")
            return super().sprites(requests)

    with pytest.raises(CannotMakeError, match="a parent is in no cache here") as told:
        list(make_here(Choosy(), tasks))
    assert told.value.name == tasks[3].card.name


def test_a_key_differs_by_what_is_drawn_and_by_nothing_else(tmp_path: Path) -> None:
    def keys(*tables: str, digest: str = "0123", head: str = '[pack]\nname = "reef"\n') -> list[str]:
        maker = CountingMaker()
        maker.weights_digest = digest
        return [task.key for task in tasks_of(pack_in(tmp_path, *tables, head=head), maker).values()]

    tang = '[[creatures]]\nname = "{}"\nzone = "reef"\nspecies = "tang"\nseed = {}\n{}\n'
    (plain,) = keys(tang.format("a", 1, ""))
    assert keys(tang.format("b", 1, ""), head='[pack]\nname = "cave"\n') == [plain]
    sheets = [keys(tang.format("b", 1, ""), head=f'{HEAD}format = "{name}"\n') for name in ("sheet", "pygame")]
    assert sheets[0] == sheets[1] != [plain]  # packs for Godot have flat frames besides
    assert keys(tang.format("a", 1, "frames = 6")) == [plain]  # the default
    others = [
        *keys(tang.format("a", 2, "")),
        *keys(tang.format("a", 1, "scale = 2")),
        *keys(tang.format("a", 1, "light = { azimuth = 1 }")),
        *keys(tang.format("a", 1, 'animations = ["dart"]')),
        *keys(tang.format("a", 1, "emission = false")),
        *keys(tang.format("a", 1, ""), digest="4567"),
    ]
    assert len({plain, *others}) == 7
