from __future__ import annotations

import threading
from concurrent.futures import Future

import numpy as np
import pytest

from engine_bridges.creatures.creature import Creature
from engine_bridges.creatures.supply import CreatureSupply
from pixelgen import PixelgenError, RequestError, Sprite, SpriteRequest
from tests.fake_generator import dna_of

JELLY = SpriteRequest("reef", "jellyfish", seed=7)
CRAB = SpriteRequest("hadal", "grazer", "crab", seed=2)


class Studio:
    """Draws when it is told to; a block of 20 by 12 pixels."""

    def __init__(self) -> None:
        self.promised: list[tuple[SpriteRequest, Future[Sprite]]] = []

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        future: Future[Sprite] = Future()
        self.promised.append((request, future))
        return future

    def species_of(self, request: SpriteRequest) -> str | None:
        return request.species or "moon_jelly"

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request)

    def draw(self, at: int = -1) -> None:
        indices = np.zeros((32, 32), np.uint8)
        indices[10:22, 6:26] = 9
        self.promised[at][1].set_result(Sprite(indices))


def settled(supply: CreatureSupply) -> None:
    """When the thread has done what it was given."""
    done = threading.Event()
    supply._pool.submit(done.set)
    assert done.wait(30)


@pytest.fixture(name="studio")
def a_studio() -> Studio:
    return Studio()


def test_a_creature_comes_lit_moving_and_with_its_dna_when_it_is_drawn(studio: Studio) -> None:
    supply = CreatureSupply(studio)
    supply.ask(JELLY)
    supply.ask(JELLY)  # it is on its way
    assert len(studio.promised) == supply.waiting == 1
    assert supply.ready() == []
    studio.draw()
    settled(supply)
    ((request, creature),) = supply.ready()
    assert request == JELLY
    assert (creature.card.zone, creature.card.species, creature.card.dna) == ("reef", "moon_jelly", dna_of(JELLY))
    assert creature.card.name == "reef_moon_jelly_7"
    assert "idle" in creature.clips
    assert creature.has_normals
    assert supply.waiting == 0
    supply.close()


def test_a_frame_gets_no_more_than_it_asks_for(studio: Studio) -> None:
    supply = CreatureSupply(studio, animations=())
    wishes = [SpriteRequest("reef", "coral", seed=seed) for seed in range(5)]
    for number, wish in enumerate(wishes):
        supply.ask(wish)
        studio.draw(number)
    settled(supply)
    assert [len(supply.ready(most=2)) for _ in range(4)] == [2, 2, 1, 0]
    supply.close()


def test_what_is_dropped_does_not_come_even_if_it_is_asked_for_again(studio: Studio) -> None:
    supply = CreatureSupply(studio)
    supply.ask(JELLY)
    supply.drop(JELLY)
    assert studio.promised[0][1].cancelled()
    supply.ask(JELLY)
    settled(supply)
    assert supply.ready() == []
    assert supply.waiting == 1
    studio.draw()
    settled(supply)
    assert [request for request, _ in supply.ready()] == [JELLY]
    supply.drop(CRAB)  # was never asked for
    supply.close()


def test_what_cannot_be_drawn_is_told_and_the_others_come(studio: Studio) -> None:
    told: list[tuple[SpriteRequest, PixelgenError]] = []
    supply = CreatureSupply(studio, tell=lambda request, error: told.append((request, error)))
    supply.ask(JELLY)
    supply.ask(CRAB)
    studio.promised[0][1].set_exception(RequestError("no such jelly"))
    studio.draw(1)
    settled(supply)
    assert [request for request, _ in supply.ready()] == [CRAB]
    assert [(request, str(error)) for request, error in told] == [(JELLY, "no such jelly")]
    supply.close()


def test_our_own_mistakes_are_raised_where_they_are_seen(studio: Studio) -> None:
    supply = CreatureSupply(studio)
    supply.ask(JELLY)
    studio.promised[0][1].set_exception(ZeroDivisionError("a bug"))
    settled(supply)
    with pytest.raises(ZeroDivisionError, match="a bug"):
        supply.ready()
    supply.close()


def test_after_closing_a_drawing_that_ends_harms_nothing(studio: Studio) -> None:
    supply = CreatureSupply(studio)
    supply.ask(JELLY)
    supply.close()
    assert studio.promised[0][1].cancelled()
    assert supply.waiting == 0
    assert supply.ready() == []
    late: list[Creature] = [creature for _, creature in supply.ready(most=9)]
    assert late == []
