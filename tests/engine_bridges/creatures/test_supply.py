from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from typing import Any

import numpy as np
import pytest

from engine_bridges.creatures.creature import Creature
from engine_bridges.creatures.supply import CreatureSupply
from pixelgen import PixelgenError, RequestError, Sprite, SpriteRequest
from tests.fake_generator import dna_of

JELLY = SpriteRequest("reef", "jellyfish", seed=7)
CRAB = SpriteRequest("hadal", "grazer", "crab", seed=2)
PATIENCE = 120  # seconds that no test comes near


class ManualGenerator:
    """Draws when it is told to; a block of 20 by 12 pixels."""

    def __init__(self) -> None:
        self.submitted: list[tuple[SpriteRequest, Future[Sprite]]] = []

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        future: Future[Sprite] = Future()
        self.submitted.append((request, future))
        return future

    def species_of(self, request: SpriteRequest) -> str | None:
        return request.species or "moon_jelly"

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request)

    def draw(self, at: int = -1) -> None:
        indices = np.zeros((32, 32), np.uint8)
        indices[10:22, 6:26] = 9
        self.submitted[at][1].set_result(Sprite(indices))


def settled(supply: CreatureSupply) -> None:
    """When the thread has done what it was given."""
    done = threading.Event()
    supply._pool.submit(done.set)
    assert done.wait(PATIENCE)


@pytest.fixture(name="generator")
def a_generator() -> ManualGenerator:
    return ManualGenerator()


def test_a_creature_comes_lit_moving_and_with_its_dna_when_it_is_drawn(generator: ManualGenerator) -> None:
    supply = CreatureSupply(generator)
    supply.ask(JELLY)
    supply.ask(JELLY)  # it is on its way
    assert len(generator.submitted) == supply.waiting == 1
    assert supply.ready() == []
    generator.draw()
    settled(supply)
    ((request, creature),) = supply.ready()
    assert request == JELLY
    assert (creature.card.zone, creature.card.species, creature.card.dna) == ("reef", "moon_jelly", dna_of(JELLY))
    assert creature.card.name == "reef_moon_jelly_7"
    assert "idle" in creature.clips
    assert creature.has_normals
    assert supply.waiting == 0
    supply.close()


def test_a_frame_gets_no_more_than_it_asks_for(generator: ManualGenerator) -> None:
    supply = CreatureSupply(generator, animations=())
    requests = [SpriteRequest("reef", "coral", seed=seed) for seed in range(5)]
    for number, request in enumerate(requests):
        supply.ask(request)
        generator.draw(number)
    settled(supply)
    assert [len(supply.ready(most=2)) for _ in range(4)] == [2, 2, 1, 0]
    supply.close()


def test_what_is_dropped_does_not_come_even_if_it_is_asked_for_again(generator: ManualGenerator) -> None:
    supply = CreatureSupply(generator)
    supply.ask(JELLY)
    supply.drop(JELLY)
    assert generator.submitted[0][1].cancelled()
    supply.ask(JELLY)
    settled(supply)
    assert supply.ready() == []
    assert supply.waiting == 1
    generator.draw()
    settled(supply)
    assert [request for request, _ in supply.ready()] == [JELLY]
    supply.drop(CRAB)  # was never asked for
    supply.close()


def test_what_cannot_be_drawn_is_reported_and_the_others_come(generator: ManualGenerator) -> None:
    told: list[tuple[SpriteRequest, PixelgenError]] = []
    supply = CreatureSupply(generator, tell=lambda request, error: told.append((request, error)))
    supply.ask(JELLY)
    supply.ask(CRAB)
    generator.submitted[0][1].set_exception(RequestError("no such jelly"))
    generator.draw(1)
    settled(supply)
    assert [request for request, _ in supply.ready()] == [CRAB]
    assert [(request, str(error)) for request, error in told] == [(JELLY, "no such jelly")]
    supply.close()


@pytest.mark.parametrize("odd", ["reef", None, 7, [JELLY], ("reef", "jellyfish")])
def test_only_requests_can_be_asked_for_and_nothing_is_submitted_otherwise(
    odd: Any, generator: ManualGenerator
) -> None:
    supply = CreatureSupply(generator)
    with pytest.raises(RequestError, match="ask takes a SpriteRequest; got "):
        supply.ask(odd)
    assert (generator.submitted, supply.waiting) == ([], 0)
    supply.ask(JELLY)
    generator.draw()
    settled(supply)
    assert [request for request, _ in supply.ready()] == [JELLY]
    supply.close()


@pytest.mark.parametrize("error", [ZeroDivisionError("a bug"), SystemExit("a bug"), KeyboardInterrupt("a bug")])
@pytest.mark.parametrize("where", ["drawing", "dna"])
def test_our_own_mistakes_are_raised_where_they_are_seen_and_cost_no_other_creature(
    error: BaseException, where: str, generator: ManualGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    supply = CreatureSupply(generator)
    others = [SpriteRequest("reef", "jellyfish", seed=seed) for seed in range(3)]
    for request in (others[0], JELLY, *others[1:]):
        supply.ask(request)
    generator.draw(0)
    settled(supply)
    if where == "drawing":
        generator.submitted[1][1].set_exception(error)
    else:

        def failing(request: SpriteRequest) -> str:
            raise error

        monkeypatch.setattr(generator, "dna", failing)
        generator.draw(1)
    settled(supply)
    monkeypatch.undo()
    for number in (2, 3):
        generator.draw(number)
    settled(supply)
    with pytest.raises((ZeroDivisionError, RuntimeError), match="a bug"):
        supply.ready(most=9)
    assert [request for request, _ in supply.ready(most=9)] == others
    assert supply.waiting == 0
    supply.close()


def test_report_that_fails_costs_no_other_creature(generator: ManualGenerator) -> None:
    def failing(request: SpriteRequest, error: PixelgenError) -> None:
        raise KeyError("of the game")

    supply = CreatureSupply(generator, tell=failing)
    for request in (CRAB, JELLY):
        supply.ask(request)
    generator.draw(0)
    settled(supply)
    generator.submitted[1][1].set_exception(RequestError("no such jelly"))
    settled(supply)
    with pytest.raises(KeyError, match="of the game"):
        supply.ready(most=9)
    assert [request for request, _ in supply.ready(most=9)] == [CRAB]
    supply.close()


def test_closed_supply_is_asked_for_nothing(generator: ManualGenerator) -> None:
    supply = CreatureSupply(generator)
    supply.close()
    with pytest.raises(RuntimeError, match="the supply is closed"):
        supply.ask(JELLY)
    assert (generator.submitted, supply.waiting) == ([], 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
def test_supply_works_on_in_a_forked_child(generator: ManualGenerator) -> None:
    supply = CreatureSupply(generator)
    supply.ask(JELLY)
    generator.draw()
    settled(supply)
    supply.ask(CRAB)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            supply.ask(JELLY)
            generator.draw()
            settled(supply)
            found = [request for request, _ in supply.ready(most=9)]
            supply.close()
            status = 0 if found == [JELLY] else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert [request for request, _ in supply.ready(most=9)] == [JELLY]
    supply.close()


def test_after_closing_a_drawing_that_ends_harms_nothing(generator: ManualGenerator) -> None:
    supply = CreatureSupply(generator)
    supply.ask(JELLY)
    supply.close()
    assert generator.submitted[0][1].cancelled()
    assert supply.waiting == 0
    assert supply.ready() == []
    late: list[Creature] = [creature for _, creature in supply.ready(most=9)]
    assert late == []
