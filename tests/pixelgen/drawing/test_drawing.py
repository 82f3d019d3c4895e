"""Requests through the cache and an engine that is a fake: what is drawn, in which order, and what is not."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pixelgen.cache.cache import Cache
from pixelgen.drawing.drawing import (
    DRAWN_TOGETHER,
    Drawing,
    Identity,
    check_drawable,
    drawn_species,
    draws_of,
    individual_of,
    job_of,
)
from pixelgen.drawing.engines import Finished
from pixelgen.drawing.finisher import finisher
from pixelgen.drawing.labelling import Labelling
from pixelgen.errors import RequestError
from pixelgen.model.decoding import Job
from pixelgen.model.individuals import Individual, TraitTable, Wish
from pixelgen.model.weights import LABELS
from pixelgen.model.world import SEA
from pixelgen.palette import colour_index, ramp_of
from pixelgen.quadtree import Indices
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.lineage import Mask, Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import BOS, PAD, SPECIES, TRAITS, ZONES
from tests.pixelgen.model.random_labeller import random_labeller
from tests.tiny_weights import tiny_weights

IDENTITY = Identity("ab" * 32, 2)


def table(*species: str, **traits: str) -> TraitTable:
    """Individuals of some species in every zone, all alike."""
    values = [SEA.token_id(trait, traits[trait]) if trait in traits else PAD for trait in TRAITS]
    rows = [[SEA.token_id("zone", zone), SEA.token_id("species", one), *values] for zone in ZONES for one in species]
    return TraitTable(SEA, np.array(rows, dtype=np.uint8))


WITH_LABELLER = replace(tiny_weights(), labeller=random_labeller(rows=len(SEA.tokens)))
LABELLING = Labelling(WITH_LABELLER, native=False)
FINISHER = finisher(native=False)
TABLE = table(*(name for name in SPECIES if name != "moray"))


class FakeEngine:
    """A picture of one colour of the job's lock, chosen by its first draw."""

    name = "fake"

    def __init__(self) -> None:
        self.jobs: list[Sequence[Job]] = []
        self.inside = 0

    def decode(self, jobs: Sequence[Job], *, finished: Finished | None = None) -> list[Indices]:
        self.inside += 1
        assert self.inside == 1, "two threads draw at once"
        self.jobs.append(jobs)
        time.sleep(0.002)  # where another thread would come in
        for place in reversed(range(len(jobs))):
            if finished is not None:
                finished(place)
        self.inside -= 1
        return [np.full((32, 32), self.colour(job), np.uint8) for job in jobs]

    @staticmethod
    def colour(job: Job) -> int:
        colours = np.flatnonzero(job.colours)[1:]
        return int(colours[int(job.draws[0]) % len(colours)])


def plain(seed: int) -> SpriteRequest:
    return SpriteRequest("reef", "reef_fish", seed=seed)


def drawing(engine: FakeEngine, cache: Cache | None = None) -> Drawing:
    return Drawing(engine, IDENTITY, cache=cache, table=TABLE, labelling=LABELLING, finisher=FINISHER)


def drawn(made: Drawing, *requests: SpriteRequest) -> list[Sprite]:
    return made.draw(requests, lambda _: None)


def test_draws_depend_on_the_whole_request_and_go_on_for_the_mask() -> None:
    first = draws_of(plain(1))
    assert first.shape == (1344,)
    np.testing.assert_array_equal(first, draws_of(plain(1), 1472)[:1344])
    for other in (plain(2), SpriteRequest("hadal", "reef_fish", seed=1)):
        assert (first != draws_of(other)).mean() > 0.99


def test_a_palette_lock_leaves_its_ramps_ink_and_transparent() -> None:
    job, partial = job_of(SpriteRequest("reef", "coral", colours=("gold", "rose")), table=TABLE)
    assert {ramp_of(index) for index in np.flatnonzero(job.colours).tolist()} == {None, "ink", "gold", "rose"}
    assert partial is None
    assert job_of(SpriteRequest("reef", "coral"), table=TABLE)[0].colours.all()


def test_what_is_asked_twice_is_drawn_once_and_told_twice() -> None:
    engine = FakeEngine()
    told: list[int] = []
    sprites = drawing(engine).draw([plain(1), plain(2), plain(1)], told.append)
    assert sprites[0] == sprites[2] != sprites[1]
    assert [len(jobs) for jobs in engine.jobs] == [2]
    assert sorted(told) == [0, 1, 2]


def test_parents_are_drawn_before_their_children_each_once() -> None:
    engine = FakeEngine()
    a, b = bred(plain(1), plain(2)), bred(plain(2), plain(1))
    child = bred(a, b)
    (sprite,) = drawn(drawing(engine), child)
    assert [len(jobs) for jobs in engine.jobs] == [2, 2, 1]
    made = drawing(FakeEngine())
    one, two = drawn(made, a, b)
    job, partial = job_of(child, [one, two], table=TABLE)
    assert partial is not None
    assert sprite == Sprite(partial.completed(np.full((32, 32), FakeEngine.colour(job), np.uint8)))


def test_a_family_of_twenty_generations_is_drawn_with_each_ancestor_once() -> None:
    engine = FakeEngine()
    pair = [plain(1), plain(2)]
    for number in range(20):
        pair = [bred(pair[0], pair[1], seed=number), bred(pair[1], pair[0], seed=number)]
    drawn(drawing(engine), pair[0])
    assert sum(len(jobs) for jobs in engine.jobs) == 41


def test_what_is_in_the_cache_is_not_drawn_nor_its_ancestors(tmp_path: Path) -> None:
    child = bred(plain(1), plain(2))
    first = drawn(drawing(FakeEngine(), Cache(tmp_path)), child)
    engine = FakeEngine()
    told: list[int] = []
    made = drawing(engine, Cache(tmp_path))
    assert made.draw([child, child], told.append) == first * 2
    assert made.known(child) == first[0]
    assert (engine.jobs, told) == ([], [0, 1])
    drawn(made, bred(child, plain(3)))
    assert [len(jobs) for jobs in engine.jobs] == [1, 1]


def test_other_weights_do_not_meet_in_one_cache(tmp_path: Path) -> None:
    drawn(drawing(FakeEngine(), Cache(tmp_path)), plain(1))
    for other in (Identity("cd" * 32, 2), Identity("ab" * 32, 3)):
        assert (
            Drawing(
                FakeEngine(), other, cache=Cache(tmp_path), table=TABLE, labelling=LABELLING, finisher=FINISHER
            ).known(plain(1))
            is None
        )


def test_without_a_cache_nothing_is_known_and_nothing_is_kept(tmp_path: Path) -> None:
    made = drawing(FakeEngine())
    drawn(made, plain(1))
    assert made.known(plain(1)) is None


def test_a_parent_by_name_is_taken_from_the_cache_or_asked_for(tmp_path: Path) -> None:
    known = bred(plain(1), plain(2))
    by_name = bred(Parent(f"request:{plain(1).key()}"), plain(2), zone="reef", category="reef_fish")
    assert by_name.key() == known.key()
    with pytest.raises(
        RequestError, match=r"the parent request:[0-9a-f]{16}\.\.\. is known by name alone and is not in the cache"
    ):
        drawn(drawing(FakeEngine()), by_name)
    made = drawing(FakeEngine(), Cache(tmp_path))
    drawn(made, plain(1))
    assert drawn(made, by_name) == drawn(drawing(FakeEngine()), known)


def test_a_picture_that_was_a_parent_can_be_named_later(tmp_path: Path) -> None:
    picture = Sprite(np.full((32, 32), colour_index("rose", 2), np.uint8))
    made = drawing(FakeEngine(), Cache(tmp_path))
    first = drawn(made, bred(picture, plain(2), zone="reef", category="coral"))
    by_name = bred(Parent(Parent.of(picture).name), plain(2), zone="reef", category="coral", seed=1)
    assert drawn(made, by_name) != first


def test_one_bad_request_stops_all_before_anything_is_drawn() -> None:
    engine = FakeEngine()
    moray = SpriteRequest("reef", "reef_fish", "moray")
    for requests in ((plain(1), moray), (plain(1), bred(plain(2), moray))):
        with pytest.raises(RequestError, match=r"species must be one of clownfish, .*; got 'moray'"):
            drawn(drawing(engine), *requests)
    assert engine.jobs == []


def test_long_work_goes_into_the_cache_piece_by_piece(tmp_path: Path) -> None:
    class Stopped(FakeEngine):
        def decode(self, jobs: Sequence[Job], *, finished: Finished | None = None) -> list[Indices]:
            if self.jobs:
                raise KeyboardInterrupt
            return super().decode(jobs, finished=finished)

    requests = [plain(seed) for seed in range(DRAWN_TOGETHER + 1)]
    made = drawing(Stopped(), Cache(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        drawn(made, *requests)
    assert made.known(requests[0]) is not None
    assert made.known(requests[-1]) is None


def test_threads_draw_in_turn() -> None:
    made = drawing(FakeEngine())
    failed: list[BaseException] = []

    def work(seed: int) -> None:
        try:
            assert drawn(made, plain(seed)) == drawn(drawing(FakeEngine()), plain(seed))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_inpainting_redraws_the_mask_alone() -> None:
    picture = Sprite(np.full((32, 32), colour_index("rose", 2), np.uint8))
    anew = np.zeros((32, 32), np.bool_)
    anew[3:9, 5:30] = True
    request = inpainted(picture, Mask.of_pixels(anew), zone="reef", category="coral", colours=("glow",))
    indices = drawn(drawing(FakeEngine()), request)[0].indices
    assert np.array_equal(indices[~anew], picture.indices[~anew])
    assert {ramp_of(index) for index in indices[anew].tolist()} <= {"ink", "glow"}


def test_what_a_request_leaves_open_is_drawn_by_its_seed_of_what_the_table_has() -> None:
    learnt = table("crab", "conch", "octopus", build="stout")
    found = [individual_of(SpriteRequest("reef", "grazer", seed=seed), learnt) for seed in range(40)]
    assert {one.species for one in found} == {"crab", "conch"}
    assert 8 < sum(one.species == "crab" for one in found) < 32
    assert all(one.traits == {"build": "stout"} for one in found)
    named = individual_of(SpriteRequest("reef", "grazer", species="crab", seed=3), learnt)
    prompt = job_of(SpriteRequest("reef", "grazer", species="crab", seed=3), table=learnt)[0].prompt
    assert prompt == named.prompt == learnt.prompt("reef", "grazer", "crab", {"build": "stout"})
    assert BOS not in prompt


def test_the_prompt_of_a_child_is_what_it_names_and_the_family_of_its_first_parent() -> None:
    learnt = table("crab", "tang", build="stout")
    crab = SpriteRequest("reef", "grazer", species="crab", seed=3)
    parents = [Sprite(np.full((32, 32), colour_index(ramp, 2), np.uint8)) for ramp in ("rose", "gold")]
    job, partial = job_of(bred(crab, plain(1)), parents, table=learnt)
    assert job.prompt == learnt.prompt("reef", "grazer", "crab", {"family": "rose"})
    assert partial is not None
    assert job.pinned is partial.pinned
    by_name = bred(Parent(Parent.of(crab).name), plain(1), zone="reef", category="grazer", species="crab")
    np.testing.assert_equal(job_of(by_name, parents, table=learnt)[0].draws, job.draws)


def test_the_species_of_a_child_is_that_of_its_first_parent() -> None:
    learnt = table("crab", "tang")
    child = bred(SpriteRequest("reef", "grazer", seed=3), plain(1))
    assert drawn_species(child, learnt) == drawn_species(bred(child, plain(2)), learnt) == "crab"
    by_name = bred(Parent(Parent.of(plain(1)).name), plain(2), zone="reef", category="reef_fish")
    assert drawn_species(by_name, learnt) is None
    picture = bred(Sprite(np.zeros((32, 32), np.uint8)), plain(2))
    assert drawn_species(picture, learnt) is None


def test_names_that_the_table_does_not_have_are_told_with_those_it_has() -> None:
    learnt = table("crab", "tang", build="stout")
    for request, told in (
        (SpriteRequest("reef", "reef_fish", species="moray"), r"one of tang \(category reef_fish\); got 'moray'"),
        (SpriteRequest("reef", "grazer", "crab", traits={"build": "slim"}), "crab has no build 'slim'; it has stout"),
        (bred(SpriteRequest("reef", "reef_fish", "moray"), plain(1)), "got 'moray'"),
    ):
        with pytest.raises(RequestError, match=told):
            check_drawable(request, learnt)


def test_parts_are_named_for_the_species_that_is_drawn_and_come_back_from_the_cache(tmp_path: Path) -> None:
    engine = FakeEngine()
    (sprite,) = drawn(drawing(engine, Cache(tmp_path)), plain(1))
    expected = LABELLING.sprite(sprite.indices, engine.jobs[0][0].prompt).parts
    assert expected.all()
    assert not np.array_equal(expected, LABELLING.sprite(sprite.indices, ()).parts)
    np.testing.assert_array_equal(sprite.parts, expected)
    known = drawing(FakeEngine(), Cache(tmp_path)).known(plain(1))
    assert known is not None
    np.testing.assert_array_equal(known.parts, expected)


def test_a_childs_kept_pixels_have_their_parents_parts() -> None:
    mask = np.zeros((32, 32), dtype=np.bool_)
    mask[:8] = True
    child = inpainted(plain(1), mask, seed=1)
    engine = FakeEngine()
    parent, sprite = drawn(drawing(engine), plain(1), child)
    np.testing.assert_array_equal(sprite.parts[8:], parent.parts[8:])
    alone = LABELLING.sprite(sprite.indices, engine.jobs[-1][-1].prompt[:LABELS])
    np.testing.assert_array_equal(sprite.parts[:8], alone.parts[:8])
    assert not np.array_equal(alone.parts[8:], parent.parts[8:])


def test_the_parts_that_a_picture_brings_along_decide_nothing(tmp_path: Path) -> None:
    """They are not in its name: the same child would have other parts where the picture is known by name."""
    pixels = np.full((32, 32), colour_index("rose", 2), np.uint8)
    mask = np.eye(32, dtype=np.bool_)
    children = [
        drawn(drawing(FakeEngine()), inpainted(picture, mask, zone="reef", category="coral"))[0]
        for picture in (Sprite(pixels), Sprite(pixels, np.full((32, 32), 8, np.uint8)))
    ]
    np.testing.assert_array_equal(children[0].parts, children[1].parts)
    assert children[0].parts.all()


class CountingTable(TraitTable):
    """Counts how often an individual is worked out, which takes as long as reading a sprite from the cache."""

    def __init__(self) -> None:
        self.count = 0
        self.__dict__ |= vars(TABLE)

    def individual(self, wish: Wish, *, species_draw: int, traits_draw: int) -> Individual:
        self.count += 1
        return super().individual(wish, species_draw=species_draw, traits_draw=traits_draw)


def test_an_individual_is_worked_out_once_a_drawing_and_not_for_what_is_in_the_cache(tmp_path: Path) -> None:
    counting = CountingTable()
    made = Drawing(
        FakeEngine(), IDENTITY, cache=Cache(tmp_path), table=counting, labelling=LABELLING, finisher=FINISHER
    )
    first = drawn(made, plain(1), plain(2), bred(plain(1), plain(2)), plain(1))
    assert counting.count == 2
    assert drawn(made, plain(1), plain(2), bred(plain(1), plain(2)), plain(1)) == first
    assert made.known(plain(1)) is not None
    assert counting.count == 2
